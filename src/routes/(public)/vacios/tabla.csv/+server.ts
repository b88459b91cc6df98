// The table of themes by groups to take home.
import { readFilters } from '#features/catalogue/rules/addresses.ts';
import { exportGaps } from '#features/exchange/handlers/gaps-export.server.ts';
import { publicDownload } from '#platform/http/download.ts';
import type { Policy } from '#platform/policy.ts';
import type { RequestHandler } from './$types';

export const _policy: Policy = 'public';
export const _readsQuery = true;

export const GET: RequestHandler = async ({ locals: { ctx }, request, url }) =>
	publicDownload(request, await exportGaps(ctx, readFilters(url.searchParams)));
