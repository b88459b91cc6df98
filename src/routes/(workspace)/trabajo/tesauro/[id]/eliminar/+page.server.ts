// Deleting a concept asks once more before it is done.
import { redirect } from '@sveltejs/kit';
import { deleteConcept, readConcept } from '#features/thesaurus/handlers.server.ts';
import { submitted } from '#platform/forms.server.ts';
import { localePath } from '#platform/locale.ts';
import type { Policy } from '#platform/policy.ts';
import { Problem } from '#platform/problem.ts';
import { isUuid } from '#platform/validation.ts';
import { VersionForm } from '../../concept-form.ts';
import type { Actions, PageServerLoad } from './$types';

export const _policy: Policy = 'secretariat';

export const load: PageServerLoad = async ({ locals, params }) => {
	if (!isUuid(params.id)) throw new Problem('notFound');
	return { concept: await readConcept(locals.ctx, params.id) };
};

export const actions: Actions = {
	default: (event) =>
		submitted(event, VersionForm, async ({ version }) => {
			const { ctx } = event.locals;
			if (!isUuid(event.params.id)) throw new Problem('notFound');
			await deleteConcept(ctx, event.params.id, version);
			redirect(303, localePath(ctx.locale, '/trabajo/tesauro?hecho=eliminado'));
		})
};
