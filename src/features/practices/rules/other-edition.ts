// A draft that goes on in another edition, as it does when it answers a call: its answers under the names they have there, and beside them
// what has no place there.

import { editionTerm, fieldName, findTerm } from '#features/methodology/rules/edition.ts';
import { type Answers, migrateAnswers, type Unplaced } from '#features/methodology/rules/migration.ts';
import { type Edition, type FieldKey, fieldKeys, type VocabularyKey } from '#features/methodology/schema.ts';
import { practiceMessages } from '#messages/practices.ts';
import { inLocale, type Locale } from '#platform/locale.ts';
import type { Fields, LayerKey, Layers, PracticeContent, SectionKey } from '../schema.ts';

export interface MovedDraft {
	/** The sections, as they read in the other edition. */
	sections: Fields & Pick<Layers, 'kind' | 'groups' | 'themes' | 'conditions' | 'cost' | 'consent' | 'dimensions'>;
	/** Texts to keep beside the draft, each with where it stood. */
	pieces: { text: string; origin: string }[];
}

/**
 * Reads a draft in another edition.
 * @param editions all that are installed: the way from one to the other may lead over some of them
 */
export function inOtherEdition(
	content: Pick<PracticeContent, 'fields' | 'layers'>,
	from: Edition,
	to: Edition,
	editions: ReadonlyMap<string, Edition>
): MovedDraft {
	const { layers } = content;
	const { answers, unplaced } = migrateAnswers(answersOf(content), from, to, editions);
	const { terms } = answers;
	const fields = Object.fromEntries(fieldKeys.map((key) => [key, answers.fields[key] ?? ''])) as Record<FieldKey, string>;
	return {
		sections: {
			...fields,
			kind: layers.kind !== null && terms.kinds?.includes(layers.kind) ? layers.kind : null,
			groups: terms.groups ?? [],
			themes: terms.themes ?? [],
			conditions: { ...layers.conditions, keys: terms.conditions ?? [] },
			cost: { ...layers.cost, range: terms.costRanges?.[0] ?? null },
			consent: { ...layers.consent, licence: terms.licences?.[0] ?? null },
			dimensions: answers.dimensions
		},
		pieces: unplaced.flatMap((piece) => pieceOf(piece, editions.get(piece.edition) ?? from, layers.language))
	};
}

/** The texts that an edition asks for; the others as pieces to keep beside the draft. */
export function askedFields(fields: Partial<Fields>, edition: Edition): { fields: Partial<Fields>; pieces: MovedDraft['pieces'] } {
	const asked = new Set<string>(edition.fields.map(({ key }) => key));
	const entries = Object.entries(fields);
	return {
		fields: Object.fromEntries(entries.filter(([key]) => asked.has(key))),
		pieces: entries.filter(([key, text]) => !asked.has(key) && text.trim() !== '').map(([key, text]) => ({ text, origin: `fields.${key}` }))
	};
}

function answersOf({ fields, layers }: Pick<PracticeContent, 'fields' | 'layers'>): Answers {
	const one = (key: string | null) => (key === null ? [] : [key]);
	return {
		fields,
		terms: {
			kinds: one(layers.kind),
			groups: layers.groups,
			themes: layers.themes,
			conditions: layers.conditions.keys,
			costRanges: one(layers.cost.range),
			licences: one(layers.consent.licence)
		},
		dimensions: layers.dimensions,
		judgements: {}
	};
}

/** The section that each vocabulary is chosen from. */
const sectionOf = {
	kinds: 'kind',
	groups: 'groups',
	themes: 'themes',
	conditions: 'conditions',
	costRanges: 'cost',
	licences: 'consent'
} as const satisfies Record<VocabularyKey, LayerKey>;

function pieceOf({ kind, key, within, value }: Unplaced, edition: Edition, locale: Locale): MovedDraft['pieces'] {
	const { sections } = practiceMessages(locale);
	const place = (section: Exclude<SectionKey, FieldKey>) => `${sections[section]}, ${edition.id}`;
	switch (kind) {
		case 'field':
			return [{ text: String(value), origin: `${fieldName(edition, key as FieldKey, locale)}, ${edition.id}` }];
		case 'term':
			return [{ text: editionTerm(edition, within as VocabularyKey, key, locale), origin: place(sectionOf[within as VocabularyKey]) }];
		case 'dimension': {
			const { state, reason } = value as Answers['dimensions'][string];
			const words = [nameIn(edition.dimensions, key, locale), state && nameIn(edition.dimensionStates, state, locale), reason];
			return [{ text: words.filter(Boolean).join('. '), origin: place('dimensions') }];
		}
		case 'dimensionState':
			return [
				{
					text: `${nameIn(edition.dimensions, within ?? '', locale)}. ${nameIn(edition.dimensionStates, key, locale)}`,
					origin: place('dimensions')
				}
			];
		default:
			// Judgements of oneself are kept with the practice and belong to the edition they were made in.
			return [];
	}
}

function nameIn(terms: Edition['dimensions'], key: string, locale: Locale): string {
	const term = findTerm(terms, key);
	return term ? inLocale(term.name, locale) : key;
}
