// SQL of the search: which entries answer a question, how well, and what is shown of them. Counting is done in memory (rules/tally.ts).
import { type RawBuilder, sql } from 'kysely';
import type { Db } from '#platform/ctx.ts';
import { type Locale, locales } from '#platform/locale.ts';
import type { Halves, Worded } from '../rules/asking.ts';
import type { EntryHead } from '../schema.ts';

/** A question in PostgreSQL's own words, one per language of the contents; `undefined` where the question asks for nothing in it. */
export type TextQueries = Record<Locale, string | undefined>;

/** Puts words and phrases into PostgreSQL's words, in their order; '' for what a language holds for a stop word. */
export async function writeTerms(db: Db, terms: readonly Worded[]): Promise<string[]> {
	if (terms.length === 0) return [];
	const column = (values: readonly string[]) => sql`${values}::text[]`;
	const { rows } = await sql<{ query: string }>`
		select case "as" when 'beginning' then "beginningTerm"(language, text) when 'exact' then "exactTerm"(text)
			else "searchTerm"(language, text) end::text as query
		from unnest(${column(terms.map(({ language }) => language))}, ${column(terms.map(({ text }) => text))}, ${column(terms.map((term) => term.as))})
			with ordinality as term (language, text, "as", at) order by at`.execute(db);
	return rows.map(({ query }) => query);
}

/** The stems of words in a language, with and without accents: what a question's words are compared with. */
export async function listStems(db: Db, language: Locale, words: readonly string[]): Promise<string[][]> {
	if (words.length === 0) return [];
	const { rows } = await sql<{ stems: string[] }>`
		select tsvector_to_array(to_tsvector("accentedConfig"(${language}), word) || to_tsvector("unaccentedConfig"(${language}), word)) as stems
		from unnest(${words}::text[]) with ordinality as given (word, at) order by at`.execute(db);
	return rows.map(({ stems }) => stems);
}

/** PostgreSQL's code for a statement that took too long. */
const statementEnded = '57014';

/**
 * Whether more than a number of entries answer a query; also where the catalogue's connections do not wait long enough to find out.
 * @param query single words in PostgreSQL's words, which the index answers by itself
 */
export async function answerMore(db: Db, query: string, most: number): Promise<boolean> {
	const counting = sql<{ entries: number }>`select count(*)::int as entries
		from (select from "searchEntry" where search @@ ${query}::tsquery limit ${most + 1}) as first`;
	try {
		const { rows } = await counting.execute(db);
		return (rows[0]?.entries ?? 0) > most;
	} catch (error) {
		if ((error as { code?: unknown }).code === statementEnded) return true;
		throw error;
	}
}

export interface Matches {
	/** Numbers of the entries, in no order. */
	numbers: Uint32Array;
	/** Those of them and others whose title holds words of the question; undefined where there are few enough to weigh them all. */
	titled: Uint32Array | undefined;
	/** Entries have changed that the given snapshot did not see. */
	isBehind: boolean;
}

/** Whether entries have changed since a snapshot was taken. */
const changedSince = (snapshot: string) => sql<boolean>`exists (select from "catalogueEntry"
	where changed >= pg_snapshot_xmin(${snapshot}::pg_snapshot) and not pg_visible_in_snapshot(changed, ${snapshot}::pg_snapshot))`;

/**
 * Which entries answer a question.
 * @param query the question in PostgreSQL's words, for texts of any language
 * @param titles what a title must hold to be weighed first: as far as words alone can say, where they can
 * @param few up to how many are weighed whatever their title
 * @param snapshot up to which the caller has counted
 * @throws DatabaseError 57014 when it takes longer than the connections of the catalogue wait
 */
