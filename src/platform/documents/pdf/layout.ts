// The order and structure of an untagged page, from where things stand: tables by their lines, columns by the white between
// them and never mixed, two-column forms without lines by their aligned rows, paragraphs by their leading.
import { columnsOf, findBand, type Gutter, rowStarts, type Strip, stripOfGrid, stripsOf } from './columns.ts';
import { joinStretches } from './flow.ts';
import { type Grid, gridsOf } from './grid.ts';
import { paragraphsOf } from './leading.ts';
import { type Line, lineOf, linesInOrder } from './lines.ts';
import { type Box, isInside, type PdfPage, type Piece, type Ruling } from './page.ts';
import type { Paragraph, Part, PdfRow, PdfTable } from './paragraphs.ts';
import type { Typography } from './typography.ts';

/** Takes one page, its furniture already taken out. */
export function readLayout(page: PdfPage, typography: Typography): Part[] {
	const upright = page.pieces.filter((piece) => !piece.isTurned);
	const turned = page.pieces.filter((piece) => piece.isTurned);
	const grids = gridsOf(page.rulings).filter((grid) => isTable(grid, upright, page.height));
	const parts = new LayoutReader(typography, page.rulings).read(upright, grids, true);
	return turned.length > 0 ? [...parts, { kind: 'paragraph', lines: linesInOrder(turned) }] : parts;
}

/** Text in several cells; or in one, of a row that a page break cut. */
function isTable(grid: Grid, pieces: Piece[], height: number): boolean {
	const filled = grid.cells.filter((cell) => pieces.some((piece) => isInside(piece, cell.box))).length;
	const isCut = grid.columns.length > 2 && (grid.box.top < 0.2 * height || grid.box.bottom > 0.8 * height);
	return filled > 1 || (filled === 1 && isCut);
}

class LayoutReader {
	private readonly typography: Typography;
	private readonly rulings: Ruling[];

	constructor(typography: Typography, rulings: Ruling[]) {
		this.typography = typography;
		this.rulings = rulings;
	}

	read(pieces: Piece[], grids: Grid[], mayHaveColumns: boolean): Part[] {
		const outer = grids.filter((grid) => !grids.some((other) => other !== grid && contains(other.box, grid.box)));
		const free = pieces.filter((piece) => !outer.some((grid) => isInside(piece, grid.box)));
		const strips = [...stripsOf(free), ...outer.map((grid) => stripOfGrid(grid))].toSorted((a, b) => a.top - b.top);
		const readGrid = (grid: Grid) => this.readGrid(grid, pieces, grids);
		return mayHaveColumns ? this.readStrips(strips, readGrid) : this.readFlow(strips, readGrid);
	}

	/** Bands of several columns first; what stands above and below them is read around them. */
	private readStrips(strips: Strip[], readGrid: (grid: Grid) => PdfTable): Part[] {
		const band = findBand(strips, this.typography);
		if (!band) return this.readFlow(strips, readGrid);
		const inside = strips.slice(band.start, band.end + 1);
		return [
			...this.readStrips(strips.slice(0, band.start), readGrid),
			...this.readBand(inside, band.gutters, readGrid),
			...this.readStrips(strips.slice(band.end + 1), readGrid)
		];
	}

	private readBand(strips: Strip[], gutters: Gutter[], readGrid: (grid: Grid) => PdfTable): Part[] {
		const columns = columnsOf(strips, gutters);
		const starts = this.ruledStarts(strips, gutters) ?? rowStarts(columns, this.typography);
		if (starts) {
			const first = starts[0] ?? 0;
			const before = strips.filter((strip) => strip.top < first - 1);
			return [...this.readFlow(before, readGrid), this.readAlignedRows(columns, starts)];
		}
		return joinStretches(columns.map((column) => this.readStrips(column, readGrid)));
	}

