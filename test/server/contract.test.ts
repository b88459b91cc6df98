// The API's document as foreign tools read it: a linter, a generator of types, and a client made from them against a real server.
import { spawn } from 'node:child_process';
import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openApp, type RunningApp } from '#app/app.server.ts';
import { createPerson } from '#features/people/handlers.server.ts';
import { readConfig } from '#platform/config.server.ts';
import type { Ctx } from '#platform/ctx.ts';
import { createLog } from '#platform/log.server.ts';
import { type ScratchDatabase, scratchDatabase } from '../database.ts';
import { insertPublished } from '../factories.ts';
import { startServer, type TestServer } from '../server.ts';
import { requireBuild } from './ask.ts';

const root = path.resolve(import.meta.dirname, '../..');
/** Inside the project, so that what is generated finds its packages. */
const folder = path.join(root, 'test-results', 'contract');
const document = path.join(folder, 'openapi.json');

/** What somebody writes who has nothing but the document. The marked lines must not compile: the types know better. */
const client = `
import createClient from 'openapi-fetch';
import type { paths } from './contract.ts';

const { GET, POST } = createClient<paths>({ baseUrl: process.argv[2] ?? '' });

const found = await GET('/practices', { params: { query: { q: 'ahorro', limit: 2, sort: 'title' } } });
if (!found.data) throw new Error(found.error.code);
const titles: string[] = found.data.items.map((item) => item.title);
const counts: number[] = found.data.facets.class.map((value) => value.count);
const second = await GET('/practices', { params: { query: { q: 'ahorro', limit: 2, sort: 'title', cursor: found.data.next } } });
titles.push(...(second.data?.items ?? []).map((item) => item.title));

const code = found.data.items[0]?.code ?? '';
const record = await GET('/practices/{code}', { params: { path: { code } } });
if (!record.data) throw new Error(record.error.code);
const language: 'es' | 'en' | 'pt' | 'fr' = record.data.language;
const etag = record.response.headers.get('etag') ?? '';
const known = await GET('/practices/{code}', { params: { path: { code }, header: { 'If-None-Match': etag } } });

const missing = await GET('/practices/{code}', { params: { path: { code: 'AC-9999' } } });
const refused = await POST('/practices', { body: { language: 'es' } });

// @ts-expect-error There is no such operation.
void (() => GET('/practises'));
// @ts-expect-error A practice is named by its code.
void (() => GET('/practices/{code}', { params: { path: {} } }));
// @ts-expect-error Nothing has this name.
void found.data.items[0]?.titel;

process.stdout.write(
	JSON.stringify({
		titles: titles.sort(),
		counts,
		total: found.data.total,
		link: found.response.headers.get('link'),
		record: [record.data.code, language],
		known: known.response.status,
		missing: [missing.response.status, missing.error?.code],
		refused: [refused.response.status, refused.error?.code]
	})
);
`;

let scratch: ScratchDatabase;
let app: RunningApp;
let server: TestServer;

beforeAll(async () => {
	requireBuild();
	scratch = await scratchDatabase();
	const env = { DATABASE_URL: scratch.url };
	server = await startServer({ env });
	app = await openApp(readConfig({ ...env, ACERVO_DATA: server.dataDir }, root), createLog('silent'));
	const ctx: Ctx = { app, actor: { kind: 'operator' }, door: 'cli', locale: 'es' };
	const invite = { name: 'Autora', email: 'autora@example.org', roles: ['author' as const], institutionIds: [] };
	const author = await createPerson(ctx, invite, 'una frase bastante larga');
	for (const title of ['Ahorro en grupo', 'Ahorro y crédito', 'Círculos de ahorro', 'Ferias de empleo'])
		await insertPublished(ctx, author, { fields: { title } });
	await mkdir(folder, { recursive: true });
	await writeFile(document, await (await fetch(`${server.origin}/api/v1/openapi.json`)).text());
});

afterAll(async () => {
	await app?.close();
	await server?.stop();
	await scratch?.drop();
	await rm(folder, { recursive: true, force: true });
});

