// Anybody writes to the people who document a published practice; nobody's address is shown.
import { redirect } from '@sveltejs/kit';
import { readEntry } from '#features/catalogue/handlers/catalogue.server.ts';
import { sendMessage } from '#features/contact/handlers.server.ts';
import { ContactForm } from '#features/contact/schema.ts';
import { submitted } from '#platform/forms.server.ts';
import { localePath } from '#platform/locale.ts';
import type { Policy } from '#platform/policy.ts';
import type { Actions, PageServerLoad } from './$types';

export const _policy: Policy = 'public';

export const load: PageServerLoad = async ({ locals: { ctx }, params }) => {
	const { code, title, language } = await readEntry(ctx, params.code);
	return { code, title, language };
};

export const actions: Actions = {
	default: (event) =>
		submitted(event, ContactForm, async (message) => {
			const { ctx, address } = event.locals;
			await sendMessage(ctx, event.params.code, message, address);
			redirect(303, localePath(ctx.locale, `/practicas/${event.params.code}/contacto/enviado`));
		})
};
