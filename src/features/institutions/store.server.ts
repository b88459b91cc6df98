// SQL of institutions and their spellings.
import { sql } from 'kysely';
import type { Db, Tx } from '#platform/ctx.ts';
import type { Alias } from './rules.ts';
import type { Institution, InstitutionInput } from './schema.ts';

const otherSpellings = sql<string[]>`coalesce((
	select array_agg(a.alias order by a.alias) from "institutionAlias" a where a."institutionId" = institution.id and a.alias <> institution.name), '{}')`;

function institutions(db: Db | Tx) {
	return db
		.selectFrom('institution')
		.select(['id', 'name', 'country', 'level', 'parentId', 'version'])
		.select(otherSpellings.as('aliases'));
}

export function findInstitution(db: Db | Tx, id: string): Promise<Institution | undefined> {
	return institutions(db).where('id', '=', id).executeTakeFirst();
}

/** @param folded as given by `fold` */
export function findInstitutionByAlias(db: Db | Tx, folded: string): Promise<{ id: string; name: string } | undefined> {
	return db
		.selectFrom('institutionAlias')
		.innerJoin('institution', 'institution.id', 'institutionAlias.institutionId')
		.select(['institution.id', 'institution.name'])
		.where('folded', '=', folded)
		.executeTakeFirst();
}

/**
 * Institutions by name.
 * @param folded beginning of any word of a spelling, as given by `fold`; empty for all
 * @param most a count
 */
export function listInstitutions(db: Db, folded: string, most: number): Promise<Institution[]> {
	// Folded text holds letters, digits and blanks only, so nothing in it is a pattern.
	const matching = db
		.selectFrom('institutionAlias')
		.select('institutionId')
		.where(sql<boolean>`' ' || folded like ${`% ${folded}%`}`);
	return institutions(db)
		.$if(folded !== '', (query) => query.where('id', 'in', matching))
		.orderBy('name')
		.orderBy('id')
		.limit(most)
		.execute();
}

/** Some institutions and all to which they belong, step by step. */
export async function listWithAncestors(db: Db | Tx, ids: string[]): Promise<Institution[]> {
	if (ids.length === 0) return [];
	const line = sql<string>`(with recursive line as (
		select id, "parentId" from institution where id = any(${ids}::uuid[])
		union select above.id, above."parentId" from institution above join line on line."parentId" = above.id
	) select id from line)`;
	return institutions(db).where('id', 'in', line).orderBy('name').orderBy('id').execute();
}

/** Who is known under some spellings, as given by `fold`; a spelling that nobody has is left out. */
export function listBySpelling(db: Db | Tx, folded: string[]): Promise<{ folded: string; id: string; country: string | null }[]> {
	return db
		.selectFrom('institutionAlias')
		.innerJoin('institution', 'institution.id', 'institutionAlias.institutionId')
		.select(['institutionAlias.folded', 'institution.id', 'institution.country'])
		.where('institutionAlias.folded', '=', sql<string>`any(${folded})`)
		.execute();
}

/** Spellings that stand in a text, all their words in order. @param folded the text, as given by `fold` */
export function listAliasesIn(db: Db | Tx, folded: string): Promise<Alias[]> {
	return db
		.selectFrom('institutionAlias')
		.select(['alias', 'institutionId'])
		.where(sql<boolean>`strpos(${` ${folded} `}, ' ' || folded || ' ') > 0`)
		.execute();
}

/** A spelling that resembles a piece of text. */
export interface Resembling {
	id: string;
	name: string;
	/** As it stands in the text. */
	piece: string;
}

/**
 * Institutions with a spelling that resembles one of several pieces of text, the most alike first, each once.
 * @param pieces as given by `fold`
 * @param most a count
 */
export async function listResembling(db: Db | Tx, pieces: string[], most: number): Promise<Resembling[]> {
	if (pieces.length === 0) return [];
	const { rows } = await sql<Resembling>`
		select * from (
			select distinct on (institution.id) institution.id, institution.name, asked.piece, similarity(alias.folded, asked.piece) as likeness
			from unnest(${pieces}::text[]) as asked (piece)
			join "institutionAlias" alias on alias.folded % asked.piece
			join institution on institution.id = alias."institutionId"
			where similarity(alias.folded, asked.piece) >= 0.45
			order by institution.id, likeness desc
		) found order by likeness desc limit ${most}`.execute(db);
	return rows.map(({ id, name, piece }) => ({ id, name, piece }));
}

/** Every institution's parent: what conflicts of interest and the tree of institutions are judged by. */
export async function ancestry(db: Db | Tx): Promise<Map<string, string | null>> {
	const rows = await db.selectFrom('institution').select(['id', 'parentId']).execute();
	return new Map(rows.map((row) => [row.id, row.parentId]));
}

/** Holds back other changes of parents until the transaction ends, so that two of them cannot close a circle together. */
export async function lockTree(tx: Tx): Promise<void> {
	await sql`select pg_advisory_xact_lock(hashtext('institution.parentId'))`.execute(tx);
}

export async function insertInstitution(tx: Tx, row: Omit<InstitutionInput, 'aliases'>): Promise<string> {
	return (await tx.insertInto('institution').values(row).returning('id').executeTakeFirstOrThrow()).id;
}

/** Returns false when the row has changed since `version`. */
export async function updateInstitution(tx: Tx, id: string, version: number, row: Omit<InstitutionInput, 'aliases'>): Promise<boolean> {
	const result = await tx
		.updateTable('institution')
		.set({ ...row, version: version + 1 })
		.where('id', '=', id)
		.where('version', '=', version)
		.executeTakeFirst();
	return result.numUpdatedRows === 1n;
}

/**
 * Sets every spelling of an institution.
 * @param spellings by their folded form
 * @returns those that belong to another institution already; then the caller must give up the transaction
 */
export async function replaceAliases(tx: Tx, institutionId: string, spellings: Map<string, string>): Promise<string[]> {
	await tx.deleteFrom('institutionAlias').where('institutionId', '=', institutionId).execute();
	// In a fixed order, so that two changes with the same spellings wait for each other instead of blocking each other.
	const rows = [...spellings].sort(([a], [b]) => (a < b ? -1 : 1)).map(([folded, alias]) => ({ folded, alias, institutionId }));
	const kept = await tx
		.insertInto('institutionAlias')
		.values(rows)
		.onConflict((conflict) => conflict.doNothing())
		.returning('folded')
		.execute();
	const held = new Set(kept.map((row) => row.folded));
	return rows.filter((row) => !held.has(row.folded)).map((row) => row.alias);
}
