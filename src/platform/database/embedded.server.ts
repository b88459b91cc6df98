// The database that comes with the program: a real PostgreSQL in the data folder, on a Unix socket only, never as root.
//
// Who starts it: whoever needs it first. Who stops it: the last one that leaves. Every process that uses it keeps a note in
// `clients/`, so a command that started it beside nobody stops it again, while one that ran beside the server leaves it alone.
// After a crash of ours the database simply goes on, and the next start takes it over.
import { spawn } from 'node:child_process';
import {
	accessSync,
	chmodSync,
	closeSync,
	constants,
	existsSync,
	fchownSync,
	mkdirSync,
	openSync,
	readFileSync,
	realpathSync,
	renameSync,
	statSync
} from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { exclusively } from '../exclusive.mjs';
import type { Log } from '../log.server.ts';
import { type Account, becoming, chooseAccount, makePrivate, reaching } from './account.server.ts';
import { type Binaries, environment, findBinaries } from './binaries.server.ts';
import { createCluster } from './cluster.server.ts';
import { clearRemains, clusterName, findPostmaster, type Postmaster, stopPostmaster } from './postmaster.server.ts';
import { takeShare } from './share.server.ts';

export interface EmbeddedOptions {
	/** Folder of the whole installation; the database lies in `postgres` below it. Created when missing. */
	dataDir: string;
	log: Log;
	/** PostgreSQL settings beside the standing ones, `{ fsync: 'off' }` in tests. */
	settings?: Record<string, string>;
}

export interface Embedded {
	/** Address for any PostgreSQL client that knows sockets. */
	url: string;
	socketDir: string;
	pid: number;
	/** It was already running: beside us, or left by a process that was killed. */
	adopted: boolean;
	/** Gives up our share; stops the database when nobody else uses it. Calling it again does nothing. */
	stop(): Promise<void>;
}

const name = 'acervo';
const megabyte = 1024 * 1024;

/** The longest path of a socket: 107 bytes on Linux, 103 on macOS. */
const longestSocketPath = 100;

/** Where everything of one embedded database lies, and how it is started. */
interface Place {
	folder: string;
	cluster: string;
	logFile: string;
	log: Log;
	settings: Record<string, string>;
}

const standing: Record<string, string> = {
	listen_addresses: '',
	unix_socket_permissions: '0700',
	shared_buffers: '128MB',
	max_connections: '60',
	jit: 'off',
	timezone: 'UTC',
	log_timezone: 'UTC',
	log_line_prefix: '%m [%p] ',
	// Neither statements nor the values of a violated key belong in a log: they are people's data.
	log_min_error_statement: 'panic',
	log_error_verbosity: 'terse'
};

/**
 * Starts the database of a data folder, or takes over the one that runs there. Creates it in an empty folder.
 * @throws Error with a sentence for the operator, and the end of the database's log when it does not come up
 */
export async function startEmbedded({ dataDir, log, settings = {} }: EmbeddedOptions): Promise<Embedded> {
	const place = openPlace(dataDir, log, settings);
	const lock = path.join(place.folder, 'postgres.lock');
	const share = takeShare(path.join(place.folder, 'clients'));
	try {
		const { postmaster, adopted } = await exclusively(lock, () => ensureRunning(place));
		const stop = async () => {
			if (!share.giveUp() || share.others() > 0) return;
			const running = findPostmaster(place.cluster);
			if (running) await stopPostmaster(running.pid);
		};
		const { socketDir, pid } = postmaster;
		return { url: addressIn(socketDir, name), socketDir, pid, adopted, stop: () => exclusively(lock, stop) };
	} catch (error) {
		share.giveUp();
		throw error;
	}
}

function openPlace(dataDir: string, log: Log, settings: Record<string, string>): Place {
	try {
		mkdirSync(dataDir, { recursive: true, mode: 0o700 });
		accessSync(dataDir, constants.W_OK | constants.X_OK);
	} catch (error) {
		throw new Error(`${dataDir} cannot be written by this user. Start as its owner, or choose another folder with ACERVO_DATA.`, {
			cause: error
		});
	}
	const folder = realpathSync(dataDir);
	return { folder, cluster: path.join(folder, 'postgres'), logFile: path.join(folder, 'postgres.log'), log, settings };
}

async function ensureRunning(place: Place): Promise<{ postmaster: Postmaster; adopted: boolean }> {
	const { folder, cluster, log } = place;
	if (existsSync(cluster)) {
		const running = findPostmaster(cluster);
		if (running && (await answers(running, place))) return { postmaster: running, adopted: true };
		if (running) await stopPostmaster(running.pid);
	}
	const binaries = findBinaries(path.join(folder, 'postgres-lib'));
	const chosen = chooseAccount(statSync(existsSync(cluster) ? cluster : folder));
	// The unprivileged account passes through the data folder, without seeing what else lies in it.
	if (chosen.user && chosen.user.uid !== statSync(folder).uid) chmodSync(folder, statSync(folder).mode | 0o011);
	const account = reaching(chosen, [binaries.postgres, cluster]);
	if (!existsSync(cluster))
		await createCluster(cluster, { binaries, account, owner: name, isDurable: place.settings.fsync !== 'off', log });
	const socketDir = prepareSocketDir(place, account);
	await clearRemains(cluster, socketDir);
	await refuseForeignServer(socketDir);
	return { postmaster: await launch(place, socketDir, binaries, account), adopted: false };
}

