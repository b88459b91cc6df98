// Folders for tests, and the clearing of what a killed test run left behind: its database server and its files.
import { mkdtemp, readdir, readFile, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { findPostmaster, stopPostmaster } from '#platform/database/postmaster.server.ts';
import { isLiving } from '#platform/exclusive.mjs';

const prefix = 'acervo-tests-';
const minute = 60_000;

/** A new empty folder for this test run; a run that was killed has its folders removed by a later one. */
export function temporaryFolder(): Promise<string> {
	return mkdtemp(path.join(tmpdir(), prefix));
}

/** Stops the servers and removes the folders of test runs that no longer exist. What belongs to other users stays. */
export async function clearAbandoned(): Promise<void> {
	const names = (await readdir(tmpdir())).filter((name) => name.startsWith(prefix));
	for (const folder of names.map((name) => path.join(tmpdir(), name))) {
		try {
			if (await isAbandoned(folder)) await clear(folder);
		} catch {
			// Somebody else's, or gone meanwhile.
		}
	}
}

async function isAbandoned(folder: string): Promise<boolean> {
	// A folder of this moment may not have its first client yet.
	if (Date.now() - (await stat(folder)).mtimeMs < minute) return false;
	const clients = path.join(folder, 'clients');
	const holders = await Promise.all((await readdir(clients)).map((note) => readFile(path.join(clients, note), 'utf8')));
	return !holders.some(isLiving);
}

async function clear(folder: string): Promise<void> {
	const cluster = path.join(folder, 'postgres');
	const left = findPostmaster(cluster);
	if (left) await stopPostmaster(left.pid);
	await rm(folder, { recursive: true, force: true });
}
