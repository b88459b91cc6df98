// SQL of labels with their public history, of reports of harm, and of requests for reconsideration.
import { sql } from 'kysely';
import type { PracticeClass } from '#features/methodology/schema.ts';
import type { Db, Tx } from '#platform/ctx.ts';
import type { HarmKind, HarmOutcome, LabelAct, LabelEnd, LabelState, ReconsiderationOutcome, RestingState } from './schema.ts';

// labels ----------------------------------------------------------------------------------------------------------

export interface LabelRow {
	id: string;
	practiceId: string;
	verdictId: string;
	class: Exclude<PracticeClass, 'unclassified'>;
	state: LabelState;
	resumes: RestingState | null;
	stateSince: Date;
	grantedOn: string;
	validUntil: string;
	endedAt: Date | null;
	endedBy: LabelEnd | null;
	/** Days before the end of which the last reminder was given. */
	reminded: number | null;
	version: number;
	/** Of its verdict: rests on dated commitments. */
	isConditional: boolean;
	/** Of its verdict. */
	edition: string;
	/** Of its practice. */
	code: string;
	ownerId: string | null;
}

const labels = (db: Db | Tx) =>
	db
		.selectFrom('label')
		.innerJoin('verdict', 'verdict.id', 'label.verdictId')
		.innerJoin('practice', 'practice.id', 'label.practiceId')
		.selectAll('label')
		.select(['verdict.conditional as isConditional', 'verdict.edition', 'practice.code', 'practice.ownerId'])
		.$castTo<LabelRow>();

/** The label a practice has now, if any. */
export function findLabel(db: Db | Tx, practiceId: string): Promise<LabelRow | undefined> {
	return labels(db).where('label.practiceId', '=', practiceId).where('label.endedAt', 'is', null).executeTakeFirst();
}

/** Takes the label a practice has now for the rest of the transaction. Whoever takes the practice as well takes it first. */
export function lockLabel(tx: Tx, practiceId: string): Promise<LabelRow | undefined> {
	return labels(tx).where('label.practiceId', '=', practiceId).where('label.endedAt', 'is', null).forUpdate('label').executeTakeFirst();
}

/** All labels a practice ever had, the newest first. */
export function listLabels(db: Db | Tx, practiceId: string): Promise<LabelRow[]> {
	return labels(db).where('label.practiceId', '=', practiceId).orderBy('label.grantedOn', 'desc').orderBy('label.id').execute();
}

/** Labels whose last day is on or before a day and that have not lapsed, or whose reminder may be due. */
export function listEnding(db: Db, until: string): Promise<LabelRow[]> {
	return labels(db)
		.where('label.endedAt', 'is', null)
		.where('label.validUntil', '<=', until)
		.where(sql<boolean>`coalesce(label.resumes, label.state) <> 'lapsed'`)
		.orderBy('label.validUntil')
		.orderBy('label.id')
		.execute();
}

export async function insertLabel(
	tx: Tx,
	row: Pick<LabelRow, 'practiceId' | 'verdictId' | 'class' | 'state' | 'stateSince' | 'grantedOn' | 'validUntil'>
): Promise<string> {
	return (await tx.insertInto('label').values(row).returning('id').executeTakeFirstOrThrow()).id;
}

type LabelChange = Partial<Pick<LabelRow, 'state' | 'resumes' | 'stateSince' | 'endedAt' | 'endedBy' | 'reminded'>>;

/** Changes a label that `lockLabel` took. */
export async function updateLabel(tx: Tx, row: LabelRow, set: LabelChange): Promise<void> {
	await tx
		.updateTable('label')
		.set({ ...set, version: row.version + 1 })
		.where('id', '=', row.id)
		.execute();
}

export interface EventRow {
	labelId: string;
	act: LabelAct;
	from: LabelState | null;
	to: LabelState | null;
	at: Date;
}

export async function insertEvent(tx: Tx, event: EventRow): Promise<void> {
	await tx.insertInto('labelEvent').values(event).execute();
}

