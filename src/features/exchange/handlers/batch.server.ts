// Many files at once: they are taken in whole, read one after the other while their owner does something else, and each waits with its
// result until its owner has decided what it asks.
import { setTimeout as pause } from 'node:timers/promises';
import { change } from '#platform/change.server.ts';
import { type Actor, actorId, type Ctx, hasRole } from '#platform/ctx.ts';
import { sha256Of } from '#platform/files.server.ts';
import { limits } from '#platform/limits.ts';
import { Problem } from '#platform/problem.ts';
import { isUuid } from '#platform/validation.ts';
import type { Duplicate, HeldPractice, ImportNotes } from '../schema.ts';
import * as store from '../store.server.ts';
import { keepBytes, requireCreator } from './import.server.ts';
import { openIncoming, readerOf, readIncoming } from './incoming.server.ts';

/** Most batches in the list. */
const mostBatches = 100;

/**
 * Takes files in and lets the server read them. What cannot be a file at all is refused at once.
 * @returns id of the batch @throws Problem signInRequired, notAllowed, invalidInput when there is no file
 */
export async function startBatch(ctx: Ctx, files: { name: string; bytes: Uint8Array }[], { again = false } = {}): Promise<string> {
	requireCreator(ctx);
	if (files.length === 0) throw new Problem('invalidInput', { fields: [{ path: 'file', message: 'file' }] });
	if (files.length > limits.batchFiles) throw new Problem('tooManyFiles', { detail: { limit: limits.batchFiles } });
	const rows: store.NewFile[] = [];
	for (const { name, bytes } of files) {
		// The bytes are kept before the row: bytes without a row harm nobody, a row without bytes would.
		await keepBytes(ctx, bytes);
		const reason = bytes.length === 0 ? 'fileEmpty' : bytes.length > limits.file ? 'fileTooLarge' : null;
		rows.push({ name, sha256: sha256Of(bytes), bytes: bytes.length, again, state: reason ? 'refused' : 'waiting', reason });
	}
	const { id } = await change(ctx, 'import.upload', async (tx, about) => {
		const batch = await store.insertBatch(tx, { ownerId: actorId(ctx.actor), locale: ctx.locale, createdAt: ctx.app.now() }, rows);
		about({ kind: 'import', id: batch.id, detail: { files: rows.length } });
		return { id: batch.id };
	});
	ctx.app.background?.wake();
	return id;
}

/** The files that the actor brought in, together as they came, newest first. @throws Problem signInRequired */
export async function listBatches(ctx: Ctx): Promise<store.BatchSummary[]> {
	if (ctx.actor.kind === 'anonymous') throw new Problem('signInRequired');
	return store.listBatches(ctx.app.db, actorId(ctx.actor), mostBatches);
}

/** A file of a batch as its owner sees it. */
export interface ImportedFile extends Pick<store.FileRow, 'id' | 'name' | 'bytes' | 'state' | 'reason' | 'version'> {
	/** Drafts made of it or, where its bytes were known, of the earlier file. */
	practices: { code: string; title: string; empty: number; unplaced: number; doubts: number }[];
	held: HeldPractice[];
	seems: ImportNotes['seems'];
	pairs: ImportNotes['pairs'];
	/** Practices among several in the file that could not be read. */
	parts: NonNullable<ImportNotes['parts']>;
	/** Its bytes can be read again and taken home. */
	isKept: boolean;
}

export interface Batch {
	id: string;
	createdAt: Date;
	files: ImportedFile[];
	/** Files still to be read. */
	waiting: number;
}

/** @throws Problem notFound, also for whoever did not bring the files in */
export async function readBatch(ctx: Ctx, id: string): Promise<Batch> {
	const batch = await getBatch(ctx, id);
	const reader = readerOf(ctx.actor);
	const [files, made] = await Promise.all([store.listFiles(ctx.app.db, id), store.listMade(ctx.app.db, id, reader)]);
	const known = await store.listByContent(
		ctx.app.db,
		files.filter(({ state }) => state === 'known').map(({ sha256 }) => sha256),
		reader
	);
	const shown = files.map((file): ImportedFile => {
		const own = made.filter(({ fileId }) => fileId === file.id).map(({ fileId: _, ...practice }) => practice);
		const earlier = file.state === 'known' ? known.filter(({ sha256 }) => sha256 === file.sha256) : [];
		const practices = [...own, ...earlier.map(({ code, title }) => ({ code, title, empty: 0, unplaced: 0, doubts: 0 }))];
		return { ...asShown(file), practices };
	});
	return { id, createdAt: batch.createdAt, files: shown, waiting: files.filter(isWaiting).length };
}

const isWaiting = ({ state }: { state: store.FileRow['state'] }) => state === 'waiting' || state === 'reading';

function asShown({ id, name, bytes, state, reason, version, report }: store.FileRow): Omit<ImportedFile, 'practices'> {
	return {
		id,
		name,
		bytes,
		state,
		reason,
		version,
		held: report.held,
		seems: report.seems,
		pairs: report.pairs,
		parts: report.parts ?? [],
		isKept: bytes > 0 && bytes <= limits.file
	};
}

