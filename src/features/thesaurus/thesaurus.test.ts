// The thesaurus of an instance: filled once, edited by the secretariat, kept in memory until it changes, taken out and in as a file.
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createApi } from '#app/api.server.ts';
import { createApiKey } from '#features/people/handlers.server.ts';
import type { Actor } from '#platform/ctx.ts';
import { openTestApp, type TestApp } from '../../../test/app.ts';
import { insertPerson } from '../../../test/factories.ts';
import {
	addConcept,
	changeConcept,
	conceptsInUse,
	deleteConcept,
	exportThesaurus,
	fillThesaurus,
	importThesaurus,
	listConcepts,
	readConcept
} from './handlers.server.ts';
import { expandTerms, withoutRepeats } from './rules.ts';
import { type ConceptInput, ThesaurusFile } from './schema.ts';
import { readShipped } from './store.server.ts';

const root = path.resolve(import.meta.dirname, '../../..');
const person = (roles: ('author' | 'secretariat')[]): Actor => ({
	kind: 'person',
	id: 'somebody',
	name: 'Alguien',
	roles,
	institutionIds: []
});
const secretariat = person(['secretariat']);
const bramble: ConceptInput = {
	note: '',
	terms: [
		{ text: 'zarzal inventado', language: 'es', isNarrower: false },
		{ text: 'invented bramble', language: 'en', isNarrower: false }
	]
};

let test: TestApp;
beforeAll(async () => {
	test = await openTestApp();
});
afterAll(() => test.remove());

const ctx = (actor = secretariat) => test.ctx(actor);
const alsoFor = async (words: string) =>
	expandTerms(words.split(' '), await conceptsInUse(test.app)).flatMap(({ also }) => also.map(({ text }) => text));

describe('the file that is shipped', () => {
	it('repeats nothing and has every language of most concepts', () => {
		const shipped = readShipped(root);
		expect(shipped.length).toBeGreaterThan(60);
		expect(shipped.map(withoutRepeats)).toEqual(shipped);
		const inAll = shipped.filter(({ terms }) =>
			['es', 'en', 'pt', 'fr'].every((language) => terms.some((term) => term.language === language))
		);
		expect(inAll.length / shipped.length).toBeGreaterThan(0.9);
	});

	it.each([
		['empleo', 'trabajo'],
		['empleo', 'inserción laboral'],
		['insercion laboral', 'employment'],
		['PCM', 'migrante'],
		['personas en contexto de movilidad', 'PCM'],
		['dfi', 'desplazamiento forzado interno'],
		['cuenta basica', 'inclusión financiera'],
		['ACNUR', 'UNHCR'],
		['IOM', 'OIM'],
		['comisión mexicana de ayuda a refugiados', 'COMAR'],
		['childcare', 'cuidado infantil'],
		['pymes', 'MIPYME']
	])('reads "%s" as "%s" too', async (asked, also) => {
		expect(await alsoFor(asked)).toContain(also);
	});
});

