// One process at a time: a lock in a file, which a process that died no longer holds.
// Plain JavaScript with built-in modules only, because the bootstrap needs it before anything is installed.
import { randomUUID } from 'node:crypto';
import { linkSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';

/**
 * Names a living process so that a later one with the same number is not taken for it.
 * @param {number} pid
 * @returns {string | undefined} number and, on Linux, its start; nothing when it ended, a zombie included
 */
export function processIdentity(pid) {
	if (process.platform !== 'linux') return isThere(pid) ? String(pid) : undefined;
	try {
		const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
		// The name in brackets may contain anything; the state is the first field after it, the start the twentieth.
		const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
		return fields[0] === 'Z' || fields[0] === 'X' ? undefined : `${pid}@${fields[19]}`;
	} catch {
		return undefined;
	}
}

/**
 * @param {string} identity as given by processIdentity, perhaps long ago
 * @returns {boolean} whether that very process still runs
 */
export function isLiving(identity) {
	return processIdentity(Number.parseInt(identity, 10)) === identity;
}

/**
 * Runs `work` while no other process, and no other call in this one, holds the lock.
 * @template T
 * @param {string} path the lock file, in a folder that exists and is writable
 * @param {() => T | Promise<T>} work
 * @param {() => void} [onWait] called once when somebody else holds it
 * @returns {Promise<T>}
 */
export async function exclusively(path, work, onWait) {
	const draft = `${path}.${randomUUID()}`;
	writeFileSync(draft, `${processIdentity(process.pid)} ${randomUUID()}`, { mode: 0o644 });
	try {
		let told = false;
		while (!taken(draft, path)) {
			if (!told) onWait?.();
			told = true;
			await sleep(20);
		}
	} finally {
		rmSync(draft, { force: true });
	}
	try {
		return await work();
	} finally {
		rmSync(path, { force: true });
	}
}

/**
 * A hard link appears whole or not at all, so nobody ever reads a lock without its holder.
 * @param {string} draft
 * @param {string} path
 */
function taken(draft, path) {
	try {
		linkSync(draft, path);
		return true;
	} catch (error) {
		if (codeOf(error) !== 'EEXIST') throw error;
	}
	discardIfStale(path);
	return false;
}

/**
 * Removes the lock of a dead holder. Between reading and removing, another process may have taken it anew: then it is put back.
 * @param {string} path
 */
function discardIfStale(path) {
	const grave = `${path}.${randomUUID()}`;
	try {
		const judged = readFileSync(path, 'utf8');
		if (isLiving(judged.split(' ')[0] ?? '')) return;
		renameSync(path, grave);
		if (readFileSync(grave, 'utf8') !== judged) linkSync(grave, path);
	} catch (error) {
		if (codeOf(error) !== 'ENOENT' && codeOf(error) !== 'EEXIST') throw error;
	} finally {
		rmSync(grave, { force: true });
	}
}

/** @param {number} pid */
function isThere(pid) {
	try {
		process.kill(pid, 0);
		return true;
	} catch (error) {
		return codeOf(error) === 'EPERM';
	}
}

/** @param {unknown} error */
function codeOf(error) {
	return error instanceof Error && 'code' in error ? error.code : undefined;
}
