// Files that came in together: how far their reading is, and what each of them asks.
import { redirect } from '@sveltejs/kit';
import { z } from 'zod';
import { readAgain, readBatch } from '#features/exchange/handlers/batch.server.ts';
import { batchPath } from '#features/exchange/rules/paths.ts';
import { submitted } from '#platform/forms.server.ts';
import { localePath } from '#platform/locale.ts';
import type { Policy } from '#platform/policy.ts';
import type { Actions, PageServerLoad } from './$types';

export const _policy: Policy = 'signedIn';

export const load: PageServerLoad = async ({ locals, params, url }) => ({
	batch: await readBatch(locals.ctx, params.id),
	view: z.enum(['all', 'asking', 'made']).catch('all').parse(url.searchParams.get('ver')),
	done: url.searchParams.get('hecho') ?? ''
});

export const actions: Actions = {
	again: (event) =>
		submitted(event, z.object({ file: z.uuid() }), async ({ file }) => {
			const { ctx } = event.locals;
			await readAgain(ctx, file);
			redirect(303, localePath(ctx.locale, `${batchPath(event.params.id)}?hecho=otra`));
		})
};
