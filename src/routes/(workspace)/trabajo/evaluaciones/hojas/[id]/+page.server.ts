// What a sheet that was brought back would change; confirmed in one act, or discarded.
import { redirect } from '@sveltejs/kit';
import { z } from 'zod';
import { applyUpload, discardUpload, readUpload } from '#features/offline/handlers/upload.server.ts';
import { UploadChoice } from '#features/offline/schema.ts';
import { submitted } from '#platform/forms.server.ts';
import { localePath } from '#platform/locale.ts';
import type { Policy } from '#platform/policy.ts';
import type { Actions, PageServerLoad } from './$types';

export const _policy: Policy = 'assessor';

const count = z.coerce.number().int().min(0).max(10_000).catch(0);

export const load: PageServerLoad = async ({ locals, params, url: { searchParams } }) => ({
	preview: await readUpload(locals.ctx, params.id),
	applied: searchParams.has('guardada')
		? { judgements: count.parse(searchParams.get('juicios')), comments: count.parse(searchParams.get('comentarios')) }
		: undefined
});

export const actions: Actions = {
	apply: (event) =>
		submitted(event, UploadChoice, async (choice) => {
			const { ctx } = event.locals;
			const { judgements, comments } = await applyUpload(ctx, event.params.id, choice);
			const self = localePath(ctx.locale, `/trabajo/evaluaciones/hojas/${event.params.id}`);
			redirect(303, `${self}?guardada&juicios=${judgements}&comentarios=${comments}`);
		}),
	discard: (event) =>
		submitted(event, z.object({}), async () => {
			const { ctx } = event.locals;
			await discardUpload(ctx, event.params.id);
			redirect(303, localePath(ctx.locale, '/trabajo/evaluaciones/hojas?descartada'));
		})
};
