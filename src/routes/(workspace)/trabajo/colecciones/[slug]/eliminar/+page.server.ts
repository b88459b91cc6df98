// Deleting a collection asks once more before it is done.
import { redirect } from '@sveltejs/kit';
import { z } from 'zod';
import { deleteCollection, readCollectionDesk } from '#features/collections/handlers.server.ts';
import { submitted } from '#platform/forms.server.ts';
import { localePath } from '#platform/locale.ts';
import type { Policy } from '#platform/policy.ts';
import type { Actions, PageServerLoad } from './$types';

export const _policy: Policy = 'secretariat';

export const load: PageServerLoad = async ({ locals: { ctx }, params }) => {
	const { slug, title, language, version } = await readCollectionDesk(ctx, params.slug);
	return { slug, title, language, version };
};

export const actions: Actions = {
	default: (event) =>
		submitted(event, z.object({ version: z.coerce.number().int() }), async ({ version }) => {
			const { ctx } = event.locals;
			await deleteCollection(ctx, event.params.slug, version);
			redirect(303, localePath(ctx.locale, '/trabajo/colecciones?hecho=eliminada'));
		})
};
