// A verdict as the petals of the seal, and the words that say the same.
import type { CriterionKey, Edition } from '#features/methodology/schema.ts';
import { inLocale, type Locale } from '#platform/locale.ts';
import type { Petals } from '#ui/seal.ts';

/** What a list or a document knows of each criterion. */
export type CriteriaMet = Record<CriterionKey, boolean>;

/** @param criteria of a public verdict */
export function metOf(criteria: Record<CriterionKey, { met: boolean }>): CriteriaMet {
	return Object.fromEntries(Object.entries(criteria).map(([key, { met }]) => [key, met]));
}

/** One petal per criterion of the edition that the verdict was given in. */
export function petalsOf(met: CriteriaMet, edition: Pick<Edition, 'criteria'>): Petals {
	return edition.criteria.map(({ key }) => (met[key] ? 'met' : 'unmet'));
}

/** Names of the criteria that are not met, in the order of the form. */
export function unmetNames(met: CriteriaMet, edition: Pick<Edition, 'criteria'>, locale: Locale): string[] {
	return edition.criteria.filter(({ key }) => !met[key]).map(({ name }) => inLocale(name, locale));
}
