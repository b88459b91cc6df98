// One call as the secretariat looks after it: change it, end it.
import { redirect } from '@sveltejs/kit';
import { z } from 'zod';
import { changeCall, endCall, readCallDesk } from '#features/calls/handlers.server.ts';
import { CallForm } from '#features/calls/schema.ts';
import { allEditions } from '#features/methodology/handlers.server.ts';
import { submitted } from '#platform/forms.server.ts';
import { localePath } from '#platform/locale.ts';
import type { Policy } from '#platform/policy.ts';
import type { Actions, PageServerLoad, RequestEvent } from './$types';

export const _policy: Policy = 'secretariat';

export const load: PageServerLoad = async ({ locals: { ctx }, params, url }) => ({
	...(await readCallDesk(ctx, params.call)),
	editions: [...allEditions(ctx.app).values()],
	now: ctx.app.now(),
	done: url.searchParams.get('hecho') ?? ''
});

const Versioned = z.object({ version: z.coerce.number().int() });

export const actions: Actions = {
	save: (event) =>
		submitted(event, z.intersection(CallForm, Versioned), async ({ version, ...input }) => {
			await changeCall(event.locals.ctx, event.params.call, version, input);
			backTo(event, 'saved');
		}),
	end: (event) =>
		submitted(event, Versioned, async ({ version }) => {
			await endCall(event.locals.ctx, event.params.call, version);
			backTo(event, 'saved');
		})
};

/** Shows the page anew, with a word about what was done. */
function backTo({ locals: { ctx }, params }: RequestEvent, done: string): never {
	redirect(303, `${localePath(ctx.locale, `/trabajo/convocatorias/${params.call}`)}?hecho=${done}`);
}
