// `npm run bench:transfer [-- COUNT]`: how many practices a second leave as lines and come in again, between two instances made for it.
import { createReadStream, createWriteStream } from 'node:fs';
import { rm, stat } from 'node:fs/promises';
import path from 'node:path';
import { pipeline } from 'node:stream/promises';
import { openApp } from '#app/app.server.ts';
import { CatalogueQuery } from '#features/catalogue/schema.ts';
import { importLines } from '#features/exchange/handlers/transfer-lines.server.ts';
import { practicesToNdjson } from '#features/exchange/handlers/transfer-out.server.ts';
import { readConfig } from '#platform/config.server.ts';
import type { Ctx } from '#platform/ctx.ts';
import { createLog } from '#platform/log.server.ts';
import { run } from '../../test/server.ts';
import { temporaryFolder } from '../../test/temporary.ts';

const count = Number(process.argv[2] ?? 3_000);
const target = 500;
const root = path.resolve(import.meta.dirname, '../..');
const folder = await temporaryFolder();
const file = path.join(folder, 'practices.ndjson');

try {
	say(`filling ${count} invented practices …`);
	const filled = await run(process.execPath, [path.join(root, 'scripts/bench/fill.ts'), String(count)], {
		...process.env,
		ACERVO_DATA: path.join(folder, 'here')
	});
	if (filled.code !== 0) throw new Error(filled.stderr);

	let practices = 0;
	const out = await timed('here', async (ctx) => {
		const everything = CatalogueQuery.parse({});
		await pipeline(practicesToNdjson(ctx, everything), createWriteStream(file));
	});
	const { size } = await stat(file);
	// Whether what is known already is recognised in less time than it takes to bring it in.
	const inwards = await timed('there', async (ctx) => {
		for await (const outcome of importLines(ctx, createReadStream(file))) {
			if (!outcome.ok) throw outcome.reason;
			practices += 1;
		}
	});
	const again = await timed('there', async (ctx) => {
		for await (const outcome of importLines(ctx, createReadStream(file)))
			if (!outcome.ok || !outcome.isKnown) throw new Error('not recognised');
	});
	say(`${practices} practices, ${size} bytes, ${Math.round(size / practices)} each`);
	line('out, published practices to lines', out);
	line('in, lines to drafts', inwards);
	line('in again, every line recognised', again);
	const memory = Math.round(process.resourceUsage().maxRSS / 1024);
	say(`most memory ${memory} MB`);

	function line(name: string, milliseconds: number): void {
		say(`${name.padEnd(36)} ${Math.round(practices / (milliseconds / 1000))}/s (target ${target}/s)`);
	}
} finally {
	await rm(folder, { recursive: true, force: true });
}

/** Milliseconds that work takes on an instance that is open already. */
async function timed(name: string, work: (ctx: Ctx) => Promise<void>): Promise<number> {
	const config = readConfig({ ACERVO_DATA: path.join(folder, name) }, root);
	const app = await openApp(config, createLog('silent'));
	try {
		const began = performance.now();
		await work({ app, actor: { kind: 'operator' }, door: 'cli', locale: 'es' });
		return performance.now() - began;
	} finally {
		await app.close();
	}
}

function say(text: string): void {
	process.stdout.write(`${text}\n`);
}
