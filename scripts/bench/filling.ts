// Fills an empty instance with invented practices, published as the product publishes them, by the thousand: the same rules make each
// entry, the same functions of the database its words. filling.test.ts holds the rows against those that `publishEntry` makes.
import { sql } from 'kysely';
import type { RunningApp } from '#app/app.server.ts';
import { VerdictWording } from '#features/assessments/schema.ts';
import { facetValue } from '#features/catalogue/rules/facets.ts';
import {
	entryFacets,
	entryHead,
	entryWords,
	filedNames,
	passageText,
	plainTitle,
	publicContent,
	searchTexts
} from '#features/catalogue/rules/publication.ts';
import { type EntryDocument, facetKeys, type PublicVerdict } from '#features/catalogue/schema.ts';
import { entryShape } from '#features/catalogue/store/entries.server.ts';
import { currentEdition } from '#features/methodology/handlers.server.ts';
import type { Edition } from '#features/methodology/schema.ts';
import type { Db } from '#platform/ctx.ts';
import { withoutAccents } from '#platform/folding.ts';
import { type InventedInstitution, type InventedPractice, idOf, inventInstitutions, inventPractice } from './invented.ts';

const atOnce = 250;
/** Statements on their way at the same time: the database works on two while the next practices are written. */
const underWay = 2;

/** Says how far it is, in practices. */
type Progress = (done: number) => void;

/** Publishes `count` invented practices, all at their first version. */
export async function fillCatalogue(app: RunningApp, count: number, progress: Progress = () => {}): Promise<void> {
	const edition = await currentEdition(app);
	const institutions = inventInstitutions(count);
	await insertInstitutions(app.db, institutions);
	const rebuildIndexes = await dropIndexes(app.db);
	const first = (await lastNumber(app.db)) + 1;
	const entries = new Map<string, number>();
	const running = new Set<Promise<void>>();
	for (let from = 0; from < count; from += atOnce) {
		const rows = Array.from({ length: Math.min(atOnce, count - from) }, (_, index) =>
			rowOf({ at: from + index, entry: first + from + index }, inventPractice(from + index, edition, institutions), edition)
		);
		for (const { words } of rows) for (const word of words) entries.set(word, (entries.get(word) ?? 0) + 1);
		const insertion: Promise<void> = insertPractices(app.db, edition, rows).finally(() => running.delete(insertion));
		running.add(insertion);
		if (running.size >= underWay) await Promise.race(running);
		progress(from + rows.length);
	}
	await Promise.all(running);
	await sql`alter table "catalogueEntry" alter column number restart with ${sql.lit(first + count)}`.execute(app.db);
	await patiently(app.db, (connection) => insertWords(connection, entries));
	await rebuildIndexes();
	await patiently(app.db, (connection) => sql`vacuum analyze`.execute(connection));
}

/** A connection for statements that take as long as they take. */
async function patiently(db: Db, work: (connection: Db) => Promise<unknown>): Promise<void> {
	await db.connection().execute(async (connection) => {
		await sql`select set_config('maintenance_work_mem', '512MB', false), set_config('statement_timeout', '0', false)`.execute(connection);
		await work(connection);
		await sql`reset all`.execute(connection);
	});
}

type Row = ReturnType<typeof rowOf>;

/** Everything about a practice that is inserted. */
function rowOf({ at: number, entry }: { at: number; entry: number }, practice: InventedPractice, edition: Edition) {
	const { code, content: whole, publishedAt, label } = practice;
	const content = publicContent(whole, []);
	const verdict = verdictOf(practice, edition);
	const { language } = content.layers;
	const at = publishedAt.toISOString();
	const document: EntryDocument = {
		code,
		versionNumber: 1,
		language,
		title: plainTitle(content),
		content,
		verdict,
		isExample: false,
		isInvented: true,
		publishedAt: at,
		versions: [{ number: 1, submittedAt: at, class: verdict.class }]
	};
	const facets = entryFacets(content, verdict, { label, languages: [] });
	return {
		number: entry,
		practiceId: idOf(2, number),
		versionId: idOf(3, number),
		verdictId: idOf(4, number),
		code,
		language,
		declaredClass: content.declaredClass,
		content: whole,
		class: verdict.class,
		unmet: verdict.unmet,
		wording: Object.fromEntries(Object.entries(verdict.criteria).map(([key, { wording }]) => [key, wording])),
		label,
		title: document.title,
		document,
		head: entryHead(content, verdict, { isExample: false, isInvented: true }),
		facets: facetKeys.flatMap((facet) => (facet === 'institution' ? [] : [...new Set(facets[facet])].map((key) => facetValue(facet, key)))),
		institutions: content.institutions.map(({ id }) => id),
		...searchTexts(content, filedNames(content, edition, { code, spellings: [] })),
		words: entryWords(content),
		passages: passageText(content),
		at
	};
}

