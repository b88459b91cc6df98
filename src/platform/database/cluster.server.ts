// Creates the files of an embedded database: Spanish order, checksums, and nothing half done.

import { execFile } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { lchownSync, readdirSync, renameSync, rmSync } from 'node:fs';
import path from 'node:path';
import type { Log } from '../log.server.ts';
import { type Account, becoming, creatingAccount, makePrivate, reaching } from './account.server.ts';
import { type Binaries, environment } from './binaries.server.ts';

/**
 * How words are ordered and told apart, best first; the machine may lack some. Order comes from ICU (Spanish, the same on every
 * machine). What is a letter comes from the machine: under plain C, the text search takes « ¿ — for letters of the word beside them.
 */
const collations = [
	['--locale-provider', 'icu', '--icu-locale', 'es-MX', '--lc-ctype', 'C.UTF-8'],
	['--locale-provider', 'icu', '--icu-locale', 'es-MX', '--lc-ctype', 'en_US.UTF-8'],
	['--locale-provider', 'icu', '--icu-locale', 'es-MX'],
	['--locale-provider', 'builtin', '--builtin-locale', 'C.UTF-8']
];

/**
 * Creates a cluster beside its place and moves it there, so that an interrupted creation is never taken for a database.
 * @param cluster absolute path that does not exist yet
 * @param options.owner name of the database user who may do everything
 * @param options.isDurable waits until the files are on disk
 */
export async function createCluster(
	cluster: string,
	{ binaries, account, owner, isDurable, log }: { binaries: Binaries; account: Account; owner: string; isDurable: boolean; log: Log }
): Promise<void> {
	const { initdb, libraryPath } = binaries;
	const folder = path.dirname(cluster);
	for (const entry of readdirSync(folder)) {
		if (entry.startsWith('postgres.new-')) rmSync(path.join(folder, entry), { recursive: true, force: true });
	}
	const creator = reaching(creatingAccount(account), [initdb, cluster]);
	const common = ['--username', owner, '--auth', 'trust', '--encoding', 'UTF8', '--locale', 'C', '--data-checksums', '--no-instructions'];
	if (!isDurable) common.push('--no-sync');
	log.info('database.create', { folder });
	const refusals: unknown[] = [];
	for (const collation of collations) {
		const draft = path.join(folder, `postgres.new-${randomUUID()}`);
		makePrivate(draft, creator);
		try {
			await run(creator, initdb, ['--pgdata', draft, ...common, ...collation], libraryPath);
			if (account.user !== creator.user) handOver(draft, account);
			renameSync(draft, cluster);
			return;
		} catch (refusal) {
			rmSync(draft, { recursive: true, force: true });
			if (!/locale|collat|ICU/.test(String(refusal))) throw refusal;
			log.error('database.collationRefused', refusal, { collation: collation.join(' ') });
			refusals.push(refusal);
		}
	}
	throw refusals[0];
}

function handOver(folder: string, { user }: Account): void {
	if (!user) return;
	for (const entry of ['.', ...readdirSync(folder, { recursive: true, encoding: 'utf8' })]) {
		lchownSync(path.join(folder, entry), user.uid, user.gid);
	}
}

function run(account: Account, program: string, programArgs: string[], libraryPath: string | undefined): Promise<void> {
	const [command = '', ...args] = [...account.prefix, program, ...programArgs];
	return new Promise((resolve, reject) => {
		execFile(command, args, { ...becoming(account), env: environment(libraryPath) }, (error, output, complaints) => {
			if (error) reject(new Error(`${path.basename(program)} failed: ${complaints.trim() || output.trim() || error.message}`));
			else resolve();
		});
	});
}
