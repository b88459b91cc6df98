// What a practice's text may say in public, and which words of it are found.
import { findTerm } from '#features/methodology/rules/edition.ts';
import { type Edition, type FieldKey, fieldKeys, type Term } from '#features/methodology/schema.ts';
import type { Comparable } from '#features/practices/rules/comparison.ts';
import { emptyLayers, type PracticeContent } from '#features/practices/schema.ts';
import { parseMarkdown, toPlainText } from '#platform/documents/markdown.ts';
import { inLocale, locales } from '#platform/locale.ts';
import { countryOf, placeName } from '#platform/places.ts';
import type { EntryHead, FacetKey, PublicAttachment, PublicContent, PublicVerdict } from '../schema.ts';
import { wordsOf } from './marking.ts';
import { cleanTerm } from './search.ts';

/**
 * Reduces a frozen text to what everybody may see: no contact, of the consent only the licence, of a reserved place only the country.
 * Letters of authorisation stay out whatever was chosen for them.
 * @param attachments the files everybody may open now
 */
export function publicContent(content: PracticeContent, attachments: readonly PublicAttachment[]): PublicContent {
	const { contact: _contact, consent, places, ...layers } = content.layers;
	const codes = places.reserved ? [...new Set(places.codes.map(countryOf))] : places.codes;
	const frozen = new Set(content.attachments.map((attachment) => attachment.id));
	return {
		...content,
		layers: {
			...layers,
			places: { codes, detail: places.reserved ? '' : places.detail, reserved: places.reserved },
			licence: consent.licence
		},
		attachments: attachments.filter((attachment) => frozen.has(attachment.id) && attachment.key !== 'consent')
	};
}

/** The public text as what compares versions expects it: the private parts are empty. */
export function asComparable({ layers, ...content }: PublicContent): Comparable {
	const { licence, ...rest } = layers;
	return { ...content, layers: { ...rest, contact: emptyLayers.contact, consent: { ...emptyLayers.consent, licence } } };
}

/** Words of an entry by how much they weigh: title; abstract and institutions; problem and description; the rest. */
export interface SearchTexts {
	a: string;
	b: string;
	c: string;
	d: string;
	/** What it is filed under: found like the rest, but by whole words only, and never a reason to exclude it. */
	names: string;
}

/**
 * What a practice is filed under: its code; themes, groups, kind, conditions and places in every language and spelling, so that a question in
 * another language finds it; its institutions.
 * @param spellings other names of its institutions
 */
export function filedNames(
	content: PublicContent,
	edition: Edition,
	{ code, spellings }: { code: string; spellings: readonly string[] }
): string[] {
	const { layers, institutions } = content;
	const { groups, themes, kinds, conditions } = edition.vocabulary;
	const places = [...new Set(layers.places.codes.flatMap((place) => [countryOf(place), place]))];
	return [
		code,
		...termSpellings(groups, layers.groups),
		...termSpellings(themes, layers.themes),
		...termSpellings(kinds, layers.kind ? [layers.kind] : []),
		...institutions.map(({ name }) => name),
		...spellings,
		...termSpellings(conditions, layers.conditions.keys),
		...places.flatMap((place) => locales.map((locale) => placeName(place, locale)))
	];
}

function termSpellings(terms: readonly Term[], keys: readonly string[]): string[] {
	return keys.flatMap((key) => {
		const term = findTerm(terms, key);
		return term ? [...locales.map((locale) => inLocale(term.name, locale)), ...term.aliases] : [];
	});
}

/** Fields that weigh more than the others. */
const weighed = new Set<FieldKey>(['title', 'institutions', 'description', 'problem']);

/**
 * Reduced to words, as a question is (`readSearch`), so that both are split in the same way.
 * @param names what it is filed under: it helps to find it, and says little of what it is about
 */
export function searchTexts(content: PublicContent, names: readonly string[]): SearchTexts {
	const { fields, layers } = content;
	const plain = (markdown: string) => toPlainText(parseMarkdown(markdown));
	const lines = (...texts: string[]) => texts.map(cleanTerm).filter(Boolean).join('\n');
	return {
		a: lines(plain(fields.title)),
		b: lines(plain(layers.abstract), plain(fields.institutions)),
		c: lines(plain(fields.description), plain(fields.problem)),
		d: lines(
			...fieldKeys.filter((key) => !weighed.has(key)).map((key) => plain(fields[key])),
			...[layers.conditions.other, layers.reach.note, layers.cost.note, layers.places.detail],
			...Object.values(layers.dimensions).map((dimension) => dimension.reason)
		),
		names: lines(...names)
	};
}

/** The title as plain text. */
export function plainTitle(content: PublicContent): string {
	return toPlainText(parseMarkdown(content.fields.title)).replace(/\s+/g, ' ');
}

/** The running text of an entry, from which the passage that answers a question is shown. */
export function passageText(content: PublicContent): string {
	const { fields, layers } = content;
	const keys = fieldKeys.filter((key) => key !== 'title' && key !== 'institutions');
	return [layers.abstract, ...keys.map((key) => fields[key]), fields.institutions]
		.map((markdown) => toPlainText(parseMarkdown(markdown)))
		.filter(Boolean)
		.join('\n');
}

/** Every word that a misspelt one may have meant: of title, abstract and fields, in the original and its translations, but for numbers and the very short. */
export function entryWords(...contents: PublicContent[]): string[] {
	const text = contents.flatMap((content) => [plainTitle(content), passageText(content)]).join('\n');
	return wordsOf(text).filter((word) => /^\p{L}[\p{L}\p{M}]{2,39}$/u.test(word));
}

/**
 * The values an entry is found under, but for its institutions, which the database follows upwards.
 * @param languages those it is translated to
 */
export function entryFacets(
	content: PublicContent,
	verdict: PublicVerdict,
	{ label, languages }: { label: string | null; languages: readonly string[] }
): Record<Exclude<FacetKey, 'institution'>, string[]> {
	const { layers } = content;
	const present = (value: string | null | undefined) => (value ? [value] : []);
	return {
		class: [verdict.class],
		criterion: Object.entries(verdict.criteria).flatMap(([key, { met }]) => (met ? [key] : [])),
		group: layers.groups,
		theme: layers.themes,
		kind: present(layers.kind),
		country: [...new Set(layers.places.codes.map(countryOf))],
		subdivision: layers.places.codes.filter((code) => code.includes('-')),
		year: present(layers.dates.start?.slice(0, 4)),
		language: [layers.language, ...languages],
		condition: layers.conditions.keys,
		cost: present(layers.cost.range),
		label: present(label)
	};
}

/** One line of a list. */
export function entryHead(content: PublicContent, verdict: PublicVerdict, more: { isExample: boolean; isInvented: boolean }): EntryHead {
	const { layers, institutions } = content;
	const started = layers.dates.start?.slice(0, 4);
	return {
		abstract: toPlainText(parseMarkdown(layers.abstract)),
		class: verdict.class,
		edition: verdict.edition,
		criteria: Object.fromEntries(Object.entries(verdict.criteria).map(([key, { met }]) => [key, met ? 'met' : 'unmet'])),
		institutions: institutions.map(({ name }) => name),
		places: layers.places.codes,
		year: started ? Number(started) : null,
		...more,
		isVerdictInvented: verdict.isInvented
	};
}
