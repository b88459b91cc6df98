// What the author of a practice with a verdict may begin or give up: a new version, a reconsideration.
import { redirect } from '@sveltejs/kit';
import { z } from 'zod';
import { dropReconsideration, requestReconsideration } from '#features/assessments/handlers/reconsideration.server.ts';
import { dropRevision } from '#features/assessments/handlers/revision.server.ts';
import { readStanding } from '#features/assessments/handlers/standing.server.ts';
import { ReconsiderationReason } from '#features/labels/schema.ts';
import { readEdition } from '#features/methodology/handlers.server.ts';
import { readDraft, revisePractice } from '#features/practices/handlers.server.ts';
import { practicePath } from '#features/practices/rules/sections.ts';
import { submitted } from '#platform/forms.server.ts';
import { localePath } from '#platform/locale.ts';
import type { Policy } from '#platform/policy.ts';
import type { Actions, PageServerLoad } from './$types';

export const _policy: Policy = 'signedIn';

export const load: PageServerLoad = async ({ locals: { ctx }, params, url }) => {
	const [standing, { practice }] = await Promise.all([readStanding(ctx, params.code), readDraft(ctx, params.code)]);
	return {
		standing,
		edition: readEdition(ctx.app, practice.edition),
		done: url.searchParams.get('hecho')
	};
};

const nothing = z.object({});

export const actions: Actions = {
	revise: (event) =>
		submitted(event, nothing, async () => {
			const { ctx } = event.locals;
			await revisePractice(ctx, event.params.code);
			redirect(303, localePath(ctx.locale, practicePath(event.params.code)));
		}),
	dropRevision: (event) =>
		submitted(event, nothing, async () => {
			const { ctx } = event.locals;
			await dropRevision(ctx, event.params.code);
			redirect(303, localePath(ctx.locale, `${practicePath(event.params.code, 'clasificacion')}?hecho=dropped`));
		}),
	reconsider: (event) =>
		submitted(event, ReconsiderationReason, async (request) => {
			const { ctx } = event.locals;
			await requestReconsideration(ctx, event.params.code, request);
			redirect(303, localePath(ctx.locale, `${practicePath(event.params.code, 'clasificacion')}?hecho=asked`));
		}),
	dropReconsideration: (event) =>
		submitted(event, nothing, async () => {
			const { ctx } = event.locals;
			await dropReconsideration(ctx, event.params.code);
			redirect(303, localePath(ctx.locale, `${practicePath(event.params.code, 'clasificacion')}?hecho=withdrawn`));
		})
};
