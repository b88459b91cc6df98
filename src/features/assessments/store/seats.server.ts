// SQL of the seats of panels: one assessor's part in judging one version, from assignment to handing in or excuse.
import { sql } from 'kysely';
import type { PracticeContent, PracticeState } from '#features/practices/schema.ts';
import { isLastVersion } from '#features/practices/store.server.ts';
import type { Db, Tx } from '#platform/ctx.ts';
import { Problem } from '#platform/problem.ts';
import type { DefinitionCheck, ExcuseKind, Interest } from '../schema.ts';

export interface AssessmentRow {
	id: string;
	practiceId: string;
	versionId: string;
	assessorId: string;
	assignedAt: Date;
	interest: Interest | null;
	interestNote: string | null;
	tieAcceptedAt: Date | null;
	submittedAt: Date | null;
	dueAt: Date | null;
	excusedAt: Date | null;
	excuseKind: ExcuseKind | null;
	excuseNote: string | null;
	standsInFor: string | null;
	dissent: string | null;
	definitionCheck: DefinitionCheck;
	version: number;
}

const assessments = (db: Db | Tx) => db.selectFrom('assessment').selectAll('assessment').$castTo<AssessmentRow>();

export function listAssessments(db: Db | Tx, versionId: string): Promise<AssessmentRow[]> {
	return assessments(db).where('versionId', '=', versionId).orderBy('assignedAt').orderBy('id').execute();
}

/** Takes somebody's assessment for the rest of the transaction. @throws Problem notAssigned */
export async function lockAssessment(tx: Tx, versionId: string, assessorId: string): Promise<AssessmentRow> {
	const row = await assessments(tx).where('versionId', '=', versionId).where('assessorId', '=', assessorId).forUpdate().executeTakeFirst();
	if (!row) throw new Problem('notAssigned');
	return row;
}

/** Takes one assessment of a version by its id. @throws Problem notFound */
export async function lockSeat(tx: Tx, versionId: string, id: string): Promise<AssessmentRow> {
	const row = await assessments(tx).where('versionId', '=', versionId).where('id', '=', id).forUpdate().executeTakeFirst();
	if (!row) throw new Problem('notFound');
	return row;
}

export async function insertAssessment(
	tx: Tx,
	row: Pick<AssessmentRow, 'practiceId' | 'versionId' | 'assessorId' | 'assignedAt' | 'dueAt' | 'standsInFor'> & {
		assignedBy: string | null;
	}
): Promise<string> {
	return (await tx.insertInto('assessment').values(row).returning('id').executeTakeFirstOrThrow()).id;
}

type AssessmentChange = Partial<
	Pick<
		AssessmentRow,
		| 'interest'
		| 'interestNote'
		| 'tieAcceptedAt'
		| 'submittedAt'
		| 'dueAt'
		| 'excusedAt'
		| 'excuseKind'
		| 'excuseNote'
		| 'definitionCheck'
		| 'dissent'
	>
> & {
	interestAt?: Date;
	tieDecidedBy?: string | null;
	excusedBy?: string | null;
};

/** Changes an assessment that `lockAssessment` took. @returns the new version */
export async function updateAssessment(tx: Tx, row: AssessmentRow, { definitionCheck, ...set }: AssessmentChange): Promise<number> {
	const version = row.version + 1;
	await tx
		.updateTable('assessment')
		.set({ ...set, ...(definitionCheck ? { definitionCheck: JSON.stringify(definitionCheck) } : {}), version })
		.where('id', '=', row.id)
		.execute();
	return version;
}

/** Seats with the practice and the version they judge, and its call, in whose zone their dates are told. */
const seatsOf = (db: Db | Tx) =>
	db
		.selectFrom('assessment')
		.innerJoin('practice', 'practice.id', 'assessment.practiceId')
		.innerJoin('practiceVersion as version', 'version.id', 'assessment.versionId')
		.leftJoin('call', 'call.id', 'version.callId')
		.select(['practice.code', 'call.timeZone', 'assessment.dueAt', 'assessment.submittedAt', 'assessment.excusedAt']);

/** What an assessor has been given, and where each stands. */
export interface AssignmentRow {
	code: string;
	title: string;
	state: PracticeState;
	/** False when the practice was sent anew since; this assignment is history then. */
	isCurrent: boolean;
	interest: Interest | null;
	tieAcceptedAt: Date | null;
	assignedAt: Date;
	/** Until when it should be handed in; null where nobody said. */
	dueAt: Date | null;
	/** Of the call, in which its dates are told; null outside any. */
	timeZone: string | null;
	submittedAt: Date | null;
	excusedAt: Date | null;
	disclosedAt: Date | null;
	judged: number;
	edition: string;
}

