// The institutions the network knows. Everybody signed in may look.
import { listInstitutions } from '#features/institutions/handlers.server.ts';
import { hasRole } from '#platform/ctx.ts';
import type { Policy } from '#platform/policy.ts';
import type { PageServerLoad } from './$types';

export const _policy: Policy = 'signedIn';

export const load: PageServerLoad = async ({ locals, url }) => {
	const sought = url.searchParams.get('q')?.trim().slice(0, 200) ?? '';
	return {
		sought,
		institutions: await listInstitutions(locals.ctx, { q: sought }),
		mayAdd: hasRole(locals.ctx.actor, 'secretariat') || hasRole(locals.ctx.actor, 'author')
	};
};
