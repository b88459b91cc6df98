// Collections: who may write them, what everybody reads of them, two editors at once, and practices that leave the catalogue.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createApi } from '#app/api.server.ts';
import { retirePractice } from '#features/catalogue/handlers/catalogue.server.ts';
import { exportCollection } from '#features/exchange/handlers/export.server.ts';
import type { Actor, Ctx } from '#platform/ctx.ts';
import type { ProblemCode } from '#platform/problem.ts';
import { openTestApp, type TestApp } from '../../../test/app.ts';
import { insertPerson, insertPublished } from '../../../test/factories.ts';
import {
	changeCollection,
	createCollection,
	deleteCollection,
	listAllCollections,
	listCollections,
	previewCollection,
	publishCollection,
	readCollection,
	readCollectionDesk,
	unpublishCollection
} from './handlers.server.ts';
import { CollectionInput, NewCollection } from './schema.ts';

let test: TestApp;
let secretariat: Ctx;
let secretary: string;
let codes: string[];

beforeAll(async () => {
	test = await openTestApp();
	secretary = await insertPerson(test.app.db, 'secretaria@example.org', ['secretariat']);
	secretariat = test.ctx(person(secretary, 'secretariat'));
	codes = [];
	for (const title of ['Ferias de empleo', 'Cuentas básicas', 'Talleres de oficio']) codes.push(await publish(title));
});
afterAll(() => test.remove());

const person = (id: string, role: 'author' | 'assessor' | 'secretariat'): Actor => ({
	...{ kind: 'person', id, name: 'Alguien', roles: [role], institutionIds: [] }
});
const reader = () => test.ctx({ kind: 'anonymous' });
const refused = (code: ProblemCode) => expect.objectContaining({ name: 'Problem', code });
const publish = async (title: string) =>
	(await insertPublished(test.ctx(), secretary, { fields: { title }, layers: { abstract: `Resumen de ${title}.` } })).code;

let count = 0;
/** A new collection of these practices. @returns its address */
async function collect(practices: string[], more: Partial<CollectionInput> = {}): Promise<string> {
	count += 1;
	const { slug } = await createCollection(
		secretariat,
		NewCollection.parse({ title: `Colección ${count}`, practices: practices.map((code) => ({ code })), ...more })
	);
	return slug;
}

const versionOf = async (slug: string) => (await readCollectionDesk(secretariat, slug)).version;
const input = (title: string, practices: string[]) => CollectionInput.parse({ title, practices: practices.map((code) => ({ code })) });

