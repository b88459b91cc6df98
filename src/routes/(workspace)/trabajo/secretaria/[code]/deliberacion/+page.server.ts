// The secretariat follows and moderates what a panel says to each other.
import { redirect } from '@sveltejs/kit';
import { deliberate, readDeliberation } from '#features/committee/handlers/deliberation.server.ts';
import { DeliberationForm } from '#features/committee/schema.ts';
import { readPracticeEdition } from '#features/practices/handlers.server.ts';
import { submitted } from '#platform/forms.server.ts';
import { localePath } from '#platform/locale.ts';
import type { Policy } from '#platform/policy.ts';
import type { Actions, PageServerLoad } from './$types';

export const _policy: Policy = 'secretariat';

export const load: PageServerLoad = async ({ locals: { ctx }, params, url }) => {
	const [edition, deliberation] = await Promise.all([readPracticeEdition(ctx, params.code), readDeliberation(ctx, params.code)]);
	return { code: params.code, edition, deliberation, isSent: url.searchParams.has('hecho') };
};

export const actions: Actions = {
	deliberate: (event) =>
		submitted(event, DeliberationForm, async (note) => {
			const { ctx } = event.locals;
			await deliberate(ctx, event.params.code, note);
			redirect(303, `${localePath(ctx.locale, `/trabajo/secretaria/${event.params.code}/deliberacion`)}?hecho`);
		})
};
