// The process as its operator knows it: started, refused, killed, stopped. One data folder for all, with its embedded database.
import { rm } from 'node:fs/promises';
import path from 'node:path';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { openApp } from '#app/app.server.ts';
import { createApiKey, createPerson } from '#features/people/handlers.server.ts';
import { readConfig } from '#platform/config.server.ts';
import { findPostmaster } from '#platform/database/postmaster.server.ts';
import { createLog } from '#platform/log.server.ts';
import { type CommandResult, freePort, run, startServer, type TestServer } from '../server.ts';
import { temporaryFolder } from '../temporary.ts';
import { ask, requireBuild } from './ask.ts';

const root = path.resolve(import.meta.dirname, '../..');
let folder: string;
let dataDir: string;
let apiKey: string;
let servers: TestServer[] = [];

const database = () => findPostmaster(path.join(dataDir, 'postgres'))?.pid;

async function start(env: Record<string, string> = {}): Promise<TestServer> {
	const server = await startServer({ dataDir, env });
	servers.push(server);
	return server;
}

/** A start that is expected to end by itself. */
function refusedStart(env: Record<string, string>): Promise<CommandResult> {
	return run(process.execPath, [path.join(root, 'src/server.ts')], { ...process.env, ACERVO_LOG: 'warn', ACERVO_DATA: dataDir, ...env });
}

beforeAll(async () => {
	requireBuild();
	folder = await temporaryFolder();
	dataDir = path.join(folder, 'data');
	const app = await openApp(readConfig({ ACERVO_DATA: dataDir }, root), createLog('silent'));
	const ctx = { app, actor: { kind: 'operator' as const }, door: 'cli' as const, locale: 'es' as const };
	const invite = { name: 'Autora inventada', email: 'autora@example.org', roles: ['author' as const], institutionIds: [] };
	({ key: apiKey } = await createApiKey(ctx, await createPerson(ctx, invite, 'una frase bastante larga'), 'prueba'));
	await app.close();
});

afterEach(async () => {
	for (const server of servers) await server.stop({ keep: true });
	servers = [];
});

afterAll(() => rm(folder, { recursive: true, force: true }));

const asAuthor = () => ({ authorization: `Bearer ${apiKey}`, 'content-type': 'application/json' });

async function create(origin: string, text: string): Promise<{ status: number; code: string }> {
	const body = JSON.stringify({ fields: { description: text } });
	const response = await fetch(`${origin}/api/v1/practices`, { method: 'POST', headers: asAuthor(), body });
	return { status: response.status, code: ((await response.json()) as { code: string }).code };
}

test('a wrong configuration is refused in one sentence that names the setting', async () => {
	const port = await refusedStart({ PORT: 'abc' });
	expect([port.code, port.stderr]).toEqual([1, expect.stringContaining('PORT')]);
	const origin = await refusedStart({ ACERVO_ORIGIN: 'https://acervo.example.org/here' });
	expect([origin.code, origin.stderr]).toEqual([1, expect.stringContaining('ACERVO_ORIGIN')]);
	for (const { stderr } of [port, origin]) expect(stderr).not.toContain('    at ');
});

test('a demonstration on the folder of a real instance fills nothing, and says so', async () => {
	const { greeting, setupLink } = await start({ ACERVO_DEMO: '1' });
	expect(greeting).toContain('no se llenó nada');
	expect(greeting).not.toContain('secretaria@demo.example');
	expect(setupLink).toBeDefined();
});

test('a second start on the folder is refused and names the first; a taken port is named, and nothing stays behind', async () => {
	const first = await start();
	const second = await refusedStart({ PORT: String(await freePort()) });
	expect(second.code).toBe(1);
	expect(second.stderr).toContain(`process ${first.process.pid}, port ${new URL(first.origin).port}`);
	expect((await fetch(`${first.origin}/salud`)).status).toBe(200);

	const other = path.join(await temporaryFolder(), 'data');
	const { port } = new URL(first.origin);
	const taken = await refusedStart({ PORT: port, ACERVO_DATA: other });
	expect([taken.code, taken.stderr]).toEqual([1, expect.stringContaining(`port ${port} is taken`)]);
	expect(findPostmaster(path.join(other, 'postgres'))).toBeUndefined();
	await rm(path.dirname(other), { recursive: true });
});

