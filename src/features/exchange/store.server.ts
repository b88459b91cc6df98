// SQL of bringing files in: batches and their files, where practices came from, known practices that look alike, labels added by hand.
import { sql } from 'kysely';
import { type FieldKey, fieldKeys } from '#features/methodology/schema.ts';
import type { Db, Tx } from '#platform/ctx.ts';
import type { Locale } from '#platform/locale.ts';
import { Problem } from '#platform/problem.ts';
import { aboutNoText } from './rules/doubts.ts';
import type { Comparable } from './rules/similarity.ts';
import { type FieldAlias, ImportNotes, type ImportState, type ReadPractice } from './schema.ts';

// batches and their files -----------------------------------------------------------------------------------------

export interface BatchRow {
	id: string;
	ownerId: string | null;
	locale: Locale;
	createdAt: Date;
}

export interface FileRow {
	id: string;
	batchId: string;
	position: number;
	name: string;
	sha256: string;
	bytes: number;
	state: ImportState;
	/** A code of the list of failures. */
	reason: string | null;
	report: ImportNotes;
	attempts: number;
	again: boolean;
	version: number;
}

/** A file as it enters a batch; one that is refused at the door is never read. */
export type NewFile = Pick<FileRow, 'name' | 'sha256' | 'bytes' | 'again' | 'state' | 'reason'>;

/** Files in one statement; more would pass the driver's limit of parameters. */
const insertedAtOnce = 500;

export async function insertBatch(tx: Tx, batch: Pick<BatchRow, 'ownerId' | 'locale' | 'createdAt'>, files: NewFile[]): Promise<BatchRow> {
	const row = await tx.insertInto('importBatch').values(batch).returningAll().executeTakeFirstOrThrow();
	for (let from = 0; from < files.length; from += insertedAtOnce) {
		const rows = files.slice(from, from + insertedAtOnce).map((file, at) => ({ ...file, batchId: row.id, position: from + at }));
		await tx.insertInto('importFile').values(rows).execute();
	}
	return row;
}

export function findBatch(db: Db | Tx, id: string): Promise<BatchRow | undefined> {
	return db.selectFrom('importBatch').selectAll().where('id', '=', id).executeTakeFirst();
}

export interface BatchSummary {
	id: string;
	createdAt: Date;
	files: number;
	waiting: number;
	created: number;
	/** Held or refused: a person is asked. */
	asking: number;
	firstName: string;
}

/** Newest first; null gives those of the operator. @param most a count */
export function listBatches(db: Db, ownerId: string | null, most: number): Promise<BatchSummary[]> {
	return db
		.selectFrom('importBatch as batch')
		.innerJoin('importFile as file', 'file.batchId', 'batch.id')
		.select(['batch.id', 'batch.createdAt'])
		.select(({ fn }) => fn.countAll<number>().as('files'))
		.select(sql<number>`count(*) filter (where file.state in ('waiting', 'reading'))`.as('waiting'))
		.select(sql<number>`count(*) filter (where file.state = 'created')`.as('created'))
		.select(sql<number>`count(*) filter (where file.state in ('held', 'refused'))`.as('asking'))
		.select(sql<string>`(array_agg(file.name order by file.position))[1]`.as('firstName'))
		.where('batch.ownerId', 'is not distinct from', ownerId)
		.groupBy('batch.id')
		.orderBy('batch.createdAt', 'desc')
		.limit(most)
		.execute();
}

const files = (db: Db | Tx) => db.selectFrom('importFile').selectAll();

type StoredFile = Omit<FileRow, 'report'> & { report: unknown };
const asFile = (row: StoredFile): FileRow => ({ ...row, report: ImportNotes.parse(row.report) });

export async function listFiles(db: Db | Tx, batchId: string): Promise<FileRow[]> {
	return (await files(db).where('batchId', '=', batchId).orderBy('position').execute()).map(asFile);
}

export async function findFile(db: Db | Tx, id: string): Promise<FileRow | undefined> {
	const row = await files(db).where('id', '=', id).executeTakeFirst();
	return row && asFile(row);
}

/** Takes a file for the rest of the transaction. @throws Problem notFound */
export async function lockFile(tx: Tx, id: string): Promise<FileRow> {
	const row = await files(tx).where('id', '=', id).forUpdate().executeTakeFirst();
	if (!row) throw new Problem('notFound');
	return asFile(row);
}

