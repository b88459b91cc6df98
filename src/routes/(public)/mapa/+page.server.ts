// Where practices take place; the same filters as the catalogue's narrow it down.
import { countPlaces } from '#features/catalogue/handlers/mapping.server.ts';
import { readFilters } from '#features/catalogue/rules/addresses.ts';
import type { Policy } from '#platform/policy.ts';
import type { PageServerLoad } from './$types';

export const _policy: Policy = 'public';
export const _readsQuery = true;

export const load: PageServerLoad = async ({ locals: { ctx }, url }) => ({
	...(await countPlaces(ctx, readFilters(url.searchParams))),
	isWorld: url.searchParams.get('vista') === 'mundo'
});
