// Writes a workbook as it goes: rows are packed while the next ones are read, so that ten thousand practices take the memory of a few.
import { pipeline } from 'node:stream';
import { crc32, createDeflateRaw } from 'node:zlib';
import { Zip, type ZipInputFile } from 'fflate';
import { guardFormula } from '#platform/documents/sheet/formula-guard.ts';
import { continuationKeys, endsWithPointer, pointerTo } from '#platform/documents/sheet/sheet-table.ts';
import type { CellValue, Choice, Sheet } from './sheets.ts';

export const xlsxMediaType = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';

/** Signs that one cell holds are 32,767 (Excel's limit); the guard and the pointer to what follows need a few. */
const longest = 32_700;
/** Cell formats, in the order of `styles`. */
const format = { text: 1, heading: 2, key: 3, day: 4, number: 5 } as const;
const head = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';
const main = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
const officeRelations = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const packageRelations = 'http://schemas.openxmlformats.org/package/2006/relationships';

/** What did not fit into a cell: under which number, and the text. */
type Overflow = [number: string, text: string][];

/**
 * A workbook with these sheets: headings and keys stay in sight, texts are texts, days days, numbers numbers. What is longer than a cell
 * goes on in a last sheet. Bytes come as they are ready.
 * @param continuation name and headings of that last sheet
 */
export async function* toXlsx(sheets: Sheet[], continuation: { name: string; number: string; text: string }): AsyncGenerator<Uint8Array> {
	const zip = new ZipParts();
	const rest: Overflow = [];
	const written: Pick<Sheet, 'name' | 'isHidden'>[] = [];
	const write = (sheet: Sheet, overflow: Overflow | null) =>
		zip.add(`xl/worksheets/sheet${written.push(sheet)}.xml`, sheetXml(sheet, overflow));
	for (const sheet of sheets) yield* write(sheet, rest);
	if (rest.length > 0) {
		const [numberKey = '', textKey = ''] = continuationKeys;
		const columns = [
			{ key: numberKey, heading: continuation.number, width: 14 },
			{ key: textKey, heading: continuation.text, width: 100 }
		];
		yield* write({ name: continuation.name, columns, rows: rest }, null);
	}
	yield* zip.add('xl/styles.xml', [stylesXml]);
	yield* zip.add('xl/workbook.xml', [workbookXml(written)]);
	yield* zip.add('xl/_rels/workbook.xml.rels', [workbookRelations(written.length)]);
	yield* zip.add('_rels/.rels', [
		`${head}<Relationships xmlns="${packageRelations}"><Relationship Id="rId1" Type="${officeRelations}/officeDocument" Target="xl/workbook.xml"/></Relationships>`
	]);
	yield* zip.add('[Content_Types].xml', [contentTypes(written.length)]);
	yield* zip.end();
}

/** A zip archive made part by part; packing happens beside the thread that serves. */
class ZipParts {
	private readonly ready: Uint8Array[] = [];
	private readonly zip = new Zip((error, chunk) => {
		if (error) throw error;
		this.ready.push(chunk);
	});

	async *add(name: string, content: AsyncIterable<string> | Iterable<string>): AsyncGenerator<Uint8Array> {
		const entry: ZipInputFile = { filename: name, size: 0, crc: 0, compression: 8 };
		this.zip.add(entry);
		const packed = pipeline(measured(content, entry), createDeflateRaw(), () => {});
		for await (const chunk of packed) {
			entry.ondata?.(null, chunk as Uint8Array<ArrayBuffer>, false);
			yield* this.take();
		}
		entry.ondata?.(null, new Uint8Array(), true);
		yield* this.take();
	}

	*end(): Generator<Uint8Array> {
		this.zip.end();
		yield* this.take();
	}

	private take(): Uint8Array[] {
		return this.ready.splice(0);
	}
}

/** Passes text on as bytes and keeps its length and checksum, which an archive tells after the content. */
async function* measured(content: AsyncIterable<string> | Iterable<string>, entry: ZipInputFile): AsyncGenerator<Uint8Array> {
	for await (const text of content) {
		const bytes = Buffer.from(text);
		entry.size += bytes.length;
		entry.crc = crc32(bytes, entry.crc);
		yield bytes;
	}
}

