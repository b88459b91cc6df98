// An assessor deliberates: everybody's reasons side by side, the conversation, and her note if she differs from the outcome.
import { redirect } from '@sveltejs/kit';
import { readDissent, saveDissent } from '#features/assessments/handlers/dissent.server.ts';
import { readAssignment } from '#features/assessments/handlers/judging.server.ts';
import { Dissent } from '#features/assessments/schema.ts';
import { deliberate, readDeliberation } from '#features/committee/handlers/deliberation.server.ts';
import { DeliberationForm } from '#features/committee/schema.ts';
import { submitted } from '#platform/forms.server.ts';
import { localePath } from '#platform/locale.ts';
import type { Policy } from '#platform/policy.ts';
import type { Actions, PageServerLoad, RequestEvent } from './$types';

export const _policy: Policy = 'assessor';

export const load: PageServerLoad = async ({ locals: { ctx }, params, url }) => {
	const [assignment, deliberation, dissent] = await Promise.all([
		readAssignment(ctx, params.code),
		readDeliberation(ctx, params.code),
		readDissent(ctx, params.code)
	]);
	return { assignment, deliberation, dissent, done: url.searchParams.get('hecho') ?? '' };
};

export const actions: Actions = {
	deliberate: (event) =>
		submitted(event, DeliberationForm, async (note) => {
			await deliberate(event.locals.ctx, event.params.code, note);
			back(event, 'deliberate');
		}),
	dissent: (event) =>
		submitted(event, Dissent, async (note) => {
			await saveDissent(event.locals.ctx, event.params.code, note);
			back(event, 'dissent');
		})
};

function back({ locals, params }: RequestEvent, done: string): never {
	redirect(303, `${localePath(locals.ctx.locale, `/trabajo/evaluaciones/${params.code}/deliberacion`)}?hecho=${done}`);
}
