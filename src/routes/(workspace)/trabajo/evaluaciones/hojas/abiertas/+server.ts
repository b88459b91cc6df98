// One workbook with the sheets of all assignments that wait.
import { downloadOpenSheets } from '#features/offline/handlers/download.server.ts';
import { fileAnswer } from '#platform/http/download.ts';
import type { Policy } from '#platform/policy.ts';
import type { RequestHandler } from './$types';

export const _policy: Policy = 'assessor';

export const GET: RequestHandler = async ({ locals }) => fileAnswer(await downloadOpenSheets(locals.ctx));
