// SQL of panels, requirement checks, judgements and verdicts.
import { sql } from 'kysely';
import type { CriterionKey, FieldKey, PracticeClass } from '#features/methodology/schema.ts';
import type { PracticeContent, PracticeState } from '#features/practices/schema.ts';
import type { Db, Tx } from '#platform/ctx.ts';
import { Problem } from '#platform/problem.ts';
import type { DefinitionCheck, ExcuseKind, Interest, Judgement, Proposal, VerdictWording } from './schema.ts';

export type Round = 'first' | 'final';

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

export interface JudgementRow extends Judgement {
	assessmentId: string;
	criterion: CriterionKey;
	round: Round;
	version: number;
	updatedAt: Date;
}

// requirements ----------------------------------------------------------------------------------------------------

export interface RequirementRow {
	key: string;
	met: boolean;
	reason: string;
}

export function listRequirementChecks(db: Db | Tx, versionId: string): Promise<RequirementRow[]> {
	return db.selectFrom('requirementCheck').select(['key', 'met', 'reason']).where('versionId', '=', versionId).execute();
}

export async function putRequirementCheck(
	tx: Tx,
	row: RequirementRow & { versionId: string; checkedBy: string; checkedAt: Date }
): Promise<void> {
	const { versionId, key, ...set } = row;
	await tx
		.insertInto('requirementCheck')
		.values(row)
		.onConflict((conflict) => conflict.columns(['versionId', 'key']).doUpdateSet(set))
		.execute();
}

/** Answers the requirements of a version as they were answered for another one with the same text. */
export async function copyRequirementChecks(tx: Tx, fromId: string, toId: string): Promise<void> {
	await tx
		.insertInto('requirementCheck')
		.columns(['versionId', 'key', 'met', 'reason', 'checkedBy', 'checkedAt'])
		.expression((from) =>
			from
				.selectFrom('requirementCheck')
				.select([sql.val(toId).as('versionId'), 'key', 'met', 'reason', 'checkedBy', 'checkedAt'])
				.where('versionId', '=', fromId)
		)
		.execute();
}

// panels ----------------------------------------------------------------------------------------------------------

export async function openPanel(tx: Tx, versionId: string, now: Date): Promise<void> {
	await tx
		.insertInto('panel')
		.values({ versionId, openedAt: now })
		.onConflict((conflict) => conflict.doNothing())
		.execute();
}

export function findPanel(db: Db | Tx, versionId: string): Promise<{ openedAt: Date; disclosedAt: Date | null } | undefined> {
	return db.selectFrom('panel').select(['openedAt', 'disclosedAt']).where('versionId', '=', versionId).executeTakeFirst();
}

