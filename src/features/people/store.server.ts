// SQL of accounts, invitations and keys.
import { sql } from 'kysely';
import type { Db, Tx } from '#platform/ctx.ts';
import { gathered } from '#platform/gathered.ts';
import type { Locale } from '#platform/locale.ts';
import type { NoticeWish, Person, PersonRole } from './schema.ts';

/** Institutions of the person whom the query calls `person`. */
export const withInstitutions = sql<Person['institutions']>`coalesce((
	select jsonb_agg(jsonb_build_object('id', i.id, 'name', i.name) order by i.name)
	from "personInstitution" pi join institution i on i.id = pi."institutionId" where pi."personId" = person.id), '[]')`;

/** Names of the institutions of the person whom the query calls `person`. */
export const institutionNames = sql<string[]>`coalesce((
	select array_agg(i.name order by i.name)
	from "personInstitution" pi join institution i on i.id = pi."institutionId" where pi."personId" = person.id), '{}')`;

const columns = ['person.id', 'person.name', 'person.email', 'person.roles', 'person.deactivatedAt', 'person.version'] as const;

function people(db: Db | Tx) {
	return db.selectFrom('person').select(columns).select(withInstitutions.as('institutions')).$castTo<Person>();
}

export function findPerson(db: Db | Tx, id: string): Promise<Person | undefined> {
	return people(db).where('person.id', '=', id).executeTakeFirst();
}

export function findPersonByEmail(db: Db | Tx, email: string): Promise<Person | undefined> {
	return people(db).where('person.email', '=', email).executeTakeFirst();
}

export function listPeople(db: Db): Promise<Person[]> {
	return people(db).orderBy('person.name').execute();
}

/** Takes the rows of all active secretariat accounts, so that two of them cannot leave at once. */
export function lockSecretariat(tx: Tx): Promise<{ id: string }[]> {
	return tx
		.selectFrom('person')
		.select('id')
		.where(sql<boolean>`'secretariat' = any(roles)`)
		.where('deactivatedAt', 'is', null)
		.orderBy('id')
		.forUpdate()
		.execute();
}

export async function insertPerson(
	tx: Tx,
	person: { name: string; email: string; roles: PersonRole[]; institutionIds: string[]; locale: Locale }
): Promise<string> {
	const { institutionIds, ...row } = person;
	const { id } = await tx.insertInto('person').values(row).returning('id').executeTakeFirstOrThrow();
	await replaceInstitutions(tx, id, institutionIds);
	return id;
}

/** Returns false when the row has changed since `version`. */
export async function updatePerson(
	tx: Tx,
	id: string,
	version: number,
	set: { name?: string; roles?: PersonRole[]; deactivatedAt?: Date | null }
): Promise<boolean> {
	const result = await tx
		.updateTable('person')
		.set({ ...set, version: version + 1, updatedAt: sql`now()` })
		.where('id', '=', id)
		.where('version', '=', version)
		.executeTakeFirst();
	return result.numUpdatedRows === 1n;
}

export async function getNoticeWish(db: Db, id: string): Promise<NoticeWish> {
	return (await db.selectFrom('person').select('notices').where('id', '=', id).executeTakeFirstOrThrow()).notices;
}

export async function setNoticeWish(tx: Tx, id: string, notices: NoticeWish): Promise<void> {
	await tx.updateTable('person').set({ notices }).where('id', '=', id).execute();
}

/** Keys of the themes that somebody knows about. */
export async function listThemes(db: Db, personId: string): Promise<string[]> {
	const row = await db.selectFrom('person').select('themes').where('id', '=', personId).executeTakeFirst();
	return row?.themes ?? [];
}

/** Sets the themes that somebody knows about; returns false where there is no such person. */
export async function putThemes(tx: Tx, personId: string, themes: string[]): Promise<boolean> {
	const result = await tx.updateTable('person').set({ themes, updatedAt: sql`now()` }).where('id', '=', personId).executeTakeFirst();
	return result.numUpdatedRows === 1n;
}

export async function replaceInstitutions(tx: Tx, personId: string, institutionIds: string[]): Promise<void> {
	await tx.deleteFrom('personInstitution').where('personId', '=', personId).execute();
	if (institutionIds.length === 0) return;
	await tx
		.insertInto('personInstitution')
		.values([...new Set(institutionIds)].map((institutionId) => ({ personId, institutionId })))
		.execute();
}

/** Sets the password's hash, creating the credential when there is none. */
export async function putPassword(tx: Tx, personId: string, hash: string): Promise<void> {
	await tx
		.insertInto('personCredential')
		.values({ userId: personId, accountId: personId, providerId: 'credential', password: hash })
		.onConflict((conflict) => conflict.columns(['providerId', 'accountId']).doUpdateSet({ password: hash, updatedAt: sql`now()` }))
		.execute();
}

