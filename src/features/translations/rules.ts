// Which texts of a practice can be translated, which translation belongs to which original, and what a reader in another language is shown.
import { createHash } from 'node:crypto';
import type { PublicContent } from '#features/catalogue/schema.ts';
import { type Edition, type FieldKey, fieldKeys } from '#features/methodology/schema.ts';
import { canRead } from '#features/practices/rules/life.ts';
import type { Layers, PracticeState } from '#features/practices/schema.ts';
import type { Actor } from '#platform/ctx.ts';
import { parseMarkdown, toPlainText } from '#platform/documents/markdown.ts';
import { type Locale, languageTags } from '#platform/locale.ts';
import {
	noteKeys,
	type PublicTranslation,
	type PublishedTexts,
	type TextKey,
	type TextSaving,
	type TextStatus,
	type TextsForm,
	type TranslatedSection,
	type TranslationProgress
} from './schema.ts';

/** What of a practice holds texts: a whole text, or what everybody may see of it. */
export interface Translatable {
	fields: Record<FieldKey, string>;
	layers: Pick<Layers, 'abstract' | 'places' | 'conditions' | 'reach' | 'cost' | 'dimensions'>;
}

/** Whoever documents a practice and the secretariat translate it, for as long as it is kept in the catalogue or on its way there. */
export function mayTranslate(actor: Actor, practice: { ownerId: string | null; state: PracticeState }): boolean {
	return canRead(actor, practice) && practice.state !== 'withdrawn' && practice.state !== 'retired' && practice.state !== 'archived';
}

/** Recognises an original when it comes again: SHA-256 in hex. */
export function hashOf(original: string): string {
	return createHash('sha256').update(original).digest('hex');
}

/** Every text that a practice has, in no particular order. A reserved place has none. */
export function originalTexts({ fields, layers }: Translatable): Map<TextKey, string> {
	const { places, conditions, reach, cost, dimensions } = layers;
	const notes: Record<(typeof noteKeys)[number], string> = {
		'places.detail': places.reserved ? '' : places.detail,
		'conditions.other': conditions.other,
		'reach.note': reach.note,
		'cost.note': cost.note
	};
	const all: [TextKey, string][] = [
		...fieldKeys.map((key): [TextKey, string] => [key, fields[key]]),
		['abstract', layers.abstract],
		...noteKeys.map((key): [TextKey, string] => [key, notes[key]]),
		...Object.entries(dimensions).map(([key, { reason }]): [TextKey, string] => [`dimensions.${key}`, reason])
	];
	return new Map(all.filter(([, text]) => text.trim() !== ''));
}

/** The texts that an editor goes through, in the order of the form: title, abstract, the other fields, notes, dimensions. */
export function translatableKeys(content: Translatable, edition: Edition): TextKey[] {
	const texts = originalTexts(content);
	const order = [
		'title',
		'abstract',
		...edition.fields.map(({ key }) => key),
		...noteKeys,
		...edition.dimensions.map(({ key }) => `dimensions.${key}`)
	];
	return [...new Set([...order, ...texts.keys()])].filter((key) => texts.has(key));
}

/** A translated text as it is kept. */
export interface StoredText {
	text: string;
	status: TextStatus;
	originalHash: string;
	version: number;
	updatedAt: Date;
}

/** Every text of the original with its translation beside it. */
export function besideOriginal(content: Translatable, edition: Edition, stored: ReadonlyMap<TextKey, StoredText>): TranslatedSection[] {
	const originals = originalTexts(content);
	return translatableKeys(content, edition).map((key) => {
		const original = originals.get(key) ?? '';
		const originalHash = hashOf(original);
		const kept = stored.get(key);
		const isTranslated = kept !== undefined && kept.text !== '';
		return {
			key,
			original,
			originalHash,
			text: kept?.text ?? '',
			status: isTranslated ? kept.status : 'original',
			isOutdated: isTranslated && kept.originalHash !== originalHash,
			version: kept?.version ?? 0,
			updatedAt: kept?.updatedAt ?? null
		};
	});
}

export function progressOf(sections: readonly TranslatedSection[]): TranslationProgress {
	const count = (holds: (section: TranslatedSection) => boolean) => sections.filter(holds).length;
	return {
		texts: sections.length,
		reviewed: count(({ status }) => status === 'reviewed'),
		machine: count(({ status }) => status === 'machine'),
		outdated: count(({ isOutdated }) => isOutdated)
	};
}

/** Whether saving would change nothing: the same text, as far to be trusted, of the same original. */
export function isSaved(input: { text: string; status: TextStatus; originalHash: string }, stored: StoredText | undefined): boolean {
	if (!stored) return input.text === '';
	if (input.text !== stored.text) return false;
	return input.text === '' || (input.status === stored.status && input.originalHash === stored.originalHash);
}

/** Recognises a text of the editor's form that nobody touched. */
export function markOf({ text, status }: { text: string; status: string }): string {
	return hashOf(`${status}\n${text}`);
}

