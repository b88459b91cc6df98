// A comparison to take home: on paper, or as a spreadsheet.
import { exportComparison, exportComparisonSheet } from '#features/exchange/handlers/export.server.ts';
import { publicDownload } from '#platform/http/download.ts';
import type { Policy } from '#platform/policy.ts';
import { Problem } from '#platform/problem.ts';
import type { RequestHandler } from './$types';

export const _policy: Policy = 'public';
export const _readsQuery = true;

const writers = { pdf: exportComparison, xlsx: exportComparisonSheet };

export const GET: RequestHandler = async ({ locals: { ctx }, params, request, url }) => {
	if (params.format !== 'pdf' && params.format !== 'xlsx') throw new Problem('notFound');
	return publicDownload(request, await writers[params.format](ctx, url.searchParams.getAll('codigo')));
};
