// Pieces to lines, and lines to running text: blanks between pieces, words cut by a line end, line breaks that somebody made.
import type { Run } from '../rich-text.ts';
import type { Piece } from './page.ts';

/** `bound`: how far right a line may reach here, where the layout tells. */
export type Line = { pieces: Piece[]; x: number; right: number; y: number; size: number; page: number; bound?: number };

/** Takes pieces in reading order; a change of the baseline begins a line. */
export function linesInOrder(pieces: Piece[]): Line[] {
	const groups: Piece[][] = [];
	for (const piece of pieces) {
		const group = groups.at(-1);
		const last = group?.at(-1);
		if (group && last && isOnBaseline(last, piece) && last.page === piece.page) group.push(piece);
		else groups.push([piece]);
	}
	return groups.map(lineOf);
}

/** Takes the pieces of one page or column in any order; gives its lines from top to bottom. */
export function linesByPlace(pieces: Piece[]): Line[] {
	const groups: Piece[][] = [];
	for (const piece of pieces.toSorted((a, b) => a.y - b.y)) {
		const group = groups.at(-1);
		if (group?.[0] && isOnBaseline(group[0], piece)) group.push(piece);
		else groups.push([piece]);
	}
	return groups.map((group) => {
		const rightToLeft = group.filter((piece) => piece.isRightToLeft).length * 2 > group.length;
		return lineOf(group.toSorted((a, b) => (rightToLeft ? b.x - a.x : a.x - b.x)));
	});
}

function isOnBaseline(a: Piece, b: Piece): boolean {
	return Math.abs(a.y - b.y) <= 0.4 * Math.max(a.size, b.size);
}

/** Baseline and size are those of most of its letters. */
export function lineOf(pieces: Piece[]): Line {
	const letters = new Map<number, number>();
	for (const { size, text } of pieces) letters.set(size, (letters.get(size) ?? 0) + text.length);
	const size = [...letters].reduce((best, each) => (each[1] > best[1] ? each : best), [0, 0])[0];
	const usual = pieces.find((piece) => piece.size === size);
	return {
		pieces,
		x: Math.min(...pieces.map((piece) => piece.x)),
		right: Math.max(...pieces.map((piece) => piece.right)),
		y: usual?.y ?? 0,
		size,
		page: usual?.page ?? 0
	};
}

export function textOfLine(line: Line): string {
	return runsOfLine(line)
		.map((run) => run.text)
		.join('');
}

function runsOfLine({ pieces }: Line): Run[] {
	return pieces.flatMap((piece, index): Run[] => {
		const previous = pieces[index - 1];
		const run: Run = {
			text: piece.text,
			...(piece.isBold && { bold: true as const }),
			...(piece.isItalic && { italic: true as const }),
			...(piece.href && { href: piece.href })
		};
		return previous && hasBlankBetween(previous, piece) ? [{ ...run, text: ' ' }, run] : [run];
	});
}

function hasBlankBetween(previous: Piece, piece: Piece): boolean {
	const gap = piece.x >= previous.x ? piece.x - previous.right : previous.x - piece.right;
	return piece.hasBlankBefore || gap > 0.2 * piece.size;
}

/** How a document breaks its words, learnt from the words it does not break. */
export class Hyphenation {
	private readonly words = new Set<string>();
	private readonly isUsual: boolean;

	constructor(pieces: Piece[]) {
		let [cut, lines] = [0, 0];
		pieces.forEach(({ text, y, hasBlankBefore }, index) => {
			if (y !== pieces[index - 1]?.y) lines++;
			if (/\p{Ll}[-\u2010]$/u.test(text) || (/^[-\u2010]$/.test(text) && !hasBlankBefore)) cut++;
			for (const word of text.toLowerCase().split(/[^\p{L}\p{M}-]+/u))
				if (!/^-|-$/.test(word)) for (const part of [word, ...word.split('-')]) this.words.add(part);
		});
		this.isUsual = cut >= 3 && cut > lines * 0.03;
	}

