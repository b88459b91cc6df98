// Opens the database for a process: the one at an address, or the embedded one of a data folder.
import { Kysely, PostgresDialect } from 'kysely';
import pg from 'pg';
import { processIdentity } from '../exclusive.mjs';
import type { Log } from '../log.server.ts';
import { type EmbeddedOptions, startEmbedded } from './embedded.server.ts';
import type { Database } from './tables.ts';

export interface OpenDatabase {
	db: Kysely<Database>;
	/** The connections under `db`, for what Kysely does not do: migrations, listening. */
	pool: pg.Pool;
	/** For reading the catalogue, on connections of their own. */
	catalogue: { db: Kysely<Database>; pool: pg.Pool };
	url: string;
	/** Waits for running queries, closes the connections and gives up our share of the embedded server. */
	close(): Promise<void>;
}

export interface DatabaseSource {
	/** Address of a PostgreSQL server; it wins over `dataDir`. */
	url?: string;
	/** Folder of the embedded server, created when missing. */
	dataDir?: string;
	log: Log;
	/** PostgreSQL settings of an embedded server that is started here. */
	settings?: Record<string, string>;
}

/** Type numbers of PostgreSQL's catalogue. */
const int8 = 20;
const date = 1082;

/** Counts come as numbers, days as 'YYYY-MM-DD' without a time zone; the rest as the driver gives it, moments as Date. */
const types: pg.CustomTypesConfig = {
	getTypeParser: ((type: number, format?: 'text' | 'binary') => {
		if (type === int8) return Number;
		if (type === date) return String;
		return pg.types.getTypeParser(type, format);
	}) as typeof pg.types.getTypeParser
};

/** How connections behave: ms after which a statement ends, and settings of PostgreSQL that differ from its own. */
interface Behaviour {
	patience: number;
	settings: Readonly<Record<string, string>>;
}

/** Compiling a statement takes longer than most of ours run. */
const settings = { jit: 'off' };
const everyday: Behaviour = { patience: 30_000, settings };

/**
 * Anybody may ask the catalogue anything, so it gives up soon. It goes through the index over all entries rather than read the long vector
 * of every one: the planner does not know what that costs. Starting processes that help with a statement takes longer than most of them run.
 */
export const readingCatalogue: Behaviour = {
	patience: 5_000,
	settings: { ...settings, enable_seqscan: 'off', work_mem: '32MB', max_parallel_workers_per_gather: '0' }
};

/** A pool of ten connections; nothing is connected yet. */
export function openPool(url: string, log: Log, { patience, settings }: Behaviour = everyday): pg.Pool {
	const options = Object.entries(settings).map(([name, value]) => `-c ${name}=${value}`);
	const pool = new pg.Pool({
		connectionString: url,
		max: 10,
		statement_timeout: patience,
		application_name: 'acervo',
		...(options.length > 0 && { options: options.join(' ') }),
		types
	});
	// An idle connection that breaks is replaced at the next query; unheard, its error would end the process.
	pool.on('error', (error) => {
		// The pool counts as ended before its connections are: a server that stops then tells them so.
		if (!pool.ending) log.warn('database.connectionLost', { message: error.message });
	});
	// The same for a connection at work, between two queries of a transaction: whoever uses it learns of it from the next query.
	pool.on('connect', (client) => client.on('error', () => {}));
	return pool;
}

/**
 * Opens the database and its pool of connections.
 * @throws Error with a sentence for the operator when there is no such database
 */
export async function openDatabase({ url, dataDir, log, settings }: DatabaseSource): Promise<OpenDatabase> {
	if (!url && !dataDir) throw new Error('Neither the address of a database nor a data folder is given.');
	const embedded = !url && dataDir ? await startEmbedded({ dataDir, log, settings }) : undefined;
	const address = embedded?.url ?? url ?? '';
	const pool = openPool(address, log);
	const catalogue = openPool(address, log, readingCatalogue);
	const guard = embedded && dataDir ? guardEmbedded(embedded.pid, { dataDir, log, settings }) : undefined;
	const close = async () => {
		await guard?.end();
		await Promise.all([pool.end(), catalogue.end()]);
		await embedded?.stop();
	};
	try {
		await pool.query('select 1');
	} catch (error) {
		await close();
		throw new Error(`The database does not answer: ${error instanceof Error ? error.message : String(error)}`, { cause: error });
	}
	const over = (connections: pg.Pool) => new Kysely<Database>({ dialect: new PostgresDialect({ pool: connections }) });
	return { db: over(pool), pool, catalogue: { db: over(catalogue), pool: catalogue }, url: address, close };
}

/** Starts the embedded server again when it was killed under us; queries fail until then, at most for a second or two. */
function guardEmbedded(firstPid: number, options: EmbeddedOptions): { end(): Promise<void> } {
	let pid = firstPid;
	let revival: Promise<void> | undefined;
	const revive = async () => {
		try {
			// Our share from before still holds, so the second one is given back.
			const again = await startEmbedded(options);
			pid = again.pid;
			await again.stop();
			options.log.warn('database.restarted', { adopted: again.adopted });
		} catch (error) {
			options.log.error('database.restartFailed', error);
		} finally {
			revival = undefined;
		}
	};
	const timer = setInterval(() => {
		if (!processIdentity(pid)) revival ??= revive();
	}, 500);
	timer.unref();
	return {
		async end() {
			clearInterval(timer);
			await revival;
		}
	};
}
