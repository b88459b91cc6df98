// A new institution. Authors add one while they document; the handler decides.
import { redirect } from '@sveltejs/kit';
import { addInstitution, listInstitutions } from '#features/institutions/handlers.server.ts';
import { submitted } from '#platform/forms.server.ts';
import { localePath } from '#platform/locale.ts';
import type { Policy } from '#platform/policy.ts';
import { InstitutionForm } from '../institution-form.ts';
import type { Actions, PageServerLoad } from './$types';

export const _policy: Policy = 'signedIn';

export const load: PageServerLoad = async ({ locals }) => ({ parents: await listInstitutions(locals.ctx, { q: '' }) });

export const actions: Actions = {
	default: (event) =>
		submitted(event, InstitutionForm, async (input) => {
			const { ctx } = event.locals;
			const id = await addInstitution(ctx, input);
			redirect(303, `${localePath(ctx.locale, `/trabajo/instituciones/${id}`)}?agregada`);
		})
};
