// The thesaurus as a file: out, and in again in the place of all there is.
import { redirect } from '@sveltejs/kit';
import { z } from 'zod';
import { importThesaurus, listConcepts } from '#features/thesaurus/handlers.server.ts';
import { readThesaurusFile } from '#features/thesaurus/rules.ts';
import { submitted } from '#platform/forms.server.ts';
import { limits } from '#platform/limits.ts';
import { localePath } from '#platform/locale.ts';
import type { Policy } from '#platform/policy.ts';
import { Problem } from '#platform/problem.ts';
import type { Actions, PageServerLoad } from './$types';

export const _policy: Policy = 'secretariat';
export const _bodyLimit = limits.upload;

export const load: PageServerLoad = async ({ locals }) => ({ count: (await listConcepts(locals.ctx, { q: '' })).length });

export const actions: Actions = {
	default: (event) =>
		submitted(event, z.object({ confirmed: z.literal('yes') }), async (_, form) => {
			const { ctx } = event.locals;
			const file = form.get('file');
			const isReadable = file instanceof File && file.size <= limits.body;
			const read = readThesaurusFile(isReadable ? new Uint8Array(await file.arrayBuffer()) : new Uint8Array());
			if (!read.ok) throw new Problem('invalidInput', { detail: { place: read.place }, fields: [{ path: 'file', message: 'file' }] });
			await importThesaurus(ctx, read.thesaurus);
			redirect(303, localePath(ctx.locale, '/trabajo/tesauro?hecho=cargado'));
		})
};
