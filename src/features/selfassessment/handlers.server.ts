// The author judges her own practice with the panel's rubric before she sends it. It is hers: nobody else reads it before the verdict.

import { readEdition } from '#features/methodology/handlers.server.ts';
import { findCriterion } from '#features/methodology/rules/edition.ts';
import type { CriterionKey, Edition, Judgement } from '#features/methodology/schema.ts';
import { readContent, requireAct } from '#features/practices/handlers.server.ts';
import { mayAct } from '#features/practices/rules/life.ts';
import type { PracticeContent } from '#features/practices/schema.ts';
import { findPractice, holdPractice, listAttachments } from '#features/practices/store.server.ts';
import { change } from '#platform/change.server.ts';
import { actorId, type Ctx } from '#platform/ctx.ts';
import { Problem } from '#platform/problem.ts';
import { type SpokenHint, selfHints } from './rules.ts';
import * as store from './store.server.ts';

export interface SelfAssessment {
	code: string;
	title: string;
	isInvented: boolean;
	edition: Edition;
	/** The text as it stands now. */
	content: PracticeContent;
	own: Record<CriterionKey, store.SelfJudgementRow>;
	hints: Record<CriterionKey, SpokenHint[]>;
	/** Whether it may still be changed: until the practice is sent. */
	canAssess: boolean;
}

/** What the author has judged so far. @throws Problem notFound for everybody else, the secretariat included */
export async function readSelfAssessment(ctx: Ctx, code: string): Promise<SelfAssessment> {
	const { db } = ctx.app;
	const practice = await findPractice(db, code);
	const id = actorId(ctx.actor);
	if (!practice || !id || practice.ownerId !== id) throw new Problem('notFound');
	const [content, rows] = await Promise.all([readContent(db, practice), store.listSelfJudgements(db, practice.id)]);
	const edition = readEdition(ctx.app, practice.edition);
	const own = Object.fromEntries(rows.map((row) => [row.criterion, row]));
	return {
		code,
		title: content.fields.title,
		isInvented: practice.isInvented,
		edition,
		content,
		own,
		hints: Object.fromEntries(
			edition.criteria.map((criterion) => [
				criterion.key,
				selfHints(criterion, own[criterion.key], { content, edition, locale: ctx.locale })
			])
		),
		canAssess: mayAct('selfAssess', { actor: ctx.actor, state: practice.state, ownerId: practice.ownerId }).ok
	};
}

/**
 * Keeps one judgement; it may be as incomplete as she likes.
 * @param version of the judgement the change is based on, 0 when there is none yet
 * @returns the new version, and what could still be added
 * @throws Problem wrongState, notAllowed, notFound, invalidInput for a file that is not the practice's, versionConflict with what is stored
 */
export async function saveSelfJudgement(
	ctx: Ctx,
	code: string,
	criterion: CriterionKey,
	version: number,
	judgement: Judgement
): Promise<{ version: number; savedAt: Date; hints: SpokenHint[] }> {
	return change(ctx, 'practice.selfAssess', async (tx, about) => {
		const practice = await holdPractice(tx, code);
		requireAct(ctx, 'selfAssess', practice);
		const edition = readEdition(ctx.app, practice.edition);
		const asked = findCriterion(edition, criterion);
		if (!asked) throw new Problem('notFound');
		const files = new Set((await listAttachments(tx, practice.id)).map(({ id }) => `file:${id}`));
		if (judgement.evidence.some((reference) => reference.startsWith('file:') && !files.has(reference)))
			throw new Problem('invalidInput', { fields: [{ path: 'evidence', message: 'evidenceUnknown' }] });
		const savedAt = ctx.app.now();
		const saved = await store.putSelfJudgement(tx, { practiceId: practice.id, criterion }, version, judgement, savedAt);
		if (saved === undefined) {
			const current = (await store.listSelfJudgements(tx, practice.id)).find((row) => row.criterion === criterion);
			throw new Problem('versionConflict', { detail: { current, version: current?.version ?? 0 } });
		}
		about({ kind: 'practice', id: code, detail: { criterion, version: saved } });
		const content = await readContent(tx, practice);
		return { version: saved, savedAt, hints: selfHints(asked, judgement, { content, edition, locale: ctx.locale }) };
	});
}
