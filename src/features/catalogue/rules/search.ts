// How a question typed into the search box is read, and how the database's marks become text again.
import type { Segment } from '../schema.ts';

/** A typed question: words and "phrases in quotes" that must be found, -words that must not, and a last word still being typed. */
export interface SearchTerms {
	wanted: string[];
	excluded: string[];
	/** The last word, when nothing says that it is finished; empty otherwise. */
	beginning: string;
}

const mostTerms = 16;
/** Shorter beginnings would fit half the catalogue. */
const shortestBeginning = 3;
const termPattern = /(?<minus>-?)(?:"(?<phrase>[^"]*)"?|(?<word>[^\s"]+))/gu;

/** Reads a typed question. Never refuses: signs that mean nothing are left out, a quote that is not closed ends with the text. */
export function readSearch(text: string): SearchTerms {
	const terms: SearchTerms = { wanted: [], excluded: [], beginning: '' };
	const found = [
		...text
			.normalize('NFC')
			.replace(/[\p{Cc}\p{Cf}]/gu, ' ')
			.matchAll(termPattern)
	]
		.map(({ groups }) => ({
			isExcluded: groups?.minus === '-',
			isWord: groups?.word !== undefined,
			text: cleanTerm(groups?.phrase ?? groups?.word ?? '')
		}))
		.filter((term) => term.text !== '')
		.slice(0, mostTerms);
	const last = found.at(-1);
	const isTyping =
		/[\p{L}\p{N}]$/u.test(text) && last?.isWord && !last.isExcluded && last.text.length >= shortestBeginning && !last.text.includes(' ');
	for (const term of found) {
		if (isTyping && term === last) terms.beginning = term.text;
		else terms[term.isExcluded ? 'excluded' : 'wanted'].push(term.text);
	}
	return terms;
}

/** Letters and digits alone, so that nothing in a term is an operator. */
export function cleanTerm(text: string): string {
	return text.replace(/[^\p{L}\p{M}\p{N}]+/gu, ' ').trim();
}

/**
 * How the words begin that a question asks for, as a regular expression of PostgreSQL without accents: text without any of them cannot
 * hold a match. A stem may end in another letter than its word ("happi" in "happy"), so the last one is left out.
 * @param query the question in PostgreSQL's words, such as `'happi' & 'cost':*`
 */
export function beginningsIn(query: string): string {
	const stems = [...query.matchAll(/'([^']+)'/g)].map(([, stem = '']) => stem.normalize('NFD').replace(/\p{M}/gu, ''));
	const beginnings = new Set(stems.map((stem) => stem.slice(0, Math.max(2, stem.length - 1))));
	return `\\m(${[...beginnings].join('|')})`;
}

/** Turns a text in which the database set chr(2) and chr(3) around matches, possibly nested, into segments. */
export function readMarks(marked: string): Segment[] {
	const segments: Segment[] = [];
	let depth = 0;
	for (const piece of marked.split(/(?=\p{Cc})|(?<=\p{Cc})/u)) {
		if (piece === '\u0002') depth += 1;
		else if (piece === '\u0003') depth = Math.max(0, depth - 1);
		else if (piece !== '') append(segments, piece, depth > 0);
	}
	return segments;
}

function append(segments: Segment[], text: string, mark: boolean): void {
	const last = segments.at(-1);
	if (last?.mark === mark) last.text += text;
	else segments.push({ text, mark });
}

/** The beginning of a text, cut after a whole word. @param most signs */
export function beginningOf(text: string, most: number): string {
	const line = text.replace(/\s+/g, ' ').trim();
	if (line.length <= most) return line;
	return `${line
		.slice(0, most)
		.replace(/\s+\S*$/, '')
		.replace(/[,;:.]$/, '')}…`;
}
