// Recognises the labels of an edition's form in whatever spelling a document has them.
import { type DeclaredClass, type Edition, type FieldKey, fieldKeys } from '#features/methodology/schema.ts';
import type { Localised } from '#platform/locale.ts';

/** `letters`: how often each letter stands in it, to tell at a glance what is far from it. */
type Label = { key: FieldKey; words: string; prompts: string[]; isOfficial: boolean; letters: Uint8Array };

/** What an edition's form prints, folded for comparing. Build it once per document with `labelBook`. */
export type LabelBook = {
	labels: Label[];
	/** The same labels by their words, and in groups by their first word. */
	exact: Map<string, Label>;
	byFirstWord: Map<string, Label[]>;
	prompts: string[];
	/** Everything it prints besides the labels, the longest first. */
	boilerplate: string[];
	/** Two words that follow each other anywhere in it. */
	boilerplatePairs: Set<string>;
	formTitles: Set<string>;
	headings: Map<string, DeclaredClass>;
};

/** `confidence` from 0 to 1; `missing` is what of the prompt has not been printed yet, folded, because a page break may cut it. */
export type LabelMatch = { key: FieldKey; confidence: number; missing: string };

/**
 * Where a text stands decides how much may differ from a label: running text nearly nothing; in a `cell` beside its value or in a
 * `heading` no value can be swallowed.
 */
export type LabelPlace = 'text' | 'cell' | 'heading';

/** Lower case letters and digits with single blanks: accents, case and punctuation do not count. */
export function fold(text: string): string {
	if (/^[\x20-\x7e]*$/.test(text))
		return text
			.toLowerCase()
			.replace(/[^a-z0-9]+/g, ' ')
			.trim();
	return text
		.normalize('NFKD')
		.replace(/[\p{M}\u00ad\u200b-\u200d\u2060\ufeff]/gu, '')
		.toLowerCase()
		.replaceAll('œ', 'oe')
		.replace(/[^\p{L}\p{N}]+/gu, ' ')
		.trim();
}

function languagesOf(text: Localised | null): string[] {
	return text ? Object.values(text).map(fold) : [];
}

export function labelBook(edition: Edition): LabelBook {
	const labels = edition.fields.flatMap((field): Label[] => {
		const prompts = languagesOf(field.prompt);
		const official = new Set(languagesOf(field.name));
		const aliases = new Set(field.aliases.map(fold).filter((alias) => !official.has(alias)));
		const label = (isOfficial: boolean) => (words: string) => ({ key: field.key, words, prompts, isOfficial, letters: lettersOf(words) });
		return [...[...official].map(label(true)), ...[...aliases].map(label(false))];
	});
	const { good, promising } = edition.form.heading;
	const aliases = edition.form.headingAliases;
	const headings = new Map<string, DeclaredClass>();
	for (const words of [...languagesOf(good), ...aliases.good.map(fold)]) headings.set(words, 'good');
	for (const words of [...languagesOf(promising), ...aliases.promising.map(fold)]) headings.set(words, 'promising');
	const prompts = edition.fields.flatMap((field) => languagesOf(field.prompt));
	const printed = [edition.definition, edition.rule, ...edition.criteria.flatMap((criterion) => [criterion.name, criterion.definition])];
	const titles = [edition.form.header, edition.form.title, edition.form.criteriaIntroduction].flatMap(languagesOf);
	const boilerplate = [...printed.flatMap(languagesOf), ...edition.boilerplate.map(fold), ...prompts, ...titles];
	return {
		labels,
		// Of two fields with one label the first of the form has it.
		exact: new Map(labels.toReversed().map((label) => [label.words, label])),
		byFirstWord: Map.groupBy(labels, (label) => firstWord(label.words)),
		prompts,
		boilerplate: boilerplate.sort((a, b) => b.length - a.length),
		boilerplatePairs: new Set(boilerplate.flatMap(wordPairs)),
		formTitles: new Set(titles),
		headings
	};
}

