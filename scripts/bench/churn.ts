// Announces a public change ten times a second until its input ends, so that pages are rendered anew while they are measured.
// Usage: ACERVO_DATA=… node scripts/bench/churn.ts, beside the server of that data folder.
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { sql } from 'kysely';
import { openApp } from '#app/app.server.ts';
import { readConfig } from '#platform/config.server.ts';
import { createLog } from '#platform/log.server.ts';

const app = await openApp(readConfig(process.env, path.resolve(import.meta.dirname, '../..')), createLog('silent'));
let isOver = false;
process.stdin.resume().once('end', () => {
	isOver = true;
});
while (!isOver) {
	await sql`select pg_notify('acervo_public', 'bench')`.execute(app.db);
	await sleep(100);
}
await app.close();
