// What a file holds, whatever its form, on its way to becoming drafts: read, compared with what is known, opened or held.
// A form of files joins here: it gives `Incoming` practices, and everything after that is the same for all doors.
import { recogniseInstitutions } from '#features/institutions/handlers.server.ts';
import { openDraft, type PracticeStart } from '#features/practices/handlers.server.ts';
import type { Subject } from '#platform/change.server.ts';
import { type Actor, actorId, type Ctx, type Db, hasRole, type Tx } from '#platform/ctx.ts';
import type { FieldProblem } from '#platform/problem.ts';
import { readFile } from '../reading/reading.server.ts';
import { isTransfer } from '../reading/transfer.server.ts';
import { fingerprint, likeness } from '../rules/similarity.ts';
import type { Duplicate, ReadPractice, ReadRefusal, Seems } from '../schema.ts';
import * as store from '../store.server.ts';
import { importingEdition } from './aliases.server.ts';
import { readTransfer } from './transfer-in.server.ts';

/** A practice that was read, and all its draft begins with. */
export interface Incoming {
	read: ReadPractice;
	start: PracticeStart & { institutionIds: string[] };
	/** Whether a known practice that looks alike is to be looked for. */
	isCompared: boolean;
	/** Opens the draft where it needs more than `start` says, and tells the journal; `isKnown` where it had been opened before. */
	open?: (tx: Tx, about: (subject: Subject) => void) => Promise<{ id: string; code: string; isKnown: boolean }>;
}

/** One of several practices in a file that could not be read; `place` is a line or a name in the archive. */
export interface RefusedPart {
	place: string;
	why: ReadRefusal;
	fields: FieldProblem[];
}

export type IncomingResult =
	| { ok: true; practices: Incoming[]; refused?: RefusedPart[] }
	| { ok: false; why: ReadRefusal; fields?: FieldProblem[]; refused?: RefusedPart[]; pairs?: [string, string][]; seems?: Seems };

/** Reads a file as uploaded; nothing is written. Its name is for messages only: what it is, its bytes tell. */
export async function readIncoming(ctx: Ctx, file: { name: string; bytes: Uint8Array }): Promise<IncomingResult> {
	if (isTransfer(file.bytes)) return readTransfer(ctx, file.bytes);
	const read = await readFile({ ...file, edition: await importingEdition(ctx) });
	if (!read.ok) return read;
	return { ok: true, practices: await Promise.all(read.practices.map((practice) => asIncoming(ctx, practice))) };
}

/** A practice of the form as it was read: its institutions are those that its text names by a known spelling. */
export async function asIncoming(ctx: Ctx, read: ReadPractice): Promise<Incoming> {
	const named = await recogniseInstitutions(ctx.app.db, read.fields.institutions);
	const { declaredClass, fields, language, unplaced, notes } = read;
	return {
		read,
		start: {
			declaredClass,
			fields,
			...(language ? { language } : {}),
			institutionIds: named.map(({ institutionId }) => institutionId),
			unplaced: [...unplaced, ...notes.map((note) => ({ ...note, kind: 'note' as const }))]
		},
		isCompared: true
	};
}

/** Whose practices count as known to somebody. */
export function readerOf(actor: Actor): store.Reader {
	return { ownerId: actorId(actor), seesAll: actor.kind === 'operator' || hasRole(actor, 'secretariat') };
}

/** Most look-alikes that are shown for one practice. */
const mostDuplicates = 5;

/** Known practices that an incoming one may be, the likeliest first; only such as the actor may read. */
export async function findDuplicates(ctx: Ctx, db: Db | Tx, { read, start, isCompared }: Incoming): Promise<Duplicate[]> {
	if (!isCompared) return [];
	const asked = { fields: read.fields, institutionIds: start.institutionIds, language: start.language ?? ctx.locale };
	const candidates = await store.findCandidates(db, asked, readerOf(ctx.actor));
	const own = fingerprint(asked);
	const duplicates: Duplicate[] = [];
	for (const candidate of candidates) {
		const alike = likeness(own, fingerprint(candidate));
		if (alike) duplicates.push({ code: candidate.code, title: candidate.fields.title, ...alike, similarity: rounded(alike.similarity) });
		// Readers of pages are answered between two comparisons.
		await new Promise(setImmediate);
	}
	return duplicates.sort((a, b) => b.similarity - a.similarity).slice(0, mostDuplicates);
}

const rounded = (share: number) => Math.round(share * 100) / 100;

/** Opens the draft of one practice of a file, in the transaction of the act. */
export async function openIncoming(
	ctx: Ctx,
	tx: Tx,
	about: (subject: Subject) => void,
	{ read, start, open }: Incoming,
	from: { fileId: string; position: number }
): Promise<string> {
	if (open) {
		const practice = await open(tx, about);
		if (practice.isKnown) read.warnings.push({ code: 'alreadyImported', detail: practice.code });
		else await store.insertImported(tx, practice.id, { ...from, origins: read.origins, warnings: read.warnings });
		return practice.code;
	}
	const practice = await openDraft(ctx, tx, start);
	await store.insertImported(tx, practice.id, { ...from, origins: read.origins, warnings: read.warnings });
	about({ kind: 'practice', id: practice.code });
	return practice.code;
}

/**
 * Settles a file whose very bytes were brought in before, unless it is wanted again; whoever reads the same bytes at this moment waits.
 * @returns the practices it gave then, as far as the actor may read them; none when it is to be read
 */
export async function settleKnown(
	ctx: Ctx,
	tx: Tx,
	about: (subject: Subject) => void,
	file: store.FileRow
): Promise<store.KnownPractice[]> {
	await store.lockContents(tx, [file.sha256]);
	const known = file.again ? [] : await store.listByContent(tx, [file.sha256], readerOf(ctx.actor));
	if (known.length === 0) return [];
	await store.settleFile(tx, file, { state: 'known' });
	about({ kind: 'import', id: file.batchId, detail: { file: file.id } });
	return known;
}

/** What became of one practice of a file: its draft, or none yet because a person is asked about the duplicates. */
export interface Opened {
	incoming: Incoming;
	code: string | null;
	duplicates: Duplicate[];
}

/**
 * Makes drafts of what a file of a batch holds, or keeps the reason why not, in the transaction of the act.
 * @param holds whether a practice that may be known waits for a person instead of becoming a draft
 */
export async function settle(
	ctx: Ctx,
	tx: Tx,
	about: (subject: Subject) => void,
	file: store.FileRow,
	read: IncomingResult,
	holds: boolean
): Promise<Opened[]> {
	const opened: Opened[] = [];
	const parts = (read.refused ?? []).map(({ place, why }) => ({ place, reason: why }));
	if (!read.ok) {
		const report = { held: [], pairs: read.pairs ?? [], seems: read.seems, parts };
		await store.settleFile(tx, file, { state: 'refused', reason: read.why, report });
	} else {
		for (const [position, incoming] of read.practices.entries()) {
			const duplicates = await findDuplicates(ctx, tx, incoming);
			const isHeld = holds && duplicates.length > 0;
			const code = isHeld ? null : await openIncoming(ctx, tx, about, incoming, { fileId: file.id, position });
			opened.push({ incoming, code, duplicates });
		}
		const held = opened.flatMap(({ incoming, code, duplicates }, position) =>
			code === null ? [{ ...incoming.read, position, duplicates }] : []
		);
		await store.settleFile(tx, file, { state: held.length > 0 ? 'held' : 'created', report: { held, pairs: [], parts } });
	}
	about({ kind: 'import', id: file.batchId, detail: { file: file.id } });
	return opened;
}
