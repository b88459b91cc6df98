// One criterion of the author's own judgement: her text on one side, the panel's rubric on the other.
import { redirect } from '@sveltejs/kit';
import { JudgementForm } from '#features/assessments/schema.ts';
import { findCriterion } from '#features/methodology/rules/edition.ts';
import { practicePath } from '#features/practices/rules/sections.ts';
import { readSelfAssessment, saveSelfJudgement } from '#features/selfassessment/handlers.server.ts';
import { actorId } from '#platform/ctx.ts';
import { submitted } from '#platform/forms.server.ts';
import { localePath } from '#platform/locale.ts';
import type { Policy } from '#platform/policy.ts';
import { Problem } from '#platform/problem.ts';
import { secretHash } from '#platform/secret.ts';
import type { Actions, PageServerLoad } from './$types';

export const _policy: Policy = 'signedIn';

export const load: PageServerLoad = async ({ locals, params, url }) => {
	const { ctx } = locals;
	const assessment = await readSelfAssessment(ctx, params.code);
	if (!findCriterion(assessment.edition, params.criterion)) throw new Problem('notFound');
	return {
		assessment,
		criterionKey: params.criterion,
		isSaved: url.searchParams.has('hecho'),
		owner: secretHash(actorId(ctx.actor) ?? '').slice(0, 16)
	};
};

export const actions: Actions = {
	saveJudgement: (event) =>
		submitted(event, JudgementForm, async ({ version, goTo, judgement }) => {
			const { ctx } = event.locals;
			const { code, criterion } = event.params;
			await saveSelfJudgement(ctx, code, criterion, version, judgement);
			const next = goTo === 'overview' ? '?hecho' : goTo ? `/${goTo}` : `/${criterion}?hecho`;
			redirect(303, localePath(ctx.locale, practicePath(code, `autoevaluacion${next}`)));
		})
};
