// SQL of the journal: rows are written by platform/change alone and only read here.
import { sql } from 'kysely';
import type { Db } from '#platform/ctx.ts';
import type { JournalEntry, JournalQuery } from './schema.ts';

const subjectName = sql<string | null>`case journal."subjectKind"
	when 'practice' then journal."subjectId"
	when 'institution' then (select institution.name from institution where institution.id::text = journal."subjectId")
	when 'attachment' then journal.detail ->> 'practice'
	when 'assessment' then journal.detail ->> 'practice'
	when 'person' then (select subject.name from person subject where subject.id = journal."subjectId")
end`;

/** Who else assesses, or assessed, a practice that this person assesses is no business of theirs: what those people did to it. */
const byFellowAssessor = (reader: string) => sql<boolean>`exists (select from assessment own
	join practice on practice.id = own."practiceId"
	join assessment fellow on fellow."practiceId" = own."practiceId" and fellow."assessorId" <> own."assessorId"
	where own."assessorId" = ${reader} and fellow."assessorId" = journal."actorId"
		and practice.code = coalesce(journal.detail ->> 'practice', case when journal."subjectKind" = 'practice' then journal."subjectId" end))`;

/** Newest first. @param most a count @param reader id of the person reading; null for the operator, who reads everything */
export function listEntries(db: Db, query: Omit<JournalQuery, 'limit'>, most: number, reader: string | null): Promise<JournalEntry[]> {
	const { subjectKind, subjectId, practice, act, before } = query;
	return db
		.selectFrom('journal')
		.leftJoin('person as actor', 'actor.id', 'journal.actorId')
		.select(['journal.id', 'journal.at', 'journal.act', 'journal.actorId', 'journal.door', 'journal.subjectKind', 'journal.subjectId'])
		.select(['actor.name as actorName', subjectName.as('subjectName')])
		.select(sql<Record<string, unknown>>`journal.detail`.as('detail'))
		.$if(reader !== null, (rows) => rows.where(({ not }) => not(byFellowAssessor(reader ?? ''))))
		.$if(subjectKind !== undefined, (rows) => rows.where('journal.subjectKind', '=', subjectKind ?? ''))
		.$if(subjectId !== undefined, (rows) => rows.where('journal.subjectId', '=', subjectId ?? ''))
		.$if(practice !== undefined, (rows) =>
			rows.where(
				sql<boolean>`((journal."subjectKind" = 'practice' and journal."subjectId" = ${practice}) or journal.detail ->> 'practice' = ${practice})`
			)
		)
		.$if(act !== undefined, (rows) => rows.where(sql<boolean>`(journal.act = ${act} or starts_with(journal.act, ${`${act}.`}))`))
		.$if(before !== undefined, (rows) => rows.where('journal.id', '<', before ?? 0))
		.orderBy('journal.id', 'desc')
		.limit(most)
		.execute();
}
