// Labels that the secretariat added to those of the form: see them, add one, take one off.
import { redirect } from '@sveltejs/kit';
import { z } from 'zod';
import { addAliases, listAliases, removeAlias } from '#features/exchange/handlers/aliases.server.ts';
import { FieldAlias } from '#features/exchange/schema.ts';
import { currentEdition } from '#features/methodology/handlers.server.ts';
import { submitted } from '#platform/forms.server.ts';
import { localePath } from '#platform/locale.ts';
import type { Policy } from '#platform/policy.ts';
import type { Actions, PageServerLoad } from './$types';

export const _policy: Policy = 'secretariat';

export const load: PageServerLoad = async ({ locals, url }) => ({
	labels: await listAliases(locals.ctx),
	edition: await currentEdition(locals.ctx.app),
	done: url.searchParams.get('hecho')
});

export const actions: Actions = {
	add: (event) =>
		submitted(event, FieldAlias.omit({ id: true }), async (label) => {
			const { ctx } = event.locals;
			await addAliases(ctx, [label]);
			redirect(303, localePath(ctx.locale, '/trabajo/etiquetas?hecho=agregada'));
		}),
	remove: (event) =>
		submitted(event, z.object({ id: z.uuid() }), async ({ id }) => {
			const { ctx } = event.locals;
			await removeAlias(ctx, id);
			redirect(303, localePath(ctx.locale, '/trabajo/etiquetas?hecho=quitada'));
		})
};
