// SQL of attachments. Bytes lie in the file store under their SHA-256; a row says what they are and who may see them.
import { sql } from 'kysely';
import type { Visibility } from '#features/practices/schema.ts';
import type { Db, Tx } from '#platform/ctx.ts';
import { Problem } from '#platform/problem.ts';
import type { Attachment } from './schema.ts';

export interface AttachmentRow extends Omit<Attachment, 'screened'> {
	practiceId: string;
	screenedAt: Date | null;
	removedAt: Date | null;
}

const attachments = (db: Db | Tx, practiceId: string) =>
	db
		.selectFrom('attachment')
		.select([
			'id',
			'practiceId',
			'key',
			'name',
			'mediaType',
			'bytes',
			'sha256',
			'visibility',
			'screenedAt',
			'isInvented',
			'createdAt',
			'removedAt',
			'version'
		])
		.where('practiceId', '=', practiceId)
		.$castTo<AttachmentRow>();

/** Files of a practice in the order they came; those taken off stand in it too. */
export function listAttachments(db: Db | Tx, practiceId: string): Promise<AttachmentRow[]> {
	return attachments(db, practiceId).orderBy('createdAt').orderBy('id').execute();
}

export function findAttachment(db: Db | Tx, practiceId: string, id: string): Promise<AttachmentRow | undefined> {
	return attachments(db, practiceId).where('id', '=', id).executeTakeFirst();
}

/** Takes a file's row for the rest of the transaction. @throws Problem notFound */
export async function lockAttachment(tx: Tx, practiceId: string, id: string): Promise<AttachmentRow> {
	const row = await attachments(tx, practiceId).where('id', '=', id).forUpdate().executeTakeFirst();
	if (!row) throw new Problem('notFound');
	return row;
}

export async function insertAttachment(
	tx: Tx,
	row: Pick<AttachmentRow, 'practiceId' | 'key' | 'name' | 'mediaType' | 'bytes' | 'sha256' | 'visibility'> & {
		uploadedBy: string | null;
		createdAt: Date;
	} & Partial<Pick<AttachmentRow, 'id' | 'isInvented' | 'screenedAt'>>
): Promise<string> {
	return (await tx.insertInto('attachment').values(row).returning('id').executeTakeFirstOrThrow()).id;
}

/** Changes a row that `lockAttachment` took. */
export async function updateAttachment(
	tx: Tx,
	before: AttachmentRow,
	set: { visibility?: Visibility; screenedAt?: Date | null; screenedBy?: string | null; removedAt?: Date | null }
): Promise<void> {
	await tx
		.updateTable('attachment')
		.set({ ...set, version: before.version + 1 })
		.where('id', '=', before.id)
		.execute();
}

/** A file that members of the network share, with the practice it belongs to. */
export interface NetworkFile extends Pick<Attachment, 'id' | 'key' | 'name' | 'mediaType' | 'bytes' | 'isInvented'> {
	code: string;
	/** Title of the practice. */
	title: string;
}

/** The text in the catalogue names the file: what was attached to a new version since is nobody else's business yet. */
const isInVersion = sql<boolean>`exists (select from "practiceVersion" version where version.id = entry."versionId"
	and version.content -> 'attachments' @> jsonb_build_array(jsonb_build_object('id', attachment.id)))`;

/** Whether a file belongs to the version in the catalogue. */
export async function isOfPublishedVersion(db: Db, { id, practiceId }: AttachmentRow): Promise<boolean> {
	const row = await db
		.selectFrom('attachment')
		.innerJoin('catalogueEntry as entry', 'entry.practiceId', 'attachment.practiceId')
		.select('attachment.id')
		.where('attachment.id', '=', id)
		.where('entry.practiceId', '=', practiceId)
		.where('entry.goneAt', 'is', null)
		.where(isInVersion)
		.executeTakeFirst();
	return row !== undefined;
}

/**
 * Screened files of published practices that are for the network and not for everybody; whole practices, by code backwards.
 * @param code only this practice
 * @param before only practices with a lower code
 * @param most practices
 */
export function listNetworkFiles(db: Db, { code, before }: { code?: string; before?: string }, most: number): Promise<NetworkFile[]> {
	return db
		.with('shared', (name) =>
			name
				.selectFrom('attachment')
				.innerJoin('catalogueEntry as entry', 'entry.practiceId', 'attachment.practiceId')
				.select(['attachment.id', 'attachment.key', 'attachment.name', 'mediaType', 'bytes', 'isInvented', 'createdAt', 'entry.code'])
				.select(sql<string>`entry.document ->> 'title'`.as('title'))
				.select(sql<number>`dense_rank() over (order by entry.code desc)`.as('place'))
				.where('entry.goneAt', 'is', null)
				.where(isInVersion)
				.where('visibility', '=', 'network')
				.where('screenedAt', 'is not', null)
				.where('removedAt', 'is', null)
				.$if(code !== undefined, (files) => files.where('entry.code', '=', code ?? ''))
				.$if(before !== undefined, (files) => files.where('entry.code', '<', before ?? ''))
		)
		.selectFrom('shared')
		.select(['id', 'key', 'name', 'mediaType', 'bytes', 'isInvented', 'code', 'title'])
		.where('place', '<=', most)
		.orderBy('code', 'desc')
		.orderBy('createdAt')
		.$castTo<NetworkFile>()
		.execute();
}

/** Whether a person sits on a panel of any version of the practice, not excused, having declared no interest. */
export async function isImpartialAssessor(db: Db, practiceId: string, personId: string): Promise<boolean> {
	const row = await db
		.selectFrom('assessment')
		.select(sql`1`.as('one'))
		.where('practiceId', '=', practiceId)
		.where('assessorId', '=', personId)
		.where('excusedAt', 'is', null)
		.where('interest', '=', 'none')
		.executeTakeFirst();
	return row !== undefined;
}
