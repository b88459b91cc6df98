// SQL of practices: rows, sections with their revisions, frozen versions, text without a place.
import { randomUUID } from 'node:crypto';
import { sql } from 'kysely';
import type { CriterionKey, DeclaredClass, FieldKey, Judgement, PracticeClass } from '#features/methodology/schema.ts';
import type { Db, Tx } from '#platform/ctx.ts';
import { Problem } from '#platform/problem.ts';
import type { Act } from './rules/life.ts';
import type { AttachmentSummary, Observation, PracticeContent, PracticeState, SectionKey, VersionKind } from './schema.ts';

export interface PracticeRow {
	id: string;
	code: string;
	edition: string;
	language: 'es' | 'en' | 'pt' | 'fr';
	state: PracticeState;
	declaredClass: DeclaredClass | null;
	ownerId: string | null;
	isExample: boolean;
	isInvented: boolean;
	/** The call it answers; null outside any call. */
	callId: string | null;
	/** Some assessed version of it stands in the public catalogue. */
	isPublished: boolean;
	version: number;
	createdAt: Date;
	stateSince: Date;
}

/** Whether a version is the last one of its practice that was not dropped; the query calls them `version` and `practice`. */
export const isLastVersion = sql<boolean>`(version."droppedAt" is null and not exists (select from "practiceVersion" later
	where later."practiceId" = practice.id and later.number > version.number and later."droppedAt" is null))`;

export interface SectionRow {
	key: SectionKey;
	value: unknown;
	done: boolean;
	version: number;
	updatedBy: string | null;
	updatedAt: Date;
}

export interface VersionRow {
	id: string;
	practiceId: string;
	number: number;
	content: PracticeContent;
	submittedBy: string | null;
	submittedAt: Date;
	kind: VersionKind;
	/** The version whose text is corrected or judged again; null for what an author sent. */
	basedOn: string | null;
	callId: string | null;
	/** What the author judged of her own practice when she sent it. */
	selfAssessment: Record<CriterionKey, Judgement> | null;
	/** The author says that nothing but a typo or a translation changed. */
	isSaidToCorrect: boolean;
	/** When it was taken back after it was sent: the version before it is the current one again. */
	droppedAt: Date | null;
}

const practices = (db: Db | Tx) =>
	db
		.selectFrom('practice')
		.selectAll('practice')
		.select(
			sql<boolean>`exists (select from "catalogueEntry" entry where entry."practiceId" = practice.id and entry."goneAt" is null)`.as(
				'isPublished'
			)
		)
		.$castTo<PracticeRow>();

export function findPractice(db: Db | Tx, code: string): Promise<PracticeRow | undefined> {
	return practices(db).where('code', '=', code).executeTakeFirst();
}

/** Takes the practice for the rest of the transaction: whoever acts on it next waits. @throws Problem notFound */
export async function lockPractice(tx: Tx, code: string): Promise<PracticeRow> {
	const row = await practices(tx).where('code', '=', code).forUpdate().executeTakeFirst();
	if (!row) throw new Problem('notFound');
	return row;
}

/** Holds the practice's state while a section is written; other sections may be written meanwhile. @throws Problem notFound */
export async function holdPractice(tx: Tx, code: string): Promise<PracticeRow> {
	const row = await practices(tx).where('code', '=', code).forShare().executeTakeFirst();
	if (!row) throw new Problem('notFound');
	return row;
}

/** Takes the next public code. A number is never used twice, not even when the transaction that took it is rolled back. */
async function nextCode(tx: Tx): Promise<string> {
	const [code = ''] = await nextCodes(tx, 1);
	return code;
}

export async function insertPractice(
	tx: Tx,
	practice: Pick<PracticeRow, 'edition' | 'language' | 'declaredClass' | 'ownerId' | 'isExample' | 'isInvented'>,
	sections: Record<SectionKey, unknown>,
	updatedBy: string | null
): Promise<{ id: string; code: string }> {
	const row = await tx
		.insertInto('practice')
		.values({ ...practice, code: await nextCode(tx) })
		.returning(['id', 'code'])
		.executeTakeFirstOrThrow();
	await tx
		.insertInto('practiceSection')
		.values(Object.entries(sections).map(([key, value]) => ({ practiceId: row.id, key, value: JSON.stringify(value), updatedBy })))
		.execute();
	return row;
}

