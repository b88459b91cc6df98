// Closing an account, or opening it again, after a second look.
import { redirect } from '@sveltejs/kit';
import { z } from 'zod';
import { readPerson, setDeactivated } from '#features/people/handlers.server.ts';
import { submitted } from '#platform/forms.server.ts';
import { localePath } from '#platform/locale.ts';
import type { Policy } from '#platform/policy.ts';
import type { Actions, PageServerLoad } from './$types';

export const _policy: Policy = 'secretariat';

/** What the page said it would do: it may have been open while somebody else did it. */
const Confirmation = z.object({ version: z.coerce.number().int(), act: z.enum(['deactivate', 'reactivate']) });

export const load: PageServerLoad = async ({ locals, params }) => ({ person: await readPerson(locals.ctx, params.id) });

export const actions: Actions = {
	default: (event) =>
		submitted(event, Confirmation, async ({ version, act }) => {
			const { ctx } = event.locals;
			await setDeactivated(ctx, event.params.id, version, act === 'deactivate');
			redirect(303, localePath(ctx.locale, `/trabajo/personas/${event.params.id}`));
		})
};