export function listAssignmentRows(db: Db, assessorId: string): Promise<AssignmentRow[]> {
	return seatsOf(db)
		.leftJoin('panel', 'panel.versionId', 'assessment.versionId')
		.select(['practice.state', 'practice.edition', 'panel.disclosedAt'])
		.select(['assessment.interest', 'assessment.tieAcceptedAt', 'assessment.assignedAt'])
		.select(sql<string>`version.content #>> '{fields,title}'`.as('title'))
		.select(isLastVersion.as('isCurrent'))
		.select(
			sql<number>`(select count(*)::int from judgement j where j."assessmentId" = assessment.id and j.round = 'first' and j.level is not null)`.as(
				'judged'
			)
		)
		.where('assessment.assessorId', '=', assessorId)
		.orderBy(sql`assessment."submittedAt" is not null`)
		.orderBy(sql`coalesce(assessment."dueAt", 'infinity')`)
		.orderBy('assessment.assignedAt')
		.limit(500)
		.$castTo<AssignmentRow>()
		.execute();
}

/** Somebody's assessment, whatever became of it, with what it is about. */
export interface KnownAssessment extends Pick<AssessmentRow, 'id' | 'assessorId' | 'versionId' | 'submittedAt' | 'excusedAt'> {
	code: string;
	versionNumber: number;
}

/** @param id as somebody handed it in */
export function findAssessment(db: Db | Tx, id: string): Promise<KnownAssessment | undefined> {
	return db
		.selectFrom('assessment')
		.innerJoin('practice', 'practice.id', 'assessment.practiceId')
		.innerJoin('practiceVersion as version', 'version.id', 'assessment.versionId')
		.select(['assessment.id', 'assessment.assessorId', 'assessment.versionId', 'assessment.submittedAt', 'assessment.excusedAt'])
		.select(['practice.code', 'version.number as versionNumber'])
		.where('assessment.id', '=', id)
		.executeTakeFirst();
}

/** Somebody's last assessment of a version before this one, handed in or not, with the text it judged. */
export function findFormerAssessment(
	db: Db | Tx,
	{ practiceId, number }: { practiceId: string; number: number },
	assessorId: string
): Promise<{ id: string; versionNumber: number; content: PracticeContent } | undefined> {
	return db
		.selectFrom('assessment')
		.innerJoin('practiceVersion as version', 'version.id', 'assessment.versionId')
		.select(['assessment.id', 'version.number as versionNumber', 'version.content'])
		.where('assessment.practiceId', '=', practiceId)
		.where('assessment.assessorId', '=', assessorId)
		.where('assessment.excusedAt', 'is', null)
		.where('version.number', '<', number)
		.orderBy('version.number', 'desc')
		.limit(1)
		.$castTo<{ id: string; versionNumber: number; content: PracticeContent }>()
		.executeTakeFirst();
}

/** Practices of which somebody ever was given a version to assess. */
export async function listPracticesAssessedBy(db: Db, assessorId: string): Promise<string[]> {
	const rows = await db.selectFrom('assessment').select('practiceId').distinct().where('assessorId', '=', assessorId).execute();
	return rows.map((row) => row.practiceId);
}

/** An assessment that is waited for, of an active account. */
export interface DueSeat {
	id: string;
	code: string;
	assessorId: string;
	dueAt: Date;
	/** Of the call; null outside any. */
	timeZone: string | null;
	submittedAt: null;
	excusedAt: null;
}

/** Assessments that are not handed in and should be by a day, on panels at work. */
export function listDueSeats(db: Db | Tx, until: Date): Promise<DueSeat[]> {
	return seatsOf(db)
		.innerJoin('person', 'person.id', 'assessment.assessorId')
		.select(['assessment.id', 'assessment.assessorId'])
		.where('person.deactivatedAt', 'is', null)
		.where('assessment.dueAt', '<=', until)
		.where('assessment.submittedAt', 'is', null)
		.where('assessment.excusedAt', 'is', null)
		.where('practice.state', 'in', ['assessment', 'deliberation'])
		.where(isLastVersion)
		.orderBy('assessment.dueAt')
		.$castTo<DueSeat>()
		.execute();
}
