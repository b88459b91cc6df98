// Editing the translations of a practice: what there is, one text beside its original, saving it. Publishing is an act of the catalogue.
import { readEdition } from '#features/methodology/handlers.server.ts';
import type { Edition } from '#features/methodology/schema.ts';
import { readContent } from '#features/practices/handlers.server.ts';
import { canRead } from '#features/practices/rules/life.ts';
import { PracticeContent } from '#features/practices/schema.ts';
import { findPractice, holdPractice, type PracticeRow } from '#features/practices/store.server.ts';
import { change, type Subject } from '#platform/change.server.ts';
import { actorId, type Ctx, type Db, type Tx } from '#platform/ctx.ts';
import { gathered } from '#platform/gathered.ts';
import { type Locale, locales } from '#platform/locale.ts';
import { Problem } from '#platform/problem.ts';
import { besideOriginal, hasChangedSince, hashOf, isSaved, mayTranslate, originalTexts, progressOf, publishedTexts } from './rules.ts';
import {
	type PublicTranslation,
	PublishedTexts,
	type TextConflict,
	type TextKey,
	type TextSaving,
	type TextsInput,
	type TranslatedSection,
	type TranslationProgress
} from './schema.ts';
import * as store from './store.server.ts';

/** A translation as its editors see it. */
export interface Translation {
	practice: PracticeRow;
	edition: Edition;
	/** Title of the original, as it was written. */
	title: string;
	/** Language of the original. */
	from: Locale;
	language: Locale;
	sections: TranslatedSection[];
	progress: TranslationProgress;
	publishedAt: Date | null;
	/** Published, and something was saved since. */
	hasChanges: boolean;
	/** Of the translation as a whole, for publishing it. 0 before anything was saved. */
	version: number;
	mayWrite: boolean;
}

/** How far the translations of a practice into every language but its own are. @throws Problem notFound */
export async function listTranslations(ctx: Ctx, code: string): Promise<{ from: Locale; translations: Omit<Translation, 'sections'>[] }> {
	const practice = await findPractice(ctx.app.db, code);
	if (!practice || !canRead(ctx.actor, practice)) throw new Problem('notFound');
	const content = await readOriginal(ctx.app.db, practice);
	const from = content.layers.language;
	const others = locales.filter((language) => language !== from);
	const translations = await Promise.all(others.map((language) => assemble(ctx, ctx.app.db, practice, content, language)));
	return { from, translations };
}

/**
 * A translation, text by text beside the original.
 * @throws Problem notFound, also for whoever may not read the practice and for the language it is written in
 */
export async function readTranslation(ctx: Ctx, code: string, language: Locale): Promise<Translation> {
	const practice = await findPractice(ctx.app.db, code);
	if (!practice || !canRead(ctx.actor, practice)) throw new Problem('notFound');
	const content = await readOriginal(ctx.app.db, practice);
	if (language === content.layers.language) throw new Problem('notFound');
	return assemble(ctx, ctx.app.db, practice, content, language);
}

/** What is translated: the text in the catalogue; as long as there is none, the text as it stands. */
async function readOriginal(db: Db | Tx, practice: PracticeRow): Promise<PracticeContent> {
	const shown = await store.findPublicOriginal(db, practice.id);
	return shown === undefined ? readContent(db, practice) : PracticeContent.parse(shown);
}

async function assemble(ctx: Ctx, db: Db | Tx, practice: PracticeRow, content: PracticeContent, language: Locale): Promise<Translation> {
	const edition = readEdition(ctx.app, content.edition);
	const [row, texts] = await Promise.all([store.findTranslation(db, practice.id, language), store.listTexts(db, practice.id, language)]);
	const sections = besideOriginal(content, edition, texts);
	return {
		practice,
		edition,
		title: content.fields.title,
		from: content.layers.language,
		language,
		sections,
		progress: progressOf(sections),
		publishedAt: row?.publishedAt ?? null,
		hasChanges: hasChangedSince(row?.published ?? null, publishedTexts(sections, texts)),
		version: row?.version ?? 0,
		mayWrite: mayTranslate(ctx.actor, practice)
	};
}

