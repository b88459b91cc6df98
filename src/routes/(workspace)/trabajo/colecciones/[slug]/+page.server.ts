// One collection as the secretariat works on it: its text, its practices and their order, and whether it is public.
import { redirect } from '@sveltejs/kit';
import { z } from 'zod';
import { searchCatalogue } from '#features/catalogue/handlers/search.server.ts';
import { CatalogueQuery } from '#features/catalogue/schema.ts';
import { changeCollection, publishCollection, readCollectionDesk, unpublishCollection } from '#features/collections/handlers.server.ts';
import { practicesOf } from '#features/collections/rules.ts';
import { CollectionForm } from '#features/collections/schema.ts';
import { formObject, readForm, submitted } from '#platform/forms.server.ts';
import { localePath } from '#platform/locale.ts';
import type { Policy } from '#platform/policy.ts';
import type { Actions, PageServerLoad, RequestEvent } from './$types';

export const _policy: Policy = 'secretariat';

export const load: PageServerLoad = async ({ locals: { ctx }, params, url }) => ({
	collection: await readCollectionDesk(ctx, params.slug),
	done: url.searchParams.get('hecho') ?? ''
});

/** Practices offered for one search. */
const mostFound = 12;

const Versioned = z.object({ version: z.coerce.number().int() });

export const actions: Actions = {
	save: (event) =>
		submitted(event, CollectionForm, async (form) => {
			const { title, introduction, language, version } = form;
			await changeCollection(event.locals.ctx, event.params.slug, version, {
				...{ title, introduction, language },
				practices: practicesOf(form)
			});
			backTo(event, 'guardada');
		}),
	/** Nothing is stored: the form comes back as it was typed, with practices to choose from. */
	search: (event) =>
		submitted(event, z.object({ q: z.string().default('') }), async ({ q }) => {
			const { items } = await searchCatalogue(event.locals.ctx, CatalogueQuery.parse({ q, limit: mostFound }));
			return { values: formObject(await readForm(event)), found: items.map(({ code, title }) => ({ code, title })) };
		}),
	publish: (event) =>
		submitted(event, Versioned, async ({ version }) => {
			await publishCollection(event.locals.ctx, event.params.slug, version);
			backTo(event, 'publicada');
		}),
	unpublish: (event) =>
		submitted(event, Versioned, async ({ version }) => {
			await unpublishCollection(event.locals.ctx, event.params.slug, version);
			backTo(event, 'borrador');
		})
};

/** Shows the page anew, with a word about what was done. */
function backTo({ locals: { ctx }, params }: RequestEvent, done: string): never {
	redirect(303, localePath(ctx.locale, `/trabajo/colecciones/${params.slug}?hecho=${done}`));
}