/** @param overflow takes what does not fit into a cell; null when everything does */
async function* sheetXml({ columns, rows, choices = [] }: Sheet, overflow: Overflow | null): AsyncGenerator<string> {
	const widths = columns.map(({ width }, index) => `<col min="${index + 1}" max="${index + 1}" width="${width}" customWidth="1"/>`);
	const pane = '<pane xSplit="1" ySplit="2" topLeftCell="B3" activePane="bottomRight" state="frozen"/>';
	yield `${head}<worksheet xmlns="${main}"><sheetViews><sheetView workbookViewId="0">${pane}</sheetView></sheetViews>`;
	yield `<cols>${widths.join('')}</cols><sheetData>`;
	let number = 0;
	const line = (cells: (address: string) => string[]) => `<row r="${++number}">${cells(String(number)).join('')}</row>`;
	const fixed = (texts: string[], style: number) =>
		line((row) => texts.map((text, index) => textCell(text, columnName(index) + row, style)));
	yield fixed(
		columns.map(({ heading }) => heading),
		format.heading
	);
	yield fixed(
		columns.map(({ key }) => key),
		format.key
	);
	for await (const values of rows) {
		yield line((row) => values.map((value, index) => cellXml(value, columnName(index) + row, overflow)));
	}
	yield `</sheetData>${choicesXml(choices)}</worksheet>`;
}

/** Rows of headings and keys before the first of the table. */
const headRows = 2;

/** A value that is not offered is asked about and taken all the same: a person may write `2` for `2 · …`. */
function choicesXml(choices: Choice[]): string {
	if (choices.length === 0) return '';
	const one = ({ row, column, from }: Choice) => {
		const letter = columnName(from.column);
		const range = `'${sheetName(from.sheet)}'!$${letter}$${headRows + 1}:$${letter}$${headRows + from.rows}`;
		const cell = columnName(column) + (row + headRows + 1);
		return `<dataValidation type="list" errorStyle="warning" allowBlank="1" showErrorMessage="1" sqref="${cell}"><formula1>${escapeXml(range)}</formula1></dataValidation>`;
	};
	return `<dataValidations count="${choices.length}">${choices.map(one).join('')}</dataValidations>`;
}

function cellXml(value: CellValue, address: string, overflow: Overflow | null): string {
	if (value === null || value === '') return '';
	if (typeof value === 'number') return `<c r="${address}" s="${format.number}"><v>${value}</v></c>`;
	if (typeof value === 'object' && 'heading' in value) return textCell(value.heading, address, format.heading);
	if (typeof value === 'object' && 'key' in value) return textCell(value.key, address, format.key);
	if (typeof value === 'object') {
		const serial = serialOf(value.day);
		return serial === null ? textCell(value.day, address, format.text) : `<c r="${address}" s="${format.day}"><v>${serial}</v></c>`;
	}
	return textCell(overflow ? fitting(value, overflow) : value, address, format.text);
}

function textCell(text: string, address: string, style: number): string {
	return `<c r="${address}" s="${style}" t="inlineStr"><is><t xml:space="preserve">${escapeXml(guardFormula(text))}</t></is></c>`;
}

/**
 * What of a text its cell holds; the rest goes on under the number that the cell ends with. A text that happens to end like such a
 * pointer gets one of ours, to nothing, so that it is not taken for one.
 */
function fitting(text: string, overflow: Overflow): string {
	const end = cutOf(text);
	if (end === text.length && !endsWithPointer(text)) return text;
	const number = overflow.length + 1;
	const place: [string, string] = [String(number), ''];
	overflow.push(place);
	place[1] = fitting(text.slice(end), overflow);
	return text.slice(0, end) + pointerTo(number);
}

/** Where a text is parted: in the middle of a word, since blanks at the edge of a cell are easily lost. */
function cutOf(text: string): number {
	if (text.length <= longest) return text.length;
	for (let at = longest; at > longest - 500; at--) {
		if (/^[^\s\ud800-\udfff]{2}$/.test(text.slice(at - 1, at + 1))) return at;
	}
	return longest;
}

/** Days since 30 December 1899, as spreadsheets count from March 1900 on; null for earlier days and for a day that is none. */
function serialOf(day: string): number | null {
	const serial = Date.parse(`${day}T00:00:00Z`) / 86_400_000 + 25_569;
	return serial >= 61 ? serial : null;
}