// practices that another instance handed over ----------------------------------------------------------------------

/** The document that a practice was made from. */
export interface SourceRow {
	instance: string;
	code: string;
	/** SHA-256 in hex. */
	contentHash: string;
	exportedAt: string;
}

/** A practice with everything that hangs on it, to be written with others in a few statements. */
export interface WholePractice {
	practice: Pick<PracticeRow, 'edition' | 'language' | 'declaredClass' | 'isExample' | 'isInvented'>;
	sections: Record<SectionKey, unknown>;
	done: SectionKey[];
	institutionIds: string[];
	unplaced: { kind: 'text' | 'note'; text: string; origin: string }[];
	source: SourceRow;
}

/**
 * Writes many practices at once, each under the next public code.
 * @param ownerId owner of all of them, and who wrote their sections
 * @returns id and code of each, in the order given
 */
export async function insertPractices(tx: Tx, wholes: WholePractice[], ownerId: string | null): Promise<{ id: string; code: string }[]> {
	const codes = await nextCodes(tx, wholes.length);
	const rows = wholes.map((whole, index) => ({ ...whole, id: randomUUID(), code: codes[index] ?? '' }));
	await tx
		.insertInto('practice')
		.columns(['id', 'code', 'edition', 'language', 'declaredClass', 'isExample', 'isInvented', 'ownerId'])
		.expression(
			sql`select id, code, edition, language, "declaredClass", "isExample", "isInvented", ${ownerId}::text
				from json_to_recordset(${json(rows.map(({ id, code, practice }) => ({ id, code, ...practice })))}::json)
				as given (id uuid, code text, edition text, language text, "declaredClass" text, "isExample" boolean, "isInvented" boolean)`
		)
		.execute();
	await tx
		.insertInto('practiceSection')
		.columns(['practiceId', 'key', 'value', 'done', 'updatedBy'])
		.expression(
			sql`select given.id, section.key, section.value::jsonb, coalesce(given.done ? section.key, false), ${ownerId}::text
				from json_to_recordset(${json(rows.map(({ id, sections, done }) => ({ id, sections, done })))}::json)
				as given (id uuid, sections json, done jsonb), json_each(given.sections) as section`
		)
		.execute();
	await tx
		.insertInto('practiceSource')
		.columns(['practiceId', 'instance', 'code', 'contentHash', 'exportedAt'])
		.expression(
			sql`select "practiceId", instance, code, "contentHash", "exportedAt"
				from json_to_recordset(${json(rows.map(({ id, source }) => ({ practiceId: id, ...source })))}::json)
				as given ("practiceId" uuid, instance text, code text, "contentHash" text, "exportedAt" timestamptz)`
		)
		.execute();
	const institutions = rows.flatMap(({ id, institutionIds }) =>
		[...new Set(institutionIds)].map((institutionId) => ({ practiceId: id, institutionId }))
	);
	if (institutions.length > 0) {
		await tx
			.insertInto('practiceInstitution')
			.columns(['practiceId', 'institutionId'])
			.expression(sql`select * from json_to_recordset(${json(institutions)}::json) as given ("practiceId" uuid, "institutionId" uuid)`)
			.execute();
	}
	const unplaced = rows.flatMap(({ id, unplaced }) => unplaced.map((piece, position) => ({ practiceId: id, position, ...piece })));
	if (unplaced.length > 0) {
		await tx
			.insertInto('practiceUnplaced')
			.columns(['practiceId', 'position', 'kind', 'text', 'origin'])
			.expression(
				sql`select * from json_to_recordset(${json(unplaced)}::json)
					as given ("practiceId" uuid, position integer, kind text, text text, origin text)`
			)
			.execute();
	}
	return rows.map(({ id, code }) => ({ id, code }));
}

/** Holds back other takings-in of documents until the transaction ends, so that two of them cannot miss each other's practice. */
export async function lockSources(tx: Tx): Promise<void> {
	await sql`select pg_advisory_xact_lock(hashtext('practiceSource'))`.execute(tx);
}

