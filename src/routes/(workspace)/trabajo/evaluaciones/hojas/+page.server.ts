// Working without connection: sheets to take home, and the way back in.
import { redirect } from '@sveltejs/kit';
import { z } from 'zod';
import { listOpenCodes } from '#features/offline/handlers/download.server.ts';
import { bringSheets, listUploads } from '#features/offline/handlers/upload.server.ts';
import { PracticeCode } from '#features/practices/schema.ts';
import { submitted } from '#platform/forms.server.ts';
import { limits } from '#platform/limits.ts';
import { localePath } from '#platform/locale.ts';
import type { Policy } from '#platform/policy.ts';
import { Problem } from '#platform/problem.ts';
import type { Actions, PageServerLoad } from './$types';

export const _policy: Policy = 'assessor';
export const _bodyLimit = limits.batch;

/** From the page of one practice, its sheet alone is expected. */
const Bringing = z.object({ practice: z.union([PracticeCode, z.literal('')]).default('') });

export const load: PageServerLoad = async ({ locals, url }) => ({
	open: await listOpenCodes(locals.ctx),
	uploads: await listUploads(locals.ctx),
	practice: PracticeCode.safeParse(url.searchParams.get('practica')).data ?? '',
	isDiscarded: url.searchParams.has('descartada')
});

export const actions: Actions = {
	bring: (event) =>
		submitted(event, Bringing, async ({ practice }, form) => {
			const { ctx } = event.locals;
			const files = form.getAll('file').filter((file): file is File => file instanceof File && file.name !== '');
			const given = await Promise.all(files.map(async (file) => ({ name: file.name, bytes: new Uint8Array(await file.arrayBuffer()) })));
			const { uploads, failures } = await bringSheets(ctx, given, practice || null);
			const [only, ...more] = uploads;
			const [failure] = failures;
			if (failure) throw new Problem(failure.reason, { detail: { failures } });
			redirect(303, localePath(ctx.locale, `/trabajo/evaluaciones/hojas${only && more.length === 0 ? `/${only.id}` : ''}`));
		})
};
