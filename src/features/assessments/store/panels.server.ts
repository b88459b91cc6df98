// SQL of panels as a whole: open until they are disclosed, and the people on them for the secretariat alone.
import { sql } from 'kysely';
import { institutionNames } from '#features/people/store.server.ts';
import type { PracticeState } from '#features/practices/schema.ts';
import type { Db, Tx } from '#platform/ctx.ts';
import type { AssessmentRow } from './seats.server.ts';

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
		.select(institutionNames.as('institutions'))
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
		.select(institutionNames.as('institutions'))
		.where('assessment.versionId', '=', sql<string>`any(${versionIds})`)
		.orderBy('assessment.assignedAt')
		.orderBy('assessment.id')
		.$castTo<SeatRow>()
		.execute();
}
