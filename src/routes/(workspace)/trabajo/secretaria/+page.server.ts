// The secretariat's desk: what waits, for whom, since when.
import { readBoard } from '#features/assessments/handlers/review.server.ts';
import { BoardQuery } from '#features/assessments/schema.ts';
import { PracticeState } from '#features/practices/schema.ts';
import type { Policy } from '#platform/policy.ts';
import type { PageServerLoad } from './$types';

export const _policy: Policy = 'secretariat';

export const load: PageServerLoad = async ({ locals, url }) => {
	const query = BoardQuery.catch({ q: '' }).parse({ q: url.searchParams.get('q') ?? '' });
	return {
		q: query.q,
		state: PracticeState.safeParse(url.searchParams.get('estado')).data,
		rows: await readBoard(locals.ctx, query),
		now: locals.ctx.app.now()
	};
};
