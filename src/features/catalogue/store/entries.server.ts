// SQL of the catalogue: what is published, and the search over it. The functions it calls stand in the first migration.
import { type RawBuilder, sql } from 'kysely';
import type { LabelState, PublicLabel } from '#features/labels/schema.ts';
import type { CriterionKey, Level, PracticeClass } from '#features/methodology/schema.ts';
import type { VersionKind } from '#features/practices/schema.ts';
import type { Db, Tx } from '#platform/ctx.ts';
import { type Locale, locales } from '#platform/locale.ts';
import type { PageEnd } from './rules/pages.ts';
import type { SearchTexts } from './rules/publication.ts';
import { beginningsIn, type SearchTerms } from './rules/search.ts';
import { type CatalogueQuery, type EntryDocument, type FacetKey, facetKeys, type Pending, type PublicAttachment } from './schema.ts';

export interface Entry {
	practiceId: string;
	versionId: string;
	document: EntryDocument;
	/** State of the label; null without one. */
	label: LabelState | null;
	groups: string[];
	themes: string[];
	places: string[];
	/** Ids. */
	institutions: string[];
	texts: SearchTexts;
	/** Running text, for the passages shown with results. */
	passages: string;
	publishedAt: Date;
	updatedAt: Date;
}

/** Puts a practice into the catalogue, in the place of what stood there under its code. */
export async function putEntry(tx: Tx, entry: Entry): Promise<void> {
	const { practiceId, document, label, groups, themes, places, institutions, texts, ...rest } = entry;
	const values = {
		class: [document.verdict.class],
		label: label ? [label] : [],
		group: groups,
		theme: themes,
		place: places,
		institution: institutions
	};
	const row = {
		...rest,
		code: document.code,
		document: JSON.stringify(document),
		language: document.language,
		facets: facetKeys.flatMap((facet) => facetValues(facet, values[facet])),
		titleWords: sql<string>`to_tsvector("unaccentedConfig"(${document.language}), ${texts.a})`,
		search: sql<string>`"searchVector"(${document.language}, ${texts.a}, ${texts.b}, ${texts.c}, ${texts.d})`,
		goneAt: null
	};
	await tx
		.insertInto('catalogueEntry')
		.values({ practiceId, ...row })
		.onConflict((conflict) => conflict.column('practiceId').doUpdateSet(row))
		.execute();
}

/** Leaves nothing but the tombstone of a practice: its code and when it went. No error when it was never published. */
export async function removeEntry(tx: Tx, practiceId: string, now: Date): Promise<void> {
	await tx
		.updateTable('catalogueEntry')
		.set({
			document: null,
			titleWords: null,
			search: null,
			passages: null,
			facets: [],
			goneAt: now,
			updatedAt: now
		})
		.where('practiceId', '=', practiceId)
		.where('goneAt', 'is', null)
		.execute();
}

export interface FoundEntry {
	code: string;
	practiceId: string;
	/** Null when the practice was retired. */
	document: EntryDocument | null;
	/** The label as it is now, null without one; `since` as the database writes it. */
	label: PublicLabel | null;
	pending: Pending | null;
	/** Files that everybody may open now: what was hidden or removed since the publication is not among them. */
	openFiles: string[];
	updatedAt: Date;
}

const isOpen = sql<boolean>`visibility = 'public' and "screenedAt" is not null and "removedAt" is null`;

/** States in which something of a published practice waits. A draft of its author is nobody else's business. */
const waiting = sql`('submitted', 'requirements', 'assessment', 'deliberation', 'decided', 'returned')`;

