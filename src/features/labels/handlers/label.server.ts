// What moves a label: each move is part of a larger act, writes its line of the public history, and refuses what the table does not allow.
import type { PracticeClass } from '#features/methodology/schema.ts';
import { notify } from '#features/notices/handlers.server.ts';
import type { App, Ctx, Db, Tx } from '#platform/ctx.ts';
import { Problem } from '#platform/problem.ts';
import { wallClockAt } from '#platform/zones.ts';
import { baseState, isSamePosition, type LabelPosition, moveLabel, restingState } from '../rules/life.ts';
import type { LabelAct, LabelEnd, LabelStory, PublicLabel } from '../schema.ts';
import * as store from '../store.server.ts';

/** The ISO day it is where the network works. */
export async function todayOf(app: App, db: Db | Tx = app.db): Promise<string> {
	return dayIn(await store.getTimeZone(db), app.now());
}

/** The ISO day of a moment in a time zone. */
function dayIn(zone: string, moment: Date): string {
	return wallClockAt(moment, zone).slice(0, 10);
}

/** What a label is granted by. */
export interface GrantingVerdict {
	id: string;
	class: PracticeClass;
	conditional: boolean;
	confirmedAt: Date;
	/** Null without a label. */
	validUntil: string | null;
}

/**
 * Gives a practice the label of a verdict that is being published; the label it had ends. Without a class there is none. Whoever grants
 * has taken the practice.
 */
export async function grantLabel(ctx: Ctx, tx: Tx, practiceId: string, verdict: GrantingVerdict): Promise<void> {
	const before = await store.lockLabel(tx, practiceId);
	if (before?.verdictId === verdict.id) return;
	if (before) await end(ctx, tx, before, 'replaced');
	if (verdict.class === 'unclassified' || verdict.validUntil === null) return;
	const at = ctx.app.now();
	const state = baseState(verdict.conditional);
	const labelId = await store.insertLabel(tx, {
		practiceId,
		verdictId: verdict.id,
		class: verdict.class,
		state,
		stateSince: at,
		grantedOn: dayIn(await store.getTimeZone(tx), verdict.confirmedAt),
		validUntil: verdict.validUntil
	});
	await store.insertEvent(tx, { labelId, act: 'grant', from: null, to: state, at });
	// A new verdict does not answer a report of harm.
	if ((await store.countOpenReports(tx, practiceId)) > 0) await actOnLabel(ctx, tx, practiceId, 'suspend');
}

/**
 * Moves the label of a practice, if it has one. A repetition changes nothing and leaves no line.
 * @throws Problem wrongState where the table does not allow it
 */
export async function actOnLabel(ctx: Ctx, tx: Tx, practiceId: string, act: Exclude<LabelAct, 'grant' | 'end'>): Promise<void> {
	const label = await store.lockLabel(tx, practiceId);
	if (label) await move(ctx, tx, label, act);
}

/** Brings a label back to where it was before a new text or a new panel was on its way; nothing where none was. */
export async function settleLabel(ctx: Ctx, tx: Tx, practiceId: string): Promise<void> {
	const label = await store.lockLabel(tx, practiceId);
	if (!label) return;
	const settling = { underReview: 'settleReview', reconsideration: 'settleReconsideration' } as const;
	const resting = restingState(label);
	if (resting in settling) await move(ctx, tx, label, settling[resting as keyof typeof settling]);
}

/** Ends the label of a practice, if it has one: with the practice, or because a verdict without label took its place. */
export async function endLabel(ctx: Ctx, tx: Tx, practiceId: string, by: LabelEnd): Promise<void> {
	const label = await store.lockLabel(tx, practiceId);
	if (label) await end(ctx, tx, label, by);
}

/** Moves a label that `lockLabel` took. @throws Problem wrongState */
export async function move(ctx: Ctx, tx: Tx, label: store.LabelRow, act: LabelAct): Promise<void> {
	const before: LabelPosition = { state: label.state, resumes: label.resumes, isConditional: label.isConditional };
	const after = moveLabel(before, act);
	if (after === undefined || after === 'ended') throw new Problem('wrongState');
	if (isSamePosition(before, after)) return;
	const at = ctx.app.now();
	const { state, resumes } = after;
	await store.updateLabel(tx, label, { state, resumes, stateSince: state === label.state ? label.stateSince : at });
	await store.insertEvent(tx, { labelId: label.id, act, from: label.state, to: state, at });
	const kind = notices[act];
	if (kind) await notify(ctx, tx, { to: [label.ownerId], kind, detail: { practice: label.code } });
}

/** Moves that the author hears of. */
const notices: Partial<Record<LabelAct, 'labelSuspended' | 'labelLifted' | 'labelLapsed'>> = {
	suspend: 'labelSuspended',
	lift: 'labelLifted',
	lapse: 'labelLapsed'
};

async function end(ctx: Ctx, tx: Tx, label: store.LabelRow, endedBy: LabelEnd): Promise<void> {
	const endedAt = ctx.app.now();
	await store.updateLabel(tx, label, { endedAt, endedBy });
	await store.insertEvent(tx, { labelId: label.id, act: 'end', from: label.state, to: null, at: endedAt });
}

// reading ---------------------------------------------------------------------------------------------------------

/** All labels a practice ever had with what moved them, the newest first. For everybody. */
export async function readStories(db: Db | Tx, practiceId: string): Promise<(LabelStory & { verdictId: string })[]> {
	const labels = await store.listLabels(db, practiceId);
	const events = await store.listEvents(
		db,
		labels.map(({ id }) => id)
	);
	return labels.map((label) => ({
		...asPublicLabel(label),
		verdictId: label.verdictId,
		endedAt: label.endedAt?.toISOString() ?? null,
		endedBy: label.endedBy,
		events: events.filter(({ labelId }) => labelId === label.id).map(({ act, from, to, at }) => ({ act, from, to, at: at.toISOString() }))
	}));
}

/** The label a practice has now, as everybody sees it. */
export async function readLabel(db: Db | Tx, practiceId: string): Promise<PublicLabel | null> {
	const label = await store.findLabel(db, practiceId);
	return label ? asPublicLabel(label) : null;
}

function asPublicLabel({ class: given, state, stateSince, grantedOn, validUntil }: store.LabelRow): PublicLabel {
	return { class: given, state, since: stateSince.toISOString(), grantedOn, validUntil };
}