/** Practices made from documents with this content, but for archived ones. */
export function listBySource(
	db: Db | Tx,
	contentHashes: string[]
): Promise<(Pick<SourceRow, 'instance' | 'contentHash'> & { sourceCode: string; id: string; code: string; ownerId: string | null })[]> {
	return db
		.selectFrom('practiceSource as source')
		.innerJoin('practice', 'practice.id', 'source.practiceId')
		.select(['source.instance', 'source.code as sourceCode', 'source.contentHash', 'practice.id', 'practice.code', 'practice.ownerId'])
		.where('source.contentHash', '=', sql<string>`any(${contentHashes})`)
		.where('practice.state', '!=', 'archived')
		.orderBy('practice.createdAt')
		.execute();
}

const json = (value: unknown) => JSON.stringify(value);

async function nextCodes(tx: Tx, count: number): Promise<string[]> {
	const { rows } = await sql<{
		number: string;
	}>`select nextval('"practiceNumber"') as number from generate_series(1, ${count}::int)`.execute(tx);
	return rows.map(({ number }) => `AC-${String(number).padStart(4, '0')}`);
}

/** Moves a practice to another state. The row must have been taken by `lockPractice` in this transaction. */
export async function moveState(tx: Tx, practice: PracticeRow, act: Act, state: PracticeState, now: Date): Promise<void> {
	if (state !== practice.state) {
		await tx.insertInto('practiceStep').values({ practiceId: practice.id, act, from: practice.state, to: state, at: now }).execute();
	}
	await tx
		.updateTable('practice')
		.set({ state, stateSince: now, version: practice.version + 1 })
		.where('id', '=', practice.id)
		.where('state', '=', practice.state)
		.execute();
}

/** Changes a practice that `lockPractice` took. @returns the new version */
export async function updatePractice(
	tx: Tx,
	practice: PracticeRow,
	set: Partial<Pick<PracticeRow, 'declaredClass' | 'ownerId' | 'callId' | 'edition'>>
): Promise<number> {
	const version = practice.version + 1;
	await tx
		.updateTable('practice')
		.set({ ...set, version })
		.where('id', '=', practice.id)
		.execute();
	return version;
}

// sections -------------------------------------------------------------------------------------------------------

const sections = (db: Db | Tx, practiceId: string) =>
	db
		.selectFrom('practiceSection')
		.select(['key', 'value', 'done', 'version', 'updatedBy', 'updatedAt'])
		.where('practiceId', '=', practiceId)
		.$castTo<SectionRow>();

export function listSections(db: Db | Tx, practiceId: string): Promise<SectionRow[]> {
	return sections(db, practiceId).execute();
}

/** Takes a section for the rest of the transaction. @throws Problem notFound */
export async function lockSection(tx: Tx, practiceId: string, key: SectionKey): Promise<SectionRow> {
	const row = await sections(tx, practiceId).where('key', '=', key).forUpdate().executeTakeFirst();
	if (!row) throw new Problem('notFound');
	return row;
}

/** Writes a section that `lockSection` took, keeping what it said before. @returns the new version */
export async function writeSection(
	tx: Tx,
	practiceId: string,
	before: SectionRow,
	after: { value: unknown; done: boolean; updatedBy: string | null; updatedAt: Date }
): Promise<number> {
	const version = before.version + 1;
	await tx
		.insertInto('practiceSectionRevision')
		.values({
			practiceId,
			key: before.key,
			version: before.version,
			value: JSON.stringify(before.value),
			updatedBy: before.updatedBy,
			updatedAt: before.updatedAt
		})
		.execute();
	await tx
		.updateTable('practiceSection')
		.set({ ...after, value: JSON.stringify(after.value), version })
		.where('practiceId', '=', practiceId)
		.where('key', '=', before.key)
		.execute();
	return version;
}

/** Counts a change of what stands beside a section that `lockSection` took; its own text stays, so nothing is kept of before. @returns the new version */
export async function renewSection(
	tx: Tx,
	practiceId: string,
	before: SectionRow,
	by: { updatedBy: string | null; updatedAt: Date }
): Promise<number> {
	const version = before.version + 1;
	await tx
		.updateTable('practiceSection')
		.set({ ...by, version })
		.where('practiceId', '=', practiceId)
		.where('key', '=', before.key)
		.execute();
	return version;
}

export interface RevisionRow {
	version: number;
	value: unknown;
	updatedAt: Date;
	updatedByName: string | null;
}

