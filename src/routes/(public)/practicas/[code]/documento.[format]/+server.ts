// A published practice to take home: the official table in Word, a PDF, a spreadsheet, or what another instance reads.
import { exportPublished } from '#features/exchange/handlers/export.server.ts';
import { publicDownload } from '#platform/http/download.ts';
import type { Policy } from '#platform/policy.ts';
import { Problem } from '#platform/problem.ts';
import type { RequestHandler } from './$types';

export const _policy: Policy = 'public';

const formats = ['docx', 'pdf', 'xlsx', 'csv', 'json'] as const;

export const GET: RequestHandler = async ({ locals: { ctx }, params, request }) => {
	const format = formats.find((known) => known === params.format);
	if (!format) throw new Problem('notFound');
	return publicDownload(request, await exportPublished(ctx, params.code, format));
};