describe('a collection', () => {
	it('is a draft that nobody else reads until it is published, and again when it is unpublished', async () => {
		const slug = await collect(codes, { title: 'Empleo con protección', introduction: 'Para **empezar**.' });
		expect(slug).toBe('empleo-con-proteccion');
		await expect(readCollection(reader(), slug)).rejects.toEqual(refused('notFound'));
		expect((await previewCollection(secretariat, slug)).practices).toHaveLength(3);
		await publishCollection(secretariat, slug, await versionOf(slug));
		const shown = await readCollection(reader(), slug);
		expect(shown.practices.map(({ item }) => item.title)).toEqual(['Ferias de empleo', 'Cuentas básicas', 'Talleres de oficio']);
		expect(shown.practices[0]?.item).toMatchObject({
			snippet: 'Resumen de Ferias de empleo.',
			class: 'promising',
			criteria: { results: 'unmet' }
		});
		expect(await listCollections(reader())).toContainEqual(expect.objectContaining({ slug, count: 3, beginning: 'Para empezar.' }));
		await unpublishCollection(secretariat, slug, await versionOf(slug));
		await expect(readCollection(reader(), slug)).rejects.toEqual(refused('notFound'));
		expect((await listCollections(reader())).map((each) => each.slug)).not.toContain(slug);
		expect((await listAllCollections(secretariat)).map((each) => each.slug)).toContain(slug);
	});

	it('has an address of its own: one that is asked for is refused when it is taken, one made of the title gets a number', async () => {
		const first = await collect([], { title: 'Misma' });
		expect([first, await collect([], { title: 'Misma' })]).toEqual(['misma', 'misma-2']);
		const asked = NewCollection.parse({ title: 'Otra', slug: 'misma' });
		await expect(createCollection(secretariat, asked)).rejects.toMatchObject({ code: 'invalidInput', fields: [{ path: 'slug' }] });
		expect(await collect([], { title: '…' })).toBe('coleccion');
	});

	it('keeps order and notes, and refuses what is not in the catalogue, twice or too much', async () => {
		const [a = '', b = '', c = ''] = codes;
		const slug = await collect([a, b]);
		const practices = [c, a].map((code) => ({ code, note: `Nota de ${code}` }));
		await changeCollection(secretariat, slug, 1, { ...input('Cambiada', []), practices });
		const desk = await readCollectionDesk(secretariat, slug);
		expect(desk).toMatchObject({ title: 'Cambiada', version: 2, practices });
		const wrong = { code: 'invalidInput', fields: [{ path: 'codes' }] };
		await expect(changeCollection(secretariat, slug, 2, input('X', ['AC-9999']))).rejects.toMatchObject({
			...wrong,
			detail: { codes: ['AC-9999'] }
		});
		await expect(changeCollection(secretariat, slug, 2, input('X', [a, a]))).rejects.toMatchObject(wrong);
		const many = Array.from({ length: 61 }, (_, at) => ({ code: `AC-${5000 + at}`, note: '' }));
		await expect(changeCollection(secretariat, slug, 2, { ...input('X', []), practices: many })).rejects.toMatchObject(wrong);
		expect(await readCollectionDesk(secretariat, slug)).toEqual(desk);
	});

	it('is not published, and not left, without a practice of the catalogue', async () => {
		const slug = await collect([]);
		await expect(publishCollection(secretariat, slug, 1)).rejects.toEqual(refused('incomplete'));
		await changeCollection(secretariat, slug, 1, input('Con una', codes.slice(0, 1)));
		await publishCollection(secretariat, slug, 2);
		await expect(changeCollection(secretariat, slug, 3, input('Con ninguna', []))).rejects.toEqual(refused('incomplete'));
	});

	it('is deleted with its lines, and not by who saw an earlier version', async () => {
		const slug = await collect(codes);
		await expect(deleteCollection(secretariat, slug, 7)).rejects.toEqual(refused('versionConflict'));
		await deleteCollection(secretariat, slug, 1);
		await expect(readCollectionDesk(secretariat, slug)).rejects.toEqual(refused('notFound'));
		await expect(deleteCollection(secretariat, slug, 1)).rejects.toEqual(refused('notFound'));
		const acts = await test.app.db.selectFrom('journal').select('act').where('subjectId', '=', slug).orderBy('id').execute();
		expect(acts.map(({ act }) => act)).toEqual(['collection.create', 'collection.delete']);
	});

	it('is saved by one of two who save at once; the other is told, and nothing of hers is half written', async () => {
		const slug = await collect(codes);
		const results = await Promise.allSettled([
			changeCollection(secretariat, slug, 1, input('Primera', codes.slice(0, 1))),
			changeCollection(secretariat, slug, 1, input('Segunda', codes.slice(1)))
		]);
		expect(results.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected']);
		expect(results.find(({ status }) => status === 'rejected')).toMatchObject({ reason: refused('versionConflict') });
		const { title, practices, version } = await readCollectionDesk(secretariat, slug);
		expect(version).toBe(2);
		expect(practices).toHaveLength(title === 'Primera' ? 1 : 2);
	});
});

describe('a practice that is retired', () => {
	it('vanishes from the collection in public, and the secretariat sees that it is gone', async () => {
		const [leaving, staying = ''] = [await publish('Se va'), codes[0]];
		const slug = await collect([leaving, staying]);
		await publishCollection(secretariat, slug, 1);
		await retirePractice(secretariat, leaving);
		expect((await readCollection(reader(), slug)).practices.map(({ item }) => item.code)).toEqual([staying]);
		expect((await listCollections(reader())).find((each) => each.slug === slug)?.count).toBe(1);
		const desk = await readCollectionDesk(secretariat, slug);
		expect(desk.practices.map(({ isShown, title }) => [isShown, title])).toEqual([
			[false, ''],
			[true, 'Ferias de empleo']
		]);
		// It may stay among the lines, but comes into no other collection.
		await changeCollection(secretariat, slug, 2, input('Sigue', [staying, leaving]));
		await expect(createCollection(secretariat, NewCollection.parse({ title: 'Nueva', practices: [{ code: leaving }] }))).rejects.toEqual(
			refused('invalidInput')
		);
	});
});

describe('the booklet of a collection', () => {
	it('is for everybody, and only of a published one', async () => {
		const slug = await collect(codes, { introduction: 'Por qué estas.' });
		await expect(exportCollection(reader(), slug)).rejects.toEqual(refused('notFound'));
		await publishCollection(secretariat, slug, 1);
		const { bytes, fileName } = await exportCollection(reader(), slug);
		expect([Buffer.from(bytes.subarray(0, 5)).toString('latin1'), fileName]).toEqual(['%PDF-', `${slug}.pdf`]);
	});
});

describe('writing', () => {
	it('is for the secretariat alone', async () => {
		const slug = await collect(codes);
		for (const role of ['author', 'assessor', null] as const) {
			const who = role ? test.ctx(person(secretary, role)) : reader();
			const acts = [
				() => listAllCollections(who),
				() => readCollectionDesk(who, slug),
				() => previewCollection(who, slug),
				() => createCollection(who, NewCollection.parse({ title: 'X' })),
				() => changeCollection(who, slug, 1, input('X', codes)),
				() => publishCollection(who, slug, 1),
				() => unpublishCollection(who, slug, 1),
				() => deleteCollection(who, slug, 1)
			];
			for (const act of acts) await expect(act(), `${role}`).rejects.toEqual(refused('notAllowed'));
		}
		expect(await versionOf(slug)).toBe(1);
	});

	it('goes through the API as well, which everybody reads', async () => {
		const ask = (path: string) => createApi(test.app).request(`http://127.0.0.1/api/v1${path}`);
		const slug = await collect(codes);
		expect((await ask(`/collections/${slug}`)).status).toBe(404);
		expect((await ask(`/desk/collections/${slug}`)).status).toBe(401);
		await publishCollection(secretariat, slug, 1);
		expect(await (await ask(`/collections/${slug}`)).json()).toMatchObject({
			url: expect.stringMatching(`/colecciones/${slug}$`),
			practices: [{ code: codes[0], title: 'Ferias de empleo' }, {}, {}]
		});
		expect((await ask(`/collections/${slug}/export/pdf`)).headers.get('content-type')).toBe('application/pdf');
		expect(((await (await ask('/collections')).json()) as { items: unknown[] }).items.length).toBeGreaterThan(0);
	});
});
