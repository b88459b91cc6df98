// The languages a practice can be read in, and how far each translation is.
import { listTranslations } from '#features/translations/handlers.server.ts';
import type { Policy } from '#platform/policy.ts';
import type { PageServerLoad } from './$types';

export const _policy: Policy = 'signedIn';

export const load: PageServerLoad = async ({ locals: { ctx }, params }) => ({
	code: params.code,
	...(await listTranslations(ctx, params.code))
});
