// SQL of notices and of the mails that carry them.
import { sql } from 'kysely';
import type { NoticeWish } from '#features/people/schema.ts';
import type { PracticeState } from '#features/practices/schema.ts';
import type { Db, Tx } from '#platform/ctx.ts';
import type { Locale } from '#platform/locale.ts';
import type { MailFailure, MailPurpose, NoticeDetail, NoticeKind, OutgoingMail } from './schema.ts';

export interface NoticeRow {
	kind: NoticeKind;
	detail: NoticeDetail;
	isTodo: boolean;
	once: string | null;
	createdAt: Date;
}

/** One row per active person among these; whoever was given this reminder already is left out. */
export async function insertNotices(tx: Tx | Db, personIds: readonly string[], row: NoticeRow): Promise<void> {
	if (personIds.length === 0) return;
	await tx
		.insertInto('notice')
		.columns(['personId', 'kind', 'detail', 'isTodo', 'once', 'createdAt'])
		.expression((from) =>
			from
				.selectFrom('person')
				.select([
					'person.id',
					sql<string>`${row.kind}::text`.as('kind'),
					sql<string>`${JSON.stringify(row.detail)}::jsonb`.as('detail'),
					sql<boolean>`${row.isTodo}::boolean`.as('isTodo'),
					sql<string | null>`${row.once}::text`.as('once'),
					sql<Date>`${row.createdAt}::timestamptz`.as('createdAt')
				])
				.where('person.id', 'in', personIds)
				.where('person.deactivatedAt', 'is', null)
		)
		.onConflict((conflict) => conflict.columns(['personId', 'once']).doNothing())
		.execute();
}

/** Which of these reminders somebody was given already. @param once their names */
export async function listGiven(db: Db | Tx, once: readonly string[]): Promise<Set<string>> {
	if (once.length === 0) return new Set();
	const rows = await db.selectFrom('notice').select('once').distinct().where('once', '=', sql<string>`any(${once})`).execute();
	return new Set(rows.flatMap((row) => row.once ?? []));
}

/** Ids of the active accounts of the secretariat. */
export async function secretariatIds(db: Db | Tx): Promise<string[]> {
	const rows = await db
		.selectFrom('person')
		.select('id')
		.where(sql<boolean>`'secretariat' = any(roles)`)
		.where('deactivatedAt', 'is', null)
		.execute();
	return rows.map(({ id }) => id);
}

// reading ---------------------------------------------------------------------------------------------------------

export interface StoredNotice {
	id: number;
	kind: NoticeKind;
	detail: NoticeDetail;
	isTodo: boolean;
	createdAt: Date;
	readAt: Date | null;
}

const noticeColumns = ['notice.id', 'notice.kind', 'notice.detail', 'notice.isTodo', 'notice.createdAt', 'notice.readAt'] as const;

/** Unread ones first, the newest of them first. */
export function listNotices(db: Db, personId: string, skip: number, most: number): Promise<StoredNotice[]> {
	return db
		.selectFrom('notice')
		.select(noticeColumns)
		.where('personId', '=', personId)
		.orderBy(sql`"readAt" is not null`)
		.orderBy('id', 'desc')
		.offset(skip)
		.limit(most)
		.$castTo<StoredNotice>()
		.execute();
}

export function findNotice(db: Db, personId: string, id: number): Promise<StoredNotice | undefined> {
	return db
		.selectFrom('notice')
		.select(noticeColumns)
		.where('personId', '=', personId)
		.where('id', '=', id)
		.$castTo<StoredNotice>()
		.executeTakeFirst();
}

/** What somebody has not read, the newest first. */
export function listUnread(db: Db, personId: string, most: number): Promise<StoredNotice[]> {
	return db
		.selectFrom('notice')
		.select(noticeColumns)
		.where('personId', '=', personId)
		.where('readAt', 'is', null)
		.orderBy('id', 'desc')
		.limit(most)
		.$castTo<StoredNotice>()
		.execute();
}

export async function countUnread(db: Db, personId: string): Promise<number> {
	const { count } = await db
		.selectFrom('notice')
		.select(({ fn }) => fn.countAll<string>().as('count'))
		.where('personId', '=', personId)
		.where('readAt', 'is', null)
		.executeTakeFirstOrThrow();
	return Number(count);
}

/** @param ids those of somebody else are left alone; `all` for every one there is */
export async function markRead(db: Db, personId: string, ids: number[] | 'all', now: Date): Promise<void> {
	if (ids !== 'all' && ids.length === 0) return;
	await db
		.updateTable('notice')
		.set({ readAt: now })
		.where('personId', '=', personId)
		.where('readAt', 'is', null)
		.$if(ids !== 'all', (rows) => rows.where('id', 'in', ids === 'all' ? [] : ids))
		.execute();
}

