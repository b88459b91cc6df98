// Files come in and are answered at once: each becomes one draft or several, or a reason why not. One that fails harms no other.
import type { FieldKey } from '#features/methodology/schema.ts';
import { canCreate } from '#features/practices/rules/life.ts';
import { change } from '#platform/change.server.ts';
import { actorId, type Ctx } from '#platform/ctx.ts';
import { sha256Of } from '#platform/files.server.ts';
import { limits } from '#platform/limits.ts';
import { type FieldProblem, Problem } from '#platform/problem.ts';
import { fold } from '../rules/form/labels.ts';
import { mapPairs } from '../rules/mapping.ts';
import type { Duplicate, Pairs, ReadPractice, ReadRefusal, Seems } from '../schema.ts';
import * as store from '../store.server.ts';
import { asIncoming, findDuplicates, type IncomingResult, type Opened, readIncoming, settle, settleKnown } from './incoming.server.ts';

// The doors end the reading thread when they end.
export { stopReading } from '../reading/reading.server.ts';

/** A practice as it was read, and the draft made of it. */
export interface ImportedPractice extends ReadPractice {
	/** Null when nothing was created: on a trial, or because it may be known and is held. */
	code: string | null;
	file: string;
	/** Recognised beside the text, by their spellings in the authority file. */
	institutionIds: string[];
	/** Known practices that it may be. */
	duplicates: Duplicate[];
}

/** A file that gave no practice, and why: a code of the list of failures. */
export interface ImportFailure {
	file: string;
	reason: ReadRefusal;
	/** Of one practice among several in the file: its line, or its name in the archive. */
	place?: string;
	/** Places of a document that break its form. */
	fields?: FieldProblem[];
	/** What a file without the form appears to be, and its labels and values in order. */
	seems?: Seems;
	pairs?: Pairs;
}

export interface ImportOptions {
	/** Reads and reports without creating. */
	dryRun?: boolean;
	/** Makes another draft of a file that was brought in before. */
	again?: boolean;
	/** Lets a practice that may be known wait for a person's word. */
	holdsDuplicates?: boolean;
	/** Which field a label of a form of another kind stands for. */
	mapping?: Record<string, FieldKey>;
}

export interface ImportResult {
	/** Where held practices wait; null when nothing was written. */
	batch: string | null;
	practices: ImportedPractice[];
	failures: ImportFailure[];
}

interface File {
	name: string;
	bytes: Uint8Array;
}

interface Source extends File {
	sha256: string;
	read: IncomingResult;
}

/**
 * Reads documents and opens a draft for each practice in them, all in one transaction; the drafts belong to whoever acts. A file that was
 * brought in before gives its earlier draft with the warning `alreadyImported`.
 * @throws Problem signInRequired, notAllowed
 */
export async function importFiles(ctx: Ctx, files: File[], options: ImportOptions = {}): Promise<ImportResult> {
	requireCreator(ctx);
	const sources: Source[] = [];
	for (const file of files) sources.push(await readSource(ctx, file, options.mapping));
	if (options.dryRun) return tryOut(ctx, sources);
	for (const { bytes } of sources) await keepBytes(ctx, bytes);
	return change(ctx, 'practice.import', async (tx, about) => {
		await store.lockContents(
			tx,
			sources.map(({ sha256 }) => sha256)
		);
		const again = options.again ?? false;
		const rows = sources.map(
			({ name, sha256, bytes }) => ({ name, sha256, bytes: bytes.length, again, state: 'reading', reason: null }) as const
		);
		const batch = await store.insertBatch(tx, { ownerId: actorId(ctx.actor), locale: ctx.locale, createdAt: ctx.app.now() }, rows);
		const result: ImportResult = { batch: batch.id, practices: [], failures: [] };
		for (const [position, file] of (await store.listFiles(tx, batch.id)).entries()) {
			const source = sources[position];
			if (!source) throw new Error('a batch holds a file that nobody gave');
			const known = await settleKnown(ctx, tx, about, file);
			if (known.length > 0) result.practices.push(...asAlreadyImported(source, known));
			else {
				const opened = await settle(ctx, tx, about, file, source.read, options.holdsDuplicates ?? false);
				result.practices.push(...opened.map((each) => asImported(source, each)));
				result.failures.push(...failuresOf(source));
			}
		}
		return result;
	});
}

/** @throws Problem signInRequired, notAllowed */
export function requireCreator(ctx: Ctx): void {
	if (!canCreate(ctx.actor)) throw new Problem(ctx.actor.kind === 'anonymous' ? 'signInRequired' : 'notAllowed');
}

/** Keeps what may be read later; what is refused at the door is not kept. */
export async function keepBytes(ctx: Ctx, bytes: Uint8Array): Promise<void> {
	if (bytes.length > 0 && bytes.length <= limits.file) await ctx.app.files.put(bytes);
}

async function readSource(ctx: Ctx, file: File, mapping: ImportOptions['mapping']): Promise<Source> {
	const read = await readIncoming(ctx, file);
	const practice = read.ok || !mapping ? undefined : mapByLabel(read.pairs ?? [], mapping);
	return { ...file, sha256: sha256Of(file.bytes), read: practice ? { ok: true, practices: [await asIncoming(ctx, practice)] } : read };
}

/** The practice that labels spell when each stands for a field; undefined when none of them does. */
function mapByLabel(pairs: Pairs, fieldOf: Record<string, FieldKey>): ReadPractice | undefined {
	const byLabel = new Map(Object.entries(fieldOf).map(([label, key]) => [fold(label), key]));
	const mapping = pairs.map(([label]) => byLabel.get(fold(label)) ?? null);
	return mapping.some((key) => key !== null) ? mapPairs(pairs, mapping) : undefined;
}

/** Reports without writing. */
async function tryOut(ctx: Ctx, sources: Source[]): Promise<ImportResult> {
	const result: ImportResult = { batch: null, practices: [], failures: [] };
	for (const source of sources) {
		result.failures.push(...failuresOf(source));
		if (source.read.ok)
			for (const incoming of source.read.practices) {
				const duplicates = await findDuplicates(ctx, ctx.app.db, incoming);
				result.practices.push(asImported(source, { incoming, code: null, duplicates }));
			}
	}
	return result;
}

function asImported({ name }: File, { incoming, code, duplicates }: Opened): ImportedPractice {
	return { ...incoming.read, code, file: name, institutionIds: incoming.start.institutionIds, duplicates };
}

/** What the file says, under the codes of the drafts it gave before. */
function asAlreadyImported(source: Source, known: store.KnownPractice[]): ImportedPractice[] {
	const practices = source.read.ok ? source.read.practices : [];
	return known.flatMap(({ code, position }) => {
		const incoming = practices[position];
		if (!incoming) return [];
		const warnings = [...incoming.read.warnings, { code: 'alreadyImported', detail: code }];
		return [asImported(source, { incoming: { ...incoming, read: { ...incoming.read, warnings } }, code, duplicates: [] })];
	});
}

function failuresOf({ name, read }: Source): ImportFailure[] {
	const refused = read.refused ?? [];
	// A file of one document is refused as a file.
	if (!read.ok && refused.length < 2) {
		const { why, fields, seems, pairs } = read;
		return [{ file: name, reason: why, ...(fields?.length ? { fields } : {}), ...(seems ? { seems } : {}), ...(pairs ? { pairs } : {}) }];
	}
	return refused.map(({ place, why, fields }) => ({ file: name, place, reason: why, ...(fields.length > 0 ? { fields } : {}) }));
}
