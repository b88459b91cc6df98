// One assignment: the declaration of interest, then the four judgements at a glance, the check of the definition, handing in.
import { redirect } from '@sveltejs/kit';
import { z } from 'zod';
import {
	declareInterest,
	findPlaceInQueue,
	handInAssessment,
	readAssignment,
	saveDefinitionCheck
} from '#features/assessments/handlers/judging.server.ts';
import { excuseMyself } from '#features/assessments/handlers/seats.server.ts';
import { DefinitionCheckForm, InterestDeclaration, SpeakingUp } from '#features/assessments/schema.ts';
import { changesOfVersion } from '#features/plans/handlers.server.ts';
import { submitted } from '#platform/forms.server.ts';
import { localePath } from '#platform/locale.ts';
import type { Policy } from '#platform/policy.ts';
import type { Actions, PageServerLoad, RequestEvent } from './$types';

export const _policy: Policy = 'assessor';

export const load: PageServerLoad = async ({ locals, params, url }) => {
	const assignment = await readAssignment(locals.ctx, params.code);
	return {
		assignment,
		/** Against the version assessed before, once the content is open; nothing of how it was judged. */
		changed: assignment.content && assignment.canJudge ? await changesOfVersion(locals.ctx, params.code, assignment.content) : undefined,
		queue: await findPlaceInQueue(locals.ctx, params.code),
		done: url.searchParams.get('hecho') ?? ''
	};
};

export const actions: Actions = {
	declareInterest: (event) =>
		submitted(event, InterestDeclaration, async (declaration) => {
			await declareInterest(event.locals.ctx, event.params.code, declaration);
			backTo(event, 'declareInterest');
		}),
	speakUp: (event) =>
		submitted(event, SpeakingUp, async ({ what, note }) => {
			const { ctx } = event.locals;
			if (what === 'letOff') await excuseMyself(ctx, event.params.code, { note });
			else await declareInterest(ctx, event.params.code, { interest: what, note });
			backTo(event, 'declareInterest');
		}),
	checkDefinition: (event) =>
		submitted(event, DefinitionCheckForm, async ({ version, check }) => {
			await saveDefinitionCheck(event.locals.ctx, event.params.code, version, check);
			backTo(event, 'checkDefinition');
		}),
	handInAssessment: (event) =>
		submitted(event, z.object({}), async () => {
			await handInAssessment(event.locals.ctx, event.params.code);
			backTo(event, 'handInAssessment');
		})
};

/** Shows the page anew, with a word about what was done. */
function backTo({ locals, params }: RequestEvent, done: string): never {
	redirect(303, `${localePath(locals.ctx.locale, `/trabajo/evaluaciones/${params.code}`)}?hecho=${done}`);
}
