// What every door of the server holds, whoever knocks: headers, kept pages, refused addresses and bodies, who is sent to sign in.
import { randomUUID } from 'node:crypto';
import { globSync } from 'node:fs';
import { connect } from 'node:net';
import path from 'node:path';
import { brotliDecompressSync, gunzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openApp, type RunningApp } from '#app/app.server.ts';
import { createCollection, publishCollection } from '#features/collections/handlers.server.ts';
import { NewCollection } from '#features/collections/schema.ts';
import { createApiKey, createPerson } from '#features/people/handlers.server.ts';
import { readConfig } from '#platform/config.server.ts';
import type { Ctx } from '#platform/ctx.ts';
import { createLog } from '#platform/log.server.ts';
import { type ScratchDatabase, scratchDatabase } from '../database.ts';
import { insertPerson, insertPublished } from '../factories.ts';
import { startServer, type TestServer } from '../server.ts';
import { ask, requireBuild } from './ask.ts';

const root = path.resolve(import.meta.dirname, '../..');
const publicOrigin = 'https://acervo.example.org';
const account = { email: 'secretaria@example.org', password: 'una frase bastante larga' };

let scratch: ScratchDatabase;
let app: RunningApp;
let ctx: Ctx;
/** As after `npm start`, and as behind a proxy with a name of its own; both on one database. */
let server: TestServer;
let named: TestServer;
let apiKey: string;
let secretariat: string;
let code: string;
/** A call that has ended, so that its figures are public. */
let call: string;
/** A published collection. */
let slug: string;

const publish = async (title: string) => (await insertPublished(ctx, secretariat, { fields: { title } })).code;

beforeAll(async () => {
	requireBuild();
	scratch = await scratchDatabase();
	const env = { DATABASE_URL: scratch.url };
	server = await startServer({ env });
	named = await startServer({ env: { ...env, ACERVO_ORIGIN: publicOrigin, ACERVO_TRUST_PROXY: '1' } });
	app = await openApp(readConfig({ ...env, ACERVO_DATA: server.dataDir }, root), createLog('silent'));
	ctx = { app, actor: { kind: 'operator' }, door: 'cli', locale: 'es' };
	const invite = { name: 'Secretaría', email: account.email, roles: ['secretariat' as const, 'author' as const], institutionIds: [] };
	secretariat = await createPerson(ctx, invite, account.password);
	({ key: apiKey } = await createApiKey(ctx, secretariat, 'prueba'));
	await insertPerson(app.db, 'otra@example.org', ['author']);
	code = await publish('Ferias de empleo');
	const [opensAt, closesAt] = [new Date('2026-01-01'), new Date('2026-03-01')];
	const dates = { opensAt, closesAt, assessBy: closesAt, endedAt: closesAt, createdAt: opensAt };
	const ended = { code: 'CV-0001', title: 'Convocatoria', edition: 'redlac-2021/1', timeZone: 'America/Mexico_City', ...dates };
	({ code: call } = await app.db.insertInto('call').values(ended).returning('code').executeTakeFirstOrThrow());
	const collection = NewCollection.parse({ title: 'Empleo', practices: [{ code }] });
	({ slug } = await createCollection(ctx, collection));
	await publishCollection(ctx, slug, 1);
});

afterAll(async () => {
	await app?.close();
	await named?.stop();
	await server?.stop();
	await scratch?.drop();
});

const page = () => `/practicas/${code}`;

/** Script or style in the page itself; data for search engines is neither. */
const inline = /<script(?![^>]*\b(?:src=|type="application\/ld\+json"))|<style|\sstyle="|\son\w+="/;

