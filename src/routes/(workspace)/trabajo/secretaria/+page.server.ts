// The secretariat's board: what waits, for whom, since when and until when.
import { readBoard } from '#features/assessments/handlers/board.server.ts';
import type { Policy } from '#platform/policy.ts';
import type { PageServerLoad } from './$types';
import { readBoardQuery } from './board-query.ts';

export const _policy: Policy = 'secretariat';

export const load: PageServerLoad = async ({ locals, url }) => {
	const query = readBoardQuery(url.searchParams);
	return { query, board: await readBoard(locals.ctx, query), now: locals.ctx.app.now() };
};
