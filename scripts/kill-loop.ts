// `npm run kill-loop -- 50`: acknowledged means saved. Eight clients write while the server and its database are killed in turn; after
// each kill every acknowledged write must be there. Prints a line per round; ends non-zero at the first loss. Kills only what it started.
import { rm } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { sql } from 'kysely';
import { openApp, type RunningApp } from '#app/app.server.ts';
import { createApiKey, createPerson } from '#features/people/handlers.server.ts';
import { readConfig } from '#platform/config.server.ts';
import { findPostmaster } from '#platform/database/postmaster.server.ts';
import { createLog } from '#platform/log.server.ts';
import { freePort, startServer } from '../test/server.ts';
import { temporaryFolder } from '../test/temporary.ts';
import { type Acknowledged, Writer } from './kill-loop/writer.ts';

const root = path.resolve(import.meta.dirname, '..');
const rounds = Number(process.argv[2] ?? 50);
const clients = 8;
/** How long nothing may be acknowledged after a kill, in ms. */
const longestOutage = 60_000;

const folder = await temporaryFolder();
const dataDir = path.join(folder, 'data');
const port = await freePort();

/** Opens the app on the data folder beside the server, for as long as `work` takes. */
async function withApp<T>(work: (app: RunningApp) => Promise<T>): Promise<T> {
	const app = await openApp(readConfig({ ACERVO_DATA: dataDir }, root), createLog('silent'));
	try {
		return await work(app);
	} finally {
		await app.close();
	}
}

const apiKey = await withApp(async (app) => {
	const ctx = { app, actor: { kind: 'operator' as const }, door: 'cli' as const, locale: 'es' as const };
	const invite = { name: 'Autora inventada', email: 'autora@example.org', roles: ['author' as const], institutionIds: [] };
	const id = await createPerson(ctx, invite, 'una frase bastante larga');
	const { key } = await createApiKey(ctx, id, 'kill loop');
	return key;
});

let server = await startServer({ dataDir, port });
const writers = Array.from({ length: clients }, (_, index) => new Writer(server.origin, apiKey, `client${index}`));
const writing = Promise.all(writers.map((writer) => writer.run()));
const outages: number[] = [];

try {
	for (let round = 1; round <= rounds; round += 1) {
		await acknowledgedAfter(now() + 3 * clients);
		await sleep(100 + Math.random() * 400);
		const victim = round % 2 === 1 ? 'server' : 'database';
		const before = now();
		const began = performance.now();
		await (victim === 'server' ? killServer() : killDatabase());
		await acknowledgedAfter(Math.max(before, now()));
		const outage = performance.now() - began;
		outages.push(outage);
		await verify(writers.flatMap((writer) => [...writer.acknowledged]));
		say(
			`round ${round}: ${victim} killed, ${now()} writes acknowledged so far, none missing; next one ${Math.round(outage)} ms after the kill`
		);
	}
	for (const writer of writers) writer.stop();
	await writing;
	await verify(writers.flatMap((writer) => writer.acknowledged));
	await verifyCreations();
	const sorted = outages.toSorted((a, b) => a - b).map(Math.round);
	say(`${rounds} kills, ${now()} writes acknowledged, 0 missing, 0 duplicated`);
	say(
		`until the next acknowledged write: min ${sorted[0]} ms, median ${sorted[Math.floor(sorted.length / 2)]} ms, max ${sorted.at(-1)} ms`
	);
} catch (error) {
	say(`LOST: ${error instanceof Error ? error.message : String(error)}`);
	process.exitCode = 1;
} finally {
	for (const writer of writers) writer.stop();
	await writing;
	await server.stop({ keep: true });
	await rm(folder, { recursive: true, force: true });
}

function now(): number {
	return writers.reduce((sum, writer) => sum + writer.acknowledged.length, 0);
}

async function acknowledgedAfter(count: number): Promise<void> {
	const giveUp = Date.now() + longestOutage;
	while (now() <= count) {
		if (Date.now() > giveUp) throw new Error(`no write was acknowledged for ${longestOutage / 1000} s`);
		await sleep(5);
	}
}

async function killServer(): Promise<void> {
	const ended = new Promise((resolve) => server.process.once('exit', resolve));
	server.process.kill('SIGKILL');
	await ended;
	server = await startServer({ dataDir, port });
}

async function killDatabase(): Promise<void> {
	const running = () => findPostmaster(path.join(dataDir, 'postgres'))?.pid;
	const killed = running();
	if (!killed) throw new Error('the database to kill does not run');
	process.kill(killed, 'SIGKILL');
	// Answers that were already on their way do not count as a recovery.
	const giveUp = Date.now() + longestOutage;
	while ([killed, undefined].includes(running()) && Date.now() < giveUp) await sleep(5);
}

/** @throws Error naming the first write that is not there as it was acknowledged, or an answer that should not have been */
async function verify(acknowledged: Acknowledged[]): Promise<void> {
	const surprise = writers.flatMap((writer) => writer.surprises)[0];
	if (surprise) throw new Error(`unexpected answer: ${surprise}`);
	const { rows } = await withApp((app) =>
		sql<{ code: string; version: number; value: string }>`
			select code, written.version, written.value #>> '{}' as value from practice
			join (
				select "practiceId", version, value from "practiceSection" where key = 'description'
				union all
				select "practiceId", version, value from "practiceSectionRevision" where key = 'description'
			) written on written."practiceId" = practice.id`.execute(app.db)
	);
	const saved = new Map(rows.map(({ code, version, value }) => [`${code} ${version}`, value]));
	for (const { code, version, value } of acknowledged) {
		const found = saved.get(`${code} ${version}`);
		if (found !== value) throw new Error(`${code} version ${version}: acknowledged "${value}", found ${JSON.stringify(found)}`);
	}
}

/** @throws Error when a repeated call created a second practice */
async function verifyCreations(): Promise<void> {
	const codes = writers.flatMap((writer) => [...writer.created.values()]);
	const { count } = await withApp((app) =>
		app.db
			.selectFrom('practice')
			.select((eb) => eb.fn.countAll<number>().as('count'))
			.executeTakeFirstOrThrow()
	);
	// A client that was stopped between a creation and its answer leaves one more, at most.
	if (new Set(codes).size !== codes.length || count < codes.length || count > codes.length + clients)
		throw new Error(`${codes.length} creations acknowledged, ${count} practices found`);
}

function say(text: string): void {
	process.stdout.write(`${text}\n`);
}