export async function findMatches(
	db: Db,
	{ query, titles, few, snapshot }: { query: Halves; titles: Halves; few: number; snapshot: string }
): Promise<Matches> {
	const { byWords, byPhrases } = query;
	const inWords = sql`search @@ ${byWords}::tsquery`;
	const inPhrases = sql`search @@ ${byPhrases}::tsquery`;
	const halves = [
		...(byWords === '' ? [] : [sql`select number from "searchEntry" where ${inWords}`]),
		...(byPhrases === ''
			? []
			: [sql`select number from "searchEntry" where ${inPhrases} ${byWords === '' ? sql`` : sql`and not ${inWords}`}`])
	];
	const statement = sql<{ numbers: Buffer | null; titled: Buffer | null; isBehind: boolean }>`
		with found as materialized (select array_agg(number) as numbers from (${sql.join(halves, sql` union all `)}) as half)
		select array_send(numbers) as numbers, ${changedSince(snapshot)} as "isBehind",
			case when cardinality(numbers) > ${few} then
				(select array_send(array_agg(number)) from "searchEntry" where "titleWords" @@ ${titles.byWords || titles.byPhrases}::tsquery) end as titled
		from found`;
	const { rows } = await statement.execute(db);
	const [row] = rows;
	return {
		numbers: readNumbers(row?.numbers ?? null),
		titled: row?.numbers && numbersIn(row.numbers) > few ? readNumbers(row.titled) : undefined,
		isBehind: row?.isBehind ?? false
	};
}

/** Whether entries have changed that a snapshot did not see. */
export async function isBehind(db: Db, snapshot: string): Promise<boolean> {
	const { rows } = await sql<{ behind: boolean }>`select ${changedSince(snapshot)} as behind`.execute(db);
	return rows[0]?.behind ?? true;
}

/** Where the numbers of an array of integers begin in PostgreSQL's binary form, and how far apart they lie: a length stands before each. */
const arrayHead = 20;
const arrayStep = 8;

function numbersIn(array: Buffer): number {
	return array.length < arrayHead ? 0 : (array.length - arrayHead) / arrayStep;
}

/** Reads what `array_send` gives for integers without nulls: a tenth of the time that their text takes. */
function readNumbers(array: Buffer | null): Uint32Array {
	if (!array) return new Uint32Array(0);
	const numbers = new Uint32Array(numbersIn(array));
	for (let at = 0; at < numbers.length; at += 1) numbers[at] = array.readUInt32BE(arrayHead + at * arrayStep + 4);
	return numbers;
}

export interface Weighed {
	number: number;
	/** Which parts of the question it answers, in their order. */
	answers: boolean[];
	/** By the words as they were typed, and by those with what they are also called. */
	typed: number;
	full: number;
	/** Words of the question stand side by side as they were typed. */
	hasPhrase: boolean;
}

/** How the parts of a text weigh: the rest, problem and description, abstract and institutions, title. */
const weights = sql`'{0.1, 0.2, 0.4, 1}'::real[]`;

/**
 * How well some entries answer a question.
 * @param parts the question's words, each with what it is also called
 * @param question its parts, each with what it is also called; all words as they were typed, any of which may answer; phrases
 */
export async function weighMatches(
	db: Db,
	numbers: readonly number[],
	{ parts, typed, any, phrases }: { parts: readonly TextQueries[]; typed: TextQueries; any: TextQueries; phrases: TextQueries }
): Promise<Weighed[]> {
	if (numbers.length === 0) return [];
	const answers = parts.map((part) => sql`vector @@ ${byLanguage(part)}`);
	const rank = (queries: TextQueries) => sql`ts_rank(${weights}, vector, ${byLanguage(queries)}, 1)::float8`;
	const { rows } = await sql<Weighed>`
		select number, array[${sql.join(answers)}]::boolean[] as answers, ${rank(typed)} as typed, ${rank(any)} as "full",
			vector @@ ${byLanguage(phrases)} as "hasPhrase"
		from (select number, language, search || ''::tsvector as vector from "searchEntry" where number = any(${numbers}) offset 0) as entry`.execute(
		db
	);
	return rows;
}

