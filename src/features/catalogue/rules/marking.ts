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

/** The stems that a question in PostgreSQL's words asks for. */
export function stemsIn(query: string): string[] {
	return [...new Set([...query.matchAll(/'((?:[^']|'')+)'/g)].map(([, stem = '']) => stem.replaceAll("''", "'")))];
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
export function mark(text: string, isAnswer: (word: string) => boolean): Segment[] {
	const segments: Segment[] = [];
	let end = 0;
	for (const match of text.matchAll(word)) {
		if (!isAnswer(match[0].toLowerCase())) continue;
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
export function passageOf(lines: readonly string[], pattern: RegExp, isAnswer: (word: string) => boolean): string | undefined {
	let best: { count: number; text: string } | undefined;
	for (const line of lines) {
		if (line.search(pattern) < 0) continue;
		const words = [...line.matchAll(word)];
		const answers = words.flatMap((match, at) => (isAnswer(match[0].toLowerCase()) ? [at] : []));
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
