// One judgement: the text and its evidence on one side, the rubric on the other.
import { redirect } from '@sveltejs/kit';
import { readAssignment, saveJudgement } from '#features/assessments/handlers/judging.server.ts';
import { JudgementForm } from '#features/assessments/schema.ts';
import { CriterionKey } from '#features/methodology/schema.ts';
import { actorId } from '#platform/ctx.ts';
import { submitted } from '#platform/forms.server.ts';
import { localePath } from '#platform/locale.ts';
import type { Policy } from '#platform/policy.ts';
import { Problem } from '#platform/problem.ts';
import { secretHash } from '#platform/secret.ts';
import type { Actions, PageServerLoad } from './$types';

export const _policy: Policy = 'assessor';

export const load: PageServerLoad = async ({ locals, params, url }) => {
	const { ctx } = locals;
	const criterion = CriterionKey.safeParse(params.criterion);
	if (!criterion.success) throw new Problem('notFound');
	const { content, ...assignment } = await readAssignment(ctx, params.code);
	if (!content) redirect(303, localePath(ctx.locale, `/trabajo/evaluaciones/${params.code}`));
	return {
		assignment,
		content,
		criterionKey: criterion.data,
		isSaved: url.searchParams.has('hecho'),
		owner: secretHash(actorId(ctx.actor) ?? '').slice(0, 16)
	};
};

export const actions: Actions = {
	saveJudgement: (event) =>
		submitted(event, JudgementForm, async ({ version, goTo, judgement }) => {
			const { ctx } = event.locals;
			const { code } = event.params;
			const criterion = CriterionKey.parse(event.params.criterion);
			await saveJudgement(ctx, code, criterion, version, judgement);
			const self = localePath(ctx.locale, `/trabajo/evaluaciones/${code}`);
			const next = CriterionKey.safeParse(goTo);
			if (next.success) redirect(303, `${self}/${next.data}`);
			redirect(303, goTo === 'overview' ? `${self}?hecho=saveJudgement` : `${self}/${criterion}?hecho`);
		})
};
