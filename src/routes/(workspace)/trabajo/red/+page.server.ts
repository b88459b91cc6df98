// Files that published practices share with the members of the network, practice by practice.
import { listNetworkFiles } from '#features/evidence/handlers.server.ts';
import { currentEdition } from '#features/methodology/handlers.server.ts';
import { PracticeCode } from '#features/practices/schema.ts';
import type { Policy } from '#platform/policy.ts';
import type { PageServerLoad } from './$types';

export const _policy: Policy = 'signedIn';

export const load: PageServerLoad = async ({ locals, url }) => {
	const code = url.searchParams.get('practica')?.trim().toUpperCase() ?? '';
	const before = PracticeCode.safeParse(url.searchParams.get('antes')).data;
	const asked = PracticeCode.safeParse(code).data;
	// What is no code finds nothing, rather than everything.
	const isNoCode = code !== '' && !asked;
	const shared = isNoCode
		? { practices: [], next: null }
		: await listNetworkFiles(locals.ctx, { ...(asked ? { code: asked } : {}), ...(before ? { before } : {}) });
	return { code, isContinued: before !== undefined, shared, edition: await currentEdition(locals.ctx.app) };
};