/**
 * Claims the next file to be read: the first ones of every batch come before the later ones of any, so that a small batch need not wait for
 * a large one. A file that was claimed a while ago and that nobody holds was left by a process that ended.
 */
export async function claimFile(db: Db): Promise<FileRow | undefined> {
	const next = db
		.selectFrom('importFile')
		.select('id')
		.where('state', 'in', ['waiting', 'reading'])
		// Between claiming and holding lies a moment in which another process must not claim it too.
		.where(sql<boolean>`("claimedAt" is null or "claimedAt" < now() - interval '2 seconds')`)
		.orderBy('position')
		.orderBy('id')
		.limit(1)
		.forUpdate()
		.skipLocked();
	const row = await db
		.updateTable('importFile')
		.set(({ eb }) => ({ state: 'reading', attempts: eb('attempts', '+', 1), claimedAt: sql<Date>`now()` }))
		.where('id', '=', next)
		.returningAll()
		.executeTakeFirst();
	return row && asFile(row);
}

/** Holds a claimed file while it is read, for the rest of the transaction; undefined when another process does, or it is settled. */
export async function holdClaimed(tx: Tx, id: string): Promise<FileRow | undefined> {
	const row = await files(tx).where('id', '=', id).where('state', '=', 'reading').forUpdate().skipLocked().executeTakeFirst();
	return row && asFile(row);
}

/** Whether a file of the batch is still to be read. */
export async function isUnderWay(db: Db, batchId: string): Promise<boolean> {
	const row = await db
		.selectFrom('importFile')
		.select('id')
		.where('batchId', '=', batchId)
		.where('state', 'in', ['waiting', 'reading'])
		.limit(1)
		.executeTakeFirst();
	return row !== undefined;
}

/** Writes what became of a file that this transaction holds. */
export async function settleFile(
	tx: Tx,
	file: Pick<FileRow, 'id' | 'version'>,
	set: { state: ImportState; reason?: string | null; report?: ImportNotes; again?: boolean; attempts?: number }
): Promise<void> {
	const { report, ...rest } = set;
	await tx
		.updateTable('importFile')
		.set({ reason: null, claimedAt: null, ...rest, report: JSON.stringify(report ?? {}), version: file.version + 1 })
		.where('id', '=', file.id)
		.execute();
}

/**
 * Whoever reads the same bytes at this moment waits until the transaction ends, so that two of them do not both make a draft. Several are
 * taken in a fixed order, so that two who take the same ones wait for each other instead of blocking each other.
 */
export async function lockContents(tx: Tx, sha256s: string[]): Promise<void> {
	for (const sha256 of [...new Set(sha256s)].sort()) await sql`select pg_advisory_xact_lock(hashtextextended(${sha256}, 0))`.execute(tx);
}

// where practices came from ---------------------------------------------------------------------------------------

export async function insertImported(
	tx: Tx,
	practiceId: string,
	from: { fileId: string; position: number } & Pick<ReadPractice, 'origins' | 'warnings'>
): Promise<void> {
	const { fileId, position, origins, warnings } = from;
	await tx
		.insertInto('importedPractice')
		.values({ practiceId, fileId, position, origins: JSON.stringify(origins), warnings: JSON.stringify(warnings) })
		.execute();
}

/** Whether a draft was made of a file. */
export async function hasMade(tx: Tx, fileId: string): Promise<boolean> {
	const row = await tx.selectFrom('importedPractice').select('practiceId').where('fileId', '=', fileId).limit(1).executeTakeFirst();
	return row !== undefined;
}

export interface ImportedRow extends Pick<ReadPractice, 'origins' | 'warnings'> {
	fileId: string;
	batchId: string;
	fileName: string;
}

/** Where a practice came from; undefined for one that was begun by hand. */
export function findImported(db: Db, code: string): Promise<ImportedRow | undefined> {
	return db
		.selectFrom('importedPractice as imported')
		.innerJoin('practice', 'practice.id', 'imported.practiceId')
		.innerJoin('importFile as file', 'file.id', 'imported.fileId')
		.select(['imported.fileId', 'file.batchId', 'file.name as fileName', 'imported.origins', 'imported.warnings'])
		.where('practice.code', '=', code)
		.$castTo<ImportedRow>()
		.executeTakeFirst();
}

