// Layers are told in the words of an edition: a key that it does not hold would become a filter of the catalogue that means nothing.
import { findTerm, unknownKeys } from '#features/methodology/rules/edition.ts';
import type { Edition, Term } from '#features/methodology/schema.ts';
import { isPlace } from '#platform/places.ts';
import type { LayerKey, Layers, SectionKey } from '../schema.ts';

type Check<K extends LayerKey> = (value: Layers[K], edition: Edition) => string[];

const unknownAmong = (terms: readonly Term[], keys: (string | null)[]) =>
	keys.filter((key) => key !== null && !findTerm(terms, key)).map(String);

const checks: { [K in LayerKey]?: Check<K> } = {
	groups: (keys, edition) => unknownKeys(edition, 'groups', keys),
	themes: (keys, edition) => unknownKeys(edition, 'themes', keys),
	conditions: ({ keys }, edition) => unknownKeys(edition, 'conditions', keys),
	cost: ({ range }, edition) => unknownAmong(edition.vocabulary.costRanges, [range]),
	consent: ({ licence }, edition) => unknownAmong(edition.vocabulary.licences, [licence]),
	places: ({ codes }) => codes.filter((code) => !isPlace(code)),
	dimensions: (dimensions, edition) => [
		...unknownAmong(edition.dimensions, Object.keys(dimensions)),
		...unknownAmong(
			edition.dimensionStates,
			Object.values(dimensions).map(({ state }) => state)
		)
	]
};

/** Keys of a section's value that neither the edition nor the list of places knows; empty for sections of free text. */
export function strangeTerms(key: SectionKey, value: unknown, edition: Edition): string[] {
	const check = (checks as Partial<Record<SectionKey, (value: unknown, edition: Edition) => string[]>>)[key];
	return check ? check(value, edition) : [];
}
