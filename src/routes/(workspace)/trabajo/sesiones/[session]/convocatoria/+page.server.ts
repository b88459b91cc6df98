// Changing what a session was convened for, until it is closed.
import { redirect } from '@sveltejs/kit';
import { listCalls } from '#features/calls/handlers.server.ts';
import { changeSession, listChoices, readSession } from '#features/committee/handlers/sessions.server.ts';
import { SessionForm } from '#features/committee/schema.ts';
import { submitted } from '#platform/forms.server.ts';
import { localePath } from '#platform/locale.ts';
import type { Policy } from '#platform/policy.ts';
import type { Actions, PageServerLoad } from './$types';

export const _policy: Policy = 'secretariat';

export const load: PageServerLoad = async ({ locals: { ctx }, params, request }) => {
	const [view, choices, calls] = await Promise.all([readSession(ctx, params.session), listChoices(ctx, params.session), listCalls(ctx)]);
	if (!view.canWrite && request.method === 'GET') redirect(303, localePath(ctx.locale, `/trabajo/sesiones/${params.session}`));
	const { session, call, act } = view;
	return {
		session,
		stored: {
			...session,
			call,
			practices: act.items.map(({ code }) => code),
			members: act.members.map(({ personId }) => personId)
		},
		choices,
		calls: calls.map((each) => ({ code: each.call.code, title: each.call.title })),
		now: ctx.app.now()
	};
};

export const actions: Actions = {
	default: (event) =>
		submitted(event, SessionForm, async ({ session, version }) => {
			const { ctx } = event.locals;
			await changeSession(ctx, event.params.session, version, session);
			redirect(303, `${localePath(ctx.locale, `/trabajo/sesiones/${event.params.session}`)}?hecho=change`);
		})
};
