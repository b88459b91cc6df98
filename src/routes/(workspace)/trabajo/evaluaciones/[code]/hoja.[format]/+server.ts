// The sheet of one assignment, to be filled in without connection: as a workbook or as a Word document.
import { downloadSheet } from '#features/offline/handlers/download.server.ts';
import { SheetFormat } from '#features/offline/schema.ts';
import { fileAnswer } from '#platform/http/download.ts';
import type { Policy } from '#platform/policy.ts';
import { Problem } from '#platform/problem.ts';
import type { RequestHandler } from './$types';

export const _policy: Policy = 'assessor';

export const GET: RequestHandler = async ({ locals, params }) => {
	const format = SheetFormat.safeParse(params.format);
	if (!format.success) throw new Problem('notFound');
	return fileAnswer(await downloadSheet(locals.ctx, params.code, format.data));
};
