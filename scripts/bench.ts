// `npm run bench`: what the budgets are measured by, as ratios in one run, because machines are noisy. Loopback only; stops by itself.
import { rm } from 'node:fs/promises';
import path from 'node:path';
import { startServer } from '../test/server.ts';
import { temporaryFolder } from '../test/temporary.ts';
import { bodyOf, compared, compressed, compressedBodyOf, fill, load, renderedAnew, residentMegabytes, warmUp } from './bench/measuring.ts';

const seconds = Number(process.env.BENCH_SECONDS ?? 4);
const practices = Number(process.env.BENCH_PRACTICES ?? 10_000);
const folder = await temporaryFolder();
const dataDir = path.join(folder, 'data');
const env = { ...process.env, ACERVO_DATA: dataDir };

try {
	say(`filling ${practices} invented practices …`);
	const code = await fill(practices, env);

	let began = performance.now();
	let server = await startServer({ dataDir });
	const first = performance.now() - began;
	await server.stop({ keep: true });
	began = performance.now();
	server = await startServer({ dataDir });
	line('start of the server on an existing folder', `${Math.round(first)} ms, again ${Math.round(performance.now() - began)} ms`);

	const port = new URL(server.origin).port;
	const page = `/practicas/${code}`;
	const cached = await compared({ port, paths: [page], headers: compressed }, await compressedBodyOf(server.origin + page), seconds);
	line('kept practice page / bare answer of the same bytes', ratio(cached, 0.5));
	const record = `/api/v1/practices/${code}`;
	const read = await compared({ port, paths: [record] }, await bodyOf(server.origin + record), seconds);
	line('API record with its read / bare answer of the same bytes', ratio(read, 0.1));
	const pages = Array.from({ length: Math.min(practices, 1000) }, (_, at) => `/practicas/AC-${100_000 + at}`);
	const uncached = await renderedAnew({ port, paths: pages, headers: compressed }, seconds, env);
	line('page rendered anew', `${uncached.perSecond}/s (target 500/s), p95 ${uncached.p95} ms, ${uncached.bytes} bytes`);

	for (const [name, query] of Object.entries({
		'search, two words and a facet': 'q=capacitacion%20ahorro&group=refugee',
		'search, one prefix': 'q=vincul',
		'all practices with facet counts': 'limit=20'
	})) {
		const asked = { port, paths: [`/api/v1/practices?${query}`] };
		await warmUp(asked, seconds);
		const one = await load({ ...asked, connections: 1 }, seconds);
		const eight = await load({ ...asked, connections: 8 }, seconds);
		line(`${name} (${practices})`, `p50 ${one.p50} ms, p95 ${one.p95} ms; 8 at once ${eight.perSecond}/s`);
	}
	line('memory after the load', `server ${await residentMegabytes(server.process)} MB`);
	line(
		'withdrawal by command line seen in the kept page',
		`${await withdrawalMs(server, code)} ms after the command ended (target 1000 ms)`
	);
	await server.stop({ keep: true });
} finally {
	await rm(folder, { recursive: true, force: true });
}

async function withdrawalMs(server: Awaited<ReturnType<typeof startServer>>, code: string): Promise<number> {
	const { code: exit, stderr } = await server.acervo(['retire', code]);
	if (exit !== 0) throw new Error(stderr);
	const began = performance.now();
	while (performance.now() - began < 5000) {
		if ((await fetch(`${server.origin}/practicas/${code}`)).status === 410) return Math.round(performance.now() - began);
	}
	throw new Error('the withdrawn practice is still shown after five seconds');
}

function ratio({ ours, bare }: { ours: number; bare: number }, target: number): string {
	return `${(ours / bare).toFixed(2)} (target ${target}): ${ours}/s against ${bare}/s`;
}

function line(name: string, value: string): void {
	say(`${name.padEnd(62)} ${value}`);
}

function say(text: string): void {
	process.stdout.write(`${text}\n`);
}
