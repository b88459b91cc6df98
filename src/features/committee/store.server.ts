// SQL of deliberations in writing and of the committee's sessions.
import { sql } from 'kysely';
import type { CriterionKey } from '#features/methodology/schema.ts';
import type { PracticeState } from '#features/practices/schema.ts';
import { isLastVersion } from '#features/practices/store.server.ts';
import type { Db, Tx } from '#platform/ctx.ts';
import { Problem } from '#platform/problem.ts';
import type { Attendance, SessionAct } from './schema.ts';

// deliberation in writing -----------------------------------------------------------------------------------------

export interface NoteRow {
	id: string;
	criterion: CriterionKey | null;
	authorId: string;
	text: string;
	createdAt: Date;
}

/** Oldest first. */
export function listNotes(db: Db | Tx, versionId: string): Promise<NoteRow[]> {
	return db
		.selectFrom('deliberationNote')
		.select(['id', 'criterion', 'authorId', 'text', 'createdAt'])
		.where('versionId', '=', versionId)
		.orderBy('createdAt')
		.orderBy('id')
		.limit(2_000)
		.$castTo<NoteRow>()
		.execute();
}

export async function insertNote(tx: Tx, row: Omit<NoteRow, 'id'> & { versionId: string }): Promise<void> {
	await tx.insertInto('deliberationNote').values(row).execute();
}

// sessions --------------------------------------------------------------------------------------------------------

export interface SessionRow {
	id: string;
	code: string;
	callId: string | null;
	title: string;
	heldAt: Date;
	timeZone: string;
	place: string;
	quorum: number;
	minutes: string;
	closedAt: Date | null;
	/** What the act says, once the session is closed. */
	act: SessionAct | null;
	version: number;
}

const sessions = (db: Db | Tx) =>
	db
		.selectFrom('committeeSession')
		.select(['id', 'code', 'callId', 'title', 'heldAt', 'timeZone', 'place', 'quorum', 'minutes', 'closedAt', 'act', 'version'])
		.$castTo<SessionRow>();

export function findSession(db: Db | Tx, code: string): Promise<SessionRow | undefined> {
	return sessions(db).where('code', '=', code).executeTakeFirst();
}

/** Takes the session for the rest of the transaction. @throws Problem notFound */
export async function lockSession(tx: Tx, code: string): Promise<SessionRow> {
	const row = await sessions(tx).where('code', '=', code).forUpdate().executeTakeFirst();
	if (!row) throw new Problem('notFound');
	return row;
}

export interface SessionListRow {
	code: string;
	title: string;
	heldAt: Date;
	timeZone: string;
	closedAt: Date | null;
	items: number;
	members: number;
}

/** The next ones first. @param memberId only sessions to which this person is invited; null for all */
export function listSessions(db: Db, memberId: string | null): Promise<SessionListRow[]> {
	return db
		.selectFrom('committeeSession as session')
		.select(['session.code', 'session.title', 'session.heldAt', 'session.timeZone', 'session.closedAt'])
		.select(sql<number>`(select count(*)::int from "committeeItem" item where item."sessionId" = session.id)`.as('items'))
		.select(sql<number>`(select count(*)::int from "committeeSeat" seat where seat."sessionId" = session.id)`.as('members'))
		.$if(memberId !== null, (rows) =>
			rows.where(
				sql<boolean>`exists (select from "committeeSeat" seat where seat."sessionId" = session.id and seat."personId" = ${memberId})`
			)
		)
		.orderBy(sql`session."closedAt" is not null`)
		.orderBy('session.heldAt', 'desc')
		.orderBy('session.code', 'desc')
		.limit(500)
		.execute();
}

type SessionFields = Pick<SessionRow, 'callId' | 'title' | 'heldAt' | 'timeZone' | 'place' | 'quorum'>;

/** @returns its id and its code, a number that is never used twice */
export async function insertSession(
	tx: Tx,
	row: SessionFields & { createdBy: string | null; createdAt: Date }
): Promise<{ id: string; code: string }> {
	const { rows } = await sql<{ number: string }>`select nextval('"committeeSessionNumber"') as number`.execute(tx);
	const code = `CE-${String(rows[0]?.number).padStart(4, '0')}`;
	return tx
		.insertInto('committeeSession')
		.values({ ...row, code })
		.returning(['id', 'code'])
		.executeTakeFirstOrThrow();
}

/** Changes a session that `lockSession` took. @returns the new version */
export async function updateSession(
	tx: Tx,
	row: SessionRow,
	{ act, ...set }: Partial<SessionFields & Pick<SessionRow, 'minutes' | 'closedAt' | 'act'>> & { closedBy?: string | null }
): Promise<number> {
	const version = row.version + 1;
	await tx
		.updateTable('committeeSession')
		.set({ ...set, ...(act ? { act: JSON.stringify(act) } : {}), version })
		.where('id', '=', row.id)
		.execute();
	return version;
}

/** Title of a call, by its id or its code. */
export function findCall(
	db: Db | Tx,
	by: { id: string } | { code: string }
): Promise<{ id: string; code: string; title: string } | undefined> {
	return db
		.selectFrom('call')
		.select(['id', 'code', 'title'])
		.$if('id' in by, (calls) => calls.where('id', '=', 'id' in by ? by.id : ''))
		.$if('code' in by, (calls) => calls.where('code', '=', 'code' in by ? by.code : ''))
		.executeTakeFirst();
}

// agenda ----------------------------------------------------------------------------------------------------------

export interface ItemRow {
	versionId: string;
	code: string;
	/** Markdown. */
	title: string;
	state: PracticeState;
	resolution: string;
}

