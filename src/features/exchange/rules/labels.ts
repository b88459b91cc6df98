// Recognises the labels, prompts and headings of an edition's form in whatever spelling a document has them.
import type { DeclaredClass, Edition, FieldKey } from '#features/methodology/schema.ts';
import type { Localised } from '#platform/locale.ts';

type Label = { key: FieldKey; words: string; prompts: string[]; isOfficial: boolean };

/** What an edition's form prints, folded for comparing. Build it once per document with `labelBook`. */
export type LabelBook = {
	labels: Label[];
	prompts: string[];
	boilerplate: string[];
	formTitles: Set<string>;
	headings: Map<string, DeclaredClass>;
};

/** `confidence` from 0 to 1; `missing` is what of the prompt has not been printed yet, folded, because a page break may cut it. */
export type LabelMatch = { key: FieldKey; confidence: number; missing: string };

/** From this on a label needs no warning. */
export const certain = 0.9;

/** Lower case letters and digits with single blanks: accents, case and punctuation do not count. */
export function fold(text: string): string {
	return text
		.normalize('NFD')
		.replace(/\p{M}/gu, '')
		.toLowerCase()
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
		const label = (isOfficial: boolean) => (words: string) => ({ key: field.key, words, prompts, isOfficial });
		return [...[...official].map(label(true)), ...[...aliases].map(label(false))];
	});
	const { good, promising } = edition.form.heading;
	const aliases = edition.form.headingAliases;
	const headings = new Map<string, DeclaredClass>();
	for (const words of [...languagesOf(good), ...aliases.good.map(fold)]) headings.set(words, 'good');
	for (const words of [...languagesOf(promising), ...aliases.promising.map(fold)]) headings.set(words, 'promising');
	const prompts = edition.fields.flatMap((field) => languagesOf(field.prompt));
	const printed = [edition.definition, edition.rule, ...edition.criteria.flatMap((criterion) => [criterion.name, criterion.definition])];
	return {
		labels,
		prompts,
		boilerplate: [...printed.flatMap(languagesOf), ...edition.boilerplate.map(fold), ...prompts],
		formTitles: new Set([edition.form.header, edition.form.title, edition.form.criteriaIntroduction].flatMap(languagesOf)),
		headings
	};
}

/**
 * The field a label names. Tolerates accents, case, numbering, punctuation, a name cut short, small slips and prompts, whole, cut
 * short. `isLabelCell` also accepts reworded prompts and an official name followed by a few words more, with less confidence: there no value can be swallowed.
 */
export function matchLabel(book: LabelBook, text: string, isLabelCell = false): LabelMatch | null {
	if (text.length > 1_500) return null;
	const folded = fold(text.replace(/^\s*(?:\d{1,2}|[ivx]{1,4}|[a-h])\s*[.):\-–]+\s*/i, ''));
	if (folded.length < 3) return null;
	let best: (LabelMatch & { length: number }) | null = null;
	for (const label of book.labels) {
		const found = compare(label, folded, isLabelCell);
		const length = label.words.length;
		if (found && (!best || found.confidence > best.confidence || (found.confidence === best.confidence && length > best.length)))
			best = { key: label.key, ...found, length };
	}
	if (best && best.confidence === shortened && isAmbiguous(book, folded)) return null;
	return best && { key: best.key, confidence: best.confidence, missing: best.missing };
}

const shortened = 0.8;

function compare(label: Label, folded: string, isLabelCell: boolean): { confidence: number; missing: string } | null {
	const { words, prompts, isOfficial } = label;
	if (folded === words) return { confidence: isOfficial ? 1 : 0.95, missing: prompts[0] ?? '' };
	if (folded.startsWith(`${words} `)) {
		const rest = folded.slice(words.length + 1);
		const prompt = prompts.find((each) => each.startsWith(rest));
		if (prompt !== undefined) return { confidence: isOfficial ? 1 : 0.95, missing: prompt.slice(rest.length).trim() };
		if (isLabelCell && prompts.some((each) => sharedWords(rest, each) >= 0.6)) return { confidence: 0.85, missing: '' };
		return isLabelCell && isOfficial && rest.split(' ').length <= 12 ? { confidence: 0.6, missing: '' } : null;
	}
	if (isOfficial && words.startsWith(folded) && folded.length >= 10 && folded.length >= words.length * 0.35)
		return { confidence: shortened, missing: words.slice(folded.length).trim() };
	return words.length >= 8 && isNear(folded, words, Math.ceil(words.length * 0.12)) ? { confidence: 0.85, missing: '' } : null;
}

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

/** Whether a text is the edition's own print, whole or a sentence of it. */
export function isBoilerplate(book: LabelBook, text: string): boolean {
	const folded = fold(text);
	if (folded === '' || book.formTitles.has(folded)) return true;
	const isSentence = folded.split(' ').length >= 4;
	return (
		book.boilerplate.some((printed) => printed === folded || (isSentence && ` ${printed} `.includes(` ${folded} `))) ||
		isMadeOf(book, folded)
	);
}

/** Several printed texts run together in one paragraph. */
function isMadeOf(book: LabelBook, folded: string): boolean {
	let rest = folded;
	for (const printed of [...book.boilerplate, ...book.formTitles].sort((a, b) => b.length - a.length))
		if (printed.length > 20) rest = rest.replaceAll(printed, ' ');
	return rest.trim() === '';
}

export function isPrompt(book: LabelBook, text: string): boolean {
	return book.prompts.includes(fold(text));
}

const box = /☐|☒|☑|□|■|✓|✔|✗|✘|\[\s*[xX✓]?\s*\]|\(\s*[xX✓]?\s*\)/g;

/** The class a heading declares: the heading alone, or the ticked one of several boxes. `undefined` when it is no such heading. */
export function declaredClassOf(book: LabelBook, text: string): DeclaredClass | null | undefined {
	if (text.length > 200) return undefined;
	const alone = book.headings.get(fold(text));
	const boxes = [...text.matchAll(box)];
	if (boxes.length === 0) return alone;
	const stands = text.slice(0, boxes[0]?.index).trim() === '' ? 'before' : 'after';
	const choices = boxes.map((each, i) => {
		const from =
			stands === 'before' ? each.index + each[0].length : i === 0 ? 0 : (boxes[i - 1]?.index ?? 0) + (boxes[i - 1]?.[0].length ?? 0);
		const to = stands === 'before' ? (boxes[i + 1]?.index ?? text.length) : each.index;
		return { name: book.headings.get(fold(text.slice(from, to))), isTicked: /[xX☒☑■✓✔✗✘]/.test(each[0]) };
	});
	if (choices.some((choice) => choice.name === undefined)) return undefined;
	const ticked = choices.filter((choice) => choice.isTicked);
	return ticked.length === 1 ? (ticked[0]?.name ?? null) : null;
}
