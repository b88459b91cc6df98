// One PostgreSQL for the whole test run, with a migrated template from which every test file copies its own database.
import { rm } from 'node:fs/promises';
import path from 'node:path';
import pg from 'pg';
import type { TestProject } from 'vitest/node';
import { startEmbedded } from '#platform/database/embedded.server.ts';
import { migrate } from '#platform/database/migrate.server.ts';
import { createLog } from '#platform/log.server.ts';
import { clearAbandoned, temporaryFolder } from './temporary.ts';

declare module 'vitest' {
	interface ProvidedContext {
		/** Address of the database to copy; nobody stays connected to it. */
		templateUrl: string;
	}
}

export default async function setup({ provide }: TestProject): Promise<() => Promise<void>> {
	await clearAbandoned();
	const dataDir = await temporaryFolder();
	const log = createLog('warn', (line) => process.stderr.write(line));
	const server = await startEmbedded({ dataDir, log, settings: { fsync: 'off', full_page_writes: 'off' } });
	const pool = new pg.Pool({ connectionString: server.url });
	await migrate(pool, { log, root: path.resolve(import.meta.dirname, '..') });
	await pool.end();
	provide('templateUrl', server.url);
	return async () => {
		await server.stop();
		await rm(dataDir, { recursive: true, force: true });
	};
}