/** Earlier texts of a section, newest first. */
export function listRevisions(db: Db, practiceId: string, key: SectionKey): Promise<RevisionRow[]> {
	return db
		.selectFrom('practiceSectionRevision as revision')
		.leftJoin('person', 'person.id', 'revision.updatedBy')
		.select(['revision.version', 'revision.value', 'revision.updatedAt', 'person.name as updatedByName'])
		.where('practiceId', '=', practiceId)
		.where('key', '=', key)
		.orderBy('revision.version', 'desc')
		.limit(100)
		.execute();
}

// institutions beside the text ------------------------------------------------------------------------------------

export async function replaceInstitutions(tx: Tx, practiceId: string, institutionIds: string[]): Promise<void> {
	await tx.deleteFrom('practiceInstitution').where('practiceId', '=', practiceId).execute();
	if (institutionIds.length === 0) return;
	await tx
		.insertInto('practiceInstitution')
		.values([...new Set(institutionIds)].map((institutionId) => ({ practiceId, institutionId })))
		.execute();
}

export function listInstitutions(db: Db | Tx, practiceId: string): Promise<{ id: string; name: string }[]> {
	return db
		.selectFrom('practiceInstitution')
		.innerJoin('institution', 'institution.id', 'practiceInstitution.institutionId')
		.select(['institution.id', 'institution.name'])
		.where('practiceId', '=', practiceId)
		.orderBy('institution.name')
		.execute();
}

// attachments, read only: the evidence feature writes them ----------------------------------------------------------

export function listAttachments(db: Db | Tx, practiceId: string): Promise<AttachmentSummary[]> {
	return db
		.selectFrom('attachment')
		.select(['id', 'key', 'name', 'mediaType', 'bytes', 'sha256', 'visibility', 'isInvented'])
		.select(sql<boolean>`"screenedAt" is not null`.as('screened'))
		.where('practiceId', '=', practiceId)
		.where('removedAt', 'is', null)
		.orderBy('createdAt')
		.$castTo<AttachmentSummary>()
		.execute();
}

// text without a place --------------------------------------------------------------------------------------------

export interface UnplacedRow {
	id: string;
	/** Text that found no field, or a comment that stood beside the text. */
	kind: 'text' | 'note';
	text: string;
	origin: string;
}
export type NewPiece = Pick<UnplacedRow, 'text' | 'origin'> & Partial<Pick<UnplacedRow, 'kind'>>;

/** Pieces in one statement; more would pass the driver's limit of parameters. */
const insertedAtOnce = 2_000;

export async function insertUnplaced(tx: Tx, practiceId: string, pieces: NewPiece[]): Promise<void> {
	const rows = pieces.map(({ kind = 'text', text, origin }, position) => ({ practiceId, position, kind, text, origin }));
	for (let from = 0; from < rows.length; from += insertedAtOnce)
		await tx
			.insertInto('practiceUnplaced')
			.values(rows.slice(from, from + insertedAtOnce))
			.execute();
}

/** Pieces that nobody has placed or dismissed yet. */
export function listUnplaced(db: Db | Tx, practiceId: string): Promise<UnplacedRow[]> {
	return db
		.selectFrom('practiceUnplaced')
		.select(['id', 'kind', 'text', 'origin'])
		.where('practiceId', '=', practiceId)
		.where('settledAt', 'is', null)
		.orderBy('position')
		.execute();
}

export interface SettledRow extends UnplacedRow {
	/** Null for one that was dismissed. */
	placedIn: FieldKey | null;
}

/** The last pieces that somebody placed or dismissed, newest first. */
export function listSettled(db: Db, practiceId: string): Promise<SettledRow[]> {
	return db
		.selectFrom('practiceUnplaced')
		.select(['id', 'kind', 'text', 'origin', 'placedIn'])
		.where('practiceId', '=', practiceId)
		.where('settledAt', 'is not', null)
		.orderBy('settledAt', 'desc')
		.orderBy('position', 'desc')
		.limit(100)
		.$castTo<SettledRow>()
		.execute();
}

/** Settles a piece once. @returns its text, or undefined when it was settled already or belongs to another practice */
export async function settleUnplaced(
	tx: Tx,
	practiceId: string,
	id: string,
	placedIn: string | null,
	now: Date
): Promise<string | undefined> {
	const row = await tx
		.updateTable('practiceUnplaced')
		.set({ settledAt: now, placedIn })
		.where('id', '=', id)
		.where('practiceId', '=', practiceId)
		.where('settledAt', 'is', null)
		.returning('text')
		.executeTakeFirst();
	return row?.text;
}