const entries = (db: Db | Tx) =>
	db
		.selectFrom('catalogueEntry as entry')
		.select(['entry.code', 'entry.practiceId', 'entry.document', 'entry.updatedAt'])
		.select(
			sql<PublicLabel | null>`(select jsonb_build_object('class', class, 'state', state, 'since', "stateSince",
				'grantedOn', "grantedOn", 'validUntil', "validUntil")
				from label where "practiceId" = entry."practiceId" and "endedAt" is null)`.as('label')
		)
		.select(
			sql<Pending | null>`(select case when practice.state not in ${waiting} then null
					when version.kind = 'reconsideration' then 'reconsideration' else 'revision' end
				from practice join "practiceVersion" version on version."practiceId" = practice.id
				where practice.id = entry."practiceId" and version."droppedAt" is null order by version.number desc limit 1)`.as('pending')
		)
		.select(
			sql<string[]>`coalesce((select array_agg(id::text) from attachment where "practiceId" = entry."practiceId" and ${isOpen}), '{}')`.as(
				'openFiles'
			)
		);

/** The entries under these codes, in no order; codes that were never published have none. */
export function listEntries(db: Db | Tx, codes: string[]): Promise<FoundEntry[]> {
	return entries(db).where('entry.code', '=', sql<string>`any(${codes})`).$castTo<FoundEntry>().execute();
}

/** Files of a practice that everybody may open now. */
export function listOpenFiles(db: Db | Tx, practiceId: string): Promise<PublicAttachment[]> {
	return db
		.selectFrom('attachment')
		.select(['id', 'key', 'name', 'mediaType', 'bytes', 'sha256', 'isInvented'])
		.where('practiceId', '=', practiceId)
		.where(isOpen)
		.orderBy('createdAt')
		.orderBy('id')
		.$castTo<PublicAttachment>()
		.execute();
}

// what an entry is made from ---------------------------------------------------------------------------------------

export interface VerdictRow {
	class: PracticeClass;
	unmet: CriterionKey[];
	conditional: boolean;
	confirmedAt: Date;
	validUntil: string | null;
	isInvented: boolean;
	edition: string;
	proposal: unknown;
	wording: unknown;
	departure: string | null;
	answer: string | null;
	/** Categories of the edition by criterion. */
	reasons: Record<CriterionKey, string[]>;
}

export interface SourceRow {
	code: string;
	isExample: boolean;
	isInvented: boolean;
}

/** What the practice itself says, beside its text. */
export function getSource(db: Db | Tx, practiceId: string): Promise<SourceRow> {
	return db.selectFrom('practice').select(['code', 'isExample', 'isInvented']).where('id', '=', practiceId).executeTakeFirstOrThrow();
}

/** The verdict on a version. */
export function findVerdict(db: Db | Tx, versionId: string): Promise<VerdictRow | undefined> {
	return db
		.selectFrom('verdict')
		.select(['class', 'unmet', 'conditional', 'confirmedAt', 'validUntil', 'isInvented', 'edition', 'proposal', 'wording'])
		.select(['departure', 'answer', 'reasons'])
		.where('versionId', '=', versionId)
		.$castTo<VerdictRow>()
		.executeTakeFirst();
}

/** A note of somebody of the panel, with the levels that counted when the verdict was made. */
export interface DissentRow {
	text: string;
	levels: Record<CriterionKey, Level | null>;
}

/** Notes of those who judged a version and were not excused, in an order that points at nobody. */
export function listDissents(db: Db | Tx, versionId: string): Promise<DissentRow[]> {
	return db
		.selectFrom('assessment')
		.select('dissent as text')
		.select(
			sql<DissentRow['levels']>`(select coalesce(jsonb_object_agg(counting.criterion, counting.level), '{}') from (
				-- A final level, where there is one, comes before the first.
				select distinct on (criterion) criterion, level from judgement where "assessmentId" = assessment.id order by criterion, round
			) counting)`.as('levels')
		)
		.where('versionId', '=', versionId)
		.where('dissent', 'is not', null)
		.where('excusedAt', 'is', null)
		.orderBy('dissent')
		.$castTo<DissentRow>()
		.execute();
}

/** The version that the verdict on `version` was given on: a correction stands on the one it corrects. */
const assessedId = sql<string>`case version.kind when 'correction' then version."basedOn" else version.id end`;

