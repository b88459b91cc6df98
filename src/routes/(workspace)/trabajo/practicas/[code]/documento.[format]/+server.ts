// A practice's copy for whoever documents it: the official table in Word, a PDF, a spreadsheet, or what another instance reads.
import { exportPractice } from '#features/exchange/handlers/export.server.ts';
import { exportBundle } from '#features/exchange/handlers/transfer-out.server.ts';
import { fileAnswer } from '#platform/http/download.ts';
import type { Policy } from '#platform/policy.ts';
import { Problem } from '#platform/problem.ts';
import type { RequestHandler } from './$types';

export const _policy: Policy = 'signedIn';

const formats = ['docx', 'pdf', 'xlsx', 'csv', 'json'] as const;

export const GET: RequestHandler = async ({ locals: { ctx }, params }) => {
	if (params.format === 'zip') return fileAnswer(await exportBundle(ctx, [params.code], undefined));
	const format = formats.find((known) => known === params.format);
	if (!format) throw new Problem('notFound');
	return fileAnswer(await exportPractice(ctx, params.code, format));
};
