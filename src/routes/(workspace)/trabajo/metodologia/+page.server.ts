// The editions of the methodology, for the secretariat: what each changed, and which one new practices get.
import { redirect } from '@sveltejs/kit';
import { z } from 'zod';
import { chooseEdition, listInstalledEditions } from '#features/methodology/handlers.server.ts';
import { EditionId } from '#features/methodology/schema.ts';
import { submitted } from '#platform/forms.server.ts';
import { localePath } from '#platform/locale.ts';
import type { Policy } from '#platform/policy.ts';
import type { Actions, PageServerLoad } from './$types';

export const _policy: Policy = 'secretariat';

export const load: PageServerLoad = async ({ locals, url }) => ({
	...(await listInstalledEditions(locals.ctx)),
	isDone: url.searchParams.has('hecho')
});

export const actions: Actions = {
	default: (event) =>
		submitted(event, z.object({ edition: EditionId }), async ({ edition }) => {
			const { ctx } = event.locals;
			await chooseEdition(ctx, edition);
			redirect(303, localePath(ctx.locale, '/trabajo/metodologia?hecho'));
		})
};