export interface VersionRow {
	id: string;
	number: number;
	submittedAt: Date;
	kind: VersionKind;
	content: unknown;
	/** The version that its verdict was given on: itself, or the one it corrects. */
	assessedId: string;
	verdictId: string | null;
	/** Of the label that its verdict gave, now or once; null where there never was one. */
	class: Exclude<PracticeClass, 'unclassified'> | null;
}

/**
 * The versions of a practice that are public, newest first: those with a label, and the one given.
 * @param shownId id of the version that stands, or is about to stand, in the catalogue
 */
export function listPublicVersions(db: Db | Tx, practiceId: string, shownId: string): Promise<VersionRow[]> {
	return db
		.selectFrom('practiceVersion as version')
		.leftJoin('verdict', (join) => join.on('verdict.versionId', '=', assessedId))
		.leftJoin('label', 'label.verdictId', 'verdict.id')
		.select(['version.id', 'version.number', 'version.submittedAt', 'version.kind', 'version.content', 'label.class'])
		.select([assessedId.as('assessedId'), 'verdict.id as verdictId'])
		.where('version.practiceId', '=', practiceId)
		.where(({ or, eb }) => or([eb('label.id', 'is not', null), eb('version.id', '=', shownId)]))
		.orderBy('version.number', 'desc')
		.$castTo<VersionRow>()
		.execute();
}

/** Practice and version that stand in the catalogue under a code. */
export function findShown(db: Db, code: string): Promise<{ practiceId: string; versionId: string } | undefined> {
	return db
		.selectFrom('catalogueEntry')
		.select(['practiceId', 'versionId'])
		.where('code', '=', code)
		.where('goneAt', 'is', null)
		.executeTakeFirst();
}

/** State of the label a practice has now, held until the transaction ends, so that the entry cannot fall behind it. */
export async function holdLabelState(tx: Tx, practiceId: string): Promise<LabelState | null> {
	const row = await tx
		.selectFrom('label')
		.select('state')
		.where('practiceId', '=', practiceId)
		.where('endedAt', 'is', null)
		.forShare()
		.executeTakeFirst();
	return row?.state ?? null;
}

/** Every spelling of some institutions. */
export async function listSpellings(db: Db | Tx, institutionIds: string[]): Promise<string[]> {
	if (institutionIds.length === 0) return [];
	const rows = await db.selectFrom('institutionAlias').select('alias').where('institutionId', 'in', institutionIds).execute();
	return rows.map((row) => row.alias);
}

/** Since when a practice has been in the catalogue. */
export async function findPublishedAt(tx: Tx, practiceId: string): Promise<Date | undefined> {
	const row = await tx
		.selectFrom('catalogueEntry')
		.select('publishedAt')
		.where('practiceId', '=', practiceId)
		.where('goneAt', 'is', null)
		.executeTakeFirst();
	return row?.publishedAt;
}

/** What stands in the catalogue now, to make it anew: which version of which practice, and since when. */
export function listPublished(tx: Tx): Promise<{ practiceId: string; versionId: string; publishedAt: Date }[]> {
	return tx
		.selectFrom('catalogueEntry')
		.select(['practiceId', 'versionId', 'publishedAt'])
		.where('goneAt', 'is', null)
		.orderBy('code')
		.execute();
}

// search ----------------------------------------------------------------------------------------------------------

/** A question in PostgreSQL's own words, one per language of the contents; `undefined` where the question asks for nothing in it. */
export type TextQueries = Record<Locale, string | undefined>;

/** Puts a question into PostgreSQL's words. One short trip, so that the search itself is planned with what it looks for. */
export async function writeQueries(db: Db, terms: SearchTerms): Promise<TextQueries> {
	const written = locales.map((language) => {
		const query = sql`"searchQuery"(${language}, ${terms.wanted}::text[], ${terms.excluded}::text[], ${terms.beginning})`;
		return sql`nullif(${query}::text, '') as ${sql.id(language)}`;
	});
	const { rows } = await sql<Record<Locale, string | null>>`select ${sql.join(written)}`.execute(db);
	return Object.fromEntries(locales.map((language) => [language, rows[0]?.[language] ?? undefined])) as TextQueries;
}

