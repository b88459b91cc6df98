// One server per data folder: the claim is a lock in the database, which vanishes with the process however it ends.
import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import type { Log } from '../log.server.ts';

/** How often a lost claim is tried again, in ms. */
const pause = 250;
/** How long another holder is borne with when the claim comes back, in ms: it may be our own old connection, not yet ended. */
const doubt = 5_000;

export interface Claim {
	/** Gives the folder free. */
	end(): Promise<void>;
}

/**
 * Claims the data folder of an embedded database for this process, and claims it again when the database was restarted.
 * @param onTaken called once when another process took the folder in such a moment; ours must then stop
 * @returns nothing when another server holds it
 */
export async function claimDataFolder(databaseUrl: string, log: Log, onTaken: () => void): Promise<Claim | undefined> {
	let isEnded = false;
	let held: pg.Client | undefined;

	const hold = (client: pg.Client) => {
		held = client;
		client.once('end', () => {
			if (!isEnded) void regain();
		});
	};
	const regain = async () => {
		let refusedSince: number | undefined;
		while (!isEnded) {
			await sleep(pause);
			const client = await tryLock(databaseUrl).catch(() => undefined);
			if (isEnded) return client?.end();
			if (client) return hold(client);
			if (client === undefined) {
				refusedSince = undefined;
				continue;
			}
			refusedSince ??= Date.now();
			if (Date.now() - refusedSince < doubt) continue;
			log.error('server.folderTaken', new Error('another server took the data folder'));
			return onTaken();
		}
	};

	const first = await tryLock(databaseUrl);
	if (!first) return undefined;
	hold(first);
	return {
		async end() {
			isEnded = true;
			await held?.end().catch(() => {});
		}
	};
}

/** The connection that holds the lock, or null when another one does. @throws when the database is away */
async function tryLock(databaseUrl: string): Promise<pg.Client | null> {
	const client = new pg.Client({ connectionString: databaseUrl, application_name: 'acervo-owner' });
	client.on('error', () => {});
	try {
		await client.connect();
		const { rows } = await client.query<{ free: boolean }>("select pg_try_advisory_lock(hashtext('acervo-server')) as free");
		if (rows[0]?.free) return client;
	} catch (error) {
		await client.end().catch(() => {});
		throw error;
	}
	await client.end();
	return null;
}
