// What every page of the workspace needs beside its own: the places this account may go to, how many notices it has not read, and
// whether the computer is shared.
import { arriveAt } from '#features/notices/handlers.server.ts';
import { isSharedComputer } from '#platform/http/cookies.server.ts';
import type { LayoutServerLoad } from './$types';

export const load: LayoutServerLoad = async ({ cookies, locals }) => {
	if (locals.refused) throw locals.refused;
	const { actor } = locals.ctx;
	return {
		roles: actor.kind === 'person' ? actor.roles : [],
		unread: await arriveAt(locals.ctx, locals.path),
		isSharedComputer: isSharedComputer(cookies)
	};
};
