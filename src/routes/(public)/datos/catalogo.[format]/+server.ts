// The whole public catalogue as one file.
import { exportCatalogue } from '#features/opendata/handlers/catalogue.server.ts';
import { BulkFormat } from '#features/opendata/schema.ts';
import { publicDownload } from '#platform/http/download.ts';
import { openStream } from '#platform/http/open-answer.server.ts';
import type { Policy } from '#platform/policy.ts';
import { Problem } from '#platform/problem.ts';
import type { RequestHandler } from './$types';

export const _policy: Policy = 'public';

export const GET: RequestHandler = async ({ locals: { ctx }, params, request }) => {
	const format = BulkFormat.safeParse(params.format);
	if (!format.success) throw new Problem('notFound');
	return openStream(request, publicDownload(request, await exportCatalogue(ctx, format.data)));
};
