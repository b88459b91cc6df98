// What of a text answers a question: which words are marked, and which stretch of it is shown.
import { withoutAccents } from '#platform/folding.ts';
import type { Segment } from '../schema.ts';

const word = /[\p{L}\p{M}\p{N}]+/gu;

/** Signs that a passage has at most, and how many stand before its first match; more where the line ends soon. */
const longest = 220;
const lead = 40;

/** Every word of a text once, in lower case. */
export function wordsOf(text: string): string[] {
	return [...new Set(text.normalize('NFC').toLowerCase().match(word))];
}

/** Stems that follow each other, each so many words after the one before; the first one's distance says nothing. */
export type Chain = { stem: string; after: number }[];

/** The words and phrases that a question in PostgreSQL's words asks for, each as a chain; a single word is one of one. */
export function chainsIn(query: string): Chain[] {
	const lexeme = /'(?:[^']|'')+'/;
	const chain = new RegExp(`${lexeme.source}(?::\\S*)?(?:\\s*<(?:-|\\d+)>\\s*${lexeme.source}(?::\\S*)?)*`, 'g');
	const link = new RegExp(`(?:<(?<distance>-|\\d+)>\\s*)?(?<lexeme>${lexeme.source})`, 'g');
	const chains = (query.match(chain) ?? []).map((text) =>
		[...text.matchAll(link)].map(({ groups }) => ({
			stem: (groups?.lexeme ?? '').slice(1, -1).replaceAll("''", "'"),
			after: groups?.distance === undefined || groups.distance === '-' ? 1 : Number(groups.distance)
		}))
	);
	return [...new Map(chains.map((each) => [JSON.stringify(each), each])).values()];
}

/** A word of a text, in lower case, and where it stands in it. */
export interface PlacedWord {
	word: string;
	from: number;
	to: number;
}

/** What makes a word an answer to a question. */
export interface Sought {
	chains: readonly Chain[];
	/** The stems of a word in the language of its text. */
	stemsOf(word: string): readonly string[];
	/** Whether the question's last word, still being typed, may become this one. */
	isBegun(word: string): boolean;
}

/**
 * Those words of a text that answer a question: begun, with the stem of a single word, or part of a phrase whose words follow each other.
 * @param likely in their order, as `likelyWords` finds them
 */
export function answersIn(text: string, likely: readonly PlacedWord[], { chains, stemsOf, isBegun }: Sought): PlacedWord[] {
	const singles = new Set(chains.filter((chain) => chain.length === 1).map(([only]) => only?.stem));
	const phrases = chains.filter((chain) => chain.length > 1);
	const stems = likely.map(({ word }) => stemsOf(word));
	const isAnswer = likely.map(({ word }, at) => isBegun(word) || (stems[at]?.some((stem) => singles.has(stem)) ?? false));
	for (const phrase of phrases) {
		for (const first of likely.keys()) {
			const places = [first];
			for (const [link, { stem, after }] of phrase.entries()) {
				const place = link === 0 ? first : follower(text, likely, places.at(-1) ?? first, after);
				if (place === undefined || !stems[place]?.includes(stem)) break;
				places[link] = place;
				if (link === phrase.length - 1) for (const each of places) isAnswer[each] = true;
			}
		}
	}
	return likely.filter((_, at) => isAnswer[at]);
}

/** Which likely word stands so many words after another one; undefined when the word there is not likely. */
function follower(text: string, likely: readonly PlacedWord[], at: number, after: number): number | undefined {
	let distance = 0;
	for (let next = at + 1; next < likely.length; next += 1) {
		distance += 1;
		for (const _ of text.slice(likely[next - 1]?.to, likely[next]?.from).matchAll(word)) {
			distance += 1;
			if (distance > after) return undefined;
		}
		if (distance >= after) return distance === after ? next : undefined;
	}
	return undefined;
}

/** Every letter with the accents it may carry, in either case. */
const accented = new Map<string, string>();
for (let code = 0xc0; code < 0x250; code += 1) {
	const sign = String.fromCharCode(code);
	const bare = withoutAccents(sign);
	if (/^[a-z]$/.test(bare)) accented.set(bare, (accented.get(bare) ?? '') + sign);
}

/**
 * Finds in a text what words that may answer a question begin with: a stem may end in another letter than its word ("happi" in "happy"), so
 * the last one does not count, and accents do not matter. It looks at the text as it stands, also in the middle of words, which takes a
 * twentieth of the time of looking at every word.
 * @param stems letters and digits alone
 */
