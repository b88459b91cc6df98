// Cells of a spreadsheet, whatever file they came from, become the table that the readers of forms know.
import { parseMarkdown } from '../markdown.ts';
import { type Cell, fromRichText, type Origin, plainText, type Row, type TableBlock, type TextBlock } from '../read-document.ts';
import { RefusedFile } from '../refusal.ts';
import type { Run } from '../rich-text.ts';
import { splitTypedList } from '../text/typed-lists.ts';

/** `isContinued`: the lower part of a cell merged downwards. */
export type SheetCell = { runs: Run[]; isContinued?: boolean };
/** Only what is filled; rows and columns counted from 1. */
export type SheetRow = { number: number; cells: Map<number, SheetCell> };
export type Sheet = { name?: string; rows: SheetRow[] };

/** What is taken in of one file; a catalogue of 10,000 practices stays below. */
export const sheetLimits = { rows: 50_000, columns: 500, cells: 600_000, characters: 30_000_000 };

const machineKey = /^[a-z][A-Za-z0-9]*(?:\.[A-Za-z0-9-]+)*$/;
const pointer = /\u27e6\u2192(\d{1,6})\u27e7$/;
const blank: Cell = { blocks: [] };

/** The end of a cell whose text goes on in the sheet of continuations, under this number. */
export function pointerTo(number: number): string {
	return `\u27e6\u2192${number}\u27e7`;
}

/** Whether a text ends as if it went on elsewhere. */
export function endsWithPointer(text: string): boolean {
	return pointer.test(text);
}

/** Columns of the sheet in which texts too long for one cell go on. */
export const continuationKeys = ['continuation', 'text'];

/**
 * Tables of the sheets of one file, in order; sheets without text give none. Columns in which nothing stands are left out, so that a
 * margin is no column. Texts that were parted because a cell could not hold them are whole again.
 * @throws RefusedFile fileTooLarge
 */
export function sheetsToTables(sheets: Sheet[]): TableBlock[] {
	const [continuations, others] = [sheets.filter(isContinuation), sheets.filter((sheet) => !isContinuation(sheet))];
	joinContinuations(others, continuations);
	return others.filter((sheet) => sheet.rows.length > 0).map((sheet, index) => tableOf(sheet, index + 1));
}

function isContinuation(sheet: Sheet): boolean {
	return continuationKeys.every((key, index) => textOf(sheet.rows[1]?.cells.get(index + 1)) === key) && sheet.rows[1]?.cells.size === 2;
}

function joinContinuations(sheets: Sheet[], continuations: Sheet[]): void {
	const parts = new Map<string, string>();
	for (const { cells } of continuations.flatMap((sheet) => sheet.rows.slice(2)))
		parts.set(textOf(cells.get(1)), plainText(cells.get(2)?.runs ?? []));
	if (parts.size === 0) return;
	for (const cell of sheets.flatMap((sheet) => sheet.rows.flatMap((row) => [...row.cells.values()]))) {
		let text = plainText(cell.runs);
		if (!endsWithPointer(text)) continue;
		for (let number = pointer.exec(text)?.[1]; number && parts.has(number); number = pointer.exec(text)?.[1]) {
			const head = text.replace(pointer, '');
			const part = parts.get(number) ?? '';
			parts.delete(number);
			text = head + part;
			if (part === '' || !endsWithPointer(part)) break;
		}
		cell.runs = [{ text }];
	}
}

function tableOf({ name, rows }: Sheet, number: number): TableBlock {
	const columns = [...new Set(rows.flatMap((row) => [...row.cells.keys()]))].sort((a, b) => a - b);
	if (rows.length > sheetLimits.rows || columns.length > sheetLimits.columns || rows.length * columns.length > sheetLimits.cells * 4)
		throw new RefusedFile('fileTooLarge');
	const origin: Origin = { ...(name === undefined ? {} : { sheet: name }), table: number };
	const keys = keysOf(rows, columns);
	return {
		kind: 'table',
		origin,
		...(keys && { keys }),
		rows: rows.map((row): Row => {
			const place = { ...origin, row: row.number };
			return {
				origin: place,
				cells: columns.map((column) => readCell(row.cells.get(column), { ...place, cell: column }, keys !== undefined))
			};
		})
	};
}

/** Machine keys of the columns when the second row holds nothing else, each under a heading of its own. */
function keysOf(rows: SheetRow[], columns: number[]): string[] | undefined {
	const [headings, row] = rows;
	if (!headings || !row || row.cells.size < 2) return undefined;
	const keys = columns.map((column) => textOf(row.cells.get(column)));
	const filled = keys.filter((key) => key !== '');
	const isKeyed = filled.every((key) => machineKey.test(key)) && new Set(filled).size === filled.length;
	return isKeyed && columns.every((column) => row.cells.has(column) === headings.cells.has(column)) ? keys : undefined;
}

function textOf(cell: SheetCell | undefined): string {
	return cell ? plainText(cell.runs).trim() : '';
}

/** Text without marks is Markdown, as we write it; where people wrote it, bullets and numbers that they typed make lists too. */
function readCell(cell: SheetCell | undefined, origin: Origin, isExact: boolean): Cell {
	if (!cell) return blank;
	const isPlain = cell.runs.every((run) => !run.bold && !run.italic && !run.href);
	const blocks: TextBlock[] = isPlain
		? fromRichText(parseMarkdown(plainText(cell.runs)), origin)
		: [{ kind: 'text', runs: cell.runs, origin }];
	return {
		blocks: isExact ? blocks : blocks.flatMap(splitTypedList),
		...(cell.isContinued && { isContinued: true })
	};
}
