// What runs on a cluster's folder: reading PostgreSQL's own note (postmaster.pid), recognising its processes, ending them.
import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { isLiving, processIdentity } from '../exclusive.mjs';

/** How long connections get to end before the database is stopped the hard way, in ms. Its log replays what was acknowledged. */
const patience = 30_000;

export interface Postmaster {
	pid: number;
	socketDir: string;
	/** False while it still starts or recovers. */
	isReady: boolean;
}

/**
 * A name for the cluster that PostgreSQL shows in the command line of all its processes.
 * Folder and device number stay when the folder is renamed, and differ for a copy.
 */
export function clusterName(cluster: string): string {
	const { dev, ino } = statSync(cluster);
	return `acervo-${dev.toString(36)}-${ino.toString(36)}`;
}

/** The living server of this cluster, if any. A note left by a server that was killed is not taken for one. */
export function findPostmaster(cluster: string): Postmaster | undefined {
	let lines: string[];
	try {
		lines = readFileSync(path.join(cluster, 'postmaster.pid'), 'utf8').split('\n');
	} catch {
		return undefined;
	}
	const pid = Number(lines[0]);
	if (!(pid > 0) || !belongsTo(pid, clusterName(cluster))) return undefined;
	return { pid, socketDir: lines[4]?.trim() ?? '', isReady: lines[7]?.trim() === 'ready' };
}

/** Stops a server: open transactions are rolled back, everything committed is on disk. Resolves when the process ended. */
export async function stopPostmaster(pid: number): Promise<void> {
	const identity = processIdentity(pid);
	if (!identity) return;
	for (const signal of ['SIGINT', 'SIGQUIT', 'SIGKILL'] as const) {
		send(signal, pid);
		if (await within(patience, () => !isLiving(identity))) return;
	}
	throw new Error(`The database process ${pid} cannot be stopped.`);
}

/**
 * Makes the folder of a killed server free for the next one: waits for, then ends, the processes it left behind, and removes its
 * note and socket when another process (or a zombie) now has its number, which PostgreSQL would take for a living server.
 */
export async function clearRemains(cluster: string, socketDir: string): Promise<void> {
	const name = clusterName(cluster);
	if (!(await within(5_000, () => processesOf(name).length === 0))) {
		for (const pid of processesOf(name)) send('SIGKILL', pid);
		await within(5_000, () => processesOf(name).length === 0);
	}
	for (const note of [path.join(cluster, 'postmaster.pid'), path.join(socketDir, '.s.PGSQL.5432.lock')]) {
		if (isNumberInUse(note)) rmSync(note, { force: true });
	}
}

function isNumberInUse(note: string): boolean {
	try {
		process.kill(Number.parseInt(readFileSync(note, 'utf8'), 10), 0);
		return true;
	} catch (error) {
		return error instanceof Error && 'code' in error && error.code === 'EPERM';
	}
}

function processesOf(name: string): number[] {
	const pids =
		process.platform === 'linux'
			? readdirSync('/proc').map(Number)
			: execFileSync('ps', ['-axo', 'pid='], { encoding: 'utf8' }).split('\n').map(Number);
	return pids.filter((pid) => pid > 0 && belongsTo(pid, name));
}

function belongsTo(pid: number, name: string): boolean {
	if (processIdentity(pid) === undefined) return false;
	const command = commandLine(pid);
	return command.includes(`cluster_name=${name} `) || command.startsWith(`postgres: ${name}: `);
}

/** Arguments separated by blanks, with one at the end; empty when the process is gone. */
function commandLine(pid: number): string {
	try {
		if (process.platform === 'linux') return readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ');
		return `${execFileSync('ps', ['-o', 'command=', '-p', String(pid)], { encoding: 'utf8' }).trim()} `;
	} catch {
		return '';
	}
}

function send(signal: NodeJS.Signals, pid: number): void {
	try {
		process.kill(pid, signal);
	} catch (error) {
		if (!(error instanceof Error && 'code' in error && error.code === 'ESRCH')) throw error;
	}
}

async function within(ms: number, holds: () => boolean): Promise<boolean> {
	const end = Date.now() + ms;
	while (!holds()) {
		if (Date.now() > end) return false;
		await sleep(10);
	}
	return true;
}
