// `npm run bench:catalogue [-- --sizes 1000,10000 --keep FOLDER --json --million]`: how search, pages and records of an invented catalogue
// keep pace as it grows, against the plain SQL statement that returns the same page and counts and against a bare Node answer of the same
// bytes. What it prints of several sizes also goes into docs/performance.md. Loopback only; stops by itself.
import { readdir, rm } from 'node:fs/promises';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { temporaryFolder } from '../../test/temporary.ts';
import { type Figures, measureCatalogue } from './catalogue-figures.ts';
import { table, writeDocument } from './catalogue-report.ts';
import { fill } from './measuring.ts';

/** From here on the catalogue lies on a PostgreSQL server of its own. */
const million = 1_000_000;
const { values: options } = parseArgs({
	options: {
		sizes: { type: 'string', default: '1000,10000,100000' },
		million: { type: 'boolean', default: false },
		keep: { type: 'string' },
		json: { type: 'boolean', default: false },
		seconds: { type: 'string', default: '4' }
	}
});
const sizes = options.sizes.split(',').map(Number);
if (options.million) sizes.push(million);
if (sizes.some((size) => !Number.isInteger(size) || size < 100)) refuse('--sizes takes numbers of practices from 100 on: 1000,10000');
if (sizes.some((size) => size >= million) && !process.env.DATABASE_URL)
	refuse('A million practices lie on a PostgreSQL server: say in DATABASE_URL in which empty database.');
const kept = options.keep === undefined ? undefined : path.resolve(options.keep);
const keptSize = Math.max(...sizes.filter((size) => size < million));
if (kept !== undefined && (await readdir(kept).catch(() => [])).length > 0) refuse(`${kept} is not empty.`);

const figures: Record<number, Figures> = {};
for (const size of sizes) figures[size] = await ofSize(size);
if (options.json) process.stdout.write(`${JSON.stringify({ sizes: figures })}\n`);
else say(`\n${table(figures)}`);
if (!options.json && sizes.length > 1) say(`\n${await writeDocument(figures)} written`);

/** Fills, measures and clears away, but for the folder that is to be kept: the one of the largest catalogue in a data folder. */
async function ofSize(size: number): Promise<Figures> {
	const isKept = kept !== undefined && size === keptSize;
	const folder = isKept ? undefined : await temporaryFolder();
	const dataDir = folder === undefined ? (kept ?? '') : path.join(folder, 'data');
	const { DATABASE_URL: server, ...rest } = process.env;
	const env = { ...rest, ACERVO_DATA: dataDir, ...(size >= million && server ? { DATABASE_URL: server } : {}) };
	try {
		say(`filling ${size} invented practices …`);
		const began = performance.now();
		const example = await fill(size, env);
		const fillSeconds = Math.round((performance.now() - began) / 1000);
		say(`measuring, after ${fillSeconds} s of filling …`);
		return { fill: { seconds: fillSeconds }, ...(await measureCatalogue({ size, env, example, seconds: Number(options.seconds) })) };
	} finally {
		if (folder !== undefined) await rm(folder, { recursive: true, force: true });
	}
}

/** Only the answer goes to the output when it is read by a program. */
function say(text: string): void {
	(options.json ? process.stderr : process.stdout).write(`${text}\n`);
}

function refuse(sentence: string): never {
	process.stderr.write(`${sentence}\n`);
	process.exit(2);
}