describe('headers', () => {
	const hardened = {
		'content-security-policy': expect.stringContaining("default-src 'none'"),
		'x-content-type-options': 'nosniff',
		'referrer-policy': 'same-origin',
		'cross-origin-opener-policy': 'same-origin',
		'cross-origin-resource-policy': 'same-origin',
		'permissions-policy': expect.stringContaining('geolocation=()')
	};

	test('are on every kind of answer, and allow no inline script or style', async () => {
		const addresses = [
			page(),
			page(),
			'/api/v1/practices/mine',
			'/favicon.svg',
			'/no-hay',
			'/entrar',
			'/trabajo',
			'/api/v1/no-hay',
			'/salud'
		];
		for (const address of addresses) {
			const { headers } = await ask(server.origin, address);
			expect(headers, address).toMatchObject(hardened);
			expect(headers['content-security-policy'], address).not.toContain('unsafe');
			expect(headers, address).not.toHaveProperty('x-powered-by');
			expect(headers, address).not.toHaveProperty('strict-transport-security');
		}
	});

	test('let any site read what the API gives everybody, and are as strict there otherwise', async () => {
		const { headers } = await ask(server.origin, `/api/v1/practices/${code}`);
		expect(headers).toMatchObject({ ...hardened, 'cross-origin-resource-policy': 'cross-origin', 'access-control-allow-origin': '*' });
		expect(headers['content-security-policy']).not.toContain('unsafe');
	});

	test('keep browsers on https where the origin is https', async () => {
		for (const address of [page(), '/favicon.svg', '/api/v1/practices']) {
			expect((await ask(named.origin, address)).headers['strict-transport-security'], address).toContain('max-age=31536000');
		}
	});

	test('let browsers keep what carries its version in its address', async () => {
		const { headers } = await ask(server.origin, '/enhance/autosave.js?v=1');
		expect(headers['cache-control']).toBe('public, max-age=31536000, immutable');
		expect((await ask(server.origin, '/enhance/autosave.js')).headers['cache-control']).toBeUndefined();
	});
});

describe('kept pages', () => {
	test('come in the form the browser asks for, with one tag, and not again when it is known', async () => {
		const plain = await ask(server.origin, page());
		const br = await ask(server.origin, page(), { headers: { 'accept-encoding': 'gzip, br' } });
		const gz = await ask(server.origin, page(), { headers: { 'accept-encoding': 'gzip' } });
		expect(plain.body.toString()).toContain('Ferias de empleo');
		expect(br.headers['content-encoding']).toBe('br');
		expect(gz.headers['content-encoding']).toBe('gzip');
		expect(brotliDecompressSync(br.body).equals(plain.body)).toBe(true);
		expect(gunzipSync(gz.body).equals(plain.body)).toBe(true);
		expect(plain.headers.vary).toBe('accept-encoding');
		const etag = String(plain.headers.etag);
		for (const known of [etag, `W/${etag}`, `"other", ${etag}`]) {
			const again = await ask(server.origin, page(), { headers: { 'if-none-match': known } });
			expect([again.status, again.body.length], known).toEqual([304, 0]);
		}
		const head = await ask(server.origin, page(), { method: 'HEAD' });
		expect([head.status, head.body.length, head.headers['content-length']]).toEqual([200, 0, String(plain.body.length)]);
	});

	test('say nothing of how they are kept, and are the same for whoever signed in', async () => {
		const { headers } = await ask(server.origin, page());
		expect(headers).not.toHaveProperty('x-acervo-keep');
		expect(headers).not.toHaveProperty('set-cookie');
		const cookie = await signIn(server.origin, server.origin);
		const signedIn = await ask(server.origin, page(), { headers: { cookie: cookie.split(';')[0] ?? '' } });
		expect(signedIn.headers.etag).toBe(headers.etag);
	});

	test('are the same whatever query hangs on their address, unless they read one', async () => {
		const shared = await ask(server.origin, `${page()}?utm_source=boletin&v=%3Cb%3E`);
		expect(shared.body.toString()).not.toContain('utm_source');
		expect(shared.headers.etag).toBe((await ask(server.origin, page())).headers.etag);
		const all = await ask(server.origin, '/practicas');
		const some = await ask(server.origin, '/practicas?q=ferias');
		expect(some.headers.etag).not.toBe(all.headers.etag);
		expect(some.body.toString()).toContain('value="ferias"');
		expect((await ask(server.origin, '/practicas?')).headers.etag).toBe((await ask(server.origin, '/practicas?')).headers.etag);
	});

	test('are smaller when they are asked for again', async () => {
		const br = () => ask(server.origin, page(), { headers: { 'accept-encoding': 'br' } });
		const first = await br();
		await br();
		await expect.poll(async () => (await br()).body.length).toBeLessThanOrEqual(first.body.length);
	});

	test('go home as a list: spreadsheet, values or booklet, of what was asked for', async () => {
		const sheet = await ask(server.origin, '/practicas/lista.xlsx');
		expect([sheet.status, sheet.body.subarray(0, 2).toString()]).toEqual([200, 'PK']);
		const values = await ask(server.origin, '/practicas/lista.csv?q=ferias');
		expect(values.body.toString()).toContain('Ferias de empleo');
		expect((await ask(server.origin, '/practicas/lista.csv?q=nada-de-esto')).body.toString()).not.toContain('Ferias de empleo');
		const booklet = await ask(server.origin, '/practicas/lista.pdf?q=ferias');
		expect([booklet.headers['content-type'], booklet.body.subarray(0, 5).toString()]).toEqual(['application/pdf', '%PDF-']);
		expect((await ask(server.origin, '/practicas/lista.exe')).status).toBe(404);
	});

	test('are forgotten within a second of a withdrawal by command line, on every server', async () => {
		const doomed = await publish('Pronto retirada');
		const address = `/practicas/${doomed}`;
		for (const { origin } of [server, named]) {
			expect((await ask(origin, address)).status).toBe(200);
			expect((await ask(origin, address)).status).toBe(200);
		}
		const { code: exit, stderr } = await server.acervo(['retire', doomed]);
		expect(exit, stderr).toBe(0);
		for (const { origin } of [server, named])
			await expect.poll(async () => (await ask(origin, address)).status, { timeout: 1000 }).toBe(410);
	});

	test('are never made of an answer that was not 200', async () => {
		const { code: last } = await app.db.selectFrom('practice').select('code').orderBy('code', 'desc').executeTakeFirstOrThrow();
		const next = `AC-${String(Number(last.slice(3)) + 1).padStart(4, '0')}`;
		expect((await ask(server.origin, `/practicas/${next}`)).status).toBe(404);
		expect(await publish('Llegó después')).toBe(next);
		expect((await ask(server.origin, `/practicas/${next}`)).status).toBe(200);
	});
});

