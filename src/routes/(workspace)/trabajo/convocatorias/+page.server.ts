// The secretariat's list of calls.
import { listCallOverviews } from '#features/calls/handlers.server.ts';
import type { Policy } from '#platform/policy.ts';
import type { PageServerLoad } from './$types';

export const _policy: Policy = 'secretariat';

export const load: PageServerLoad = async ({ locals: { ctx } }) => ({ calls: await listCallOverviews(ctx) });
