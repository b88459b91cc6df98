// From page to page: running headers and page numbers out, paragraphs and tables cut by a page break together again.
import { type Line, linesByPlace, textOfLine } from './lines.ts';
import type { PdfPage, Piece } from './page.ts';
import { linesOf, type Paragraph, type Part, type PdfRow, type PdfTable } from './paragraphs.ts';

/** Share of the page's height, above and below, in which furniture stands. */
const margin = 0.1;

/** Marks what is repeated from page to page in the margins, apart from the text, and page numbers. */
export function markFurniture(pages: PdfPage[]): void {
	const margins = pages.flatMap((page) => [marginLines(page, true), marginLines(page, false)].map((lines) => ({ page, lines })));
	const counts = new Map<string, number>();
	for (const key of margins.flatMap(({ lines }) => lines.map(keyOf))) counts.set(key, (counts.get(key) ?? 0) + 1);
	const isRepeated = (line: Line) => {
		const count = counts.get(keyOf(line)) ?? 0;
		return count >= 2 && count >= pages.length * 0.3;
	};
	for (const { page, lines } of margins) {
		const end = lines.findIndex((line) => !isRepeated(line) && !isPageNumber(textOfLine(line), page.number));
		const outer = end < 0 ? lines : lines.slice(0, end);
		while (outer.length > 0 && !isApart(outer, page)) outer.pop();
		for (const line of outer) markLine(line);
	}
}

function markLine(line: Line): void {
	for (const piece of line.pieces) piece.isArtifact = true;
}

/** From the edge of the page inwards. */
function marginLines(page: PdfPage, isTop: boolean): Line[] {
	const isInMargin = ({ y }: Piece) => (isTop ? y < page.height * margin : y > page.height * (1 - margin));
	const lines = linesByPlace(page.pieces.filter((piece) => !piece.isArtifact && isInMargin(piece)));
	return isTop ? lines : lines.toReversed();
}

/** More white than between lines parts them from the text. */
function isApart(outer: Line[], page: PdfPage): boolean {
	const [first, last] = [outer[0], outer.at(-1)];
	if (!first || !last) return false;
	const own = new Set(outer.flatMap((line) => line.pieces));
	const others = page.pieces.filter((piece) => !piece.isArtifact && !own.has(piece));
	return first.y < page.height / 2
		? others.every((piece) => piece.y > last.y + 1.6 * last.size)
		: others.every((piece) => piece.y < last.y - 1.6 * last.size);
}

/** The same text, numbers aside, at the same height. */
function keyOf(line: Line): string {
	return `${textOfLine(line).replace(/\d+/g, '#')}|${Math.round(line.y / 4)}`;
}

/** "3", "- 3 -", "3 / 12", "Página 3 de 12". */
function isPageNumber(text: string, page: number): boolean {
	const number = /^\W{0,3}(?:(?:p[aá]g(?:ina)?|page|seite)\.?\s*)?(\d{1,4})(?:\s*(?:\/|de|of|sur|von)\s*\d{1,4})?\W{0,3}$/i.exec(text)?.[1];
	return number !== undefined && Math.abs(Number(number) - page) <= 30;
}

/** Parts of pages or columns in order, each read by itself. */
export function joinStretches(stretches: Part[][]): Part[] {
	const whole: Part[] = [];
	for (const parts of stretches) {
		const rest = [...parts];
		const [last, first] = [whole.at(-1), rest[0]];
		if (last && first && last.kind === 'table') {
			takeValueBelow(last, rest);
			const table = rest[0];
			if (table?.kind === 'table' && isSameTable(last, table)) {
				appendRows(last, table);
				rest.shift();
			}
		} else if (last && first) joinText(whole, rest);
		whole.push(...rest);
	}
	return whole;
}

function isSameTable(table: PdfTable, next: PdfTable): boolean {
	const [own, other] = [table.columns, next.columns];
	if (own && other) return own.length === other.length && own.every((place, index) => Math.abs(place - (other[index] ?? 0)) < 8);
	return table.rows[0]?.cells.length === next.rows[0]?.cells.length;
}

/** The value of a table without lines that goes on alone at the top of the next page. */
function takeValueBelow(table: PdfTable, rest: Part[]): void {
	const [, second] = table.columns ?? [];
	const row = table.rows.at(-1);
	if (second === undefined || !row || row.cells.length !== table.columns?.length) return;
	const page = linesOf([table]).at(-1)?.page ?? 0;
	while (rest[0]?.kind === 'paragraph' && rest[0].lines.every((line) => line.page > page && line.x > second - 4)) {
		const part = rest.shift();
		if (part) addToCell(row.cells.at(-1)?.parts ?? [], [part]);
	}
}

function appendRows(table: PdfTable, next: PdfTable): void {
	const [first, ...others] = next.rows.filter((row, index) => index > 0 || textOfRow(row) !== textOfRow(table.rows[0]));
	const last = table.rows.at(-1);
	const isCut =
		first && last && first.cells.length === last.cells.length && (first.cells.length > 1 ? isRestOfLabel : isRestOfCell)(last, first);
	if (isCut) for (const [index, cell] of first.cells.entries()) addToCell(last.cells[index]?.parts ?? [], cell.parts);
	else if (first) table.rows.push(first);
	table.rows.push(...others);
}

/** No label of its own, or the rest of one: labels do not begin with a small letter. */
function isRestOfLabel(last: PdfRow, first: PdfRow): boolean {
	const [label, rest] = [last, first].map((row) =>
		linesOf(row.cells[0]?.parts ?? [])
			.map(textOfLine)
			.join(' ')
	);
	return rest === '' || (/^\p{Ll}/u.test(rest ?? '') && !/[.:]$/.test(label ?? ''));
}

/** In a table of one column: the list or sentence goes on. */
function isRestOfCell(last: PdfRow, first: PdfRow): boolean {
	const [end, start] = [last.cells[0]?.parts.at(-1), first.cells[0]?.parts[0]];
	if (end?.kind !== 'paragraph' || start?.kind !== 'paragraph') return false;
	const isListed = (part: Paragraph) => part.marker !== undefined || part.isMore === true;
	return (isListed(end) && isListed(start)) || /^[\p{Ll}(]/u.test(start.lines[0] ? textOfLine(start.lines[0]) : '');
}

function textOfRow(row: PdfRow | undefined): string {
	return row ? row.cells.map((cell) => linesOf(cell.parts).map(textOfLine).join(' ')).join('|') : '';
}

function addToCell(parts: Part[], added: Part[]): void {
	const rest = [...added];
	joinText(parts, rest);
	parts.push(...rest);
}

/** A line that ends early ends its paragraph, or is a label. */
function isFull({ x, right, bound = right }: Line): boolean {
	return bound - right < 0.25 * (bound - x);
}

/** Takes the rest of a paragraph off the next page. */
function joinText(parts: Part[], rest: Part[]): void {
	const [last, first] = [parts.at(-1), rest[0]];
	if (last?.kind !== 'paragraph' || first?.kind !== 'paragraph' || first.marker || last.isHeading || first.isHeading) return;
	const [end, start] = [last.lines.at(-1), first.lines[0]];
	if (!end || !start || Math.abs(end.size - start.size) > 0.5) return;
	const isOpen = !/[.!?:;…"”»]$/.test(textOfLine(end)) && isFull(end);
	if (/^[\p{Ll}(]/u.test(textOfLine(start)) || (isOpen && (first.isMore || !last.marker))) {
		last.lines.push(...first.lines);
		rest.shift();
	} else if (last.marker && Math.abs(start.x - end.x) < 3) first.isMore = true;
}
