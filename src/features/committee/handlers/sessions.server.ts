// The committee meets: the secretariat convenes, writes down who came and what was resolved, and closes. A closed session says what it says.

import { notify } from '#features/notices/handlers.server.ts';
import { change } from '#platform/change.server.ts';
import { actorId, type Ctx, hasRole, type Tx } from '#platform/ctx.ts';
import { Problem } from '#platform/problem.ts';
import { momentsAt } from '#platform/zones.ts';
import { mayClose } from '../rules.ts';
import type { SessionAct, SessionInput, SessionNotes } from '../schema.ts';
import * as store from '../store.server.ts';
import { assembleAct, forReader, requireReadable } from './act.server.ts';

/** Sessions that somebody may open: the secretariat all, everybody else those she is invited to. @throws Problem signInRequired */
export async function listSessions(ctx: Ctx): Promise<store.SessionListRow[]> {
	if (ctx.actor.kind === 'anonymous') throw new Problem('signInRequired');
	return store.listSessions(ctx.app.db, isSecretariat(ctx) ? null : actorId(ctx.actor));
}

export interface SessionView {
	session: Pick<store.SessionRow, 'code' | 'title' | 'heldAt' | 'timeZone' | 'place' | 'quorum' | 'minutes' | 'closedAt' | 'version'>;
	/** Code of the call it belongs to. */
	call: string | null;
	/** What its act says, as far as it is for the reader. */
	act: SessionAct;
	canWrite: boolean;
	/** Why it cannot be closed now; null when it can. */
	notClosable: 'sessionClosed' | 'sessionNotHeld' | 'quorumMissing' | null;
}

/** A session with its agenda and members, for the secretariat and for those invited. @throws Problem notFound */
export async function readSession(ctx: Ctx, code: string): Promise<SessionView> {
	const { db } = ctx.app;
	const row = await requireReadable(ctx, code);
	const assembled = await assembleAct(ctx, db, row);
	const call = row.callId ? await store.findCall(db, { id: row.callId }) : undefined;
	const closing = mayClose({ ...row, present: assembled.act.present }, ctx.app.now());
	const { title, heldAt, timeZone, place, quorum, minutes, closedAt, version } = row;
	return {
		session: { code, title, heldAt, timeZone, place, quorum, minutes, closedAt, version },
		call: call?.code ?? null,
		act: forReader(ctx, assembled),
		canWrite: isSecretariat(ctx) && row.closedAt === null,
		notClosable: closing.ok ? null : closing.why
	};
}

/** What a convocation chooses from. */
export interface Choices {
	practices: store.AgendaRow[];
	people: Pick<store.MemberRow, 'personId' | 'name' | 'institutions'>[];
}

/** @param code of a session that is being changed, so that what is on its agenda can stay @throws Problem notAllowed, notFound */
export async function listChoices(ctx: Ctx, code?: string): Promise<Choices> {
	requireSecretariat(ctx);
	const { db } = ctx.app;
	const row = code === undefined ? undefined : await store.findSession(db, code);
	const items = row ? await store.listItems(db, row.id) : [];
	const including = items.map(({ versionId }) => versionId);
	const [practices, people] = await Promise.all([store.listForAgenda(db, including), store.listInvitable(db)]);
	return { practices, people };
}

/** Convenes a session and tells everybody invited. @returns its code @throws Problem notAllowed, invalidInput with the field that is wrong */
export async function conveneSession(ctx: Ctx, input: SessionInput): Promise<{ code: string }> {
	requireSecretariat(ctx);
	return change(ctx, 'committeeSession.convene', async (tx, about) => {
		const { fields, versionIds, personIds } = await checkInput(tx, input, []);
		const { id, code } = await store.insertSession(tx, { ...fields, createdBy: actorId(ctx.actor), createdAt: ctx.app.now() });
		await store.setItems(tx, id, versionIds);
		await store.setMembers(tx, id, personIds);
		await invite(ctx, tx, code, fields.heldAt, personIds);
		about({ kind: 'committeeSession', id: code, detail: { practices: versionIds.length, members: personIds.length } });
		return { code };
	});
}

/**
 * Changes what a session was convened for. Who is invited anew is told, and everybody when day or hour change.
 * @param version of the session the change is based on
 * @returns the new version
 * @throws Problem notFound, notAllowed, versionConflict, sessionClosed, invalidInput with the field that is wrong,
 *   inUse where something was written down already of a practice or a person that would leave
 */
export async function changeSession(ctx: Ctx, code: string, version: number, input: SessionInput): Promise<{ version: number }> {
	requireSecretariat(ctx);
	return change(ctx, 'committeeSession.change', async (tx, about) => {
		const row = await lockOpen(tx, code, version);
		const [items, members] = await Promise.all([store.listItems(tx, row.id), store.listMembers(tx, row.id)]);
		const { fields, versionIds, personIds } = await checkInput(tx, input, items);
		const isDropped = items.some(({ versionId, resolution }) => resolution !== '' && !versionIds.includes(versionId));
		const isUninvited = members.some(
			({ personId, attendance, note }) => (attendance !== 'invited' || note !== '') && !personIds.includes(personId)
		);
		if (isDropped || isUninvited) throw new Problem('inUse', { fields: [{ path: isDropped ? 'practices' : 'members', message: 'inUse' }] });
		await store.setItems(tx, row.id, versionIds);
		await store.setMembers(tx, row.id, personIds);
		const next = await store.updateSession(tx, row, fields);
		const isMoved = fields.heldAt.getTime() !== row.heldAt.getTime();
		const known = new Set(members.map(({ personId }) => personId));
		await invite(ctx, tx, code, fields.heldAt, isMoved ? personIds : personIds.filter((id) => !known.has(id)));
		about({ kind: 'committeeSession', id: code, detail: { version: next, practices: versionIds.length, members: personIds.length } });
		return { version: next };
	});
}

