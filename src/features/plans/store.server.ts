// SQL of plan steps, and what of verdicts and judgements a plan begins with.
import { sql } from 'kysely';
import type { CriterionKey, PracticeClass } from '#features/methodology/schema.ts';
import type { Db, Tx } from '#platform/ctx.ts';
import { Problem } from '#platform/problem.ts';
import type { PlannedVerdict, PromisedStep } from './rules.ts';
import type { PlanStep, StepEvidence, StepInput } from './schema.ts';

export interface StepRow extends PlanStep {
	practiceId: string;
	verdictId: string;
	removedAt: Date | null;
}

const steps = (db: Db | Tx) =>
	db
		.selectFrom('planStep as step')
		.leftJoin('attachment as file', (join) => join.onRef('file.id', '=', 'step.attachmentId').on('file.removedAt', 'is', null))
		.select([
			'step.id',
			'step.practiceId',
			'step.verdictId',
			'step.criterion',
			'step.text',
			'step.owner',
			'step.dueOn',
			'step.evidenceNote'
		])
		.select(['step.attachmentId', 'file.name as attachmentName', 'step.doneAt', 'step.removedAt', 'step.version'])
		.$castTo<StepRow>();

/** Steps of a practice that were not removed, of this verdict or of those before; what comes first in time stands first. */
export function listSteps(db: Db | Tx, practiceId: string): Promise<StepRow[]> {
	return steps(db)
		.where('step.practiceId', '=', practiceId)
		.where('step.removedAt', 'is', null)
		.orderBy(sql`step."dueOn" nulls last`)
		.orderBy('step.createdAt')
		.orderBy('step.id')
		.execute();
}

/** The steps of a verdict that were removed last. */
export function listRemoved(db: Db, verdictId: string): Promise<StepRow[]> {
	return steps(db)
		.where('step.verdictId', '=', verdictId)
		.where('step.removedAt', 'is not', null)
		.orderBy('step.removedAt', 'desc')
		.limit(20)
		.execute();
}

/** Takes a step for the rest of the transaction. @throws Problem notFound */
export async function lockStep(tx: Tx, practiceId: string, id: string): Promise<StepRow> {
	const row = await steps(tx).where('step.id', '=', id).where('step.practiceId', '=', practiceId).forUpdate('step').executeTakeFirst();
	if (!row) throw new Problem('notFound');
	return row;
}

export async function insertStep(
	tx: Tx,
	{ criterion, text, owner, dueOn }: StepInput,
	of: { practiceId: string; verdictId: string; createdBy: string | null; createdAt: Date }
): Promise<string> {
	const row = { ...of, criterion, text, owner, dueOn };
	return (await tx.insertInto('planStep').values(row).returning('id').executeTakeFirstOrThrow()).id;
}

type StepChange = Partial<StepInput & StepEvidence> & { doneAt?: Date | null; doneBy?: string | null; removedAt?: Date | null };

/** Changes a step that `lockStep` took. @returns the new version */
export async function updateStep(tx: Tx, before: StepRow, set: StepChange): Promise<number> {
	const version = before.version + 1;
	await tx
		.updateTable('planStep')
		.set({ ...set, version })
		.where('id', '=', before.id)
		.execute();
	return version;
}

// what a plan begins with -----------------------------------------------------------------------------------------

export interface VerdictRow extends PlannedVerdict {
	id: string;
	versionId: string;
	versionNumber: number;
	edition: string;
	unmet: CriterionKey[];
	wording: Record<CriterionKey, string>;
	conditional: boolean;
	confirmedAt: Date;
}

