// Brings the database up to the program, as every start does.
import { mkdir } from 'node:fs/promises';
import { openDatabase } from '#platform/database/connect.server.ts';
import { migrate } from '#platform/database/migrate.server.ts';
import { createLog } from '#platform/log.server.ts';
import { command } from '../command.ts';

export const migrateDatabase = command({
	args: [0, 0],
	options: {},
	async run({ config, words, answer }) {
		const log = createLog('warn', (line) => process.stderr.write(line));
		await mkdir(config.dataDir, { recursive: true, mode: 0o700 });
		const database = await openDatabase({ url: config.databaseUrl, dataDir: config.dataDir, log });
		try {
			const applied = await migrate(database.pool, { log, root: config.root });
			answer({ applied }, applied.length === 0 ? words.done.upToDate : [words.done.migrated, ...applied].join('\n  '));
			return 0;
		} finally {
			await database.close();
		}
	}
});
