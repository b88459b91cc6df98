// Keeps the search that the address spells in somebody's account.
import { redirect } from '@sveltejs/kit';
import { describeSearch, saveSearch } from '#features/following/handlers.server.ts';
import { NewSearch } from '#features/following/schema.ts';
import { onceOnly, submitted } from '#platform/forms.server.ts';
import { localePath } from '#platform/locale.ts';
import type { Policy } from '#platform/policy.ts';
import type { Actions, PageServerLoad } from './$types';

export const _policy: Policy = 'signedIn';

export const load: PageServerLoad = async ({ locals: { ctx }, url }) => ({ search: await describeSearch(ctx, url.search) });

export const actions: Actions = {
	default: (event) =>
		submitted(event, NewSearch, async (search, form) => {
			const { ctx } = event.locals;
			await saveSearch(onceOnly(ctx, form, 'search'), search);
			redirect(303, `${localePath(ctx.locale, '/trabajo/busquedas')}?hecho=guardada`);
		})
};
