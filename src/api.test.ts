// The API as an open contract: validators, reading from foreign pages, limits, next pages, and refusals that the document names.
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { createApiKey, createPerson } from '#features/people/handlers.server.ts';
import type { AnyOperation } from '#platform/http/api.ts';
import { openTestApp, type TestApp } from '../test/app.ts';
import { insertPublished } from '../test/factories.ts';
import { isOpenRead } from './api.answers.server.ts';
import { refusalsOf, successOf } from './api.document.server.ts';
import { operations } from './api.operations.server.ts';
import { createApi } from './api.server.ts';

let here: TestApp;
let api: ReturnType<typeof createApi>;
let key: string;
let person: string;
const codes: string[] = [];

beforeAll(async () => {
	here = await openTestApp();
	const invite = { name: 'Secretaría', email: 'secretaria@example.org', roles: ['secretariat' as const], institutionIds: [] };
	person = await createPerson(here.ctx(), invite, 'una frase bastante larga');
	({ key } = await createApiKey(here.ctx(), person, 'prueba'));
	for (const title of ['Ferias de empleo', 'Grupos de ahorro', 'Talleres de oficios'])
		codes.push((await insertPublished(here.ctx(), person, { fields: { title } })).code);
	const [opensAt, closesAt] = [new Date('2026-01-01'), new Date('2026-03-01')];
	const dates = { opensAt, closesAt, assessBy: closesAt, endedAt: closesAt, createdAt: opensAt };
	const call = { code: 'CV-0001', title: 'Convocatoria', edition: 'redlac-2021/1', timeZone: 'America/Mexico_City', ...dates };
	await here.app.db.insertInto('call').values(call).execute();
	api = createApi(here.app);
});

afterAll(async () => {
	await here?.remove();
});

/** What of a public read this world has none of: their own features test them. */
const absent = /\{(slug|language)\}/;
const openReads = () => operations.filter((operation) => isOpenRead(operation) && !absent.test(operation.path));

/** An address of an operation that succeeds here. */
function addressOf({ path, params, query }: AnyOperation): string {
	const chosenFor = (name: string): string => {
		const schema = params instanceof z.ZodObject ? params.shape[name] : undefined;
		if (schema instanceof z.ZodEnum) return String(schema.options[0]);
		if (name === 'number') return '1';
		return path.startsWith('/calls/') ? 'CV-0001' : (codes[0] ?? '');
	};
	const filled = path.replaceAll(/\{(\w+)\}/g, (_, name: string) => chosenFor(name));
	const isComparison = path.startsWith('/comparison') && query !== undefined;
	return `/api/v1${filled}${isComparison ? `?code=${codes[0]}&code=${codes[1]}` : ''}`;
}

const ask = (address: string, headers: Record<string, string> = {}) => api.request(address, { headers });

/** A call over the network from an address. */
const from = async (remoteAddress: string, address = `/api/v1/practices/${codes[0]}`, headers: Record<string, string> = {}, door = api) =>
	door.request(address, { headers }, { incoming: { headers, socket: { remoteAddress } } });

