// SQL of practices: rows, sections with their revisions, frozen versions, text without a place.
import { sql } from 'kysely';
import type { DeclaredClass } from '#features/methodology/schema.ts';
import type { Db, Tx } from '#platform/ctx.ts';
import { Problem } from '#platform/problem.ts';
import type { AttachmentSummary, PracticeContent, PracticeState, SectionKey } from './schema.ts';

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
	version: number;
	createdAt: Date;
	stateSince: Date;
}

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
}

const practices = (db: Db | Tx) => db.selectFrom('practice').selectAll('practice').$castTo<PracticeRow>();

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
	const { rows } = await sql<{ number: string }>`select nextval('"practiceNumber"') as number`.execute(tx);
	return `AC-${String(rows[0]?.number).padStart(4, '0')}`;
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

/** Moves a practice to another state. The row must have been taken by `lockPractice` in this transaction. */
export async function moveState(tx: Tx, practice: PracticeRow, state: PracticeState, now: Date): Promise<void> {
	await tx
		.updateTable('practice')
		.set({ state, stateSince: now, version: practice.version + 1 })
		.where('id', '=', practice.id)
		.where('state', '=', practice.state)
		.execute();
}

export async function updatePractice(
	tx: Tx,
	practice: PracticeRow,
	set: Partial<Pick<PracticeRow, 'declaredClass' | 'ownerId'>>
): Promise<void> {
	await tx
		.updateTable('practice')
		.set({ ...set, version: practice.version + 1 })
		.where('id', '=', practice.id)
		.execute();
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
	text: string;
	origin: string;
}

export async function insertUnplaced(tx: Tx, practiceId: string, pieces: { text: string; origin: string }[]): Promise<void> {
	if (pieces.length === 0) return;
	await tx
		.insertInto('practiceUnplaced')
		.values(pieces.map((piece, position) => ({ practiceId, position, ...piece })))
		.execute();
}

/** Pieces that nobody has placed or dismissed yet. */
export function listUnplaced(db: Db | Tx, practiceId: string): Promise<UnplacedRow[]> {
	return db
		.selectFrom('practiceUnplaced')
		.select(['id', 'text', 'origin'])
		.where('practiceId', '=', practiceId)
		.where('settledAt', 'is', null)
		.orderBy('position')
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

// versions --------------------------------------------------------------------------------------------------------

const versions = (db: Db | Tx, practiceId: string) =>
	db.selectFrom('practiceVersion').selectAll().where('practiceId', '=', practiceId).orderBy('number', 'desc').$castTo<VersionRow>();

export function listVersions(db: Db | Tx, practiceId: string): Promise<VersionRow[]> {
	return versions(db, practiceId).execute();
}

export function findLastVersion(db: Db | Tx, practiceId: string): Promise<VersionRow | undefined> {
	return versions(db, practiceId).limit(1).executeTakeFirst();
}

export async function insertVersion(
	tx: Tx,
	practiceId: string,
	content: PracticeContent,
	submittedBy: string | null,
	now: Date
): Promise<VersionRow> {
	const last = await findLastVersion(tx, practiceId);
	return tx
		.insertInto('practiceVersion')
		.values({ practiceId, number: (last?.number ?? 0) + 1, content: JSON.stringify(content), submittedBy, submittedAt: now })
		.returningAll()
		.$castTo<VersionRow>()
		.executeTakeFirstOrThrow();
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

// observations ----------------------------------------------------------------------------------------------------

export interface ObservationRow {
	id: string;
	key: SectionKey | null;
	text: string;
	versionNumber: number | null;
	createdAt: Date;
}

export async function insertObservations(
	tx: Tx,
	practiceId: string,
	versionId: string | null,
	observations: { key: SectionKey | null; text: string }[],
	createdBy: string | null
): Promise<void> {
	await tx
		.insertInto('practiceObservation')
		.values(observations.map((observation) => ({ practiceId, versionId, createdBy, ...observation })))
		.execute();
}

export function listObservations(db: Db, practiceId: string): Promise<ObservationRow[]> {
	return db
		.selectFrom('practiceObservation as observation')
		.leftJoin('practiceVersion as version', 'version.id', 'observation.versionId')
		.select(['observation.id', 'observation.key', 'observation.text', 'version.number as versionNumber', 'observation.createdAt'])
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
