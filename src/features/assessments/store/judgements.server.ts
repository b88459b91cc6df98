// SQL of what assessors judge and remark: levels with reasons in two rounds, comments on passages.
import { sql } from 'kysely';
import type { CriterionKey, FieldKey } from '#features/methodology/schema.ts';
import type { Db, Tx } from '#platform/ctx.ts';
import type { Judgement } from '../schema.ts';

export type Round = 'first' | 'final';

export interface JudgementRow extends Judgement {
	assessmentId: string;
	criterion: CriterionKey;
	round: Round;
	version: number;
	updatedAt: Date;
}

const judgements = (db: Db | Tx) => db.selectFrom('judgement').selectAll().$castTo<JudgementRow>();

export function listJudgements(db: Db | Tx, assessmentIds: string[]): Promise<JudgementRow[]> {
	if (assessmentIds.length === 0) return Promise.resolve([]);
	return judgements(db).where('assessmentId', 'in', assessmentIds).execute();
}

/** A judgement as a row keeps it, whoever judged. */
export function judgementColumns({ commitment, questions, ...rest }: Judgement) {
	return { ...rest, questions: JSON.stringify(questions), commitment: commitment ? JSON.stringify(commitment) : null };
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
	const set = { ...judgementColumns(judgement), updatedAt };
	const written =
		version === 0
			? await tx
					.insertInto('judgement')
					.values({ ...at, ...set })
					.onConflict((conflict) => conflict.doNothing())
					.returning('version')
					.executeTakeFirst()
			: await tx
					.updateTable('judgement')
					.set({ ...set, version: version + 1 })
					.where('assessmentId', '=', at.assessmentId)
					.where('criterion', '=', at.criterion)
					.where('round', '=', at.round)
					.where('version', '=', version)
					.returning('version')
					.executeTakeFirst();
	return written?.version;
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
