// Puts the addresses of links on the words they cover; a PDF only says which rectangle of the page can be clicked.
import { weightOf } from './lines.ts';
import type { Box, Piece } from './page.ts';

export type LinkArea = { href: string; box: Box };

/** Pieces that a link covers in part are cut there, at the nearest end of a word. */
export function cutAtLinks(pieces: Piece[], links: LinkArea[]): Piece[] {
	let cut = pieces;
	for (const { href, box } of links) cut = cut.flatMap((piece) => (isTouched(piece, box) ? cutPiece(piece, box, href) : [piece]));
	return cut;
}

function isTouched(piece: Piece, box: Box): boolean {
	const middle = piece.y - piece.size * 0.3;
	const shared = Math.min(piece.right, box.right) - Math.max(piece.x, box.left);
	return !piece.href && middle > box.top - 1 && middle < box.bottom + 1 && shared > Math.min(2, (piece.right - piece.x) / 2);
}

function cutPiece(piece: Piece, box: Box, href: string): Piece[] {
	const from = piece.x >= box.left - 2 ? 0 : placeOf(piece, box.left);
	const to = piece.right <= box.right + 2 ? piece.text.length : placeOf(piece, box.right);
	if (from >= to) return [piece];
	return [part(piece, 0, from), { ...part(piece, from, to), href }, part(piece, to, piece.text.length)].filter((each) => each.text !== '');
}

/** The end of a word, or another change of letters, nearest to a place on the line. */
function placeOf(piece: Piece, x: number): number {
	const share = ((x - piece.x) / (piece.right - piece.x)) * weightOf(piece.text);
	let guess = 0;
	while (guess < piece.text.length && weightOf(piece.text.slice(0, guess + 1)) <= share) guess++;
	for (let distance = 0; distance <= 6; distance++)
		for (const index of [guess - distance, guess + distance]) if (isWordEnd(piece.text, index)) return index;
	return guess;
}

function isWordEnd(text: string, index: number): boolean {
	if (index <= 0 || index >= text.length) return index === 0 || index === text.length;
	const isWord = (char: string | undefined) => /[\p{L}\p{M}\p{N}]/u.test(char ?? '');
	return isWord(text[index - 1]) !== isWord(text[index]);
}

function part(piece: Piece, from: number, to: number): Piece {
	const all = weightOf(piece.text);
	const at = (index: number) => piece.x + ((piece.right - piece.x) * weightOf(piece.text.slice(0, index))) / all;
	const raw = piece.text.slice(from, to);
	return {
		...piece,
		text: raw.trim(),
		x: at(from),
		right: at(to),
		hasBlankBefore: from === 0 ? piece.hasBlankBefore : /^\s/.test(raw) || /\s$/.test(piece.text.slice(0, from))
	};
}
