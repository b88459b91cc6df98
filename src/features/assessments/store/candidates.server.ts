// SQL of who may be given a version to assess, by what each has in hand and whom each is tied to.
import { sql } from 'kysely';
import { withInstitutions } from '#features/people/store.server.ts';
import { isLastVersion } from '#features/practices/store.server.ts';
import type { Db, Tx } from '#platform/ctx.ts';

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
export function listCandidateRows(db: Db | Tx, callId: string | null): Promise<CandidateRow[]> {
	return db
		.selectFrom('person')
		.select(['person.id', 'person.name', 'person.themes'])
		.$if(callId !== null, (people) =>
			people.where(
				sql<boolean>`exists (select from "callAssessor" pool where pool."personId" = person.id and pool."callId" = ${callId}::uuid)`
			)
		)
		.select(sql<boolean>`'secretariat' = any(person.roles)`.as('isSecretariat'))
		.select(withInstitutions.as('institutions'))
		.select(
			sql<number>`(select count(*)::int from assessment join practice on practice.id = assessment."practiceId"
				join "practiceVersion" version on version.id = assessment."versionId"
				where assessment."assessorId" = person.id and assessment."submittedAt" is null and assessment."excusedAt" is null
				and practice.state in ('assessment', 'deliberation') and ${isLastVersion})`.as('load')
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
