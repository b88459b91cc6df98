// What may happen to a seat after it was given: an excuse, a tie that the secretariat decides on, another date, a stand-in. What somebody
// handed in is kept in the file, whatever becomes of her seat.
import { findCallById } from '#features/calls/store.server.ts';
import { notify, notifySecretariat } from '#features/notices/handlers.server.ts';
import { requireAct } from '#features/practices/handlers.server.ts';
import { change, type Subject } from '#platform/change.server.ts';
import { actorId, type Ctx, hasRole, type Tx } from '#platform/ctx.ts';
import { Problem } from '#platform/problem.ts';
import { chosenDue, dueDay, isLate } from '../rules/seats.ts';
import type { DueChange, Excuse, ExcuseKind, OwnExcuse, TieDecision } from '../schema.ts';
import { type AssessmentRow, lockAssessment, lockSeat, updateAssessment } from '../store/seats.server.ts';
import { type Case, factsOf, lockCase } from './case.server.ts';

type About = (subject: Subject) => void;

/** Whether the person acting sits or sat on the panel. */
export function isPanelistOf(ctx: Ctx, { assessments }: Pick<Case, 'assessments'>): boolean {
	const id = actorId(ctx.actor);
	return id !== null && assessments.some(({ assessorId }) => assessorId === id);
}

/** The acts on a panel are the secretariat's, but for whoever sits on it. @throws Problem notAllowed, notImpartial */
export function requireSteering(ctx: Ctx, known: Pick<Case, 'assessments'>): void {
	if (!hasRole(ctx.actor, 'secretariat')) throw new Problem('notAllowed');
	if (isPanelistOf(ctx, known)) throw new Problem('notImpartial');
}

/**
 * Lets somebody go from a panel, as the secretariat: because she is late, or because her institution has become a party.
 * @throws Problem wrongState where neither is so, notImpartial for somebody of the panel, notFound, notAllowed
 */
export async function excuseAssessor(ctx: Ctx, code: string, { assessmentId, kind, note }: Excuse): Promise<void> {
	await change(ctx, 'practice.excuse', async (tx, about) => {
		const known = await lockCase(ctx, tx, code);
		requireAct(ctx, 'excuse', known.practice, factsOf(known));
		requireSteering(ctx, known);
		const seat = await lockSeat(tx, known.version.id, assessmentId);
		const holds = { conflict: known.conflicted.has(seat.assessorId), late: isLate(seat, ctx.app.now()) };
		if (seat.excusedAt || !holds[kind]) throw new Problem('wrongState');
		await excuseSeat(ctx, tx, about, code, seat, { kind, note });
	});
}

/** Asks to be let off, before handing in, with a reason for the secretariat. @throws Problem wrongState, notAssigned, notFound */
export async function excuseMyself(ctx: Ctx, code: string, { note }: OwnExcuse): Promise<void> {
	await change(ctx, 'assessment.excuse', async (tx, about) => {
		const known = await lockCase(ctx, tx, code);
		requireAct(ctx, 'excuse', known.practice, factsOf(known));
		const own = await lockAssessment(tx, known.version.id, actorId(ctx.actor) ?? '');
		if (own.excusedAt || own.submittedAt) throw new Problem('wrongState');
		await excuseSeat(ctx, tx, about, code, own, { kind: 'own', note });
	});
}

/**
 * Accepts a declared tie, which opens the content, or refuses it, which excuses.
 * @throws Problem wrongState when there is none to decide on, notImpartial, notFound, notAllowed
 */
