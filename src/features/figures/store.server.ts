// SQL of the figures. It reads what other features wrote and writes nothing; who assessed is never selected.
import { sql } from 'kysely';
import type { CriterionKey, Level } from '#features/methodology/schema.ts';
import type { Db } from '#platform/ctx.ts';
import type { Counted, CountedPractice, CountedRequirement, CountedStep, CountedVerdict, FirstLevels } from './rules/figures.ts';

/** What is counted. */
export interface Scope {
	/** Id of a call; null for the whole network. */
	callId: string | null;
	/** Whether only ended calls and what was published count, or everything that was sent. */
	isPublic: boolean;
}

/**
 * Versions that count: sent to the call, and what came of them (a correction and a reconsideration belong to the version they are based on).
 * Reference examples never count; invented practices only where all is invented.
 */
function versions(db: Db, { callId, isPublic }: Scope) {
	return db
		.selectFrom('practiceVersion as version')
		.innerJoin('practice', 'practice.id', 'version.practiceId')
		.leftJoin('practiceVersion as base', 'base.id', 'version.basedOn')
		.leftJoin('call', (join) => join.on('call.id', '=', sql<string>`coalesce(version."callId", base."callId")`))
		.where('practice.isExample', '=', false)
		.where(sql<boolean>`(not practice."isInvented" or (select "isDemo" from instance))`)
		.$if(callId !== null, (query) => query.where('call.id', '=', callId))
		.$if(isPublic, (query) =>
			query.where(
				sql<boolean>`(call."endedAt" is not null or exists (select from "catalogueEntry" entry where entry."practiceId" = practice.id))`
			)
		);
}

/** Practices with a version that counts. */
export function listPractices(db: Db, scope: Scope): Promise<CountedPractice[]> {
	return versions(db, scope)
		.select(['practice.id', 'practice.state', 'practice.createdAt'])
		.select(sql<boolean>`exists (select from "catalogueEntry" entry where entry."practiceId" = practice.id)`.as('wasPublished'))
		.distinct()
		.$castTo<CountedPractice>()
		.execute();
}

/** Every move of these practices, in order. */
export function listSteps(db: Db, scope: Scope): Promise<CountedStep[]> {
	return db
		.selectFrom('practiceStep')
		.select(['practiceId', 'from', 'to', 'at'])
		.where('practiceId', 'in', versions(db, scope).select('practice.id'))
		.orderBy('practiceId')
		.orderBy('id')
		.$castTo<CountedStep>()
		.execute();
}

/** Verdicts, the earliest of each practice first. */
export function listVerdicts(db: Db, scope: Scope): Promise<CountedVerdict[]> {
	return versions(db, scope)
		.innerJoin('verdict', 'verdict.versionId', 'version.id')
		.select([
			'verdict.practiceId',
			'verdict.versionId',
			'version.selfAssessment',
			'verdict.edition',
			'verdict.class',
			'verdict.unmet',
			'verdict.reasons'
		])
		.select(
			sql<Record<CriterionKey, number | null>>`(
				select coalesce(jsonb_object_agg(key, value -> 'median'), '{}') from jsonb_each(verdict.proposal -> 'criteria')
			)`.as('medians')
		)
		.orderBy('verdict.practiceId')
		.orderBy('version.number')
		.$castTo<CountedVerdict>()
		.execute();
}

/** First levels by version and criterion, of versions with a verdict; whoever was excused or has not handed in is left out. */
export function listFirstLevels(db: Db, scope: Scope): Promise<FirstLevels[]> {
	return versions(db, scope)
		.innerJoin('verdict', 'verdict.versionId', 'version.id')
		.innerJoin('assessment', 'assessment.versionId', 'version.id')
		.innerJoin('judgement', 'judgement.assessmentId', 'assessment.id')
		.select(['version.id as versionId', 'judgement.criterion'])
		.select(sql<Level[]>`array_agg(judgement.level order by judgement.level)`.as('levels'))
		.where('assessment.excusedAt', 'is', null)
		.where('assessment.submittedAt', 'is not', null)
		.where('judgement.round', '=', 'first')
		.where('judgement.level', 'is not', null)
		.groupBy(['version.id', 'judgement.criterion'])
		.$castTo<FirstLevels>()
		.execute();
}

/** Labels that stand, by state. */
export function countLabels(db: Db, scope: Scope): Promise<Counted['labels']> {
	return versions(db, scope)
		.innerJoin('verdict', 'verdict.versionId', 'version.id')
		.innerJoin('label', 'label.verdictId', 'verdict.id')
		.select('label.state')
		.select(sql<number>`count(*)::integer`.as('count'))
		.where('label.endedAt', 'is', null)
		.groupBy('label.state')
		.execute();
}

/** Requests for reconsideration by their outcome; null while they are under way. */
export function countReconsiderations(db: Db, scope: Scope): Promise<Counted['reconsiderations']> {
	return versions(db, scope)
		.innerJoin('reconsideration', 'reconsideration.versionId', 'version.id')
		.select('reconsideration.outcome')
		.select(sql<number>`count(*)::integer`.as('count'))
		.groupBy('reconsideration.outcome')
		.execute();
}

/** Per edition and requirement: sendings that were checked, and in how many it was unmet. */
export function countRequirements(db: Db, scope: Scope): Promise<CountedRequirement[]> {
	const edition = sql<string>`version.content ->> 'edition'`;
	return versions(db, scope)
		.innerJoin('requirementCheck as requirement', 'requirement.versionId', 'version.id')
		.select(['requirement.key', edition.as('edition')])
		.select(sql<number>`count(*)::integer`.as('checked'))
		.select(sql<number>`(count(*) filter (where not requirement.met))::integer`.as('unmet'))
		.groupBy(['requirement.key', edition])
		.execute();
}
