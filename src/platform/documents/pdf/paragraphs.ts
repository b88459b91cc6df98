// Paragraphs and list items as found on the page, and their way into the blocks that every reader gives.
import type { DocumentBlock, ListPlace, Origin, TextBlock } from '../read-document.ts';
import { normaliseRuns } from '../rich-text.ts';
import { splitTypedList } from '../text/typed-lists.ts';
import { type Hyphenation, joinLines, type Line, lineOf } from './lines.ts';
import type { Piece } from './page.ts';

export type Marker = { kind: 'bullet' | 'number'; number: number; x: number };
/** `marker` begins a list item; `isMore` says that it goes on with the item above. `depth` is what the structure tree says, from 0. */
export type Paragraph = {
	kind: 'paragraph';
	lines: Line[];
	marker?: Marker;
	isMore?: boolean;
	isHeading?: boolean;
	depth?: number;
};
/** `columns`: left edges of the cells, where the layout tells them. */
export type PdfTable = { kind: 'table'; rows: PdfRow[]; page: number; columns?: number[] };
export type PdfRow = { cells: PdfCell[]; page: number };
export type PdfCell = { parts: Part[]; isContinued?: boolean };
export type Part = Paragraph | PdfTable;

const bulletPattern = /^[•·▪◦●○■□‣➢➤✓–—\-*oо§Øv\uf020-\uf0ff\u2043\u2219\u25aa\u25ab\u25cf\u25fc\u25fe\u26ab]$/;
const numberPattern = /^\(?(?:(\d{1,3})|([a-z])|([ivx]{1,5}))[.)]$/i;

/** What a label says: the bullet, the number, the letter. Null when it is no label of a list. */
export function markerOf(label: string, x: number): Marker | null {
	const text = label.trim();
	if (bulletPattern.test(text)) return { kind: 'bullet', number: 1, x };
	const number = numberPattern.exec(text);
	if (!number) return null;
	if (number[1]) return { kind: 'number', number: Number(number[1]), x };
	const letter = (number[2] ?? '').toLowerCase();
	return { kind: 'number', number: letter ? letter.charCodeAt(0) - 96 : romanNumber(number[3] ?? ''), x };
}

function romanNumber(text: string): number {
	const values: Record<string, number> = { i: 1, v: 5, x: 10 };
	const digits = [...text.toLowerCase()].map((digit) => values[digit] ?? 0);
	return digits.reduce((sum, digit, index) => sum + (digit < (digits[index + 1] ?? 0) ? -digit : digit), 0);
}

/** Parts the bullet or number off the beginning of a line. */
export function takeMarker(line: Line): { marker: Marker; rest: Line } | null {
	const [first, ...others] = line.pieces;
	if (!first) return null;
	const next = others[0];
	const alone = next && markerOf(first.text, first.x);
	const isLetter = /^\p{L}$/u.test(first.text);
	const gap = next ? next.x - first.right : 0;
	if (alone && (isLetter ? gap > 0.6 * first.size : next?.hasBlankBefore || gap > 0.15 * first.size))
		return { marker: alone, rest: lineOf(others) };
	const typed = /^(?:[•·▪◦●○■□‣➢➤✓\uf0a7\uf0b7\uf0d8\uf0fc]\s*|[-–—*]\s+|\(?\d{1,3}[.)]\s+|\(?[a-z]\)\s+)(?=\S)/.exec(first.text)?.[0];
	const marker = typed ? markerOf(typed, first.x) : null;
	if (!typed || !marker) return null;
	const width = ((first.right - first.x) * typed.length) / first.text.length;
	const rest: Piece = { ...first, text: first.text.slice(typed.length), x: first.x + width };
	return { marker, rest: lineOf([rest, ...others]) };
}

type Place = { table?: number; row?: number };

/** Turns parts into blocks; counts the tables of the document. */
export class BlockWriter {
	private readonly hyphenation: Hyphenation;
	/** Tables written so far. */
	tableCount = 0;

