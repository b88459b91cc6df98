// The journal, newest first, one page at a time.
import { readJournal } from '#features/journal/handlers.server.ts';
import { JournalQuery } from '#features/journal/schema.ts';
import { currentEdition } from '#features/methodology/handlers.server.ts';
import type { Policy } from '#platform/policy.ts';
import type { PageServerLoad } from './$types';

export const _policy: Policy = 'secretariat';

export const load: PageServerLoad = async ({ locals, url }) => {
	const act = url.searchParams.get('acto') ?? '';
	const code = url.searchParams.get('practica')?.trim().toUpperCase() ?? '';
	const query = JournalQuery.safeParse({
		act: act || undefined,
		...(code === '' ? {} : { practice: code }),
		before: url.searchParams.get('antes') ?? undefined
	});
	const journal = query.success ? await readJournal(locals.ctx, query.data) : { items: [], next: null };
	return { act, code, isContinued: url.searchParams.has('antes'), journal, edition: await currentEdition(locals.ctx.app) };
};
