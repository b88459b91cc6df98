// SQL of the answers to calibration exercises.
import type { Db, Tx } from '#platform/ctx.ts';
import type { Judgements } from './schema.ts';

export interface AnswerRow {
	exercise: string;
	criteria: Judgements;
	finishedAt: Date | null;
	version: number;
	updatedAt: Date;
}

const answers = (db: Db | Tx, personId: string, edition: string) =>
	db
		.selectFrom('calibrationAnswer')
		.select(['exercise', 'criteria', 'finishedAt', 'version', 'updatedAt'])
		.where('personId', '=', personId)
		.where('edition', '=', edition)
		.$castTo<AnswerRow>();

export function listAnswers(db: Db, personId: string, edition: string): Promise<AnswerRow[]> {
	return answers(db, personId, edition).execute();
}

export function findAnswer(db: Db, personId: string, edition: string, exercise: string): Promise<AnswerRow | undefined> {
	return answers(db, personId, edition).where('exercise', '=', exercise).executeTakeFirst();
}

/** Takes somebody's answer for the rest of the transaction; an empty one is made where there is none. */
export async function lockAnswer(tx: Tx, personId: string, edition: string, exercise: string, now: Date): Promise<AnswerRow> {
	await tx
		.insertInto('calibrationAnswer')
		.values({ personId, edition, exercise, updatedAt: now, version: 0 })
		.onConflict((conflict) => conflict.doNothing())
		.execute();
	return answers(tx, personId, edition).where('exercise', '=', exercise).forUpdate().executeTakeFirstOrThrow();
}

/** Changes an answer that `lockAnswer` took. @returns the new version */
export async function updateAnswer(
	tx: Tx,
	of: { personId: string; edition: string; exercise: string },
	before: AnswerRow,
	{ criteria, ...set }: { criteria?: Judgements; finishedAt?: Date | null; updatedAt: Date }
): Promise<number> {
	const version = before.version + 1;
	await tx
		.updateTable('calibrationAnswer')
		.set({ ...set, ...(criteria ? { criteria: JSON.stringify(criteria) } : {}), version })
		.where('personId', '=', of.personId)
		.where('edition', '=', of.edition)
		.where('exercise', '=', of.exercise)
		.execute();
	return version;
}

/** People who handed in an exercise of an edition: that they did, and nothing of how. */
export async function listCalibrated(db: Db, edition: string): Promise<{ id: string; name: string }[]> {
	return db
		.selectFrom('calibrationAnswer as answer')
		.innerJoin('person', 'person.id', 'answer.personId')
		.select(['person.id', 'person.name'])
		.distinct()
		.where('answer.edition', '=', edition)
		.where('answer.finishedAt', 'is not', null)
		.where('person.deactivatedAt', 'is', null)
		.orderBy('person.name')
		.execute();
}
