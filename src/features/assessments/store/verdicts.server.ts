// SQL of verdicts as the secretariat confirms them and their authors answer them.
import type { CriterionKey, PracticeClass } from '#features/methodology/schema.ts';
import type { Db, Tx } from '#platform/ctx.ts';
import type { Proposal, VerdictWording } from '../schema.ts';

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
