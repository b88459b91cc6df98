// One published collection.
import { readCollection } from '#features/collections/handlers.server.ts';
import { readEditions } from '#features/methodology/handlers.server.ts';
import type { Policy } from '#platform/policy.ts';
import type { PageServerLoad } from './$types';

export const _policy: Policy = 'public';

export const load: PageServerLoad = async ({ locals: { ctx }, params }) => {
	const collection = await readCollection(ctx, params.slug);
	return {
		collection,
		editions: readEditions(
			ctx.app,
			collection.practices.map(({ item }) => item.edition)
		)
	};
};
