// What every page of the workspace needs beside its own: the places this account may go to, and whether the computer is shared.
import { isSharedComputer } from '#platform/http/cookies.server.ts';
import type { LayoutServerLoad } from './$types';

export const load: LayoutServerLoad = ({ cookies, locals }) => {
	if (locals.refused) throw locals.refused;
	const { actor } = locals.ctx;
	return { roles: actor.kind === 'person' ? actor.roles : [], isSharedComputer: isSharedComputer(cookies) };
};
