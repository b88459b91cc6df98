// One account: its data, a link for its password, and the way to its other acts.
import { redirect } from '@sveltejs/kit';
import { z } from 'zod';
import { listInstitutions } from '#features/institutions/handlers.server.ts';
import { currentEdition } from '#features/methodology/handlers.server.ts';
import { changePerson, changeThemes, readPerson, readThemes, resetLink } from '#features/people/handlers.server.ts';
import { Invite, Themes } from '#features/people/schema.ts';
import { listPracticesOf } from '#features/practices/handlers.server.ts';
import { submitted } from '#platform/forms.server.ts';
import { localePath } from '#platform/locale.ts';
import type { Policy } from '#platform/policy.ts';
import type { Actions, PageServerLoad } from './$types';

export const _policy: Policy = 'secretariat';

const PersonForm = Invite.pick({ name: true, roles: true }).extend({
	institutionIds: z.array(z.uuid()).default([]),
	version: z.coerce.number().int()
});

export const load: PageServerLoad = async ({ locals, params, url }) => {
	const { ctx } = locals;
	const [person, institutions, practices, themes, edition] = await Promise.all([
		readPerson(ctx, params.id),
		listInstitutions(ctx, { q: '' }),
		listPracticesOf(ctx, params.id),
		readThemes(ctx, params.id),
		currentEdition(ctx.app)
	]);
	return {
		person,
		institutions,
		practices,
		themes,
		knownThemes: edition.vocabulary.themes,
		isSaved: url.searchParams.has('guardado')
	};
};

export const actions: Actions = {
	save: (event) =>
		submitted(event, PersonForm, async ({ version, ...set }) => {
			const { ctx } = event.locals;
			await changePerson(ctx, event.params.id, version, set);
			redirect(303, `${localePath(ctx.locale, `/trabajo/personas/${event.params.id}`)}?guardado`);
		}),
	themes: (event) =>
		submitted(event, Themes, async ({ themes }) => {
			const { ctx } = event.locals;
			await changeThemes(ctx, event.params.id, themes);
			redirect(303, `${localePath(ctx.locale, `/trabajo/personas/${event.params.id}`)}?guardado`);
		}),
	reset: (event) =>
		submitted(event, z.object({}), async () => {
			const { ctx } = event.locals;
			const secret = await resetLink(ctx, event.params.id);
			const link = ctx.app.config.origin + localePath(ctx.locale, `/restablecer/${secret}`);
			return { link, isMailed: ctx.app.config.mail !== undefined };
		})
};
