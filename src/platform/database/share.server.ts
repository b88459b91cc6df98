// Who uses an embedded database: a note per process in a folder, so that the last one that leaves can turn off the light.
import { randomUUID } from 'node:crypto';
import { chownSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { isLiving, processIdentity } from '../exclusive.mjs';

export interface Share {
	/** False when it was given up before. */
	giveUp(): boolean;
	/** How many living processes use the database; notes of dead ones are cleared. */
	others(): number;
}

/** Leaves the note of this process; several by one process count apart. */
export function takeShare(clients: string): Share {
	if (mkdirSync(clients, { recursive: true, mode: 0o700 }) && process.getuid?.() === 0) {
		// Root in somebody's folder leaves it usable for that somebody.
		const { uid, gid } = statSync(path.dirname(clients));
		chownSync(clients, uid, gid);
	}
	const note = path.join(clients, `${process.pid}-${randomUUID()}`);
	writeFileSync(note, processIdentity(process.pid) ?? '');
	let isHeld = true;
	return {
		giveUp() {
			const held = isHeld;
			isHeld = false;
			rmSync(note, { force: true });
			return held;
		},
		others: () => readdirSync(clients).filter((entry) => isInUse(path.join(clients, entry))).length
	};
}

function isInUse(note: string): boolean {
	try {
		// A note that is still empty is being written this moment.
		const holder = readFileSync(note, 'utf8');
		if (holder === '' || isLiving(holder)) return true;
		rmSync(note, { force: true });
	} catch {
		// Given up meanwhile.
	}
	return false;
}
