// PostgreSQL refuses to run as root. This chooses the unprivileged account it runs as, without creating one on the machine.
import { spawnSync } from 'node:child_process';
import { chmodSync, chownSync, lstatSync, mkdirSync, readFileSync, statSync } from 'node:fs';
import path from 'node:path';

/** Owns the cluster where root may not make user namespaces. No account of that number needs to exist. */
const databaseUser = 54320;

export interface Account {
	/** Words put before the command. */
	prefix: string[];
	/** Whom the process becomes and whom its folders must belong to; absent when it stays who we are. */
	user?: { uid: number; gid: number };
}

/** Who asks, and what the machine allows; a parameter so that each case can be tried. */
export interface Circumstances {
	uid: number;
	canUseNamespaces: () => boolean;
	canKeepCapabilities: () => boolean;
}

/**
 * Chooses the account.
 * - An ordinary user stays that user.
 * - Root, in a folder of its own: a user namespace in which root is "nobody". Nothing changes hands.
 * - Root, in a folder of somebody else: that owner.
 * - Root where namespaces are forbidden (most containers): an unprivileged number, which the cluster is handed to.
 * @param owner who owns the cluster, or the data folder while there is no cluster yet
 */
export function chooseAccount(owner: { uid: number; gid: number }, { uid, canUseNamespaces }: Circumstances = ofThisMachine()): Account {
	if (uid !== 0) {
		if (owner.uid === uid) return { prefix: [] };
		throw new Error(
			'The database folder belongs to another user of this machine. Start as its owner, or choose another folder with ACERVO_DATA.'
		);
	}
	if (owner.uid !== 0) return { prefix: [], user: { uid: owner.uid, gid: owner.gid } };
	return canUseNamespaces() ? { prefix: namespaced() } : { prefix: [], user: { uid: databaseUser, gid: databaseUser } };
}

/**
 * Lets an account that is not root reach what it needs. Where a folder above is closed to others (`/root`), its process keeps the
 * one capability to pass closed folders; a machine that cannot give it (no setpriv, no such capability) gets an error instead.
 * @param targets absolute paths whose folders exist: the programs and the cluster
 * @throws Error naming the closed folder
 */
export function reaching(account: Account, targets: string[], { canKeepCapabilities }: Circumstances = ofThisMachine()): Account {
	const { user } = account;
	if (!user) return account;
	const closed = targets.map((target) => firstClosedFolder(target, user)).find((folder) => folder !== undefined);
	if (closed === undefined) return account;
	if (!canKeepCapabilities()) {
		throw new Error(
			`The database cannot run as root, and the unprivileged user ${user.uid} cannot enter ${closed}. Allow others to pass it (chmod o+x), or move the program and its data.`
		);
	}
	return { user, prefix: [...keepingCapability, '--reuid', String(user.uid), '--regid', String(user.gid), '--clear-groups', '--'] };
}

const keepingCapability = ['setpriv', '--inh-caps', '+dac_override', '--ambient-caps', '+dac_override'];

/**
 * The account that creates a cluster: initdb, unlike the server, wants one with a name. What it made is then handed over.
 * @param account as chosen for the server
 */
export function creatingAccount(account: Account): Account {
	const { user } = account;
	return !user || namedUsers().some(({ uid }) => uid === user.uid) ? account : { prefix: [], user: nobody() };
}

/** Root appears as "nobody" in there; for everything outside it stays the owner of its files. */
function namespaced(): string[] {
	const { uid, gid } = nobody();
	return ['unshare', '--user', `--map-user=${uid}`, `--map-group=${gid}`, '--'];
}

/** The account without rights that every system has; in a bare container any other that is not root. */
function nobody(): { uid: number; gid: number } {
	const others = namedUsers().filter(({ uid }) => uid !== 0);
	return others.find(({ name }) => name === 'nobody') ?? others[0] ?? { uid: 65534, gid: 65534 };
}

function namedUsers(): { name: string; uid: number; gid: number }[] {
	const lines = readFileSync('/etc/passwd', 'utf8').split('\n');
	return lines
		.map((line) => line.split(':'))
		.flatMap(([name = '', , uid, gid]) => (uid ? [{ name, uid: Number(uid), gid: Number(gid) }] : []));
}

function ofThisMachine(): Circumstances {
	return {
		uid: process.getuid?.() ?? -1,
		canUseNamespaces: () => succeeds([...namespaced(), 'true']),
		canKeepCapabilities: () => succeeds([...keepingCapability, '--', 'true'])
	};
}

function succeeds([command = '', ...args]: string[]): boolean {
	return spawnSync(command, args, { stdio: 'ignore' }).status === 0;
}

/** Makes a folder that only the account (and root) may enter. @throws Error when somebody else was there first */
export function makePrivate(folder: string, { user }: Account): void {
	const owner = user?.uid ?? process.getuid?.();
	const there = lstatSync(folder, { throwIfNoEntry: false });
	// In the temporary folder somebody else may have been first: then it is not ours to trust.
	if (there && (!there.isDirectory() || (there.uid !== owner && there.uid !== process.getuid?.()))) {
		throw new Error(`${folder} belongs to somebody else and cannot hold the database's socket.`);
	}
	if (!there) mkdirSync(folder, { mode: 0o700 });
	chmodSync(folder, 0o700);
	if (user) chownSync(folder, user.uid, user.gid);
}

/** How a child process is started as the account, without the prefix; with a prefix, the command in front changes the account. */
export function becoming({ prefix, user }: Account): { uid?: number; gid?: number; cwd: string } {
	return { ...(prefix.length === 0 ? user : {}), cwd: '/' };
}

/** The first folder above `target` that the user may not pass. */
function firstClosedFolder(target: string, user: { uid: number; gid: number }): string | undefined {
	for (let folder = path.dirname(target); ; folder = path.dirname(folder)) {
		const { mode, uid, gid } = statSync(folder);
		const needed = uid === user.uid ? 0o100 : gid === user.gid ? 0o010 : 0o001;
		if ((mode & needed) === 0) return folder;
		if (folder === path.dirname(folder)) return undefined;
	}
}