/** The sockets' folder lies in the data folder, unless its path is too long for a socket: then in the machine's temporary one. */
function prepareSocketDir({ folder, cluster }: Place, account: Account): string {
	const near = path.join(folder, 'socket');
	const fits = Buffer.byteLength(path.join(near, '.s.PGSQL.5432.lock')) < longestSocketPath;
	const socketDir = fits ? near : path.join(tmpdir(), clusterName(cluster));
	makePrivate(socketDir, account);
	return socketDir;
}

/** A server whose process we cannot see but whose socket answers runs in another container; two on one folder would destroy it. */
async function refuseForeignServer(socketDir: string): Promise<void> {
	if ((await refusalOf(addressIn(socketDir, name))) === noOneListens) return;
	throw new Error('The database of this data folder is in use from another container. Stop that one, or run this command inside it.');
}

async function launch(place: Place, socketDir: string, { postgres, libraryPath }: Binaries, account: Account): Promise<Postmaster> {
	const { cluster, logFile, log, settings } = place;
	if ((statSync(logFile, { throwIfNoEntry: false })?.size ?? 0) > 10 * megabyte) renameSync(logFile, `${logFile}.1`);
	const all = { ...standing, unix_socket_directories: `"${socketDir}"`, cluster_name: clusterName(cluster), ...settings };
	const options = Object.entries(all).flatMap(([key, value]) => ['-c', `${key}=${value}`]);
	const [command = '', ...args] = [...account.prefix, postgres, '-D', cluster, ...options];
	const output = openSync(logFile, 'a', 0o600);
	if (account.user) fchownSync(output, account.user.uid, account.user.gid);
	const startOfLog = statSync(logFile).size;
	// Detached, so that Ctrl-C in a terminal reaches us alone and we end our work before the database.
	const child = spawn(command, args, {
		...becoming(account),
		detached: true,
		stdio: ['ignore', output, output],
		env: environment(libraryPath)
	});
	closeSync(output);
	let refusal: Error | undefined;
	let hasEnded = false;
	child.once('error', (error) => {
		refusal = error;
	});
	child.once('exit', () => {
		hasEnded = true;
	});
	child.unref();
	for (let waited = 0; ; waited++) {
		if (refusal) throw refusal;
		if (hasEnded) throw new Error(`The database did not start. Its log says:\n${textAfter(logFile, startOfLog)}`);
		const postmaster = findPostmaster(cluster);
		if (postmaster?.isReady && (await answers(postmaster, place))) return postmaster;
		if (waited % 500 === 499) log.info('database.recovering', { seconds: Math.round(waited / 100) });
		await sleep(10);
	}
}

function textAfter(file: string, bytes: number): string {
	return readFileSync(file).subarray(bytes).toString().trim().slice(-2000);
}

/** Waits while it recovers; false when it ended or its socket is gone, so that nobody will ever reach it. */
async function answers({ pid, socketDir }: Postmaster, { cluster, logFile, log }: Place): Promise<boolean> {
	while (findPostmaster(cluster)?.pid === pid) {
		const refusal = await refusalOf(addressIn(socketDir, name));
		if (refusal === undefined || refusal === tooManyConnections) return true;
		if (refusal === noOneListens) {
			if (findPostmaster(cluster)?.isReady) return false;
		} else if (refusal === unknownDatabase) {
			await createDatabase(socketDir);
			log.info('database.created');
		} else if (refusal !== startingUp && refusal !== broken) {
			throw new Error(`The database refuses connections (${refusal}). Its log is ${logFile}.`);
		}
		await sleep(10);
	}
	return false;
}

/** What `refusalOf` says where the server gave no code of its own. */
const noOneListens = 'no one listens';
const broken = 'connection broken';
/** Codes of PostgreSQL. */
const unknownDatabase = '3D000';
const startingUp = '57P03';
const tooManyConnections = '53300';

/** Why a connection was refused, nothing when a connection was accepted. */
async function refusalOf(url: string): Promise<string | undefined> {
	const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 10_000 });
	client.on('error', () => {});
	try {
		await client.connect();
		return undefined;
	} catch (error) {
		if (error instanceof pg.DatabaseError) return error.code;
		const code = error instanceof Error && 'code' in error ? error.code : undefined;
		if (code === 'ENOENT' || code === 'ECONNREFUSED') return noOneListens;
		return code === 'EACCES' ? code : broken;
	} finally {
		await client.end().catch(() => {});
	}
}

async function createDatabase(socketDir: string): Promise<void> {
	const client = new pg.Client({ connectionString: addressIn(socketDir, 'postgres') });
	await client.connect();
	try {
		await client.query(`create database ${name}`);
	} finally {
		await client.end();
	}
}

function addressIn(socketDir: string, database: string): string {
	return `postgresql://${name}@localhost/${database}?host=${encodeURIComponent(socketDir)}`;
}
