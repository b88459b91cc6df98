// What somebody brought in, each time with what became of it.
import { listBatches } from '#features/exchange/handlers/batch.server.ts';
import { canCreate } from '#features/practices/rules/life.ts';
import type { Policy } from '#platform/policy.ts';
import type { PageServerLoad } from './$types';

export const _policy: Policy = 'signedIn';

export const load: PageServerLoad = async ({ locals }) => ({
	batches: await listBatches(locals.ctx),
	canCreate: canCreate(locals.ctx.actor)
});
