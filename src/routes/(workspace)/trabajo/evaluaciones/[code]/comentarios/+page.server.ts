// Remarks on passages of one assigned practice: one's own to add, change and take back; the panel's once its judgements show.
import { redirect } from '@sveltejs/kit';
import { z } from 'zod';
import { addComment, editComment, removeComment } from '#features/assessments/handlers/comments.server.ts';
import { readAssignment } from '#features/assessments/handlers/judging.server.ts';
import { CommentInput } from '#features/assessments/schema.ts';
import { findCriterion } from '#features/methodology/rules/edition.ts';
import { submitted } from '#platform/forms.server.ts';
import { localePath } from '#platform/locale.ts';
import type { Policy } from '#platform/policy.ts';
import type { Actions, PageServerLoad, RequestEvent } from './$types';

export const _policy: Policy = 'assessor';

export const load: PageServerLoad = async ({ locals, params, url: { searchParams } }) => {
	const { ctx } = locals;
	const { content, ...assignment } = await readAssignment(ctx, params.code);
	if (!content) redirect(303, localePath(ctx.locale, `/trabajo/evaluaciones/${params.code}`));
	return {
		assignment,
		content,
		/** The criterion that was being judged. */
		from: findCriterion(assignment.edition, searchParams.get('de') ?? '')?.key,
		quote: searchParams.get('pasaje')?.slice(0, 1_000) ?? '',
		done: searchParams.get('hecho') ?? ''
	};
};

const Known = z.object({ id: z.uuid() });

export const actions: Actions = {
	comment: (event) =>
		submitted(event, CommentInput, async (comment) => {
			await addComment(event.locals.ctx, event.params.code, comment);
			backTo(event, 'comment');
		}),
	editComment: (event) =>
		submitted(event, Known.extend({ version: z.coerce.number().int(), text: CommentInput.shape.text }), async ({ id, version, text }) => {
			await editComment(event.locals.ctx, event.params.code, id, version, text);
			backTo(event, 'editComment');
		}),
	removeComment: (event) =>
		submitted(event, Known, async ({ id }) => {
			await removeComment(event.locals.ctx, event.params.code, id);
			backTo(event, 'removeComment');
		})
};

/** Shows the page anew, with a word about what was done and the way back to the criterion. */
function backTo({ locals, params, url }: RequestEvent, done: string): never {
	const query = new URLSearchParams({ hecho: done });
	const from = url.searchParams.get('de');
	if (from) query.set('de', from);
	redirect(303, `${localePath(locals.ctx.locale, `/trabajo/evaluaciones/${params.code}/comentarios`)}?${query}`);
}
