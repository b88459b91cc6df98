// One text as it was sent.
import { readDraft, readVersion } from '#features/practices/handlers.server.ts';
import type { Policy } from '#platform/policy.ts';
import type { PageServerLoad } from './$types';

export const _policy: Policy = 'signedIn';

export const load: PageServerLoad = async ({ locals, params }) => {
	const [{ practice, edition }, version] = await Promise.all([
		readDraft(locals.ctx, params.code),
		readVersion(locals.ctx, params.code, Number(params.number))
	]);
	const { number, content, submittedAt } = version;
	return { code: practice.code, edition, number, content, submittedAt };
};
