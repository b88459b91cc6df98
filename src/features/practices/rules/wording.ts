// A practice's sections in words: their names, what stands in them, what is missing, when something was saved.
import { editionTerm, fieldName, findTerm } from '#features/methodology/rules/edition.ts';
import { type Edition, type FieldKey, fieldKeys, type VocabularyKey } from '#features/methodology/schema.ts';
import { commonMessages } from '#messages/common.ts';
import type { PracticeWords } from '#messages/practices.ts';
import { numberFormatter } from '#platform/formatters.ts';
import { inLocale, type Locale } from '#platform/locale.ts';
import { hourInWords, shortDayInWords } from '#platform/moments.ts';
import { placeName } from '#platform/places.ts';
import type { LayerKey, PracticeContent, SectionKey } from '../schema.ts';
import type { Missing, SectionStatus } from './completeness.ts';

/** Where the network works; its days begin there. */

/** What the words of a practice depend on. */
export interface Wording {
	edition: Edition;
	locale: Locale;
	t: PracticeWords;
}

export function isField(key: SectionKey): key is FieldKey {
	return fieldKeys.some((field) => field === key);
}

/** Official name of a field, or ours of a layer. */
export function sectionName(key: SectionKey, { edition, locale, t }: Wording): string {
	return isField(key) ? fieldName(edition, key, locale) : t.sections[key];
}

/** Short state of a section for the task list. */
export function statusWords(key: SectionKey, { status, count }: SectionStatus, { t }: Wording): string {
	if (!count || status !== 'draft') return t.status[status];
	return key === 'dimensions' ? t.status.dimensions(count.answered, count.of) : t.status.answered(count.answered, count.of);
}

/** What stands in the way of sending, in one sentence. */
export function missingWords({ section, reason, length = 0, limit = 0 }: Missing, wording: Wording): string {
	const name = sectionName(section, wording);
	return reason === 'fieldTooLong' ? wording.t.missing.fieldTooLong(name, length, limit) : wording.t.missing[reason](name);
}

/**
 * Where the text is saved, as short as the script says it, so that the line keeps its height.
 * @param now decides whether the time is enough
 */
export function savedWords(moment: Date, now: Date, { locale, t }: Pick<Wording, 'locale' | 't'>): string {
	const day = (date: Date) => shortDayInWords(date, locale);
	if (day(moment) !== day(now)) return t.section.savedAt(day(moment));
	return commonMessages(locale).autosave.server.replace('{time}', hourInWords(moment, locale));
}

/** Where an imported text stood, in the reader's words: `table 1, row 4` → `tabla 1, fila 4`. The name of a sheet stays as it is. */
export function originWords(origin: string, { t }: Wording): string {
	return origin.replaceAll(
		/(?<![^\s])(?:page|sheet|table|row|cell|line|paragraph|pair)(?= (?:\d+(?:,|$)|«))/g,
		(word) => t.origin[word as keyof PracticeWords['origin']]
	);
}

/** An answer of a layer as lines of text, for reading and checking; empty where nothing was answered. */
export function layerLines(key: LayerKey, content: Pick<PracticeContent, 'layers' | 'institutions'>, wording: Wording): string[] {
	return lines[key](content, wording).filter((line) => line.trim() !== '');
}

type Lines = (content: Pick<PracticeContent, 'layers' | 'institutions'>, wording: Wording) => string[];

const lines = {
	abstract: ({ layers }) => [layers.abstract],
	kind: ({ layers }, { edition, locale }) => (layers.kind ? [editionTerm(edition, 'kinds', layers.kind, locale)] : []),
	dates: ({ layers: { dates } }, { t }) => [
		dates.start || dates.end ? `${dates.start ?? '…'} – ${dates.end ?? '…'}` : '',
		dates.ongoing ? t.fields.ongoing : ''
	],
	places: ({ layers: { places } }, { locale, t }) => [
		places.codes.map((code) => placeName(code, locale)).join(', '),
		places.detail,
		places.reserved ? t.fields.reserved : ''
	],
	groups: ({ layers }, wording) => terms('groups', layers.groups, wording),
	themes: ({ layers }, wording) => terms('themes', layers.themes, wording),
	conditions: ({ layers: { conditions } }, wording) => [...terms('conditions', conditions.keys, wording), conditions.other],
	reach: ({ layers: { reach } }, { locale }) => [reach.people === null ? '' : numberFormatter(locale).format(reach.people), reach.note],
	cost: ({ layers: { cost } }, { edition, locale }) => [
		cost.range ? editionTerm(edition, 'costRanges', cost.range, locale) : '',
		cost.note
	],
	contact: ({ layers: { contact } }) => [contact.name, contact.email, contact.phone],
	language: ({ layers }, { locale }) => [commonMessages(locale).languages[layers.language]],
	dimensions: ({ layers }, { edition, locale }) =>
		edition.dimensions.flatMap(({ key, name }) => {
			const answer = layers.dimensions[key];
			const state = answer?.state ? findTerm(edition.dimensionStates, answer.state) : undefined;
			if (!state && !answer?.reason) return [];
			const words = [state ? inLocale(state.name, locale) : '', answer?.reason ?? ''].filter(Boolean).join('. ');
			return [`${inLocale(name, locale)}: ${words}`];
		}),
	consent: ({ layers: { consent }, institutions }, { edition, locale, t }) => [
		consent.truthful ? t.fields.truthful : '',
		consent.licence ? editionTerm(edition, 'licences', consent.licence, locale) : '',
		...institutions.map(({ id, name }) => {
			const given = consent.authorisations.find(({ institutionId }) => institutionId === id);
			const state = given?.attachmentId ? t.files.letter : t.fields.authorisationPending;
			return `${t.fields.authorisation(name)}: ${[state, given?.note].filter(Boolean).join('. ')}`;
		})
	]
} satisfies Record<LayerKey, Lines>;

function terms(vocabulary: VocabularyKey, keys: readonly string[], { edition, locale }: Wording): string[] {
	return keys.map((key) => editionTerm(edition, vocabulary, key, locale));
}
