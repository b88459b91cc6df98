// SQL of the open data: what of the catalogue changed when. Pages follow each other by key, never by counting.
import { type RawBuilder, sql } from 'kysely';
import type { Db } from '#platform/ctx.ts';
import type { ListEnd } from './rules/oai-request.ts';

export interface Change {
	code: string;
	/** ISO moment of the last change with microseconds, in UTC. */
	moment: string;
	isGone: boolean;
	/** `theme:employment`; none for what is gone. */
	facets: string[];
}

const isoMoment = sql`to_char("updatedAt" at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"')`;

/**
 * What changed, the oldest change first.
 * @param facets live entries with one of these only; `undefined` for all. Of what is gone nothing but the code is left, so it stands in every list.
 * @param most a count
 */
export async function listChanges(
	db: Db,
	asked: { facets: string[] | undefined; from: string | null; before: string | null; after: ListEnd | null },
	most: number
): Promise<Change[]> {
	const { facets, from, before, after } = asked;
	const conditions = [
		...(from ? [sql`"updatedAt" >= ${from}::timestamptz`] : []),
		...(before ? [sql`"updatedAt" < ${before}::timestamptz`] : []),
		...(after ? [sql`("updatedAt", code) > (${after.moment}::timestamptz, ${after.code})`] : [])
	];
	const some = (...more: RawBuilder<unknown>[]) => {
		const all = [...conditions, ...more];
		return sql`select "updatedAt", code, "goneAt", facets from "catalogueEntry"
			${all.length > 0 ? sql`where ${sql.join(all, sql` and `)}` : sql``} order by "updatedAt", code limit ${most}`;
	};
	const found = facets
		? sql`(${some(sql`"goneAt" is null`, sql`facets && ${facets}::text[]`)}) union all (${some(sql`"goneAt" is not null`)})
			order by "updatedAt", code limit ${most}`
		: some();
	const { rows } = await sql<Change>`
		select code, ${isoMoment} as moment, "goneAt" is not null as "isGone", facets from (${found}) as found order by "updatedAt", code
	`.execute(db);
	return rows;
}

/** The entry under a code; `undefined` when there never was one. */
export async function findChange(db: Db, code: string): Promise<Change | undefined> {
	const { rows } = await sql<Change>`
		select code, ${isoMoment} as moment, "goneAt" is not null as "isGone", facets from "catalogueEntry" where code = ${code}
	`.execute(db);
	return rows[0];
}

/** The moments of the first and of the last change; of an empty catalogue both are when the instance began. */
export async function getSpan(db: Db): Promise<{ first: Date; last: Date }> {
	const { rows } = await sql<{ first: Date; last: Date }>`
		select coalesce((select min("updatedAt") from "catalogueEntry"), "createdAt") as first,
			coalesce((select max("updatedAt") from "catalogueEntry"), "createdAt") as last from instance
	`.execute(db);
	const span = rows[0];
	if (!span) throw new Error('the database holds no instance');
	return span;
}

/** Codes of what was published last, the newest first. @param most a count */
export async function listNewest(db: Db, most: number): Promise<string[]> {
	const rows = await db
		.selectFrom('catalogueEntry')
		.select('code')
		.where('goneAt', 'is', null)
		.orderBy('publishedAt', 'desc')
		.orderBy('code', 'desc')
		.limit(most)
		.execute();
	return rows.map(({ code }) => code);
}

/** The parts that entries fall into by their number, each with the last change in it. @param size entries of a part at most, a count */
export async function listParts(db: Db, size: number): Promise<{ part: number; changed: Date }[]> {
	const { rows } = await sql<{ part: number; changed: Date }>`
		select (number - 1) / ${sql.lit(size)} + 1 as part, max("updatedAt") as changed
		from "catalogueEntry" where "goneAt" is null group by part order by part
	`.execute(db);
	return rows;
}

/** The live entries of a part, by number. */
export function listPart(db: Db, part: number, size: number): Promise<{ code: string; updatedAt: Date }[]> {
	return db
		.selectFrom('catalogueEntry')
		.select(['code', 'updatedAt'])
		.where('number', '>', (part - 1) * size)
		.where('number', '<=', part * size)
		.where('goneAt', 'is', null)
		.orderBy('number')
		.execute();
}

/** How many practices are published. */
export async function countPublished(db: Db): Promise<number> {
	const { count } = await db
		.selectFrom('catalogueEntry')
		.select(({ fn }) => fn.countAll<string>().as('count'))
		.where('goneAt', 'is', null)
		.executeTakeFirstOrThrow();
	return Number(count);
}