	constructor(hyphenation: Hyphenation) {
		this.hyphenation = hyphenation;
	}

	write(parts: Part[]): DocumentBlock[] {
		return this.writeParts(parts, {});
	}

	private writeParts(parts: Part[], place: Place): DocumentBlock[] {
		const levels = new Levels();
		return parts.flatMap((part): DocumentBlock[] => {
			if (part.kind === 'table') return [this.writeTable(part, place)];
			const block = this.writeParagraph(part, place, levels);
			return block ? (block.list ? [block] : splitTypedList(block)) : [];
		});
	}

	private writeParagraph(paragraph: Paragraph, place: Place, levels: Levels): TextBlock | null {
		const { lines, isHeading } = paragraph;
		const list = levels.place(paragraph);
		const runs = normaliseRuns(joinLines(lines, this.hyphenation)).map((run) => ({
			...run,
			text: run.text.normalize('NFC')
		}));
		if (runs.length === 0) return null;
		return { kind: 'text', runs, origin: originAt(lines[0]?.page, place), ...(isHeading && { isHeading }), ...(list && { list }) };
	}

	private writeTable(table: PdfTable, outer: Place): DocumentBlock {
		const number = outer.table ?? ++this.tableCount;
		setBounds(table);
		const rows = table.rows.map((row, index) => {
			const place = { table: number, row: outer.row ?? index + 1 };
			const cells = row.cells.map((cell) => ({
				blocks: this.writeParts(cell.parts, place),
				...(cell.isContinued && { isContinued: true })
			}));
			return { cells, origin: originAt(row.page, place) };
		});
		return { kind: 'table', rows, origin: originAt(table.page, { table: number, ...(outer.row && { row: outer.row }) }) };
	}
}

function originAt(page: number | undefined, place: Place): Origin {
	return { ...(page !== undefined && { page }), ...place };
}

export function linesOf(parts: Part[]): Line[] {
	return parts.flatMap((part) =>
		part.kind === 'paragraph' ? part.lines : part.rows.flatMap((row) => row.cells.flatMap((cell) => linesOf(cell.parts)))
	);
}

/** Text may reach as far as in any cell that begins at the same place, in a row of as many cells. */
function setBounds(table: PdfTable): void {
	const cells = table.rows.flatMap((row) =>
		row.cells.map((cell, at) => {
			const lines = linesOf(cell.parts);
			return { lines, at, width: row.cells.length, left: Math.min(...lines.map((line) => line.x)), right: rightOf(lines) };
		})
	);
	for (const cell of cells) {
		const alike = cells.filter((each) => each.at === cell.at && each.width === cell.width && Math.abs(each.left - cell.left) < 8);
		const bound = alike.reduce((right, each) => Math.max(right, each.right), 0);
		for (const line of cell.lines) line.bound = bound;
	}
}

function rightOf(lines: Line[]): number {
	return lines.reduce((right, line) => Math.max(right, line.right), 0);
}

/** Steps of a list further right than this are another column, not another level. */
const farthestStep = 90;

/** Levels of list items by how far their labels are indented; programs that tag lists are often wrong about them. */
class Levels {
	private open: number[] = [];

	place({ marker, isMore, depth = 0 }: Paragraph): ListPlace | undefined {
		if (!marker) {
			if (isMore && this.open.length > 0) return { level: this.open.length - 1, kind: 'continuation', number: 0 };
			this.open = [];
			return undefined;
		}
		const last = this.open.at(-1);
		if (last !== undefined && Math.abs(marker.x - last) > farthestStep) this.open = Array<number>(depth).fill(marker.x - 1);
		else while (this.open.length > 0 && (this.open.at(-1) ?? 0) > marker.x - 3) this.open.pop();
		this.open.push(marker.x);
		return { level: Math.min(this.open.length, 9) - 1, kind: marker.kind, number: marker.number };
	}
}
