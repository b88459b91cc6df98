// Columns by the white between them, and tables without lines by their aligned rows.
import type { Grid } from './grid.ts';
import { type Line, lineOf, linesByPlace } from './lines.ts';
import type { Piece } from './page.ts';
import { takeMarker } from './paragraphs.ts';
import { bodySizeOf, leadingOfSize, type Typography } from './typography.ts';

/** White this wide, in points and in widths of the letter, parts columns. */
const narrowestGutter = 9;
const gutterPerSize = 0.9;
const fewestLines = 3;

/** A line of the page over all columns, or a table. */
export type Strip = { top: number; bottom: number; size: number; spans: Span[]; grid?: Grid };
/** Pieces with no gutter between them. A badge, a big figure beside the text, may stand in a gutter. */
type Span = { from: number; to: number; pieces: Piece[]; isBadge?: boolean };
export type Gutter = { from: number; to: number };
/** Strips from `start` to `end`, both within. */
type Band = { start: number; end: number; gutters: Gutter[] };

export function stripsOf(pieces: Piece[]): Strip[] {
	const size = bodySizeOf(pieces);
	return linesByPlace(pieces).map((line) => {
		const spans = spansOf(line).map((span) => ({ ...span, isBadge: isBadge(span, size) }));
		return { top: line.y - line.size, bottom: line.y, size: line.size, spans };
	});
}

function isBadge({ pieces }: Span, size: number): boolean {
	const [piece] = pieces;
	return pieces.length === 1 && piece !== undefined && piece.text.length <= 2 && piece.size > 1.5 * size;
}

export function stripOfGrid(grid: Grid): Strip {
	return { top: grid.box.top, bottom: grid.box.bottom, size: 0, spans: [{ from: grid.box.left, to: grid.box.right, pieces: [] }], grid };
}

/** A bullet or number stays with its text, however wide the white after it. */
function spansOf(line: Line): Span[] {
	const spans: Span[] = [];
	for (const piece of line.pieces.toSorted((a, b) => a.x - b.x)) {
		const last = spans.at(-1);
		const isLabelled =
			last !== undefined && last.pieces.length === 1 && takeMarker(lineOf([...last.pieces, piece]))?.rest.pieces[0] === piece;
		const size = Math.min(piece.size, last?.pieces.at(-1)?.size ?? piece.size);
		if (last && (isLabelled || piece.x - last.to < Math.max(narrowestGutter, gutterPerSize * size))) {
			last.to = Math.max(last.to, piece.right);
			last.pieces.push(piece);
		} else spans.push({ from: piece.x, to: piece.right, pieces: [piece] });
	}
	return spans;
}

/** The largest part of a page that is set in columns, or has rows of labels and values. */
export function findBand(strips: Strip[], typography: Typography): Band | null {
	return widestBand(strips, fewestLines) ?? formBand(strips, typography);
}

/** Few labels beside long values are rows of a form, or nothing. */
function formBand(strips: Strip[], typography: Typography): Band | null {
	const band = widestBand(strips, 1);
	if (!band || band.end - band.start < fewestLines) return null;
	return rowStarts(columnsOf(strips.slice(band.start, band.end + 1), band.gutters), typography) ? band : null;
}

export function columnsOf(strips: Strip[], gutters: Gutter[]): Strip[][] {
	const edges = [-Infinity, ...gutters.map((gutter) => (gutter.from + gutter.to) / 2), Infinity];
	return edges.slice(1).map((right, index) => columnOf(strips, edges[index] ?? 0, right));
}

/** The longest run of strips that share white from top to bottom with enough lines on both sides of it. */
function widestBand(strips: Strip[], fewest: number): Band | null {
	let best: Band | null = null;
	for (let start = 0; start < strips.length; start++) {
		let gutters: Gutter[] = [{ from: -Infinity, to: Infinity }];
		for (let end = start; end < strips.length; end++) {
			gutters = gutters.flatMap((gutter) => withoutSpans(gutter, strips[end]?.spans ?? []));
			const inner = gutters.filter((gutter) => gutter.from > -Infinity && gutter.to < Infinity);
			if (gutters.length === 0) break;
			if (best && end - start <= best.end - best.start) continue;
			const parting = inner.filter((gutter) => countBeside(strips.slice(start, end + 1), gutter) >= fewest);
			if (end > start && parting.length > 0) best = { start, end, gutters: parting };
		}
		if (best && best.end - best.start >= strips.length - start) break;
	}
	return best;
}