/** The question in the language of the entry at hand. */
function byLanguage(queries: TextQueries): RawBuilder<unknown> {
	const cases = locales.map((language) => sql`when ${language} then ${queries[language] ?? ''}::tsquery`);
	return sql`(case language ${sql.join(cases, sql` `)} end)`;
}

export interface ShownEntry {
	number: number;
	code: string;
	title: string;
	language: Locale;
	head: EntryHead;
	/** The text's lines; of the first ones only, where no passage is looked for. */
	passages: string;
	/** Its public translation into the reader's language, where it was written in another one and there is one. */
	published: unknown;
	facets: string[];
	publishedAt: Date;
	updatedAt: Date;
}

/**
 * What lists show of some entries, in no order; such as are gone by now are left out.
 * @param among their numbers, or their codes
 * @param signs how much of the text
 * @param locale the reader's language
 */
export function listShown(
	db: Db,
	among: { numbers: readonly number[] } | { codes: readonly string[] },
	{ signs, locale }: { signs: number; locale: Locale }
): Promise<ShownEntry[]> {
	const [column, values] = 'codes' in among ? (['code', among.codes] as const) : (['number', among.numbers] as const);
	if (values.length === 0) return Promise.resolve([]);
	return db
		.selectFrom('catalogueEntry')
		.select(['number', 'code', 'title', 'language', 'head', 'facets', 'publishedAt', 'updatedAt'])
		.select(sql<string>`left(passages, ${signs})`.as('passages'))
		.select(
			sql<unknown>`case when language <> ${locale} then (select published from "practiceTranslation" translation
				where translation."practiceId" = "catalogueEntry"."practiceId" and translation.language = ${locale}) end`.as('published')
		)
		.where(column, '=', sql<never>`any(${[...values]})`)
		.where('goneAt', 'is', null)
		.$castTo<ShownEntry>()
		.execute();
}

/** The first of some entries by title, after one of them. @param most a count */
export async function orderByTitle(
	db: Db,
	numbers: readonly number[],
	after: { order: string; number: number } | undefined,
	most: number
): Promise<{ number: number; title: string }[]> {
	const { rows } = await sql<{ number: number; title: string }>`
		select number, title from "catalogueEntry" where number = any(${numbers}) and "goneAt" is null
			${after ? sql`and (title, number) > (${after.order}, ${after.number})` : sql``}
		order by title, number limit ${most}`.execute(db);
	return rows;
}

// what is counted in memory ----------------------------------------------------------------------------------------

export interface Counted {
	number: number;
	/** Empty for an entry that is gone. */
	facets: string[];
	/** Seconds since 1970. */
	published: number;
	updated: number;
	isGone: boolean;
}

/** A sign that stands in no value. */
const between = '\u001f';

/** What this database sees now, to be given back later. */
export async function takeSnapshot(db: Db): Promise<string> {
	const { rows } = await sql<{ snapshot: string }>`select pg_current_snapshot()::text as snapshot`.execute(db);
	return rows[0]?.snapshot ?? '';
}

/**
 * Entries by number, a stretch of them: those that a snapshot did not see, or all.
 * @param after a number @param most a count
 */
export async function listCounted(db: Db, since: string | undefined, after: number, most: number): Promise<Counted[]> {
	const changed = sql`changed >= pg_snapshot_xmin(${since ?? ''}::pg_snapshot) and not pg_visible_in_snapshot(changed, ${since ?? ''}::pg_snapshot)`;
	const { rows } = await sql<Omit<Counted, 'facets'> & { facets: string }>`
		select number, array_to_string(facets, ${between}) as facets, extract(epoch from "publishedAt")::float8 as published,
			extract(epoch from "updatedAt")::float8 as updated, "goneAt" is not null as "isGone"
		from "catalogueEntry" where number > ${after} and ${since === undefined ? sql`"goneAt" is null` : changed} order by number limit ${most}`.execute(
		db
	);
	return rows.map(({ facets, ...row }) => ({ ...row, facets: facets === '' ? [] : facets.split(between) }));
}
