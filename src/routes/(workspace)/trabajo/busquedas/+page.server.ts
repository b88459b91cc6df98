// Somebody's own searches: open, rename, choose alerts, delete.
import { redirect } from '@sveltejs/kit';
import { z } from 'zod';
import { changeSearch, listSearches, removeSearch } from '#features/following/handlers.server.ts';
import { SearchChange } from '#features/following/schema.ts';
import { submitted } from '#platform/forms.server.ts';
import { localePath } from '#platform/locale.ts';
import type { Policy } from '#platform/policy.ts';
import type { Actions, PageServerLoad, RequestEvent } from './$types';

export const _policy: Policy = 'signedIn';

export const load: PageServerLoad = async ({ locals: { ctx }, url }) => ({
	searches: await listSearches(ctx),
	done: url.searchParams.get('hecho') ?? ''
});

const Chosen = z.object({ id: z.uuid(), version: z.coerce.number().int() });
const back = ({ locals: { ctx } }: RequestEvent, done: string) =>
	redirect(303, `${localePath(ctx.locale, '/trabajo/busquedas')}?hecho=${done}`);

export const actions: Actions = {
	change: (event) =>
		submitted(event, Chosen.and(SearchChange), async ({ id, version, ...change }) => {
			await changeSearch(event.locals.ctx, id, version, change);
			back(event, 'cambiada');
		}),
	remove: (event) =>
		submitted(event, Chosen, async ({ id }) => {
			await removeSearch(event.locals.ctx, id);
			back(event, 'borrada');
		})
};
