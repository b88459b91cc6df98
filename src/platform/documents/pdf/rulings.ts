// The straight lines that a page draws, across and down: what tables are made of.
import type { Ruling } from './page.ts';

type Operators = { fnArray: number[]; argsArray: unknown[] };
type Point = [number, number];

/** A filled strip thinner than this is a line. */
const thinnest = 2.5;
const mostRulings = 8_000;

/** Takes the operators of a page and the transformation to what is shown. A page with more lines than any table needs gives none. */
export function rulingsOf({ fnArray, argsArray }: Operators, codes: Record<string, number>, view: number[]): Ruling[] {
	const rulings: Ruling[] = [];
	const saved: number[][] = [];
	let matrix = view;
	const strokes = new Set(
		['stroke', 'closeStroke', 'fillStroke', 'eoFillStroke', 'closeFillStroke', 'closeEOFillStroke'].map((name) => codes[name])
	);
	const fills = new Set([codes.fill, codes.eoFill]);
	fnArray.forEach((code, index) => {
		const args = argsArray[index] as unknown[] | null;
		if (code === codes.save) saved.push(matrix);
		else if (code === codes.restore) matrix = saved.pop() ?? matrix;
		else if (code === codes.transform) matrix = multiply(matrix, args as number[]);
		else if (code === codes.paintFormXObjectBegin) {
			saved.push(matrix);
			if (Array.isArray(args?.[0])) matrix = multiply(matrix, args[0] as number[]);
		} else if (code === codes.paintFormXObjectEnd) matrix = saved.pop() ?? matrix;
		else if (code === codes.constructPath && rulings.length < mostRulings) {
			const [paint, [data] = []] = (args ?? []) as [number, ArrayLike<number>[]?];
			if (!data) return;
			const paths = pathsOf(data, matrix);
			if (strokes.has(paint)) rulings.push(...paths.flatMap(straightParts));
			else if (fills.has(paint)) rulings.push(...paths.flatMap(stripOf));
		}
	});
	return rulings.length < mostRulings ? rulings : [];
}

function multiply(a: number[], b: number[]): number[] {
	const [a0 = 1, a1 = 0, a2 = 0, a3 = 1, a4 = 0, a5 = 0] = a;
	const [b0 = 1, b1 = 0, b2 = 0, b3 = 1, b4 = 0, b5 = 0] = b;
	return [a0 * b0 + a2 * b1, a1 * b0 + a3 * b1, a0 * b2 + a2 * b3, a1 * b2 + a3 * b3, a0 * b4 + a2 * b5 + a4, a1 * b4 + a3 * b5 + a5];
}

/** pdf.js writes a path as numbers: 0 move, 1 line, 2 curve with two handles, 3 curve with one, 4 close. Curves end a stretch. */
function pathsOf(data: ArrayLike<number>, matrix: number[]): Point[][] {
	const [a = 1, b = 0, c = 0, d = 1, e = 0, f = 0] = matrix;
	const paths: Point[][] = [];
	const point = (at: number): Point => {
		const [x, y] = [data[at] ?? 0, data[at + 1] ?? 0];
		return [a * x + c * y + e, b * x + d * y + f];
	};
	for (let at = 0; at < data.length; ) {
		const kind = data[at];
		const path = paths.at(-1);
		if (kind === 0) {
			paths.push([point(at + 1)]);
			at += 3;
		} else if (kind === 1) {
			path?.push(point(at + 1));
			at += 3;
		} else if (kind === 4) {
			if (path?.[0]) path.push(path[0]);
			at += 1;
		} else if (kind === 2 || kind === 3) {
			const length = kind === 2 ? 7 : 5;
			paths.push([point(at + length - 2)]);
			at += length;
		} else break;
	}
	return paths;
}

function straightParts(path: Point[]): Ruling[] {
	return path.slice(1).flatMap((end, index): Ruling[] => {
		const start = path[index];
		if (!start) return [];
		const [width, height] = [Math.abs(end[0] - start[0]), Math.abs(end[1] - start[1])];
		if (width > 4 && height < 1)
			return [{ isVertical: false, at: (start[1] + end[1]) / 2, from: Math.min(start[0], end[0]), to: Math.max(start[0], end[0]) }];
		if (height > 4 && width < 1)
			return [{ isVertical: true, at: (start[0] + end[0]) / 2, from: Math.min(start[1], end[1]), to: Math.max(start[1], end[1]) }];
		return [];
	});
}

function stripOf(path: Point[]): Ruling[] {
	if (path.length < 4 || path.length > 6) return [];
	const [xs, ys] = [path.map((point) => point[0]), path.map((point) => point[1])];
	const [left, right, top, bottom] = [Math.min(...xs), Math.max(...xs), Math.min(...ys), Math.max(...ys)];
	if (bottom - top < thinnest && right - left > 4) return [{ isVertical: false, at: (top + bottom) / 2, from: left, to: right }];
	if (right - left < thinnest && bottom - top > 4) return [{ isVertical: true, at: (left + right) / 2, from: top, to: bottom }];
	return [];
}
