// Files of a practice: attach, choose who sees them, take off and put back.
import { redirect } from '@sveltejs/kit';
import { z } from 'zod';
import {
	addAttachment,
	changeVisibility,
	listAttachments,
	removeAttachment,
	restoreAttachment
} from '#features/evidence/handlers.server.ts';
import { AttachmentInput } from '#features/evidence/schema.ts';
import { readDraft } from '#features/practices/handlers.server.ts';
import { mayAct } from '#features/practices/rules/life.ts';
import { practicePath } from '#features/practices/rules/sections.ts';
import { AttachmentKey, Visibility } from '#features/practices/schema.ts';
import { submitted } from '#platform/forms.server.ts';
import { limits } from '#platform/limits.ts';
import { localePath } from '#platform/locale.ts';
import type { Policy } from '#platform/policy.ts';
import { Problem } from '#platform/problem.ts';
import type { Actions, PageServerLoad, RequestEvent } from './$types';

export const _policy: Policy = 'signedIn';
export const _bodyLimit = limits.upload;

export const load: PageServerLoad = async ({ locals, params, url }) => {
	const { ctx } = locals;
	const [{ practice, edition, content }, files] = await Promise.all([readDraft(ctx, params.code), listAttachments(ctx, params.code)]);
	return {
		code: practice.code,
		title: content.fields.title,
		edition,
		files,
		canWrite: mayAct('editSection', { actor: ctx.actor, state: practice.state, ownerId: practice.ownerId }).ok,
		/** The section somebody came from. */
		from: AttachmentKey.safeParse(url.searchParams.get('seccion')).data,
		done: url.searchParams.get('hecho'),
		removed: z.uuid().safeParse(url.searchParams.get('quitado')).data
	};
};

const ById = z.object({ id: z.uuid() });
const Change = ById.extend({ version: z.coerce.number().int(), visibility: Visibility });

const toList = ({ locals, params }: RequestEvent, query: string) =>
	redirect(303, localePath(locals.ctx.locale, `${practicePath(params.code, 'archivos')}?${query}`));

export const actions: Actions = {
	add: (event) =>
		submitted(event, AttachmentInput, async (input, form) => {
			const file = form.get('file');
			if (!(file instanceof File) || file.name === '') throw new Problem('invalidInput', { fields: [{ path: 'file', message: 'file' }] });
			const bytes = new Uint8Array(await file.arrayBuffer());
			await addAttachment(event.locals.ctx, event.params.code, { ...input, name: file.name, bytes });
			toList(event, `hecho=adjunto&seccion=${input.key}`);
		}),
	change: (event) =>
		submitted(event, Change, async ({ id, version, visibility }) => {
			await changeVisibility(event.locals.ctx, event.params.code, id, version, visibility);
			toList(event, 'hecho=cambio');
		}),
	remove: (event) =>
		submitted(event, ById, async ({ id }) => {
			await removeAttachment(event.locals.ctx, event.params.code, id);
			toList(event, `quitado=${id}`);
		}),
	restore: (event) =>
		submitted(event, ById, async ({ id }) => {
			await restoreAttachment(event.locals.ctx, event.params.code, id);
			toList(event, 'hecho=repuesto');
		})
};
