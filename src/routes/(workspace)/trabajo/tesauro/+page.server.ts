// The thesaurus that the search reads questions with.
import { listConcepts } from '#features/thesaurus/handlers.server.ts';
import type { Policy } from '#platform/policy.ts';
import type { PageServerLoad } from './$types';

export const _policy: Policy = 'secretariat';

export const load: PageServerLoad = async ({ locals, url }) => {
	const sought = url.searchParams.get('q')?.trim().slice(0, 200) ?? '';
	return { sought, concepts: await listConcepts(locals.ctx, { q: sought }), done: url.searchParams.get('hecho') };
};
