// One concept of the thesaurus, to change.
import { redirect } from '@sveltejs/kit';
import { changeConcept, readConcept } from '#features/thesaurus/handlers.server.ts';
import { submitted } from '#platform/forms.server.ts';
import { localePath } from '#platform/locale.ts';
import type { Policy } from '#platform/policy.ts';
import { Problem } from '#platform/problem.ts';
import { isUuid } from '#platform/validation.ts';
import { VersionedConceptForm } from '../concept-form.ts';
import type { Actions, PageServerLoad } from './$types';

export const _policy: Policy = 'secretariat';

/** Ids are UUIDs; any other address leads nowhere. @throws Problem notFound */
function checkId(id: string): string {
	if (!isUuid(id)) throw new Problem('notFound');
	return id;
}

export const load: PageServerLoad = async ({ locals, params, url }) => ({
	concept: await readConcept(locals.ctx, checkId(params.id)),
	done: url.searchParams.get('hecho')
});

export const actions: Actions = {
	default: (event) =>
		submitted(event, VersionedConceptForm, async ({ version, ...input }) => {
			const { ctx } = event.locals;
			await changeConcept(ctx, checkId(event.params.id), version, input);
			redirect(303, localePath(ctx.locale, `/trabajo/tesauro/${event.params.id}?hecho=guardado`));
		})
};
