// Withdrawing asks once more before it is done.
import { redirect } from '@sveltejs/kit';
import { z } from 'zod';
import { movePractice, readDraft } from '#features/practices/handlers.server.ts';
import { practicePath } from '#features/practices/rules/sections.ts';
import { submitted } from '#platform/forms.server.ts';
import { localePath } from '#platform/locale.ts';
import type { Policy } from '#platform/policy.ts';
import type { Actions, PageServerLoad } from './$types';

export const _policy: Policy = 'signedIn';

export const load: PageServerLoad = async ({ locals, params }) => {
	const { practice, content } = await readDraft(locals.ctx, params.code);
	return { code: practice.code, title: content.fields.title };
};

export const actions: Actions = {
	default: (event) =>
		submitted(event, z.object({}), async () => {
			const { ctx } = event.locals;
			await movePractice(ctx, event.params.code, 'withdraw');
			redirect(303, localePath(ctx.locale, `${practicePath(event.params.code)}?hecho=retirada`));
		})
};
