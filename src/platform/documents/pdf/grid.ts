// Tables from ruling lines: lines that cross make a grid, a missing stretch of line makes a merged cell.
import type { Box, Ruling } from './page.ts';

/** `row` and `column` are the first of those it covers. */
export type GridCell = { row: number; column: number; lastRow: number; box: Box };
export type Grid = { box: Box; rowCount: number; columns: number[]; cells: GridCell[] };

/** Lines this near to each other are one, or touch. */
const near = 3;
const mostCells = 5_000;

/** The grids of a page with more than one cell. */
export function gridsOf(rulings: Ruling[]): Grid[] {
	const lines = [...joined(rulings.filter((each) => each.isVertical)), ...joined(rulings.filter((each) => !each.isVertical))];
	const components = componentsOf(lines);
	const alone = components.flatMap((component) => (component.length === 1 && component[0]?.isVertical ? component : []));
	return [...components.flatMap((component) => gridOf(component) ?? []), ...rowsCutTwice(alone)];
}

/** A row that fills a page between two page breaks has only the lines between its cells. */
function rowsCutTwice(vertical: Ruling[]): Grid[] {
	const groups: Ruling[][] = [];
	for (const line of vertical) {
		const group = groups.find(([first]) => first && Math.abs(first.from - line.from) < near && Math.abs(first.to - line.to) < near);
		if (group) group.push(line);
		else groups.push([line]);
	}
	return groups.flatMap((group): Grid[] => {
		const [first] = group;
		if (!first || group.length < 3) return [];
		const columns = group.map((line) => line.at).toSorted((a, b) => a - b);
		const cells = cellsOf(columns, [first.from, first.to], group, []);
		return [{ box: { left: columns[0] ?? 0, right: columns.at(-1) ?? 0, top: first.from, bottom: first.to }, rowCount: 1, columns, cells }];
	});
}

/** Stretches of one line drawn piece by piece. */
function joined(rulings: Ruling[]): Ruling[] {
	const out: Ruling[] = [];
	for (const ruling of rulings.toSorted((a, b) => a.at - b.at || a.from - b.from)) {
		const same = out.findLast((each) => ruling.at - each.at < 1.5 && ruling.from < each.to + near && ruling.to > each.from - near);
		if (!same) out.push({ ...ruling });
		else {
			same.from = Math.min(same.from, ruling.from);
			same.to = Math.max(same.to, ruling.to);
		}
	}
	return out;
}

function componentsOf(lines: Ruling[]): Ruling[][] {
	const groupOf = lines.map((_, index) => index);
	const find = (index: number): number => {
		let root = index;
		while (groupOf[root] !== root) root = groupOf[root] ?? root;
		return root;
	};
	lines.forEach((line, index) => {
		if (!line.isVertical) return;
		lines.forEach((other, otherIndex) => {
			if (!other.isVertical && touches(line, other)) groupOf[find(index)] = find(otherIndex);
		});
	});
	const groups = new Map<number, Ruling[]>();
	lines.forEach((line, index) => {
		const root = find(index);
		groups.set(root, [...(groups.get(root) ?? []), line]);
	});
	return [...groups.values()];
}

function touches(vertical: Ruling, horizontal: Ruling): boolean {
	return (
		vertical.at > horizontal.from - near &&
		vertical.at < horizontal.to + near &&
		horizontal.at > vertical.from - near &&
		horizontal.at < vertical.to + near
	);
}

function gridOf(lines: Ruling[]): Grid | null {
	const [vertical, horizontal] = [lines.filter((line) => line.isVertical), lines.filter((line) => !line.isVertical)];
	if (vertical.length === 0 || horizontal.length === 0) return null;
	// An outer line may be missing: a table without sides, a row cut by the end of the page.
	const columns = placesOf(
		[...vertical.map((line) => line.at), ...horizontal.flatMap((line) => [line.from, line.to])],
		horizontal,
		vertical
	);
	const rows = placesOf([...horizontal.map((line) => line.at), ...vertical.flatMap((line) => [line.from, line.to])], vertical, horizontal);
	const [columnCount, rowCount] = [columns.length - 1, rows.length - 1];
	if (columnCount < 1 || rowCount < 1 || columnCount * rowCount < 2 || columnCount * rowCount > mostCells) return null;
	const cells = cellsOf(columns, rows, vertical, horizontal);
	const box = { left: columns[0] ?? 0, right: columns.at(-1) ?? 0, top: rows[0] ?? 0, bottom: rows.at(-1) ?? 0 };
	return cells.length < 2 ? null : { box, rowCount, columns, cells };
}

/** Where lines stand, and the outermost ends of the lines across them. */
function placesOf(places: number[], across: Ruling[], along: Ruling[]): number[] {
	const own = along.map((line) => line.at);
	const ends = across.flatMap((line) => [line.from, line.to]);
	const outer = [Math.min(...ends), Math.max(...ends)];
	const out: number[] = [];
	for (const place of places.filter((each) => own.includes(each) || outer.includes(each)).toSorted((a, b) => a - b)) {
		const last = out.at(-1);
		if (last === undefined || place - last > near + 1) out.push(place);
	}
	return out;
}

function cellsOf(columns: number[], rows: number[], vertical: Ruling[], horizontal: Ruling[]): GridCell[] {
	const [width, height] = [columns.length - 1, rows.length - 1];
	const at = (list: number[], index: number) => list[index] ?? 0;
	const taken = new Set<number>();
	const cells: GridCell[] = [];
	for (let row = 0; row < height; row++)
		for (let column = 0; column < width; column++) {
			if (taken.has(row * width + column)) continue;
			let [lastColumn, lastRow] = [column, row];
			while (lastColumn + 1 < width && !isRuled(vertical, at(columns, lastColumn + 1), at(rows, row), at(rows, row + 1))) lastColumn++;
			while (lastRow + 1 < height && !isRuled(horizontal, at(rows, lastRow + 1), at(columns, column), at(columns, lastColumn + 1)))
				lastRow++;
			for (let r = row; r <= lastRow; r++) for (let c = column; c <= lastColumn; c++) taken.add(r * width + c);
			const box = { left: at(columns, column), right: at(columns, lastColumn + 1), top: at(rows, row), bottom: at(rows, lastRow + 1) };
			cells.push({ row, column, lastRow, box });
		}
	return cells;
}

/** Whether a line stands at a place for at least half of a stretch. */
function isRuled(lines: Ruling[], place: number, from: number, to: number): boolean {
	let covered = 0;
	for (const line of lines)
		if (Math.abs(line.at - place) <= near + 1) covered += Math.max(0, Math.min(line.to, to) - Math.max(line.from, from));
	return covered >= (to - from) / 2;
}
