// Where published practices take place, counted.
import type { Ctx } from '#platform/ctx.ts';
import { type Filters, withoutFacets } from '../rules/addresses.ts';
import { mappedFacets } from '../rules/mapping.ts';
import { CatalogueQuery, type CatalogueResult } from '../schema.ts';
import { searchCatalogue } from './search.server.ts';

export interface PlaceCounts {
	/** What the practices are narrowed down by. */
	filters: Filters;
	total: number;
	/** `country` and `subdivision` hold the counts, the others what may be chosen. */
	facets: CatalogueResult['facets'];
}

/** Counts what passes some filters by country and by state. A practice in several places counts in each. */
export async function countPlaces(ctx: Ctx, asked: Filters): Promise<PlaceCounts> {
	const filters = withoutFacets(asked, mappedFacets);
	const { total, facets } = await searchCatalogue(ctx, { ...CatalogueQuery.parse({ limit: 1 }), ...filters });
	return { filters, total, facets };
}
