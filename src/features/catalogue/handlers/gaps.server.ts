// How many practices there are on each theme for each group, counted as the catalogue's own facets are, so that each number is the one
// its link leads to.
import { currentEdition } from '#features/methodology/handlers.server.ts';
import type { Ctx } from '#platform/ctx.ts';
import { inLocale } from '#platform/locale.ts';
import { type Filters, withoutFacets } from '../rules/addresses.ts';
import { pairedFacets } from '../rules/gaps.ts';
import { CatalogueQuery, type CatalogueResult, type GapMatrix } from '../schema.ts';
import { searchCatalogue } from './search.server.ts';

/** Counts what passes some filters by theme and group of the current edition. */
export async function countPairs(ctx: Ctx, asked: Filters): Promise<GapMatrix & { filters: Filters; facets: CatalogueResult['facets'] }> {
	const { vocabulary } = await currentEdition(ctx.app);
	const filters = withoutFacets(asked, pairedFacets);
	const query = { ...CatalogueQuery.parse({ limit: 1 }), ...filters };
	const { total, facets } = await searchCatalogue(ctx, query);
	const perGroup: CatalogueResult['facets'][] = [];
	// One after the other: each takes the memory of all entries through once.
	for (const { key } of vocabulary.groups) perGroup.push((await searchCatalogue(ctx, { ...query, group: [key] })).facets);
	const countOf = (counted: CatalogueResult['facets'], facet: 'theme' | 'group', key: string) =>
		counted[facet].find((value) => value.key === key)?.count ?? 0;
	return {
		filters,
		facets,
		total,
		groups: vocabulary.groups.map(({ key, name }) => ({ key, label: inLocale(name, ctx.locale), count: countOf(facets, 'group', key) })),
		themes: vocabulary.themes.map(({ key, name }) => ({
			key,
			label: inLocale(name, ctx.locale),
			count: countOf(facets, 'theme', key),
			counts: perGroup.map((counted) => countOf(counted, 'theme', key))
		}))
	};
}