describe('an instance', () => {
	it('is filled once: what was deleted does not come back', async () => {
		const before = await conceptsInUse(test.app);
		const gone = before[0];
		if (!gone) throw new Error('the thesaurus is empty');
		await deleteConcept(ctx(), gone.id, gone.version);
		await fillThesaurus(test.app);
		expect((await conceptsInUse(test.app)).length).toBe(before.length - 1);
	});

	it('keeps one list in memory until something in it changes', async () => {
		const before = await conceptsInUse(test.app);
		expect(await conceptsInUse(test.app)).toBe(before);
		const id = await addConcept(ctx(), bramble);
		expect(await alsoFor('zarzales inventados')).toContain('invented bramble');
		await changeConcept(ctx(), id, 1, { ...bramble, terms: bramble.terms.map((term) => ({ ...term, text: `${term.text} B` })) });
		expect(await alsoFor('zarzal inventado b')).toContain('invented bramble B');
		await deleteConcept(ctx(), id, 2);
		expect(await alsoFor('zarzal inventado b')).toEqual([]);
	});

	it('tells whoever saves an old version', async () => {
		const id = await addConcept(ctx(), bramble);
		await changeConcept(ctx(), id, 1, { ...bramble, note: 'Otra nota' });
		await expect(changeConcept(ctx(), id, 1, bramble)).rejects.toMatchObject({ code: 'versionConflict' });
		await expect(deleteConcept(ctx(), id, 1)).rejects.toMatchObject({ code: 'versionConflict' });
		expect((await readConcept(ctx(), id)).note).toBe('Otra nota');
		await deleteConcept(ctx(), id, 2);
		await expect(readConcept(ctx(), id)).rejects.toMatchObject({ code: 'notFound' });
		await expect(changeConcept(ctx(), id, 2, bramble)).rejects.toMatchObject({ code: 'notFound' });
		await expect(deleteConcept(ctx(), id, 2)).rejects.toMatchObject({ code: 'notFound' });
	});

	it('is looked through by the beginning of a word', async () => {
		const found = await listConcepts(ctx(), { q: 'guarder' });
		expect(found.map(({ terms }) => terms.some(({ text }) => text === 'guardería'))).toContain(true);
		expect(found.length).toBeLessThan(5);
		expect(await listConcepts(ctx(), { q: 'zzzz' })).toEqual([]);
	});

	it.each([{ kind: 'anonymous' } as const, person(['author'])])('is edited by the secretariat alone', async (actor) => {
		const somebody = ctx(actor);
		const refused = { code: 'notAllowed' };
		await expect(listConcepts(somebody, { q: '' })).rejects.toMatchObject(refused);
		await expect(addConcept(somebody, bramble)).rejects.toMatchObject(refused);
		await expect(changeConcept(somebody, crypto.randomUUID(), 1, bramble)).rejects.toMatchObject(refused);
		await expect(deleteConcept(somebody, crypto.randomUUID(), 1)).rejects.toMatchObject(refused);
		await expect(exportThesaurus(somebody)).rejects.toMatchObject(refused);
		await expect(importThesaurus(somebody, { format: 'acervo-thesaurus/1', concepts: [] })).rejects.toMatchObject(refused);
	});

	it('comes out as a file and goes in again as the same', async () => {
		const file = await exportThesaurus(ctx());
		expect(ThesaurusFile.parse(JSON.parse(JSON.stringify(file)))).toEqual(file);
		expect(await importThesaurus(ctx(), { format: 'acervo-thesaurus/1', concepts: [bramble] })).toEqual({ concepts: 1 });
		expect(await alsoFor('invented bramble')).toEqual(['zarzal inventado']);
		await importThesaurus(ctx(), file);
		expect(await exportThesaurus(ctx())).toEqual(file);
	});

	it('may be empty', async () => {
		await importThesaurus(ctx(), { format: 'acervo-thesaurus/1', concepts: [] });
		expect(await alsoFor('empleo')).toEqual([]);
		await fillThesaurus(test.app);
		expect(await conceptsInUse(test.app)).toEqual([]);
	});
});

describe('the API', () => {
	it('adds, changes with If-Match, deletes, and takes a whole thesaurus in', async () => {
		const { key } = await createApiKey(test.ctx(), await insertPerson(test.app.db, 'tesauro@example.org', ['secretariat']), 'tesauro');
		const ask = async (method: string, place: string, body?: unknown, headers: Record<string, string> = {}) => {
			const response = await createApi(test.app).fetch(
				new Request(`http://127.0.0.1/api/v1/thesaurus${place}`, {
					method,
					headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json', ...headers },
					...(body === undefined ? {} : { body: JSON.stringify(body) })
				})
			);
			const text = await response.text();
			return { status: response.status, json: text ? JSON.parse(text) : undefined };
		};
		expect((await ask('POST', '/concepts', { terms: [] })).status).toBe(422);
		const added = await ask('POST', '/concepts', bramble);
		expect(added).toMatchObject({ status: 201, json: { ...bramble, version: 1 } });
		const place = `/concepts/${added.json.id}`;
		expect((await ask('PUT', place, bramble)).status).toBe(428);
		expect(await ask('PUT', place, { ...bramble, note: 'Otra' }, { 'if-match': '"1"' })).toMatchObject({
			status: 200,
			json: { note: 'Otra', version: 2 }
		});
		expect((await ask('DELETE', place, undefined, { 'if-match': '"1"' })).status).toBe(412);
		expect((await ask('GET', '/concepts?q=zarz')).json.items).toHaveLength(1);
		const whole = (await ask('GET', '')).json;
		expect((await ask('DELETE', place, undefined, { 'if-match': '"2"' })).status).toBe(204);
		expect((await ask('GET', place)).status).toBe(404);
		expect(await ask('PUT', '', whole)).toMatchObject({ status: 200, json: { concepts: whole.concepts.length } });
		expect((await ask('GET', '')).json).toEqual(whole);
	});
});
