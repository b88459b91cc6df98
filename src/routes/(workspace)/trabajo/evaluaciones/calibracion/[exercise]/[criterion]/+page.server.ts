// One judgement of an exercise, with the form of a real one.
import { redirect } from '@sveltejs/kit';
import { JudgementForm } from '#features/assessments/schema.ts';
import { readExercise, saveExerciseJudgement } from '#features/calibration/handlers.server.ts';
import { findCriterion } from '#features/methodology/rules/edition.ts';
import { submitted } from '#platform/forms.server.ts';
import { localePath } from '#platform/locale.ts';
import type { Policy } from '#platform/policy.ts';
import { Problem } from '#platform/problem.ts';
import type { Actions, PageServerLoad } from './$types';

export const _policy: Policy = 'signedIn';

export const load: PageServerLoad = async ({ locals: { ctx }, params, request }) => {
	const exercise = await readExercise(ctx, params.exercise);
	if (!findCriterion(exercise.edition, params.criterion)) throw new Problem('notFound');
	// A refused text is shown even when the exercise was handed in meanwhile.
	if (exercise.finishedAt && request.method === 'GET')
		redirect(303, localePath(ctx.locale, `/trabajo/evaluaciones/calibracion/${params.exercise}`));
	return { exercise, criterionKey: params.criterion };
};

export const actions: Actions = {
	default: (event) =>
		submitted(event, JudgementForm, async ({ version, goTo, judgement }) => {
			const { ctx } = event.locals;
			const { exercise, criterion } = event.params;
			await saveExerciseJudgement(ctx, exercise, criterion, version, judgement);
			const { edition } = await readExercise(ctx, exercise);
			const self = localePath(ctx.locale, `/trabajo/evaluaciones/calibracion/${exercise}`);
			redirect(303, findCriterion(edition, goTo) ? `${self}/${goTo}` : `${self}?hecho=saved`);
		})
};
