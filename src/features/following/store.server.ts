// SQL of kept searches and of those who follow one by mail.
import { sql } from 'kysely';
import type { Db, Tx } from '#platform/ctx.ts';
import type { Locale } from '#platform/locale.ts';
import type { Window } from './rules.ts';
import type { Alert, MailAlert, SavedSearch } from './schema.ts';

// searches of an account ------------------------------------------------------------------------------------------

const columns = ['id', 'name', 'query', 'alert', 'version', 'createdAt'] as const;

/** The newest first. */
export function listSearches(db: Db, personId: string): Promise<SavedSearch[]> {
	return db.selectFrom('savedSearch').select(columns).where('personId', '=', personId).orderBy('createdAt', 'desc').orderBy('id').execute();
}

/** Takes a search of somebody's own for the rest of the transaction. */
export function lockSearch(tx: Tx, personId: string, id: string): Promise<SavedSearch | undefined> {
	return tx.selectFrom('savedSearch').select(columns).where('personId', '=', personId).where('id', '=', id).forUpdate().executeTakeFirst();
}

/** @returns its id */
export async function insertSearch(
	tx: Tx,
	search: Pick<SavedSearch, 'name' | 'query' | 'alert' | 'createdAt'> & { personId: string; dueAt: Date | null }
): Promise<string> {
	const row = await tx
		.insertInto('savedSearch')
		.values({ ...search, toldUntil: search.createdAt })
		.returning('id')
		.executeTakeFirstOrThrow();
	return row.id;
}

/** Changes a search that `lockSearch` took. @param set `toldUntil` only where alerts begin anew @returns the new version */
export async function updateSearch(
	tx: Tx,
	{ id, version }: SavedSearch,
	set: { name: string; alert: Alert; dueAt?: Date | null; toldUntil?: Date }
): Promise<number> {
	await tx
		.updateTable('savedSearch')
		.set({ ...set, version: version + 1 })
		.where('id', '=', id)
		.execute();
	return version + 1;
}

export async function deleteSearch(tx: Tx, id: string): Promise<void> {
	await tx.deleteFrom('savedSearch').where('id', '=', id).execute();
}

// followers -------------------------------------------------------------------------------------------------------

export interface FollowerRow {
	id: string;
	language: Locale;
	query: string;
	alert: MailAlert;
	stopSecret: string;
	requestedAt: Date;
	confirmedAt: Date | null;
}

const followerColumns = ['id', 'language', 'query', 'alert', 'stopSecret', 'requestedAt', 'confirmedAt'] as const;

/** Holds back other requests for the same address until the transaction ends. */
export async function lockAddress(tx: Tx, email: string): Promise<void> {
	await sql`select pg_advisory_xact_lock(hashtext('mailFollower'), hashtext(${email}))`.execute(tx);
}

/** What an address follows, and what it was asked about. */
export function listFollowings(tx: Tx, email: string): Promise<FollowerRow[]> {
	return tx.selectFrom('mailFollower').select(followerColumns).where('email', '=', email).execute();
}

/** @returns its id */
export async function insertFollower(
	tx: Tx,
	follower: Pick<FollowerRow, 'language' | 'query' | 'alert' | 'stopSecret' | 'requestedAt'> & { email: string; confirmHash: string }
): Promise<string> {
	const row = await tx
		.insertInto('mailFollower')
		.values({ ...follower, toldUntil: follower.requestedAt })
		.returning('id')
		.executeTakeFirstOrThrow();
	return row.id;
}

/** A following by the hash of its confirming secret, or by the secret that ends it. */
export function findFollower(db: Db | Tx, by: { confirmHash: string } | { stopSecret: string }): Promise<FollowerRow | undefined> {
	const rows = db.selectFrom('mailFollower').select(followerColumns);
	return (
		'confirmHash' in by ? rows.where('confirmHash', '=', by.confirmHash) : rows.where('stopSecret', '=', by.stopSecret)
	).executeTakeFirst();
}

/** Alerts begin now; done twice, nothing changes. */
export async function confirmFollower(tx: Tx, id: string, now: Date, dueAt: Date | null): Promise<void> {
	await tx
		.updateTable('mailFollower')
		.set({ confirmedAt: now, toldUntil: now, dueAt })
		.where('id', '=', id)
		.where('confirmedAt', 'is', null)
		.execute();
}

/** The address goes, and the mails to it. */
export async function deleteFollower(tx: Tx, id: string): Promise<void> {
	await tx.deleteFrom('mailFollower').where('id', '=', id).execute();
}

/** Forgets requests of before a moment that nobody confirmed, and addresses that take no mail. */
export async function forgetFollowers(db: Db, before: Date): Promise<void> {
	await db.deleteFrom('mailFollower').where('confirmedAt', 'is', null).where('requestedAt', '<', before).execute();
	await db
		.deleteFrom('mailFollower')
		.where('id', 'in', (mails) =>
			mails
				.selectFrom('mail')
				.select('followerId')
				.where('followerId', 'is not', null)
				.where('state', '=', 'failed')
				.where('failure', '=', 'address')
				.$narrowType<{ followerId: string }>()
		)
		.execute();
}

// what is due -----------------------------------------------------------------------------------------------------

/** Somebody to whom an alert is due: an account, or a follower. */
export interface DueRow {
	id: string;
	/** Null for a follower. */
	personId: string | null;
	/** Null for an account. */
	stopSecret: string | null;
	email: string;
	locale: Locale;
	name: string;
	query: string;
	alert: MailAlert;
	toldUntil: Date;
	dueAt: Date;
}

/** The longest waiting first. Closed accounts are told nothing. */
export async function listDue(db: Db, now: Date, most: number): Promise<DueRow[]> {
	const { rows } = await sql<DueRow>`
		select search.id, "personId", null as "stopSecret", person.email, person.locale, search.name, query, alert, "toldUntil", "dueAt"
		from "savedSearch" search join person on person.id = search."personId" and person."deactivatedAt" is null
		where "dueAt" <= ${now}
		union all
		select id, null, "stopSecret", email, language, '', query, alert, "toldUntil", "dueAt" from "mailFollower" where "dueAt" <= ${now}
		order by "dueAt", id limit ${most}`.execute(db);
	return rows;
}

/** Practices of the catalogue that were published within a window, or whose label changed in it, by code. */
export async function listNewCodes(db: Db, { since, until }: Window): Promise<string[]> {
	const { rows } = await sql<{ code: string }>`
		select code from "catalogueEntry" where "goneAt" is null and "publishedAt" > ${since} and "publishedAt" <= ${until}
		union
		select entry.code from label join "catalogueEntry" entry on entry."practiceId" = label."practiceId"
		where entry."goneAt" is null and label."endedAt" is null and label."stateSince" > ${since} and label."stateSince" <= ${until}
		order by code`.execute(db);
	return rows.map(({ code }) => code);
}

/** Notes how far somebody has been told. @returns false when somebody else has noted it meanwhile, or the search is gone */
export async function markTold(tx: Db | Tx, { id, personId, toldUntil }: DueRow, until: Date, dueAt: Date | null): Promise<boolean> {
	const result = await tx
		.updateTable(personId === null ? 'mailFollower' : 'savedSearch')
		.set({ toldUntil: until, dueAt })
		.where('id', '=', id)
		.where('toldUntil', '=', toldUntil)
		.where('dueAt', 'is not', null)
		.executeTakeFirst();
	return result.numUpdatedRows === 1n;
}
