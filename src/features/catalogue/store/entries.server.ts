// SQL of what is published: entries as they are put in, taken out and read whole. The functions it calls stand in the migrations.
import { sql } from 'kysely';
import type { LabelState, PublicLabel } from '#features/labels/schema.ts';
import type { CriterionKey, Level, PracticeClass } from '#features/methodology/schema.ts';
import type { VersionKind } from '#features/practices/schema.ts';
import type { Db, Tx } from '#platform/ctx.ts';
import type { Locale } from '#platform/locale.ts';
import { facetValue } from '../rules/facets.ts';
import type { SearchTexts } from '../rules/publication.ts';
import {
	type CatalogueQuery,
	type EntryDocument,
	type EntryHead,
	type FacetKey,
	facetKeys,
	type Pending,
	type PublicAttachment
} from '../schema.ts';
import { countWords } from './words.server.ts';

export interface Entry {
	practiceId: string;
	versionId: string;
	document: EntryDocument;
	/** One line of a list. */
	head: EntryHead;
	/** Values it is found under, but for its institutions. */
	facets: Record<Exclude<FacetKey, 'institution'>, readonly string[]>;
	/** Ids of the institutions it names; it is found under those they belong to as well. */
	institutions: string[];
	/** What is searched, in the language of the text and in those it is translated to. */
	texts: { language: Locale; texts: SearchTexts }[];
	/** Every word of it once, in lower case. */
	words: string[];
	/** Running text, for the passages shown with results. */
	passages: string;
	publishedAt: Date;
	updatedAt: Date;
}

/** Entries that another program made are made anew. Raised with every change of what an entry is made of. */
export const entryShape = 1;

/** Puts a practice into the catalogue, in the place of what stood there under its code. */
export async function putEntry(tx: Tx, entry: Entry): Promise<void> {
	const { practiceId, document, head, facets, institutions, texts, words, ...rest } = entry;
	const own = facetKeys.flatMap((facet) =>
		facet === 'institution' ? [] : [...new Set(facets[facet])].map((key) => facetValue(facet, key))
	);
	const row = {
		...rest,
		code: document.code,
		title: document.title,
		document: JSON.stringify(document),
		head: JSON.stringify(head),
		language: document.language,
		facets: sql<string[]>`${own}::text[] || array(select distinct 'institution:' || line
			from unnest(${institutions}::uuid[]) as id, "institutionLine"(id) as line order by 1)`,
		shape: entryShape,
		goneAt: null
	};
	const { number } = await tx
		.insertInto('catalogueEntry')
		.values({ practiceId, ...row })
		.onConflict((conflict) => conflict.column('practiceId').doUpdateSet(row))
		.returning('number')
		.executeTakeFirstOrThrow();
	const before = await tx.selectFrom('searchEntry').select('words').where('number', '=', number).forUpdate().executeTakeFirst();
	await countWords(tx, before?.words ?? [], words);
	const title = texts.map(({ language, texts: { a } }) => sql`to_tsvector("unaccentedConfig"(${language}), ${a})`);
	const search = texts.map(
		({ language, texts: { a, b, c, d, names } }) =>
			sql`"searchVector"(${language}, ${a}, ${b}, ${c}, ${d}) || "searchCopies"(${language}, ${names}, 'D')`
	);
	const searched = {
		language: document.language,
		titleWords: sql<string>`${sql.join(title, sql` || `)}`,
		search: sql<string>`${sql.join(search, sql` || `)}`,
		words
	};
	await tx
		.insertInto('searchEntry')
		.values({ number, ...searched })
		.onConflict((conflict) => conflict.column('number').doUpdateSet(searched))
		.execute();
}

/** Leaves nothing but the tombstone of a practice: its code and when it went. No error when it was never published. */
export async function removeEntry(tx: Tx, practiceId: string, now: Date): Promise<void> {
	const gone = await tx
		.updateTable('catalogueEntry')
		.set({ document: null, head: null, title: '', passages: null, facets: [], goneAt: now, updatedAt: now })
		.where('practiceId', '=', practiceId)
		.where('goneAt', 'is', null)
		.returning('number')
		.executeTakeFirst();
	if (!gone) return;
	const removed = await tx.deleteFrom('searchEntry').where('number', '=', gone.number).returning('words').executeTakeFirst();
	await countWords(tx, removed?.words ?? [], []);
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

/** Which version of a practice stands in the catalogue, and since when; undefined for one that is not published. */
export function findStanding(tx: Tx, practiceId: string): Promise<{ versionId: string; publishedAt: Date } | undefined> {
	return tx
		.selectFrom('catalogueEntry')
		.select(['versionId', 'publishedAt'])
		.where('practiceId', '=', practiceId)
		.where('goneAt', 'is', null)
		.executeTakeFirst();
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

// whole entries ---------------------------------------------------------------------------------------------------

/**
 * Whole entries that answer a question, by code, without marks and counts: what is taken home.
 * @param asked a question in PostgreSQL's words, if text is asked for; only these codes, if any are given; those after a code
 * @param most a count
 */
export function listDocuments(
	db: Db,
	query: Pick<CatalogueQuery, FacetKey>,
	{ text, codes, after }: { text?: string; codes: readonly string[]; after: string },
	most: number
): Promise<(FoundEntry & { document: EntryDocument })[]> {
	const conditions = [
		...(text === undefined ? [] : [sql`entry.number in (select number from "searchEntry" where search @@ ${text}::tsquery)`]),
		...facetKeys
			.filter((facet) => query[facet].length > 0)
			.map((facet) => sql`facets && ${query[facet].map((key) => facetValue(facet, key))}::text[]`),
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

export function listInstitutionNames(db: Db, ids: string[]): Promise<{ id: string; name: string }[]> {
	if (ids.length === 0) return Promise.resolve([]);
	return db.selectFrom('institution').select(['id', 'name']).where('id', '=', sql<string>`any(${ids}::uuid[])`).execute();
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

/** Whether any entry was made by another program. */
export async function hasOutdated(db: Db): Promise<boolean> {
	const found = await db
		.selectFrom('catalogueEntry')
		.select('number')
		.where('goneAt', 'is', null)
		.where('shape', '<>', entryShape)
		.limit(1)
		.executeTakeFirst();
	return found !== undefined;
}

/** Entries that another program made, some of them. @param most a count */
export function listOutdated(tx: Tx, most: number): Promise<{ practiceId: string; versionId: string; publishedAt: Date }[]> {
	return tx
		.selectFrom('catalogueEntry')
		.select(['practiceId', 'versionId', 'publishedAt'])
		.where('goneAt', 'is', null)
		.where('shape', '<>', entryShape)
		.orderBy('number')
		.limit(most)
		.forUpdate()
		.skipLocked()
		.execute();
}
