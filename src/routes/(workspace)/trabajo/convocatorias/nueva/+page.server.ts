// Opening a call.
import { redirect } from '@sveltejs/kit';
import { createCall, listPossibleAssessors } from '#features/calls/handlers.server.ts';
import { CallForm } from '#features/calls/schema.ts';
import { allEditions, currentEdition } from '#features/methodology/handlers.server.ts';
import { onceOnly, submitted } from '#platform/forms.server.ts';
import { localePath } from '#platform/locale.ts';
import type { Policy } from '#platform/policy.ts';
import type { Actions, PageServerLoad } from './$types';

export const _policy: Policy = 'secretariat';

export const load: PageServerLoad = async ({ locals: { ctx } }) => {
	const [people, current] = await Promise.all([listPossibleAssessors(ctx), currentEdition(ctx.app)]);
	return { people, editions: [...allEditions(ctx.app).values()], currentEdition: current.id, now: ctx.app.now() };
};

export const actions: Actions = {
	default: (event) =>
		submitted(event, CallForm, async (input, form) => {
			const { ctx } = event.locals;
			const { code } = await createCall(onceOnly(ctx, form, 'createCall'), input);
			redirect(303, `${localePath(ctx.locale, `/trabajo/convocatorias/${code}`)}?hecho=created`);
		})
};
