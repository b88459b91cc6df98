// Workbooks as other programs write them, made by hand as small as a case needs.
import { strToU8, zipSync } from 'fflate';
import { describe, expect, it } from 'vitest';
import { readDocument } from '../format.server.ts';
import { toMarkdown } from '../markdown.ts';
import { type ReadDocument, type TableBlock, toRichText } from '../read-document.ts';

const main = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
const office = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const relations = (...list: string[]) =>
	`<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">${list.join('')}</Relationships>`;
const relation = (id: string, type: string, target: string, more = '') =>
	`<Relationship Id="${id}" Type="${office}/${type}" Target="${target}"${more}/>`;
const sheetXml = (rows: string, more = '', namespace = main) =>
	`<worksheet xmlns="${namespace}" xmlns:r="${office}"><sheetData>${rows}</sheetData>${more}</worksheet>`;

/** One visible sheet with these rows; `parts` adds or replaces files of the archive. */
function workbook(rows: string, more = '', parts: Record<string, string> = {}): Uint8Array {
	const files: Record<string, string> = {
		'[Content_Types].xml': '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>',
		'_rels/.rels': relations(relation('r1', 'officeDocument', 'xl/workbook.xml')),
		'xl/workbook.xml': `<workbook xmlns="${main}" xmlns:r="${office}"><sheets><sheet name="Hoja" sheetId="1" r:id="r1"/></sheets></workbook>`,
		'xl/_rels/workbook.xml.rels': relations(
			relation('r1', 'worksheet', 'worksheets/sheet1.xml'),
			relation('r2', 'sharedStrings', 'sharedStrings.xml'),
			relation('r3', 'styles', 'styles.xml')
		),
		'xl/worksheets/sheet1.xml': sheetXml(rows, more),
		...parts
	};
	return zipSync(Object.fromEntries(Object.entries(files).map(([name, text]) => [name, strToU8(text)])));
}

async function read(bytes: Uint8Array): Promise<ReadDocument> {
	const answer = await readDocument(bytes);
	if (!answer.ok) throw new Error(answer.why);
	return answer.document;
}
const refusal = async (bytes: Uint8Array) => {
	const answer = await readDocument(bytes);
	return answer.ok ? 'read' : answer.why;
};
const cellsOf = (table: TableBlock) => table.rows.map((row) => row.cells.map((cell) => toMarkdown(toRichText(cell.blocks))));
const cells = async (bytes: Uint8Array) => cellsOf((await read(bytes)).blocks[0] as TableBlock);

const row = (number: number, ...content: string[]) => `<row r="${number}">${content.join('')}</row>`;
const text = (ref: string, content: string) => `<c r="${ref}" t="inlineStr"><is><t xml:space="preserve">${content}</t></is></c>`;
const value = (ref: string, content: string, style = 0) => `<c r="${ref}" s="${style}"><v>${content}</v></c>`;

describe('values', () => {
	const styles = `<styleSheet xmlns="${main}"><numFmts><numFmt numFmtId="170" formatCode="dd/mm/yyyy\\ hh:mm"/><numFmt numFmtId="171" formatCode="&quot;días &quot;0"/><numFmt numFmtId="172" formatCode="[Red]0.0%"/><numFmt numFmtId="173" formatCode="[h]:mm"/></numFmts><cellStyleXfs><xf numFmtId="14"/></cellStyleXfs><cellXfs>${[0, 14, 170, 171, 172, 173, 9].map((id) => `<xf numFmtId="${id}"/>`).join('')}</cellXfs></styleSheet>`;
	const read1 = async (xml: string, parts: Record<string, string> = {}) =>
		(await cells(workbook(row(1, text('A1', 'x'), xml), '', { 'xl/styles.xml': styles, ...parts })))[0]?.[1];

	it.each([
		['1500', 0, '1500'],
		['0.10000000000000001', 0, '0.1'],
		['46348', 1, '2026-11-22'],
		['46348.395833333', 2, '2026-11-22 09:30'],
		['0.5', 2, '12:00'],
		['59', 1, '1900-02-28'],
		['61', 1, '1900-03-01'],
		['46348', 3, '46348'],
		['0.125', 4, '12.5%'],
		['0.12', 6, '12%'],
		['1.125', 5, '27:00'],
		['-3', 1, '-3']
	])('%s in style %i is %s', async (raw, style, expected) => {
		expect(await read1(value('B1', raw, style))).toBe(expected);
	});

	it('counts from 1904 where the workbook does', async () => {
		const book = `<workbook xmlns="${main}" xmlns:r="${office}"><workbookPr date1904="1"/><sheets><sheet name="Hoja" sheetId="1" r:id="r1"/></sheets></workbook>`;
		expect(await read1(value('B1', '44886', 1), { 'xl/workbook.xml': book })).toBe('2026-11-22');
	});

	it('reads truth, errors, ISO days and what a formula gave last; never the formula', async () => {
		const rows = row(
			1,
			'<c r="A1" t="b"><v>1</v></c>',
			'<c r="B1" t="e"><v>#N/A</v></c>',
			'<c r="C1" t="d"><v>2026-11-22T00:00:00</v></c>',
			'<c r="D1" t="str"><f>WEBSERVICE("http://example.org")</f><v>dado_x000A_abajo</v></c>',
			'<c r="E1"><f>1+1</f></c>'
		);
		expect(await cells(workbook(rows))).toEqual([['TRUE', '#N/A', '2026-11-22', 'dado\nabajo']]);
	});
});

