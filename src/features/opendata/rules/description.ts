// What the formats of others say of a published practice, taken from what everybody may see and from nothing else.
import type { CatalogueDocument } from '#features/catalogue/schema.ts';
import { stateBesideClass } from '#features/labels/rules/wording.ts';
import { editionTerm } from '#features/methodology/rules/edition.ts';
import type { Edition, VocabularyKey } from '#features/methodology/schema.ts';
import { commonMessages } from '#messages/common.ts';
import { openMessages } from '#messages/opendata.ts';
import { parseMarkdown, toPlainText } from '#platform/documents/markdown.ts';
import { inLocale, type Locale } from '#platform/locale.ts';
import { placeName } from '#platform/places.ts';
import type { Licence, PracticeDescription, Publisher } from '../schema.ts';
import { addressOf, practicePath } from './addresses.ts';

/** Characters of a description that stands for an abstract. */
const mostOfText = 600;

/**
 * Describes a practice.
 * @param editions of its text and of its verdict
 * @param locale of the names of terms and of the marks
 */
export function describePractice(
	document: CatalogueDocument,
	editions: { edition: Edition; verdictEdition: Edition },
	publisher: Publisher,
	locale: Locale
): PracticeDescription {
	const { content, verdict } = document;
	const { layers } = content;
	const named = (vocabulary: VocabularyKey, keys: readonly string[]) =>
		keys.map((key) => ({ key, name: editionTerm(editions.edition, vocabulary, key, locale) }));
	const authors = content.institutions.map(({ name }) => name);
	return {
		code: document.code,
		url: addressOf(publisher.origin, practicePath(document.code)),
		language: document.language,
		title: document.title || document.code,
		abstract: plain(layers.abstract) || beginning(plain(content.fields.description)),
		authors: authors.length > 0 ? authors : [publisher.network],
		publisher,
		versionNumber: document.versionNumber,
		publishedAt: document.publishedAt,
		updatedAt: lastChange(document),
		class: { key: verdict.class, name: inLocale(editions.verdictEdition.classes[verdict.class].name, locale) },
		marks: [
			stateBesideClass(document.label?.state, locale),
			document.isInvented ? commonMessages(locale).invented : verdict.isInvented ? openMessages(locale).inventedVerdict : ''
		].filter(Boolean),
		themes: named('themes', layers.themes),
		groups: named('groups', layers.groups),
		places: layers.places.codes.map((code) => ({ code, name: placeName(code, locale) })),
		dates: { start: layers.dates.start, end: layers.dates.end },
		licence: layers.licence === null ? null : licenceOf(layers.licence, editionTerm(editions.edition, 'licences', layers.licence, locale))
	};
}

/** When what is public of a practice changed last, as far as its document tells: publication, correction, verdict, state of the label. */
function lastChange({ publishedAt, verdict, label, versions }: CatalogueDocument): string {
	const moments = [publishedAt, verdict.confirmedAt, label?.since ?? '', versions[0]?.submittedAt ?? ''];
	return moments.toSorted().at(-1) ?? publishedAt;
}

/**
 * A licence with the address of its text. @param key as the edition spells it, which for Creative Commons is as SPDX does
 * (https://spdx.org/licenses/): `CC-BY-SA-4.0`
 */
export function licenceOf(key: string, name: string): Licence {
	const [, kind = '', version = ''] = /^CC-(BY(?:-NC)?(?:-SA|-ND)?)-(\d\.\d)$/.exec(key) ?? [];
	if (kind) return { name, url: `https://creativecommons.org/licenses/${kind.toLowerCase()}/${version}/` };
	return { name, url: key === 'CC0-1.0' ? 'https://creativecommons.org/publicdomain/zero/1.0/' : null };
}

/** One line; what stood on lines of their own are sentences. */
function plain(markdown: string): string {
	const lines = toPlainText(parseMarkdown(markdown)).split('\n');
	const said = lines.map((line) => line.replace(/\s+/g, ' ').trim()).filter(Boolean);
	return said.map((line, at) => (at < said.length - 1 && !/[.:;,!?…]$/.test(line) ? `${line}.` : line)).join(' ');
}

/** Cut after a whole word. */
function beginning(text: string): string {
	if (text.length <= mostOfText) return text;
	const cut = text.slice(0, mostOfText);
	return `${cut.slice(0, Math.max(cut.lastIndexOf(' '), mostOfText / 2))}…`;
}
