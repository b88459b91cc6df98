// `npm run bench:pdf [-- COUNT]`: how long a PDF takes once the press is warm. Each practice is printed once, so nothing kept is measured.
import { rm } from 'node:fs/promises';
import path from 'node:path';
import { openApp } from '#app/app.server.ts';
import { searchCatalogue } from '#features/catalogue/handlers/search.server.ts';
import { CatalogueQuery } from '#features/catalogue/schema.ts';
import { exportBooklet, exportPublished, exportVerdict } from '#features/exchange/handlers/export.server.ts';
import { readConfig } from '#platform/config.server.ts';
import type { Ctx } from '#platform/ctx.ts';
import { createLog } from '#platform/log.server.ts';
import { run } from '../../test/server.ts';
import { temporaryFolder } from '../../test/temporary.ts';

const count = Number(process.argv[2] ?? 120);
const inBooklet = 40;
const target = 300;
const root = path.resolve(import.meta.dirname, '../..');
const folder = await temporaryFolder();
const env = { ACERVO_DATA: path.join(folder, 'data') };

try {
	say(`filling ${count} invented practices …`);
	const filled = await run(process.execPath, [path.join(root, 'scripts/bench/fill.ts'), String(count)], { ...process.env, ...env });
	if (filled.code !== 0) throw new Error(filled.stderr);
	const app = await openApp(readConfig(env, root), createLog('silent'));
	const ctx: Ctx = { app, actor: { kind: 'anonymous' }, door: 'page', locale: 'es' };
	const [first = '', ...codes] = await codesOf(ctx);
	const cold = await timed(() => exportPublished(ctx, first, 'pdf'));
	for (const code of codes.slice(0, 10)) await exportPublished(ctx, code, 'pdf');

	report('practice', await timesOf(codes.slice(10), (code) => exportPublished(ctx, code, 'pdf')), `(target p95 ${target} ms)`);
	report('verdict', await timesOf(codes.slice(10), (code) => exportVerdict(ctx, code)));
	report('the same practice again, kept', await timesOf(codes.slice(10), (code) => exportPublished(ctx, code, 'pdf')));
	line('first of all, with the start of the press', `${Math.round(cold)} ms`);
	const chosen = codes.slice(0, inBooklet);
	line(`booklet of ${chosen.length} practices`, `${Math.round(await timed(() => exportBooklet(ctx, chosen)))} ms`);
	line('memory of the process', `${Math.round(process.memoryUsage.rss() / 1024 / 1024)} MB`);
	await app.close();
} finally {
	await rm(folder, { recursive: true, force: true });
}

async function codesOf(ctx: Ctx): Promise<string[]> {
	const codes: string[] = [];
	let cursor: string | null = null;
	do {
		const page = await searchCatalogue(ctx, CatalogueQuery.parse({ limit: 50, cursor }));
		codes.push(...page.items.map(({ code }) => code));
		cursor = page.next;
	} while (cursor !== null);
	return codes;
}

async function timesOf(codes: readonly string[], print: (code: string) => Promise<unknown>): Promise<number[]> {
	const times: number[] = [];
	for (const code of codes) times.push(await timed(() => print(code)));
	return times.toSorted((a, b) => a - b);
}

/** Milliseconds. */
async function timed(act: () => Promise<unknown>): Promise<number> {
	const began = performance.now();
	await act();
	return performance.now() - began;
}

function report(what: string, times: readonly number[], note = ''): void {
	const at = (share: number) => Math.round(times[Math.min(times.length - 1, Math.floor(times.length * share))] ?? 0);
	line(what, `p50 ${at(0.5)} ms, p95 ${at(0.95)} ms ${note}`);
}

function line(what: string, measured: string): void {
	say(`${what.padEnd(48)} ${measured}`);
}

function say(text: string): void {
	process.stdout.write(`${text}\n`);
}
