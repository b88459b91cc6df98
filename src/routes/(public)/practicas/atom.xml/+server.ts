// What answers a question of the catalogue, to follow: the same names in the address as the catalogue's own.
import { CatalogueQuery, facetKeys } from '#features/catalogue/schema.ts';
import { newAnswers } from '#features/opendata/handlers/feeds.server.ts';
import { openAnswer } from '#platform/http/open-answer.server.ts';
import type { Policy } from '#platform/policy.ts';
import type { RequestHandler } from './$types';

export const _policy: Policy = 'public';
export const _readsQuery = true;

export const GET: RequestHandler = async ({ locals: { ctx }, request, url }) => {
	const question = Object.fromEntries(['q', ...facetKeys].map((name) => [name, url.searchParams.getAll(name)]));
	return openAnswer(request, await newAnswers(ctx, CatalogueQuery.parse(question)));
};