/** Who looks: their own practices, all for the secretariat and the operator, and what everybody may see. */
export interface Reader {
	ownerId: string | null;
	seesAll: boolean;
}

const mayRead = ({ ownerId, seesAll }: Reader) => sql<boolean>`(${seesAll} or practice."ownerId" = ${ownerId}
	or exists (select from "catalogueEntry" entry where entry."practiceId" = practice.id and entry."goneAt" is null))`;

const titleOf = sql<string>`(select section.value #>> '{}' from "practiceSection" section
	where section."practiceId" = practice.id and section.key = 'title')`;

export interface MadePractice {
	fileId: string;
	code: string;
	title: string;
	/** Fields of the form without a text. */
	empty: number;
	/** Texts that no field took yet. */
	unplaced: number;
	/** Doubts of the reader about sections that nobody called finished. */
	doubts: number;
}

/** The drafts made of the files of a batch, as far as the reader may see them still. */
export function listMade(db: Db, batchId: string, reader: Reader): Promise<MadePractice[]> {
	return db
		.selectFrom('importedPractice as imported')
		.innerJoin('importFile as file', 'file.id', 'imported.fileId')
		.innerJoin('practice', 'practice.id', 'imported.practiceId')
		.select(['imported.fileId', 'practice.code', titleOf.as('title')])
		.select(
			sql<number>`(select count(*) from "practiceUnplaced" piece
				where piece."practiceId" = practice.id and piece."settledAt" is null and piece.kind = 'text')`.as('unplaced')
		)
		.select(
			sql<number>`(select count(*) from "practiceSection" section
				where section."practiceId" = practice.id and section.key = any(${[...fieldKeys]}) and section.value = '""'::jsonb)`.as('empty')
		)
		.select(
			sql<number>`(select count(distinct doubt ->> 'key') from jsonb_array_elements(imported.warnings) doubt
				join "practiceSection" section on section."practiceId" = practice.id and section.key = doubt ->> 'key' and not section.done
				where doubt ->> 'code' <> all(${[...aboutNoText]}))`.as('doubts')
		)
		.where('file.batchId', '=', batchId)
		.where(mayRead(reader))
		.orderBy('file.position')
		.orderBy('imported.position')
		.execute();
}

export interface KnownPractice {
	sha256: string;
	code: string;
	title: string;
	/** Place among the practices of the file, from 0. */
	position: number;
}

/** Practices that came from the same bytes before; of several times the first. */
export function listByContent(db: Db | Tx, sha256s: string[], reader: Reader): Promise<KnownPractice[]> {
	return db
		.selectFrom('importFile as file')
		.innerJoin('importedPractice as imported', 'imported.fileId', 'file.id')
		.innerJoin('practice', 'practice.id', 'imported.practiceId')
		.distinctOn(['file.sha256', 'imported.position'])
		.select(['file.sha256', 'practice.code', 'imported.position', titleOf.as('title')])
		.where('file.sha256', '=', sql<string>`any(${sha256s})`)
		.where(mayRead(reader))
		.orderBy('file.sha256')
		.orderBy('imported.position')
		.orderBy('practice.createdAt')
		.orderBy('practice.code')
		.execute();
}

// practices that look alike ---------------------------------------------------------------------------------------

export interface Candidate extends Comparable {
	code: string;
}

/** Most candidates that each of the three indexes gives, and most that share a sequence of words at all: all of a hundred may quote one law. */
const mostCandidates = 8;
const mostRanked = 60;

/**
 * Practices worth comparing with one that was read: by a title alike, by sequences of words in common, or by an institution in common in
 * another language. Reads three indexes and then the texts of what they gave.
 */