describe('validators', () => {
	test('every public read carries a strong tag, is kept by anybody but asked for again, and is not sent twice', async () => {
		expect(openReads().length).toBeGreaterThan(12);
		for (const operation of openReads()) {
			const address = addressOf(operation);
			const first = await ask(address);
			expect(first.status, address).toBe(200);
			expect(first.headers.get('cache-control'), address).toBe('public, max-age=0, must-revalidate');
			expect(first.headers.get('vary'), address).toMatch(/^authorization(, accept-language)?$/);
			await first.arrayBuffer();
			const etag = first.headers.get('etag') ?? '';
			// What is written while it is sent has no tag before its end.
			if (operation.id === 'exportCatalogue' || operation.id === 'exportBundle') continue;
			expect(etag, address).toMatch(/^"[\w-]{10,}"$/);
			const isStable = operation.answer !== 'file' || operation.id === 'readPracticeSchema';
			if (!isStable) continue;
			const again = await ask(address, { 'if-none-match': `"other", W/${etag}` });
			expect([again.status, await again.text(), again.headers.get('etag')], address).toEqual([304, '', etag]);
			expect(again.headers.get('content-type'), address).toBeNull();
		}
	});

	test('the language stands in Vary where the words depend on it', async () => {
		for (const operation of openReads().filter(({ answer }) => typeof answer !== 'string')) {
			const address = addressOf(operation);
			const [es, en] = await Promise.all(['es', 'en'].map((language) => ask(address, { 'accept-language': language })));
			const differs = (await es?.text()) !== (await en?.text());
			if (differs) expect(es?.headers.get('vary'), address).toContain('accept-language');
		}
		expect((await ask('/api/v1/practices')).headers.get('vary')).toContain('accept-language');
		expect((await ask(`/api/v1/practices/${codes[0]}`)).headers.get('vary')).toBe('authorization');
	});

	test('with a key an answer is nobody else’s; what may be changed has its version as its tag', async () => {
		const authorization = `Bearer ${key}`;
		const record = await ask(`/api/v1/practices/${codes[0]}`, { authorization });
		expect(record.headers.get('cache-control')).toBe('private, no-cache');
		const known = await ask(`/api/v1/practices/${codes[0]}`, { authorization, 'if-none-match': record.headers.get('etag') ?? '' });
		expect(known.status).toBe(304);
		const call = await ask('/api/v1/calls/CV-0001', { authorization });
		expect([call.headers.get('etag'), call.headers.get('cache-control')]).toEqual(['"1"', 'no-store']);
		const own = await ask('/api/v1/practices/mine', { authorization });
		expect([own.status, own.headers.get('cache-control'), own.headers.get('etag')]).toEqual([200, 'no-store', null]);
	});

	test('the document has a tag too', async () => {
		const first = await ask('/api/v1/openapi.json');
		expect((await ask('/api/v1/openapi.json', { 'if-none-match': first.headers.get('etag') ?? '' })).status).toBe(304);
		expect(first.headers.get('access-control-allow-origin')).toBe('*');
	});
});

describe('foreign pages', () => {
	const crossOrigin = (response: Response) => [...response.headers.keys()].filter((name) => name.startsWith('access-control-'));

	test('read what is public, failures included, and never with credentials', async () => {
		for (const address of [`/api/v1/practices/${codes[0]}`, '/api/v1/practices', '/api/v1/practices/AC-9999', '/api/v1/practices/no']) {
			const { headers } = await ask(address, { origin: 'https://example.com' });
			expect(headers.get('access-control-allow-origin'), address).toBe('*');
			for (const name of ['ETag', 'Link', 'Retry-After']) expect(headers.get('access-control-expose-headers'), address).toContain(name);
			expect(headers.has('access-control-allow-credentials'), address).toBe(false);
		}
	});

	test('read nothing else, whatever is asked', async () => {
		const authorization = `Bearer ${key}`;
		const closed = operations.filter((operation) => !isOpenRead(operation));
		for (const { method, path } of closed) {
			const address = `/api/v1${path.replaceAll(/\{\w+\}/g, 'x')}`;
			const response = await api.request(address, { method: method.toUpperCase(), headers: { origin: 'https://example.com' } });
			expect(crossOrigin(response), `${method} ${path}`).toEqual([]);
		}
		expect(crossOrigin(await ask('/api/v1/practices', { authorization }))).toEqual([]);
	});

	test('learn beforehand that they may read, without a key', async () => {
		const preflight = (address: string) => api.request(address, { method: 'OPTIONS', headers: { origin: 'https://example.com' } });
		const open = await preflight('/api/v1/practices');
		expect([open.status, open.headers.get('access-control-allow-methods')]).toEqual([204, 'GET, HEAD']);
		expect(open.headers.get('access-control-allow-headers')).toBe('If-None-Match');
		expect(open.headers.get('allow')).toBe('POST, GET, HEAD, OPTIONS');
		const closed = await preflight('/api/v1/practices/mine');
		expect([closed.status, crossOrigin(closed)]).toEqual([204, []]);
	});
});

