// The secretariat's list of collections, drafts too.
import { listAllCollections } from '#features/collections/handlers.server.ts';
import type { Policy } from '#platform/policy.ts';
import type { PageServerLoad } from './$types';

export const _policy: Policy = 'secretariat';

export const load: PageServerLoad = async ({ locals: { ctx }, url }) => ({
	collections: await listAllCollections(ctx),
	done: url.searchParams.get('hecho') ?? ''
});