// writing ---------------------------------------------------------------------------------------------------------

/** A text as it was just saved. */
export interface SavedText {
	version: number;
	savedAt: Date;
}

/**
 * Saves the translation of one text; the others are left alone. What everybody reads stays as it is until it is published again.
 * @throws Problem notFound for a text that the original does not have, wrongState, versionConflict with `{ current, version, updatedAt }`
 */
export async function saveText(ctx: Ctx, code: string, language: Locale, saving: TextSaving): Promise<SavedText> {
	return change(ctx, 'translation.write', async (tx, about) => {
		const { saved, conflicts } = await write(ctx, tx, code, language, [saving], about);
		const [conflict] = conflicts;
		if (conflict) throw new Problem('versionConflict', { detail: { ...conflict } });
		return { version: saved.get(saving.key) ?? saving.version, savedAt: ctx.app.now() };
	});
}

/**
 * Saves several texts, each by its own version: one that somebody else saved meanwhile comes back with both texts, and the others are saved
 * all the same. A text that is saved again without another letter holds for the original as it is now.
 * @throws Problem notFound, wrongState
 */
export async function saveTexts(ctx: Ctx, code: string, language: Locale, texts: TextSaving[]): Promise<{ conflicts: TextConflict[] }> {
	return change(ctx, 'translation.write', async (tx, about) => {
		const { conflicts } = await write(ctx, tx, code, language, texts, about);
		return { conflicts };
	});
}

/** Writes texts that may be written, and says which may not because they are based on an older one. */
async function write(
	ctx: Ctx,
	tx: Tx,
	code: string,
	language: Locale,
	texts: TextSaving[],
	about: (subject: Subject) => void
): Promise<{ saved: Map<TextKey, number>; conflicts: TextConflict[] }> {
	const { practice, originals, translation } = await holdTranslated(ctx, tx, code, language);
	if (texts.some(({ key }) => !originals.has(key))) throw new Problem('notFound');
	const stored = await store.listTexts(tx, practice.id, language);
	const saved = new Map<TextKey, number>();
	const conflicts: TextConflict[] = [];
	const rows: store.TextRow[] = [];
	for (const { key, text, status, version, originalHash = hashOf(originals.get(key) ?? '') } of texts) {
		const before = stored.get(key);
		if (isSaved({ text, status, originalHash }, before)) {
			saved.set(key, before?.version ?? 0);
		} else if ((before?.version ?? 0) === version) {
			saved.set(key, version + 1);
			rows.push({ key, text, status, originalHash, version: version + 1, updatedBy: actorId(ctx.actor), updatedAt: ctx.app.now() });
		} else {
			const isOwn = before !== undefined && before.updatedBy === actorId(ctx.actor);
			conflicts.push({ key, current: before?.text ?? '', version: before?.version ?? 0, updatedAt: before?.updatedAt ?? null, isOwn });
		}
	}
	await store.writeTexts(tx, practice.id, translation, rows);
	about({ kind: 'practice', id: code, detail: { language, texts: rows.map(({ key }) => key) } });
	return { saved, conflicts };
}

/**
 * Takes in several texts at once, as a machine or somebody elsewhere translated them. A text that has a translation keeps it, and so nothing
 * that a person wrote is overwritten.
 * @returns keys of the texts that were taken in, and of those that were not
 * @throws Problem notFound, wrongState
 */
