// SQL of a purge. It is the one feature that writes other features' tables: what is purged must be gone from all of them at once, also from
// those that are added later. Every table says here how its rows belong to a practice; its text columns are asked of the database.
import { sql } from 'kysely';
import type { Db, Tx } from '#platform/ctx.ts';
import type { Database } from '#platform/database/tables.ts';
import { purgeJson, purgePattern, purgeText, readableContent, readableLayer, searchedPart, withoutFiles } from './rules.ts';
import type { PurgeCount } from './schema.ts';

type Table = keyof Database;

/**
 * `own`: rows that belong to a practice, by a condition on its id ($1) · `shared`: copies for a while that belong to no practice; whatever
 * of them holds the words is purged · `kept`: belongs to somebody or something else, and is told where it holds the words · `derived`: made
 * anew from the rest · `mute`: holds no text.
 */
type Place = { kind: 'own'; where: string } | { kind: 'shared' } | { kind: 'kept' } | { kind: 'derived' } | { kind: 'mute' };

const own = (where: string): Place => ({ kind: 'own', where });
const ofPractice = own('"practiceId" = $practice');
const versions = '(select id from "practiceVersion" where "practiceId" = $practice)';
const assessments = '(select id from assessment where "practiceId" = $practice)';
const ofVersion = own(`"versionId" in ${versions}`);
const ofAssessment = own(`"assessmentId" in ${assessments}`);
const sessions = `(select "sessionId" from "committeeItem" where "versionId" in ${versions})`;
const shared: Place = { kind: 'shared' };
const kept: Place = { kind: 'kept' };
const mute: Place = { kind: 'mute' };

const places: Record<Table, Place> = {
	apiKey: kept,
	assessment: ofPractice,
	attachment: ofPractice,
	calibrationAnswer: shared,
	call: kept,
	callAssessor: mute,
	catalogueEntry: { kind: 'derived' },
	collection: kept,
	collectionPractice: ofPractice,
	committeeItem: ofVersion,
	committeeSeat: own(`"sessionId" in ${sessions}`),
	committeeSession: own(`id in ${sessions}`),
	contactMessage: ofPractice,
	deliberationNote: ofVersion,
	fieldAlias: kept,
	harmReport: ofPractice,
	idempotentCall: shared,
	importBatch: mute,
	importFile: shared,
	importedPractice: ofPractice,
	instance: kept,
	institution: kept,
	institutionAlias: kept,
	invitation: mute,
	journal: kept,
	judgement: ofAssessment,
	label: ofPractice,
	labelEvent: own('"labelId" in (select id from label where "practiceId" = $practice)'),
	mail: shared,
	mailFollower: kept,
	notice: shared,
	panel: mute,
	passageComment: ofAssessment,
	person: kept,
	personCredential: mute,
	personInstitution: mute,
	personSession: mute,
	personVerification: mute,
	planStep: ofPractice,
	practice: own('id = $practice'),
	practiceInstitution: mute,
	practiceLink: ofPractice,
	practiceObservation: ofPractice,
	practiceSection: ofPractice,
	practiceSectionRevision: ofPractice,
	practiceSource: ofPractice,
	practiceStep: mute,
	practiceTranslation: ofPractice,
	practiceTranslationText: ofPractice,
	practiceUnplaced: ofPractice,
	practiceVersion: ofPractice,
	reconsideration: ofPractice,
	requirementCheck: ofVersion,
	savedSearch: kept,
	schemaMigration: mute,
	searchEntry: { kind: 'derived' },
	searchWord: { kind: 'derived' },
	selfJudgement: ofPractice,
	sheetUpload: shared,
	thesaurus: mute,
	thesaurusConcept: kept,
	verdict: ofPractice
};

/** Every table, in the order of the alphabet. */
export const tables = Object.keys(places) as Table[];

interface Column {
	table: Table;
	column: string;
	kind: 'text' | 'json' | 'list';
}

