// Handing a practice over to another account.
import { redirect } from '@sveltejs/kit';
import { z } from 'zod';
import { handOver, readDraft } from '#features/practices/handlers.server.ts';
import { submitted } from '#platform/forms.server.ts';
import { localePath } from '#platform/locale.ts';
import type { Policy } from '#platform/policy.ts';
import { Problem } from '#platform/problem.ts';
import type { Actions, PageServerLoad } from './$types';

export const _policy: Policy = 'signedIn';

export const load: PageServerLoad = async ({ locals, params }) => {
	const { practice, content } = await readDraft(locals.ctx, params.code);
	return { code: practice.code, title: content.fields.title };
};

const Heir = z.object({ heir: z.email() });

export const actions: Actions = {
	default: (event) =>
		submitted(event, Heir, async ({ heir }) => {
			const { ctx } = event.locals;
			const { code } = event.params;
			await handOver(ctx, code, heir).catch((error: unknown) => {
				const isUnknown = error instanceof Problem && error.fields.some(({ path }) => path === 'email');
				throw isUnknown ? new Problem('invalidInput', { fields: [{ path: 'heir', message: 'notFound' }] }) : error;
			});
			redirect(303, localePath(ctx.locale, `/trabajo?entregada=${code}`));
		})
};
