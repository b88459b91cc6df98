// Reads a workbook of Excel 2007 or later straight from its XML: values as a person sees them, never what a formula or macro would do.
// Hidden sheets are skipped with a doubt, since they mostly hold lists behind menus; hidden rows and columns are read, since a filter
// that somebody left on hides answers.
import { partName, readRelations } from '../docx/docx-parts.server.ts';
import type { Note, Origin, ReadDocument, ReadingDoubt } from '../read-document.ts';
import { RefusedFile } from '../refusal.ts';
import { type Run, safeHref } from '../rich-text.ts';
import { type Attributes, walkXml } from '../xml.server.ts';
import type { Archive } from '../zip.server.ts';
import { freeFormula } from './formula-guard.ts';
import { type Sheet, type SheetCell, type SheetRow, sheetLimits, sheetsToTables } from './sheet-table.ts';
import {
	type NumberKind,
	numberText,
	RunGatherer,
	readComments,
	readEscapes,
	readNumberKinds,
	readSharedStrings
} from './xlsx-parts.server.ts';

const mostSheets = 200;
/** Areas of merged cells that are looked at in one sheet. */
const mostMerged = 2_000;

type Workbook = { sheets: { name: string; part: string; isHidden: boolean }[]; isFrom1904: boolean };
/** What the cells of every sheet are read with, and how much was read of all sheets together. */
type Shared = { strings: Run[][]; kinds: NumberKind[]; isFrom1904: boolean; cells: number; characters: number };
/** From one corner to the other, counted from 1. */
type Area = { top: number; left: number; bottom: number; right: number };

/** Takes the opened archive. @throws RefusedFile fileDamaged, fileTooLarge, fileEmpty, fileUnsafe */
export function readXlsx(archive: Archive): ReadDocument {
	const main = [...readRelations(archive, '').values()].find(({ type }) => type === 'officeDocument')?.target ?? 'xl/workbook.xml';
	const bookPart = partName('', main);
	const { sheets, isFrom1904 } = readWorkbook(archive, bookPart);
	const parts = new Map([...readRelations(archive, bookPart).values()].map(({ type, target }) => [type, partName(bookPart, target)]));
	const part = (type: string) => archive.read(parts.get(type) ?? '');
	const shared: Shared = {
		strings: readSharedStrings(part('sharedStrings')),
		kinds: readNumberKinds(part('styles')),
		isFrom1904,
		cells: 0,
		characters: 0
	};
	const visible = sheets.filter((sheet) => !sheet.isHidden);
	const blocks = sheetsToTables(visible.map(({ name, part: sheetPart }) => readSheet(archive, name, sheetPart, shared)));
	if (blocks.length === 0) throw new RefusedFile('fileEmpty');
	const tables = new Map(blocks.map(({ origin }) => [origin.sheet, origin.table]));
	return {
		blocks,
		notes: visible.flatMap(({ name, part: sheetPart }) => readNotes(archive, sheetPart, { sheet: name, table: tables.get(name) })),
		doubts: sheets.filter((sheet) => sheet.isHidden).map(({ name }): ReadingDoubt => ({ code: 'sheetHidden', detail: name }))
	};
}

function readWorkbook(archive: Archive, part: string): Workbook {
	const bytes = archive.read(part);
	if (!bytes) throw new RefusedFile('fileDamaged');
	const relations = readRelations(archive, part);
	const book: Workbook = { sheets: [], isFrom1904: false };
	walkXml(bytes, {
		open(name, { name: sheetName = '', id = '', state, date1904 }) {
			if (name === 's:workbookPr') book.isFrom1904 = date1904 === '1' || date1904 === 'true';
			const relation = name === 's:sheet' ? relations.get(id) : undefined;
			// Sheets that are one chart, or an old dialogue, have no cells.
			if (relation?.type !== 'worksheet') return;
			book.sheets.push({ name: sheetName, part: partName(part, relation.target), isHidden: state === 'hidden' || state === 'veryHidden' });
		},
		close() {}
	});
	if (book.sheets.length > mostSheets) throw new RefusedFile('fileTooLarge');
	return book;
}

function readSheet(archive: Archive, name: string, part: string, shared: Shared): Sheet {
	const bytes = archive.read(part);
	const reading = new SheetReading(shared);
	if (bytes) walkXml(bytes, reading);
	reading.link(readRelations(archive, part));
	reading.mergeDownwards();
	return { name, rows: reading.filledRows() };
}

class SheetReading {
	private readonly shared: Shared;
	private readonly rows = new Map<number, SheetRow>();
	private readonly gatherer = new RunGatherer();
	private readonly merged: Area[] = [];
	private readonly links: { area: Area; id?: string }[] = [];
	private row = 0;
	private column = 0;
	private cell: { type: string; style: number; value: string } = { type: 'n', style: 0, value: '' };
	private isValue = false;

	constructor(shared: Shared) {
		this.shared = shared;
	}

