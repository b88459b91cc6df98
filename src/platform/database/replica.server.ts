// Reading the catalogue from a streaming replica, never an older one than has been announced: at every change of what the public sees the
// primary's place in its log is remembered, and the replica is asked only once it has replayed as far. Until then, and while the replica is
// away, the primary answers.
import { Kysely, PostgresDialect, type PostgresPool, type PostgresPoolClient } from 'kysely';
import type pg from 'pg';
import type { Log } from '../log.server.ts';
import type { Announcements } from './announcements.server.ts';
import { openPool, readingCatalogue } from './connect.server.ts';
import type { Database } from './tables.ts';

/** Ms between two questions whether the replica has caught up. */
const patience = 50;
/** Ms after which a replica that was away is tried again. */
const retry = 5_000;

interface Parts {
	/** Address of the replica. */
	url: string;
	/** Connections to the primary. */
	primary: pg.Pool;
	announcements: Announcements;
	log: Log;
}

export interface CatalogueReplica {
	/** Reads only: each query goes to the replica where it is as new as what was announced, else to the primary. */
	db: Kysely<Database>;
	/** Where the next query would go. */
	next(): Promise<'replica' | 'primary'>;
	close(): Promise<void>;
}

/** Opens a replica; it may be away at first, too. */
export function openReplica({ url, primary, announcements, log }: Parts): CatalogueReplica {
	const replica = openPool(url, log, readingCatalogue);
	/** Grows with each change, so that what was learnt before it does not count after it. */
	let changes = 0;
	/** Place in the log that the replica must have replayed, once it is known. */
	let needed: string | undefined;
	let isCurrent = false;
	let askAgainAt = 0;
	let asking: Promise<void> | undefined;

	const learnPlace = async () => {
		const change = changes;
		try {
			const { rows } = await primary.query<{ place: string }>('select pg_current_wal_insert_lsn()::text as place');
			if (change === changes) needed = rows[0]?.place;
		} catch (error) {
			log.warn('replica.placeUnknown', { message: messageOf(error) });
			if (change === changes) setTimeout(() => void learnPlace(), retry).unref();
		}
	};
	const changed = () => {
		changes += 1;
		needed = undefined;
		isCurrent = false;
		askAgainAt = 0;
		void learnPlace();
	};
	const away = (error: unknown) => {
		log.warn('replica.away', { message: messageOf(error) });
		isCurrent = false;
		askAgainAt = Date.now() + retry;
	};
	const ask = async () => {
		const change = changes;
		try {
			const { rows } = await replica.query<{ reached: boolean }>('select pg_last_wal_replay_lsn() >= $1::pg_lsn as reached', [needed]);
			if (change !== changes) return;
			isCurrent = rows[0]?.reached === true;
			if (!isCurrent) askAgainAt = Date.now() + patience;
		} catch (error) {
			away(error);
		}
	};
	const mayRead = async (): Promise<boolean> => {
		if (!announcements.isHearing || needed === undefined) return false;
		if (!isCurrent && Date.now() >= askAgainAt) {
			asking ??= ask().finally(() => {
				asking = undefined;
			});
			await asking;
		}
		return isCurrent && announcements.isHearing;
	};

	announcements.onChange(changed);
	changed();
	const db = new Kysely<Database>({ dialect: new PostgresDialect({ pool: chosen({ mayRead, replica, primary, away }) }) });
	return {
		db,
		next: async () => ((await mayRead()) ? 'replica' : 'primary'),
		close: () => replica.end()
	};
}

interface Choice {
	mayRead: () => Promise<boolean>;
	replica: pg.Pool;
	primary: pg.Pool;
	away: (error: unknown) => void;
}

/** A pool that chooses anew for each connection, and asks the primary what the replica could not answer. */
function chosen({ mayRead, replica, primary, away }: Choice): PostgresPool {
	const fromReplica = async (): Promise<pg.PoolClient | undefined> => {
		try {
			return (await mayRead()) ? await replica.connect() : undefined;
		} catch (error) {
			away(error);
			return undefined;
		}
	};
	return {
		async connect() {
			const client = await fromReplica();
			if (!client) return (await primary.connect()) as unknown as PostgresPoolClient;
			return orElse(client, primary, away);
		},
		end: async () => {},
		options: primary.options
	};
}

/** A connection to the replica whose questions go on to the primary when it fails; one whose answer comes in pieces does not. */
function orElse(client: pg.PoolClient, primary: pg.Pool, away: (error: unknown) => void): PostgresPoolClient {
	const query = async (text: unknown, values?: readonly unknown[]) => {
		if (typeof text !== 'string') return client.query(text as never);
		try {
			return await client.query(text, values as unknown[]);
		} catch (error) {
			if (!isReplicaFault(error)) throw error;
			away(error);
			return primary.query(text, values as unknown[]);
		}
	};
	return { query, release: () => client.release() } as unknown as PostgresPoolClient;
}

/**
 * Whether it was the replica and not the question: the connection broke, the server stops or starts, or a query was in the way of
 * replaying (40001). https://www.postgresql.org/docs/15/errcodes-appendix.html
 */
function isReplicaFault(error: unknown): boolean {
	const { code } = error as { code?: string };
	return code === undefined || /^(08\w{3}|57P0[123]|40001|E[A-Z]+)$/.test(code);
}

function messageOf(error: unknown): string {
	return error instanceof Error ? error.message : String(error);
}
