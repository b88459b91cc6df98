// SQL of the words of all public texts: how many entries hold each, which begin like what is being typed, which look like a misspelt one.
import { sql } from 'kysely';
import type { Db, Tx } from '#platform/ctx.ts';
import { withoutAccents } from '#platform/folding.ts';

/**
 * Counts an entry's words in the place of those it had. Words of no entry leave no row: they may have been somebody's name.
 * @param before the entry's words until now @param after its words from now on
 */
export async function countWords(tx: Tx, before: readonly string[], after: readonly string[]): Promise<void> {
	const had = new Set(before);
	const has = new Set(after);
	const changes = [
		...[...has].filter((word) => !had.has(word)).map((word) => ({ word, by: 1 })),
		...[...had].filter((word) => !has.has(word)).map((word) => ({ word, by: -1 }))
	];
	if (changes.length === 0) return;
	const words = changes.map(({ word }) => word);
	// In one order for everybody, so that two publications never wait for each other in a circle.
	await sql`insert into "searchWord" (word, folded, entries)
		select * from unnest(${words}::text[], ${words.map(withoutAccents)}::text[], ${changes.map(({ by }) => by)}::int[]) as given (word, folded, by)
		order by word collate "C"
		on conflict (word) do update set entries = "searchWord".entries + excluded.entries`.execute(tx);
	await tx.deleteFrom('searchWord').where('word', '=', sql<string>`any(${words})`).where('entries', '<=', 0).execute();
}

export interface KnownWord {
	word: string;
	folded: string;
	/** How many entries hold it. */
	entries: number;
}

/** The commonest words with a beginning. @param folded without accents @param most a count */
export function listBeginning(db: Db, folded: string, most: number): Promise<KnownWord[]> {
	return db
		.selectFrom('searchWord')
		.select(['word', 'folded', 'entries'])
		.where('folded', '>=', folded)
		.where('folded', '<', `${folded}\u{10FFFF}`)
		.where('entries', '>', 0)
		.orderBy('entries', 'desc')
		.orderBy('word')
		.limit(most)
		.execute();
}

/** In how many entries some words stand, by their spelling without accents; such as stand in none are absent. */
export async function countEntries(db: Db, folded: readonly string[]): Promise<Map<string, number>> {
	const rows = await db
		.selectFrom('searchWord')
		.select(['folded', sql<number>`max(entries)`.as('entries')])
		.where('folded', '=', sql<string>`any(${folded})`)
		.where('entries', '>', 0)
		.groupBy('folded')
		.execute();
	return new Map(rows.map((row) => [row.folded, row.entries]));
}

/** Words that share most of their groups of three letters with a misspelt one. @param folded without accents @param most a count */
export function listSimilar(db: Db, folded: string, most: number): Promise<KnownWord[]> {
	return db
		.selectFrom('searchWord')
		.select(['word', 'folded', 'entries'])
		.where(sql<boolean>`folded % ${folded}`)
		.where('entries', '>', 0)
		.orderBy(sql`similarity(folded, ${folded})`, 'desc')
		.orderBy('entries', 'desc')
		.limit(most)
		.execute();
}
