// SQL of the thesaurus, and the file in which the program ships it.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { sql } from 'kysely';
import type { Db, Tx } from '#platform/ctx.ts';
import { type Concept, type ConceptInput, ThesaurusFile } from './schema.ts';

const shippedFile = join('thesaurus', 'economic-integration.json');

/** The concepts that the program ships. @param root folder that holds `thesaurus/` @throws Error when the file is not as it should be */
export function readShipped(root: string): ConceptInput[] {
	return ThesaurusFile.parse(JSON.parse(readFileSync(join(root, shippedFile), 'utf8'))).concepts;
}

/** Puts concepts into an instance that never had any, in one statement; once, whoever else does it at the same moment. */
export async function fillOnce(db: Db, concepts: () => ConceptInput[], now: Date): Promise<void> {
	if (await db.selectFrom('thesaurus').select('only').executeTakeFirst()) return;
	await sql`with claimed as (insert into thesaurus ("filledAt") values (${now}) on conflict do nothing returning true)
		insert into "thesaurusConcept" (terms, note, "createdAt", "updatedAt")
		select concept -> 'terms', concept ->> 'note', ${now}, ${now}
		from claimed, jsonb_array_elements(${JSON.stringify(concepts())}::jsonb) as concept`.execute(db);
}

/** A short text that is another one after every change of the thesaurus. */
export async function stateOf(db: Db): Promise<string> {
	const { rows } = await sql<{ state: string }>`select concat_ws(' ', count(*), sum(version), extract(epoch from max("updatedAt"))) as state
		from "thesaurusConcept"`.execute(db);
	return rows[0]?.state ?? '';
}

const concepts = (db: Db | Tx) => db.selectFrom('thesaurusConcept').select(['id', 'terms', 'note', 'version']).$castTo<Concept>();

/** All concepts, the oldest first. */
export function listConcepts(db: Db | Tx): Promise<Concept[]> {
	return concepts(db).orderBy('createdAt').orderBy('id').execute();
}

export function findConcept(db: Db | Tx, id: string): Promise<Concept | undefined> {
	return concepts(db).where('id', '=', id).executeTakeFirst();
}

/** @returns the ids, in the order of the concepts */
export async function insertConcepts(tx: Tx, given: readonly ConceptInput[], now: Date): Promise<string[]> {
	if (given.length === 0) return [];
	const rows = given.map(({ terms, note }) => ({ terms: JSON.stringify(terms), note, createdAt: now, updatedAt: now }));
	return (await tx.insertInto('thesaurusConcept').values(rows).returning('id').execute()).map(({ id }) => id);
}

/** Returns false when the concept has changed since `version`. */
export async function updateConcept(tx: Tx, id: string, version: number, { terms, note }: ConceptInput, now: Date): Promise<boolean> {
	const result = await tx
		.updateTable('thesaurusConcept')
		.set({ terms: JSON.stringify(terms), note, updatedAt: now, version: version + 1 })
		.where('id', '=', id)
		.where('version', '=', version)
		.executeTakeFirst();
	return result.numUpdatedRows === 1n;
}

/** Returns false when the concept has changed since `version`. */
export async function deleteConcept(tx: Tx, id: string, version: number): Promise<boolean> {
	const result = await tx.deleteFrom('thesaurusConcept').where('id', '=', id).where('version', '=', version).executeTakeFirst();
	return result.numDeletedRows === 1n;
}

/** Makes room for a whole thesaurus; held until the transaction ends, so that two of them are not mixed. @returns how many there were */
export async function deleteAllConcepts(tx: Tx): Promise<number> {
	await sql`select pg_advisory_xact_lock(hashtext('thesaurusConcept'))`.execute(tx);
	const result = await tx.deleteFrom('thesaurusConcept').executeTakeFirst();
	return Number(result.numDeletedRows);
}
