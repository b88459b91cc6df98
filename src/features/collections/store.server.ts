// SQL of collections and of the practices in them.
import { sql } from 'kysely';
import type { Db, Tx } from '#platform/ctx.ts';
import type { Locale } from '#platform/locale.ts';
import { Problem } from '#platform/problem.ts';
import type { CollectedPractice } from './schema.ts';

export interface CollectionRow {
	id: string;
	slug: string;
	title: string;
	/** Markdown. */
	introduction: string;
	language: Locale;
	/** Null for a draft. */
	publishedAt: Date | null;
	updatedAt: Date;
	version: number;
}

const collections = (db: Db | Tx) =>
	db
		.selectFrom('collection')
		.select(['id', 'slug', 'title', 'introduction', 'language', 'publishedAt', 'updatedAt', 'version'])
		.$castTo<CollectionRow>();

/** Most collections in one list. */
const mostListed = 500;

/** Collections with how many of their practices are in the catalogue, the one changed last first. @param scope `all`: drafts too */
export function listCollections(db: Db, scope: 'published' | 'all'): Promise<(CollectionRow & { count: number })[]> {
	return collections(db)
		.select(
			sql<number>`(select count(*)::int from "collectionPractice" line join "catalogueEntry" entry using ("practiceId")
				where line."collectionId" = collection.id and entry."goneAt" is null)`.as('count')
		)
		.$if(scope === 'published', (query) => query.where('publishedAt', 'is not', null))
		.orderBy('updatedAt', 'desc')
		.orderBy('slug')
		.limit(mostListed)
		.execute();
}

export function findCollection(db: Db | Tx, slug: string): Promise<CollectionRow | undefined> {
	return collections(db).where('slug', '=', slug).executeTakeFirst();
}

/** Takes a collection for the rest of the transaction. @throws Problem notFound */
export async function lockCollection(tx: Tx, slug: string): Promise<CollectionRow> {
	const row = await collections(tx).where('slug', '=', slug).forUpdate().executeTakeFirst();
	if (!row) throw new Problem('notFound');
	return row;
}

type Written = Pick<CollectionRow, 'title' | 'introduction' | 'language'>;

/** Writes a new collection. @returns whether its address was free */
export async function insertCollection(
	tx: Tx,
	row: Written & { id: string; slug: string; createdBy: string | null; createdAt: Date }
): Promise<boolean> {
	const written = await tx
		.insertInto('collection')
		.values({ ...row, updatedAt: row.createdAt })
		.onConflict((conflict) => conflict.column('slug').doNothing())
		.returning('id')
		.executeTakeFirst();
	return written !== undefined;
}

/** Changes a collection that `lockCollection` took. */
export async function updateCollection(
	tx: Tx,
	{ id, version }: CollectionRow,
	set: Partial<Written> & { publishedAt?: Date | null; updatedAt: Date }
): Promise<void> {
	await tx
		.updateTable('collection')
		.set({ ...set, version: version + 1 })
		.where('id', '=', id)
		.execute();
}

/** Deletes a collection with its lines. */
export async function deleteCollection(tx: Tx, id: string): Promise<void> {
	await tx.deleteFrom('collection').where('id', '=', id).execute();
}

// its practices ---------------------------------------------------------------------------------------------------

export interface LineRow {
	code: string;
	/** As it was published last; null once its practice was retired. */
	title: string | null;
	note: string;
}

/** The practices of a collection in their order, those that left the catalogue too. */
export function listLines(db: Db | Tx, collectionId: string): Promise<LineRow[]> {
	return db
		.selectFrom('collectionPractice as line')
		.innerJoin('catalogueEntry as entry', 'entry.practiceId', 'line.practiceId')
		.select(['entry.code', 'line.note'])
		.select(sql<string | null>`entry.document ->> 'title'`.as('title'))
		.where('line.collectionId', '=', collectionId)
		.orderBy('line.position')
		.execute();
}

/** Ids of practices that are or were in the catalogue, by code; held as they are until the transaction ends. */
export async function holdEntries(tx: Tx, codes: readonly string[]): Promise<Map<string, { practiceId: string; isShown: boolean }>> {
	const rows = await tx
		.selectFrom('catalogueEntry')
		.select(['code', 'practiceId'])
		.select(sql<boolean>`"goneAt" is null`.as('isShown'))
		.where('code', '=', sql<string>`any(${[...codes]})`)
		.forShare()
		.execute();
	return new Map(rows.map(({ code, ...row }) => [code, row]));
}

/** Puts these practices, in this order, in the place of what the collection held. */
export async function replaceLines(
	tx: Tx,
	collectionId: string,
	lines: readonly (CollectedPractice & { practiceId: string })[]
): Promise<void> {
	await tx.deleteFrom('collectionPractice').where('collectionId', '=', collectionId).execute();
	if (lines.length === 0) return;
	await tx
		.insertInto('collectionPractice')
		.values(lines.map(({ practiceId, note }, at) => ({ collectionId, practiceId, position: at + 1, note })))
		.execute();
}
