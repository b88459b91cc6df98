// Published collections.
import { listCollections } from '#features/collections/handlers.server.ts';
import type { Policy } from '#platform/policy.ts';
import type { PageServerLoad } from './$types';

export const _policy: Policy = 'public';

export const load: PageServerLoad = async ({ locals: { ctx } }) => ({ collections: await listCollections(ctx) });
