// Addresses of a question to the catalogue: the list, the map and the table of gaps spell it alike, so that one leads to the other.
import { type Locale, localePath } from '#platform/locale.ts';
import { CatalogueQuery, type CatalogueResult, type FacetKey, facetKeys } from '../schema.ts';

/** What narrows practices down: a text and facets. */
export type Filters = Pick<CatalogueQuery, 'q' | FacetKey>;

/** Reads filters from an address; whatever makes no sense counts as not given. */
export function readFilters(search: URLSearchParams): Filters {
	const { sort, cursor, limit, ...filters } = CatalogueQuery.parse({
		q: search.getAll('q'),
		...Object.fromEntries(facetKeys.map((facet) => [facet, search.getAll(facet)]))
	});
	return filters;
}

/** The filters but for some facets: those that a page answers by itself. */
export function withoutFacets(filters: Filters, facets: readonly FacetKey[]): Filters {
	return { ...filters, ...Object.fromEntries(facets.map((facet) => [facet, []])) };
}

/** Filters as an address has them. @param without a value that is left out */
export function searchOf(filters: Filters, without?: { facet: FacetKey; key: string }): URLSearchParams {
	const search = new URLSearchParams();
	if (filters.q) search.set('q', filters.q);
	for (const facet of facetKeys)
		for (const key of filters[facet]) if (facet !== without?.facet || key !== without.key) search.append(facet, key);
	return search;
}

/** A value that is filtered by; without a label when no vocabulary and no practice knows it. */
export interface ChosenValue {
	facet: FacetKey;
	key: string;
	label: string | undefined;
}

/** What is filtered by, in the order of the facets. @param facets the values that an answer counted, with their names */
export function chosenValues(filters: Filters, facets: CatalogueResult['facets']): ChosenValue[] {
	return facetKeys.flatMap((facet) =>
		filters[facet].map((key) => ({ facet, key, label: facets[facet].find((value) => value.key === key)?.label }))
	);
}

/** Address of the list of what passes the filters and has these values as well. */
export function cataloguePath(locale: Locale, filters: Filters, values: Partial<Record<FacetKey, string>> = {}): string {
	const search = searchOf(filters);
	for (const [facet, key] of Object.entries(values)) search.append(facet, key);
	return addressOf(locale, '/practicas', search);
}

/** A page in a language with what its address says after the question mark. */
export function addressOf(locale: Locale, path: string, search: URLSearchParams): string {
	const place = localePath(locale, path);
	return search.size === 0 ? place : `${place}?${search}`;
}