export interface FoundItem {
	order: number;
	code: string;
	language: Locale;
	/** Parts of the document: everything but its text. */
	head: Omit<EntryDocument, 'content' | 'versions'>;
	label: LabelState | null;
	layers: EntryDocument['content']['layers'];
	institutions: EntryDocument['content']['institutions'];
	/** Title and best passage with chr(2) and chr(3) around matches; the passage is null when nothing was asked or the title alone matches. */
	title: string;
	passage: string | null;
	/** The text's beginning. */
	beginning: string;
}

/** A found item as it comes, with the document but for its eight fields and its versions. */
type FoundRow = Omit<FoundItem, 'head' | 'layers' | 'institutions'> & { document: Omit<EntryDocument, 'versions'> };

export interface FoundPage {
	items: FoundItem[];
	total: number;
	facets: Record<FacetKey, { key: string; count: number }[]>;
}

/** Values of one facet that are counted for display. */
const mostValues = 60;
/** Results whose whole text is weighed. A broader question takes those with the most fitting titles, then the newest; the rest follows by date. */
const mostWeighed = 200;

/**
 * One page of results, how many there are, and the counts of every facet, in one statement. Within a facet one chosen value is enough,
 * across facets all must hold; a facet is counted over what the other facets leave.
 * @param queries from `writeQueries`, or undefined when no text is asked for
 * @param after end of the page before
 * @throws DatabaseError 57014 when it takes longer than five seconds
 */
export async function searchEntries(
	db: Db,
	query: CatalogueQuery,
	queries: TextQueries | undefined,
	after: PageEnd | undefined
): Promise<FoundPage> {
	const own = queries && byLanguage(queries);
	const statement = sql<{ items: FoundRow[] | null; counts: [value: string, count: number][] | null }>`
		with answering as (
			select "practiceId", code, language, "publishedAt", "titleWords", facets, ${missedFacets(query)} as missed
			from "catalogueEntry" where ${queries ? matches(queries) : sql`"goneAt" is null`}
		),
		listed as (${listedValues(query)}),
		counted as (
			select value, count(*), row_number() over (partition by split_part(value, ':', 1) order by count(*) desc, value) as place
			from listed group by value
		),
		${own ? pageByRelevance(own, query.limit, after) : pageByDate(query, after)}
		select
			(select jsonb_agg(jsonb_build_array(value, count) order by place) from counted where place <= ${mostValues}) as counts,
			(select jsonb_agg(jsonb_build_object(
				'order', "order", 'code', code, 'language', language,
				'document', shown,
				'label', (select state from label where label."practiceId" = page."practiceId" and "endedAt" is null),
				'title', ${queries ? markedTitle(queries) : sql`shown ->> 'title'`},
				'passage', ${queries ? markedPassage(queries) : sql`null`},
				'beginning', left(passages, 400)
			) order by "order" desc, code desc)
			from page join "catalogueEntry" using ("practiceId", code)
			cross join lateral (select document #- '{content,fields}' #- '{versions}' as shown offset 0) as shortened) as items`;
	const { rows } = await withSearchSettings(db, (connection) => statement.execute(connection));
	const counts = rows[0]?.counts ?? [];
	const facets = Object.fromEntries(facetKeys.map((facet) => [facet, countsOf(facet, counts)])) as FoundPage['facets'];
	const items = (rows[0]?.items ?? []).map(({ document, ...item }) => {
		const { content, ...head } = document;
		return { ...item, head, layers: content.layers, institutions: content.institutions };
	});
	return { items, total: totalOf(query, facets.class), facets };
}

/**
 * Whole entries that answer a question, by code, without marks and counts: what is taken home.
 * @param asked queries from `writeQueries`, if text is asked for; only these codes, if any are given; those after a code
 * @param most a count
 */
