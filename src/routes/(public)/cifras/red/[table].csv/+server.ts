// One table of the figures of the whole network, as a file.
import { figuresFile } from '#features/figures/handlers.server.ts';
import { publicDownload } from '#platform/http/download.ts';
import type { Policy } from '#platform/policy.ts';
import type { RequestHandler } from './$types';

export const _policy: Policy = 'public';

export const GET: RequestHandler = async ({ locals: { ctx }, params, request }) =>
	publicDownload(request, await figuresFile(ctx, params.table));
