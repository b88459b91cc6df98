// The purge of personal data that slipped into a practice: looked at first, then done everywhere in one act that says nothing of what it took.
import { publishEntry } from '#features/catalogue/handlers/catalogue.server.ts';
import { findPractice, lockPractice, type PracticeRow } from '#features/practices/store.server.ts';
import { change } from '#platform/change.server.ts';
import { type Ctx, hasRole } from '#platform/ctx.ts';
import { decodeText } from '#platform/documents/text/text-encoding.ts';
import { openZip } from '#platform/documents/zip.server.ts';
import { Problem } from '#platform/problem.ts';
import { purgePattern, purgeText } from './rules.ts';
import type { FileFinding, PurgeInput, PurgePreview, PurgeQuery, PurgeResult } from './schema.ts';
import * as store from './store.server.ts';

/** What a purge would do. Nothing is changed or recorded. @throws Problem notAllowed, notFound */
export async function previewPurge(ctx: Ctx, code: string, { words }: PurgeQuery): Promise<PurgePreview> {
	const { db } = ctx.app;
	const practice = await requirePurgeable(ctx, code);
	const [counts, elsewhere, files, originals] = await Promise.all([
		store.countWords(db, practice.id, words),
		store.listElsewhere(db, practice.id, words),
		store.listFiles(db, practice.id),
		store.listOriginals(db, practice.id)
	]);
	return {
		counts,
		elsewhere,
		files: await Promise.all(
			files.map(async ({ sha256, ...file }) => ({ ...file, finding: await look(ctx, sha256, file.mediaType, words) }))
		),
		originals: await Promise.all(
			originals.map(async ({ sha256, ...file }) => ({ ...file, finding: await look(ctx, sha256, undefined, words) }))
		)
	};
}

/**
 * Takes words out of everything that belongs to a practice and out of passing copies, removes files, makes the public entry anew and looks
 * again before it commits. Bytes go last: a purge that is interrupted there is completed by the next.
 * @returns what was changed, and where the words stand in what is not this practice's
 * @throws Problem notAllowed, notFound, invalidInput where the code is not confirmed or nothing is found
 */
export async function purge(ctx: Ctx, code: string, input: PurgeInput): Promise<PurgeResult> {
	const { words, files, reason, confirmation } = input;
	const known = await requirePurgeable(ctx, code);
	if (confirmation !== code) throw new Problem('invalidInput', { fields: [{ path: 'confirmation', message: 'confirmation' }] });
	const originals = await doubtfulOriginals(ctx, known, words);
	const { sha256s, ...result } = await change(ctx, 'practice.purge', async (tx, about) => {
		const practice = await lockPractice(tx, code);
		const attached = (await store.listFiles(tx, practice.id)).filter(({ id }) => files.includes(id));
		if (attached.length !== new Set(files).size) throw new Problem('invalidInput', { fields: [{ path: 'files', message: 'notFound' }] });
		const counts = await store.purgeWords(tx, practice.id, words);
		if (attached.length > 0)
			await store.removeFiles(
				tx,
				practice.id,
				attached.map(({ id }) => id)
			);
		if (counts.length === 0 && attached.length === 0 && originals.length === 0)
			throw new Problem('invalidInput', { fields: [{ path: 'words', message: 'notFound' }] });
		const entry = await store.findPublished(tx, practice.id);
		if (entry) await publishEntry(tx, ctx, entry);
		const left = await store.countWords(tx, practice.id, words);
		if (left.length > 0) throw new Error(`a purge left words in ${left.map(({ table }) => table).join(', ')}`);
		const total = {
			rows: counts.reduce((sum, { rows }) => sum + rows, 0),
			occurrences: counts.reduce((sum, { occurrences }) => sum + occurrences, 0),
			files: attached.length + originals.length
		};
		about({ kind: 'practice', id: code, detail: { reason, ...total } });
		return { ...total, sha256s: [...attached, ...originals].map(({ sha256 }) => sha256) };
	});
	const uploads = originals.map(({ id }) => id);
	for (const sha256 of new Set(sha256s)) if (!(await store.isHeld(ctx.app.db, sha256, uploads))) await ctx.app.files.remove(sha256);
	return { ...result, elsewhere: await store.listElsewhere(ctx.app.db, known.id, words) };
}

/** Uploaded files that the practice was read from, and that hold the words or cannot be read for certain. */
async function doubtfulOriginals(ctx: Ctx, practice: PracticeRow, words: readonly string[]): Promise<{ id: string; sha256: string }[]> {
	if (words.length === 0) return [];
	const originals = await store.listOriginals(ctx.app.db, practice.id);
	const found = await Promise.all(originals.map(async (file) => ({ file, finding: await look(ctx, file.sha256, undefined, words) })));
	return found.filter(({ finding }) => finding !== 'clean').map(({ file }) => file);
}

const plainTypes = ['text/plain', 'text/csv'];

/** Whether the words stand in stored bytes: plain text and Office documents are read, anything else a person has to open. */
async function look(ctx: Ctx, sha256: string, mediaType: string | undefined, words: readonly string[]): Promise<FileFinding> {
	if (!(await ctx.app.files.has(sha256))) return 'clean';
	const bytes = await ctx.app.files.get(sha256);
	const isPlain = mediaType !== undefined && plainTypes.includes(mediaType);
	const text = isPlain ? decodeText(bytes) : textOfArchive(bytes);
	if (text === null) return 'unread';
	return purgeText(text, purgePattern(words)).count > 0 ? 'found' : 'clean';
}

/** All text of an Office document without its marks, or null where the bytes are none. */
function textOfArchive(bytes: Uint8Array): string | null {
	if (bytes[0] !== 0x50 || bytes[1] !== 0x4b) return null;
	try {
		const archive = openZip(bytes);
		const parts = archive.names.filter((name) => /\.xml$/i.test(name));
		const texts = parts.map((name) => new TextDecoder().decode(archive.read(name) ?? new Uint8Array()));
		// Runs of one word stand in elements of their own; paragraphs and cells are apart.
		return texts.map((text) => text.replaceAll(/<\/(?:w:p|a:p|text:p|text:h|si|c)>/g, '\n').replaceAll(/<[^>]*>/g, '')).join('\n');
	} catch {
		return null;
	}
}

async function requirePurgeable(ctx: Ctx, code: string): Promise<PracticeRow> {
	if (ctx.actor.kind !== 'operator' && !hasRole(ctx.actor, 'secretariat')) throw new Problem('notAllowed');
	const practice = await findPractice(ctx.app.db, code);
	if (!practice) throw new Problem('notFound');
	return practice;
}
