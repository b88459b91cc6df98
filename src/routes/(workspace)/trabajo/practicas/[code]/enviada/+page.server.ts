// What happens after sending, with a copy to keep.
import { redirect } from '@sveltejs/kit';
import { readDraft } from '#features/practices/handlers.server.ts';
import { practicePath } from '#features/practices/rules/sections.ts';
import { localePath } from '#platform/locale.ts';
import type { Policy } from '#platform/policy.ts';
import type { PageServerLoad } from './$types';

export const _policy: Policy = 'signedIn';

export const load: PageServerLoad = async ({ locals, params }) => {
	const { practice, content, versions } = await readDraft(locals.ctx, params.code);
	const version = versions.at(0);
	if (!version) redirect(303, localePath(locals.ctx.locale, practicePath(practice.code)));
	return { code: practice.code, title: content.fields.title, version: version.number };
};
