// Messages of readers, for whoever may answer them.
import { redirect } from '@sveltejs/kit';
import { z } from 'zod';
import { deleteMessage, listMessages } from '#features/contact/handlers.server.ts';
import { submitted } from '#platform/forms.server.ts';
import { localePath } from '#platform/locale.ts';
import type { Policy } from '#platform/policy.ts';
import type { Actions, PageServerLoad } from './$types';

export const _policy: Policy = 'signedIn';

export const load: PageServerLoad = async ({ locals: { ctx }, url }) => ({
	messages: await listMessages(ctx),
	done: url.searchParams.get('hecho') ?? ''
});

export const actions: Actions = {
	delete: (event) =>
		submitted(event, z.object({ id: z.uuid() }), async ({ id }) => {
			const { ctx } = event.locals;
			await deleteMessage(ctx, id);
			redirect(303, localePath(ctx.locale, '/trabajo/mensajes?hecho=borrado'));
		})
};
