// SQL of the catalogue: what is published, and the search over it. The functions it calls stand in the first migration.
import { type RawBuilder, sql } from 'kysely';
import type { CriterionKey, PracticeClass } from '#features/methodology/schema.ts';
import type { Db, Tx } from '#platform/ctx.ts';
import { type Locale, locales } from '#platform/locale.ts';
import type { PageEnd } from './rules/pages.ts';
import type { SearchTexts } from './rules/publication.ts';
import type { SearchTerms } from './rules/search.ts';
import type { CatalogueDocument, CatalogueQuery, FacetKey, PublicAttachment } from './schema.ts';

export interface Entry {
	practiceId: string;
	versionId: string;
	document: CatalogueDocument;
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
	const { practiceId, document, texts, ...rest } = entry;
	const row = {
		...rest,
		code: document.code,
		document: JSON.stringify(document),
		language: document.language,
		class: document.verdict.class,
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
			search: null,
			passages: null,
			groups: [],
			themes: [],
			places: [],
			institutions: [],
			goneAt: now,
			updatedAt: now
		})
		.where('practiceId', '=', practiceId)
		.where('goneAt', 'is', null)
		.execute();
}

export interface FoundEntry {
	practiceId: string;
	/** Null when the practice was retired. */
	document: CatalogueDocument | null;
	/** Files that everybody may open now: what was hidden or removed since the publication is not among them. */
	openFiles: string[];
	updatedAt: Date;
}

const isOpen = sql<boolean>`visibility = 'public' and "screenedAt" is not null and "removedAt" is null`;

export function findEntry(db: Db | Tx, code: string): Promise<FoundEntry | undefined> {
	return db
		.selectFrom('catalogueEntry as entry')
		.select(['entry.practiceId', 'entry.document', 'entry.updatedAt'])
		.select(
			sql<string[]>`coalesce((select array_agg(id::text) from attachment where "practiceId" = entry."practiceId" and ${isOpen}), '{}')`.as(
				'openFiles'
			)
		)
		.where('entry.code', '=', code)
		.$castTo<FoundEntry>()
		.executeTakeFirst();
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
		.where('versionId', '=', versionId)
		.$castTo<VerdictRow>()
		.executeTakeFirst();
}

export interface VersionRow {
	id: string;
	number: number;
	submittedAt: Date;
	content: unknown;
	class: PracticeClass | null;
}

/** All versions of a practice, newest first, each with the class it was given, if any. */
export function listAssessedVersions(db: Db | Tx, practiceId: string): Promise<VersionRow[]> {
	return db
		.selectFrom('practiceVersion as version')
		.leftJoin('verdict', 'verdict.versionId', 'version.id')
		.select(['version.id', 'version.number', 'version.submittedAt', 'version.content', 'verdict.class'])
		.where('version.practiceId', '=', practiceId)
		.orderBy('version.number', 'desc')
		.execute();
}

/** Every spelling of some institutions. */
export async function listSpellings(db: Db | Tx, institutionIds: string[]): Promise<string[]> {
	if (institutionIds.length === 0) return [];
	const rows = await db.selectFrom('institutionAlias').select('alias').where('institutionId', 'in', institutionIds).execute();
	return rows.map((row) => row.alias);
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
	head: Omit<CatalogueDocument, 'content' | 'versions'>;
	layers: CatalogueDocument['content']['layers'];
	institutions: CatalogueDocument['content']['institutions'];
	/** Title and best passage with chr(2) and chr(3) around matches; the passage is null when nothing was asked or the title alone matches. */
	title: string;
	passage: string | null;
	/** The text's beginning. */
	beginning: string;
}

export interface FoundPage {
	items: FoundItem[];
	total: number;
	facets: Record<FacetKey, { key: string; count: number }[]>;
}

/** Column of a facet; `class` holds one value, the others lists. */
const facetColumns = { class: 'class', group: 'groups', theme: 'themes', place: 'places', institution: 'institutions' } as const;
const facetEntries = Object.entries(facetColumns) as [FacetKey, (typeof facetColumns)[FacetKey]][];
/** Values of one facet that are counted for display. */
const mostValues = 60;

/**
 * One page of results, how many there are, and the counts of every facet, in one trip. Within a facet one chosen value is enough,
 * across facets all must hold; a facet is counted over what the other facets leave.
 * @param queries from `writeQueries`, or undefined when no text is asked for
 * @param after end of the page before
 */