function withoutSpans(gutter: Gutter, spans: Span[]): Gutter[] {
	let left = [gutter];
	for (const span of spans.filter((each) => !each.isBadge))
		left = left.flatMap((each) => {
			if (span.to <= each.from || span.from >= each.to) return [each];
			return [
				{ from: each.from, to: span.from },
				{ from: span.to, to: each.to }
			].filter((part) => part.to - part.from >= narrowestGutter);
		});
	return left;
}

/** Lines on the side that has fewer. */
function countBeside(strips: Strip[], gutter: Gutter): number {
	const left = strips.filter((strip) => strip.spans.some((span) => !span.isBadge && span.to <= gutter.from)).length;
	const right = strips.filter((strip) => strip.spans.some((span) => !span.isBadge && span.from >= gutter.to)).length;
	return Math.min(left, right);
}

function columnOf(strips: Strip[], left: number, right: number): Strip[] {
	return strips.flatMap((strip) => {
		const spans = strip.spans.filter((span) => (span.from + span.to) / 2 >= left && (span.from + span.to) / 2 < right);
		return spans.length > 0 ? [{ ...strip, spans }] : [];
	});
}

/**
 * Where the rows of a table without lines begin, or null when these are columns of text. In a table a label on the left and its
 * value begin on one line, with white above both; columns of text run on side by side, each in its own time.
 */
export function rowStarts(columns: Strip[][], typography: Typography): number[] | null {
	const [labels = [], ...others] = columns;
	const values = others.flat();
	if (columns.some((column) => column.some((strip) => strip.grid)) || !labels.some(hasWords)) return null;
	const hasWhiteAbove = (strips: Strip[], { bottom, size }: Strip) => {
		const usual = leadingOfSize(size, typography);
		const white = 1.15 * Math.min(Math.max(usual, leadingOf(strips)), 1.25 * usual);
		return !strips.some((strip) => strip.bottom < bottom - 2 && bottom - strip.bottom < white);
	};
	const aligned = labels.filter((label) => values.some((value) => Math.abs(value.bottom - label.bottom) < 2));
	const parted = aligned.filter((label) => hasWhiteAbove(labels, label) && hasWhiteAbove(values, label) && !/^\p{Ll}/u.test(textOf(label)));
	const blocks = labels.filter((label) => hasWhiteAbove(labels, label)).length;
	const isShort = lettersOf(labels) < 0.85 * lettersOf(values);
	const isForm = parted.length >= 0.9 * blocks || (isShort && parted.length >= 0.5 * blocks);
	if (isForm && (parted.length > 1 || (parted.length === 1 && isShort))) return startsBelow(parted, values);
	// Rows set close together: few labels, and each value is at its end where the next label begins.
	const isSparse = labels.length < 0.5 * Math.max(...others.map((column) => column.length));
	const isEnded = (label: Strip) => /[.!?:;)]$/.test(textOf(values.filter((value) => value.bottom < label.bottom - 2).at(-1)));
	const isClose = aligned.length === labels.length && isSparse && aligned.length >= 3 && aligned.slice(1).every(isEnded);
	return isClose ? startsBelow(aligned, values) : null;
}

/** The usual distance of the lines of one column. */
function leadingOf(strips: Strip[]): number {
	const steps = strips.slice(1).map((strip, index) => strip.bottom - (strips[index]?.bottom ?? 0));
	return steps.filter((step) => step > 2).toSorted((a, b) => a - b)[Math.floor(steps.length * 0.3)] ?? 0;
}

function textOf(strip: Strip | undefined): string {
	return strip ? strip.spans.flatMap((span) => span.pieces.map((piece) => piece.text)).join(' ') : '';
}

function lettersOf(strips: Strip[]): number {
	return strips.reduce((sum, strip) => sum + textOf(strip).length, 0);
}

/** A value above the first row goes on with the row before, on the page before. */
function startsBelow(labels: Strip[], values: Strip[]): number[] {
	const tops = labels.map((label) => label.bottom - label.size);
	return values.some((value) => value.bottom < (labels[0]?.bottom ?? 0) - 2) ? [-Infinity, ...tops] : tops;
}

function hasWords(strip: Strip): boolean {
	return /\p{L}{3}/u.test(textOf(strip));
}
