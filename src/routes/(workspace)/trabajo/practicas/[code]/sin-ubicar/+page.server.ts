// Imported text that found no field, and comments that stood beside the text: a person places each piece or dismisses it, and may undo it.
import { redirect } from '@sveltejs/kit';
import { z } from 'zod';
import { FieldKey } from '#features/methodology/schema.ts';
import { listSettledPieces, placeUnplaced, readDraft, takeBackPiece } from '#features/practices/handlers.server.ts';
import { practicePath } from '#features/practices/rules/sections.ts';
import { submitted } from '#platform/forms.server.ts';
import { localePath } from '#platform/locale.ts';
import type { Policy } from '#platform/policy.ts';
import type { Actions, PageServerLoad, RequestEvent } from './$types';

export const _policy: Policy = 'signedIn';

export const load: PageServerLoad = async ({ locals, params, url }) => {
	const { practice, edition, content, unplaced } = await readDraft(locals.ctx, params.code);
	return {
		code: practice.code,
		title: content.fields.title,
		edition,
		pieces: unplaced.filter(({ kind }) => kind === 'text'),
		notes: unplaced.filter(({ kind }) => kind === 'note'),
		settled: await listSettledPieces(locals.ctx, params.code),
		done: url.searchParams.get('hecho')
	};
};

const Placing = z.object({ id: z.uuid(), key: z.union([FieldKey, z.literal('')]) });

function back({ locals, params }: RequestEvent, done: string): never {
	redirect(303, localePath(locals.ctx.locale, `${practicePath(params.code, 'sin-ubicar')}?hecho=${done}`));
}

export const actions: Actions = {
	place: (event) =>
		submitted(event, Placing, async ({ id, key }) => {
			await placeUnplaced(event.locals.ctx, event.params.code, id, key || null);
			back(event, 'puesto');
		}),
	undo: (event) =>
		submitted(event, z.object({ id: z.uuid() }), async ({ id }) => {
			await takeBackPiece(event.locals.ctx, event.params.code, id);
			back(event, 'deshecho');
		})
};
