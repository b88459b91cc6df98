// From publication to tombstone, through the handlers and the API.
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createApi } from '#app/api.server.ts';
import type { AttachmentSummary } from '#features/practices/schema.ts';
import { openTestApp, type TestApp } from '../../../test/app.ts';
import { insertPerson, insertPublished } from '../../../test/factories.ts';
import { publicRecord } from './api.server.ts';
import { publishEntry, readEntry, readPublicFile, rebuildCatalogue, retirePractice } from './handlers/catalogue.server.ts';
import { searchCatalogue } from './handlers/search.server.ts';
import { CatalogueDocument, CatalogueQuery } from './schema.ts';

let test: TestApp;
let secretariat: string;
let practice: { id: string; code: string; versionId: string };

const file = (name: string, visibility: AttachmentSummary['visibility'], screened = true): AttachmentSummary => ({
	id: randomUUID(),
	key: 'impact',
	name,
	mediaType: 'text/plain',
	bytes: 4,
	sha256: 'a'.repeat(64),
	visibility,
	screened,
	isInvented: true
});

beforeAll(async () => {
	test = await openTestApp();
	secretariat = await insertPerson(test.app.db, 'secretaria@example.org', ['secretariat']);
});
afterAll(() => test.remove());

beforeEach(async () => {
	practice = await insertPublished(test.ctx(), secretariat, {
		fields: { title: 'Ferias de *empleo*' },
		attachments: [file('publica.txt', 'public'), file('red.txt', 'network'), file('sin-revisar.txt', 'public', false)],
		unmet: ['results'],
		wording: { results: 'Faltan valores.' }
	});
});

const reader = () => test.ctx({ kind: 'anonymous' });
const secretary = () => test.ctx({ kind: 'person', id: secretariat, name: 'Secretaría', roles: ['secretariat'], institutionIds: [] });
const open = () => test.app.db.updateTable('attachment').where('practiceId', '=', practice.id);