/** Columns in which somebody's words may stand: text, lists of texts and JSON, but for keys, which a constraint binds. */
async function listColumns(db: Db | Tx): Promise<Column[]> {
	const { rows } = await sql<Column>`
		select c.relname as "table", a.attname as "column",
			case t.typname when 'jsonb' then 'json' when 'json' then 'json' when '_text' then 'list' else 'text' end as kind
		from pg_attribute a join pg_class c on c.oid = a.attrelid join pg_type t on t.oid = a.atttypid
		where c.relnamespace = 'public'::regnamespace and c.relkind = 'r' and a.attnum > 0 and not a.attisdropped
			and t.typname in ('text', 'varchar', '_text', 'jsonb', 'json')
			and not exists (select from pg_constraint k where k.conrelid = c.oid and k.contype in ('p', 'u', 'f', 'c') and a.attnum = any(k.conkey))
		order by 1, 2`.execute(db);
	return rows;
}

/** Tables whose rows count their changes: whoever has the old text open meets a conflict and cannot write it back unseen. */
async function listVersioned(db: Db | Tx): Promise<Set<string>> {
	const { rows } = await sql<{ table: string }>`
		select c.relname as "table" from pg_attribute a join pg_class c on c.oid = a.attrelid
		where c.relnamespace = 'public'::regnamespace and c.relkind = 'r' and a.attname = 'version' and not a.attisdropped
			and a.atttypid = 'int4'::regtype
			and not exists (select from pg_constraint k where k.conrelid = c.oid and k.contype in ('p', 'u') and a.attnum = any(k.conkey))`.execute(
		db
	);
	return new Set(rows.map(({ table }) => table));
}

interface FoundRow {
	place: string;
	key: string | null;
	values: Record<string, unknown>;
}

/** Rows of a table that may hold the words, with their text columns, locked where they are to be changed. */
async function listRows(
	db: Db | Tx,
	columns: Column[],
	scope: { practiceId: string; words: readonly string[]; lock: boolean }
): Promise<FoundRow[]> {
	const [first] = columns;
	if (!first) return [];
	const place = places[first.table];
	const json = sql.join(columns.map(({ column }) => sql`${sql.lit(column)}, ${sql.ref(column)}`));
	const hasKey = first.table === 'practiceSection' || first.table === 'practiceSectionRevision';
	const where = place.kind === 'own' ? conditionOf(place.where, scope.practiceId) : roughly(columns, scope.words);
	const { rows } = await sql<FoundRow>`
		select ctid::text as place, ${hasKey ? sql`key` : sql`null`} as key, jsonb_build_object(${json}) as "values"
		from ${sql.table(first.table)} where ${where} ${scope.lock ? sql`for update` : sql``}`.execute(db);
	return rows;
}

/** A condition of `places`, with the practice's id for a parameter. */
function conditionOf(where: string, practiceId: string) {
	return sql<boolean>`${sql.join(
		where.split('$practice').map((part) => sql.raw(part)),
		sql`${practiceId}::uuid`
	)}`;
}

/** Whether a row holds the longest part of any of the words, in whatever column. */
function roughly(columns: Column[], words: readonly string[]) {
	const patterns = words.map((each) => `%${searchedPart(each)}%`);
	return sql<boolean>`normalize(concat_ws(' ', ${sql.join(columns.map(({ column }) => sql`${sql.ref(column)}::text`))}), NFC) ilike any(${patterns}::text[])`;
}

/** The columns of a table that changes, with what they hold after. */
function purgeRow(row: FoundRow, columns: Column[], pattern: RegExp): { set: [Column, unknown][]; count: number } {
	const set: [Column, unknown][] = [];
	let count = 0;
	for (const column of columns) {
		const before = row.values[column.column];
		const purged = typeof before === 'string' && column.kind === 'text' ? purgeText(before, pattern) : purgeJson(before, pattern);
		if (purged.count === 0) continue;
		count += purged.count;
		set.push([column, readable(row, column, purged.value)]);
	}
	return { set, count };
}