describe('addresses and bodies', () => {
	test('the other names of this machine lead to the one origin', async () => {
		const { port } = new URL(server.origin);
		const moved = await ask(server.origin, '/practicas?q=a', { headers: { host: `localhost:${port}` } });
		expect([moved.status, moved.headers.location]).toEqual([307, `${server.origin}/practicas?q=a`]);
		const twisted = await ask(server.origin, '//example.com/', { headers: { host: `localhost:${port}` } });
		expect(twisted.headers.location).toBe(`${server.origin}/example.com/`);
	});

	test('a host that a caller invents appears nowhere', async () => {
		const lies: Record<string, string>[] = [
			{ host: 'evil.example' },
			{ 'x-forwarded-host': 'evil.example', forwarded: 'host=evil.example' }
		];
		for (const headers of lies) {
			for (const address of [`${page()}?x=${Math.random()}`, `/api/v1/practices/${code}`, '/trabajo', '/api/v1/openapi.json']) {
				const { body, headers: answered } = await ask(named.origin, address, { headers });
				expect(body.toString() + JSON.stringify(answered), address).not.toContain('evil.example');
			}
		}
	});

	test('no trick in an address passes, and none is an error of ours', async () => {
		const tricks = [
			'/practicas/AC-0001%2F..%2F..%2Ftrabajo',
			'/practicas/%00',
			'/practicas/AC-0001%00',
			'/practicas?q=%00',
			'/api/v1/practices/%00',
			'/api/v1/practices?q=%00',
			'/api/v1/practices/AC-0001%2Fdraft',
			'/api/v1//practices/mine',
			'/api/v1/practices/../practices/mine',
			'/api/v1/practices/mine',
			'//trabajo',
			'//evil.example/',
			'/%2Ftrabajo',
			'/%2e%2e/%2e%2e/etc/passwd',
			'/../../../etc/passwd',
			'/enhance/..%2f..%2fserver.json',
			'/_app/../../package.json',
			'/en//trabajo',
			'/trabajo%2Fsecretaria',
			'/%',
			'/practicas/%E0%A4%A',
			'http://evil.example/trabajo',
			'/practicas?cursor=%FF',
			'/api/v1/practices?cursor=x',
			'/api/v1/practices?limit=-1'
		];
		for (const address of tricks) {
			const { status, headers, body } = await ask(server.origin, address);
			const location = headers.location ?? '';
			const isRefused = (status >= 400 && status < 500) || (status >= 300 && status < 400);
			// A question may be anything; what means nothing is left out of it.
			const isSearch = /^\/(api\/v1\/practices|practicas)\?/.test(address) && status === 200;
			expect(isRefused || isSearch, `${address} → ${status}`).toBe(true);
			expect(location, address).not.toMatch(/^(\/\/|\/\\|https?:\/\/(?!127\.0\.0\.1))/);
			expect(body.toString(), address).not.toMatch(/root:x:| {4}at /);
		}
	});

	test('an API address that does not exist is a problem with a code', async () => {
		for (const address of ['/api/v1/no-hay', '/api/v2/practices', '/api/']) {
			const { status, headers, body } = await ask(server.origin, address);
			expect([status, headers['content-type']], address).toEqual([404, 'application/problem+json; charset=utf-8']);
			expect(JSON.parse(body.toString()), address).toMatchObject({ code: 'notFound', status: 404 });
		}
	});

	test('a body beyond its limit is refused, announced or not', async () => {
		const headers = { authorization: `Bearer ${apiKey}`, 'content-type': 'application/json' };
		const big = JSON.stringify({ fields: { description: 'a'.repeat(1_100_000) } });
		expect((await ask(server.origin, '/api/v1/practices', { method: 'POST', headers, body: big })).status).toBe(413);
		const announced = { ...headers, 'content-length': '30000000' };
		expect((await ask(server.origin, '/api/v1/practices', { method: 'POST', headers: announced, headersOnly: true })).status).toBe(413);
		const form = { origin: server.origin, 'content-type': 'application/x-www-form-urlencoded', 'content-length': '30000000' };
		expect((await ask(server.origin, '/entrar', { method: 'POST', headers: form, headersOnly: true })).status).toBe(413);
	});

	test('a page takes no more than its forms need; where files are posted, it takes files', async () => {
		const cookie = (await signIn(server.origin, server.origin)).split(';')[0] ?? '';
		const headers = { origin: server.origin, cookie, accept: 'text/html' };
		const text = `name=${'a'.repeat(1_100_000)}`;
		const typed = { ...headers, 'content-type': 'application/x-www-form-urlencoded' };
		const refused = await ask(server.origin, '/trabajo/instituciones/nueva', { method: 'POST', headers: typed, body: text });
		expect(refused.status).toBe(413);
		// The page itself, with the reason on top.
		expect(refused.body.toString()).toContain('<form');
		expect(refused.body.toString()).toContain('demasiado grande');
		const unannounced = { ...typed, 'transfer-encoding': 'chunked' };
		expect((await ask(server.origin, '/trabajo/instituciones/nueva', { method: 'POST', headers: unannounced, body: text })).status).toBe(
			413
		);
		const saved = { ...typed, accept: 'application/json' };
		expect((await ask(server.origin, `/trabajo/practicas/${code}/titulo`, { method: 'POST', headers: saved, body: text })).status).toBe(
			413
		);

		// Two hundred documents of 100 KB come to one page at once.
		const file = (at: number) =>
			`--lote\r\ncontent-disposition: form-data; name="file"; filename="${at}.txt"\r\n\r\n${'a'.repeat(100_000)}\r\n`;
		const files = Array.from({ length: 200 }, (_, at) => file(at)).join('');
		const posted = { ...headers, 'content-type': 'multipart/form-data; boundary=lote' };
		const taken = await ask(server.origin, '/trabajo/practicas/nueva?/upload', {
			method: 'POST',
			headers: posted,
			body: `${files}--lote--\r\n`
		});
		expect(taken.status).not.toBe(413);
	});

	test('bodies that stop half-way or never come harm nobody else', async () => {
		const { port } = new URL(server.origin);
		const half = (address: string, type: string) =>
			connect(Number(port), '127.0.0.1')
				.on('error', () => {})
				.end(
					`POST ${address} HTTP/1.1\r\nhost: 127.0.0.1:${port}\r\norigin: ${server.origin}\r\nauthorization: Bearer ${apiKey}\r\ncontent-type: ${type}\r\ncontent-length: 1000\r\n\r\n{"a":`
				);
		const slow = [half('/api/v1/practices', 'application/json'), half('/entrar', 'application/x-www-form-urlencoded')];
		slow.push(half('/api/v1/practices/import', 'multipart/form-data; boundary=x'));
		for (const socket of [half('/api/v1/practices', 'application/json'), half('/entrar', 'application/x-www-form-urlencoded')])
			socket.destroySoon();
		expect((await ask(server.origin, '/salud')).status).toBe(200);
		expect((await ask(server.origin, page())).status).toBe(200);
		for (const socket of slow) socket.destroy();
		expect((await ask(server.origin, `/api/v1/practices/${code}`)).status).toBe(200);
		expect(server.process.exitCode).toBeNull();
	});
});