/** Waits until every file of a batch is read, at most so many milliseconds. @returns whether it is */
export async function waitForBatch(ctx: Ctx, id: string, milliseconds: number): Promise<boolean> {
	const until = performance.now() + milliseconds;
	for (;;) {
		if (!(await store.isUnderWay(ctx.app.db, id))) return true;
		if (performance.now() >= until) return false;
		await pause(50);
	}
}

/** A practice that is held, beside the known ones it may be. */
export interface HeldComparison {
	file: Pick<store.FileRow, 'id' | 'name' | 'batchId' | 'version'>;
	held: HeldPractice;
	others: (Duplicate & { isPublic: boolean; fields: HeldPractice['fields'] })[];
}

/** @throws Problem notFound, also when it is decided already */
export async function readHeld(ctx: Ctx, fileId: string, position: number): Promise<HeldComparison> {
	const file = await getFile(ctx, fileId);
	const held = file.report.held.find((each) => each.position === position);
	if (!held) throw new Problem('notFound');
	const known = await store.listKnown(
		ctx.app.db,
		held.duplicates.map(({ code }) => code),
		readerOf(ctx.actor)
	);
	const others = held.duplicates.flatMap((duplicate) => {
		const other = known.find(({ code }) => code === duplicate.code);
		return other ? [{ ...duplicate, title: other.fields.title, isPublic: other.isPublic, fields: other.fields }] : [];
	});
	return { file: { id: file.id, name: file.name, batchId: file.batchId, version: file.version }, held, others };
}

/**
 * Decides about a practice that is held: a draft is made of it all the same, or none.
 * @returns code of the draft, or null @throws Problem notFound, importSettled when it is decided already
 */
export async function decideHeld(ctx: Ctx, fileId: string, position: number, creates: boolean): Promise<string | null> {
	const source = await getFile(ctx, fileId);
	// Read again, so that nothing of the file is lost that the comparison did not show.
	const read = creates ? await readIncoming(ctx, { name: source.name, bytes: await ctx.app.files.get(source.sha256) }) : undefined;
	return change(ctx, 'import.decide', async (tx, about) => {
		const file = await store.lockFile(tx, fileId);
		const held = file.report.held.find((each) => each.position === position);
		if (file.state !== 'held' || !held) throw new Problem('importSettled');
		let code: string | null = null;
		if (creates) {
			const incoming = read?.ok ? read.practices[position] : undefined;
			if (!incoming) throw new Problem('importSettled');
			code = await openIncoming(ctx, tx, about, incoming, { fileId, position });
		}
		const left = file.report.held.filter((each) => each !== held);
		const hasMade = code !== null || (await store.hasMade(tx, fileId));
		const state = left.length > 0 ? 'held' : hasMade ? 'created' : 'dismissed';
		await store.settleFile(tx, file, { state, report: { ...file.report, held: left } });
		about({ kind: 'import', id: file.batchId, detail: { file: fileId, state } });
		return code;
	});
}

/** Lets a file be read once more: one that was refused, or one that was known and is wanted again. @throws Problem notFound, importSettled */
export async function readAgain(ctx: Ctx, fileId: string): Promise<void> {
	await getFile(ctx, fileId);
	await change(ctx, 'import.decide', async (tx, about) => {
		const file = await store.lockFile(tx, fileId);
		if (!['refused', 'known', 'dismissed'].includes(file.state)) throw new Problem('importSettled');
		if (!(await ctx.app.files.has(file.sha256))) throw new Problem('notFound');
		await store.settleFile(tx, file, { state: 'waiting', again: file.again || file.state !== 'refused', attempts: 0 });
		about({ kind: 'import', id: file.batchId, detail: { file: fileId, state: 'waiting' } });
	});
	ctx.app.background?.wake();
}

/** The file as it was uploaded. @throws Problem notFound */
export async function openOriginal(ctx: Ctx, fileId: string): Promise<{ name: string; bytes: Uint8Array }> {
	const file = await getFile(ctx, fileId);
	if (!(await ctx.app.files.has(file.sha256))) throw new Problem('notFound');
	return { name: file.name, bytes: await ctx.app.files.get(file.sha256) };
}

/** A file of a batch that the actor may decide about. @throws Problem notFound */
export async function getFile(ctx: Ctx, id: string): Promise<store.FileRow> {
	const file = isUuid(id) ? await store.findFile(ctx.app.db, id) : undefined;
	if (!file) throw new Problem('notFound');
	await getBatch(ctx, file.batchId);
	return file;
}

async function getBatch(ctx: Ctx, id: string): Promise<store.BatchRow> {
	const batch = isUuid(id) ? await store.findBatch(ctx.app.db, id) : undefined;
	if (!batch || !mayHandle(ctx.actor, batch)) throw new Problem('notFound');
	return batch;
}

/** Files belong to whoever brought them in; those of the operator, whom nobody can ask, to the secretariat too. */
function mayHandle(actor: Actor, { ownerId }: store.BatchRow): boolean {
	return (
		actor.kind === 'operator' || (actor.kind === 'person' && (actor.id === ownerId || (ownerId === null && hasRole(actor, 'secretariat'))))
	);
}
