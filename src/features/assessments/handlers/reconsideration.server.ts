// A verdict that its author asks to have judged again: the same text as a version of its own, for assessors who have not judged it.

import { retireEntry } from '#features/catalogue/handlers/catalogue.server.ts';
import { actOnLabel, endLabel } from '#features/labels/handlers/label.server.ts';
import { daysAfter, lastDayToReconsider } from '#features/labels/rules/validity.ts';
import type { Reconsideration } from '#features/labels/schema.ts';
import {
	findLabel,
	findReconsideration,
	insertReconsideration,
	listReconsiderations,
	settleReconsideration
} from '#features/labels/store.server.ts';
import { notifySecretariat } from '#features/notices/handlers.server.ts';
import { moveAlong, requireAct } from '#features/practices/handlers.server.ts';
import { canRead, mayAct } from '#features/practices/rules/life.ts';
import { dropVersionsAfter, findPractice, insertVersion } from '#features/practices/store.server.ts';
import { change } from '#platform/change.server.ts';
import { actorId, type Ctx, type Tx } from '#platform/ctx.ts';
import { isoDayOf } from '#platform/moments.ts';
import { Problem } from '#platform/problem.ts';
import { copyRequirementChecks } from '../store/requirements.server.ts';
import { getVerdict, type VerdictRow } from '../store/verdicts.server.ts';
import { type Case, factsOf, lockCase, readCase } from './case.server.ts';
import { dropRevision } from './revision.server.ts';

/**
 * Asks to have the current verdict judged again. The text cannot change meanwhile; requirements stay answered as they were.
 * @throws Problem noVerdict, alreadyReconsidered, reconsiderationClosed when the time for it has passed, wrongState, notAllowed
 */
export async function requestReconsideration(ctx: Ctx, code: string, { reason }: { reason: string }): Promise<void> {
	await change(ctx, 'practice.reconsider', async (tx, about) => {
		const known = await lockCase(ctx, tx, code);
		const { practice, version, verdict, edition } = known;
		requireAct(ctx, 'reconsider', practice, factsOf(known));
		if (!verdict) throw new Problem('noVerdict');
		const now = ctx.app.now();
		const again = await insertVersion(tx, practice.id, version.content, actorId(ctx.actor), now, {
			kind: 'reconsideration',
			basedOn: version.id
		});
		await copyRequirementChecks(tx, verdict.versionId, again.id);
		await insertReconsideration(tx, {
			practiceId: practice.id,
			verdictId: verdict.id,
			versionId: again.id,
			reason,
			requestedBy: actorId(ctx.actor),
			requestedAt: now,
			goalOn: daysAfter(isoDayOf(now), edition.reconsideration.goalDays)
		});
		// The label of what is published waits with its verdict; one of an earlier text has nothing to do with it.
		if (practice.state === 'published') await actOnLabel(ctx, tx, practice.id, 'reconsider');
		await moveAlong(ctx, tx, practice, 'reconsider');
		await notifySecretariat(ctx, tx, { kind: 'reconsiderationRequested', detail: { practice: code }, isTodo: true });
		about({ kind: 'practice', id: code, detail: { version: again.number } });
	});
}

/** Takes the request back, as long as there is no new verdict: the earlier one holds as it was. @throws Problem notFound, wrongState, notAllowed */
export async function dropReconsideration(ctx: Ctx, code: string): Promise<void> {
	const known = await findPractice(ctx.app.db, code);
	if (known?.isPublished) return dropRevision(ctx, code);
	await change(ctx, 'practice.dropReconsideration', async (tx, about) => {
		const { practice, version, ...rest } = await lockCase(ctx, tx, code);
		requireAct(ctx, 'dropReconsideration', practice, factsOf({ practice, version, ...rest }));
		await settleReconsideration(tx, version.id, 'dropped', ctx.app.now());
		await dropVersionsAfter(tx, { ...version, number: version.number - 1 }, ctx.app.now());
		await moveAlong(ctx, tx, practice, 'dropReconsideration');
		await notifySecretariat(ctx, tx, { kind: 'practiceWithdrawn', detail: { practice: code } });
		about({ kind: 'practice', id: code, detail: { version: version.number } });
	});
}

/**
 * Says what came out of a reconsideration, as part of the change that confirms its verdict. A practice that had a label and gets none leaves
 * the catalogue: without a class it is private, unless its author wishes otherwise.
 */
export async function settleByVerdict(
	ctx: Ctx,
	tx: Tx,
	{ practice, version }: Case,
	decided: Pick<VerdictRow, 'class' | 'unmet'>
): Promise<void> {
	const request = await findReconsideration(tx, version.id);
	if (!request) return;
	const before = await getVerdict(tx, request.verdictId);
	const isKept = before.class === decided.class && before.unmet.toSorted().join() === decided.unmet.toSorted().join();
	await settleReconsideration(tx, version.id, isKept ? 'kept' : 'changed', ctx.app.now());
	const label = await findLabel(tx, practice.id);
	if (decided.class !== 'unclassified' || label?.verdictId !== request.verdictId) return;
	await endLabel(ctx, tx, practice.id, 'replaced');
	await retireEntry(tx, ctx, practice.id);
}

/** Requests on a practice, and whether the reader may make or take back one. */
export interface ReconsiderationView {
	/** The newest first. */
	requests: Reconsideration[];
	/** The newest one has no answer yet. */
	isUnderWay: boolean;
	/** Assessors who would judge again, and days in which the network means to answer. */
	terms: { assessors: number; goalDays: number };
	/** Last day to ask; null without a verdict. */
	askUntil: string | null;
	canAsk: boolean;
	canDrop: boolean;
}

/** For whoever documents the practice and for the secretariat. @throws Problem notFound */
export async function readReconsideration(ctx: Ctx, code: string): Promise<ReconsiderationView | null> {
	const practice = await findPractice(ctx.app.db, code);
	if (!practice || !canRead(ctx.actor, practice)) throw new Problem('notFound');
	if (!concerned.has(practice.state)) return null;
	const known = await readCase(ctx, ctx.app.db, practice);
	const requests = await listReconsiderations(ctx.app.db, practice.id);
	const situation = { ...factsOf(known), actor: ctx.actor, state: practice.state, ownerId: practice.ownerId };
	const isUnderWay = requests[0] !== undefined && requests[0].outcome === null;
	return {
		requests: requests.map(({ reason, requestedAt, goalOn, outcome, settledAt }) => ({
			reason,
			requestedAt: requestedAt.toISOString(),
			goalOn,
			outcome,
			settledAt: settledAt?.toISOString() ?? null
		})),
		isUnderWay,
		terms: known.edition.reconsideration,
		askUntil: known.verdict ? lastDayToReconsider(isoDayOf(known.verdict.confirmedAt)) : null,
		canAsk: mayAct('reconsider', situation).ok,
		canDrop: isUnderWay && (mayAct('dropReconsideration', situation).ok || mayAct('dropRevision', situation).ok)
	};
}

/** States that a practice with a verdict, or with one that is judged again, can be in. */
const concerned: ReadonlySet<string> = new Set(['assessment', 'deliberation', 'decided', 'published']);