describe('who may enter', () => {
	const values: Record<string, () => string> = {
		code: () => code,
		id: () => randomUUID(),
		section: () => 'title',
		number: () => '1',
		criterion: () => 'impact',
		secret: () => 'x'.repeat(22),
		call: () => call,
		slug: () => slug,
		language: () => 'en',
		operation: () => 'searchPractices',
		methodology: () => 'redlac-2021'
	};
	/** Addresses of a group of routes, from the folders themselves, so that a new route cannot be forgotten. */
	const addressesOf = (group: string, files: string) =>
		globSync(`src/routes/${group}/${files}`, { cwd: root })
			.map((file) => path.posix.dirname(file).replace(`src/routes/${group}`, ''))
			.map((folder) => folder.replaceAll(/\[(\w+)\]/g, (_, name: string) => values[name]?.() ?? name) || '/');

	test('everybody reads every public page, in every language', async () => {
		const addresses = addressesOf('(public)', '**/+page.svelte');
		expect(addresses.length).toBeGreaterThan(3);
		for (const address of addresses) {
			for (const prefix of ['', '/en', '/pt', '/fr']) {
				const { status, body } = await ask(server.origin, `${prefix}${address}`.replace(/(?<=.)\/$/, ''));
				expect(status, prefix + address).toBe(200);
				expect(body.toString(), prefix + address).not.toMatch(inline);
			}
		}
	});

	test('nobody reads the workspace without a session: every address leads to the sign-in page and back', async () => {
		const addresses = addressesOf('(workspace)', '**/+{page.svelte,server.ts}');
		expect(addresses.length).toBeGreaterThan(20);
		for (const address of addresses) {
			const { status, headers } = await ask(server.origin, address);
			expect([status, headers.location], address).toEqual([303, `/entrar?siguiente=${encodeURIComponent(address)}`]);
		}
		expect((await ask(server.origin, '/en/trabajo')).headers.location).toBe('/en/entrar?siguiente=%2Fen%2Ftrabajo');
	});

	test('a form posted from another site is refused, with a session too', async () => {
		const cookie = (await signIn(server.origin, server.origin)).split(';')[0] ?? '';
		const headers = { cookie, 'content-type': 'application/x-www-form-urlencoded' };
		for (const address of ['/entrar', '/salir', ...addressesOf('(workspace)', '**/+{page.svelte,server.ts}')]) {
			for (const origin of ['https://evil.example', 'null']) {
				const { status } = await ask(server.origin, address, { method: 'POST', headers: { ...headers, origin }, body: 'a=b' });
				expect(status, `${address} from ${origin}`).toBe(403);
			}
		}
	});

	test('the session’s cookie is as strict as the origin allows', async () => {
		const plain = await signIn(server.origin, server.origin);
		expect(plain).toMatch(/^acervo=/);
		expect(plain.toLowerCase()).toContain('httponly');
		expect(plain.toLowerCase()).toContain('samesite=lax');
		expect(plain.toLowerCase()).not.toContain('secure');
		const strict = await signIn(named.origin, publicOrigin);
		expect(strict).toMatch(/^__Host-acervo=/);
		for (const attribute of ['httponly', 'samesite=lax', 'secure', 'path=/']) expect(strict.toLowerCase()).toContain(attribute);
		expect(strict.toLowerCase()).not.toContain('domain=');
	});
});

/** Signs in as a browser at `origin` would. @returns the session's `Set-Cookie` */
async function signIn(at: string, origin: string): Promise<string> {
	const { host } = new URL(origin);
	const headers = { origin, host, 'content-type': 'application/x-www-form-urlencoded', accept: 'text/html' };
	const { status, headers: answered } = await ask(at, '/entrar', {
		method: 'POST',
		headers,
		body: new URLSearchParams(account).toString()
	});
	expect(status).toBe(303);
	return answered['set-cookie']?.find((cookie) => /^(__Host-)?acervo=/.test(cookie)) ?? '';
}