test('redocly finds nothing to remark', async () => {
	const { code, output } = await run('redocly', ['lint', '--config', path.join(root, 'redocly.yaml'), '--format=json', document]);
	const { problems } = JSON.parse(output) as { problems: { ruleId: string; message: string; location: { pointer: string }[] }[] };
	// The address of a server under test is this machine's.
	const remarks = problems.filter(({ ruleId }) => ruleId !== 'no-server-example.com');
	expect(remarks.map(({ ruleId, message, location }) => `${ruleId}: ${message} ${location[0]?.pointer ?? ''}`)).toEqual([]);
	expect(code).toBe(0);
});

test('redocly finds what is wrong', async () => {
	const broken = path.join(folder, 'broken.json');
	await writeFile(broken, (await readFile(document, 'utf8')).replace('"operationId":"readPractice"', '"operationId":"searchPractices"'));
	expect((await run('redocly', ['lint', '--config', path.join(root, 'redocly.yaml'), '--format=json', broken])).code).not.toBe(0);
});

test('a generated client compiles, and searches, turns the page, reads, and understands refusals', async () => {
	const made = await run('openapi-typescript', [document, '-o', path.join(folder, 'contract.ts')]);
	expect(made.code, made.output).toBe(0);
	await writeFile(path.join(folder, 'client.ts'), client);
	await writeFile(path.join(folder, 'package.json'), JSON.stringify({ type: 'module' }));
	await writeFile(
		path.join(folder, 'tsconfig.json'),
		JSON.stringify({
			compilerOptions: {
				strict: true,
				noEmit: true,
				target: 'esnext',
				module: 'nodenext',
				allowImportingTsExtensions: true,
				skipLibCheck: true,
				types: ['node']
			},
			files: ['client.ts', 'contract.ts']
		})
	);
	const compiled = await run('tsc', ['-p', folder]);
	expect(compiled.output).toBe('');
	expect(compiled.code).toBe(0);

	const { code, output } = await run(process.execPath, [path.join(folder, 'client.ts'), `${server.origin}/api/v1`]);
	expect(code, output).toBe(0);
	expect(JSON.parse(output)).toEqual({
		titles: ['Ahorro en grupo', 'Ahorro y crédito', 'Círculos de ahorro'],
		counts: expect.any(Array),
		total: 3,
		link: expect.stringMatching(/^<http:.*cursor=.*>; rel="next"$/),
		record: [expect.stringMatching(/^AC-/), 'es'],
		known: 304,
		missing: [404, 'notFound'],
		refused: [401, 'signInRequired']
	});
}, 120_000);

test('the page about it leads to every operation, and each is explained without a script', async () => {
	const { paths } = JSON.parse(await readFile(document, 'utf8')) as { paths: Record<string, Record<string, { operationId: string }>> };
	const ids = Object.values(paths).flatMap((path) => Object.values(path).map(({ operationId }) => operationId));
	const overview = await (await fetch(`${server.origin}/desarrollo`)).text();
	expect(ids.filter((id) => !overview.includes(`href="/desarrollo/${id}"`))).toEqual([]);
	for (const id of ids) {
		const response = await fetch(`${server.origin}/en/desarrollo/${id}`);
		const html = await response.text();
		expect([response.status, html.includes('curl'), html.includes('<script')], id).toEqual([200, true, false]);
	}
	expect((await fetch(`${server.origin}/desarrollo/nada`)).status).toBe(404);
	expect(await (await fetch(`${server.origin}/desarrollo/fallas`)).text()).toContain('id="tooManyCalls"');
}, 120_000);

/** Runs a tool of the project, which asks nothing of the network. */
function run(tool: string, args: string[]): Promise<{ code: number; output: string }> {
	const command = path.isAbsolute(tool) ? tool : path.join(root, 'node_modules', '.bin', tool);
	const env = { ...process.env, REDOCLY_TELEMETRY: 'off', REDOCLY_SUPPRESS_UPDATE_NOTICE: 'true', NO_COLOR: '1' };
	return new Promise((resolve, reject) => {
		const child = spawn(command, args, { cwd: root, env, stdio: ['ignore', 'pipe', 'pipe'] });
		let output = '';
		let complaints = '';
		child.stdout.setEncoding('utf8').on('data', (text: string) => {
			output += text;
		});
		child.stderr.setEncoding('utf8').on('data', (text: string) => {
			complaints += text;
		});
		child.on('error', reject);
		child.on('close', (code) => resolve({ code: code ?? 1, output: output || complaints }));
	});
}
