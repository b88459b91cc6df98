// Reads the files that wait, one after the other, for as long as the server runs. Whatever a process leaves half done when it ends, the
// next one finds: a file counts as being read only while a transaction holds it.
import { setTimeout as pause } from 'node:timers/promises';
import { actorById } from '#features/people/handlers.server.ts';
import { findPerson } from '#features/people/store.server.ts';
import { canCreate } from '#features/practices/rules/life.ts';
import { change } from '#platform/change.server.ts';
import type { App, Ctx } from '#platform/ctx.ts';
import { fromDatabase, Problem } from '#platform/problem.ts';
import { Rounds } from '#platform/rounds.ts';
import * as store from '../store.server.ts';
import { readIncoming, settle, settleKnown } from './incoming.server.ts';

/** A file that was begun so often and never ended takes the process with it; it is not begun again. */
const mostAttempts = 3;
/** How often to look without being woken, in ms: another process may have taken files in, or left some. */
const interval = 15_000;
/** Longest rest after a file, in ms. */
const longestRest = 400;
/** Before trying again when the database is away, in ms. */
const afterFailure = 2_000;

/** Reads files that wait for as long as the server lives. */
export const keepImporting = (app: App) =>
	new Rounds(async (isStopping) => {
		try {
			while (!isStopping() && (await readAndRest(app)));
			return interval;
		} catch (thrown) {
			const error = fromDatabase(thrown);
			if (!(error instanceof Problem)) app.log.error('import.failed', error);
			return afterFailure;
		}
	});

/** Rests after a file for as long as it took, so that whoever reads pages meanwhile has half of the machine at least. */
async function readAndRest(app: App): Promise<boolean> {
	const began = performance.now();
	const wasThere = await readNext(app);
	if (wasThere) await pause(Math.min(performance.now() - began, longestRest));
	return wasThere;
}

/**
 * Reads the next file that waits and makes its drafts in the same transaction, so that a file is either settled with its drafts or waits
 * still.
 * @returns whether there was one
 */
export async function readNext(app: App): Promise<boolean> {
	const claimed = await store.claimFile(app.db);
	if (!claimed) return false;
	const ctx = await actingFor(app, claimed);
	const refusal = !ctx || !canCreate(ctx.actor) ? 'notAllowed' : claimed.attempts > mostAttempts ? 'fileUnsafe' : undefined;
	const server: Ctx = ctx ?? { app, actor: { kind: 'operator' }, door: 'server', locale: 'es' };
	const reading = change(server, 'practice.import', async (tx, about) => {
		const file = await store.holdClaimed(tx, claimed.id);
		// Another process took it in the moment between claiming and holding.
		if (!file) throw new Problem('importSettled');
		if (refusal) {
			await store.settleFile(tx, file, { state: 'refused', reason: refusal });
			about({ kind: 'import', id: file.batchId, detail: { file: file.id, state: 'refused' } });
		} else if ((await settleKnown(server, tx, about, file)).length === 0) {
			const bytes = await app.files.get(file.sha256).catch(() => undefined);
			const read = bytes ? await readIncoming(server, { name: file.name, bytes }) : ({ ok: false, why: 'fileDamaged' } as const);
			await settle(server, tx, about, file, read, true);
		}
	});
	await reading.catch((error: unknown) => {
		if (!(error instanceof Problem) || error.code !== 'importSettled') throw error;
	});
	return true;
}

/** Whoever brought the file in, as they may act now; undefined when the account was deactivated. */
async function actingFor(app: App, file: store.FileRow): Promise<Ctx | undefined> {
	const batch = await store.findBatch(app.db, file.batchId);
	if (!batch) return undefined;
	const { ownerId, locale } = batch;
	if (ownerId === null) return { app, actor: { kind: 'operator' }, door: 'server', locale };
	const person = await findPerson(app.db, ownerId);
	if (!person || person.deactivatedAt) return undefined;
	return { app, actor: await actorById(app, ownerId), door: 'server', locale };
}
