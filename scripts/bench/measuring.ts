// What the benches measure with: loads from a process of their own, and the yardstick beside them, a bare Node answer of the same bytes.
import { type ChildProcess, spawn } from 'node:child_process';
import { readFile, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { brotliCompressSync, constants } from 'node:zlib';
import { freePort, run } from '../../test/server.ts';
import { temporaryFolder } from '../../test/temporary.ts';

export const root = path.resolve(import.meta.dirname, '../..');

export interface Load {
	answers: number;
	perSecond: number;
	/** Of one answer. */
	bytes: number;
	/** Milliseconds. */
	p50: number;
	p95: number;
}

export interface Asked {
	port: string;
	/** Asked for in turn. */
	paths: readonly string[];
	headers?: readonly string[];
	/** How many ask at the same time. */
	connections?: number;
}

/** Headers of a browser that takes pages compressed. */
export const compressed = ['accept-encoding: br'];

/** Loads an address for some seconds. @throws Error when it answers anything but 200 */
export async function load({ port, paths, headers = [], connections = 16 }: Asked, seconds: number): Promise<Load> {
	const args = [path.join(root, 'scripts/bench/load.ts'), port, String(seconds), String(connections), ...headers];
	return JSON.parse(await output(args, process.env, paths.join('\n'))) as Load;
}

/** The first thousands of answers are slower, because nothing has been compiled yet: a page reaches its pace after some 1,500. */
export async function warmUp(asked: Asked, seconds: number): Promise<void> {
	for (let round = 0; round < 3; round += 1) await load(asked, seconds);
}

/** Measures ours and the yardstick in turn, three times each. @returns answers per second, medians */
export async function compared(asked: Asked, body: Buffer, seconds: number): Promise<{ ours: number; bare: number }> {
	const folder = await temporaryFolder();
	const file = path.join(folder, 'bare.bin');
	await writeFile(file, body);
	const barePort = String(await freePort());
	const bare = spawn(process.execPath, [path.join(root, 'scripts/bench/bare.ts'), barePort, file], {
		stdio: ['ignore', 'pipe', 'inherit', 'ipc']
	});
	try {
		await new Promise((resolve) => bare.stdout?.once('data', resolve));
		const yardstick = { ...asked, port: barePort, paths: ['/'] };
		await warmUp(asked, seconds);
		await warmUp(yardstick, seconds);
		const rounds: { ours: number; bare: number }[] = [];
		for (let round = 0; round < 3; round += 1) {
			rounds.push({ ours: (await load(asked, seconds)).perSecond, bare: (await load(yardstick, seconds)).perSecond });
		}
		return { ours: median(rounds.map(({ ours }) => ours)), bare: median(rounds.map((each) => each.bare)) };
	} finally {
		bare.disconnect();
		await rm(folder, { recursive: true, force: true });
	}
}

/** Loads pages while announced changes make the server forget what it kept: hardly any answer comes from memory. @param env says which database */
export async function renderedAnew(asked: Asked, seconds: number, env: Record<string, string | undefined>): Promise<Load> {
	const churn = spawn(process.execPath, [path.join(root, 'scripts/bench/churn.ts')], { env, stdio: ['pipe', 'ignore', 'inherit'] });
	const ended = new Promise<number | null>((resolve) => churn.once('exit', resolve));
	let measured: Load;
	try {
		await warmUp(asked, seconds);
		measured = await load(asked, seconds);
	} finally {
		churn.stdin.end();
	}
	if ((await ended) !== 0) throw new Error('nothing announced changes: pages may have come from memory');
	return measured;
}

/** What an address answers, as it lies there. */
export async function bodyOf(url: string): Promise<Buffer> {
	return Buffer.from(await (await fetch(url, { headers: { 'accept-encoding': 'identity' } })).arrayBuffer());
}

/** What a browser receives of a page, compressed as it asks for it. */
export async function compressedBodyOf(url: string): Promise<Buffer> {
	return brotliCompressSync(await bodyOf(url), { params: { [constants.BROTLI_PARAM_QUALITY]: 5 } });
}

/** Fills a data folder, or a database, with so many invented practices. @returns the code of the worked example among them */
export async function fill(count: number, env: Record<string, string | undefined>): Promise<string> {
	return (await output([path.join(root, 'scripts/bench/fill.ts'), String(count)], env)).trim().split('\n').at(-1) ?? '';
}

/** Memory that a process holds now, in MB; not a number where the system does not say. */
export async function residentMegabytes(child: ChildProcess): Promise<number> {
	const status = await readFile(`/proc/${child.pid}/status`, 'utf8').catch(() => '');
	return Math.round(Number(/VmRSS:\s+(\d+)/.exec(status)?.[1] ?? Number.NaN) / 1024);
}

export function median(numbers: readonly number[]): number {
	return at(numbers, 0.5);
}

/** The value that a share of all lies below. */
export function at(numbers: readonly number[], share: number): number {
	const sorted = numbers.toSorted((a, b) => a - b);
	return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN;
}

async function output(args: string[], env: Record<string, string | undefined>, input?: string): Promise<string> {
	const { code, stdout, stderr } = await run(process.execPath, args, env, input);
	if (code !== 0) throw new Error(`${path.basename(args[0] ?? '')} ended with ${code}: ${stderr}`);
	return stdout;
}