function readable({ key }: FoundRow, { table, column }: Column, value: unknown): unknown {
	if (key !== null && column === 'value') return readableLayer(key, value);
	return table === 'practiceVersion' && column === 'content' ? readableContent(value) : value;
}

/** Counts the words in everything that a purge of this practice would change. */
export async function countWords(db: Db | Tx, practiceId: string, words: readonly string[]): Promise<PurgeCount[]> {
	if (words.length === 0) return [];
	const counts: PurgeCount[] = [];
	const pattern = purgePattern(words);
	for (const [table, columns] of await purgedColumns(db)) {
		const rows = await listRows(db, columns, { practiceId, words, lock: false });
		const found = rows.map((row) => purgeRow(row, columns, pattern).count).filter((count) => count > 0);
		if (found.length > 0) counts.push({ table, rows: found.length, occurrences: found.reduce((sum, count) => sum + count, 0) });
	}
	return counts;
}

/** Takes the words out of every table that a purge of this practice changes. @returns what was changed */
export async function purgeWords(tx: Tx, practiceId: string, words: readonly string[]): Promise<PurgeCount[]> {
	if (words.length === 0) return [];
	const counts: PurgeCount[] = [];
	const pattern = purgePattern(words);
	const versioned = await listVersioned(tx);
	for (const [table, columns] of await purgedColumns(tx)) {
		let occurrences = 0;
		let rows = 0;
		for (const row of await listRows(tx, columns, { practiceId, words, lock: true })) {
			const { set, count } = purgeRow(row, columns, pattern);
			if (count === 0) continue;
			await writeRow(tx, table, row.place, set, versioned.has(table));
			occurrences += count;
			rows++;
		}
		if (rows > 0) counts.push({ table, rows, occurrences });
	}
	return counts;
}

async function purgedColumns(db: Db | Tx): Promise<Map<Table, Column[]>> {
	const columns = Map.groupBy(await listColumns(db), ({ table }) => table);
	return new Map(
		tables.filter((table) => ['own', 'shared'].includes(places[table].kind)).map((table) => [table, columns.get(table) ?? []])
	);
}

async function writeRow(tx: Tx, table: Table, place: string, set: [Column, unknown][], isVersioned: boolean): Promise<void> {
	const assignments = set.map(([{ column, kind }, value]) => sql`${sql.ref(column)} = ${asStored(kind, value)}`);
	if (isVersioned) assignments.push(sql`version = version + 1`);
	await sql`update ${sql.table(table)} set ${sql.join(assignments)} where ctid = ${place}::tid`.execute(tx);
}

function asStored(kind: Column['kind'], value: unknown) {
	if (kind === 'json') return sql`${JSON.stringify(value)}::jsonb`;
	return kind === 'list' ? sql`${value}::text[]` : sql`${value}::text`;
}

/** Where the words stand as well and a purge of this practice does not reach: other practices by their code, and what is kept. */
export async function listElsewhere(
	db: Db | Tx,
	practiceId: string,
	words: readonly string[]
): Promise<{ table: string; code: string | null; rows: number }[]> {
	if (words.length === 0) return [];
	const pattern = purgePattern(words);
	const found: { table: string; code: string | null; rows: number }[] = [];
	for (const [table, columns] of Map.groupBy(await listColumns(db), (column) => column.table)) {
		const place = places[table];
		if (place.kind !== 'kept' && place.kind !== 'own') continue;
		const codes =
			place.kind === 'own'
				? sql`(select code from practice other where other.id <> ${practiceId}::uuid and ${ofOther(place.where)} limit 1)`
				: sql`null`;
		const json = sql.join(columns.map(({ column }) => sql`${sql.lit(column)}, ${sql.ref(column)}`));
		const { rows } = await sql<{ code: string | null; values: Record<string, unknown> }>`
			select ${codes} as code, jsonb_build_object(${json}) as "values" from ${sql.table(table)} where ${roughly(columns, words)}`.execute(
			db
		);
		const held = rows.filter((row) => (place.kind === 'kept' || row.code !== null) && purgeJson(row.values, pattern).count > 0);
		for (const [code, ofCode] of Map.groupBy(held, (row) => row.code)) found.push({ table, code, rows: ofCode.length });
	}
	return found;
}

