// Fills an empty data folder, or the database of DATABASE_URL, with invented practices for measuring.
// Usage: ACERVO_DATA=… node scripts/bench/fill.ts COUNT; prints the code of the worked example, which is published as well.
import path from 'node:path';
import { openApp } from '#app/app.server.ts';
import { loadExample } from '#features/assessments/handlers/example.server.ts';
import { fillThesaurus } from '#features/thesaurus/handlers.server.ts';
import { readConfig } from '#platform/config.server.ts';
import { createLog } from '#platform/log.server.ts';
import { fillCatalogue } from './filling.ts';

const count = Number(process.argv[2]);
const app = await openApp(readConfig(process.env, path.resolve(import.meta.dirname, '../..')), createLog('silent'));
try {
	await fillThesaurus(app);
	const { code } = await loadExample({ app, actor: { kind: 'operator' }, door: 'cli', locale: 'es' });
	await fillCatalogue(app, count, (done) => {
		if (done % 10_000 === 0) process.stderr.write(`${done} …\n`);
	});
	process.stdout.write(`${code}\n`);
} finally {
	await app.close();
}