	/** Lines across a gutter part rows. */
	private ruledStarts(strips: Strip[], gutters: Gutter[]): number[] | null {
		const [top, bottom] = [strips[0]?.top ?? 0, strips.at(-1)?.bottom ?? 0];
		const parting = this.rulings
			.filter((ruling) => !ruling.isVertical && ruling.at > top + 2 && ruling.at < bottom - 2)
			.filter((ruling) => gutters.every((gutter) => ruling.from < gutter.from && ruling.to > gutter.to))
			.map((ruling) => ruling.at)
			.filter((at) => strips.every((strip) => at < strip.top + 2 || at > strip.bottom - 2));
		return parting.length > 0 ? [-Infinity, ...parting.toSorted((a, b) => a - b)] : null;
	}

	/** A table without lines: each row begins where its label begins. */
	private readAlignedRows(columns: Strip[][], starts: number[]): PdfTable {
		const rows = starts
			.map((top, index): PdfRow => {
				const bottom = starts[index + 1] ?? Infinity;
				const cells = columns.map((column) => {
					const own = column.filter((strip) => strip.top >= top - 1 && strip.top < bottom - 1);
					return { parts: this.readStrips(own, neverGrid) };
				});
				return { cells, page: pageOf(columns.flat()) };
			})
			.filter((row) => row.cells.some((cell) => cell.parts.length > 0));
		const lefts = columns.map((column) => Math.min(...column.flatMap((strip) => strip.spans.map((span) => span.from))));
		return { kind: 'table', rows, page: pageOf(columns.flat()), columns: lefts };
	}

	private readGrid(grid: Grid, pieces: Piece[], grids: Grid[]): PdfTable {
		const page = pieces[0]?.page ?? 1;
		const rows = Array.from({ length: grid.rowCount }, (_, row): PdfRow => {
			const cells = grid.cells.filter((cell) => cell.row <= row && cell.lastRow >= row).toSorted((a, b) => a.column - b.column);
			return {
				page,
				cells: cells.map((cell) => {
					if (cell.row < row) return { parts: [], isContinued: true };
					const inner = grids.filter((other) => other !== grid && contains(cell.box, other.box));
					const own = pieces.filter((piece) => isInside(piece, cell.box));
					return { parts: this.read(own, inner, false) };
				})
			};
		});
		return { kind: 'table', rows: rows.filter((row) => row.cells.some((cell) => cell.parts.length > 0)), page, columns: grid.columns };
	}

	private readFlow(strips: Strip[], readGrid: (grid: Grid) => PdfTable): Part[] {
		const parts: Part[] = [];
		let lines: Line[] = [];
		let badges: Line[] = [];
		const flush = () => {
			parts.push(...badges.map((line): Paragraph => ({ kind: 'paragraph', lines: [line] })), ...paragraphsOf(lines, this.typography));
			lines = [];
			badges = [];
		};
		for (const strip of strips) {
			if (strip.grid) {
				flush();
				parts.push(readGrid(strip.grid));
			} else {
				const texts = strip.spans.filter((span) => !span.isBadge);
				badges.push(...strip.spans.filter((span) => span.isBadge).map((span) => lineOf(span.pieces)));
				if (texts.length > 0) lines.push(lineOf(texts.flatMap((span) => span.pieces)));
			}
		}
		flush();
		return parts;
	}
}

function neverGrid(): PdfTable {
	return { kind: 'table', rows: [], page: 1 };
}

function pageOf(strips: Strip[]): number {
	return strips[0]?.spans[0]?.pieces[0]?.page ?? 1;
}

function contains(outer: Box, inner: Box): boolean {
	return (
		inner.left > outer.left - 2 &&
		inner.right < outer.right + 2 &&
		inner.top > outer.top - 2 &&
		inner.bottom < outer.bottom + 2 &&
		(inner.right - inner.left) * (inner.bottom - inner.top) < 0.98 * (outer.right - outer.left) * (outer.bottom - outer.top)
	);
}