	/** Whether the hyphen between two halves is there only because the line ended. */
	isOnlyForLineEnd(before: string, after: string): boolean {
		const [left, right] = [before.toLowerCase(), after.toLowerCase()];
		if (this.words.has(left + right)) return true;
		return !this.words.has(`${left}-${right}`) && this.isUsual;
	}
}

/** Running text of the lines of one paragraph. */
export function joinLines(lines: Line[], hyphenation: Hyphenation): Run[] {
	const runs: Run[] = [];
	lines.forEach((line, index) => {
		const previous = lines[index - 1];
		const added = runsOfLine(line);
		if (previous) {
			const join = joint(previous, line, previous.bound ?? ownBound(lines, previous), hyphenation);
			const last = runs.at(-1);
			if (join.cut > 0 && last) last.text = last.text.slice(0, -join.cut);
			if (join.text !== '' && last) runs.push({ ...(last.href === added[0]?.href && last), text: join.text });
		}
		runs.push(...added);
	});
	return runs;
}

/** As far as the paragraph itself reaches in this column. */
function ownBound(lines: Line[], line: Line): number {
	return Math.max(...lines.filter((each) => each.page === line.page && Math.abs(each.x - line.x) < 40).map((each) => each.right));
}

/** What to put between two lines, and how many characters to take off the first. */
function joint(line: Line, next: Line, bound: number, hyphenation: Hyphenation): { text: string; cut: number } {
	const [before, after] = [textOfLine(line), textOfLine(next)];
	if (before.endsWith('\u00ad')) return { text: '', cut: 1 };
	const left = /([\p{L}\p{M}]+)[-\u2010]$/u.exec(before)?.[1];
	const right = /^\p{Ll}[\p{L}\p{M}]*/u.exec(after)?.[0];
	if (left && right) return { text: '', cut: hyphenation.isOnlyForLineEnd(left, right) ? 1 : 0 };
	// Some languages set the hyphen of a compound on both lines.
	if (/\p{L}-$/u.test(before) && /^-\p{L}/u.test(after)) return { text: '', cut: 1 };
	if (/\p{L}[-\u2010/]$/u.test(before) && /^\p{L}/u.test(after)) return { text: '', cut: 0 };
	if (isOneAddress(line, next)) return { text: '', cut: 0 };
	return { text: isBrokenByHand(line, next, bound) ? '\n' : ' ', cut: 0 };
}

/** A web address printed over two lines. */
function isOneAddress(line: Line, next: Line): boolean {
	const [last, first] = [line.pieces.at(-1), next.pieces[0]];
	return last?.href !== undefined && last.href === first?.href && last.href.includes(last.text + first.text);
}

/**
 * The next word would have found room on the line, and more, so a person broke it. Some room is left by programs that even out
 * their lines; before a small letter more of it. Only sure where both lines begin at the same place.
 */
export function isBrokenByHand(line: Line, next: Line, bound: number): boolean {
	const first = next.pieces[0];
	if (!first || first.isRightToLeft || Math.abs(line.x - next.x) > 2) return false;
	const word = /^\S+/.exec(first.text)?.[0] ?? '';
	const width = ((first.right - first.x) * weightOf(word)) / Math.max(weightOf(first.text), 1);
	const spare = (bound - line.x) * (/^\p{Ll}/u.test(word) ? 0.3 : 0.08);
	return line.right + line.size * 0.6 + width + spare < bound;
}

/** Rough width of a text, for parting a measured width among its characters. */
export function weightOf(text: string): number {
	let weight = 0;
	for (const char of text)
		weight += /[\siljtfrI.,:;'|!()[\]]/.test(char) ? 0.55 : /[mwMW@%—]/.test(char) ? 1.5 : /\p{Lu}/u.test(char) ? 1.2 : 1;
	return weight;
}
