// One call, for everybody.
import { readCall } from '#features/calls/handlers.server.ts';
import { readEdition } from '#features/methodology/handlers.server.ts';
import type { Policy } from '#platform/policy.ts';
import type { PageServerLoad } from './$types';

export const _policy: Policy = 'public';
export const _changesByTheClock = true;

export const load: PageServerLoad = async ({ locals: { ctx }, params }) => {
	const view = await readCall(ctx, params.call);
	return { ...view, edition: readEdition(ctx.app, view.call.edition) };
};
