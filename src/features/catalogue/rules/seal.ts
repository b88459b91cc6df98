// A verdict as the four petals of the seal, and the words that say the same.
import { type CriterionKey, criterionKeys } from '#features/methodology/schema.ts';
import type { Petals } from '#ui/seal.ts';

/** What a list or a document knows of each criterion. */
export type CriteriaMet = Record<CriterionKey, boolean>;

/** @param criteria of a public verdict */
export function metOf(criteria: Record<CriterionKey, { met: boolean }>): CriteriaMet {
	return Object.fromEntries(criterionKeys.map((key) => [key, criteria[key].met])) as CriteriaMet;
}

export function petalsOf(met: CriteriaMet): Petals {
	return Object.fromEntries(criterionKeys.map((key) => [key, met[key] ? 'met' : 'unmet'])) as Petals;
}

/** Criteria that are not met, in the order of the form. */
export function unmetOf(met: CriteriaMet): CriterionKey[] {
	return criterionKeys.filter((key) => !met[key]);
}