export async function findCandidates(db: Db | Tx, { fields, institutionIds, language }: Comparable, reader: Reader): Promise<Candidate[]> {
	const { title, institutions: _, ...texts } = fields;
	const { rows: asked } = await sql<{ marks: number[]; title: string }>`
		select ${sketches(texts)} as marks, "foldedText"(${title}) as title`.execute(db);
	const [{ marks, title: foldedTitle } = { marks: [], title: '' }] = asked;
	const byTitle = sql`select practice.id from "practiceSection" section join practice on practice.id = section."practiceId"
		where section.key = 'title' and "foldedText"(section.value #>> '{}') % ${foldedTitle} and ${mayRead(reader)}
		order by similarity("foldedText"(section.value #>> '{}'), ${foldedTitle}) desc limit ${mostCandidates}`;
	const bySequences = sql`select found.id from (
			select practice.id, section.value
			from "practiceSection" section join practice on practice.id = section."practiceId"
			where section.key = 'description' and "textSketch"(section.value #>> '{}') && ${marks}::integer[] and ${mayRead(reader)}
			limit ${mostRanked}
		) found
		order by cardinality(array(select unnest("textSketch"(found.value #>> '{}')) intersect select unnest(${marks}::integer[]))) desc
		limit ${mostCandidates}`;
	const byInstitution = sql`select practice.id from "practiceInstitution" implements join practice on practice.id = implements."practiceId"
		where implements."institutionId" = any(${institutionIds}::uuid[]) and practice.language <> ${language} and ${mayRead(reader)}
		order by practice."createdAt" desc limit ${mostCandidates}`;
	const { rows } = await sql<Candidate>`
		with found as ((${byTitle}) union (${bySequences}) union (${byInstitution}))
		select practice.code, practice.language,
			(select jsonb_object_agg(section.key, section.value) from "practiceSection" section
				where section."practiceId" = practice.id and section.key = any(${Object.keys(fields)})) as fields,
			array(select "institutionId" from "practiceInstitution" implements where implements."practiceId" = practice.id) as "institutionIds"
		from found join practice on practice.id = found.id order by practice.code`.execute(db);
	return rows;
}

/** The marks of several texts as one list. An article may quote anywhere what a practice describes. */
function sketches(texts: Partial<Record<FieldKey, string>>) {
	const each = Object.values(texts).map((text) => sql`"textSketch"(${text})`);
	return sql.join(each, sql` || `);
}

/** Texts of known practices, to be read beside one that comes in. */
export async function listKnown(
	db: Db,
	codes: string[],
	reader: Reader
): Promise<{ code: string; isPublic: boolean; fields: Record<FieldKey, string> }[]> {
	if (codes.length === 0) return [];
	return db
		.selectFrom('practice')
		.select('practice.code')
		.select(
			sql<boolean>`exists (select from "catalogueEntry" entry where entry."practiceId" = practice.id and entry."goneAt" is null)`.as(
				'isPublic'
			)
		)
		.select(
			sql<Record<FieldKey, string>>`(select jsonb_object_agg(section.key, section.value) from "practiceSection" section
				where section."practiceId" = practice.id)`.as('fields')
		)
		.where('practice.code', 'in', codes)
		.where(mayRead(reader))
		.orderBy('practice.code')
		.execute();
}

// labels added to an edition --------------------------------------------------------------------------------------

export interface AliasRow extends FieldAlias {
	folded: string;
	addedAt: Date;
}

export function listFieldAliases(db: Db | Tx, edition: string): Promise<AliasRow[]> {
	return db
		.selectFrom('fieldAlias')
		.select(['id', 'key', 'alias', 'folded', 'addedAt'])
		.where('edition', '=', edition)
		.orderBy('key')
		.orderBy('alias')
		.$castTo<AliasRow>()
		.execute();
}

/** Adds labels; one that is there already stays as it is. @returns those added */
export async function insertFieldAliases(
	tx: Tx,
	edition: string,
	aliases: { key: FieldKey; alias: string; folded: string }[],
	addedBy: string | null,
	addedAt: Date
): Promise<FieldAlias[]> {
	if (aliases.length === 0) return [];
	return tx
		.insertInto('fieldAlias')
		.values(aliases.map((alias) => ({ ...alias, edition, addedBy, addedAt })))
		.onConflict((conflict) => conflict.doNothing())
		.returning(['id', 'key', 'alias'])
		.$castTo<FieldAlias>()
		.execute();
}

export async function deleteFieldAlias(tx: Tx, id: string): Promise<FieldAlias | undefined> {
	return tx.deleteFrom('fieldAlias').where('id', '=', id).returning(['id', 'key', 'alias']).$castTo<FieldAlias>().executeTakeFirst();
}
