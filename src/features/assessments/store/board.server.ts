// SQL of the secretariat's desk: every practice with the state of its panel, longest waiting first.
import { sql } from 'kysely';
import type { PracticeState } from '#features/practices/schema.ts';
import type { Db } from '#platform/ctx.ts';

export interface BoardRow {
	code: string;
	title: string;
	state: PracticeState;
	stateSince: Date;
	ownerName: string | null;
	edition: string;
	/** Whether it was ever sent, so that there is a case to open. */
	isSent: boolean;
	call: { code: string; title: string; timeZone: string; closesAt: Date; assessBy: Date } | null;
	/** Seats of the current panel that are not excused. */
	seats: { assessorId: string; assessorName: string; dueAt: Date | null; submittedAt: Date | null; excusedAt: Date | null }[];
	/** Declared ties that wait for the secretariat. */
	ties: number;
	/** Everybody who ever sat on the current panel, excused or not. */
	panelistIds: string[];
	/** Last day on which the author may answer the verdict, as long as she has not. */
	answerBy: string | null;
}

/** What of a board is asked for: everything by default, longest waiting first. */
export interface BoardFilter {
	/** Found in code, title or author's name, without regard to case and accents; empty for all. */
	text: string;
	/** Code of a call, or `none` for practices outside any. */
	call?: string | undefined;
	states: readonly PracticeState[];
}

/** Practices with the state of their current panel, longest waiting first. */
export async function listBoard(db: Db, { text, call, states }: BoardFilter): Promise<BoardRow[]> {
	const pattern = `%${text.replaceAll(/[\\%_]/g, '\\$&')}%`;
	const { rows } = await sql<BoardRow>`
		with last as (
			select distinct on ("practiceId") id, "practiceId" from "practiceVersion" where "droppedAt" is null
				order by "practiceId", number desc
		)
		select practice.code, practice.state, practice."stateSince", practice.edition, owner.name as "ownerName",
			title.value #>> '{}' as title, last.id is not null as "isSent",
			case when call.id is null then null else jsonb_build_object('code', call.code, 'title', call.title, 'timeZone', call."timeZone",
				'closesAt', call."closesAt", 'assessBy', call."assessBy") end as call,
			coalesce((select jsonb_agg(jsonb_build_object('assessorId', seat."assessorId", 'assessorName', person.name, 'dueAt', seat."dueAt",
				'submittedAt', seat."submittedAt", 'excusedAt', seat."excusedAt") order by seat."assignedAt", seat.id)
				from assessment seat join person on person.id = seat."assessorId"
				where seat."versionId" = last.id and seat."excusedAt" is null), '[]') as seats,
			(select count(*)::int from assessment seat where seat."versionId" = last.id and seat."excusedAt" is null
				and seat.interest = 'tie' and seat."tieAcceptedAt" is null) as ties,
			array(select seat."assessorId" from assessment seat where seat."versionId" = last.id) as "panelistIds",
			(select verdict."answerBy"::text from verdict where verdict."versionId" = last.id and verdict."answeredAt" is null
				and practice."ownerId" is not null) as "answerBy"
		from practice
		join "practiceSection" title on title."practiceId" = practice.id and title.key = 'title'
		left join person owner on owner.id = practice."ownerId"
		left join call on call.id = practice."callId"
		left join last on last."practiceId" = practice.id
		where practice.state = any(${states})
			and (${text} = '' or unaccent(practice.code || ' ' || (title.value #>> '{}') || ' ' || coalesce(owner.name, '')) ilike unaccent(${pattern}))
			and (${call ?? null}::text is null or coalesce(call.code, 'none') = ${call ?? null})
		order by practice."stateSince"
		limit 2000`.execute(db);
	return rows.map(({ call, seats, ...row }) => ({
		...row,
		call: call && { ...call, closesAt: new Date(call.closesAt), assessBy: new Date(call.assessBy) },
		seats: seats.map(({ dueAt, submittedAt, excusedAt, ...seat }) => ({
			...seat,
			dueAt: dueAt && new Date(dueAt),
			submittedAt: submittedAt && new Date(submittedAt),
			excusedAt: excusedAt && new Date(excusedAt)
		}))
	}));
}

/** How many practices stand in each state, of one call, outside any (`none`), or altogether. */
export async function countStates(db: Db, call?: string): Promise<{ state: PracticeState; count: number }[]> {
	return db
		.selectFrom('practice')
		.leftJoin('call', 'call.id', 'practice.callId')
		.select(['practice.state', sql<number>`count(*)::int`.as('count')])
		.$if(call !== undefined, (practices) => practices.where(sql<boolean>`coalesce(call.code, 'none') = ${call}`))
		.groupBy('practice.state')
		.$castTo<{ state: PracticeState; count: number }>()
		.execute();
}