describe('texts', () => {
	it('reads shared strings with their marks, without reading aids', async () => {
		const strings = `<sst xmlns="${main}"><si><t>Uno</t></si><si><r><rPr><b/></rPr><t>dos</t></r><r><rPr><b val="0"/><i/></rPr><t xml:space="preserve"> tres</t></r><rPh sb="0" eb="1"><t>no</t></rPh></si></sst>`;
		const rows = row(1, '<c r="A1" t="s"><v>0</v></c><c r="B1" t="s"><v>1</v></c><c r="C1" t="s"><v>99</v></c>');
		expect(await cells(workbook(rows, '', { 'xl/sharedStrings.xml': strings }))).toEqual([['Uno', '**dos** *tres*']]);
	});

	it('knows lists, as Markdown and as people type them', async () => {
		const rows = row(1, text('A1', '- a\n  - b\n\n1. c'), text('B1', 'Antes:\n• uno\n• dos'), text('C1', 'línea\notra'));
		expect(await cells(workbook(rows))).toEqual([['- a\n  - b\n\n1. c', 'Antes:\n\n- uno\n- dos', 'línea\notra']]);
	});

	it('takes the guard off formulas, and reads strict files and cells without address', async () => {
		const strict = sheetXml(
			'<row><c t="inlineStr"><is><t>\'=1</t></is></c><c><v>2</v></c></row>',
			'',
			'http://purl.oclc.org/ooxml/spreadsheetml/main'
		);
		expect(await cells(workbook('', '', { 'xl/worksheets/sheet1.xml': strict }))).toEqual([['=1', '2']]);
	});

	it('follows links to the web alone', async () => {
		const links = '<hyperlinks><hyperlink ref="A1" r:id="h1"/><hyperlink ref="B1" r:id="h2"/></hyperlinks>';
		const parts = {
			'xl/worksheets/_rels/sheet1.xml.rels': relations(
				relation('h1', 'hyperlink', 'https://example.org/a', ' TargetMode="External"'),
				relation('h2', 'hyperlink', 'file:///etc/passwd', ' TargetMode="External"')
			)
		};
		expect(await cells(workbook(row(1, text('A1', 'red'), text('B1', 'no')), links, parts))).toEqual([
			['[red](https://example.org/a)', 'no']
		]);
	});
});

