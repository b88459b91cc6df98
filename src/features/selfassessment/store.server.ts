// SQL of what authors judge of their own practices; what they sent is frozen with the version.
import { judgementColumns } from '#features/assessments/store/judgements.server.ts';
import type { CriterionKey, Judgement } from '#features/methodology/schema.ts';
import type { Db, Tx } from '#platform/ctx.ts';

export interface SelfJudgementRow extends Judgement {
	criterion: CriterionKey;
	version: number;
	updatedAt: Date;
}

export function listSelfJudgements(db: Db | Tx, practiceId: string): Promise<SelfJudgementRow[]> {
	return db
		.selectFrom('selfJudgement')
		.select(['criterion', 'level', 'reason', 'evidence', 'questions', 'commitment', 'version', 'updatedAt'])
		.where('practiceId', '=', practiceId)
		.$castTo<SelfJudgementRow>()
		.execute();
}

/**
 * Writes a judgement if nobody wrote it since `version` (0: there is none yet).
 * @returns the new version, or undefined when it has changed meanwhile
 */
export async function putSelfJudgement(
	tx: Tx,
	at: { practiceId: string; criterion: CriterionKey },
	version: number,
	judgement: Judgement,
	updatedAt: Date
): Promise<number | undefined> {
	const set = { ...judgementColumns(judgement), updatedAt };
	const written =
		version === 0
			? await tx
					.insertInto('selfJudgement')
					.values({ ...at, ...set })
					.onConflict((conflict) => conflict.doNothing())
					.returning('version')
					.executeTakeFirst()
			: await tx
					.updateTable('selfJudgement')
					.set({ ...set, version: version + 1 })
					.where('practiceId', '=', at.practiceId)
					.where('criterion', '=', at.criterion)
					.where('version', '=', version)
					.returning('version')
					.executeTakeFirst();
	return written?.version;
}