/**
 * Writes down who came, what was resolved on each practice and what was said; people and practices that are not named stay as they were.
 * @returns the new version @throws Problem notFound, also for somebody who is not invited, notAllowed, versionConflict, sessionClosed
 */
export async function recordSession(ctx: Ctx, code: string, version: number, notes: SessionNotes): Promise<{ version: number }> {
	requireSecretariat(ctx);
	return change(ctx, 'committeeSession.record', async (tx, about) => {
		const row = await lockOpen(tx, code, version);
		const [items, members] = await Promise.all([store.listItems(tx, row.id), store.listMembers(tx, row.id)]);
		for (const [personId, attendance] of Object.entries(notes.attendance)) {
			if (!members.some((member) => member.personId === personId)) throw new Problem('notFound');
			await store.setAttendance(tx, row.id, personId, attendance);
		}
		for (const [practice, resolution] of Object.entries(notes.resolutions)) {
			const item = items.find((each) => each.code === practice);
			if (!item) throw new Problem('notFound');
			await store.setResolution(tx, row.id, item.versionId, resolution);
		}
		const next = await store.updateSession(tx, row, { minutes: notes.minutes });
		about({ kind: 'committeeSession', id: code, detail: { version: next } });
		return { version: next };
	});
}

/**
 * Closes a session: from now on its act says what it says.
 * @throws Problem notFound, notAllowed, versionConflict, sessionClosed, sessionNotHeld, quorumMissing
 */
export async function closeSession(ctx: Ctx, code: string, version: number): Promise<void> {
	requireSecretariat(ctx);
	await change(ctx, 'committeeSession.close', async (tx, about) => {
		const row = await lockOpen(tx, code, version);
		const { act } = await assembleAct(ctx, tx, row);
		const closedAt = ctx.app.now();
		const allowed = mayClose({ ...row, present: act.present }, closedAt);
		if (!allowed.ok) throw new Problem(allowed.why);
		await store.updateSession(tx, row, { act: { ...act, closedAt: closedAt.toISOString() }, closedAt, closedBy: actorId(ctx.actor) });
		about({ kind: 'committeeSession', id: code, detail: { present: act.present, practices: act.items.length } });
	});
}

async function lockOpen(tx: Tx, code: string, version: number): Promise<store.SessionRow> {
	const row = await store.lockSession(tx, code);
	if (row.closedAt) throw new Problem('sessionClosed');
	if (row.version !== version) throw new Problem('versionConflict', { detail: { version: row.version } });
	return row;
}

/** What is written of a session, once everything that it names is known. @param kept items that may stay although they moved on */
async function checkInput(tx: Tx, input: SessionInput, kept: store.ItemRow[]) {
	const heldAt = momentsAt(input.heldAt, input.timeZone).at(0);
	if (!heldAt) throw wrong('heldAt', 'hourMissing');
	const call = input.call === null ? undefined : await store.findCall(tx, { code: input.call });
	if (input.call !== null && !call) throw wrong('call', 'notFound');
	const possible = await store.listForAgenda(
		tx,
		kept.map(({ versionId }) => versionId)
	);
	const versionIds = [...new Set(input.practices)].map((code) => {
		const found = kept.find((item) => item.code === code)?.versionId ?? possible.find((row) => row.code === code)?.versionId;
		if (!found) throw wrong('practices', 'notReady');
		return found;
	});
	const invitable = new Set((await store.listInvitable(tx)).map(({ personId }) => personId));
	if (input.members.some((id) => !invitable.has(id))) throw wrong('members', 'notFound');
	const personIds = [...new Set([...input.members, ...(await store.listPanelists(tx, versionIds))])];
	const { title, timeZone, place, quorum } = input;
	// It could never be closed.
	if (quorum > personIds.length) throw wrong('quorum', 'quorumTooLarge');
	return { fields: { callId: call?.id ?? null, title, heldAt, timeZone, place, quorum }, versionIds, personIds };
}

async function invite(ctx: Ctx, tx: Tx, session: string, heldAt: Date, to: string[]): Promise<void> {
	await notify(ctx, tx, { to, kind: 'sessionCalled', detail: { session, day: heldAt.toISOString() }, isTodo: true });
}

function isSecretariat(ctx: Ctx): boolean {
	return ctx.actor.kind === 'operator' || hasRole(ctx.actor, 'secretariat');
}

function requireSecretariat(ctx: Ctx): void {
	if (!isSecretariat(ctx)) throw new Problem('notAllowed');
}

function wrong(path: string, message: string): Problem {
	return new Problem('invalidInput', { fields: [{ path, message }] });
}