/** A condition of `places` about another practice, as seen from a row of the table. */
function ofOther(where: string) {
	return sql<boolean>`${sql.raw(where.replaceAll('$practice', 'other.id'))}`;
}

// files -----------------------------------------------------------------------------------------------------------

export interface StoredFile {
	id: string;
	name: string;
	mediaType: string;
	sha256: string;
	isRemoved: boolean;
}

/** Files attached to a practice; those taken off stand in it too. */
export function listFiles(db: Db | Tx, practiceId: string): Promise<StoredFile[]> {
	return db
		.selectFrom('attachment')
		.select(['id', 'name', 'mediaType', 'sha256'])
		.select(sql<boolean>`"removedAt" is not null`.as('isRemoved'))
		.where('practiceId', '=', practiceId)
		.orderBy('createdAt')
		.orderBy('id')
		.execute();
}

/** Uploaded files that a practice was read from. */
export function listOriginals(db: Db | Tx, practiceId: string): Promise<{ id: string; name: string; sha256: string }[]> {
	return db
		.selectFrom('importedPractice as imported')
		.innerJoin('importFile as file', 'file.id', 'imported.fileId')
		.select(['file.id', 'file.name', 'file.sha256'])
		.where('imported.practiceId', '=', practiceId)
		.execute();
}

/** Removes attachments of a practice and every mention of them in its texts. */
export async function removeFiles(tx: Tx, practiceId: string, ids: readonly string[]): Promise<void> {
	const gone = new Set(ids);
	const texts = [
		{ table: 'practiceVersion', column: 'content' },
		{ table: 'practiceSection', column: 'value' },
		{ table: 'practiceSectionRevision', column: 'value' }
	];
	for (const { table, column } of texts) {
		const { rows } = await sql<{ place: string; value: unknown }>`
			select ctid::text as place, ${sql.ref(column)} as value from ${sql.table(table)} where "practiceId" = ${practiceId}::uuid for update`.execute(
			tx
		);
		for (const { place, value } of rows) {
			const after = JSON.stringify(withoutFiles(value, gone));
			if (after === JSON.stringify(value)) continue;
			await sql`update ${sql.table(table)} set ${sql.ref(column)} = ${after}::jsonb where ctid = ${place}::tid`.execute(tx);
		}
	}
	await sql`update "planStep" set "attachmentId" = null, version = version + 1
		where "practiceId" = ${practiceId}::uuid and "attachmentId" = any(${[...ids]}::uuid[])`.execute(tx);
	await sql`delete from attachment where "practiceId" = ${practiceId}::uuid and id = any(${[...ids]}::uuid[])`.execute(tx);
}

/** Whether bytes are still somebody's: attached anywhere, or an upload other than these. @param except ids of uploads whose bytes go */
export async function isHeld(db: Db | Tx, sha256: string, except: readonly string[]): Promise<boolean> {
	const { rows } = await sql<{ held: boolean }>`
		select exists (select from attachment where sha256 = ${sha256})
			or exists (select from "importFile" where sha256 = ${sha256} and not (id = any(${[...except]}::uuid[]))) as held`.execute(db);
	return rows[0]?.held ?? false;
}

/** The catalogue's entry of a practice, if it is published. */
export function findPublished(
	tx: Tx,
	practiceId: string
): Promise<{ practiceId: string; versionId: string; publishedAt: Date } | undefined> {
	return tx
		.selectFrom('catalogueEntry')
		.select(['practiceId', 'versionId', 'publishedAt'])
		.where('practiceId', '=', practiceId)
		.where('goneAt', 'is', null)
		.executeTakeFirst();
}
