// A practice of a file beside the known ones it may be; a person decides whether it is another.
import { redirect } from '@sveltejs/kit';
import { z } from 'zod';
import { decideHeld, readHeld } from '#features/exchange/handlers/batch.server.ts';
import { batchPath } from '#features/exchange/rules/paths.ts';
import { currentEdition } from '#features/methodology/handlers.server.ts';
import { practicePath } from '#features/practices/rules/sections.ts';
import { submitted } from '#platform/forms.server.ts';
import { localePath } from '#platform/locale.ts';
import type { Policy } from '#platform/policy.ts';
import { Problem } from '#platform/problem.ts';
import type { Actions, PageServerLoad, RequestEvent } from './$types';

export const _policy: Policy = 'signedIn';

export const load: PageServerLoad = async ({ locals, params }) => ({
	comparison: await readHeld(locals.ctx, params.file, positionOf(params.position)),
	edition: await currentEdition(locals.ctx.app)
});

function positionOf(text: string): number {
	if (!/^\d{1,6}$/.test(text)) throw new Problem('notFound');
	return Number(text);
}

const decide = (creates: boolean) => (event: RequestEvent) =>
	submitted(event, z.object({}), async () => {
		const { ctx } = event.locals;
		const code = await decideHeld(ctx, event.params.file, positionOf(event.params.position), creates);
		const done = code ? `${practicePath(code)}?leido` : `${batchPath(event.params.id)}?hecho=descartado`;
		redirect(303, localePath(ctx.locale, done));
	});

export const actions: Actions = { create: decide(true), dismiss: decide(false) };