/** The hash of the password in use; somebody invited has none yet. */
export async function findPassword(db: Db, personId: string): Promise<string | null | undefined> {
	const row = await db
		.selectFrom('personCredential')
		.select('password')
		.where('userId', '=', personId)
		.where('providerId', '=', 'credential')
		.executeTakeFirst();
	return row?.password;
}

export async function endSessions(tx: Tx, personId: string): Promise<void> {
	await tx.deleteFrom('personSession').where('userId', '=', personId).execute();
}

export async function insertInvitation(
	tx: Tx,
	row: { tokenHash: string; purpose: 'join' | 'reset'; personId: string; createdBy: string | null; expiresAt: Date }
): Promise<void> {
	// A newer link replaces those handed out before.
	await tx.deleteFrom('invitation').where('personId', '=', row.personId).where('usedAt', 'is', null).execute();
	await tx.insertInto('invitation').values(row).execute();
}

const openInvitation = (db: Db | Tx, tokenHash: string, now: Date) =>
	db
		.selectFrom('invitation')
		.innerJoin('person', 'person.id', 'invitation.personId')
		.select(['invitation.id', 'invitation.purpose', 'invitation.personId', 'person.name', 'person.email'])
		.where('tokenHash', '=', tokenHash)
		.where('usedAt', 'is', null)
		.where('expiresAt', '>', now)
		.where('person.deactivatedAt', 'is', null);

export function findInvitation(db: Db, tokenHash: string, now: Date) {
	return openInvitation(db, tokenHash, now).executeTakeFirst();
}

/** Takes an open invitation for this transaction, so that it is used once. */
export function lockInvitation(tx: Tx, tokenHash: string, now: Date) {
	return openInvitation(tx, tokenHash, now).forUpdate('invitation').executeTakeFirst();
}

export async function useInvitation(tx: Tx, id: string, now: Date): Promise<void> {
	await tx.updateTable('invitation').set({ usedAt: now }).where('id', '=', id).execute();
}

/** Removes sessions that ended, and links that were used or ran out before a moment. */
export async function deleteExpiredAccess(db: Db, linksBefore: Date): Promise<void> {
	// The library that keeps sessions goes by the time of the machine, whatever clock the app has.
	await db.deleteFrom('personSession').where('expiresAt', '<', sql<Date>`now()`).execute();
	await db.deleteFrom('personVerification').where('expiresAt', '<', sql<Date>`now()`).execute();
	await db
		.deleteFrom('invitation')
		.where((row) => row.or([row('usedAt', '<', linksBefore), row('expiresAt', '<', linksBefore)]))
		.execute();
}

export interface ApiKey {
	id: string;
	name: string;
	createdAt: Date;
	revokedAt: Date | null;
}

export async function insertApiKey(tx: Tx, row: { personId: string; name: string; keyHash: string }): Promise<string> {
	return (await tx.insertInto('apiKey').values(row).returning('id').executeTakeFirstOrThrow()).id;
}

export function listApiKeys(db: Db, personId: string): Promise<ApiKey[]> {
	return db
		.selectFrom('apiKey')
		.select(['id', 'name', 'createdAt', 'revokedAt'])
		.where('personId', '=', personId)
		.orderBy('createdAt', 'desc')
		.execute();
}

export async function revokeApiKey(tx: Tx, id: string, personId: string, now: Date): Promise<boolean> {
	const result = await tx
		.updateTable('apiKey')
		.set({ revokedAt: now })
		.where('id', '=', id)
		.where('personId', '=', personId)
		.where('revokedAt', 'is', null)
		.executeTakeFirst();
	return result.numUpdatedRows === 1n;
}

/** The active person behind a key. */
export function findPersonByKey(db: Db, keyHash: string): Promise<Person | undefined> {
	return people(db)
		.innerJoin('apiKey', 'apiKey.personId', 'person.id')
		.where('apiKey.keyHash', '=', keyHash)
		.where('apiKey.revokedAt', 'is', null)
		.where('person.deactivatedAt', 'is', null)
		.$castTo<Person>()
		.executeTakeFirst();
}

/** Every page asks for it: those that ask at the same moment are answered together. */
const theInstance = gathered(async (db: Db | Tx) => {
	const instance = await db.selectFrom('instance').selectAll().executeTakeFirstOrThrow();
	return new Map([['instance', instance]]);
});

export async function getInstance(db: Db | Tx) {
	const instance = await theInstance(db, 'instance');
	if (!instance) throw new Error('the database holds no instance');
	return instance;
}

export function lockInstance(tx: Tx) {
	return tx.selectFrom('instance').selectAll().forUpdate().executeTakeFirstOrThrow();
}

export async function updateInstance(
	tx: Tx,
	set: { networkName?: string; edition?: string; setupTokenHash?: string | null; setupDoneAt?: Date }
): Promise<void> {
	await tx.updateTable('instance').set(set).execute();
}
