// What of a text answers a question: which words are marked, and which stretch of it is shown.
import { withoutAccents } from '#platform/folding.ts';
import type { Segment } from '../schema.ts';

const word = /[\p{L}\p{M}\p{N}]+/gu;

/** Words that a passage has at most, and how far before the first match it begins. */
const longest = 34;
const lead = 6;

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

/** Tells of the words of a text, in lower case and in their order, which answer. */
export type Answers = (words: readonly string[]) => boolean[];

/**
 * Which words of a text answer a question: any with the stem of a single word, and those of a phrase where they follow each other.
 * @param stemsOf the stems of a word; none for one that cannot answer
 */
export function answersTo(chains: readonly Chain[], stemsOf: (word: string) => readonly string[]): Answers {
	const singles = new Set(chains.filter((chain) => chain.length === 1).map(([only]) => only?.stem));
	const phrases = chains.filter((chain) => chain.length > 1);
	return (words) => {
		const stems = words.map(stemsOf);
		const answers = stems.map((own) => own.some((stem) => singles.has(stem)));
		for (const phrase of phrases) {
			for (let at = 0; at < words.length; at += 1) {
				if (!stems[at]?.includes(phrase[0]?.stem ?? '')) continue;
				let place = at;
				const places = phrase.map(({ after }, link) => (place = link === 0 ? at : place + after));
				if (phrase.every(({ stem }, link) => stems[places[link] ?? -1]?.includes(stem))) for (const found of places) answers[found] = true;
			}
		}
		return answers;
	};
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

/** The words of a text that begin as a pattern says, in lower case, each once. @param pattern from `likelyPattern` */
export function likelyWords(text: string, pattern: RegExp): string[] {
	const found = new Set<string>();
	for (const { index } of text.matchAll(pattern)) {
		if (index > 0 && partOfWord.test(text[index - 1] ?? '')) continue;
		restOfWord.lastIndex = index;
		found.add((restOfWord.exec(text)?.[0] ?? '').toLowerCase());
	}
	return [...found];
}

/** Parts a text into words that answer and what lies between. */
export function mark(text: string, answers: Answers): Segment[] {
	const segments: Segment[] = [];
	const words = [...text.matchAll(word)];
	const isAnswer = answers(words.map(([each]) => each.toLowerCase()));
	let end = 0;
	for (const [at, match] of words.entries()) {
		if (!isAnswer[at]) continue;
		if (match.index > end) segments.push({ text: text.slice(end, match.index), mark: false });
		segments.push({ text: match[0], mark: true });
		end = match.index + match[0].length;
	}
	if (end < text.length) segments.push({ text: text.slice(end), mark: false });
	return segments;
}

/**
 * The stretch of some lines that holds most different answering words; undefined when none does.
 * @param pattern from `likelyPattern`: a line without it holds no answer, and is not read word by word
 */
export function passageOf(lines: readonly string[], pattern: RegExp, answersIn: Answers): string | undefined {
	let best: { count: number; text: string } | undefined;
	for (const line of lines) {
		if (line.search(pattern) < 0) continue;
		const words = [...line.matchAll(word)];
		const answers = answersIn(words.map(([each]) => each.toLowerCase())).flatMap((isAnswer, at) => (isAnswer ? [at] : []));
		for (const first of answers) {
			const begin = Math.max(0, first - lead);
			const end = Math.min(words.length, begin + longest);
			const count = new Set(answers.filter((at) => at >= begin && at < end).map((at) => words[at]?.[0].toLowerCase())).size;
			if (best && count <= best.count) continue;
			const from = begin === 0 ? 0 : (words[begin]?.index ?? 0);
			const last = words[end - 1];
			const to = end === words.length || !last ? line.length : last.index + last[0].length;
			best = { count, text: `${from > 0 ? '…' : ''}${line.slice(from, to).trim()}${to < line.length ? '…' : ''}` };
		}
	}
	return best?.text;
}
