// Puts an app together for a door: the server, the command line and the tests all begin here.
import { randomBytes } from 'node:crypto';
import { mkdir } from 'node:fs/promises';
import type pg from 'pg';
import { fillThesaurus } from '#features/thesaurus/handlers.server.ts';
import { createAuth } from '#platform/auth.server.ts';
import type { Config } from '#platform/config.server.ts';
import type { App } from '#platform/ctx.ts';
import { openDatabase } from '#platform/database/connect.server.ts';
import { migrate } from '#platform/database/migrate.server.ts';
import { Press } from '#platform/documents/press/press.server.ts';
import { openFiles } from '#platform/files.server.ts';
import type { Log } from '#platform/log.server.ts';

export interface RunningApp extends App {
	/** Lets go of the database; stops the embedded one when nobody else uses it. */
	close(): Promise<void>;
	/** Address under which the database was opened, for whoever listens for its announcements. */
	databaseUrl: string;
	/** The connections under `db`. */
	pool: pg.Pool;
	/** The connections under `catalogueDb`. */
	cataloguePool: pg.Pool;
}

/** Opens the data folder, brings the database up to date and returns the app. */
export async function openApp(config: Config, log: Log, now: () => Date = () => new Date()): Promise<RunningApp> {
	await mkdir(config.dataDir, { recursive: true, mode: 0o700 });
	const database = await openDatabase({ ...(config.databaseUrl ? { url: config.databaseUrl } : { dataDir: config.dataDir }), log });
	try {
		await migrate(database.pool, { log, root: config.root });
		// The first process to see an empty database gives the instance its secret; all later ones find it.
		await database.db
			.insertInto('instance')
			.values({ isDemo: config.isDemo, authSecret: randomBytes(32).toString('base64url') })
			.onConflict((conflict) => conflict.doNothing())
			.execute();
		const { authSecret } = await database.db.selectFrom('instance').select('authSecret').executeTakeFirstOrThrow();
		await fillThesaurus({ db: database.db, config, now });
		const press = new Press(log);
		return {
			config,
			log,
			now,
			db: database.db,
			catalogueDb: database.catalogue.db,
			files: await openFiles(config.dataDir),
			auth: createAuth({ db: database.db, secret: authSecret, origin: config.origin }),
			press,
			memory: new Map(),
			databaseUrl: database.url,
			pool: database.pool,
			cataloguePool: database.catalogue.pool,
			async close() {
				await press.stop();
				await database.close();
			}
		};
	} catch (error) {
		await database.close();
		throw error;
	}
}
