// SQL of related practices: few looks into the index of facet values, each bounded, whatever the size of the catalogue.
import { sql } from 'kysely';
import type { Db } from '#platform/ctx.ts';
import type { Locale } from '#platform/locale.ts';
import type { EntryHead } from '../schema.ts';

export interface RelatedRow {
	number: number;
	code: string;
	title: string;
	language: Locale;
	facets: string[];
	head: EntryHead;
	/** The transaction that changed it last. */
	changed: string;
}

const rows = (db: Db) =>
	db
		.selectFrom('catalogueEntry')
		.select(['number', 'code', 'title', 'language', 'facets', 'head'])
		.select(sql<string>`changed::text`.as('changed'))
		.where('goneAt', 'is', null)
		.where('head', 'is not', null)
		.$castTo<RelatedRow>();

/** A published practice. */
export function findRelatable(db: Db, code: string): Promise<RelatedRow | undefined> {
	return rows(db).where('code', '=', code).executeTakeFirst();
}

/** Published practices by number, in no order. */
export function listRelatable(db: Db, numbers: readonly number[]): Promise<RelatedRow[]> {
	return numbers.length === 0
		? Promise.resolve([])
		: rows(db)
				.where('number', '=', sql<number>`any(${[...numbers]})`)
				.execute();
}

/** By number, the transaction that changed each of some published practices last; such as are gone are absent. */
export async function lastChanges(db: Db, numbers: readonly number[]): Promise<Map<number, string>> {
	const { rows } = await sql<{ number: number; changed: string }>`
		select number, changed::text as changed from "catalogueEntry" where number = any(${[...numbers]}) and "goneAt" is null`.execute(db);
	return new Map(rows.map(({ number, changed }) => [number, changed]));
}

/** Numbers of practices that hold all values of a probe, of any of them; never `except`. @param most of one probe */
export async function listSharers(
	db: Db,
	probes: readonly string[][],
	{ except, most }: { except: number; most: number }
): Promise<number[]> {
	if (probes.length === 0) return [];
	const looks = probes.map(
		(values) => sql`(select number from "catalogueEntry" where facets @> ${values}::text[] and number <> ${except} limit ${most})`
	);
	const { rows: found } = await sql<{ number: number }>`
		select distinct number from (${sql.join(looks, sql` union all `)}) found order by number`.execute(db);
	return found.map(({ number }) => number);
}
