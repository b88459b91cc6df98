// The author's judgement of her own practice at a glance.
import { readSelfAssessment } from '#features/selfassessment/handlers.server.ts';
import type { Policy } from '#platform/policy.ts';
import type { PageServerLoad } from './$types';

export const _policy: Policy = 'signedIn';

export const load: PageServerLoad = async ({ locals, params, url }) => ({
	assessment: await readSelfAssessment(locals.ctx, params.code),
	isSaved: url.searchParams.has('hecho')
});