export async function searchEntries(
	db: Db,
	query: CatalogueQuery,
	queries: TextQueries | undefined,
	after: PageEnd | undefined
): Promise<FoundPage> {
	const own = queries && byLanguage(queries);
	const order = own ? sql`ts_rank(entry.search, ${own})::float8` : sql`extract(epoch from entry."publishedAt")::float8`;
	const chosen = facetEntries.map((facet) => ({ name: facet[0], test: isChosen(facet) }));
	const passes = sql.join(
		chosen.map(({ test }) => test),
		sql` and `
	);
	const { rows } = await sql<{ items: FoundItem[] | null; total: number } & Record<FacetKey, { key: string; count: number }[] | null>>`
		with answering as materialized (
			select "practiceId", code, class, groups, themes, places, institutions,
				${sql.join(chosen.map(({ name, test }) => sql`${test} as ${sql.id(`in ${name}`)}`))},
				case when ${passes} then ${order} end as "order"
			from "catalogueEntry" entry where "goneAt" is null and ${queries ? matches(queries) : sql`true`}
		),
		page as (
			select entry.*, ends."order" from (
				select "practiceId", code, "order" from answering
				where ${allChosen()} and ${after ? sql`("order", code) < (${after.order}::float8, ${after.code})` : sql`true`}
				order by "order" desc, code desc limit ${query.limit + 1}
			) ends join "catalogueEntry" entry using ("practiceId")
		)
		select
			(select count(*) from answering where ${allChosen()}) as total,
			${sql.join(facetEntries.map(([facet]) => sql`(${countFacet(facet)}) as ${sql.id(facet)}`))},
			(select jsonb_agg(jsonb_build_object(
				'order', "order", 'code', code, 'language', language,
				'head', document - 'content' - 'versions',
				'layers', document #> '{content,layers}',
				'institutions', document #> '{content,institutions}',
				'title', ${own ? sql`"markMatches"(language, document ->> 'title', ${own})` : sql`document ->> 'title'`},
				'passage', ${own ? sql`"markedPassage"(language, passages, ${own})` : sql`null`},
				'beginning', left(passages, 400)
			) order by "order" desc, code desc) from page entry) as items`.execute(db);
	const row = rows[0];
	return {
		items: row?.items ?? [],
		total: row?.total ?? 0,
		facets: Object.fromEntries(facetEntries.map(([facet]) => [facet, row?.[facet] ?? []])) as FoundPage['facets']
	};

	function isChosen([facet, column]: [FacetKey, string]): RawBuilder<unknown> {
		const values = query[facet];
		if (values.length === 0) return sql`true`;
		if (facet === 'class') return sql`class = any(${values}::text[])`;
		return sql`${sql.id(column)} && ${values}::${sql.raw(facet === 'institution' ? 'uuid[]' : 'text[]')}`;
	}
}

function allChosen(except?: FacetKey): RawBuilder<unknown> {
	return sql.join(
		facetEntries.filter(([facet]) => facet !== except).map(([facet]) => sql`answering.${sql.id(`in ${facet}`)}`),
		sql` and `
	);
}

function countFacet(facet: FacetKey): RawBuilder<unknown> {
	const value = facet === 'class' ? sql`answering.class` : sql`unnest(answering.${sql.id(facetColumns[facet])})`;
	return sql`
		select jsonb_agg(jsonb_build_object('key', key, 'count', count) order by count desc, key) from (
			select key, count(*) from (select ${value} as key from answering where ${allChosen(facet)}) as listed
			group by key order by count(*) desc, key limit ${mostValues}
		) as counted`;
}

/** Entries that answer a question, each in its own language. */
function matches(queries: TextQueries): RawBuilder<unknown> {
	const asked = locales.flatMap((language) => {
		const query = queries[language];
		return query === undefined ? [] : [sql`(search @@ ${query}::tsquery and language = ${language})`];
	});
	return asked.length === 0 ? sql`true` : sql`(${sql.join(asked, sql` or `)})`;
}

/** The question in the language of the entry at hand. */
function byLanguage(queries: TextQueries): RawBuilder<unknown> {
	const cases = locales.map((language) => sql`when ${language} then ${queries[language] ?? ''}::tsquery`);
	return sql`(case entry.language ${sql.join(cases, sql` `)} end)`;
}

export function listInstitutionNames(db: Db, ids: string[]): Promise<{ id: string; name: string }[]> {
	if (ids.length === 0) return Promise.resolve([]);
	return db.selectFrom('institution').select(['id', 'name']).where('id', 'in', ids).execute();
}
