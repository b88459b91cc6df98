// One institution: to look at, and for the secretariat to change.
import { redirect } from '@sveltejs/kit';
import { z } from 'zod';
import { changeInstitution, listInstitutions, readInstitution } from '#features/institutions/handlers.server.ts';
import { hasRole } from '#platform/ctx.ts';
import { submitted } from '#platform/forms.server.ts';
import { localePath } from '#platform/locale.ts';
import type { Policy } from '#platform/policy.ts';
import { Problem } from '#platform/problem.ts';
import { isUuid } from '#platform/validation.ts';
import { InstitutionForm } from '../institution-form.ts';
import type { Actions, PageServerLoad } from './$types';

export const _policy: Policy = 'signedIn';

const VersionedForm = InstitutionForm.extend({ version: z.coerce.number().int() });

/** Ids are UUIDs; any other address leads nowhere. @throws Problem notFound */
function checkId(id: string): string {
	if (!isUuid(id)) throw new Problem('notFound');
	return id;
}

export const load: PageServerLoad = async ({ locals, params, url }) => {
	const { ctx } = locals;
	const [institution, parents] = await Promise.all([readInstitution(ctx, checkId(params.id)), listInstitutions(ctx, { q: '' })]);
	return {
		institution,
		parents,
		mayChange: hasRole(ctx.actor, 'secretariat'),
		isAdded: url.searchParams.has('agregada'),
		isSaved: url.searchParams.has('guardado')
	};
};

export const actions: Actions = {
	default: (event) =>
		submitted(event, VersionedForm, async ({ version, ...input }) => {
			const { ctx } = event.locals;
			await changeInstitution(ctx, checkId(event.params.id), version, input);
			redirect(303, `${localePath(ctx.locale, `/trabajo/instituciones/${event.params.id}`)}?guardado`);
		})
};
