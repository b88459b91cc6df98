// The outbox: mails to hand over by other means, or those that wait and those that did not go.
import { redirect } from '@sveltejs/kit';
import { z } from 'zod';
import { listOutbox, markDelivered, retryMail } from '#features/notices/handlers.server.ts';
import { PageQuery } from '#features/notices/schema.ts';
import type { Ctx } from '#platform/ctx.ts';
import { submitted } from '#platform/forms.server.ts';
import { localePath } from '#platform/locale.ts';
import type { Policy } from '#platform/policy.ts';
import type { Actions, PageServerLoad } from './$types';

export const _policy: Policy = 'secretariat';

const dones = ['entregado', 'reintento'] as const;
const MailForm = z.object({ id: z.uuid() });

export const load: PageServerLoad = async ({ locals, url }) => {
	const { data = PageQuery.parse({}) } = PageQuery.safeParse({ page: url.searchParams.get('pagina') ?? undefined });
	return {
		outbox: await listOutbox(locals.ctx, data),
		page: data.page,
		done: dones.find((done) => url.searchParams.has(done))
	};
};

const back = (ctx: Ctx, done: (typeof dones)[number]) => redirect(303, `${localePath(ctx.locale, '/trabajo/buzon-de-salida')}?${done}`);

export const actions: Actions = {
	deliver: (event) =>
		submitted(event, MailForm, async ({ id }) => {
			await markDelivered(event.locals.ctx, id);
			back(event.locals.ctx, 'entregado');
		}),
	retry: (event) =>
		submitted(event, MailForm, async ({ id }) => {
			await retryMail(event.locals.ctx, id);
			back(event.locals.ctx, 'reintento');
		})
};
