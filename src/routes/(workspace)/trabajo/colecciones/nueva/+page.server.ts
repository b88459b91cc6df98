// Beginning a collection.
import { redirect } from '@sveltejs/kit';
import { createCollection } from '#features/collections/handlers.server.ts';
import { NewCollection } from '#features/collections/schema.ts';
import { onceOnly, submitted } from '#platform/forms.server.ts';
import { localePath } from '#platform/locale.ts';
import type { Policy } from '#platform/policy.ts';
import type { Actions } from './$types';

export const _policy: Policy = 'secretariat';

export const actions: Actions = {
	default: (event) =>
		submitted(event, NewCollection.omit({ practices: true }), async (input, form) => {
			const { ctx } = event.locals;
			const { slug } = await createCollection(onceOnly(ctx, form, 'createCollection'), { ...input, practices: [] });
			redirect(303, localePath(ctx.locale, `/trabajo/colecciones/${slug}?hecho=creada`));
		})
};
