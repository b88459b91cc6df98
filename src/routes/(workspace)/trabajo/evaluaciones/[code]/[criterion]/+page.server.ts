// One judgement: the text and its evidence on one side, the rubric on the other.
import { redirect } from '@sveltejs/kit';
import { z } from 'zod';
import { findPlaceInQueue, readAssignment, saveJudgement, takeFormerJudgement } from '#features/assessments/handlers/judging.server.ts';
import { JudgementForm } from '#features/assessments/schema.ts';
import { findCriterion } from '#features/methodology/rules/edition.ts';
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
	const { content, ...assignment } = await readAssignment(ctx, params.code);
	if (!findCriterion(assignment.edition, params.criterion)) throw new Problem('notFound');
	if (!content) redirect(303, localePath(ctx.locale, `/trabajo/evaluaciones/${params.code}`));
	return {
		assignment,
		content,
		criterionKey: params.criterion,
		queue: await findPlaceInQueue(ctx, params.code),
		isSaved: url.searchParams.has('hecho'),
		owner: secretHash(actorId(ctx.actor) ?? '').slice(0, 16)
	};
};

export const actions: Actions = {
	saveJudgement: (event) =>
		submitted(event, JudgementForm, async ({ version, goTo, judgement }) => {
			const { ctx } = event.locals;
			const { code, criterion } = event.params;
			await saveJudgement(ctx, code, criterion, version, judgement);
			const self = localePath(ctx.locale, `/trabajo/evaluaciones/${code}`);
			if (goTo === 'overview') redirect(303, `${self}?hecho=saveJudgement`);
			redirect(303, CriterionKey.safeParse(goTo).success ? `${self}/${goTo}` : `${self}/${criterion}?hecho`);
		}),
	takeFormer: (event) =>
		submitted(event, z.object({}), async () => {
			const { ctx } = event.locals;
			const { code, criterion } = event.params;
			await takeFormerJudgement(ctx, code, criterion);
			redirect(303, localePath(ctx.locale, `/trabajo/evaluaciones/${code}/${criterion}?hecho`));
		})
};