/** 0 → `A`, 26 → `AA`. */
function columnName(index: number): string {
	const letter = String.fromCharCode(65 + (index % 26));
	return index < 26 ? letter : columnName(Math.floor(index / 26) - 1) + letter;
}

const entities: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };

/** Signs that XML cannot hold, and text that looks like one so spelled, are escaped as `_x0001_`. Source: ECMA-376 part 1, 22.9.2.19. */
function escapeXml(text: string): string {
	return text
		.toWellFormed()
		.replace(/_(?=x[0-9a-f]{4}_)/gi, '_x005F_')
		.replace(/[^\P{Cc}\n\t]|[\ufffe\uffff]/gu, (sign) => `_x${sign.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0')}_`)
		.replace(/[&<>"]/g, (sign) => entities[sign] ?? sign);
}

function workbookXml(written: Pick<Sheet, 'name' | 'isHidden'>[]): string {
	const sheets = written.map(
		({ name, isHidden }, index) =>
			`<sheet name="${escapeXml(sheetName(name))}" sheetId="${index + 1}"${isHidden ? ' state="hidden"' : ''} r:id="rId${index + 1}"/>`
	);
	return `${head}<workbook xmlns="${main}" xmlns:r="${officeRelations}"><sheets>${sheets.join('')}</sheets></workbook>`;
}

/** At most 31 signs, none of those that a reference to a sheet is written with. */
function sheetName(name: string): string {
	return name.replace(/[[\]/\\:*?']/g, ' ').slice(0, 31);
}

function workbookRelations(sheets: number): string {
	const relations = Array.from(
		{ length: sheets },
		(_, index) => `<Relationship Id="rId${index + 1}" Type="${officeRelations}/worksheet" Target="worksheets/sheet${index + 1}.xml"/>`
	);
	const styles = `<Relationship Id="rId${sheets + 1}" Type="${officeRelations}/styles" Target="styles.xml"/>`;
	return `${head}<Relationships xmlns="${packageRelations}">${relations.join('')}${styles}</Relationships>`;
}

function contentTypes(sheets: number): string {
	const type = 'application/vnd.openxmlformats-officedocument.spreadsheetml';
	const parts = Array.from(
		{ length: sheets },
		(_, index) => `<Override PartName="/xl/worksheets/sheet${index + 1}.xml" ContentType="${type}.worksheet+xml"/>`
	);
	return [
		`${head}<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">`,
		'<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>',
		`<Override PartName="/xl/workbook.xml" ContentType="${type}.sheet.main+xml"/>`,
		`<Override PartName="/xl/styles.xml" ContentType="${type}.styles+xml"/>`,
		...parts,
		'</Types>'
	].join('');
}

const wrapped = '<alignment vertical="top" wrapText="1"/>';

/** Text cells are declared as text, so that a program does not make numbers of codes when somebody edits them. */
const stylesXml = [
	`${head}<styleSheet xmlns="${main}">`,
	'<numFmts count="1"><numFmt numFmtId="164" formatCode="yyyy\\-mm\\-dd"/></numFmts>',
	'<fonts count="3"><font><sz val="11"/><name val="Calibri"/></font><font><b/><sz val="11"/><name val="Calibri"/></font>',
	'<font><sz val="9"/><color rgb="FF767676"/><name val="Calibri"/></font></fonts>',
	'<fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill></fills>',
	'<borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders>',
	'<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs>',
	'<cellXfs count="6"><xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/>',
	`<xf numFmtId="49" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1" applyAlignment="1">${wrapped}</xf>`,
	`<xf numFmtId="49" fontId="1" fillId="0" borderId="0" xfId="0" applyNumberFormat="1" applyFont="1" applyAlignment="1">${wrapped}</xf>`,
	`<xf numFmtId="49" fontId="2" fillId="0" borderId="0" xfId="0" applyNumberFormat="1" applyFont="1" applyAlignment="1">${wrapped}</xf>`,
	`<xf numFmtId="164" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1" applyAlignment="1">${wrapped}</xf>`,
	`<xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0" applyAlignment="1">${wrapped}</xf></cellXfs>`,
	'<cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>'
].join('');