/** Titles of practices, calls and sessions by their codes; what has none is absent. */
export async function titlesOf(db: Db, codes: string[]): Promise<Map<string, string>> {
	if (codes.length === 0) return new Map();
	const practices = db
		.selectFrom('practice')
		.select('practice.code')
		// The text that was sent last; a draft is spoken of to its author only.
		.select(
			sql<string>`coalesce(
				(select v.content -> 'fields' ->> 'title' from "practiceVersion" v where v."practiceId" = practice.id order by v.number desc limit 1),
				(select s.value #>> '{}' from "practiceSection" s where s."practiceId" = practice.id and s.key = 'title'), '')`.as('title')
		)
		.where('practice.code', 'in', codes);
	const calls = db.selectFrom('call').select(['code', 'title']).where('code', 'in', codes);
	const sessions = db.selectFrom('committeeSession').select(['code', 'title']).where('code', 'in', codes);
	const rows = await practices.unionAll(calls).unionAll(sessions).execute();
	return new Map(rows.filter(({ title }) => title !== '').map(({ code, title }) => [code, title]));
}

/** States of practices by their codes. */
export async function statesOf(db: Db, codes: string[]): Promise<Map<string, PracticeState>> {
	if (codes.length === 0) return new Map();
	const rows = await db.selectFrom('practice').select(['code', 'state']).where('code', 'in', codes).execute();
	return new Map(rows.map(({ code, state }) => [code, state]));
}

/** Forgets notices that were read before a moment. */
export async function deleteRead(db: Db, before: Date): Promise<void> {
	await db.deleteFrom('notice').where('readAt', '<', before).execute();
}

// mails -----------------------------------------------------------------------------------------------------------

export interface UnmailedNotice extends StoredNotice {
	personId: string;
	name: string;
	email: string;
	locale: Locale;
	wish: NoticeWish;
	isActive: boolean;
}

/** What no mail speaks of yet, of everybody who has waited since a moment for one; together per person, oldest first. */
export function listUnmailed(db: Db, before: Date, most: number): Promise<UnmailedNotice[]> {
	return db
		.selectFrom('notice')
		.innerJoin('person', 'person.id', 'notice.personId')
		.select(noticeColumns)
		.select(['notice.personId', 'person.name', 'person.email', 'person.locale', 'person.notices as wish'])
		.select(sql<boolean>`person."deactivatedAt" is null`.as('isActive'))
		.where('mailedAt', 'is', null)
		.where(({ exists, selectFrom }) =>
			exists(
				selectFrom('notice as first')
					.select('first.id')
					.whereRef('first.personId', '=', 'notice.personId')
					.where('first.mailedAt', 'is', null)
					.where('first.createdAt', '<=', before)
			)
		)
		.orderBy('notice.personId')
		.orderBy('notice.id')
		.limit(most)
		.$castTo<UnmailedNotice>()
		.execute();
}

/** Settles notices without a mail. */
export async function passOver(db: Db, ids: number[], now: Date): Promise<void> {
	if (ids.length === 0) return;
	await db.updateTable('notice').set({ mailedAt: now }).where('id', 'in', ids).execute();
}

export interface NewMail {
	personId: string;
	purpose: MailPurpose;
	recipient: string;
	subject: string;
	body: string;
}

/** Writes a mail about notices and settles them, in one statement; none when somebody else has written it meanwhile. */
export async function insertNoticeMail(db: Db, mail: NewMail, ids: number[], now: Date): Promise<void> {
	await db
		.with('taken', (rows) =>
			rows.updateTable('notice').set({ mailedAt: now }).where('id', 'in', ids).where('mailedAt', 'is', null).returning('notice.id')
		)
		.insertInto('mail')
		.columns(['personId', 'purpose', 'recipient', 'subject', 'body', 'nextAt', 'createdAt'])
		.expression((from) =>
			from
				.selectFrom('taken')
				.select([
					sql<string>`${mail.personId}::text`.as('personId'),
					sql<MailPurpose>`${mail.purpose}::text`.as('purpose'),
					sql<string>`${mail.recipient}::text`.as('recipient'),
					sql<string>`${mail.subject}::text`.as('subject'),
					sql<string>`${mail.body}::text`.as('body'),
					sql<Date>`${now}::timestamptz`.as('nextAt'),
					sql<Date>`${now}::timestamptz`.as('createdAt')
				])
				.limit(1)
		)
		.execute();
}

/** A mail with a secret link; one with an earlier link is not sent any more. */
export async function insertLinkMail(tx: Tx, mail: NewMail, now: Date): Promise<void> {
	await tx
		.deleteFrom('mail')
		.where('personId', '=', mail.personId)
		.where('purpose', 'in', ['join', 'reset'])
		.where('state', '<>', 'sent')
		.execute();
	await tx
		.insertInto('mail')
		.values({ ...mail, nextAt: now, createdAt: now })
		.execute();
}

/** A finished letter to an account, or to somebody without one. */
export type NewLetter = Omit<NewMail, 'personId'> & {
	to: { personId: string } | { followerId: string };
	unsubscribePath: string | null;
};

export async function insertLetter(tx: Tx, { to, ...letter }: NewLetter, now: Date): Promise<void> {
	await tx
		.insertInto('mail')
		.values({ ...to, ...letter, nextAt: now, createdAt: now })
		.execute();
}

