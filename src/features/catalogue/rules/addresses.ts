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

/** Filters as an address has them. @param without values that are left out */
export function searchOf(filters: Filters, without?: { facet: FacetKey; keys: readonly string[] }): URLSearchParams {
	const search = new URLSearchParams();
	if (filters.q) search.set('q', filters.q);
	for (const facet of facetKeys)
		for (const key of filters[facet]) if (facet !== without?.facet || !without.keys.includes(key)) search.append(facet, key);
	return search;
}

/** What is filtered by: one value, or all those of a facet that no vocabulary and no practice knows, which have no label. */
export interface Chosen {
	facet: FacetKey;
	keys: string[];
	label: string | undefined;
}

/** What is filtered by, in the order of the facets. @param facets the values that an answer counted, with their names */
export function chosenIn(filters: Filters, facets: CatalogueResult['facets']): Chosen[] {
	return facetKeys.flatMap((facet): Chosen[] => {
		const labels = new Map(facets[facet].map(({ key, label }) => [key, label]));
		const unknown = filters[facet].filter((key) => !labels.has(key));
		const known = filters[facet].filter((key) => labels.has(key)).map((key) => ({ facet, keys: [key], label: labels.get(key) }));
		return unknown.length > 0 ? [...known, { facet, keys: unknown, label: undefined }] : known;
	});
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
