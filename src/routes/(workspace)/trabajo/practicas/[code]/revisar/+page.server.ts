// Checking the answers, and sending.
import { redirect } from '@sveltejs/kit';
import { z } from 'zod';
import { readCallChoice } from '#features/calls/handlers.server.ts';
import { CallCode } from '#features/calls/schema.ts';
import { readDraft, submitPractice } from '#features/practices/handlers.server.ts';
import { whatIsMissing } from '#features/practices/rules/completeness.ts';
import { mayAct } from '#features/practices/rules/life.ts';
import { practicePath } from '#features/practices/rules/sections.ts';
import { submitted } from '#platform/forms.server.ts';
import { localePath } from '#platform/locale.ts';
import type { Policy } from '#platform/policy.ts';
import type { Actions, PageServerLoad } from './$types';

export const _policy: Policy = 'signedIn';

export const load: PageServerLoad = async ({ locals, params }) => {
	const { ctx } = locals;
	const { practice, edition, content } = await readDraft(ctx, params.code);
	const situation = { actor: ctx.actor, state: practice.state, ownerId: practice.ownerId, isComplete: true };
	// The second click of two finds the practice sent.
	if (!mayAct('submit', situation).ok) redirect(303, localePath(ctx.locale, practicePath(practice.code)));
	const calls = await readCallChoice(ctx, { callId: practice.callId, isReturned: practice.state === 'returned' });
	return { practice, edition, content, missing: whatIsMissing(content, edition), calls };
};

/** To which call; none where nothing is chosen or offered. */
const Sending = z.object({
	call: z
		.union([CallCode, z.literal('')])
		.default('')
		.transform((code) => code || null),
	asCorrection: z.boolean().default(false)
});

export const actions: Actions = {
	default: (event) =>
		submitted(event, Sending, async (sending) => {
			const { ctx } = event.locals;
			await submitPractice(ctx, event.params.code, sending);
			redirect(303, localePath(ctx.locale, practicePath(event.params.code, 'enviada')));
		})
};