/** Lets a settled piece wait again. @returns what it was, or undefined when it waits already or belongs to another practice */
export async function unsettleUnplaced(
	tx: Tx,
	practiceId: string,
	id: string
): Promise<{ text: string; placedIn: FieldKey | null } | undefined> {
	const piece = await tx
		.selectFrom('practiceUnplaced')
		.select(['text', 'placedIn'])
		.where('id', '=', id)
		.where('practiceId', '=', practiceId)
		.where('settledAt', 'is not', null)
		.forUpdate()
		.$castTo<{ text: string; placedIn: FieldKey | null }>()
		.executeTakeFirst();
	if (piece) await tx.updateTable('practiceUnplaced').set({ settledAt: null, placedIn: null }).where('id', '=', id).execute();
	return piece;
}

// versions --------------------------------------------------------------------------------------------------------

const versions = (db: Db | Tx, practiceId: string) =>
	db.selectFrom('practiceVersion').selectAll().where('practiceId', '=', practiceId).orderBy('number', 'desc').$castTo<VersionRow>();

/** When each version was sent, newest first; without its text. */
export function listVersions(db: Db | Tx, practiceId: string): Promise<Pick<VersionRow, 'number' | 'submittedAt'>[]> {
	return db
		.selectFrom('practiceVersion')
		.select(['number', 'submittedAt'])
		.where('practiceId', '=', practiceId)
		.orderBy('number', 'desc')
		.execute();
}

export function findVersion(db: Db | Tx, practiceId: string, number: number): Promise<VersionRow | undefined> {
	return versions(db, practiceId).where('number', '=', number).executeTakeFirst();
}

/** The current version: the last one that was not taken back. */
export function findLastVersion(db: Db | Tx, practiceId: string): Promise<VersionRow | undefined> {
	return versions(db, practiceId).where('droppedAt', 'is', null).limit(1).executeTakeFirst();
}

/** The version that stands in the catalogue. */
export function findPublishedVersion(db: Db | Tx, practiceId: string): Promise<VersionRow | undefined> {
	return versions(db, practiceId)
		.where('id', 'in', (entries) =>
			entries.selectFrom('catalogueEntry').select('versionId').where('practiceId', '=', practiceId).where('goneAt', 'is', null)
		)
		.executeTakeFirst();
}

/** Class of the verdict on a version, or on the one that it corrects; null without one. Read only: assessments write it. */
export async function findVerdictClass(db: Db | Tx, { id, kind, basedOn }: VersionRow): Promise<PracticeClass | null> {
	const row = await db
		.selectFrom('verdict')
		.select('class')
		.where('versionId', '=', kind === 'correction' && basedOn ? basedOn : id)
		.executeTakeFirst();
	return row?.class ?? null;
}

/** Takes back every version that was sent after another one. */
export async function dropVersionsAfter(tx: Tx, { practiceId, number }: VersionRow, now: Date): Promise<void> {
	await tx
		.updateTable('practiceVersion')
		.set({ droppedAt: now })
		.where('practiceId', '=', practiceId)
		.where('number', '>', number)
		.where('droppedAt', 'is', null)
		.execute();
}

/** Turns a version that was sent into a correction of an assessed one: it keeps that one's label. */
export async function markAsCorrection(tx: Tx, { id }: VersionRow, basedOn: string): Promise<void> {
	await tx.updateTable('practiceVersion').set({ kind: 'correction', basedOn }).where('id', '=', id).execute();
}

export async function insertVersion(
	tx: Tx,
	practiceId: string,
	content: PracticeContent,
	submittedBy: string | null,
	now: Date,
	more: Partial<Pick<VersionRow, 'kind' | 'basedOn' | 'callId' | 'selfAssessment' | 'isSaidToCorrect'>> = {}
): Promise<VersionRow> {
	const { selfAssessment, ...set } = more;
	const last = await versions(tx, practiceId).limit(1).executeTakeFirst();
	return tx
		.insertInto('practiceVersion')
		.values({
			practiceId,
			number: (last?.number ?? 0) + 1,
			content: JSON.stringify(content),
			submittedBy,
			submittedAt: now,
			...set,
			selfAssessment: selfAssessment ? JSON.stringify(selfAssessment) : null
		})
		.returningAll()
		.$castTo<VersionRow>()
		.executeTakeFirstOrThrow();
}