/** Levels and reasons of an invented panel: short, but for every criterion. */
function verdictOf({ class: given, unmet, publishedAt }: InventedPractice, edition: Edition): PublicVerdict {
	const wording = VerdictWording.parse(
		Object.fromEntries(edition.criteria.map(({ key }) => [key, `Razón inventada para medir el criterio ${key}.`]))
	);
	return {
		class: given,
		unmet,
		conditional: false,
		confirmedAt: publishedAt.toISOString(),
		validUntil: null,
		isInvented: true,
		edition: edition.id,
		criteria: Object.fromEntries(
			edition.criteria.map(({ key }) => [key, { met: !unmet.includes(key), wording: wording[key] ?? '', levels: [] }])
		)
	};
}

/** The highest number of an entry so far; 0 without any. */
async function lastNumber(db: Db): Promise<number> {
	const { last } = await db
		.selectFrom('catalogueEntry')
		.select(({ fn }) => fn.max('number').as('last'))
		.executeTakeFirstOrThrow();
	return last ?? 0;
}

async function insertInstitutions(db: Db, institutions: readonly InventedInstitution[]): Promise<void> {
	await sql`insert into institution (id, name, country, "parentId")
		select id, name, country, "parentId" from json_to_recordset(${JSON.stringify(institutions)}::json)
			as given (id uuid, name text, country text, "parentId" uuid)`.execute(db);
}

/** One statement, so that the rows travel once. No label is near its last day: a server would be busy with those that are. */
async function insertPractices(db: Db, edition: Edition, rows: readonly Row[]): Promise<void> {
	await sql`with given as materialized (
			select * from json_to_recordset(${JSON.stringify(rows)}::json) as given (number integer, "practiceId" uuid, "versionId" uuid, "verdictId" uuid, code text,
				language text, "declaredClass" text, content jsonb, class text, unmet text[], wording jsonb, label text, title text, document jsonb,
				head jsonb, facets text[], institutions uuid[], a text, b text, c text, d text, names text, words text[], passages text, at timestamptz)
		), practices as (
			insert into practice (id, code, edition, language, state, "declaredClass", "isInvented", "createdAt", "stateSince")
				select "practiceId", code, ${edition.id}, language, 'published', "declaredClass", true, at, at from given
		), versions as (
			insert into "practiceVersion" (id, "practiceId", number, content, "submittedAt")
				select "versionId", "practiceId", 1, content, at from given
		), verdicts as (
			insert into verdict (id, "practiceId", "versionId", edition, proposal, class, unmet, conditional, wording, "confirmedAt", "isInvented")
				select "verdictId", "practiceId", "versionId", ${edition.id}, '{}', class, unmet, false, wording, at, true from given
		), labels as (
			insert into label ("practiceId", "verdictId", class, state, "stateSince", "grantedOn", "validUntil")
				select "practiceId", "verdictId", class, label, at, at::date, at::date + case label when 'lapsed' then 300 else 7300 end
				from given where label is not null
		), entries as (
			insert into "catalogueEntry" ("practiceId", code, "versionId", document, language, facets, passages, "publishedAt", "updatedAt",
					title, head, shape, number)
				overriding system value
				select "practiceId", code, "versionId", document, language,
					facets || array(select distinct 'institution:' || line from unnest(institutions) as id, "institutionLine"(id) as line order by 1),
					passages, at, at, title, head, ${entryShape}::smallint, number from given
		)
		insert into "searchEntry" (number, language, search, "titleWords", words)
			select number, language, "searchVector"(language, a, b, c, d) || "searchCopies"(language, names, 'D'), to_tsvector("unaccentedConfig"(language), a), words
			from given`.execute(db);
}

async function insertWords(db: Db, entries: ReadonlyMap<string, number>): Promise<void> {
	const words = [...entries.keys()];
	await sql`insert into "searchWord" (word, folded, entries)
		select * from unnest(${words}::text[], ${words.map(withoutAccents)}::text[], ${[...entries.values()]}::int[])
		on conflict (word) do update set entries = "searchWord".entries + excluded.entries`.execute(db);
}

/** Indexes of words and facets are built in one go afterwards: faster, and denser than those that grew. @returns what builds them */
async function dropIndexes(db: Db): Promise<() => Promise<void>> {
	const { rows } = await sql<{ name: string; definition: string }>`
		select indexname as name, indexdef as definition from pg_indexes
		where tablename in ('catalogueEntry', 'searchEntry') and indexdef like '% USING gin %'`.execute(db);
	for (const { name } of rows) await sql`drop index ${sql.id(name)}`.execute(db);
	return () =>
		patiently(db, async (connection) => {
			for (const { definition } of rows) await sql.raw(definition).execute(connection);
		});
}
