// Two ways to begin: a file that is already written, or a blank form.
import { redirect } from '@sveltejs/kit';
import { z } from 'zod';
import { importFile } from '#features/exchange/handlers/import.server.ts';
import { currentEdition } from '#features/methodology/handlers.server.ts';
import { DeclaredClass } from '#features/methodology/schema.ts';
import { createPractice } from '#features/practices/handlers.server.ts';
import { canCreate } from '#features/practices/rules/life.ts';
import { practicePath } from '#features/practices/rules/sections.ts';
import { submitted } from '#platform/forms.server.ts';
import { Locale, localePath } from '#platform/locale.ts';
import type { Policy } from '#platform/policy.ts';
import { Problem } from '#platform/problem.ts';
import type { Actions, PageServerLoad } from './$types';

export const _policy: Policy = 'signedIn';

export const load: PageServerLoad = ({ locals }) => {
	if (!canCreate(locals.ctx.actor)) throw new Problem('notAllowed');
	return { edition: currentEdition(locals.ctx.app) };
};

const Blank = z.object({ declaredClass: z.union([DeclaredClass, z.literal('')]).default(''), language: Locale.optional() });

export const actions: Actions = {
	blank: (event) =>
		submitted(event, Blank, async ({ declaredClass, language }) => {
			const { ctx } = event.locals;
			const { code } = await createPractice(ctx, { declaredClass: declaredClass || null, ...(language ? { language } : {}) });
			redirect(303, localePath(ctx.locale, practicePath(code)));
		}),
	upload: (event) =>
		submitted(event, z.object({}), async (_input, form) => {
			const { ctx } = event.locals;
			const file = form.get('file');
			if (!(file instanceof File) || file.name === '') throw new Problem('invalidInput', { fields: [{ path: 'file', message: 'file' }] });
			const [imported] = await importFile(ctx, { name: file.name, bytes: new Uint8Array(await file.arrayBuffer()) });
			if (!imported?.code) throw new Error('an import that was not a trial opened no draft');
			const { code, warnings } = imported;
			const doubts = warnings.map(({ code: doubt, key }) => `&duda=${doubt}.${key ?? ''}`);
			redirect(303, localePath(ctx.locale, `${practicePath(code)}?leido${[...new Set(doubts)].join('')}`));
		})
};
