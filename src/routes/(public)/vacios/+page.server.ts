// Themes by groups; the same filters as the catalogue's narrow it down.
import { countPairs } from '#features/catalogue/handlers/gaps.server.ts';
import { readFilters } from '#features/catalogue/rules/addresses.ts';
import type { Policy } from '#platform/policy.ts';
import type { PageServerLoad } from './$types';

export const _policy: Policy = 'public';
export const _readsQuery = true;

export const load: PageServerLoad = ({ locals: { ctx }, url }) => countPairs(ctx, readFilters(url.searchParams));