export function likelyPattern(stems: readonly string[]): RegExp {
	const anyForm = (letter: string) => (/[a-z]/.test(letter) ? `[${letter}${letter.toUpperCase()}${accented.get(letter) ?? ''}]` : letter);
	const beginnings = stems.map(withoutAccents).map((stem) => [...stem.slice(0, Math.max(2, stem.length - 1))].map(anyForm).join(''));
	return new RegExp(beginnings.length > 0 ? [...new Set(beginnings)].join('|') : '(?!)', 'g');
}

const partOfWord = /[\p{L}\p{M}\p{N}]/u;
const restOfWord = /[\p{L}\p{M}\p{N}]*/uy;

/** The words of a text that begin as a pattern says. @param pattern from `likelyPattern` */
export function likelyWords(text: string, pattern: RegExp): PlacedWord[] {
	const found: PlacedWord[] = [];
	for (const { index } of text.matchAll(pattern)) {
		if (index < (found.at(-1)?.to ?? 0) || (index > 0 && partOfWord.test(text[index - 1] ?? ''))) continue;
		restOfWord.lastIndex = index;
		const [rest = ''] = restOfWord.exec(text) ?? [];
		if (rest !== '') found.push({ word: rest.toLowerCase(), from: index, to: index + rest.length });
	}
	return found;
}

/** Parts a text into words that answer and what lies between. @param answers in their order, as `answersIn` finds them */
export function mark(text: string, answers: readonly PlacedWord[]): Segment[] {
	const segments: Segment[] = [];
	let end = 0;
	for (const { from, to } of answers) {
		if (from > end) segments.push({ text: text.slice(end, from), mark: false });
		segments.push({ text: text.slice(from, to), mark: true });
		end = to;
	}
	if (end < text.length) segments.push({ text: text.slice(end), mark: false });
	return segments;
}

/** The stretch of one line of a text that holds most different answers, cut after whole words and marked; undefined without any. */
export function passageOf(text: string, answers: readonly PlacedWord[]): Segment[] | undefined {
	let best: { count: number; from: number; to: number; line: Stretch; answers: readonly PlacedWord[] } | undefined;
	let line: Stretch = { from: 0, to: 0 };
	for (const [first, { from: place, to: least }] of answers.entries()) {
		if (first === 0 || place >= line.to) line = lineAround(text, place);
		const from = wordAfter(text, Math.max(line.from, Math.min(place - lead, line.to - longest)), place, line.from);
		const to = wordBefore(text, Math.max(least, Math.min(line.to, from + longest)), least, line.to);
		let begin = first;
		while ((answers[begin - 1]?.from ?? -1) >= from) begin -= 1;
		let end = first + 1;
		while ((answers[end]?.to ?? Number.POSITIVE_INFINITY) <= to) end += 1;
		const inside = answers.slice(begin, end);
		const count = new Set(inside.map(({ word }) => word)).size;
		if (!best || count > best.count) best = { count, from, to, line, answers: inside };
	}
	if (!best) return undefined;
	const { from, to } = best;
	const segments = mark(
		text.slice(from, to),
		best.answers.map((one) => ({ ...one, from: one.from - from, to: one.to - from }))
	);
	if (from > best.line.from) segments.unshift({ text: '…', mark: false });
	if (to < best.line.to) segments.push({ text: '…', mark: false });
	return segments;
}

/** From a sign of a text up to another one, which does not belong to it. */
interface Stretch {
	from: number;
	to: number;
}

/** The line around a place, without the blanks at its ends. */
function lineAround(text: string, place: number): Stretch {
	const begin = text.lastIndexOf('\n', place) + 1;
	const end = text.indexOf('\n', place);
	const line = text.slice(begin, end < 0 ? undefined : end);
	return { from: begin + line.length - line.trimStart().length, to: begin + line.trimEnd().length };
}

/** The beginning of the first word from a place on, at most `last`; the place itself where its line begins. */
function wordAfter(text: string, place: number, last: number, begin: number): number {
	let at = place;
	if (at === begin) return at;
	while (at < last && partOfWord.test(text[at - 1] ?? '') && partOfWord.test(text[at] ?? '')) at += 1;
	while (at < last && !partOfWord.test(text[at] ?? '')) at += 1;
	return at;
}

/** The end of the last word up to a place, at least `first`; the place itself where its line ends. */
function wordBefore(text: string, place: number, first: number, end: number): number {
	let at = place;
	if (at === end) return at;
	while (at > first && partOfWord.test(text[at - 1] ?? '') && partOfWord.test(text[at] ?? '')) at -= 1;
	while (at > first && !partOfWord.test(text[at - 1] ?? '')) at -= 1;
	return at;
}