/** Everything that moved some labels, in order. */
export function listEvents(db: Db | Tx, labelIds: string[]): Promise<EventRow[]> {
	return db
		.selectFrom('labelEvent')
		.select(['labelId', 'act', 'from', 'to', 'at'])
		.where('labelId', '=', sql<string>`any(${labelIds})`)
		.orderBy('id')
		.$castTo<EventRow>()
		.execute();
}

/** Time zone in which the network counts its days. */
export async function getTimeZone(db: Db | Tx): Promise<string> {
	return (await db.selectFrom('instance').select('timeZone').executeTakeFirstOrThrow()).timeZone;
}

// reports of harm -------------------------------------------------------------------------------------------------

export interface ReportRow {
	id: string;
	practiceId: string | null;
	kind: HarmKind;
	text: string | null;
	contact: string | null;
	receivedAt: Date;
	settledAt: Date | null;
	outcome: HarmOutcome | null;
	version: number;
	/** Of the practice; null where the report speaks of none. */
	code: string | null;
	title: string | null;
	ownerId: string | null;
	isPublished: boolean;
}

/** Id and author of a practice in the catalogue. */
export function findPublished(db: Db | Tx, code: string): Promise<{ id: string; title: string; ownerId: string | null } | undefined> {
	return db
		.selectFrom('catalogueEntry as entry')
		.innerJoin('practice', 'practice.id', 'entry.practiceId')
		.select(['practice.id', 'practice.ownerId'])
		.select(sql<string>`entry.document ->> 'title'`.as('title'))
		.where('entry.code', '=', code)
		.where('entry.goneAt', 'is', null)
		.executeTakeFirst();
}

const reports = (db: Db | Tx) =>
	db
		.selectFrom('harmReport as report')
		.leftJoin('practice', 'practice.id', 'report.practiceId')
		.leftJoin('catalogueEntry as entry', 'entry.practiceId', 'report.practiceId')
		.select(['report.id', 'report.practiceId', 'report.kind', 'report.text', 'report.contact', 'report.receivedAt', 'report.settledAt'])
		.select(['report.outcome', 'report.version', 'practice.code', 'practice.ownerId'])
		.select(sql<string | null>`entry.document ->> 'title'`.as('title'))
		.select(sql<boolean>`entry."practiceId" is not null and entry."goneAt" is null`.as('isPublished'))
		.$castTo<ReportRow>();

/** Most reports that are shown at once: those that wait come first. */
const mostReports = 500;

/** Reports of harm: open ones first, each by its date. */
export function listReports(db: Db): Promise<ReportRow[]> {
	return reports(db)
		.orderBy(sql`report."settledAt" is not null`)
		.orderBy('report.receivedAt', 'desc')
		.orderBy('report.id')
		.limit(mostReports)
		.execute();
}

/** Open reports that came before a moment and were not brought to mind again. */
export function listUnremindedSince(db: Db, before: Date): Promise<ReportRow[]> {
	return reports(db)
		.where('report.settledAt', 'is', null)
		.where('report.isReminded', 'is', false)
		.where('report.receivedAt', '<', before)
		.orderBy('report.receivedAt')
		.execute();
}

export async function markReportReminded(tx: Tx, id: string): Promise<void> {
	await tx.updateTable('harmReport').set({ isReminded: true }).where('id', '=', id).execute();
}

export function findReport(db: Db | Tx, id: string): Promise<ReportRow | undefined> {
	return reports(db).where('report.id', '=', id).executeTakeFirst();
}

/** Takes all open reports on a practice for the rest of the transaction. */
export function lockOpenReports(tx: Tx, practiceId: string): Promise<ReportRow[]> {
	return reports(tx)
		.where('report.practiceId', '=', practiceId)
		.where('report.settledAt', 'is', null)
		.orderBy('report.id')
		.forUpdate('report')
		.execute();
}

/** Takes a report for the rest of the transaction; whoever takes its practice as well takes that one first. */
export function lockReport(tx: Tx, id: string): Promise<ReportRow | undefined> {
	return reports(tx).where('report.id', '=', id).forUpdate('report').executeTakeFirst();
}