export function listDocuments(
	db: Db,
	query: Pick<CatalogueQuery, FacetKey>,
	{ queries, codes, after }: { queries?: TextQueries; codes: readonly string[]; after: string },
	most: number
): Promise<(FoundEntry & { document: EntryDocument })[]> {
	const conditions = [
		...(queries ? [matches(queries)] : []),
		...chosenFacets(query).map((facet) => isChosen(facet, query[facet])),
		...(codes.length > 0 ? [sql`code = any(${codes})`] : [])
	];
	return entries(db)
		.where('entry.goneAt', 'is', null)
		.where('entry.code', '>', after)
		.$if(conditions.length > 0, (found) => found.where(sql<boolean>`${sql.join(conditions, sql` and `)}`))
		.orderBy('entry.code')
		.limit(most)
		.$castTo<FoundEntry & { document: EntryDocument }>()
		.execute();
}

/**
 * Runs a search on a connection that gives up after five seconds, and that goes through the index over all entries rather than read the
 * long vector of every one: the planner does not know what that costs.
 */
function withSearchSettings<T>(db: Db, search: (connection: Db) => Promise<T>): Promise<T> {
	return db.connection().execute(async (connection) => {
		await sql`select set_config('statement_timeout', '5s', false), set_config('enable_seqscan', 'off', false),
			set_config('jit', 'off', false), set_config('work_mem', '32MB', false)`.execute(connection);
		try {
			return await search(connection);
		} finally {
			await sql`reset all`.execute(connection);
		}
	});
}

/** The newest first. The end of a page is given in seconds. */
function pageByDate(query: CatalogueQuery, after: PageEnd | undefined): RawBuilder<unknown> {
	const chosen = chosenFacets(query).map((facet) => sql`and ${isChosen(facet, query[facet])}`);
	return sql`page as (
		select "practiceId", code, extract(epoch from "publishedAt")::float8 as "order" from "catalogueEntry"
		where "goneAt" is null ${sql.join(chosen, sql` `)}
			${after ? sql`and ("publishedAt", code) < (to_timestamp(${after.order}::float8), ${after.code})` : sql``}
		order by "publishedAt" desc, code desc limit ${query.limit + 1}
	)`;
}

/** What was weighed comes first, from 1 upwards; below 1 the rest lies by its date. */
function pageByRelevance(own: RawBuilder<unknown>, limit: number, after: PageEnd | undefined): RawBuilder<unknown> {
	return sql`likely as (
		select "practiceId" from answering where missed = ''
		order by ts_rank("titleWords", ${own}) desc, "publishedAt" desc, code desc limit ${mostWeighed}
	),
	ordered as (
		select "practiceId", code, 1 + ts_rank(search, ${own})::float8 as "order" from likely join "catalogueEntry" using ("practiceId")
		union all
		select "practiceId", code, extract(epoch from "publishedAt")::float8 / 1e10 from answering
		where missed = '' and "practiceId" not in (select "practiceId" from likely)
	),
	page as (
		select * from ordered where ${after ? sql`("order", code) < (${after.order}::float8, ${after.code})` : sql`true`}
		order by "order" desc, code desc limit ${limit + 1}
	)`;
}

/** The values that count: all of an entry that passes every facet; of one that misses a single facet, the values of that facet. */
function listedValues(query: CatalogueQuery): RawBuilder<unknown> {
	const ofMissed = chosenFacets(query).map((facet) => {
		const prefix = facetValue(facet, '');
		return sql`select value from (select unnest(facets) as value from answering where missed = ${prefix}) as own where value like ${`${prefix}%`}`;
	});
	return sql.join([sql`select unnest(facets) as value from answering where missed = ''`, ...ofMissed], sql` union all `);
}

/**
 * The facets of which an entry has no chosen value, one after the other: nothing when it passes them all, `group:` when choosing among
 * the groups alone excludes it.
 */
