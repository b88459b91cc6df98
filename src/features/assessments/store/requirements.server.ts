// SQL of what must be so before a version is assessed at all, and who found that it is.
import { sql } from 'kysely';
import type { Db, Tx } from '#platform/ctx.ts';

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
