// The whole catalogue as one file: everything that is public, nothing that is not, and never in memory whole.
import { randomUUID } from 'node:crypto';
import Papa from 'papaparse';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { retirePractice } from '#features/catalogue/handlers/catalogue.server.ts';
import { PracticeDocument } from '#features/exchange/schema.ts';
import { fileAnswer } from '#platform/http/download.ts';
import { openAnswer, openStream } from '#platform/http/open-answer.server.ts';
import { whole } from '#platform/http/streams.ts';
import { openTestApp, type TestApp } from '../../../test/app.ts';
import { insertPerson, insertPublished } from '../../../test/factories.ts';
import { hostileText } from '../../../test/open-data.ts';
import { describeCatalogue, exportCatalogue } from './handlers/catalogue.server.ts';

let test: TestApp;
let kept: string;
let gone: string;

const attachment = (name: string, visibility: 'public' | 'network') => ({
	id: randomUUID(),
	key: 'impact' as const,
	name,
	mediaType: 'text/plain',
	bytes: 4,
	sha256: 'a'.repeat(64),
	visibility,
	screened: true,
	isInvented: true
});

beforeAll(async () => {
	test = await openTestApp();
	const id = await insertPerson(test.app.db, 'secretaria@example.org', ['secretariat']);
	({ code: kept } = await insertPublished(test.ctx(), id, {
		fields: { title: hostileText },
		layers: {
			places: { codes: ['MX-CHP'], detail: 'Calle secreta', reserved: true },
			contact: { name: 'Persona Secreta', email: 'secreta@example.org', phone: '' },
			consent: { truthful: true, licence: 'CC-BY-4.0', authorisations: [] }
		},
		attachments: [attachment('abierta.txt', 'public'), attachment('secreta.txt', 'network')]
	}));
	({ code: gone } = await insertPublished(test.ctx(), id, { fields: { title: 'Se va' } }));
	await retirePractice(test.ctx({ kind: 'person', id, name: 'S', roles: ['secretariat'], institutionIds: [] }), gone);
});
afterAll(() => test.remove());

const reader = () => test.ctx({ kind: 'anonymous' });
const textOf = async (format: 'ndjson' | 'csv') =>
	Buffer.from(await whole((await exportCatalogue(reader(), format)).stream)).toString('utf8');

describe('the whole catalogue', () => {
	it('is a document a line, with its licence and its date', async () => {
		const text = await textOf('ndjson');
		const [line = '', ...more] = text.trimEnd().split('\n');
		expect(more).toEqual([]);
		const document = PracticeDocument.parse(JSON.parse(line));
		expect(document).toMatchObject({ scope: 'public', source: { code: kept, licence: 'CC-BY-4.0' } });
		expect(document.source.exportedAt.slice(0, 4)).toBe(String(test.app.now().getFullYear()));
		expect(document.attachments.map(({ name }) => name)).toEqual(['abierta.txt']);
		expect(text).not.toMatch(/secreta|MX-CHP/i);
		expect(text).not.toContain(gone);
	});

	it('is a row a practice, in which nothing runs', async () => {
		const text = await textOf('csv');
		const { data, errors } = Papa.parse<string[]>(text.trim());
		expect(errors).toEqual([]);
		expect(data).toHaveLength(3);
		expect(data[2]).toContain(kept);
		expect(data[2]?.join(' ')).toContain('CC BY 4.0');
		expect(text).not.toMatch(/secreta|Chiapas/i);
	});

	it('carries the day in its name, and its page says how much there is', async () => {
		const { fileName } = await exportCatalogue(reader(), 'ndjson');
		expect(fileName).toMatch(/-\d{4}-\d\d-\d\d\.ndjson$/);
		const { count, dataset } = await describeCatalogue(reader());
		expect(count).toBe(1);
		expect(dataset.lastAt >= dataset.firstAt).toBe(true);
	});
});

describe('an open answer', () => {
	const asked = (headers: Record<string, string>) => new Request('http://127.0.0.1/', { headers });

	it('is given again only when it changed, and compressed where that is worth it', async () => {
		const text = { body: 'práctica '.repeat(500), mediaType: 'text/plain; charset=utf-8' };
		const answer = await openAnswer(asked({ 'accept-encoding': 'br, gzip' }), text);
		expect(answer.headers.get('content-encoding')).toBe('gzip');
		const unpacked = new Response(answer.body?.pipeThrough(new DecompressionStream('gzip')));
		expect(await unpacked.text()).toBe(text.body);
		const etag = answer.headers.get('etag') ?? '';
		expect((await openAnswer(asked({ 'if-none-match': etag }), text)).status).toBe(304);
		expect((await openAnswer(asked({ 'if-none-match': etag }), { ...text, body: 'otra' })).status).toBe(200);
		expect(answer.headers.get('access-control-allow-origin')).toBe('*');
	});

	it('comes as it is made, and stops being made when nobody reads any more', async () => {
		let made = 0;
		let isEnded = false;
		async function* endless() {
			try {
				for (;;) {
					made += 1;
					yield new TextEncoder().encode('a'.repeat(10_000));
				}
			} finally {
				isEnded = true;
			}
		}
		for (const encoding of ['identity', 'gzip']) {
			[made, isEnded] = [0, false];
			const file = fileAnswer({ mediaType: 'text/plain', fileName: 'a.txt', stream: endless() });
			const body = openStream(asked({ 'accept-encoding': encoding }), file).body?.getReader();
			await body?.read();
			expect(made).toBeLessThan(500);
			await body?.cancel();
			await expect.poll(() => isEnded).toBe(true);
		}
	});
});
