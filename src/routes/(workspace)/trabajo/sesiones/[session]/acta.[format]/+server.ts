// The act of a session, taken home by the secretariat and by those invited.
import { exportAct } from '#features/committee/handlers/act.server.ts';
import { ActFormat } from '#features/committee/schema.ts';
import { fileAnswer } from '#platform/http/download.ts';
import type { Policy } from '#platform/policy.ts';
import { Problem } from '#platform/problem.ts';
import type { RequestHandler } from './$types';

export const _policy: Policy = 'signedIn';

export const GET: RequestHandler = async ({ locals, params }) => {
	const format = ActFormat.safeParse(params.format);
	if (!format.success) throw new Problem('notFound');
	return fileAnswer(await exportAct(locals.ctx, params.session, format.data));
};