function missedFacets(query: CatalogueQuery): RawBuilder<unknown> {
	const missed = chosenFacets(query).map(
		(facet) => sql`case when ${isChosen(facet, query[facet])} then '' else ${facetValue(facet, '')} end`
	);
	return missed.length === 0 ? sql`''` : sql.join(missed, sql` || `);
}

function chosenFacets(query: Pick<CatalogueQuery, FacetKey>): FacetKey[] {
	return facetKeys.filter((facet) => query[facet].length > 0);
}

function isChosen(facet: FacetKey, keys: string[]): RawBuilder<unknown> {
	return sql`facets && ${facetValues(facet, keys)}::text[]`;
}

/** A value as it stands in an entry. */
function facetValue(facet: FacetKey, key: string): string {
	return `${facet}:${key}`;
}

function facetValues(facet: FacetKey, keys: readonly string[]): string[] {
	return [...new Set(keys)].map((key) => facetValue(facet, key));
}

function countsOf(facet: FacetKey, counts: readonly [value: string, count: number][]): { key: string; count: number }[] {
	const prefix = facetValue(facet, '');
	return counts.flatMap(([value, count]) => (value.startsWith(prefix) ? [{ key: value.slice(prefix.length), count }] : []));
}

/** Every entry has one class: what counts for the chosen ones is what passes every facet. */
function totalOf(query: CatalogueQuery, classes: readonly { key: string; count: number }[]): number {
	const shown = query.class.length === 0 ? classes : classes.filter(({ key }) => query.class.includes(key));
	return shown.reduce((sum, { count }) => sum + count, 0);
}

/** Entries that answer a question, each in its own language. */
function matches(queries: TextQueries): RawBuilder<unknown> {
	const asked = locales.flatMap((language) => {
		const query = queries[language];
		return query === undefined ? [] : [sql`(quote_literal("languageMark"(${language}))::tsquery && ${query}::tsquery)`];
	});
	return sql`search @@ (${sql.join(asked, sql` || `)})`;
}

/** The question in the language of the entry at hand. */
function byLanguage(queries: TextQueries): RawBuilder<unknown> {
	return perLanguage((language) => sql`${queries[language] ?? ''}::tsquery`);
}

function markedTitle(queries: TextQueries): RawBuilder<unknown> {
	const title = sql`(shown ->> 'title')`;
	return sql`case when unaccent(${title}) ~* ${beginnings(queries)} then "markMatches"(language, ${title}, ${byLanguage(queries)}) else ${title} end`;
}

function markedPassage(queries: TextQueries): RawBuilder<unknown> {
	return sql`(select "markedPassage"(language, lines, ${byLanguage(queries)})
		from "likelyLines"(passages, ${beginnings(queries)}) as lines where lines is not null)`;
}

/** How the words of a text begin that may answer the question, in the language of the entry at hand. */
function beginnings(queries: TextQueries): RawBuilder<unknown> {
	return perLanguage((language) => sql`${beginningsIn(queries[language] ?? '')}::text`);
}

function perLanguage(value: (language: Locale) => RawBuilder<unknown>): RawBuilder<unknown> {
	const cases = locales.map((language) => sql`when ${language} then ${value(language)}`);
	return sql`(case language ${sql.join(cases, sql` `)} end)`;
}

export function listInstitutionNames(db: Db, ids: string[]): Promise<{ id: string; name: string }[]> {
	if (ids.length === 0) return Promise.resolve([]);
	return db.selectFrom('institution').select(['id', 'name']).where('id', 'in', ids).execute();
}

/** Ids of the editions that published verdicts were given in. */
export async function listVerdictEditions(db: Db): Promise<string[]> {
	const rows = await db
		.selectFrom('catalogueEntry as entry')
		.innerJoin('practiceVersion as version', 'version.id', 'entry.versionId')
		.innerJoin('verdict', (join) => join.on('verdict.versionId', '=', assessedId))
		.select('verdict.edition')
		.distinct()
		.where('entry.goneAt', 'is', null)
		.orderBy('verdict.edition')
		.execute();
	return rows.map(({ edition }) => edition);
}