/** Takes a report in, unless the very same one is open: a form may be sent twice. @returns whether it is new */
export async function insertReport(
	tx: Tx,
	row: Pick<ReportRow, 'practiceId' | 'kind' | 'text' | 'contact' | 'receivedAt'>
): Promise<boolean> {
	await sql`select pg_advisory_xact_lock(hashtext('harmReport'))`.execute(tx);
	const same = await tx
		.selectFrom('harmReport')
		.select('id')
		.where('practiceId', 'is not distinct from', row.practiceId)
		.where('kind', '=', row.kind)
		.where('text', '=', row.text)
		.where('contact', 'is not distinct from', row.contact)
		.executeTakeFirst();
	if (same) return false;
	await tx.insertInto('harmReport').values(row).execute();
	return true;
}

/** Settles a report that `lockReport` took, and erases what it said and who wrote it. */
export async function settleReport(
	tx: Tx,
	row: ReportRow,
	settled: { outcome: HarmOutcome; settledAt: Date; settledBy: string | null }
): Promise<void> {
	await tx
		.updateTable('harmReport')
		.set({ ...settled, text: null, contact: null, version: row.version + 1 })
		.where('id', '=', row.id)
		.execute();
}

/** Open reports on a practice. */
export async function countOpenReports(db: Db | Tx, practiceId: string): Promise<number> {
	const row = await db
		.selectFrom('harmReport')
		.select(({ fn }) => fn.countAll<string>().as('count'))
		.where('practiceId', '=', practiceId)
		.where('settledAt', 'is', null)
		.executeTakeFirstOrThrow();
	return Number(row.count);
}

// reconsideration -------------------------------------------------------------------------------------------------

export interface ReconsiderationRow {
	id: string;
	practiceId: string;
	/** The verdict that is judged again, and the version its new panel judges. */
	verdictId: string;
	versionId: string;
	reason: string;
	requestedAt: Date;
	goalOn: string;
	outcome: ReconsiderationOutcome | null;
	settledAt: Date | null;
	reminded: number | null;
}

export async function insertReconsideration(
	tx: Tx,
	row: Pick<ReconsiderationRow, 'practiceId' | 'verdictId' | 'versionId' | 'reason' | 'requestedAt' | 'goalOn'> & {
		requestedBy: string | null;
	}
): Promise<void> {
	await tx.insertInto('reconsideration').values(row).execute();
}

const reconsiderations = (db: Db | Tx) => db.selectFrom('reconsideration').selectAll('reconsideration').$castTo<ReconsiderationRow>();

/** The request that a version was made for. */
export function findReconsideration(db: Db | Tx, versionId: string): Promise<ReconsiderationRow | undefined> {
	return reconsiderations(db).where('versionId', '=', versionId).executeTakeFirst();
}

/** All requests on a practice, the newest first. */
export function listReconsiderations(db: Db | Tx, practiceId: string): Promise<ReconsiderationRow[]> {
	return reconsiderations(db).where('practiceId', '=', practiceId).orderBy('requestedAt', 'desc').execute();
}

/** Requests without an answer whose goal lies on or before a day. */
export function listPending(db: Db, until: string): Promise<(ReconsiderationRow & { code: string })[]> {
	return reconsiderations(db)
		.innerJoin('practice', 'practice.id', 'reconsideration.practiceId')
		.select('practice.code')
		.where('outcome', 'is', null)
		.where('goalOn', '<=', until)
		.orderBy('goalOn')
		.$castTo<ReconsiderationRow & { code: string }>()
		.execute();
}

export async function settleReconsideration(tx: Tx, versionId: string, outcome: ReconsiderationOutcome, settledAt: Date): Promise<void> {
	await tx
		.updateTable('reconsideration')
		.set({ outcome, settledAt })
		.where('versionId', '=', versionId)
		.where('outcome', 'is', null)
		.execute();
}

export async function markReconsiderationReminded(tx: Tx, id: string, reminded: number): Promise<void> {
	await tx.updateTable('reconsideration').set({ reminded }).where('id', '=', id).execute();
}
