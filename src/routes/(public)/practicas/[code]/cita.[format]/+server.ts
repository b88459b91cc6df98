// How a practice is cited, for people and for reference managers.
import { citePractice } from '#features/opendata/handlers/practice.server.ts';
import { CitationFormat } from '#features/opendata/schema.ts';
import { openAnswer } from '#platform/http/open-answer.server.ts';
import type { Policy } from '#platform/policy.ts';
import { Problem } from '#platform/problem.ts';
import type { RequestHandler } from './$types';

export const _policy: Policy = 'public';

export const GET: RequestHandler = async ({ locals: { ctx }, params, request }) => {
	const format = CitationFormat.safeParse(params.format);
	if (!format.success) throw new Problem('notFound');
	return openAnswer(request, await citePractice(ctx, params.code, format.data));
};
