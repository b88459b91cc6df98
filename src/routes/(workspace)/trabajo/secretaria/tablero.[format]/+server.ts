// The board as a table, narrowed as its page is.
import { exportBoard } from '#features/exchange/handlers/board-export.server.ts';
import { TableFormat } from '#features/exchange/schema.ts';
import { fileAnswer } from '#platform/http/download.ts';
import type { Policy } from '#platform/policy.ts';
import { Problem } from '#platform/problem.ts';
import { readBoardQuery } from '../board-query.ts';
import type { RequestHandler } from './$types';

export const _policy: Policy = 'secretariat';

export const GET: RequestHandler = async ({ locals: { ctx }, params, url }) => {
	const format = TableFormat.safeParse(params.format);
	if (!format.success) throw new Problem('notFound');
	return fileAnswer(await exportBoard(ctx, readBoardQuery(url.searchParams), format.data));
};