describe('a published practice', () => {
	it('is a whole document with the verdict and the files everybody may open', async () => {
		const document = await readEntry(reader(), practice.code);
		expect(CatalogueDocument.parse(document)).toEqual(document);
		expect(document).toMatchObject({ code: practice.code, title: 'Ferias de empleo', versionNumber: 1, verdict: { class: 'promising' } });
		expect(document.verdict.criteria.results).toEqual({ met: false, wording: 'Faltan valores.', levels: [] });
		expect(document.verdict.criteria.impact?.met).toBe(true);
		expect(document.content.attachments.map(({ name }) => name)).toEqual(['publica.txt']);
	});

	it('holds no letter of authorisation, whatever was chosen for it', async () => {
		const letter = { ...file('oficio.txt', 'public'), key: 'consent' as const };
		const { code } = await insertPublished(test.ctx(), secretariat, { attachments: [letter, file('publica.txt', 'public')] });
		expect((await readEntry(reader(), code)).content.attachments.map(({ name }) => name)).toEqual(['publica.txt']);
	});

	it('gives a file only as long as everybody may open it', async () => {
		const { attachments } = (await readEntry(reader(), practice.code)).content;
		const id = attachments[0]?.id ?? '';
		await expect(readPublicFile(reader(), practice.code, id)).resolves.toMatchObject({ name: 'publica.txt' });
		await expect(readPublicFile(reader(), practice.code, randomUUID())).rejects.toMatchObject({ code: 'notFound' });
		await open().set({ visibility: 'assessors' }).execute();
		await expect(readPublicFile(reader(), practice.code, id)).rejects.toMatchObject({ code: 'notFound' });
		expect((await readEntry(reader(), practice.code)).content.attachments).toEqual([]);
	});

	it('leaves a tombstone when it is retired', async () => {
		await retirePractice(secretary(), practice.code);
		await expect(readEntry(reader(), practice.code)).rejects.toMatchObject({ code: 'gone', status: 410 });
		const { items } = await searchCatalogue(reader(), CatalogueQuery.parse({ q: practice.code }));
		expect(items).toEqual([]);
		const row = await test.app.db.selectFrom('catalogueEntry').selectAll().where('code', '=', practice.code).executeTakeFirstOrThrow();
		expect(row).toMatchObject({ document: null, head: null, title: '', passages: null, facets: [] });
		const left = await test.app.db.selectFrom('practice').select('state').where('id', '=', practice.id).executeTakeFirstOrThrow();
		expect(left.state).toBe('retired');
		await expect(retirePractice(secretary(), practice.code)).rejects.toMatchObject({ code: 'wrongState' });
	});

	it('is retired by nobody who may not', async () => {
		const other = await insertPerson(test.app.db, `${randomUUID()}@example.org`, ['author']);
		const author = test.ctx({ kind: 'person', id: other, name: 'Otra', roles: ['author'], institutionIds: [] });
		await expect(retirePractice(author, practice.code)).rejects.toThrow();
		await expect(retirePractice(reader(), practice.code)).rejects.toThrow();
		await expect(readEntry(reader(), practice.code)).resolves.toBeTruthy();
	});

	it('cannot stand without a verdict', async () => {
		await test.app.db.deleteFrom('verdict').where('practiceId', '=', practice.id).execute();
		const publish = test.app.db
			.transaction()
			.execute((tx) => publishEntry(tx, test.ctx(), { practiceId: practice.id, versionId: practice.versionId }));
		await expect(publish).rejects.toMatchObject({ code: 'noVerdict' });
	});

	it('is the same after the catalogue was made anew, which only the operator may do', async () => {
		const { db } = test.app;
		await db.deleteFrom('catalogueEntry').where('code', '<>', practice.code).execute();
		const before = await db.selectFrom('catalogueEntry').selectAll().orderBy('code').execute();
		await expect(rebuildCatalogue(secretary())).rejects.toMatchObject({ code: 'notAllowed' });
		test.pass(60_000);
		expect(await rebuildCatalogue(test.ctx())).toBe(before.length);
		const after = await db.selectFrom('catalogueEntry').selectAll().orderBy('code').execute();
		const lasting = (rows: typeof before) => rows.map(({ updatedAt: _updatedAt, changed: _changed, ...row }) => row);
		expect(lasting(after)).toEqual(lasting(before));
	});
});

describe('the API', () => {
	const get = async (path: string) => {
		const response = await createApi(test.app).fetch(new Request(`http://localhost/api/v1${path}`));
		return { status: response.status, body: (await response.json()) as Record<string, unknown> };
	};

	it('searches, with one value or several', async () => {
		const { status, body } = await get(`/practices?q=${practice.code}&class=promising&class=good&limit=1`);
		expect(status).toBe(200);
		expect(body).toMatchObject({ total: 1, next: null, items: [{ code: practice.code, class: 'promising' }] });
		expect(body.facets).toMatchObject({
			class: [
				{ key: 'promising', label: 'Práctica prometedora', count: 1 },
				{ key: 'good', count: 0 }
			]
		});
	});

	it('refuses a cursor it never gave', async () => {
		expect(await get('/practices?cursor=nada')).toMatchObject({ status: 422, body: { code: 'invalidInput' } });
	});

	it('reads a record, and tells missing from retired', async () => {
		const { status, body } = await get(`/practices/${practice.code}`);
		expect(status).toBe(200);
		expect(body).toEqual(publicRecord(reader(), await readEntry(reader(), practice.code)));
		expect((await get('/practices/AC-9999')).status).toBe(404);
		await retirePractice(secretary(), practice.code);
		expect((await get(`/practices/${practice.code}`)).status).toBe(410);
	});

	it('describes itself', async () => {
		const { body } = await get('/openapi.json');
		expect(Object.keys(body.paths as object)).toEqual(expect.arrayContaining(['/practices', '/practices/{code}']));
	});
});
