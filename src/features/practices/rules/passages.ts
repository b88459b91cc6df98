// Passages of a text, as people quote them: found again by their words, whatever marks, bullets and line ends stand between them.
import { parseMarkdown, toPlainText } from '#platform/documents/markdown.ts';
import type { PracticeState } from '../schema.ts';

/** A stretch of a text, marked where somebody quotes it. */
export interface Segment {
	text: string;
	isMarked: boolean;
}

interface Word {
	/** In lower case. */
	word: string;
	from: number;
	to: number;
}

/** Whether the words of a quote stand in a text, one after the other. @param markdown text of a field */
export function occursIn(markdown: string, quote: string): boolean {
	const words = wordsOf(plain(markdown));
	return placesOf(words, quote).length > 0;
}

/**
 * A text with the quoted passages marked, paragraph by paragraph; a passage that runs over several paragraphs is marked in each.
 * @param markdown text of a field
 */
export function markPassages(markdown: string, quotes: readonly string[]): Segment[][] {
	const text = plain(markdown);
	const words = wordsOf(text);
	const marks = quotes.flatMap((quote) => placesOf(words, quote)).toSorted((a, b) => a.from - b.from);
	const paragraphs: Segment[][] = [[]];
	let at = 0;
	const add = (to: number, isMarked: boolean) => {
		const [first = '', ...more] = text.slice(at, to).split(/\n+/);
		if (first) paragraphs.at(-1)?.push({ text: first, isMarked });
		for (const line of more) paragraphs.push(line ? [{ text: line, isMarked }] : []);
		at = Math.max(at, to);
	};
	for (const { from, to } of marks) {
		if (from > at) add(from, false);
		if (to > at) add(to, true);
	}
	add(text.length, false);
	return paragraphs.filter((segments) => segments.length > 0);
}

/**
 * What should be mended now: remarks on the draft since it was last sent and, where it was given back, the observations on that version.
 * @param draft `versions` newest first
 */
export function openObservations<T extends { versionNumber: number | null; createdAt: Date }>(draft: {
	state: PracticeState;
	observations: readonly T[];
	versions: readonly { number: number; submittedAt: Date }[];
}): T[] {
	const { state, observations, versions } = draft;
	if (state !== 'draft' && state !== 'returned') return [];
	const last = versions.at(0);
	return observations.filter(({ versionNumber, createdAt }) =>
		versionNumber === null ? !last || createdAt > last.submittedAt : state === 'returned' && versionNumber === last?.number
	);
}

const plain = (markdown: string) => toPlainText(parseMarkdown(markdown)).normalize('NFC');

function wordsOf(text: string): Word[] {
	return [...text.matchAll(/[\p{L}\p{N}\p{M}]+/gu)].map((match) => ({
		word: match[0].toLowerCase(),
		from: match.index,
		to: match.index + match[0].length
	}));
}

/** Every place where the words of a quote follow each other; a quote without words has none. */
function placesOf(words: readonly Word[], quote: string): { from: number; to: number }[] {
	const sought = wordsOf(plain(quote)).map(({ word }) => word);
	if (sought.length === 0) return [];
	const found: { from: number; to: number }[] = [];
	for (let at = 0; at + sought.length <= words.length; at++) {
		const first = words[at];
		const last = words[at + sought.length - 1];
		if (first && last && sought.every((word, index) => words[at + index]?.word === word)) found.push({ from: first.from, to: last.to });
	}
	return found;
}
