// Two ways to begin: a file that is already written, or a blank form.
import { redirect } from '@sveltejs/kit';
import { z } from 'zod';
import { readBatch, startBatch, waitForBatch } from '#features/exchange/handlers/batch.server.ts';
import { batchPath, comparePath } from '#features/exchange/rules/paths.ts';
import { ReadRefusal } from '#features/exchange/schema.ts';
import { currentEdition } from '#features/methodology/handlers.server.ts';
import { DeclaredClass } from '#features/methodology/schema.ts';
import { createPractice } from '#features/practices/handlers.server.ts';
import { canCreate } from '#features/practices/rules/life.ts';
import { practicePath } from '#features/practices/rules/sections.ts';
import type { Ctx } from '#platform/ctx.ts';
import { submitted } from '#platform/forms.server.ts';
import { limits } from '#platform/limits.ts';
import { Locale, localePath } from '#platform/locale.ts';
import type { Policy } from '#platform/policy.ts';
import { Problem } from '#platform/problem.ts';
import type { Actions, PageServerLoad } from './$types';

export const _policy: Policy = 'signedIn';
export const _bodyLimit = limits.batch;

export const load: PageServerLoad = async ({ locals }) => {
	if (!canCreate(locals.ctx.actor)) throw new Problem('notAllowed');
	return { edition: await currentEdition(locals.ctx.app) };
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
			const files = form.getAll('file').filter((file): file is File => file instanceof File && file.name !== '');
			const given = await Promise.all(files.map(async (file) => ({ name: file.name, bytes: new Uint8Array(await file.arrayBuffer()) })));
			redirect(303, localePath(ctx.locale, await whereTo(ctx, await startBatch(ctx, given))));
		})
};

/** How long somebody with one file waits for its draft before the page of the batch is shown, in ms. */
const patience = 5_000;

/** One file that was read leads to its draft or to what is asked about it; everything else to the list of the files. */
async function whereTo(ctx: Ctx, id: string): Promise<string> {
	const { files } = await readBatch(ctx, id);
	const isRead = files.length === 1 && (await waitForBatch(ctx, id, patience));
	const file = isRead ? (await readBatch(ctx, id)).files[0] : undefined;
	const [practice, ...more] = file?.practices ?? [];
	const [held, ...others] = file?.held ?? [];
	if (file?.state === 'created' && practice && more.length === 0) return `${practicePath(practice.code)}?leido`;
	if (file?.state === 'held' && held && others.length === 0 && !practice) return comparePath(id, file.id, held.position);
	// A file that can only be refused again leaves the form where it was, with the reason at the field.
	const reason = ReadRefusal.safeParse(file?.reason);
	if (reason.success && file?.pairs.length === 0) throw new Problem(reason.data);
	return batchPath(id);
}
