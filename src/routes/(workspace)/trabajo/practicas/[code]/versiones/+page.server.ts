// Every text as it was sent.
import { readDraft } from '#features/practices/handlers.server.ts';
import type { Policy } from '#platform/policy.ts';
import type { PageServerLoad } from './$types';

export const _policy: Policy = 'signedIn';

export const load: PageServerLoad = async ({ locals, params }) => {
	const { practice, content, versions } = await readDraft(locals.ctx, params.code);
	return { code: practice.code, title: content.fields.title, versions };
};
