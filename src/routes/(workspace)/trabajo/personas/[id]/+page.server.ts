// One account: its data, a link for its password, and the way to its other acts.
import { redirect } from '@sveltejs/kit';
import { z } from 'zod';
import { listInstitutions } from '#features/institutions/handlers.server.ts';
import { changePerson, readPerson, resetLink } from '#features/people/handlers.server.ts';
import { Invite } from '#features/people/schema.ts';
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
	const [person, institutions, practices] = await Promise.all([
		readPerson(ctx, params.id),
		listInstitutions(ctx, { q: '' }),
		listPracticesOf(ctx, params.id)
	]);
	return {
		person,
		institutions,
		practices,
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
	reset: (event) =>
		submitted(event, z.object({}), async () => {
			const { ctx } = event.locals;
			const secret = await resetLink(ctx, event.params.id);
			return { link: ctx.app.config.origin + localePath(ctx.locale, `/restablecer/${secret}`) };
		})
};
