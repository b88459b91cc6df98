// Imported text that found no field: a person places each piece or dismisses it.
import { redirect } from '@sveltejs/kit';
import { z } from 'zod';
import { FieldKey } from '#features/methodology/schema.ts';
import { placeUnplaced, readDraft } from '#features/practices/handlers.server.ts';
import { practicePath } from '#features/practices/rules/sections.ts';
import { submitted } from '#platform/forms.server.ts';
import { localePath } from '#platform/locale.ts';
import type { Policy } from '#platform/policy.ts';
import type { Actions, PageServerLoad } from './$types';

export const _policy: Policy = 'signedIn';

export const load: PageServerLoad = async ({ locals, params }) => {
	const { practice, edition, content, unplaced } = await readDraft(locals.ctx, params.code);
	return { code: practice.code, title: content.fields.title, edition, unplaced };
};

const Placing = z.object({ id: z.uuid(), key: z.union([FieldKey, z.literal('')]) });

export const actions: Actions = {
	default: (event) =>
		submitted(event, Placing, async ({ id, key }) => {
			const { ctx } = event.locals;
			await placeUnplaced(ctx, event.params.code, id, key || null);
			redirect(303, localePath(ctx.locale, practicePath(event.params.code, 'sin-ubicar')));
		})
};
