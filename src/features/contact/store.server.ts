// SQL of messages to the people who document practices. Who reads one follows from the practice, also when it changes hands.
import { type RawBuilder, sql } from 'kysely';
import type { Db, Tx } from '#platform/ctx.ts';
import type { ContactInput, ContactMessage } from './schema.ts';

export interface Addressee {
	practiceId: string;
	isGone: boolean;
	/** Who documents the practice; null where nobody can be reached. */
	ownerId: string | null;
}

/** Who is written to about a practice that is or was in the catalogue. */
export function findAddressee(db: Db | Tx, code: string): Promise<Addressee | undefined> {
	return db
		.selectFrom('catalogueEntry as entry')
		.innerJoin('practice', 'practice.id', 'entry.practiceId')
		.leftJoin('person as owner', (join) => join.onRef('owner.id', '=', 'practice.ownerId').on('owner.deactivatedAt', 'is', null))
		.select(['entry.practiceId', 'owner.id as ownerId'])
		.select(sql<boolean>`entry."goneAt" is not null`.as('isGone'))
		.where('entry.code', '=', code)
		.executeTakeFirst();
}

/** Takes a message in, unless the very same one is there: a form may be sent twice. @returns whether it is new */
export async function insertMessage(tx: Tx, practiceId: string, message: ContactInput & { receivedAt: Date }): Promise<boolean> {
	await sql`select pg_advisory_xact_lock(hashtext('contactMessage'), hashtext(${practiceId}))`.execute(tx);
	const same = await tx
		.selectFrom('contactMessage')
		.select('id')
		.where('practiceId', '=', practiceId)
		.where('email', '=', message.email)
		.where('text', '=', message.text)
		.executeTakeFirst();
	if (same) return false;
	await tx
		.insertInto('contactMessage')
		.values({ practiceId, ...message })
		.execute();
	return true;
}

/** Messages on a practice since a moment. */
export async function countSince(tx: Tx, practiceId: string, since: Date): Promise<number> {
	const { count } = await tx
		.selectFrom('contactMessage')
		.select(({ fn }) => fn.countAll<string>().as('count'))
		.where('practiceId', '=', practiceId)
		.where('receivedAt', '>', since)
		.executeTakeFirstOrThrow();
	return Number(count);
}

/** Whose messages: those on one's own practices; `withLost`: also those on practices whose author cannot be reached. */
export interface Reader {
	personId: string | null;
	withLost: boolean;
}

const mayRead = ({ personId, withLost }: Reader): RawBuilder<boolean> =>
	sql<boolean>`(practice."ownerId" = ${personId} or (${withLost} and owner.id is null))`;

const messages = (db: Db | Tx, reader: Reader) =>
	db
		.selectFrom('contactMessage as message')
		.innerJoin('practice', 'practice.id', 'message.practiceId')
		.leftJoin('person as owner', (join) => join.onRef('owner.id', '=', 'practice.ownerId').on('owner.deactivatedAt', 'is', null))
		.leftJoin('catalogueEntry as entry', 'entry.practiceId', 'message.practiceId')
		.select(['message.id', 'message.purpose', 'message.name', 'message.email', 'message.text', 'message.receivedAt', 'practice.code'])
		.select(sql<string | null>`entry.document ->> 'title'`.as('title'))
		.select(sql<boolean>`owner.id is null`.as('isForSecretariat'))
		.where(mayRead(reader));

type MessageRow = Omit<ContactMessage, 'keptUntil'>;

/** Most messages that are shown at once. */
const mostShown = 200;

/** The newest first. */
export function listMessages(db: Db, reader: Reader): Promise<MessageRow[]> {
	return messages(db, reader).orderBy('message.receivedAt', 'desc').orderBy('message.id').limit(mostShown).$castTo<MessageRow>().execute();
}

/** A message that this reader may read, taken for the rest of the transaction. */
export function lockMessage(tx: Tx, reader: Reader, id: string): Promise<MessageRow | undefined> {
	return messages(tx, reader).where('message.id', '=', id).forUpdate('message').$castTo<MessageRow>().executeTakeFirst();
}

export async function deleteMessage(tx: Tx, id: string): Promise<void> {
	await tx.deleteFrom('contactMessage').where('id', '=', id).execute();
}

/** Deletes what was received before a moment. */
export async function deleteBefore(db: Db, before: Date): Promise<void> {
	await db.deleteFrom('contactMessage').where('receivedAt', '<', before).execute();
}
