// A form of another kind: a person says which field each of its texts belongs to.
import { redirect } from '@sveltejs/kit';
import { z } from 'zod';
import { importMapped, readMappable } from '#features/exchange/handlers/mapping.server.ts';
import { currentEdition } from '#features/methodology/handlers.server.ts';
import { FieldKey } from '#features/methodology/schema.ts';
import { practicePath } from '#features/practices/rules/sections.ts';
import { hasRole } from '#platform/ctx.ts';
import { submitted } from '#platform/forms.server.ts';
import { localePath } from '#platform/locale.ts';
import type { Policy } from '#platform/policy.ts';
import type { Actions, PageServerLoad } from './$types';

export const _policy: Policy = 'signedIn';

export const load: PageServerLoad = async ({ locals, params }) => ({
	file: await readMappable(locals.ctx, params.file),
	edition: await currentEdition(locals.ctx.app),
	mayRemember: hasRole(locals.ctx.actor, 'secretariat')
});

/** `mapping.0`, `mapping.1` … in the order of the texts; blank is no field. */
const MappingForm = z.object({
	mapping: z.record(z.string().regex(/^\d{1,3}$/), z.union([FieldKey, z.literal('')])).default({}),
	remember: z.boolean().default(false)
});

export const actions: Actions = {
	default: (event) =>
		submitted(event, MappingForm, async ({ mapping, remember }) => {
			const { ctx } = event.locals;
			const { pairs } = await readMappable(ctx, event.params.file);
			const chosen = pairs.map((_, at) => mapping[at] || null);
			const code = await importMapped(ctx, event.params.file, chosen, { remembers: remember });
			redirect(303, localePath(ctx.locale, `${practicePath(code)}?leido`));
		})
};
