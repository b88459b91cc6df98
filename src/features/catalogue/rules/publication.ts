// What a practice's text may say in public, and which words of it are found.
import { type FieldKey, fieldKeys } from '#features/methodology/schema.ts';
import type { Comparable } from '#features/practices/rules/comparison.ts';
import { emptyLayers, type PracticeContent } from '#features/practices/schema.ts';
import { parseMarkdown, toPlainText } from '#platform/documents/markdown.ts';
import { countryOf } from '#platform/places.ts';
import type { PublicAttachment, PublicContent } from '../schema.ts';
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

/** Places an entry is found under: a state is found under its country too. */
export function placeFacet(codes: readonly string[]): string[] {
	return [...new Set(codes.flatMap((code) => [countryOf(code), code]))];
}

/** Words of an entry by how much they weigh: title; abstract, themes, groups and institutions; problem and description; the rest. */
export interface SearchTexts {
	a: string;
	b: string;
	c: string;
	d: string;
}

/** Fields that weigh more than the others. */
const weighed = new Set<FieldKey>(['title', 'institutions', 'description', 'problem']);

/**
 * Reduced to words, as a question is (`readSearch`), so that both are split in the same way.
 * @param names the code, names and other spellings of groups, themes, kind and institutions; and those that weigh least: places, conditions
 */
export function searchTexts(content: PublicContent, names: { topics: string[]; rest: string[] }): SearchTexts {
	const { fields, layers } = content;
	const plain = (markdown: string) => toPlainText(parseMarkdown(markdown));
	const lines = (...texts: string[]) => texts.map(cleanTerm).filter(Boolean).join('\n');
	return {
		a: lines(plain(fields.title)),
		b: lines(plain(layers.abstract), plain(fields.institutions), ...names.topics),
		c: lines(plain(fields.description), plain(fields.problem)),
		d: lines(
			...fieldKeys.filter((key) => !weighed.has(key)).map((key) => plain(fields[key])),
			...[layers.conditions.other, layers.reach.note, layers.cost.note, layers.places.detail],
			...Object.values(layers.dimensions).map((dimension) => dimension.reason),
			...names.rest
		)
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