/** What the author judged of her own practice so far, as it is frozen when she sends it; null when she chose no level. */
export async function findSelfAssessment(db: Db | Tx, practiceId: string): Promise<VersionRow['selfAssessment']> {
	const rows = await db
		.selectFrom('selfJudgement')
		.select(['criterion', 'level', 'reason', 'evidence', 'questions', 'commitment'])
		.where('practiceId', '=', practiceId)
		.where('level', 'is not', null)
		.$castTo<Judgement & { criterion: CriterionKey }>()
		.execute();
	return rows.length > 0 ? Object.fromEntries(rows.map(({ criterion, ...judgement }) => [criterion, judgement])) : null;
}

/** Whether somebody judges the last version of a practice: assigned to it and not excused. */
export async function sitsOnPanel(tx: Tx, practiceId: string, personId: string): Promise<boolean> {
	const last = await findLastVersion(tx, practiceId);
	if (!last) return false;
	const seat = await tx
		.selectFrom('assessment')
		.select('id')
		.where('versionId', '=', last.id)
		.where('assessorId', '=', personId)
		.where('excusedAt', 'is', null)
		.executeTakeFirst();
	return seat !== undefined;
}

/** Who judges the version of a practice that was sent last, a dropped one too, and was not excused. */
export async function listPanelists(tx: Tx, practiceId: string): Promise<string[]> {
	const last = tx.selectFrom('practiceVersion').select('id').where('practiceId', '=', practiceId).orderBy('number', 'desc').limit(1);
	const seats = await tx
		.selectFrom('assessment')
		.select('assessorId')
		.where('versionId', '=', last)
		.where('excusedAt', 'is', null)
		.execute();
	return seats.map(({ assessorId }) => assessorId);
}

// observations ----------------------------------------------------------------------------------------------------

export interface ObservationRow {
	id: string;
	key: SectionKey | null;
	/** The passage it speaks of, as it stood in the text of that version. */
	quote: string | null;
	text: string;
	/** Null for a remark on a draft. */
	versionNumber: number | null;
	createdAt: Date;
}

/** Writes what should be mended. @param versionId the version it was read in; null for remarks on a draft */
export async function insertObservations(
	tx: Tx,
	practiceId: string,
	versionId: string | null,
	observations: Observation[],
	createdBy: string | null,
	createdAt: Date
): Promise<void> {
	await tx
		.insertInto('practiceObservation')
		.values(observations.map(({ key, text, quote = null }) => ({ practiceId, versionId, createdBy, createdAt, key, text, quote })))
		.execute();
}

/** All observations on a practice, the newest first; those of one act stand together. */
export function listObservations(db: Db, practiceId: string): Promise<ObservationRow[]> {
	return db
		.selectFrom('practiceObservation as observation')
		.leftJoin('practiceVersion as version', 'version.id', 'observation.versionId')
		.select(['observation.id', 'observation.key', 'observation.quote', 'observation.text'])
		.select(['version.number as versionNumber', 'observation.createdAt'])
		.where('observation.practiceId', '=', practiceId)
		.orderBy('observation.createdAt', 'desc')
		.orderBy('observation.id')
		.$castTo<ObservationRow>()
		.execute();
}

// lists -----------------------------------------------------------------------------------------------------------

export interface PracticeListRow {
	code: string;
	title: string;
	state: PracticeState;
	stateSince: Date;
	ownerName: string | null;
	ownerId: string | null;
}

/** Practices of somebody with their title, newest state first; null gives those that belong to the operator. */
export function listPractices(db: Db, ownerId: string | null): Promise<PracticeListRow[]> {
	return db
		.selectFrom('practice')
		.innerJoin('practiceSection as title', (join) => join.onRef('title.practiceId', '=', 'practice.id').on('title.key', '=', 'title'))
		.leftJoin('person as owner', 'owner.id', 'practice.ownerId')
		.select(['practice.code', 'practice.state', 'practice.stateSince', 'practice.ownerId', 'owner.name as ownerName'])
		.select(sql<string>`title.value #>> '{}'`.as('title'))
		.where('practice.ownerId', 'is not distinct from', ownerId)
		.orderBy('practice.stateSince', 'desc')
		.limit(500)
		.$castTo<PracticeListRow>()
		.execute();
}
