// The start: search, what a good practice is, the newest ones.
import { searchCatalogue } from '#features/catalogue/handlers/search.server.ts';
import { CatalogueQuery } from '#features/catalogue/schema.ts';
import { currentEdition, readEditions } from '#features/methodology/handlers.server.ts';
import type { Policy } from '#platform/policy.ts';
import type { PageServerLoad } from './$types';

export const _policy: Policy = 'public';

const newest = 3;

export const load: PageServerLoad = async ({ locals: { ctx } }) => {
	const { items } = await searchCatalogue(ctx, CatalogueQuery.parse({ limit: newest }));
	const editions = readEditions(
		ctx.app,
		items.map(({ edition }) => edition)
	);
	return { items, editions, edition: await currentEdition(ctx.app) };
};