export async function decideTie(ctx: Ctx, code: string, { assessmentId, accept, note }: TieDecision): Promise<void> {
	await change(ctx, 'practice.decideTie', async (tx, about) => {
		const known = await lockCase(ctx, tx, code);
		requireAct(ctx, 'decideTie', known.practice, factsOf(known));
		const seat = await lockSeat(tx, known.version.id, assessmentId);
		if (seat.interest !== 'tie' || seat.tieAcceptedAt || seat.excusedAt) throw new Problem('wrongState');
		about({ kind: 'practice', id: code, detail: { accepted: accept } });
		const tieDecidedBy = actorId(ctx.actor);
		if (!accept) {
			await excuseSeat(ctx, tx, about, code, seat, { kind: 'interest', note }, { tieDecidedBy });
			return;
		}
		await updateAssessment(tx, seat, { tieAcceptedAt: ctx.app.now(), tieDecidedBy });
		about({ kind: 'assessment', id: seat.id, detail: { practice: code, accepted: true } });
		await notify(ctx, tx, { to: [seat.assessorId], kind: 'tieAccepted', detail: { practice: code }, isTodo: !seat.submittedAt });
	});
}

/** Gives somebody another last day. @throws Problem wrongState once she handed in or was excused, notImpartial, notFound, invalidInput */
export async function moveDue(ctx: Ctx, code: string, { assessmentId, dueOn }: DueChange): Promise<void> {
	await change(ctx, 'practice.moveDue', async (tx, about) => {
		const known = await lockCase(ctx, tx, code);
		requireAct(ctx, 'assign', known.practice, factsOf(known));
		const seat = await lockSeat(tx, known.version.id, assessmentId);
		if (seat.submittedAt || seat.excusedAt) throw new Problem('wrongState');
		const call = known.version.callId ? await findCallById(tx, known.version.callId) : undefined;
		const dueAt = chosenDue(dueOn, ctx.app.now(), call);
		if (!dueAt) throw new Problem('invalidInput', { fields: [{ path: 'dueOn', message: 'dayPassed' }] });
		await updateAssessment(tx, seat, { dueAt });
		about({ kind: 'assessment', id: seat.id, detail: { practice: code } });
		await notify(ctx, tx, {
			to: [seat.assessorId],
			kind: 'assessmentDue',
			detail: { practice: code, day: dueDay(dueAt, call?.timeZone ?? null) },
			isTodo: true
		});
	});
}

/**
 * The seat that a stand-in takes over: one that was excused, or one that is late and is excused by this.
 * @throws Problem wrongState where it is neither, or somebody stands in already; notFound
 */
export async function vacate(ctx: Ctx, tx: Tx, about: About, known: Case, assessmentId: string): Promise<AssessmentRow> {
	const seat = await lockSeat(tx, known.version.id, assessmentId);
	if (known.assessments.some(({ standsInFor, excusedAt }) => standsInFor === seat.id && !excusedAt)) throw new Problem('wrongState');
	if (seat.excusedAt) return seat;
	if (!isLate(seat, ctx.app.now())) throw new Problem('wrongState');
	await excuseSeat(ctx, tx, about, known.practice.code, seat, { kind: 'late', note: '' });
	return seat;
}

/**
 * Writes an excuse as part of a larger act, which has asked whether it may. Whoever did not ask for it herself is told; otherwise the
 * secretariat is, without a name.
 * @param seat taken for the transaction
 */
export async function excuseSeat(
	ctx: Ctx,
	tx: Tx,
	about: About,
	code: string,
	seat: AssessmentRow,
	{ kind, note }: { kind: ExcuseKind; note: string },
	more: Parameters<typeof updateAssessment>[2] = {}
): Promise<void> {
	await updateAssessment(tx, seat, {
		...more,
		excusedAt: ctx.app.now(),
		excuseKind: kind,
		excuseNote: note || null,
		excusedBy: actorId(ctx.actor)
	});
	about({ kind: 'assessment', id: seat.id, detail: { practice: code, excuse: kind } });
	const detail = { practice: code };
	if (seat.assessorId === actorId(ctx.actor)) await notifySecretariat(ctx, tx, { kind: 'excused', detail, isTodo: true });
	else await notify(ctx, tx, { to: [seat.assessorId], kind: 'released', detail });
}