/** Numbers and bullets before a label: `3.`, `2.1)`, `IV.-`, `a)`, `(1)`, `>`. */
const numbering = /^[\s>•·*-]*(?:\(?(?:\d{1,2}(?:\.\d{1,2})*|[ivx]{1,4}|[a-h])\s*[.):\-–]+\s*)?/i;
/** What a form adds to a label: a footnote's text, "(máximo 500 palabras)", the asterisk of what is required, an ellipsis. */
const appendix = /\s*(?:\[[^\]]*\]|\([^()]{1,80}\)|\*|…|\.{3})[\s:]*$/;
/** The longest official label with its prompt has some 450 characters. */
const longestLabel = 700;
/** Beyond this a text is no label with slips. */
const longestSlipped = 120;

/** From this on a label needs no warning. */
export const certain = 0.9;
const shortened = 0.8;

/**
 * The field a label names. Tolerates accents, case, numbering, punctuation, a name cut short, small slips and prompts, whole or cut
 * short. A cell may also hold a reworded prompt or an official name and a few words more, a heading one word more, each with less
 * confidence.
 */
export function matchLabel(book: LabelBook, text: string, place: LabelPlace = 'text'): LabelMatch | null {
	if (text.length > longestLabel || (text.length > longestSlipped * 2 && !beginsLikeLabel(book, text))) return null;
	const folded = fold(text.replace(numbering, '').replace(appendix, ''));
	if (folded.length < 3) return null;
	const exact = book.exact.get(folded);
	if (exact) return { key: exact.key, confidence: exact.isOfficial ? 1 : 0.95, missing: exact.prompts[0] ?? '' };
	let best: (LabelMatch & { length: number }) | null = null;
	for (const label of [...(book.byFirstWord.get(firstWord(folded)) ?? []), ...likeLabels(book, folded)]) {
		const found = compare(label, folded, place);
		const length = label.words.length;
		if (found && (!best || found.confidence > best.confidence || (found.confidence === best.confidence && length > best.length)))
			best = { key: label.key, ...found, length };
	}
	if (best && best.confidence === shortened && isAmbiguous(book, folded)) return null;
	return best && { key: best.key, confidence: best.confidence, missing: best.missing };
}

/** Characters that hold the first word of any label. */
const firstWordLength = 40;

function beginsLikeLabel(book: LabelBook, text: string): boolean {
	return book.byFirstWord.has(firstWord(fold(text.slice(0, firstWordLength).replace(numbering, ''))));
}

/** Labels that a slip or two may have made of the text. Nobody slips at both ends of a short text. */
function likeLabels(book: LabelBook, folded: string): Label[] {
	if (folded.length > longestSlipped) return [];
	const letters = lettersOf(folded);
	return book.labels.filter(
		(label) =>
			Math.abs(label.words.length - folded.length) <= slipsIn(label.words) &&
			(label.words[0] === folded[0] || label.words.at(-1) === folded.at(-1)) &&
			differingLetters(label.letters, letters) <= slipsIn(label.words) * 2
	);
}

function lettersOf(folded: string): Uint8Array {
	const letters = new Uint8Array(26);
	for (let at = 0; at < folded.length; at++) {
		const letter = folded.charCodeAt(at) - 97;
		if (letter >= 0 && letter < 26) letters[letter] = (letters[letter] ?? 0) + 1;
	}
	return letters;
}

function differingLetters(some: Uint8Array, others: Uint8Array): number {
	return some.reduce((sum, count, letter) => sum + Math.abs(count - (others[letter] ?? 0)), 0);
}

/** Letters that may differ: one in eight. */
function slipsIn(words: string): number {
	return words.length < 8 ? 0 : Math.ceil(words.length * 0.12);
}

function wordPairs(folded: string): string[] {
	const words = folded.split(' ');
	return words.slice(1).map((word, at) => `${words[at]} ${word}`);
}

export function firstWord(folded: string): string {
	const end = folded.indexOf(' ');
	return end < 0 ? folded : folded.slice(0, end);
}

