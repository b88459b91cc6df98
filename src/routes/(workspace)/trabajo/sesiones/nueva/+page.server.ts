// Convening a session of the committee.
import { redirect } from '@sveltejs/kit';
import { listCalls } from '#features/calls/handlers.server.ts';
import { conveneSession, listChoices } from '#features/committee/handlers/sessions.server.ts';
import { SessionForm } from '#features/committee/schema.ts';
import { onceOnly, submitted } from '#platform/forms.server.ts';
import { localePath } from '#platform/locale.ts';
import type { Policy } from '#platform/policy.ts';
import type { Actions, PageServerLoad } from './$types';

export const _policy: Policy = 'secretariat';

export const load: PageServerLoad = async ({ locals: { ctx } }) => {
	const [choices, calls] = await Promise.all([listChoices(ctx), listCalls(ctx)]);
	return { choices, calls: calls.map(({ call }) => ({ code: call.code, title: call.title })), now: ctx.app.now() };
};

export const actions: Actions = {
	default: (event) =>
		submitted(event, SessionForm, async ({ session }, form) => {
			const { ctx } = event.locals;
			const { code } = await conveneSession(onceOnly(ctx, form, 'conveneSession'), session);
			redirect(303, `${localePath(ctx.locale, `/trabajo/sesiones/${code}`)}?hecho=convene`);
		})
};
