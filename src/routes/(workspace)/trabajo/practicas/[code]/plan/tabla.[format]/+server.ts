// The accompaniment plan as a table.
import { exportPlan } from '#features/exchange/handlers/plan-export.server.ts';
import { TableFormat } from '#features/exchange/schema.ts';
import { fileAnswer } from '#platform/http/download.ts';
import type { Policy } from '#platform/policy.ts';
import { Problem } from '#platform/problem.ts';
import type { RequestHandler } from './$types';

export const _policy: Policy = 'signedIn';

export const GET: RequestHandler = async ({ locals: { ctx }, params }) => {
	const format = TableFormat.safeParse(params.format);
	if (!format.success) throw new Problem('notFound');
	return fileAnswer(await exportPlan(ctx, params.code, format.data));
};
