// What a document says about a practice beside its text: title, institutions, and that it is invented where it is.
import { documentMessages } from '#messages/documents.ts';
import { parseMarkdown, toPlainText } from '#platform/documents/markdown.ts';
import { cleanText } from '#platform/documents/rich-text.ts';
import type { Locale } from '#platform/locale.ts';
import type { PublishedDocument } from '../schema.ts';

const graphemes = new Intl.Segmenter('es', { granularity: 'grapheme' });

/** Title on one line; the code where there is none. */
export function titleOf({ code, content }: Pick<PublishedDocument, 'code' | 'content'>): string {
	return oneLine(toPlainText(parseMarkdown(content.fields.title))) || code;
}

/** Names of the institutions as the authority file has them; empty when none is known. */
export function institutionsOf({ institutions }: PublishedDocument['content']): string {
	return institutions.map(({ name }) => oneLine(name)).join(' · ');
}

/** What marks a document as invented, in short; empty when nothing in it is. */
export function inventedMark({ verdict, isInvented }: Pick<PublishedDocument, 'verdict' | 'isInvented'>, locale: Locale): string {
	const { mark } = documentMessages(locale);
	if (isInvented) return mark.practice;
	return verdict?.isInvented ? mark.verdict : '';
}

/** A text without marks on one line, and without what no document can hold. */
export function oneLine(text: string): string {
	return cleanText(text).replace(/\s+/g, ' ').trim();
}

/** The beginning of a line, with a mark where it was cut. @param most signs that fit, as a reader counts them */
export function shortened(text: string, most: number): string {
	const signs = [...graphemes.segment(text)].map(({ segment }) => segment);
	return signs.length > most ? `${signs.slice(0, most).join('').trimEnd()}…` : text;
}
