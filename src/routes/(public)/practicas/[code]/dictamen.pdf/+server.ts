// The verdict on a published practice, printed by itself.
import { exportVerdict } from '#features/exchange/handlers/export.server.ts';
import { publicDownload } from '#platform/http/download.ts';
import type { Policy } from '#platform/policy.ts';
import type { RequestHandler } from './$types';

export const _policy: Policy = 'public';

export const GET: RequestHandler = async ({ locals: { ctx }, params, request }) =>
	publicDownload(request, await exportVerdict(ctx, params.code));
