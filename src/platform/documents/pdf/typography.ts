// How a document is set: the size of its running text and the distance of its lines.
import type { Piece } from './page.ts';

/** `leadings`: usual distance of lines by the size of their letters, rounded. */
export type Typography = { bodySize: number; leadings: Map<number, number> };

export function typographyOf(pieces: Piece[]): Typography {
	return { bodySize: bodySizeOf(pieces), leadings: leadingsOf(pieces) };
}

/** The size in which most of the text is set. */
export function bodySizeOf(pieces: Piece[]): number {
	const weights = new Map<number, number>();
	for (const { size, text } of pieces) weights.set(halfPoints(size), (weights.get(halfPoints(size)) ?? 0) + text.length);
	return [...weights].toSorted((a, b) => b[1] - a[1])[0]?.[0] ?? 10;
}

export function leadingOfSize(size: number, { leadings }: Typography): number {
	return leadings.get(halfPoints(size)) ?? 1.35 * size;
}

function halfPoints(size: number): number {
	return Math.round(size * 2) / 2;
}

/** From lines that begin at the same place; most of them are of one paragraph. */
function leadingsOf(pieces: Piece[]): Map<number, number> {
	const columns = new Map<string, Piece[]>();
	for (const piece of pieces) {
		const key = `${piece.page}|${Math.round(piece.x)}|${halfPoints(piece.size)}`;
		const column = columns.get(key);
		if (column) column.push(piece);
		else columns.set(key, [piece]);
	}
	const steps = new Map<number, number[]>();
	for (const column of columns.values()) {
		const sorted = column.toSorted((a, b) => a.y - b.y);
		sorted.slice(1).forEach((piece, index) => {
			const step = piece.y - (sorted[index]?.y ?? 0);
			if (step < 0.9 * piece.size || step > 2.6 * piece.size) return;
			const size = halfPoints(piece.size);
			const own = steps.get(size);
			if (own) own.push(step);
			else steps.set(size, [step]);
		});
	}
	// A few lines alone may be of as many paragraphs.
	const measured = [...steps].filter(([, own]) => own.length >= 3);
	return new Map(measured.map(([size, own]) => [size, own.toSorted((a, b) => a - b)[Math.floor(own.length * 0.25)] ?? 1.35 * size]));
}