/** The last verdict on a practice. */
export function findLastVerdict(db: Db | Tx, practiceId: string): Promise<VerdictRow | undefined> {
	return db
		.selectFrom('verdict')
		.innerJoin('practiceVersion as version', 'version.id', 'verdict.versionId')
		.select(['verdict.id', 'verdict.versionId', 'version.number as versionNumber', 'verdict.edition', 'verdict.class', 'verdict.unmet'])
		.select(['verdict.reasons', 'verdict.wording', 'verdict.conditional', 'verdict.confirmedAt'])
		.where('verdict.practiceId', '=', practiceId)
		.where('version.droppedAt', 'is', null)
		.orderBy('version.number', 'desc')
		.limit(1)
		.$castTo<VerdictRow>()
		.executeTakeFirst();
}

/** Complete commitments among the judgements that count for a version, without saying who wrote them down. */
export async function listPromises(db: Db | Tx, versionId: string): Promise<PromisedStep[]> {
	const rows = await db
		.selectFrom('judgement')
		.innerJoin('assessment', 'assessment.id', 'judgement.assessmentId')
		.select(['judgement.criterion'])
		.select(sql<string>`judgement.commitment ->> 'owner'`.as('owner'))
		.select(sql<string>`judgement.commitment ->> 'due'`.as('due'))
		.distinct()
		.where('assessment.versionId', '=', versionId)
		.where('assessment.excusedAt', 'is', null)
		.where('assessment.submittedAt', 'is not', null)
		.where(sql<boolean>`coalesce(judgement.commitment ->> 'owner', '') <> '' and judgement.commitment ->> 'due' is not null`)
		.where(
			sql<boolean>`(judgement.round = 'final' or not exists (select from judgement later where later."assessmentId" = judgement."assessmentId"
				and later.criterion = judgement.criterion and later.round = 'final'))`
		)
		.orderBy('due')
		.execute();
	return rows;
}

// for everybody ---------------------------------------------------------------------------------------------------

export interface PublicPlanRow {
	class: PracticeClass;
	dueOn: string | null;
	doneAt: Date | null;
}

/** The steps of the plans that belong to what is published under these codes: their days and whether they are done. */
export function listPublicSteps(db: Db, codes: string[]): Promise<(PublicPlanRow & { code: string })[]> {
	return db
		.selectFrom('catalogueEntry as entry')
		.innerJoin('verdict', 'verdict.versionId', 'entry.versionId')
		.innerJoin('planStep as step', 'step.verdictId', 'verdict.id')
		.select(['entry.code', 'verdict.class', 'step.dueOn', 'step.doneAt'])
		.where('entry.code', '=', sql<string>`any(${codes})`)
		.where('entry.goneAt', 'is', null)
		.where('step.removedAt', 'is', null)
		.$castTo<PublicPlanRow & { code: string }>()
		.execute();
}

// reminders -------------------------------------------------------------------------------------------------------

export interface DueRow {
	id: string;
	code: string;
	ownerId: string;
	dueOn: string;
}

/** Open steps of the last verdict of each practice that has an author, up to a day. @param until ISO day */
export function listDue(db: Db | Tx, until: string): Promise<DueRow[]> {
	return db
		.selectFrom('planStep as step')
		.innerJoin('practice', 'practice.id', 'step.practiceId')
		.select(['step.id', 'practice.code', 'practice.ownerId', 'step.dueOn'])
		.where('step.dueOn', '<=', until)
		.where('step.doneAt', 'is', null)
		.where('step.removedAt', 'is', null)
		.where('practice.ownerId', 'is not', null)
		.where('practice.state', 'not in', ['withdrawn', 'retired', 'archived'])
		.where(
			sql<boolean>`not exists (select from verdict later join verdict own on own.id = step."verdictId"
				where later."practiceId" = practice.id and later."confirmedAt" > own."confirmedAt")`
		)
		.orderBy('step.dueOn')
		.$castTo<DueRow>()
		.execute();
}

/** Which of these reminders were given already. @param names as they were given to `notify` (`once`) */
export async function listGiven(db: Db | Tx, names: string[]): Promise<Set<string>> {
	const rows = await db.selectFrom('notice').select('once').where('once', '=', sql<string>`any(${names})`).execute();
	return new Set(rows.flatMap(({ once }) => once ?? []));
}
