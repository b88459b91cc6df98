// `npm run bench`: what the budgets are measured by, as ratios in one run, because machines are noisy. Loopback only; stops by itself.
import { type ChildProcess, spawn } from 'node:child_process';
import { readFile, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { freePort, run, startServer } from '../test/server.ts';
import { temporaryFolder } from '../test/temporary.ts';

const root = path.resolve(import.meta.dirname, '..');
const seconds = Number(process.env.BENCH_SECONDS ?? 4);
const practices = Number(process.env.BENCH_PRACTICES ?? 10_000);
const folder = await temporaryFolder();
const dataDir = path.join(folder, 'data');

interface Load {
	perSecond: number;
	bytes: number;
	p50: number;
	p95: number;
}

try {
	say(`filling ${practices} invented practices …`);
	const filled = await script('scripts/bench/fill.ts', [String(practices)], { ACERVO_DATA: dataDir });
	const code = filled.trim().split('\n').at(-1) ?? '';

	let began = performance.now();
	let server = await startServer({ dataDir });
	const first = performance.now() - began;
	await server.stop({ keep: true });
	began = performance.now();
	server = await startServer({ dataDir });
	line('start of the server on an existing folder', `${Math.round(first)} ms, again ${Math.round(performance.now() - began)} ms`);

	const port = new URL(server.origin).port;
	const page = `/practicas/${code}`;
	const br = ['accept-encoding: br'];
	const bodyOf = async (address: string) =>
		Buffer.from(await (await fetch(server.origin + address, { headers: { 'accept-encoding': 'identity' } })).arrayBuffer());

	const cached = await compared(port, page, br, await wireBody(server.origin + page));
	line('kept practice page / bare answer of the same bytes', ratio(cached, 0.5));
	const record = `/api/v1/practices/${code}`;
	line('API record with its read / bare answer of the same bytes', ratio(await compared(port, record, [], await bodyOf(record)), 0.1));
	const uncached = await renderedAnew(port);
	line('page rendered anew', `${uncached.perSecond}/s (target 500/s), p95 ${uncached.p95} ms, ${uncached.bytes} bytes`);

	for (const [name, query] of Object.entries({
		'search, two words and a facet': 'q=capacitacion%20ahorro&group=refugee',
		'search, one prefix': 'q=vincul',
		'all practices with facet counts': 'limit=20'
	})) {
		await warmUp(port, `/api/v1/practices?${query}`, []);
		const one = await load(port, `/api/v1/practices?${query}`, [], 1);
		const eight = await load(port, `/api/v1/practices?${query}`, [], 8);
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

/** Hundreds of practices in turn, while announced changes make the server forget what it kept: hardly any answer comes from memory. */
async function renderedAnew(port: string): Promise<Load> {
	const pages = `/practicas/AC-10{1-${Math.min(practices, 1000) - 1}}`;
	const churn = spawn(process.execPath, [path.join(root, 'scripts/bench/churn.ts')], {
		env: { ...process.env, ACERVO_DATA: dataDir },
		stdio: ['pipe', 'ignore', 'inherit']
	});
	const ended = new Promise((resolve) => churn.once('exit', resolve));
	await warmUp(port, pages, ['accept-encoding: br']);
	const measured = await load(port, pages, ['accept-encoding: br']);
	churn.stdin.end();
	await ended;
	return measured;
}

/** What a browser receives of a page, compressed as it asks for it. */
async function wireBody(url: string): Promise<Buffer> {
	const { brotliCompressSync, constants } = await import('node:zlib');
	const text = Buffer.from(await (await fetch(url)).arrayBuffer());
	return brotliCompressSync(text, { params: { [constants.BROTLI_PARAM_QUALITY]: 5 } });
}

/** Measures ours and the yardstick in turn, three times each, and gives the medians. */
async function compared(port: string, address: string, headers: string[], body: Buffer): Promise<{ ours: number; bare: number }> {
	const file = path.join(folder, 'bare.bin');
	await writeFile(file, body);
	const barePort = await freePort();
	const bare = spawn(process.execPath, [path.join(root, 'scripts/bench/bare.ts'), String(barePort), file], {
		stdio: ['ignore', 'pipe', 'inherit', 'ipc']
	});
	await new Promise((resolve) => bare.stdout?.once('data', resolve));
	await warmUp(port, address, headers);
	await warmUp(String(barePort), '/', headers);
	const ours: number[] = [];
	const yardstick: number[] = [];
	for (let round = 0; round < 3; round += 1) {
		ours.push((await load(port, address, headers)).perSecond);
		yardstick.push((await load(String(barePort), '/', headers)).perSecond);
	}
	bare.disconnect();
	return { ours: median(ours), bare: median(yardstick) };
}

async function load(port: string, address: string, headers: string[], connections = 16): Promise<Load> {
	return JSON.parse(await script('scripts/bench/load.ts', [port, String(seconds), String(connections), address, ...headers])) as Load;
}

/** The first thousands of answers are slower, because nothing has been compiled yet: a page reaches its pace after some 1,500. */
async function warmUp(port: string, address: string, headers: string[]): Promise<void> {
	for (let round = 0; round < 3; round += 1) await load(port, address, headers);
}

async function script(file: string, args: string[], env: Record<string, string> = {}): Promise<string> {
	const { code, stdout, stderr } = await run(process.execPath, [path.join(root, file), ...args], { ...process.env, ...env });
	if (code !== 0) throw new Error(`${file} ended with ${code}: ${stderr}`);
	return stdout;
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

async function residentMegabytes(child: ChildProcess): Promise<number> {
	const status = await readFile(`/proc/${child.pid}/status`, 'utf8').catch(() => '');
	return Math.round(Number(/VmRSS:\s+(\d+)/.exec(status)?.[1] ?? Number.NaN) / 1024);
}

function ratio({ ours, bare }: { ours: number; bare: number }, target: number): string {
	return `${(ours / bare).toFixed(2)} (target ${target}): ${ours}/s against ${bare}/s`;
}

function median(numbers: number[]): number {
	return numbers.toSorted((a, b) => a - b)[Math.floor(numbers.length / 2)] ?? 0;
}

function line(name: string, value: string): void {
	say(`${name.padEnd(62)} ${value}`);
}

function say(text: string): void {
	process.stdout.write(`${text}\n`);
}
