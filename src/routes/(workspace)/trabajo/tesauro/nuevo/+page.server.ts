// A new concept of the thesaurus.
import { redirect } from '@sveltejs/kit';
import { addConcept } from '#features/thesaurus/handlers.server.ts';
import { submitted } from '#platform/forms.server.ts';
import { localePath } from '#platform/locale.ts';
import type { Policy } from '#platform/policy.ts';
import { ConceptForm } from '../concept-form.ts';
import type { Actions } from './$types';

export const _policy: Policy = 'secretariat';

export const actions: Actions = {
	default: (event) =>
		submitted(event, ConceptForm, async (input) => {
			const { ctx } = event.locals;
			const id = await addConcept(ctx, input);
			redirect(303, localePath(ctx.locale, `/trabajo/tesauro/${id}?hecho=agregado`));
		})
};
