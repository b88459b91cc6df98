// SQL of the sheets that were brought back and wait to be confirmed.
import type { Db, Tx } from '#platform/ctx.ts';
import { Problem } from '#platform/problem.ts';
import type { KeptUpload } from './schema.ts';

export interface UploadRow {
	id: string;
	personId: string;
	name: string;
	content: KeptUpload;
	createdAt: Date;
	appliedAt: Date | null;
}

/** @returns its id */
export async function insertUpload(tx: Tx, { content, ...row }: Omit<UploadRow, 'id' | 'appliedAt'>): Promise<string> {
	const values = { ...row, content: JSON.stringify(content) };
	return (await tx.insertInto('sheetUpload').values(values).returning('id').executeTakeFirstOrThrow()).id;
}

const uploads = (db: Db | Tx, personId: string) =>
	db.selectFrom('sheetUpload').selectAll().where('personId', '=', personId).$castTo<UploadRow>();

/** What somebody brought and has not confirmed, the newest first. */
export function listWaitingUploads(db: Db, personId: string): Promise<UploadRow[]> {
	return uploads(db, personId).where('appliedAt', 'is', null).orderBy('createdAt', 'desc').orderBy('id').limit(100).execute();
}

/** @throws Problem notFound, also when it is somebody else's */
export async function getUpload(db: Db, personId: string, id: string): Promise<UploadRow> {
	const row = await uploads(db, personId).where('id', '=', id).executeTakeFirst();
	if (!row) throw new Problem('notFound');
	return row;
}

/** Takes an upload for the rest of the transaction. @throws Problem notFound, also when it is somebody else's */
export async function lockUpload(tx: Tx, personId: string, id: string): Promise<UploadRow> {
	const row = await uploads(tx, personId).where('id', '=', id).forUpdate().executeTakeFirst();
	if (!row) throw new Problem('notFound');
	return row;
}

export async function setApplied(tx: Tx, id: string, appliedAt: Date): Promise<void> {
	await tx.updateTable('sheetUpload').set({ appliedAt }).where('id', '=', id).execute();
}

export async function removeUpload(tx: Tx, id: string): Promise<void> {
	await tx.deleteFrom('sheetUpload').where('id', '=', id).execute();
}

export async function removeUploadsBefore(db: Db, moment: Date): Promise<void> {
	await db.deleteFrom('sheetUpload').where('createdAt', '<', moment).execute();
}
