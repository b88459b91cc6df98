// SQL of translations: the texts as their editors keep them, and what of them everybody reads.
import { sql } from 'kysely';
import type { Db, Tx } from '#platform/ctx.ts';
import type { Locale } from '#platform/locale.ts';
import type { StoredText } from './rules.ts';
import { type PublicTranslation, PublishedTexts, type TextKey } from './schema.ts';

export interface TranslationRow {
	language: Locale;
	published: PublishedTexts | null;
	publishedAt: Date | null;
	version: number;
}

const translations = (db: Db | Tx, practiceId: string) =>
	db
		.selectFrom('practiceTranslation')
		.select(['language', 'published', 'publishedAt', 'version'])
		.where('practiceId', '=', practiceId)
		.$castTo<TranslationRow>();

export function findTranslation(db: Db | Tx, practiceId: string, language: Locale): Promise<TranslationRow | undefined> {
	return translations(db, practiceId).where('language', '=', language).executeTakeFirst();
}

/** Takes a translation for the rest of the transaction, and begins it where there is none. */
export async function lockTranslation(tx: Tx, practiceId: string, language: Locale): Promise<TranslationRow> {
	await tx
		.insertInto('practiceTranslation')
		.values({ practiceId, language })
		.onConflict((conflict) => conflict.doNothing())
		.execute();
	return translations(tx, practiceId).where('language', '=', language).forUpdate().executeTakeFirstOrThrow();
}

/** Says what everybody reads of a translation that `lockTranslation` took; nothing with null. */
export async function writePublished(
	tx: Tx,
	practiceId: string,
	{ language, version }: TranslationRow,
	published: { texts: PublishedTexts; at: Date } | null
): Promise<void> {
	await tx
		.updateTable('practiceTranslation')
		.set({ published: published && JSON.stringify(published.texts), publishedAt: published?.at ?? null, version: version + 1 })
		.where('practiceId', '=', practiceId)
		.where('language', '=', language)
		.execute();
}

// texts -----------------------------------------------------------------------------------------------------------

export interface TextRow extends StoredText {
	key: TextKey;
	updatedBy: string | null;
}

/** Texts of one translation by their keys. */
export async function listTexts(db: Db | Tx, practiceId: string, language: Locale): Promise<Map<TextKey, TextRow>> {
	const rows = await db
		.selectFrom('practiceTranslationText')
		.select(['key', 'text', 'status', 'originalHash', 'version', 'updatedBy', 'updatedAt'])
		.where('practiceId', '=', practiceId)
		.where('language', '=', language)
		.$castTo<TextRow>()
		.execute();
	return new Map(rows.map((row) => [row.key, row]));
}

/** Writes texts of a translation that `lockTranslation` took; whoever is about to publish it without having seen them meets a conflict. */
export async function writeTexts(tx: Tx, practiceId: string, { language, version }: TranslationRow, rows: TextRow[]): Promise<void> {
	if (rows.length === 0) return;
	for (const row of rows) {
		const { key, ...kept } = row;
		await tx
			.insertInto('practiceTranslationText')
			.values({ practiceId, language, key, ...kept })
			.onConflict((conflict) => conflict.columns(['practiceId', 'language', 'key']).doUpdateSet(kept))
			.execute();
	}
	await tx
		.updateTable('practiceTranslation')
		.set({ version: version + 1 })
		.where('practiceId', '=', practiceId)
		.where('language', '=', language)
		.execute();
}

// the original ----------------------------------------------------------------------------------------------------

/** The frozen text of a practice that stands in the catalogue, as it was sent; undefined where none does. */
export async function findPublicOriginal(db: Db | Tx, practiceId: string): Promise<unknown> {
	const row = await db
		.selectFrom('catalogueEntry as entry')
		.innerJoin('practiceVersion as version', 'version.id', 'entry.versionId')
		.select('version.content')
		.where('entry.practiceId', '=', practiceId)
		.where('entry.goneAt', 'is', null)
		.executeTakeFirst();
	return row?.content;
}

// for everybody ---------------------------------------------------------------------------------------------------

/**
 * What everybody may read of a practice in other languages, one row per language. Texts that the original has lost meanwhile are among
 * them; `withTranslation` leaves those out.
 */
export async function listPublicTranslations(db: Db | Tx, practiceId: string): Promise<PublicTranslation[]> {
	const rows = await db
		.selectFrom('practiceTranslation')
		.select(['language', 'published'])
		.where('practiceId', '=', practiceId)
		.where('published', 'is not', null)
		.orderBy('language')
		.execute();
	return rows.map(({ language, published }) => ({ language, texts: PublishedTexts.parse(published) }));
}

/** What everybody may read of some published practices in other languages, as it was written. */
export function listTranslationsOf(db: Db, codes: string[]): Promise<{ code: string; language: Locale; published: unknown }[]> {
	return db
		.selectFrom('practiceTranslation as translation')
		.innerJoin('catalogueEntry as entry', 'entry.practiceId', 'translation.practiceId')
		.select(['entry.code', 'translation.language', 'translation.published'])
		.where('entry.code', '=', sql<string>`any(${codes})`)
		.where('entry.goneAt', 'is', null)
		.where('translation.published', 'is not', null)
		.$castTo<{ code: string; language: Locale; published: unknown }>()
		.execute();
}
