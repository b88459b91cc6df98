// Calls for practices: open, coming and past ones.
import { listCalls } from '#features/calls/handlers.server.ts';
import type { Policy } from '#platform/policy.ts';
import type { PageServerLoad } from './$types';

export const _policy: Policy = 'public';
export const _changesByTheClock = true;

export const load: PageServerLoad = async ({ locals: { ctx } }) => ({ calls: await listCalls(ctx) });
