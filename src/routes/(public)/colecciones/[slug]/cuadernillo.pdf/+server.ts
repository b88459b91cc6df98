// A published collection as a booklet, its introduction first.
import { exportCollection } from '#features/exchange/handlers/export.server.ts';
import { publicDownload } from '#platform/http/download.ts';
import type { Policy } from '#platform/policy.ts';
import type { RequestHandler } from './$types';

export const _policy: Policy = 'public';

export const GET: RequestHandler = async ({ locals: { ctx }, params, request }) =>
	publicDownload(request, await exportCollection(ctx, params.slug));
