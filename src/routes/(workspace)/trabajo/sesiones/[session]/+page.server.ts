// One session: agenda, attendance, resolutions, and its closing.
import { redirect } from '@sveltejs/kit';
import { z } from 'zod';
import { closeSession, readSession, recordSession } from '#features/committee/handlers/sessions.server.ts';
import { SessionNotesForm } from '#features/committee/schema.ts';
import { readEdition } from '#features/methodology/handlers.server.ts';
import { submitted } from '#platform/forms.server.ts';
import { localePath } from '#platform/locale.ts';
import type { Policy } from '#platform/policy.ts';
import type { Actions, PageServerLoad, RequestEvent } from './$types';

export const _policy: Policy = 'signedIn';

export const load: PageServerLoad = async ({ locals: { ctx }, params, url }) => {
	const view = await readSession(ctx, params.session);
	return {
		...view,
		editions: view.act.items.map(({ edition }) => readEdition(ctx.app, edition)),
		done: url.searchParams.get('hecho') ?? ''
	};
};

export const actions: Actions = {
	record: (event) =>
		submitted(event, SessionNotesForm, async ({ version, notes }) => {
			await recordSession(event.locals.ctx, event.params.session, version, notes);
			back(event, 'record');
		}),
	close: (event) =>
		submitted(event, z.object({ version: z.coerce.number().int() }), async ({ version }) => {
			await closeSession(event.locals.ctx, event.params.session, version);
			back(event, 'close');
		})
};

function back({ locals, params }: RequestEvent, done: string): never {
	redirect(303, `${localePath(locals.ctx.locale, `/trabajo/sesiones/${params.session}`)}?hecho=${done}`);
}
