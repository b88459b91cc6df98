// The thesaurus that the search reads questions with: by first letters, or what answers a filter.
import { listConcepts } from '#features/thesaurus/handlers.server.ts';
import { ofLetter } from '#features/thesaurus/rules.ts';
import type { Policy } from '#platform/policy.ts';
import type { PageServerLoad } from './$types';

export const _policy: Policy = 'secretariat';

export const load: PageServerLoad = async ({ locals, url }) => {
	const sought = url.searchParams.get('q')?.trim().slice(0, 200) ?? '';
	const found = await listConcepts(locals.ctx, { q: sought });
	const shown = sought ? { letters: [], letter: '', concepts: found } : ofLetter(found, url.searchParams.get('letra') ?? '');
	return { sought, ...shown, total: found.length, done: url.searchParams.get('hecho') };
};
