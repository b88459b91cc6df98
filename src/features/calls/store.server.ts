// SQL of calls and their pools of assessors.
import { sql } from 'kysely';
import { institutionNames } from '#features/people/store.server.ts';
import type { Db, Tx } from '#platform/ctx.ts';
import { Problem } from '#platform/problem.ts';
import type { Call, PoolPerson } from './schema.ts';

const calls = (db: Db | Tx) =>
	db
		.selectFrom('call')
		.select([
			'id',
			'code',
			'title',
			'introduction',
			'edition',
			'themes',
			'timeZone',
			'opensAt',
			'closesAt',
			'assessBy',
			'endedAt',
			'version'
		])
		.$castTo<Call>();

/** All calls, the one that closes last first. */
export function listCalls(db: Db | Tx): Promise<Call[]> {
	return calls(db).orderBy('closesAt', 'desc').orderBy('code', 'desc').limit(1_000).execute();
}

export function findCall(db: Db | Tx, code: string): Promise<Call | undefined> {
	return calls(db).where('code', '=', code).executeTakeFirst();
}

export function findCallById(db: Db | Tx, id: string): Promise<Call | undefined> {
	return calls(db).where('id', '=', id).executeTakeFirst();
}

/** Takes the call for the rest of the transaction. @throws Problem notFound */
export async function lockCall(tx: Tx, code: string): Promise<Call> {
	const call = await calls(tx).where('code', '=', code).forUpdate().executeTakeFirst();
	if (!call) throw new Problem('notFound');
	return call;
}

/** Holds the call as it is while a practice is sent to it. @throws Problem notFound */
export async function holdCall(tx: Tx, code: string): Promise<Call> {
	const call = await calls(tx).where('code', '=', code).forShare().executeTakeFirst();
	if (!call) throw new Problem('notFound');
	return call;
}

/** The same by its id. @throws Problem notFound */
export async function holdCallById(tx: Tx, id: string): Promise<Call> {
	const call = await calls(tx).where('id', '=', id).forShare().executeTakeFirst();
	if (!call) throw new Problem('notFound');
	return call;
}

type CallFields = Omit<Call, 'id' | 'code' | 'endedAt' | 'version'>;

/** Writes a new call under the next public code. */
export async function insertCall(
	tx: Tx,
	call: CallFields & { createdBy: string | null; createdAt: Date }
): Promise<{ id: string; code: string }> {
	const code = sql<string>`'CV-' || lpad(nextval('"callNumber"')::text, 4, '0')`;
	return tx
		.insertInto('call')
		.values({ ...call, code })
		.returning(['id', 'code'])
		.executeTakeFirstOrThrow();
}

/** Changes a call that `lockCall` took. */
export async function updateCall(tx: Tx, call: Call, set: Partial<CallFields & { endedAt: Date }>): Promise<void> {
	await tx
		.updateTable('call')
		.set({ ...set, version: call.version + 1 })
		.where('id', '=', call.id)
		.execute();
}

/** Whether any practice answers a call, or answered it with a version. */
export async function isAnswered(db: Db | Tx, callId: string): Promise<boolean> {
	const { rows } = await sql<{ answered: boolean }>`select exists (select from practice where "callId" = ${callId})
		or exists (select from "practiceVersion" where "callId" = ${callId}) as answered`.execute(db);
	return rows[0]?.answered ?? false;
}

// pools -----------------------------------------------------------------------------------------------------------

/** Active assessors with their institutions and themes, those of the call's pool marked. @param callId null for a call to be made */
export function listAssessors(db: Db | Tx, callId: string | null): Promise<PoolPerson[]> {
	return db
		.selectFrom('person')
		.select(['person.id', 'person.name', 'person.themes'])
		.select(institutionNames.as('institutions'))
		.select(
			sql<boolean>`exists (select from "callAssessor" pool where pool."personId" = person.id and pool."callId" = ${callId}::uuid)`.as(
				'inPool'
			)
		)
		.where(sql<boolean>`'assessor' = any(person.roles)`)
		.where('person.deactivatedAt', 'is', null)
		.orderBy('person.name')
		.execute();
}

/** Sets who may be assigned in a call; whoever was in it already keeps the moment of joining. */
export async function replacePool(tx: Tx, callId: string, personIds: string[], now: Date): Promise<void> {
	await tx.deleteFrom('callAssessor').where('callId', '=', callId).where(sql<boolean>`not "personId" = any(${personIds})`).execute();
	if (personIds.length === 0) return;
	await tx
		.insertInto('callAssessor')
		.values([...new Set(personIds)].map((personId) => ({ callId, personId, addedAt: now })))
		.onConflict((conflict) => conflict.doNothing())
		.execute();
}

export async function listPoolIds(db: Db | Tx, callId: string): Promise<string[]> {
	const rows = await db.selectFrom('callAssessor').select('personId').where('callId', '=', callId).execute();
	return rows.map(({ personId }) => personId);
}

// what answers a call ----------------------------------------------------------------------------------------------

/** How many practices are being written for a call, are on their way in it, and have their verdict. */
export interface CallCounts {
	callId: string;
	drafts: number;
	underWay: number;
	decided: number;
}

export async function countPractices(db: Db | Tx): Promise<CallCounts[]> {
	return db
		.selectFrom('practice')
		.select('callId')
		.select(sql<number>`count(*) filter (where state in ('draft', 'returned'))::int`.as('drafts'))
		.select(sql<number>`count(*) filter (where state in ('submitted', 'requirements', 'assessment', 'deliberation'))::int`.as('underWay'))
		.select(sql<number>`count(*) filter (where state in ('decided', 'published', 'retired'))::int`.as('decided'))
		.where('callId', 'is not', null)
		.groupBy('callId')
		.$castTo<CallCounts>()
		.execute();
}

/** Drafts that answer a call, with the active account that is to be reminded of its end. */
export function listDraftsFor(db: Db | Tx, callId: string): Promise<{ code: string; ownerId: string }[]> {
	return db
		.selectFrom('practice')
		.innerJoin('person as owner', 'owner.id', 'practice.ownerId')
		.select(['practice.code', 'owner.id as ownerId'])
		.where('practice.callId', '=', callId)
		.where('practice.state', '=', 'draft')
		.where('owner.deactivatedAt', 'is', null)
		.orderBy('practice.code')
		.execute();
}

/** Ids of everybody who documents practices. */
export async function listAuthorIds(db: Db | Tx): Promise<string[]> {
	const rows = await db
		.selectFrom('person')
		.select('id')
		.where(sql<boolean>`'author' = any(roles)`)
		.where('deactivatedAt', 'is', null)
		.execute();
	return rows.map(({ id }) => id);
}
