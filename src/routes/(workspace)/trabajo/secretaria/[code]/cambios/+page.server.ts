// What a new text changes against the published one, and whether it is a mere correction.
import { redirect } from '@sveltejs/kit';
import { z } from 'zod';
import { acceptCorrection, readRevision } from '#features/assessments/handlers/revision.server.ts';
import { readStanding } from '#features/assessments/handlers/standing.server.ts';
import { readEdition } from '#features/methodology/handlers.server.ts';
import { submitted } from '#platform/forms.server.ts';
import { localePath } from '#platform/locale.ts';
import type { Policy } from '#platform/policy.ts';
import type { Actions, PageServerLoad } from './$types';

export const _policy: Policy = 'secretariat';

export const load: PageServerLoad = async ({ locals: { ctx }, params }) => {
	const [revision, standing] = await Promise.all([readRevision(ctx, params.code), readStanding(ctx, params.code)]);
	return {
		code: params.code,
		revision,
		edition: readEdition(ctx.app, revision.to.content.edition),
		canAccept: standing.acts.includes('acceptCorrection')
	};
};

export const actions: Actions = {
	default: (event) =>
		submitted(event, z.object({}), async () => {
			const { ctx } = event.locals;
			await acceptCorrection(ctx, event.params.code);
			redirect(303, `${localePath(ctx.locale, `/trabajo/secretaria/${event.params.code}`)}?hecho=acceptCorrection`);
		})
};