test('asked to stop in the middle of writing, it answers what is under way, and everything acknowledged is there', async () => {
	const server = await start();
	const acknowledged: string[] = [];
	const broken: string[] = [];
	let isRefused = false;
	const write = async (client: number) => {
		for (let count = 0; !isRefused; count += 1) {
			try {
				const { status, code } = await create(server.origin, `client ${client} wrote ${count}`);
				expect(status).toBe(201);
				acknowledged.push(code);
			} catch (error) {
				const cause = (error as { cause?: { code?: string } }).cause?.code;
				// Nobody listens any more: this request was never sent.
				if (cause === 'ECONNREFUSED') isRefused = true;
				else broken.push(String(cause ?? error));
			}
		}
	};
	const writing = Promise.all(Array.from({ length: 8 }, (_, client) => write(client)));
	await expect.poll(() => acknowledged.length, { timeout: 20_000 }).toBeGreaterThan(20);
	server.process.kill('SIGTERM');
	server.process.kill('SIGTERM');
	expect(await server.stop({ keep: true })).toBe(0);
	await writing;
	expect(broken).toEqual([]);
	expect(database()).toBeUndefined();

	const again = await start();
	for (const code of acknowledged) {
		const found = await fetch(`${again.origin}/api/v1/practices/${code}/draft`, { headers: asAuthor() });
		expect(found.status, code).toBe(200);
	}
}, 60_000);

test('killed, it leaves a database behind that the next start takes over', async () => {
	const killed = await start();
	const { code } = await create(killed.origin, 'written just before');
	const left = database();
	const ended = new Promise((resolve) => killed.process.once('exit', resolve));
	killed.process.kill('SIGKILL');
	await ended;
	expect(database()).toBe(left);
	const next = await start();
	expect(database()).toBe(left);
	expect((await fetch(`${next.origin}/api/v1/practices/${code}/draft`, { headers: asAuthor() })).status).toBe(200);
	expect(await next.stop({ keep: true })).toBe(0);
	expect(database()).toBeUndefined();
});

test('while the database is away it says so politely, comes back by itself, and still owns the folder', async () => {
	const server = await start();
	const killed = database() ?? Number.NaN;
	process.kill(killed, 'SIGKILL');
	const [api, page, health] = await Promise.all([
		ask(server.origin, '/api/v1/practices', { headers: { 'accept-language': 'en' } }),
		ask(server.origin, '/en/practicas', { headers: { accept: 'text/html' } }),
		ask(server.origin, '/salud')
	]);
	expect([api.status, page.status, health.status]).toEqual([503, 503, 503]);
	expect(api.headers).toMatchObject({ 'content-type': expect.stringContaining('application/problem+json'), 'retry-after': '5' });
	expect(JSON.parse(api.body.toString())).toMatchObject({ code: 'unavailable', title: expect.stringContaining('The service') });
	expect(page.headers['retry-after']).toBe('5');
	expect(page.body.toString()).toContain('The service is recovering');

	await expect.poll(async () => (await ask(server.origin, '/practicas')).status, { timeout: 20_000 }).toBe(200);
	expect(database()).not.toBe(killed);
	await expect
		.poll(async () => (await refusedStart({ PORT: String(await freePort()) })).stderr, { timeout: 20_000 })
		.toContain('Another server');
}, 60_000);

test('asked to stop while it starts, it stops', async () => {
	const started = run(
		process.execPath,
		['--import', 'data:text/javascript,setTimeout(()=>process.kill(process.pid,"SIGTERM"),700)', path.join(root, 'src/server.ts')],
		{
			...process.env,
			ACERVO_LOG: 'warn',
			ACERVO_DATA: dataDir,
			PORT: String(await freePort())
		}
	);
	expect((await started).code).toBe(0);
	expect(database()).toBeUndefined();
});