export async function disclosePanel(tx: Tx, versionId: string, now: Date, disclosedBy: string | null): Promise<void> {
	await tx.updateTable('panel').set({ disclosedAt: now, disclosedBy }).where('versionId', '=', versionId).execute();
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

/** Takes one assessment of a version by its id. @throws Problem notFound */
export async function lockSeat(tx: Tx, versionId: string, id: string): Promise<AssessmentRow> {
	const row = await assessments(tx).where('versionId', '=', versionId).where('id', '=', id).forUpdate().executeTakeFirst();
	if (!row) throw new Problem('notFound');
	return row;
}

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

export function listAssignments(db: Db, assessorId: string): Promise<AssignmentRow[]> {
	return db
		.selectFrom('assessment')
		.innerJoin('practice', 'practice.id', 'assessment.practiceId')
		.innerJoin('practiceVersion as version', 'version.id', 'assessment.versionId')
		.leftJoin('panel', 'panel.versionId', 'assessment.versionId')
		.leftJoin('call', 'call.id', 'version.callId')
		.select([
			'practice.code',
			'practice.state',
			'practice.edition',
			'assessment.interest',
			'assessment.tieAcceptedAt',
			'assessment.assignedAt',
			'assessment.dueAt',
			'call.timeZone',
			'assessment.submittedAt',
			'assessment.excusedAt',
			'panel.disclosedAt'
		])
		.select(sql<string>`version.content #>> '{fields,title}'`.as('title'))
		.select(
			sql<boolean>`version."droppedAt" is null and not exists (select from "practiceVersion" later
				where later."practiceId" = practice.id and later.number > version.number and later."droppedAt" is null)`.as('isCurrent')
		)
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

// judgements ------------------------------------------------------------------------------------------------------

const judgements = (db: Db | Tx) => db.selectFrom('judgement').selectAll().$castTo<JudgementRow>();

export function listJudgements(db: Db | Tx, assessmentIds: string[]): Promise<JudgementRow[]> {
	if (assessmentIds.length === 0) return Promise.resolve([]);
	return judgements(db).where('assessmentId', 'in', assessmentIds).execute();
}

/**
 * Writes a judgement if nobody wrote it since `version` (0: there is none yet).
 * @returns the new version, or undefined when it has changed meanwhile
 */
export async function putJudgement(
	tx: Tx,
	at: { assessmentId: string; criterion: CriterionKey; round: Round },
	version: number,
	judgement: Judgement,
	updatedAt: Date
): Promise<number | undefined> {
	const { commitment, questions, ...rest } = judgement;
	const set = { ...rest, questions: JSON.stringify(questions), commitment: commitment ? JSON.stringify(commitment) : null, updatedAt };
	if (version === 0) {
		const created = await tx
			.insertInto('judgement')
			.values({ ...at, ...set })
			.onConflict((conflict) => conflict.doNothing())
			.returning('version')
			.executeTakeFirst();
		return created?.version;
	}
	const changed = await tx
		.updateTable('judgement')
		.set({ ...set, version: version + 1 })
		.where('assessmentId', '=', at.assessmentId)
		.where('criterion', '=', at.criterion)
		.where('round', '=', at.round)
		.where('version', '=', version)
		.returning('version')
		.executeTakeFirst();
	return changed?.version;
}

/** Begins the final round with a copy of the first; the first is never touched again. */
export async function copyToFinal(tx: Tx, assessmentIds: string[]): Promise<void> {
	await tx
		.insertInto('judgement')
		.columns(['assessmentId', 'criterion', 'round', 'level', 'reason', 'evidence', 'questions', 'commitment', 'updatedAt'])
		.expression((from) =>
			from
				.selectFrom('judgement')
				.select([
					'assessmentId',
					'criterion',
					sql.lit<Round>('final').as('round'),
					'level',
					'reason',
					'evidence',
					'questions',
					'commitment',
					'updatedAt'
				])
				.where('assessmentId', 'in', assessmentIds)
				.where('round', '=', 'first')
		)
		.onConflict((conflict) => conflict.doNothing())
		.execute();
}

// comments on passages --------------------------------------------------------------------------------------------

export interface CommentRow {
	id: string;
	assessmentId: string;
	key: FieldKey;
	quote: string;
	text: string;
	createdAt: Date;
	version: number;
}

/** Comments of these assessments in the order they were made; those taken back are left out. */
export function listComments(db: Db | Tx, assessmentIds: string[]): Promise<CommentRow[]> {
	return db
		.selectFrom('passageComment')
		.select(['id', 'assessmentId', 'key', 'quote', 'text', 'createdAt', 'version'])
		.where('assessmentId', '=', sql<string>`any(${assessmentIds}::uuid[])`)
		.where('removedAt', 'is', null)
		.orderBy('createdAt')
		.orderBy('id')
		.$castTo<CommentRow>()
		.execute();
}

/** @returns its id */
export async function insertComment(tx: Tx, row: Omit<CommentRow, 'id' | 'version'>): Promise<string> {
	return (await tx.insertInto('passageComment').values(row).returning('id').executeTakeFirstOrThrow()).id;
}

/** Changes a comment of an assessment that `lockAssessment` took. */
export async function updateComment(tx: Tx, row: CommentRow, set: { text?: string; removedAt?: Date }): Promise<void> {
	await tx
		.updateTable('passageComment')
		.set({ ...set, version: row.version + 1 })
		.where('id', '=', row.id)
		.execute();
}

// verdicts --------------------------------------------------------------------------------------------------------

export interface VerdictRow {
	id: string;
	practiceId: string;
	versionId: string;
	edition: string;
	proposal: Proposal;
	class: PracticeClass;
	unmet: CriterionKey[];
	conditional: boolean;
	wording: VerdictWording;
	departure: string | null;
	/** Null only for an invented example. */
	confirmedBy: string | null;
	confirmedAt: Date;
	validUntil: string | null;
	isInvented: boolean;
	/** Last day on which the author may answer before publication; null where nobody is asked. */
	answerBy: string | null;
	answeredAt: Date | null;
	answer: string | null;
	/** Why criteria are unmet, by the edition's categories. */
	reasons: Record<CriterionKey, string[]>;
	/** Counts what the author reads. */
	version: number;
}

/** Writes a verdict; what is left out is not known yet. @returns its id */
export async function insertVerdict(
	tx: Tx,
	row: Omit<VerdictRow, 'id' | 'answerBy' | 'answeredAt' | 'answer' | 'reasons' | 'version'> &
		Partial<Pick<VerdictRow, 'answerBy' | 'reasons'>>
): Promise<string> {
	const { id } = await tx
		.insertInto('verdict')
		.values({
			...row,
			proposal: JSON.stringify(row.proposal),
			wording: JSON.stringify(row.wording),
			reasons: JSON.stringify(row.reasons ?? {})
		})
		.returning('id')
		.executeTakeFirstOrThrow();
	return id;
}

/** Changes a verdict before its publication; the practice is taken. @returns the new version */
export async function updateVerdict(
	tx: Tx,
	row: VerdictRow,
	{ wording, ...set }: Partial<Pick<VerdictRow, 'wording' | 'answerBy' | 'answeredAt' | 'answer'>>
): Promise<number> {
	const version = row.version + 1;
	await tx
		.updateTable('verdict')
		.set({ ...set, ...(wording ? { wording: JSON.stringify(wording) } : {}), version })
		.where('id', '=', row.id)
		.execute();
	return version;
}

/** @throws NoResultError where there is none: the id comes from a row that points at it */
export function getVerdict(db: Db | Tx, id: string): Promise<VerdictRow> {
	return db.selectFrom('verdict').selectAll().where('id', '=', id).$castTo<VerdictRow>().executeTakeFirstOrThrow();
}

export function findVerdict(db: Db | Tx, versionId: string): Promise<VerdictRow | undefined> {
	return db.selectFrom('verdict').selectAll().where('versionId', '=', versionId).$castTo<VerdictRow>().executeTakeFirst();
}

/** Everybody who was ever given the text of a verdict that is being reconsidered now, excused or not. */
export async function listFormerAssessors(db: Db | Tx, practiceId: string): Promise<string[]> {
	const rows = await db
		.selectFrom('reconsideration')
		.innerJoin('verdict', 'verdict.id', 'reconsideration.verdictId')
		.innerJoin('assessment', 'assessment.versionId', 'verdict.versionId')
		.select('assessment.assessorId')
		.where('reconsideration.practiceId', '=', practiceId)
		.where('reconsideration.outcome', 'is', null)
		.execute();
	return rows.map(({ assessorId }) => assessorId);
}

// who may assess --------------------------------------------------------------------------------------------------

export interface CandidateRow {
	id: string;
	name: string;
	institutions: { id: string; name: string }[];
	/** What she knows about, by the keys of the methodology. */
	themes: string[];
	/** Of the secretariat as well, and therefore a reader of what panels hand in. */
	isSecretariat: boolean;
	/** Practices in this person's hands that are not handed in yet; those sent anew or withdrawn since do not count. */
	load: number;
}

/** Active assessors with their institutions and what they have in hand. @param callId the call whose pool they are of; null for all */
export function listCandidates(db: Db | Tx, callId: string | null): Promise<CandidateRow[]> {
	return db
		.selectFrom('person')
		.select(['person.id', 'person.name', 'person.themes'])
		.$if(callId !== null, (people) =>
			people.where(
				sql<boolean>`exists (select from "callAssessor" pool where pool."personId" = person.id and pool."callId" = ${callId}::uuid)`
			)
		)
		.select(sql<boolean>`'secretariat' = any(person.roles)`.as('isSecretariat'))
		.select(
			sql<CandidateRow['institutions']>`coalesce((select jsonb_agg(jsonb_build_object('id', i.id, 'name', i.name) order by i.name)
				from "personInstitution" pi join institution i on i.id = pi."institutionId" where pi."personId" = person.id), '[]')`.as(
				'institutions'
			)
		)
		.select(
			sql<number>`(select count(*)::int from assessment a join practice p on p.id = a."practiceId" join "practiceVersion" v on v.id = a."versionId"
				where a."assessorId" = person.id and a."submittedAt" is null and a."excusedAt" is null and p.state in ('assessment', 'deliberation')
				and v."droppedAt" is null and not exists (select from "practiceVersion" later
					where later."practiceId" = p.id and later.number > v.number and later."droppedAt" is null))`.as('load')
		)
		.where(sql<boolean>`'assessor' = any(person.roles)`)
		.where('person.deactivatedAt', 'is', null)
		.orderBy('person.name')
		.execute();
}

export async function listPersonInstitutionIds(db: Db | Tx, personId: string): Promise<string[]> {
	const rows = await db.selectFrom('personInstitution').select('institutionId').where('personId', '=', personId).execute();
	return rows.map((row) => row.institutionId);
}

/** Institutions of each person of a panel, by the person's id. */
export async function listPanelInstitutionIds(db: Db | Tx, versionId: string): Promise<Map<string, string[]>> {
	const rows = await db
		.selectFrom('assessment')
		.leftJoin('personInstitution as tie', 'tie.personId', 'assessment.assessorId')
		.select([
			'assessment.assessorId',
			sql<string[]>`coalesce(array_agg(tie."institutionId") filter (where tie."institutionId" is not null), '{}')`.as('ids')
		])
		.where('assessment.versionId', '=', versionId)
		.groupBy('assessment.assessorId')
		.execute();
	return new Map(rows.map(({ assessorId, ids }) => [assessorId, ids]));
}

/** The people of a panel with their institutions, for the secretariat alone. */
export async function listPanelPeople(db: Db | Tx, versionId: string): Promise<Map<string, { name: string; institutions: string[] }>> {
	const rows = await db
		.selectFrom('assessment')
		.innerJoin('person', 'person.id', 'assessment.assessorId')
		.select(['person.id', 'person.name'])
		.select(
			sql<string[]>`coalesce((select array_agg(i.name order by i.name)
				from "personInstitution" pi join institution i on i.id = pi."institutionId" where pi."personId" = person.id), '{}')`.as(
				'institutions'
			)
		)
		.where('assessment.versionId', '=', versionId)
		.execute();
	return new Map(rows.map(({ id, ...person }) => [id, person]));
}

/** A panel and the version it judges. */
export interface PanelRow {
	practiceId: string;
	versionId: string;
	versionNumber: number;
	code: string;
	title: string;
	state: PracticeState;
	edition: string;
	disclosedAt: Date | null;
}

/** Panels by practice and version. @param after the last one of the portion before @param most a count */
export function listPanels(db: Db, after: Pick<PanelRow, 'code' | 'versionNumber'> | undefined, most: number): Promise<PanelRow[]> {
	return db
		.selectFrom('panel')
		.innerJoin('practiceVersion as version', 'version.id', 'panel.versionId')
		.innerJoin('practice', 'practice.id', 'version.practiceId')
		.select(['practice.id as practiceId', 'practice.code', 'practice.state', 'practice.edition', 'panel.disclosedAt'])
		.select(['version.id as versionId', 'version.number as versionNumber'])
		.select(sql<string>`version.content #>> '{fields,title}'`.as('title'))
		.$if(after !== undefined, (panels) =>
			panels.where(sql<boolean>`(practice.code, version.number) > (${after?.code}, ${after?.versionNumber}::int)`)
		)
		.orderBy('practice.code')
		.orderBy('version.number')
		.limit(most)
		.$castTo<PanelRow>()
		.execute();
}

export interface SeatRow extends AssessmentRow {
	assessorName: string;
	institutions: string[];
}

/** Everybody on these panels, in the order of assignment, with their institutions: for the secretariat alone. */
export function listSeats(db: Db, versionIds: string[]): Promise<SeatRow[]> {
	return db
		.selectFrom('assessment')
		.innerJoin('person', 'person.id', 'assessment.assessorId')
		.selectAll('assessment')
		.select('person.name as assessorName')
		.select(
			sql<string[]>`coalesce((select array_agg(i.name order by i.name)
				from "personInstitution" pi join institution i on i.id = pi."institutionId" where pi."personId" = person.id), '{}')`.as(
				'institutions'
			)
		)
		.where('assessment.versionId', '=', sql<string>`any(${versionIds})`)
		.orderBy('assessment.assignedAt')
		.orderBy('assessment.id')
		.$castTo<SeatRow>()
		.execute();
}

/** Practices of which somebody ever was given a version to assess. */
export async function listPracticesAssessedBy(db: Db, assessorId: string): Promise<string[]> {
	const rows = await db.selectFrom('assessment').select('practiceId').distinct().where('assessorId', '=', assessorId).execute();
	return rows.map((row) => row.practiceId);
}

// the secretariat's desk ------------------------------------------------------------------------------------------

export interface BoardRow {
	code: string;
	title: string;
	state: PracticeState;
	stateSince: Date;
	ownerName: string | null;
	edition: string;
	/** Whether it was ever sent, so that there is a case to open. */
	isSent: boolean;
	call: { code: string; title: string; timeZone: string; closesAt: Date; assessBy: Date } | null;
	/** Seats of the current panel that are not excused. */
	seats: { assessorId: string; assessorName: string; dueAt: Date | null; submittedAt: Date | null; excusedAt: Date | null }[];
	/** Declared ties that wait for the secretariat. */
	ties: number;
	/** Everybody who ever sat on the current panel, excused or not. */
	panelistIds: string[];
	/** Last day on which the author may answer the verdict, as long as she has not. */
	answerBy: string | null;
}

/** What of a board is asked for: everything by default, longest waiting first. */
export interface BoardFilter {
	/** Found in code, title or author's name, without regard to case and accents; empty for all. */
	text: string;
	/** Code of a call, or `none` for practices outside any. */
	call?: string | undefined;
	states: readonly PracticeState[];
}

/** Practices with the state of their current panel, longest waiting first. */
export async function listBoard(db: Db, { text, call, states }: BoardFilter): Promise<BoardRow[]> {
	const pattern = `%${text.replaceAll(/[\\%_]/g, '\\$&')}%`;
	const { rows } = await sql<BoardRow>`
		with last as (
			select distinct on ("practiceId") id, "practiceId" from "practiceVersion" where "droppedAt" is null
				order by "practiceId", number desc
		)
		select practice.code, practice.state, practice."stateSince", practice.edition, owner.name as "ownerName",
			title.value #>> '{}' as title, last.id is not null as "isSent",
			case when call.id is null then null else jsonb_build_object('code', call.code, 'title', call.title, 'timeZone', call."timeZone",
				'closesAt', call."closesAt", 'assessBy', call."assessBy") end as call,
			coalesce((select jsonb_agg(jsonb_build_object('assessorId', seat."assessorId", 'assessorName', person.name, 'dueAt', seat."dueAt",
				'submittedAt', seat."submittedAt", 'excusedAt', seat."excusedAt") order by seat."assignedAt", seat.id)
				from assessment seat join person on person.id = seat."assessorId"
				where seat."versionId" = last.id and seat."excusedAt" is null), '[]') as seats,
			(select count(*)::int from assessment seat where seat."versionId" = last.id and seat."excusedAt" is null
				and seat.interest = 'tie' and seat."tieAcceptedAt" is null) as ties,
			array(select seat."assessorId" from assessment seat where seat."versionId" = last.id) as "panelistIds",
			(select verdict."answerBy"::text from verdict where verdict."versionId" = last.id and verdict."answeredAt" is null
				and practice."ownerId" is not null) as "answerBy"
		from practice
		join "practiceSection" title on title."practiceId" = practice.id and title.key = 'title'
		left join person owner on owner.id = practice."ownerId"
		left join call on call.id = practice."callId"
		left join last on last."practiceId" = practice.id
		where practice.state = any(${states})
			and (${text} = '' or unaccent(practice.code || ' ' || (title.value #>> '{}') || ' ' || coalesce(owner.name, '')) ilike unaccent(${pattern}))
			and (${call ?? null}::text is null or coalesce(call.code, 'none') = ${call ?? null})
		order by practice."stateSince"
		limit 2000`.execute(db);
	return rows.map(({ call, seats, ...row }) => ({
		...row,
		call: call && { ...call, closesAt: new Date(call.closesAt), assessBy: new Date(call.assessBy) },
		seats: seats.map(({ dueAt, submittedAt, excusedAt, ...seat }) => ({
			...seat,
			dueAt: dueAt && new Date(dueAt),
			submittedAt: submittedAt && new Date(submittedAt),
			excusedAt: excusedAt && new Date(excusedAt)
		}))
	}));
}

/** How many practices stand in each state, of one call, outside any (`none`), or altogether. */
export async function countStates(db: Db, call?: string): Promise<{ state: PracticeState; count: number }[]> {
	return db
		.selectFrom('practice')
		.leftJoin('call', 'call.id', 'practice.callId')
		.select(['practice.state', sql<number>`count(*)::int`.as('count')])
		.$if(call !== undefined, (practices) => practices.where(sql<boolean>`coalesce(call.code, 'none') = ${call}`))
		.groupBy('practice.state')
		.$castTo<{ state: PracticeState; count: number }>()
		.execute();
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
	return db
		.selectFrom('assessment')
		.innerJoin('person', 'person.id', 'assessment.assessorId')
		.innerJoin('practice', 'practice.id', 'assessment.practiceId')
		.innerJoin('practiceVersion as version', 'version.id', 'assessment.versionId')
		.leftJoin('call', 'call.id', 'version.callId')
		.select([
			'call.timeZone',
			'assessment.id',
			'practice.code',
			'assessment.assessorId',
			'assessment.dueAt',
			'assessment.submittedAt',
			'assessment.excusedAt'
		])
		.where('person.deactivatedAt', 'is', null)
		.where('assessment.dueAt', '<=', until)
		.where('assessment.submittedAt', 'is', null)
		.where('assessment.excusedAt', 'is', null)
		.where('practice.state', 'in', ['assessment', 'deliberation'])
		.where(
			sql<boolean>`version."droppedAt" is null and not exists (select from "practiceVersion" later
				where later."practiceId" = practice.id and later.number > version.number and later."droppedAt" is null)`
		)
		.orderBy('assessment.dueAt')
		.$castTo<DueSeat>()
		.execute();
}
