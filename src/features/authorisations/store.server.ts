// SQL of the secret links to practices.
import type { Db, Tx } from '#platform/ctx.ts';
import type { LinkPurpose } from './schema.ts';

export interface LinkRow {
	id: string;
	practiceId: string;
	code: string;
	purpose: LinkPurpose;
	institutionId: string | null;
	institutionName: string | null;
	createdAt: Date;
	expiresAt: Date;
	revokedAt: Date | null;
	answeredAt: Date | null;
	answer: 'granted' | 'refused' | null;
	signedBy: string | null;
	signedAs: string | null;
	note: string;
	seenText: string | null;
	seenVersion: number | null;
}

const links = (db: Db | Tx) =>
	db
		.selectFrom('practiceLink as link')
		.innerJoin('practice', 'practice.id', 'link.practiceId')
		.leftJoin('institution', 'institution.id', 'link.institutionId')
		.select([
			'link.id',
			'link.practiceId',
			'practice.code',
			'link.purpose',
			'link.institutionId',
			'institution.name as institutionName',
			'link.createdAt',
			'link.expiresAt',
			'link.revokedAt',
			'link.answeredAt',
			'link.answer',
			'link.signedBy',
			'link.signedAs',
			'link.note',
			'link.seenText',
			'link.seenVersion'
		])
		.$castTo<LinkRow>();

/** Links of a practice, newest first. */
export function listLinks(db: Db | Tx, practiceId: string): Promise<LinkRow[]> {
	return links(db).where('link.practiceId', '=', practiceId).orderBy('link.createdAt', 'desc').orderBy('link.id').execute();
}

export function findLink(db: Db | Tx, tokenHash: string): Promise<LinkRow | undefined> {
	return links(db).where('link.tokenHash', '=', tokenHash).executeTakeFirst();
}

/** Takes a link for the rest of the transaction, so that it is answered once. The practice is locked before it, by whoever calls. */
export function lockLink(tx: Tx, tokenHash: string): Promise<LinkRow | undefined> {
	return links(tx).where('link.tokenHash', '=', tokenHash).forUpdate('link').executeTakeFirst();
}

export async function insertLink(
	tx: Tx,
	row: {
		practiceId: string;
		purpose: LinkPurpose;
		institutionId: string | null;
		tokenHash: string;
		createdBy: string | null;
		createdAt: Date;
		expiresAt: Date;
	}
): Promise<string> {
	return (await tx.insertInto('practiceLink').values(row).returning('id').executeTakeFirstOrThrow()).id;
}

/** Takes back what nobody has answered yet: one link, or all of one purpose and institution. @returns how many */
export async function revokeLinks(
	tx: Tx,
	which: { practiceId: string } & ({ id: string } | { purpose: LinkPurpose; institutionId: string | null }),
	now: Date
): Promise<number> {
	const open = tx
		.updateTable('practiceLink')
		.set({ revokedAt: now })
		.where('practiceId', '=', which.practiceId)
		.where('answeredAt', 'is', null)
		.where('revokedAt', 'is', null);
	const chosen =
		'id' in which
			? open.where('id', '=', which.id)
			: open.where('purpose', '=', which.purpose).where('institutionId', 'is not distinct from', which.institutionId);
	return Number((await chosen.executeTakeFirst()).numUpdatedRows);
}

/** Writes the answer to a link that `lockLink` took. */
export async function answerLink(
	tx: Tx,
	id: string,
	answer: {
		answer: 'granted' | 'refused';
		answeredAt: Date;
		signedBy: string;
		signedAs: string;
		note: string;
		seenText: string;
		seenVersion: number | null;
	}
): Promise<void> {
	await tx.updateTable('practiceLink').set(answer).where('id', '=', id).execute();
}
