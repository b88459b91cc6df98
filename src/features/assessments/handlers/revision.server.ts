// A new text of a published practice, on its way through the procedure: accepted as a mere correction, or given up.

import { correctEntry } from '#features/catalogue/handlers/catalogue.server.ts';
import { restoreAttachments } from '#features/evidence/handlers.server.ts';
import { settleLabel } from '#features/labels/handlers/label.server.ts';
import { settleReconsideration } from '#features/labels/store.server.ts';
import { notify, notifySecretariat } from '#features/notices/handlers.server.ts';
import { moveAlong, requireAct, restoreText } from '#features/practices/handlers.server.ts';
import type { PracticeContent } from '#features/practices/schema.ts';
import {
	dropVersionsAfter,
	findLastVersion,
	findPractice,
	findPublishedVersion,
	lockPractice,
	markAsCorrection
} from '#features/practices/store.server.ts';
import { change } from '#platform/change.server.ts';
import type { Ctx } from '#platform/ctx.ts';
import { Problem } from '#platform/problem.ts';
import { factsOf, lockCase } from './case.server.ts';
import { requireSecretariat } from './review.server.ts';

/**
 * Publishes a text that was sent as a correction: it stands on the verdict of the version it corrects and keeps that one's label.
 * @throws Problem notImpartial for whoever documents the practice, wrongState, notAllowed
 */
export async function acceptCorrection(ctx: Ctx, code: string): Promise<void> {
	await change(ctx, 'practice.acceptCorrection', async (tx, about) => {
		const { practice, version, ...known } = await lockCase(ctx, tx, code);
		requireAct(ctx, 'acceptCorrection', practice, factsOf({ practice, version, ...known }));
		const published = await findPublishedVersion(tx, practice.id);
		if (!published) throw new Problem('wrongState');
		await markAsCorrection(tx, version, published.kind === 'correction' && published.basedOn ? published.basedOn : published.id);
		await settleLabel(ctx, tx, practice.id);
		await correctEntry(tx, ctx, { practiceId: practice.id, versionId: version.id });
		await moveAlong(ctx, tx, practice, 'acceptCorrection');
		await notify(ctx, tx, { to: [practice.ownerId], kind: 'correctionAccepted', detail: { practice: code, at: 'public' } });
		about({ kind: 'practice', id: code, detail: { version: version.number } });
	});
}

/**
 * Gives up what was begun after the publication, a new text or a reconsideration. The draft says again what is published; what was typed
 * stays in the earlier texts of each section. @throws Problem notFound, wrongState, notAllowed
 */
export async function dropRevision(ctx: Ctx, code: string): Promise<void> {
	await change(ctx, 'practice.dropRevision', async (tx, about) => {
		const practice = await lockPractice(tx, code);
		const last = await findLastVersion(tx, practice.id);
		requireAct(ctx, 'dropRevision', practice, { isReconsidered: last?.kind === 'reconsideration' });
		const published = await findPublishedVersion(tx, practice.id);
		if (!last || !published) throw new Problem('wrongState');
		await settleReconsideration(tx, last.id, 'dropped', ctx.app.now());
		await dropVersionsAfter(tx, published, ctx.app.now());
		await settleLabel(ctx, tx, practice.id);
		await restoreText(ctx, tx, practice, published.content);
		await restoreAttachments(
			ctx,
			tx,
			practice.id,
			published.content.attachments.map(({ id }) => id)
		);
		await moveAlong(ctx, tx, practice, 'dropRevision');
		// What the secretariat never saw it need not hear of.
		if (practice.state !== 'draft') await notifySecretariat(ctx, tx, { kind: 'practiceWithdrawn', detail: { practice: code } });
		about({ kind: 'practice', id: code, detail: { version: published.number } });
	});
}

/** A new text beside the one in the catalogue. */
export interface RevisionComparison {
	from: { number: number; content: PracticeContent };
	to: { number: number; content: PracticeContent };
	/** The author says that nothing but a typo or a translation changed. */
	isSaidToCorrect: boolean;
}

/** What a sent text changes against the published one, for the secretariat. @throws Problem notAllowed; notFound where nothing waits */
export async function readRevision(ctx: Ctx, code: string): Promise<RevisionComparison> {
	requireSecretariat(ctx);
	const practice = await findPractice(ctx.app.db, code);
	if (!practice) throw new Problem('notFound');
	const [published, last] = await Promise.all([findPublishedVersion(ctx.app.db, practice.id), findLastVersion(ctx.app.db, practice.id)]);
	if (!published || !last || last.number <= published.number) throw new Problem('notFound');
	return { from: published, to: last, isSaidToCorrect: last.isSaidToCorrect };
}
