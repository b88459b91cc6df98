// What readers notice while two hundred files are brought in: how long a public page and a search take before and during it, as ratios
// in one run. Usage: npm run bench:batch (BENCH_PRACTICES practices stand in the catalogue, 1,000 unless said). Loopback only.
import { rm } from 'node:fs/promises';
import path from 'node:path';
import { run, startServer, type TestServer } from '../../test/server.ts';
import { temporaryFolder } from '../../test/temporary.ts';
import { writer } from './vocabulary.ts';

const root = path.resolve(import.meta.dirname, '../..');
const practices = Number(process.env.BENCH_PRACTICES ?? 1_000);
const files = 200;
/** Reads of each address per second: some readers, not a storm, so that what is measured is waiting and not the queue before it. */
const readsPerSecond = 20;
const secondsBefore = 10;
const target = 2;
const folder = await temporaryFolder();
const dataDir = path.join(folder, 'data');

try {
	say(`filling ${practices} invented practices …`);
	const code = (await script('scripts/bench/fill.ts', [String(practices)])).trim().split('\n').at(-1) ?? '';
	const server = await startServer({ dataDir });
	const key = await makeKey(server);
	const addresses = {
		'practice page, rendered anew': (n: number) => `/practicas/${code}?n=${n}`,
		'search, two words': (n: number) => `/api/v1/practices?q=capacitacion%20ahorro&n=${n}`
	};
	// Nothing is compiled yet in the first seconds.
	await measure(server.origin, addresses, () => false, 5);
	const before = await measure(server.origin, addresses, () => false, secondsBefore);
	const began = performance.now();
	const batch = await bringIn(server.origin, key);
	let isDone = false;
	const waiting = (async () => {
		while (!isDone) {
			await new Promise((resolve) => setTimeout(resolve, 500));
			isDone = (await ask(server.origin, key, `/imports/${batch}`)).waiting === 0;
		}
	})();
	const during = await measure(server.origin, addresses, () => isDone, 600);
	await waiting;
	line(`${files} files read`, `${((performance.now() - began) / 1000).toFixed(1)} s`);
	for (const [name, quiet] of Object.entries(before)) {
		const busy = during[name] ?? [];
		for (const [label, share] of [
			['p50', 0.5],
			['p95', 0.95]
		] as const) {
			const [a, b] = [at(quiet, share), at(busy, share)];
			line(
				`${name}, ${label}: during / before`,
				`${(b / a).toFixed(2)} (target < ${target}): ${b.toFixed(1)} ms against ${a.toFixed(1)} ms`
			);
		}
	}
	await server.stop({ keep: true });
} finally {
	await rm(folder, { recursive: true, force: true });
}

/** Reads each address at a steady pace until it is enough. @returns milliseconds per answer */
async function measure(
	origin: string,
	addresses: Record<string, (n: number) => string>,
	isEnough: () => boolean,
	seconds: number
): Promise<Record<string, number[]>> {
	const times: Record<string, number[]> = {};
	const until = performance.now() + seconds * 1000;
	const reads: Promise<void>[] = [];
	let n = Math.floor(Math.random() * 1e9);
	while (performance.now() < until && !isEnough()) {
		for (const [name, address] of Object.entries(addresses)) {
			n += 1;
			reads.push(
				timed(origin + address(n)).then((ms) => {
					times[name] = [...(times[name] ?? []), ms];
				})
			);
		}
		await new Promise((resolve) => setTimeout(resolve, 1000 / readsPerSecond));
	}
	await Promise.all(reads);
	return times;
}

async function timed(url: string): Promise<number> {
	const began = performance.now();
	const response = await fetch(url);
	await response.arrayBuffer();
	if (!response.ok) throw new Error(`${url} answered ${response.status}`);
	return performance.now() - began;
}

/** A person who documents, with a key for the API. */
async function makeKey(server: TestServer): Promise<string> {
	const email = 'autora@example.org';
	const made = await server.acervo(
		['user', 'create', '--email', email, '--role', 'author', '--password-stdin'],
		'una frase de prueba larga'
	);
	if (made.code !== 0) throw new Error(made.stderr);
	return (JSON.parse((await server.acervo(['key', 'create', '--email', email, '--json'])).stdout) as { key: string }).key;
}

/** Sends the files of one batch, some of them hopeless. @returns its id */
async function bringIn(origin: string, key: string): Promise<string> {
	const body = new FormData();
	for (let at = 0; at < files; at += 1) body.append('file', new Blob([at % 40 === 7 ? '' : formOf(at)]), `invented-${at}.txt`);
	const response = await fetch(`${origin}/api/v1/imports`, { method: 'POST', body, headers: { authorization: `Bearer ${key}` } });
	if (response.status !== 201) throw new Error(await response.text());
	return ((await response.json()) as { id: string }).id;
}

/** An invented form of some three pages. */
function formOf(number: number): string {
	const write = writer(1_000_000 + number);
	const section = (label: string, length: number) => `${label}\n\n${write.sentences(length)}`;
	return [
		'Práctica prometedora',
		`Institución que la implementa\n\nInstitución inventada ${(number % 200) + 1}`,
		`Título o tema de la buena práctica\n\n${write.words(8)}`,
		section('Descripción de la buena práctica', 300),
		section('Problema que se soluciona o bien oportunidad que se aprovecha con esta buena práctica', 150),
		section('Replicable y adaptable', 150),
		section('Impacto positivo', 200),
		section('Resultados verificables', 200),
		section('Sostenibilidad', 150)
	].join('\n\n');
}

async function ask(origin: string, key: string, address: string): Promise<{ waiting: number }> {
	const response = await fetch(`${origin}/api/v1${address}`, { headers: { authorization: `Bearer ${key}` } });
	return (await response.json()) as { waiting: number };
}

async function script(file: string, args: string[]): Promise<string> {
	const { code, stdout, stderr } = await run(process.execPath, [path.join(root, file), ...args], { ...process.env, ACERVO_DATA: dataDir });
	if (code !== 0) throw new Error(`${file} ended with ${code}: ${stderr}`);
	return stdout;
}

function at(times: number[], share: number): number {
	return times.toSorted((a, b) => a - b)[Math.floor(times.length * share)] ?? Number.NaN;
}

function line(name: string, value: string): void {
	say(`${name.padEnd(58)} ${value}`);
}

function say(text: string): void {
	process.stdout.write(`${text}\n`);
}
