// The catalogue: everything that is published, to search and to narrow down.
import { searchCatalogue } from '#features/catalogue/handlers/search.server.ts';
import { readCursor } from '#features/catalogue/rules/pages.ts';
import { CatalogueQuery, facetKeys, queryLimits } from '#features/catalogue/schema.ts';
import { readEditions } from '#features/methodology/handlers.server.ts';
import type { Policy } from '#platform/policy.ts';
import type { PageServerLoad } from './$types';

export const _policy: Policy = 'public';
export const _readsQuery = true;

export const load: PageServerLoad = async ({ locals: { ctx }, url }) => {
	const asked = url.searchParams.getAll('q');
	const query = CatalogueQuery.parse({
		q: asked,
		...Object.fromEntries(facetKeys.map((facet) => [facet, url.searchParams.getAll(facet)])),
		sort: url.searchParams.get('sort') ?? undefined,
		cursor: url.searchParams.get('cursor')
	});
	// An address with an outdated cursor begins at the beginning.
	if (query.cursor !== null && !readCursor(query, query.cursor)) query.cursor = null;
	const result = await searchCatalogue(ctx, query);
	const editions = readEditions(
		ctx.app,
		result.items.map(({ edition }) => edition)
	);
	return { query, result, editions, isCut: asked.join(' ').trimEnd().length > queryLimits.text };
};
