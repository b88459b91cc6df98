// The list that a reader has found, to take home as one file.
import { exportList } from '#features/exchange/handlers/list-export.server.ts';
import { ListQuery } from '#features/exchange/schema.ts';
import { publicDownload } from '#platform/http/download.ts';
import type { Policy } from '#platform/policy.ts';
import { Problem } from '#platform/problem.ts';
import type { RequestHandler } from './$types';

export const _policy: Policy = 'public';
export const _readsQuery = true;

const formats = ['xlsx', 'csv', 'pdf'] as const;

export const GET: RequestHandler = async ({ locals: { ctx }, params, request, url }) => {
	const format = formats.find((known) => known === params.format);
	if (!format) throw new Problem('notFound');
	const names = new Set(url.searchParams.keys());
	const query = ListQuery.parse(Object.fromEntries([...names].map((name) => [name, url.searchParams.getAll(name)])));
	return publicDownload(request, await exportList(ctx, format, query));
};
