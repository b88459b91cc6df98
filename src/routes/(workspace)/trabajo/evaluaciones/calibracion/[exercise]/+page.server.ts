// One exercise: what is judged and what is not; once it is handed in, the reference beside it.
import { redirect } from '@sveltejs/kit';
import { z } from 'zod';
import { beginAgain, handInExercise, readExercise } from '#features/calibration/handlers.server.ts';
import { submitted } from '#platform/forms.server.ts';
import { localePath } from '#platform/locale.ts';
import type { Policy } from '#platform/policy.ts';
import type { Actions, PageServerLoad, RequestEvent } from './$types';

export const _policy: Policy = 'signedIn';

export const load: PageServerLoad = async ({ locals, params, url }) => ({
	exercise: await readExercise(locals.ctx, params.exercise),
	done: url.searchParams.get('hecho') ?? ''
});

const back = ({ locals, params }: RequestEvent, done: string) =>
	redirect(303, `${localePath(locals.ctx.locale, `/trabajo/evaluaciones/calibracion/${params.exercise}`)}?hecho=${done}`);

export const actions: Actions = {
	handIn: (event) =>
		submitted(event, z.object({}), async () => {
			await handInExercise(event.locals.ctx, event.params.exercise);
			back(event, 'handedIn');
		}),
	again: (event) =>
		submitted(event, z.object({}), async () => {
			await beginAgain(event.locals.ctx, event.params.exercise);
			back(event, 'begunAgain');
		})
};
