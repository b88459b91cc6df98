// Who asks, through which door, in which language: the first argument of every handler.

import type { Kysely, Transaction } from 'kysely';
import type { Auth } from './auth.server.ts';
import type { Config } from './config.server.ts';
import type { Database } from './database/tables.ts';
import type { Press } from './documents/press/press.server.ts';
import type { FileStore } from './files.server.ts';
import type { ApiReference } from './http/reference.ts';
import type { Locale } from './locale.ts';
import type { Log } from './log.server.ts';

export type Role = 'author' | 'assessor' | 'secretariat';

export type Actor =
	| { kind: 'anonymous' }
	/** Whoever runs the command line on the data folder. */
	| { kind: 'operator' }
	| { kind: 'person'; id: string; name: string; roles: Role[]; institutionIds: string[] };

export type Door = 'page' | 'api' | 'cli' | 'server';

/** What lives as long as the process. */
export interface App {
	config: Config;
	db: Kysely<Database>;
	/** For reading what the public sees: may be a replica, never an older one than this process has heard of. Never for a change. */
	catalogueDb: Kysely<Database>;
	/** Resolves when every change committed so far has been heard of; present where `catalogueDb` may be a replica. */
	announced?: () => Promise<void>;
	files: FileStore;
	auth: Auth;
	/** Prints documents. */
	press: Press;
	log: Log;
	/** Work that goes on after an answer, where the process is a server; `wake` says that there is some. */
	background?: { wake(): void };
	/** What is due by the clock, where the process is a server; `wake` says that something is due now. */
	duties?: { wake(): void };
	/** What the API offers, for the page about it, where the process is a server. */
	reference?: () => ApiReference;
	/** What features keep in memory, each under a name of its own: pages are another bundle of the same modules, and share it. */
	memory: Map<string, unknown>;
	/** The clock; tests may set it. */
	now(): Date;
}

export interface Ctx {
	app: App;
	actor: Actor;
	door: Door;
	locale: Locale;
	/** A creating call that may be repeated: its key, what was called and the hash of its body. */
	idempotency?: { key: string; call: string; bodyHash: string };
}

/** Reads go to either; a store takes this as its first argument. */
export type Db = Kysely<Database>;
export type Tx = Transaction<Database>;

/** Id of the person acting, or null for the operator and for nobody. */
export function actorId(actor: Actor): string | null {
	return actor.kind === 'person' ? actor.id : null;
}

export function hasRole(actor: Actor, role: Role): boolean {
	return actor.kind === 'person' && actor.roles.includes(role);
}