describe('layout', () => {
	it('leaves out empty columns and rows and says where things stood', async () => {
		const document = await read(workbook(row(3, text('C3', 'a')) + row(1_048_576, text('XFD1048576', 'z'))));
		const table = document.blocks[0] as TableBlock;
		expect(cellsOf(table)).toEqual([
			['a', ''],
			['', 'z']
		]);
		expect(table.rows[1]?.origin).toEqual({ sheet: 'Hoja', table: 1, row: 1_048_576 });
		expect(table.rows[0]?.cells[0]?.blocks[0]?.origin).toMatchObject({ row: 3, cell: 3 });
	});

	it('marks the lower part of a cell merged downwards', async () => {
		const rows = row(1, text('A1', 'Etiqueta'), text('B1', 'uno')) + row(2, text('B2', 'dos'));
		const [, second] = ((await read(workbook(rows, '<mergeCells><mergeCell ref="A1:A2"/></mergeCells>'))).blocks[0] as TableBlock).rows;
		expect(second?.cells.map((cell) => cell.isContinued ?? false)).toEqual([true, false]);
	});

	it('reads sheets in their order, hidden rows too, hidden sheets with a doubt only', async () => {
		const sheet = (name: string, id: number, more = '') => `<sheet name="${name}" sheetId="${id}" r:id="r${id}"${more}/>`;
		const parts = {
			'xl/workbook.xml': `<workbook xmlns="${main}" xmlns:r="${office}"><sheets>${sheet('Dos', 2)}${sheet('Oculta', 3, ' state="veryHidden"')}${sheet('Uno', 1)}</sheets></workbook>`,
			'xl/_rels/workbook.xml.rels': relations(...[1, 2, 3].map((id) => relation(`r${id}`, 'worksheet', `/xl/worksheets/sheet${id}.xml`))),
			'xl/worksheets/sheet2.xml': sheetXml(`<row r="1" hidden="1">${text('A1', 'dos')}</row>`),
			'xl/worksheets/sheet3.xml': sheetXml(row(1, text('A1', 'lista')))
		};
		const document = await read(workbook(row(1, text('A1', 'uno')), '', parts));
		expect(document.blocks.map((block) => block.origin.sheet)).toEqual(['Dos', 'Uno']);
		expect(document.doubts).toEqual([{ code: 'sheetHidden', detail: 'Oculta' }]);
	});

	it('gives comments as notes, threads instead of what they leave behind', async () => {
		const parts = {
			'xl/worksheets/_rels/sheet1.xml.rels': relations(
				relation('c', 'comments', '../comments1.xml'),
				'<Relationship Id="t" Type="http://schemas.microsoft.com/office/2017/10/relationships/threadedComment" Target="../threadedComments/threadedComment1.xml"/>'
			),
			'xl/comments1.xml': `<comments xmlns="${main}"><authors><author>Ana</author></authors><commentList><comment ref="A1" authorId="0"><text><r><rPr><b/></rPr><t>Ver </t></r><r><t>anexo</t></r></text></comment><comment ref="B2" authorId="0"><text><t>[Threaded comment]</t></text></comment></commentList></comments>`,
			'xl/threadedComments/threadedComment1.xml':
				'<ThreadedComments xmlns="http://schemas.microsoft.com/office/spreadsheetml/2018/threadedcomments"><threadedComment ref="B2"><text>¿Fuente?</text></threadedComment><threadedComment ref="B2"><text>Anexo 2</text></threadedComment></ThreadedComments>'
		};
		expect((await read(workbook(row(1, text('A1', 'x')), '', parts))).notes).toEqual([
			{ text: 'Ver anexo', origin: { sheet: 'Hoja', table: 1, row: 1, cell: 1 } },
			{ text: '¿Fuente?', origin: { sheet: 'Hoja', table: 1, row: 2, cell: 2 } },
			{ text: 'Anexo 2', origin: { sheet: 'Hoja', table: 1, row: 2, cell: 2 } }
		]);
	});
});

describe('refusals', () => {
	const compound = (stream: string) =>
		Buffer.concat([Buffer.from([0xd0, 0xcf, 0x11, 0xe0]), Buffer.alloc(20), Buffer.from(stream, 'utf16le')]);

	it('names them', async () => {
		expect(await refusal(compound('Workbook'))).toBe('fileOldSheet');
		expect(await refusal(compound('EncryptedPackage'))).toBe('fileEncrypted');
		expect(await refusal(workbook('', '', { 'xl/workbook.bin': 'x' }))).toBe('fileOldSheet');
		expect(await refusal(workbook(''))).toBe('fileEmpty');
		expect(await refusal(workbook('', '', { 'xl/worksheets/sheet1.xml': '<!DOCTYPE x><x/>' }))).toBe('fileUnsafe');
	});

	it('stops at too many rows and too much text', async () => {
		const rows = Array.from({ length: 50_001 }, (_, index) => row(index + 1, value(`A${index + 1}`, '1'))).join('');
		expect(await refusal(workbook(rows))).toBe('fileTooLarge');
		const strings = `<sst xmlns="${main}"><si><t>${'largo '.repeat(20_000)}</t></si></sst>`;
		const many = Array.from({ length: 400 }, (_, index) => row(index + 1, `<c r="A${index + 1}" t="s"><v>0</v></c>`)).join('');
		expect(await refusal(workbook(many, '', { 'xl/sharedStrings.xml': strings }))).toBe('fileTooLarge');
	});
});

describe('CSV', () => {
	it('is a table where nothing else can be meant', async () => {
		const table = (await read(Buffer.from('Título;Lugar;Año\r\n"Feria; de ""empleo""";;2021\r\n'))).blocks[0] as TableBlock;
		expect(cellsOf(table)).toEqual([
			['Título', 'Lugar', 'Año'],
			['Feria; de "empleo"', '', '2021']
		]);
	});

	it.each([
		['prose', 'Uno, dos, tres\ncuatro, cinco, seis'],
		['lines of different lengths', 'a,b,c\nd,e'],
		['an open quote', 'a,b,c\n"d,e,f'],
		['headings that repeat', 'a,a,b\n1,2,3'],
		['one record', 'a,b,c']
	])('is not %s', async (_, given) => {
		expect((await read(Buffer.from(given))).blocks[0]?.kind).toBe('text');
	});
});