export async function takeInTexts(
	ctx: Ctx,
	code: string,
	language: Locale,
	{ texts, status }: TextsInput
): Promise<{ taken: TextKey[]; left: TextKey[] }> {
	return change(ctx, 'translation.takeIn', async (tx, about) => {
		const { practice, originals, translation } = await holdTranslated(ctx, tx, code, language);
		const stored = await store.listTexts(tx, practice.id, language);
		const given = Object.entries(texts).filter(([, text]) => text !== '');
		const isFree = ([key]: [TextKey, string]) => originals.has(key) && !stored.get(key)?.text;
		const taken = given.filter(isFree);
		const rows = taken.map(([key, text]) => ({
			key,
			text,
			status,
			originalHash: hashOf(originals.get(key) ?? ''),
			version: (stored.get(key)?.version ?? 0) + 1,
			updatedBy: actorId(ctx.actor),
			updatedAt: ctx.app.now()
		}));
		await store.writeTexts(tx, practice.id, translation, rows);
		about({ kind: 'practice', id: code, detail: { language, state: status, count: taken.length } });
		return { taken: taken.map(([key]) => key), left: given.filter((each) => !isFree(each)).map(([key]) => key) };
	});
}

/** The practice, held, and the translation, taken, that somebody may write now. @throws Problem notFound, wrongState */
async function holdTranslated(ctx: Ctx, tx: Tx, code: string, language: Locale) {
	const practice = await holdPractice(tx, code);
	requireTranslator(ctx, practice);
	const content = await readOriginal(tx, practice);
	if (language === content.layers.language) throw new Problem('notFound');
	const translation = await store.lockTranslation(tx, practice.id, language);
	return { practice, content, originals: originalTexts(content), translation };
}

function requireTranslator(ctx: Ctx, practice: PracticeRow): void {
	if (!canRead(ctx.actor, practice)) throw new Problem('notFound');
	if (!mayTranslate(ctx.actor, practice)) throw new Problem('wrongState');
}

// publishing ------------------------------------------------------------------------------------------------------

/**
 * Shows everybody what is translated by now, as part of the act that makes the public entry anew. The practice must stand in the catalogue.
 * @param version of the translation that was looked at
 * @returns id of the practice
 * @throws Problem notFound, wrongState also without a single translated text, versionConflict
 */
export async function showTranslation(ctx: Ctx, tx: Tx, code: string, language: Locale, version: number): Promise<{ practiceId: string }> {
	const { practice, content, translation } = await holdTranslated(ctx, tx, code, language);
	if (!practice.isPublished) throw new Problem('wrongState');
	requireVersion(translation, version);
	const stored = await store.listTexts(tx, practice.id, language);
	const texts: PublishedTexts = publishedTexts(besideOriginal(content, readEdition(ctx.app, content.edition), stored), stored);
	if (Object.keys(texts).length === 0) throw new Problem('wrongState');
	await store.writePublished(tx, practice.id, translation, { texts, at: ctx.app.now() });
	return { practiceId: practice.id };
}

/** Shows everybody the original again; the texts stay with their editors. @returns id of the practice @throws as `showTranslation` */
export async function hideTranslation(ctx: Ctx, tx: Tx, code: string, language: Locale, version: number): Promise<{ practiceId: string }> {
	const { practice, translation } = await holdTranslated(ctx, tx, code, language);
	requireVersion(translation, version);
	if (!translation.published) throw new Problem('wrongState');
	await store.writePublished(tx, practice.id, translation, null);
	return { practiceId: practice.id };
}

function requireVersion(translation: store.TranslationRow, version: number): void {
	if (translation.version !== version) throw new Problem('versionConflict', { detail: { version: translation.version } });
}

/** Readers of popular pages ask at the same moment; their reads go together. */
const translationsOf = gathered(async (db: Db, codes: string[]) =>
	Map.groupBy(await store.listTranslationsOf(db, codes), ({ code }) => code)
);

/** The translation of a published practice that everybody reads in a language; undefined where there is none. */
export async function readPublicTranslation(ctx: Ctx, code: string, language: Locale): Promise<PublicTranslation | undefined> {
	const row = (await translationsOf(ctx.app.db, code))?.find((each) => each.language === language);
	return row && { language, texts: PublishedTexts.parse(row.published) };
}
