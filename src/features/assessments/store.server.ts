// SQL of panels, requirement checks, judgements and verdicts.
import { sql } from 'kysely';
import type { CriterionKey, PracticeClass } from '#features/methodology/schema.ts';
import type { PracticeState } from '#features/practices/schema.ts';
import type { Db, Tx } from '#platform/ctx.ts';
import { Problem } from '#platform/problem.ts';
import type { DefinitionCheck, Judgement, Proposal, VerdictWording } from './schema.ts';

export type Round = 'first' | 'final';

export interface AssessmentRow {
	id: string;
	practiceId: string;
	versionId: string;
	assessorId: string;
	assignedAt: Date;
	interest: 'none' | 'declared' | null;
	interestNote: string | null;
	submittedAt: Date | null;
	excusedAt: Date | null;
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
	row: { practiceId: string; versionId: string; assessorId: string; assignedBy: string | null; assignedAt: Date }
): Promise<string> {
	return (await tx.insertInto('assessment').values(row).returning('id').executeTakeFirstOrThrow()).id;
}

type AssessmentChange = Partial<Pick<AssessmentRow, 'interest' | 'interestNote' | 'submittedAt' | 'excusedAt' | 'definitionCheck'>> & {
	interestAt?: Date;
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

/** What an assessor has been given, and where each stands. */
export interface AssignmentRow {
	code: string;
	title: string;
	state: PracticeState;
	/** False when the practice was sent anew since; this assignment is history then. */
	isCurrent: boolean;
	interest: 'none' | 'declared' | null;
	assignedAt: Date;
	submittedAt: Date | null;
	excusedAt: Date | null;
	disclosedAt: Date | null;
	judged: number;
}

export function listAssignments(db: Db, assessorId: string): Promise<AssignmentRow[]> {
	return db
		.selectFrom('assessment')
		.innerJoin('practice', 'practice.id', 'assessment.practiceId')
		.innerJoin('practiceVersion as version', 'version.id', 'assessment.versionId')
		.leftJoin('panel', 'panel.versionId', 'assessment.versionId')
		.select([
			'practice.code',
			'practice.state',
			'assessment.interest',
			'assessment.assignedAt',
			'assessment.submittedAt',
			'assessment.excusedAt',
			'panel.disclosedAt'
		])
		.select(sql<string>`version.content #>> '{fields,title}'`.as('title'))
		.select(
			sql<boolean>`not exists (select from "practiceVersion" v where v."practiceId" = practice.id and v.number > version.number)`.as(
				'isCurrent'
			)
		)
		.select(
			sql<number>`(select count(*)::int from judgement j where j."assessmentId" = assessment.id and j.round = 'first' and j.level is not null)`.as(
				'judged'
			)
		)
		.where('assessment.assessorId', '=', assessorId)
		.orderBy(sql`assessment."submittedAt" is not null`)
		.orderBy('assessment.assignedAt')
		.limit(500)
		.$castTo<AssignmentRow>()
		.execute();
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
}

export async function insertVerdict(tx: Tx, row: Omit<VerdictRow, 'id'>): Promise<void> {
	await tx
		.insertInto('verdict')
		.values({ ...row, proposal: JSON.stringify(row.proposal), wording: JSON.stringify(row.wording) })
		.execute();
}

export function findVerdict(db: Db | Tx, versionId: string): Promise<VerdictRow | undefined> {
	return db.selectFrom('verdict').selectAll().where('versionId', '=', versionId).$castTo<VerdictRow>().executeTakeFirst();
}

// who may assess --------------------------------------------------------------------------------------------------

export interface CandidateRow {
	id: string;
	name: string;
	institutions: { id: string; name: string }[];
	/** Of the secretariat as well, and therefore a reader of what panels hand in. */
	isSecretariat: boolean;
	/** Practices in this person's hands that are not handed in yet; those sent anew or withdrawn since do not count. */
	load: number;
}

/** Active assessors with their institutions and what they have in hand. */
export function listCandidates(db: Db | Tx): Promise<CandidateRow[]> {
	return db
		.selectFrom('person')
		.select(['person.id', 'person.name'])
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
				and not exists (select from "practiceVersion" later where later."practiceId" = p.id and later.number > v.number))`.as('load')
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
	/** Whether it was ever sent, so that there is a case to open. */
	isSent: boolean;
	/** Seats of the current panel that are not excused. */
	seats: number;
	handedIn: number;
}

/**
 * Every practice with the state of its current panel, longest waiting first.
 * @param text found in code, title or author's name, without regard to case and accents; empty for all
 */
export function listBoard(db: Db, text: string): Promise<BoardRow[]> {
	const pattern = `%${text.replaceAll(/[\\%_]/g, '\\$&')}%`;
	return db
		.with('last', (with_) =>
			with_
				.selectFrom('practiceVersion')
				.distinctOn('practiceId')
				.select(['id', 'practiceId'])
				.orderBy('practiceId')
				.orderBy('number', 'desc')
		)
		.selectFrom('practice')
		.innerJoin('practiceSection as title', (join) => join.onRef('title.practiceId', '=', 'practice.id').on('title.key', '=', 'title'))
		.leftJoin('person as owner', 'owner.id', 'practice.ownerId')
		.leftJoin('last', 'last.practiceId', 'practice.id')
		.select(['practice.code', 'practice.state', 'practice.stateSince', 'owner.name as ownerName'])
		.select(sql<string>`title.value #>> '{}'`.as('title'))
		.select(sql<boolean>`last.id is not null`.as('isSent'))
		.select(sql<number>`(select count(*)::int from assessment a where a."versionId" = last.id and a."excusedAt" is null)`.as('seats'))
		.select(
			sql<number>`(select count(*)::int from assessment a where a."versionId" = last.id and a."excusedAt" is null and a."submittedAt" is not null)`.as(
				'handedIn'
			)
		)
		.$if(text !== '', (query) =>
			query.where(
				sql<boolean>`unaccent(practice.code || ' ' || (title.value #>> '{}') || ' ' || coalesce(owner.name, '')) ilike unaccent(${pattern})`
			)
		)
		.orderBy('practice.stateSince')
		.limit(2_000)
		.$castTo<BoardRow>()
		.execute();
}
