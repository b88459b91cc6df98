// Giving a person's practices to somebody else, one act each: what went through stays if a later one is refused.
import { redirect } from '@sveltejs/kit';
import { z } from 'zod';
import { listPeople, readPerson } from '#features/people/handlers.server.ts';
import { Email } from '#features/people/schema.ts';
import { handOver, listPracticesOf } from '#features/practices/handlers.server.ts';
import { submitted } from '#platform/forms.server.ts';
import { localePath } from '#platform/locale.ts';
import type { Policy } from '#platform/policy.ts';
import type { Actions, PageServerLoad } from './$types';

export const _policy: Policy = 'secretariat';

const HandOverForm = z.object({ codes: z.array(z.string()).min(1), heir: Email });

export const load: PageServerLoad = async ({ locals, params }) => {
	const { ctx } = locals;
	const [person, people, practices] = await Promise.all([readPerson(ctx, params.id), listPeople(ctx), listPracticesOf(ctx, params.id)]);
	return {
		person,
		heirs: people.filter(({ id, deactivatedAt }) => id !== params.id && !deactivatedAt),
		practices: practices.filter(({ state }) => state !== 'archived')
	};
};

export const actions: Actions = {
	default: (event) =>
		submitted(event, HandOverForm, async ({ codes, heir }) => {
			const { ctx } = event.locals;
			for (const code of codes) await handOver(ctx, code, heir);
			redirect(303, localePath(ctx.locale, `/trabajo/personas/${event.params.id}`));
		})
};