/** What the editor's form asks to be saved: the texts that were touched, and the one whose button was pressed even if it was not. */
export function textsToSave({ texts, save }: TextsForm): TextSaving[] {
	return Object.values(texts).flatMap(({ was, ...text }) => (text.key === save || markOf(text) !== was ? [text] : []));
}

/** What everybody reads once a translation is published: the texts that are translated. */
export function publishedTexts(sections: readonly TranslatedSection[], stored: ReadonlyMap<TextKey, StoredText>): PublishedTexts {
	const translated = sections.flatMap(({ key, status, text }) => {
		const kept = stored.get(key);
		return status === 'original' || !kept ? [] : [[key, { text, status, originalHash: kept.originalHash }] as const];
	});
	return Object.fromEntries(translated);
}

/** Whether what everybody reads differs from what its editor has saved. */
export function hasChangedSince(published: PublishedTexts | null, now: PublishedTexts): boolean {
	const spelt = (texts: PublishedTexts) => JSON.stringify(Object.entries(texts).toSorted(([a], [b]) => (a < b ? -1 : 1)));
	return published !== null && spelt(published) !== spelt(now);
}

/** Why a text reads in another language than the original, for the mark beside it. */
export interface ShownText {
	status: TextStatus;
	/** The original has changed since it was translated. */
	isOutdated: boolean;
}

/** A document in the reader's language as far as it is translated. */
export interface Translated<D> {
	document: D;
	/** The texts that are not the original. */
	shown: ReadonlyMap<TextKey, ShownText>;
	/** No text is the original. */
	isWhole: boolean;
	/** Language of a text as it is shown. */
	languageOf(key: TextKey): Locale;
}

/** What a list shows of a practice. */
export interface ListedTexts {
	title: string;
	titleIn: Locale;
	abstract: string;
	/** Running text, a line for each text. */
	passages: string;
	/** Language of abstract and running text. */
	passageIn: Locale;
}

/**
 * Puts a translation in the place of what a list shows: the title, and the running text if the abstract or a field is translated.
 * @param translation undefined where there is none in the reader's language
 */
export function listedIn(translation: PublicTranslation | undefined, original: ListedTexts): ListedTexts {
	if (!translation) return original;
	const { language, texts } = translation;
	const plain = (key: TextKey) => toPlainText(parseMarkdown(texts[key]?.text ?? ''));
	const title = plain('title').replace(/\s+/g, ' ');
	const keys = ['abstract', ...fieldKeys.filter((key) => key !== 'title' && key !== 'institutions'), 'institutions'];
	const passages = keys.map(plain).filter(Boolean).join('\n');
	return {
		...original,
		...(title !== '' && { title, titleIn: language }),
		...(passages !== '' && { abstract: plain('abstract'), passages, passageIn: language })
	};
}

/**
 * Puts a translation in the place of the original, text by text. A text that the original has no more, or that may not be read any more,
 * is left out whatever was translated.
 * @param document what everybody may see of a practice
 * @param translation undefined where there is none in the reader's language: the document as it is
 */
export function withTranslation<D extends { language: Locale; title: string; content: PublicContent }>(
	document: D,
	translation: PublicTranslation | undefined
): Translated<D> {
	const originals = originalTexts(document.content);
	const usable = Object.entries(translation?.texts ?? {}).filter(([key]) => originals.has(key));
	const texts = new Map(usable.map(([key, { text }]) => [key, text]));
	const shown = new Map(
		usable.map(([key, { status, originalHash }]) => [key, { status, isOutdated: originalHash !== hashOf(originals.get(key) ?? '') }])
	);
	const language = translation?.language ?? document.language;
	return {
		document: shown.size === 0 ? document : replaceTexts(document, texts),
		shown,
		isWhole: shown.size === originals.size,
		languageOf: (key) => (shown.has(key) ? language : document.language)
	};
}

function replaceTexts<D extends { title: string; content: PublicContent }>(document: D, texts: ReadonlyMap<TextKey, string>): D {
	const { fields, layers } = document.content;
	const text = (key: TextKey, original: string) => texts.get(key) ?? original;
	const title = texts.get('title');
	return {
		...document,
		title: title === undefined ? document.title : toPlainText(parseMarkdown(title)).replace(/\s+/g, ' '),
		content: {
			...document.content,
			fields: Object.fromEntries(fieldKeys.map((key) => [key, text(key, fields[key])])) as Record<FieldKey, string>,
			layers: {
				...layers,
				abstract: text('abstract', layers.abstract),
				places: { ...layers.places, detail: text('places.detail', layers.places.detail) },
				conditions: { ...layers.conditions, other: text('conditions.other', layers.conditions.other) },
				reach: { ...layers.reach, note: text('reach.note', layers.reach.note) },
				cost: { ...layers.cost, note: text('cost.note', layers.cost.note) },
				dimensions: Object.fromEntries(
					Object.entries(layers.dimensions).map(([key, answer]) => [key, { ...answer, reason: text(`dimensions.${key}`, answer.reason) }])
				)
			}
		}
	};
}

/** What a language is called in another: `en` in Spanish is `inglés`. */
export function languageName(language: Locale, locale: Locale): string {
	return new Intl.DisplayNames(languageTags[locale], { type: 'language' }).of(language) ?? language;
}