/** Where a text ends that begins with a label and its whole prompt; the rest is its value. */
export function labelWithPrompt(book: LabelBook, text: string): { key: FieldKey; end: number } | null {
	if (!beginsLikeLabel(book, text)) return null;
	const folded = fold(text.slice(0, longestLabel));
	for (const { key, words, prompts } of book.byFirstWord.get(firstWord(folded)) ?? []) {
		if (!folded.startsWith(words)) continue;
		const end = prompts.map((prompt) => endOfWords(text, `${words} ${prompt}`)).find((each) => each !== null);
		if (end) return { key, end };
	}
	return null;
}

/** Whether these are words of the form that no other form would print: an official name of more than two words. */
export function isOfficialLabel(book: LabelBook, text: string): boolean {
	const label = book.exact.get(fold(text.replace(numbering, '')));
	return Boolean(label?.isOfficial && label.words.includes(' '));
}

/** The field whose machine key this is, as our own spreadsheets print it. */
export function fieldOfKey(text: string): FieldKey | null {
	return fieldKeys.find((key) => key === text) ?? null;
}

function compare(label: Label, folded: string, place: LabelPlace): { confidence: number; missing: string } | null {
	const { words, isOfficial } = label;
	if (folded.startsWith(words) && folded[words.length] === ' ') return compareRest(label, folded.slice(words.length + 1), place);
	if (isOfficial && words.startsWith(folded) && folded.length >= 10 && folded.length >= words.length * 0.35)
		return { confidence: shortened, missing: words.slice(folded.length).trim() };
	return folded.length <= longestSlipped && isNear(folded, words, slipsIn(words)) ? { confidence: 0.85, missing: '' } : null;
}

/** What stands behind the name: its prompt, something like it, or a few words of the author's. */
function compareRest({ key, prompts, isOfficial }: Label, rest: string, place: LabelPlace): { confidence: number; missing: string } | null {
	const prompt = prompts.find((each) => each.startsWith(rest));
	if (prompt !== undefined) return { confidence: isOfficial ? 1 : 0.95, missing: prompt.slice(rest.length).trim() };
	const more = rest.split(' ').filter((word) => word.length >= 4 && !/^\d/.test(word)).length;
	if (place === 'cell' && prompts.some((each) => sharedWords(rest, each) >= 0.6)) return { confidence: 0.85, missing: '' };
	if (place === 'cell' && isOfficial && more <= 12) return { confidence: 0.6, missing: '' };
	return place === 'heading' && more <= 1 && !freeWords.has(key) ? { confidence: 0.7, missing: '' } : null;
}

/** Fields whose short names begin too many other headings: "Título profesional", "Institución financiera". */
const freeWords = new Set<FieldKey>(['institutions', 'title']);

function isAmbiguous(book: LabelBook, folded: string): boolean {
	return new Set(book.labels.filter((label) => label.words.startsWith(folded)).map((label) => label.key)).size > 1;
}

/** Share of the first text's words that the second has too. */
function sharedWords(text: string, other: string): number {
	const [words, others] = [text.split(' '), new Set(other.split(' '))];
	return words.filter((word) => others.has(word)).length / Math.max(words.length, 4);
}

/** Whether at most `limit` letters must be changed, added or removed (Levenshtein distance). */
function isNear(a: string, b: string, limit: number): boolean {
	if (Math.abs(a.length - b.length) > limit) return false;
	let previous = Array.from({ length: b.length + 1 }, (_, i) => i);
	for (let i = 1; i <= a.length; i++) {
		const row = [i];
		for (let j = 1; j <= b.length; j++) {
			const replaced = (previous[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1);
			row.push(Math.min(replaced, (previous[j] ?? 0) + 1, (row[j - 1] ?? 0) + 1));
		}
		if (Math.min(...row) > limit) return false;
		previous = row;
	}
	return (previous[b.length] ?? limit + 1) <= limit;
}

/** Where in `text` the folded words `target` end when the text begins with them. */
export function endOfWords(text: string, target: string): number | null {
	let folded = '';
	for (const word of text.matchAll(/\S+\s*/g)) {
		folded = `${folded} ${fold(word[0])}`.trim();
		if (folded === target) return word.index + word[0].length;
		if (!target.startsWith(folded)) return null;
	}
	return null;
}