export interface ClaimedMail {
	id: string;
	/** Null where it goes to somebody without an account. */
	personId: string | null;
	purpose: MailPurpose;
	recipient: string;
	subject: string;
	body: string;
	attempts: number;
	createdAt: Date;
	locale: Locale;
	/** Where a mail program unsubscribes with one click; a path without origin. */
	unsubscribePath: string | null;
}

/** Takes the next mail that is due, for one attempt; nobody else takes it before `until`. */
export async function claimMail(db: Db, now: Date, until: Date): Promise<ClaimedMail | undefined> {
	const due = db
		.selectFrom('mail')
		.leftJoin('person', 'person.id', 'mail.personId')
		.select('mail.id')
		.where('state', '=', 'waiting')
		.where('nextAt', '<=', now)
		.where('body', 'is not', null)
		.where('person.deactivatedAt', 'is', null)
		.orderBy('mail.createdAt')
		.limit(1)
		.forUpdate('mail')
		.skipLocked();
	return db
		.updateTable('mail')
		.set((mail) => ({ attempts: mail('mail.attempts', '+', 1), nextAt: until }))
		.where('mail.id', '=', due)
		.returning(['mail.id', 'mail.personId', 'mail.purpose', 'mail.recipient', 'mail.subject', 'mail.body'])
		.returning(['mail.attempts', 'mail.createdAt', 'mail.unsubscribePath'])
		.returning(
			sql<Locale>`coalesce((select locale from person where id = mail."personId"),
				(select language from "mailFollower" where id = mail."followerId"))`.as('locale')
		)
		.$castTo<ClaimedMail>()
		.executeTakeFirst();
}

/** The text goes as soon as nobody needs it. */
export async function markSent(db: Db, id: string, now: Date, by: 'server' | 'hand'): Promise<boolean> {
	const result = await db
		.updateTable('mail')
		.set({ state: 'sent', sentAt: now, body: null, failure: null, isByHand: by === 'hand' })
		.where('id', '=', id)
		.where('state', '<>', 'sent')
		.executeTakeFirst();
	return result.numUpdatedRows === 1n;
}

export async function putOff(db: Db, id: string, failure: MailFailure, nextAt: Date): Promise<void> {
	await db.updateTable('mail').set({ failure, nextAt }).where('id', '=', id).execute();
}

/** Gives a mail up; the text of one with a secret link goes. */
export async function giveUp(tx: Tx, id: string, failure: MailFailure): Promise<void> {
	await tx
		.updateTable('mail')
		.set({ state: 'failed', failure, body: sql<string | null>`case when purpose = 'notices' then body end` })
		.where('id', '=', id)
		.execute();
}

/** @returns false when there is nothing to send any more */
export async function tryAgain(tx: Tx, id: string, now: Date): Promise<boolean> {
	const result = await tx
		.updateTable('mail')
		.set({ state: 'waiting', attempts: 0, nextAt: now })
		.where('id', '=', id)
		.where('state', '<>', 'sent')
		.where('body', 'is not', null)
		.executeTakeFirst();
	return result.numUpdatedRows === 1n;
}

const outgoing = (db: Db | Tx) =>
	db
		.selectFrom('mail')
		.innerJoin('person', 'person.id', 'mail.personId')
		.select(['mail.id', 'mail.personId', 'person.name as personName', 'mail.purpose', 'mail.recipient', 'mail.subject', 'mail.body'])
		.select(['mail.state', 'mail.attempts', 'mail.failure', 'mail.nextAt', 'mail.createdAt'])
		.where('mail.state', '<>', 'sent')
		.$castTo<OutgoingMail>();

/** Mails that have not gone: those given up first, then the newest. */
export function listOutgoing(db: Db, skip: number, most: number): Promise<OutgoingMail[]> {
	return outgoing(db)
		.orderBy(sql`mail.state = 'waiting'`)
		.orderBy('mail.createdAt', 'desc')
		.orderBy('mail.id')
		.offset(skip)
		.limit(most)
		.execute();
}

export function findOutgoing(db: Db | Tx, id: string): Promise<OutgoingMail | undefined> {
	return outgoing(db).where('mail.id', '=', id).executeTakeFirst();
}

/** Forgets mails of before a moment, and those that wait for people whose account was closed. */
export async function deleteMails(db: Db, before: Date): Promise<void> {
	await db.deleteFrom('mail').where('createdAt', '<', before).execute();
	await db
		.deleteFrom('mail')
		.where('state', '<>', 'sent')
		.where('personId', 'in', (people) => people.selectFrom('person').select('id').where('deactivatedAt', 'is not', null))
		.execute();
}

/** To whom a mail with a link goes, and on whose behalf. */
export async function getAddressee(tx: Tx, personId: string): Promise<{ name: string; email: string; locale: Locale; network: string }> {
	return tx
		.selectFrom('person')
		.innerJoin('instance', (join) => join.onTrue())
		.select(['person.name', 'person.email', 'person.locale', 'instance.networkName as network'])
		.where('person.id', '=', personId)
		.executeTakeFirstOrThrow();
}

/** What the network is called. */
export async function networkName(db: Db): Promise<string> {
	return (await db.selectFrom('instance').select('networkName').executeTakeFirstOrThrow()).networkName;
}
