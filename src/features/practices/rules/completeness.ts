// How far a form is filled in, and what is missing to send it.
import { findTerm } from '#features/methodology/rules/edition.ts';
import { type Edition, type FieldKey, fieldKeys } from '#features/methodology/schema.ts';
import { type LayerKey, layerKeys, type PracticeContent, type SectionKey } from '../schema.ts';

/** The parts of a practice's content that the form's own rules look at. */
export type Draft = Pick<PracticeContent, 'fields' | 'layers' | 'institutions'>;

export interface SectionStatus {
	status: 'empty' | 'draft' | 'complete';
	/** For a section of several answers: how many of how many. */
	count?: { answered: number; of: number };
}

/**
 * How far each section is filled in, for the task list. A section is complete when its author said so and it holds something;
 * consent and the dimensions also need all their answers.
 * @param done sections whose author answered “¿Terminaste esta sección?” with yes
 */
export function completeness(draft: Draft, edition: Edition, done: ReadonlySet<SectionKey>): Record<SectionKey, SectionStatus> {
	const statuses = [...fieldKeys, ...layerKeys].map((key) => [key, statusOf(key)] as const);
	return Object.fromEntries(statuses) as Record<SectionKey, SectionStatus>;

	function statusOf(key: SectionKey): SectionStatus {
		const count = countOf(key, draft, edition);
		if (count) return { status: count.answered === 0 ? 'empty' : count.answered === count.of ? 'complete' : 'draft', count };
		if (isEmpty(key, draft)) return { status: 'empty' };
		return { status: done.has(key) || key === 'language' ? 'complete' : 'draft' };
	}
}

export type MissingReason =
	| 'fieldEmpty'
	| 'fieldTooLong'
	| 'institutionNotRecognised'
	| 'endBeforeStart'
	| 'consentNotGiven'
	| 'licenceMissing';
export interface Missing {
	section: SectionKey;
	reason: MissingReason;
	/** For `fieldTooLong`: signs written and signs that fit. */
	length?: number;
	limit?: number;
}

/**
 * What stands in the way of sending a practice: an empty or too long official field, no recognised institution, dates that an import
 * brought in the wrong order, no consent, no licence. Everything else is optional.
 * @returns in the order of the form; empty when it may be sent
 */
export function whatIsMissing(draft: Draft, edition: Edition): Missing[] {
	const missing: Missing[] = [];
	for (const { key, maxLength } of edition.fields) {
		const text = draft.fields[key];
		if (isBlank(text)) missing.push({ section: key, reason: 'fieldEmpty' });
		else if (text.length > maxLength) missing.push({ section: key, reason: 'fieldTooLong', length: text.length, limit: maxLength });
		if (key === 'institutions' && draft.institutions.length === 0) missing.push({ section: key, reason: 'institutionNotRecognised' });
	}
	if (endsBeforeStart(draft.layers.dates)) missing.push({ section: 'dates', reason: 'endBeforeStart' });
	const { truthful, licence } = draft.layers.consent;
	if (!truthful) missing.push({ section: 'consent', reason: 'consentNotGiven' });
	if (licence === null || !findTerm(edition.vocabulary.licences, licence)) missing.push({ section: 'consent', reason: 'licenceMissing' });
	return missing;
}

/** Whether the end lies before the start, as far as both are told: `2021` may end what began in `2021-03`. */
export function endsBeforeStart({ start, end }: Draft['layers']['dates']): boolean {
	if (start === null || end === null) return false;
	const told = Math.min(start.length, end.length);
	return end.slice(0, told) < start.slice(0, told);
}

/** Whether Markdown says nothing: only white space, bullets and marks. */
export function isBlank(markdown: string): boolean {
	return !/[\p{L}\p{N}]/u.test(markdown);
}

function countOf(key: SectionKey, { layers }: Draft, edition: Edition): SectionStatus['count'] {
	if (key === 'dimensions') {
		const answered = edition.dimensions.filter((dimension) => layers.dimensions[dimension.key]?.state).length;
		return { answered, of: edition.dimensions.length };
	}
	if (key === 'consent') return { answered: Number(layers.consent.truthful) + Number(layers.consent.licence !== null), of: 2 };
	return undefined;
}

function isEmpty(key: SectionKey, { fields, layers, institutions }: Draft): boolean {
	if (key === 'institutions') return isBlank(fields.institutions) && institutions.length === 0;
	return isField(key) ? isBlank(fields[key]) : layerIsEmpty[key](layers);
}

function isField(key: SectionKey): key is FieldKey {
	return fieldKeys.some((field) => field === key);
}

const layerIsEmpty = {
	abstract: ({ abstract }) => isBlank(abstract),
	kind: ({ kind }) => kind === null,
	dates: ({ dates }) => dates.start === null && dates.end === null && !dates.ongoing,
	places: ({ places }) => places.codes.length === 0 && isBlank(places.detail) && !places.reserved,
	groups: ({ groups }) => groups.length === 0,
	themes: ({ themes }) => themes.length === 0,
	conditions: ({ conditions: { keys, other } }) => keys.length === 0 && isBlank(other),
	reach: ({ reach }) => reach.people === null && isBlank(reach.note),
	cost: ({ cost }) => cost.range === null && isBlank(cost.note),
	contact: ({ contact }) => contact.name === '' && contact.email === '' && contact.phone === '',
	language: () => false,
	dimensions: ({ dimensions }) => Object.keys(dimensions).length === 0,
	consent: ({ consent }) => !consent.truthful && consent.licence === null
} satisfies Record<LayerKey, (layers: Draft['layers']) => boolean>;