	open(name: string, attributes: Attributes): void {
		if (name === 's:row') {
			this.row = Number(attributes.r) || this.row + 1;
			this.column = 0;
		} else if (name === 's:c') {
			this.column = placeOf(attributes.r ?? '')?.column ?? this.column + 1;
			this.cell = { type: attributes.t ?? 'n', style: Number(attributes.s ?? 0), value: '' };
		} else if (name === 's:v') this.isValue = true;
		else if (name === 's:mergeCell' || name === 's:hyperlink') {
			const area = areaOf(attributes.ref ?? '');
			if (area && name === 's:hyperlink') this.links.push({ area, id: attributes.id });
			else if (area && this.merged.length < mostMerged) this.merged.push(area);
		} else this.gatherer.open(name, attributes);
	}

	text(content: string): void {
		if (this.isValue) this.cell.value += content;
		else this.gatherer.text(content);
	}

	close(name: string): void {
		if (name === 's:v') this.isValue = false;
		else if (name === 's:c') this.endCell();
		else this.gatherer.close(name);
	}

	private endCell(): void {
		const runs = this.runsOfCell();
		const length = runs.reduce((sum, run) => sum + run.text.length, 0);
		if (!runs.some((run) => run.text.trim() !== '')) return;
		this.shared.cells++;
		this.shared.characters += length;
		if (this.shared.cells > sheetLimits.cells || this.shared.characters > sheetLimits.characters) throw new RefusedFile('fileTooLarge');
		this.rowAt(this.row).cells.set(this.column, { runs });
	}

	private rowAt(number: number): SheetRow {
		const row = this.rows.get(number) ?? { number, cells: new Map<number, SheetCell>() };
		this.rows.set(number, row);
		return row;
	}

	private runsOfCell(): Run[] {
		const { type, style, value } = this.cell;
		const inline = this.gatherer.take();
		if (type === 's') return freed(this.shared.strings[Number(value)] ?? []);
		if (type === 'inlineStr') return freed(inline);
		if (type === 'str') return freed([{ text: readEscapes(value) }]);
		return [{ text: this.valueText(type, style, value) }];
	}

	private valueText(type: string, style: number, value: string): string {
		if (type === 'b') return value.trim() === '1' ? 'TRUE' : 'FALSE';
		if (type === 'd') return value.replace(/T(?:00:00(?::00(?:\.0+)?)?)?Z?$/, '').replace('T', ' ');
		if (type === 'e') return value;
		return numberText(value, this.shared.kinds[style] ?? { kind: 'number' }, this.shared.isFrom1904);
	}

	/** Gives cells the outside addresses that they lead to. */
	link(relations: ReturnType<typeof readRelations>): void {
		for (const { area, id } of this.links) {
			const relation = relations.get(id ?? '');
			const href = relation?.isExternal ? safeHref(relation.target) : null;
			const cell = this.rows.get(area.top)?.cells.get(area.left);
			if (href && cell) cell.runs = cell.runs.map((run) => ({ ...run, href }));
		}
	}

	/** Marks the empty cells below one that spans rows, where other cells of these rows are filled. */
	mergeDownwards(): void {
		for (const { top, left, bottom } of this.merged) {
			for (const row of this.rows.values()) {
				if (row.number > top && row.number <= bottom && !row.cells.has(left)) row.cells.set(left, { runs: [], isContinued: true });
			}
		}
	}

	filledRows(): SheetRow[] {
		return [...this.rows.values()].sort((a, b) => a.number - b.number);
	}
}

/** The guard against formulas is taken off; a text with marks inside was not written by a program that guards. */
function freed(runs: Run[]): Run[] {
	const [first, ...others] = runs;
	return first && others.length === 0 ? [{ ...first, text: freeFormula(first.text) }] : runs;
}

function readNotes(archive: Archive, part: string, sheet: Origin): Note[] {
	const relations = [...readRelations(archive, part).values()];
	const comments = (kind: string) =>
		relations.filter(({ type }) => type === kind).flatMap(({ target }) => readComments(archive.read(partName(part, target))));
	const threaded = comments('threadedComment');
	// A thread leaves an old comment at its cell, which asks for a newer program.
	const threads = new Set(threaded.map(({ ref }) => ref));
	return [...comments('comments').filter(({ ref }) => !threads.has(ref)), ...threaded].map(({ ref, text }): Note => {
		const place = placeOf(ref);
		return { text, origin: { ...sheet, ...(place && { row: place.row, cell: place.column }) } };
	});
}

/** `B7` → row 7, column 2. */
function placeOf(reference: string): { row: number; column: number } | undefined {
	const found = /^\$?([A-Z]{1,3})\$?(\d{1,7})$/.exec(reference);
	if (!found?.[1]) return undefined;
	const column = [...found[1]].reduce((sum, letter) => sum * 26 + letter.charCodeAt(0) - 64, 0);
	return { row: Number(found[2]), column };
}

function areaOf(reference: string): Area | undefined {
	const [from, to = from] = reference.split(':').map(placeOf);
	return from && to && { top: from.row, left: from.column, bottom: to.row, right: to.column };
}