/** In the order of the agenda. */
export function listItems(db: Db | Tx, sessionId: string): Promise<ItemRow[]> {
	return db
		.selectFrom('committeeItem as item')
		.innerJoin('practiceVersion as version', 'version.id', 'item.versionId')
		.innerJoin('practice', 'practice.id', 'version.practiceId')
		.select(['item.versionId', 'practice.code', 'practice.state', 'item.resolution'])
		.select(sql<string>`version.content #>> '{fields,title}'`.as('title'))
		.where('item.sessionId', '=', sessionId)
		.orderBy('item.position')
		.$castTo<ItemRow>()
		.execute();
}

/** A practice that a session may speak of. */
export interface AgendaRow {
	code: string;
	versionId: string;
	title: string;
	state: PracticeState;
	callCode: string | null;
}

/** Practices in deliberation, and those whose panel has handed everything in. @param including versions that may be kept although they moved on */
export function listForAgenda(db: Db | Tx, including: string[] = []): Promise<AgendaRow[]> {
	return db
		.selectFrom('practice')
		.innerJoin('practiceVersion as version', 'version.practiceId', 'practice.id')
		.leftJoin('call', 'call.id', 'version.callId')
		.select(['practice.code', 'version.id as versionId', 'practice.state', 'call.code as callCode'])
		.select(sql<string>`version.content #>> '{fields,title}'`.as('title'))
		.where((where) =>
			where.or([
				where('version.id', '=', sql<string>`any(${including})`),
				where.and([
					isLastVersion,
					where.or([
						where('practice.state', '=', 'deliberation'),
						where.and([
							where('practice.state', '=', 'assessment'),
							sql<boolean>`coalesce((select bool_and(seat."submittedAt" is not null) from assessment seat
								where seat."versionId" = version.id and seat."excusedAt" is null), false)`
						])
					])
				])
			])
		)
		.orderBy('practice.code')
		.limit(500)
		.$castTo<AgendaRow>()
		.execute();
}

/** Sets the agenda in this order; what was resolved on those that stay is kept. */
export async function setItems(tx: Tx, sessionId: string, versionIds: string[]): Promise<void> {
	await tx
		.deleteFrom('committeeItem')
		.where('sessionId', '=', sessionId)
		.where('versionId', '!=', sql<string>`all(${versionIds})`)
		.execute();
	if (versionIds.length === 0) return;
	await tx
		.insertInto('committeeItem')
		.values(versionIds.map((versionId, position) => ({ sessionId, versionId, position })))
		.onConflict((conflict) => conflict.columns(['sessionId', 'versionId']).doUpdateSet({ position: sql`excluded.position` }))
		.execute();
}

export async function setResolution(tx: Tx, sessionId: string, versionId: string, resolution: string): Promise<void> {
	await tx.updateTable('committeeItem').set({ resolution }).where('sessionId', '=', sessionId).where('versionId', '=', versionId).execute();
}

// members ---------------------------------------------------------------------------------------------------------

export interface MemberRow {
	personId: string;
	name: string;
	institutions: { id: string; name: string }[];
	attendance: Attendance;
	note: string;
}

const institutions = sql<
	MemberRow['institutions']
>`coalesce((select jsonb_agg(jsonb_build_object('id', i.id, 'name', i.name) order by i.name)
	from "personInstitution" pi join institution i on i.id = pi."institutionId" where pi."personId" = person.id), '[]')`;

/** By name. */
export function listMembers(db: Db | Tx, sessionId: string): Promise<MemberRow[]> {
	return db
		.selectFrom('committeeSeat as seat')
		.innerJoin('person', 'person.id', 'seat.personId')
		.select(['seat.personId', 'person.name', 'seat.attendance', 'seat.note'])
		.select(institutions.as('institutions'))
		.where('seat.sessionId', '=', sessionId)
		.orderBy('person.name')
		.orderBy('person.id')
		.$castTo<MemberRow>()
		.execute();
}

/** Active accounts that may be invited: assessors and the secretariat. */
export function listInvitable(db: Db | Tx): Promise<Pick<MemberRow, 'personId' | 'name' | 'institutions'>[]> {
	return db
		.selectFrom('person')
		.select(['person.id as personId', 'person.name'])
		.select(institutions.as('institutions'))
		.where(sql<boolean>`roles && array['assessor', 'secretariat']`)
		.where('deactivatedAt', 'is', null)
		.orderBy('person.name')
		.execute();
}

/** Everybody who judges these versions and was not excused. */
export async function listPanelists(db: Db | Tx, versionIds: string[]): Promise<string[]> {
	const rows = await db
		.selectFrom('assessment')
		.innerJoin('person', 'person.id', 'assessment.assessorId')
		.select('assessorId')
		.distinct()
		.where('versionId', '=', sql<string>`any(${versionIds})`)
		.where('excusedAt', 'is', null)
		.where('person.deactivatedAt', 'is', null)
		.execute();
	return rows.map(({ assessorId }) => assessorId);
}

/** Sets who is invited; what was noted of those who stay is kept. */
export async function setMembers(tx: Tx, sessionId: string, personIds: string[]): Promise<void> {
	await tx.deleteFrom('committeeSeat').where('sessionId', '=', sessionId).where('personId', '!=', sql<string>`all(${personIds})`).execute();
	if (personIds.length === 0) return;
	await tx
		.insertInto('committeeSeat')
		.values(personIds.map((personId) => ({ sessionId, personId })))
		.onConflict((conflict) => conflict.doNothing())
		.execute();
}

export async function setAttendance(
	tx: Tx,
	sessionId: string,
	personId: string,
	set: { attendance: Attendance; note: string }
): Promise<void> {
	await tx.updateTable('committeeSeat').set(set).where('sessionId', '=', sessionId).where('personId', '=', personId).execute();
}
