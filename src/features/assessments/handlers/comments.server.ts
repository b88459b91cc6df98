// Remarks of assessors on passages of the text, which they never edit: their own until disclosure, then the panel's without names.
import type { FieldKey } from '#features/methodology/schema.ts';
import { requireAct } from '#features/practices/handlers.server.ts';
import { findPractice } from '#features/practices/store.server.ts';
import { change, type Subject } from '#platform/change.server.ts';
import { actorId, type Ctx, type Tx } from '#platform/ctx.ts';
import { Problem } from '#platform/problem.ts';
import { findPassage } from '../rules/passages.ts';
import type { CommentInput } from '../schema.ts';
import { type CommentRow, insertComment, listComments, updateComment } from '../store/judgements.server.ts';
import { lockAssessment } from '../store/seats.server.ts';
import { type Case, factsOf, lockCase, readCase } from './case.server.ts';
import { requireSecretariat } from './review.server.ts';

/** A remark as it is shown: nobody is named. */
export interface PassageComment {
	id: string;
	key: FieldKey;
	quote: string;
	text: string;
	version: number;
}

/**
 * Comments on a passage. @param first the field that the passage was marked in, where that is known
 * @returns id of the comment @throws Problem notAssigned, interestNotDeclared, wrongState, invalidInput where the text lacks the passage
 */
export async function addComment(ctx: Ctx, code: string, comment: CommentInput, first?: FieldKey): Promise<{ id: string }> {
	return change(ctx, 'assessment.comment', async (tx, about) => {
		const known = await lockCase(ctx, tx, code);
		return { id: await writeComment(ctx, tx, about, known, comment, first) };
	});
}

/** The same as a part of another act. @throws Problem as `addComment` */
export async function writeComment(
	ctx: Ctx,
	tx: Tx,
	about: (subject: Subject) => void,
	known: Case,
	{ quote, text }: CommentInput,
	first?: FieldKey
): Promise<string> {
	requireAct(ctx, 'comment', known.practice, factsOf(known));
	const key = findPassage(known.version.content, quote, first);
	if (!key) throw new Problem('invalidInput', { fields: [{ path: 'quote', message: 'passageUnknown' }] });
	const assessment = await lockAssessment(tx, known.version.id, actorId(ctx.actor) ?? '');
	const id = await insertComment(tx, { assessmentId: assessment.id, key, quote, text, createdAt: ctx.app.now() });
	about({ kind: 'assessment', id: assessment.id, detail: { practice: known.practice.code, section: key } });
	return id;
}

/** Words one's own comment anew. @throws Problem notFound when it is not one's own, versionConflict, notAssigned, wrongState */
export async function editComment(ctx: Ctx, code: string, id: string, version: number, text: string): Promise<void> {
	await changeComment(ctx, 'assessment.editComment', code, id, (comment) => {
		if (comment.version !== version) throw new Problem('versionConflict', { detail: { current: comment.text, version: comment.version } });
		return { text };
	});
}

/** Takes one's own comment back; the file keeps it. @throws Problem notFound when it is not one's own, notAssigned, wrongState */
export async function removeComment(ctx: Ctx, code: string, id: string): Promise<void> {
	await changeComment(ctx, 'assessment.removeComment', code, id, () => ({ removedAt: ctx.app.now() }));
}

async function changeComment(
	ctx: Ctx,
	act: 'assessment.editComment' | 'assessment.removeComment',
	code: string,
	id: string,
	decide: (comment: CommentRow) => { text?: string; removedAt?: Date }
): Promise<void> {
	await change(ctx, act, async (tx, about) => {
		const known = await lockCase(ctx, tx, code);
		requireAct(ctx, 'comment', known.practice, factsOf(known));
		const assessment = await lockAssessment(tx, known.version.id, actorId(ctx.actor) ?? '');
		const comment = (await listComments(tx, [assessment.id])).find((one) => one.id === id);
		if (!comment) throw new Problem('notFound');
		await updateComment(tx, comment, decide(comment));
		about({ kind: 'assessment', id: assessment.id, detail: { practice: code, section: comment.key } });
	});
}

/**
 * What the panel remarked on passages, for the observations that go to the author. Nobody is named, and whoever sits on the panel herself
 * reads nothing here. @throws Problem notFound, notAllowed, wrongState for a draft never sent
 */
export async function listPanelComments(ctx: Ctx, code: string): Promise<PassageComment[]> {
	requireSecretariat(ctx);
	const practice = await findPractice(ctx.app.db, code);
	if (!practice) throw new Problem('notFound');
	const known = await readCase(ctx, ctx.app.db, practice);
	if (known.assessments.some(({ assessorId }) => assessorId === actorId(ctx.actor))) return [];
	return commentsOf(
		ctx,
		known.assessments.filter(({ excusedAt }) => !excusedAt).map(({ id }) => id)
	);
}

/** Comments of these assessments, as they are shown. */
export async function commentsOf(ctx: Ctx, assessmentIds: string[]): Promise<PassageComment[]> {
	const rows = await listComments(ctx.app.db, assessmentIds);
	return rows.map(({ id, key, quote, text, version }) => ({ id, key, quote, text, version }));
}