describe('limits', () => {
	const limited = (address: number, ofKey: number) =>
		createApi({ ...here.app, config: { ...here.app.config, apiRates: { address, key: ofKey } } });

	test('are generous: forty people in one office call at once, and go on', async () => {
		const answers = await Promise.all(Array.from({ length: 400 }, () => from('198.51.100.7')));
		expect(answers.every(({ status }) => status === 200)).toBe(true);
		expect(answers.at(-1)?.headers.get('ratelimit')).toMatch(/^"default";r=8\d\d;t=0$/);
	});

	test('refuse politely, say for how long, and pass by themselves', async () => {
		const door = limited(6, 100);
		const call = (address: string, headers = {}) => from(address, undefined, headers, door);
		for (let count = 0; count < 6; count += 1) expect((await call('198.51.100.7')).status).toBe(200);
		const refused = await call('198.51.100.7');
		expect([refused.status, refused.headers.get('retry-after'), refused.headers.get('ratelimit')]).toEqual([
			429,
			'10',
			'"default";r=0;t=10'
		]);
		expect(refused.headers.get('content-type')).toBe('application/problem+json; charset=utf-8');
		expect(refused.headers.get('access-control-allow-origin')).toBe('*');
		expect(await refused.json()).toMatchObject({ code: 'tooManyCalls', status: 429 });
		expect((await call('198.51.100.8')).status).toBe(200);
		// A key has calls of its own, whoever else calls from the same office.
		expect((await call('198.51.100.7', { authorization: `Bearer ${key}` })).status).toBe(200);
		here.pass(10_000);
		expect((await call('198.51.100.7')).status).toBe(200);
		expect((await call('198.51.100.7')).status).toBe(429);
	});

	test('hold for a key wherever it calls from, and an invented key brings no calls', async () => {
		const door = limited(3, 2);
		const call = (address: string, bearer: string) => from(address, undefined, { authorization: `Bearer ${bearer}` }, door);
		expect((await call('198.51.100.7', key)).status).toBe(200);
		expect((await call('198.51.100.8', key)).status).toBe(200);
		expect((await call('127.0.0.1', key)).status).toBe(429);
		const invented = await Promise.all(Array.from({ length: 5 }, (_, at) => call('198.51.100.9', `invented-key-${at}`)));
		expect(invented.map(({ status }) => status).sort()).toEqual([401, 401, 401, 429, 429]);
	});

	test('do not count this machine, nor anybody where they are switched off', async () => {
		const one = limited(1, 1);
		for (let count = 0; count < 3; count += 1) expect((await from('127.0.0.1', undefined, {}, one)).status).toBe(200);
		const none = limited(0, 0);
		for (let count = 0; count < 3; count += 1) {
			const response = await from('198.51.100.7', undefined, { authorization: `Bearer ${key}` }, none);
			expect([response.status, response.headers.get('ratelimit')]).toEqual([200, null]);
		}
	});
});

test('a list names its next page in a header as well', async () => {
	const seen: string[] = [];
	let address: string | undefined = '/api/v1/practices?limit=2&sort=title';
	while (address) {
		const response: Response = await ask(address);
		const { items, next } = (await response.json()) as { items: { code: string }[]; next: string | null };
		seen.push(...items.map(({ code }) => code));
		const link: string | undefined = /^<([^>]+)>; rel="next"$/.exec(response.headers.get('link') ?? '')?.[1];
		expect(link === undefined).toBe(next === null);
		if (link) expect(new URL(link).searchParams.get('cursor')).toBe(next);
		address = link?.replace(here.app.config.origin, '');
	}
	expect(seen.toSorted()).toEqual(codes.toSorted());
});

describe('the document', () => {
	test('names the status of every answer', async () => {
		for (const operation of operations) {
			const { method, path } = operation;
			const address = `/api/v1${path.replaceAll(/\{\w+\}/g, 'x')}`;
			const headers: Record<string, string>[] = [{}, { authorization: 'Bearer invented-key' }, { 'if-match': 'x' }];
			// Whoever may do everything meets what is not there.
			if (method === 'get') headers.push({ authorization: `Bearer ${key}` });
			for (const one of headers) {
				const { status } = await api.request(address, { method: method.toUpperCase(), headers: one });
				const named = [successOf(operation), ...refusalsOf(operation)];
				expect(named, `${method} ${path} answered ${status}`).toContain(status);
			}
		}
	});

	test('names that a practice was retired', async () => {
		const read = operations.find(({ id }) => id === 'readPractice') as AnyOperation;
		expect(refusalsOf(read)).toContain(410);
	});
});
