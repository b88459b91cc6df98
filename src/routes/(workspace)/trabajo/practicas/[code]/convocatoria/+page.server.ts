// Which call a draft answers.
import { redirect } from '@sveltejs/kit';
import { z } from 'zod';
import { readCallChoice } from '#features/calls/handlers.server.ts';
import { CallCode } from '#features/calls/schema.ts';
import { chooseCall, readDraft } from '#features/practices/handlers.server.ts';
import { mayAct } from '#features/practices/rules/life.ts';
import { practicePath } from '#features/practices/rules/sections.ts';
import { submitted } from '#platform/forms.server.ts';
import { localePath } from '#platform/locale.ts';
import type { Policy } from '#platform/policy.ts';
import type { Actions, PageServerLoad } from './$types';

export const _policy: Policy = 'signedIn';

export const load: PageServerLoad = async ({ locals: { ctx }, params }) => {
	const { practice, content } = await readDraft(ctx, params.code);
	const situation = { actor: ctx.actor, state: practice.state, ownerId: practice.ownerId };
	if (!mayAct('editSection', situation).ok) redirect(303, localePath(ctx.locale, practicePath(practice.code)));
	const calls = await readCallChoice(ctx, { callId: practice.callId, isReturned: practice.state === 'returned' });
	return { practice, title: content.fields.title, calls };
};

const Choice = z.object({
	version: z.coerce.number().int(),
	call: z
		.union([CallCode, z.literal('')])
		.default('')
		.transform((code) => code || null)
});

export const actions: Actions = {
	default: (event) =>
		submitted(event, Choice, async ({ version, call }) => {
			const { ctx } = event.locals;
			await chooseCall(ctx, event.params.code, version, call);
			redirect(303, `${localePath(ctx.locale, practicePath(event.params.code))}?hecho=convocatoria`);
		})
};
