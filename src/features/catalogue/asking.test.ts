// What readers do with a search beyond words and filters: misspell, ask too much, order, go on typing; and what changes under their hands.
import fc from 'fast-check';
import { sql } from 'kysely';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { openApp } from '#app/app.server.ts';
import { changeInstitution } from '#features/institutions/handlers.server.ts';
import { addConcept, deleteConcept } from '#features/thesaurus/handlers.server.ts';
import { ConceptInput } from '#features/thesaurus/schema.ts';
import type { Ctx } from '#platform/ctx.ts';
import { createLog } from '#platform/log.server.ts';
import { openTestApp, type TestApp } from '../../../test/app.ts';
import { insertInstitution, insertPerson, insertPublished } from '../../../test/factories.ts';
import { remakeOutdated, retirePractice } from './handlers/catalogue.server.ts';
import { searchCatalogue, suggestWords } from './handlers/search.server.ts';
import { planQuestion, type Worded, writeQuestion } from './rules/asking.ts';
import { CatalogueQuery } from './schema.ts';

let test: TestApp;
let secretariat: string;
let reader: Ctx;

beforeAll(async () => {
	test = await openTestApp();
	secretariat = await insertPerson(test.app.db, 'secretaria@example.org', ['secretariat']);
	reader = test.ctx({ kind: 'anonymous' });
});
afterAll(() => test.remove());
beforeEach(async () => {
	const { db } = test.app;
	const standing = await db.selectFrom('catalogueEntry').select('code').where('goneAt', 'is', null).execute();
	for (const { code } of standing) await retirePractice(office(), code);
});

const office = () => test.ctx({ kind: 'person', id: secretariat, name: 'Secretaría', roles: ['secretariat'], institutionIds: [] });
const ask = (query: Record<string, unknown>) => searchCatalogue(reader, CatalogueQuery.parse(query));
const publish = async (title: string, more: Omit<Parameters<typeof insertPublished>[2], 'fields'> & { fields?: object } = {}) => {
	test.pass(1000);
	return (await insertPublished(test.ctx(), secretariat, { ...more, fields: { title, ...more.fields } })).code;
};
const titles = async (query: Record<string, unknown>) => (await ask(query)).items.map((item) => item.title);

describe('words that nothing answers', () => {
	it('are tried as the catalogue spells them, and the page can say so', async () => {
		await publish('Remesas con menor costo');
		expect(await ask({ q: 'remezas' })).toMatchObject({ total: 1, suggestion: 'remesas', isCorrected: true });
		expect(await ask({ q: 'remesas' })).toMatchObject({ total: 1, suggestion: null, isCorrected: false });
		expect(await ask({ q: 'guitarras' })).toMatchObject({ total: 0, suggestion: null, isCorrected: false });
	});

	it('are not corrected into words of practices that are gone', async () => {
		const code = await publish('Trashumancia de rebaños');
		expect((await ask({ q: 'trashumansia' })).suggestion).toBe('trashumancia');
		await retirePractice(office(), code);
		expect((await ask({ q: 'trashumansia' })).suggestion).toBeNull();
		expect(await test.app.db.selectFrom('searchWord').select('word').execute()).toEqual([]);
	});

	it('give way to those that are answered, the rarest first', async () => {
		await publish('Feria de empleo con guitarra');
		await publish('Feria de ahorro');
		await publish('Feria de barrio');
		const result = await ask({ q: 'feria guitarra acordeón ' });
		expect(result).toMatchObject({ total: 3, isRelaxed: true });
		expect(result.items[0]?.title).toBe('Feria de empleo con guitarra');
		expect(await ask({ q: 'feria ' })).toMatchObject({ total: 3, isRelaxed: false });
	});
});

describe('other words for the same', () => {
	it('are looked for in the language of each text, and said', async () => {
		await publish('Desplazamiento forzado interno y vivienda');
		await publish('Jobs for displaced people', { layers: { language: 'en' } });
		const byAcronym = await ask({ q: 'DFI ' });
		expect(byAcronym.items.map(({ title }) => title)).toContain('Desplazamiento forzado interno y vivienda');
		expect(byAcronym.alsoAsked.join(' ')).toMatch(/desplazamiento/);
		expect(await titles({ q: 'empleo ' })).toContain('Jobs for displaced people');
	});

	it('are those of the thesaurus as it stands when the question is asked, the first time as well', async () => {
		await publish('Feria de trueque zapoteca');
		expect(await titles({ q: 'zarandaja' })).toEqual([]);
		const terms = ['zarandaja', 'zapoteca'].map((text) => ({ text, language: 'es' as const, isNarrower: false }));
		const id = await addConcept(office(), ConceptInput.parse({ terms, note: '' }));
		expect(await titles({ q: 'zarandaja' })).toEqual(['Feria de trueque zapoteca']);
		await deleteConcept(office(), id, 1);
		expect(await titles({ q: 'zarandaja' })).toEqual([]);
	});

	it('are not, where a phrase stands in quotes', async () => {
		await publish('Trabajo en el campo');
		expect(await titles({ q: 'empleo ' })).toEqual(['Trabajo en el campo']);
		expect(await ask({ q: '"empleo"' })).toMatchObject({ total: 0, alsoAsked: [] });
	});
});

it('words and phrases that are looked for apart answer together what the whole question answers', async () => {
	const word = fc.constantFrom('feria', 'empleo', 'cuenta', 'ahorro');
	const phrase = fc.tuple(word, word).map((words) => words.join(' '));
	const term = fc.record({
		text: fc.oneof(word, phrase),
		also: fc.array(fc.record({ text: fc.oneof(word, phrase), language: fc.constantFrom(null, 'es' as const) }), { maxLength: 3 })
	});
	const write = ({ text }: Worded) =>
		text
			.split(' ')
			.map((each) => `'${each}'`)
			.join(' <-> ');
	const answers = async (query: string, text: string) => {
		const { rows } = await sql<{ is: boolean }>`select to_tsvector('simple', ${text}) @@ ${query}::tsquery as is`.execute(test.app.db);
		return rows[0]?.is;
	};
	const property = fc.asyncProperty(
		fc.array(term, { minLength: 1, maxLength: 3 }),
		fc.array(fc.oneof(word, phrase), { maxLength: 1 }),
		fc.array(word, { maxLength: 6 }),
		async (expanded, excluded, words) => {
			const terms = { wanted: expanded.map(({ text }) => text), beginning: '', excluded, quoted: [] };
			const { all, every } = writeQuestion(
				planQuestion(terms, expanded, () => false),
				write
			);
			const text = words.join(' ');
			const apart = await Promise.all([every.byWords, every.byPhrases].filter(Boolean).map((half) => answers(half, text)));
			expect(apart.includes(true)).toBe(await answers(all, text));
			expect(every.byWords.split('!(')[0]).not.toContain('<');
		}
	);
	await fc.assert(property, { numRuns: 400 });
});

describe('leaving words out', () => {
	it('takes singular and plural, and nobody who merely has the stem or the name', async () => {
		await publish('Ahorro', { fields: { description: 'Se cuenta con aulas.' } });
		await publish('Ahorro contado', { fields: { description: 'Quienes contaron.' }, layers: { themes: ['financial-inclusion'] } });
		expect(await titles({ q: 'ahorro -cuentas' })).toEqual(['Ahorro contado']);
	});
});

describe('order', () => {
	it.each([
		['newest', ['Ciruela', 'Ábaco', 'Barco']],
		['oldest', ['Barco', 'Ábaco', 'Ciruela']],
		['title', ['Ábaco', 'Barco', 'Ciruela']]
	])('%s, page by page', async (sort, expected) => {
		for (const title of ['Barco', 'Ábaco', 'Ciruela']) await publish(title);
		const seen: string[] = [];
		for (let cursor: string | null = null; ; ) {
			const page = await ask({ sort, limit: 1, cursor });
			seen.push(...page.items.map(({ title }) => title));
			cursor = page.next;
			if (cursor === null) break;
		}
		expect(seen).toEqual(expected);
	});

	it('puts the better verdict before an equal text, and a word of the title before any verdict', async () => {
		const description = 'Un taller de alfarería para jóvenes.';
		await publish('Uno', { class: 'promising', fields: { description } });
		await publish('Dos', { class: 'good', fields: { description } });
		await publish('Alfarería', { class: 'unclassified', fields: { description: 'Otra cosa.' } });
		expect(await titles({ q: 'alfareria ' })).toEqual(['Alfarería', 'Dos', 'Uno']);
	});
});

describe('a large catalogue', () => {
	it('looks for the words of a common phrase of the thesaurus wherever they stand, so that no long vector is read', async () => {
		await publish('Inserción de quienes llegan', { fields: { description: 'Orientación laboral.' } });
		expect(await titles({ q: 'empleo ' })).toEqual([]);
		for (let count = 0; count < 201; count += 1) await publish('Inserción laboral');
		await ask({});
		expect(await titles({ q: 'empleo ', sort: 'oldest', limit: 1 })).toEqual(['Inserción de quienes llegan']);
	}, 60_000);
});

describe('while it is typed', () => {
	it('the last word goes on with words of the catalogue, the commonest first, with their accents', async () => {
		await publish('Capacitación y capataces', { fields: { description: 'Con capataces.' } });
		await publish('Capacitación en línea');
		expect(await suggestWords(reader, 'curso de capac', 5)).toEqual(['curso de capacitación']);
		expect((await suggestWords(reader, 'CAPA', 5)).slice(0, 2)).toEqual(['capacitación', 'capataces']);
		for (const text of ['', 'c', '%', '-', 'x'.repeat(10_000)]) expect(await suggestWords(reader, text, 5)).toEqual([]);
	});
});

describe('what changes while others count', () => {
	it('is counted from the moment it is committed, whichever process did it', async () => {
		const first = await publish('Primera', { layers: { groups: ['refugee'] } });
		const count = async () => (await ask({})).facets.group.find(({ key }) => key === 'refugee')?.count ?? 0;
		expect(await count()).toBe(1);
		// Another process knows nothing of what this one holds in memory.
		const other = await openApp(test.app.config, createLog('silent'), test.app.now);
		try {
			await insertPublished({ ...test.ctx(), app: other }, secretariat, { fields: { title: 'Segunda' }, layers: { groups: ['refugee'] } });
			expect(await count()).toBe(2);
			await retirePractice({ ...office(), app: other }, first);
			expect(await count()).toBe(1);
		} finally {
			await other.close();
		}
	});

	it('an institution that moves takes its practices along', async () => {
		const [network, office2] = await Promise.all(
			['Red inventada', 'Oficina inventada'].map((name) => insertInstitution(test.app.db, name))
		);
		if (!network || !office2) throw new Error('no institution');
		await publish('De la oficina', { institutions: [{ id: office2, name: 'Oficina inventada' }] });
		expect((await ask({ institution: [network] })).total).toBe(0);
		const input = { name: 'Oficina inventada', aliases: [], country: null, level: null };
		await changeInstitution(office(), office2, 1, { ...input, parentId: network });
		expect((await ask({ institution: [network] })).total).toBe(1);
		await changeInstitution(office(), office2, 2, { ...input, parentId: null });
		expect((await ask({ institution: [network] })).total).toBe(0);
	});

	it('entries of an older program are made anew, once', async () => {
		await publish('Antigua', { layers: { groups: ['refugee'] } });
		await test.app.db.updateTable('catalogueEntry').set({ shape: 0, facets: [] }).where('goneAt', 'is', null).execute();
		expect((await ask({ group: ['refugee'] })).total).toBe(0);
		expect(await remakeOutdated(test.ctx())).toBe(1);
		expect((await ask({ group: ['refugee'] })).total).toBe(1);
		expect(await remakeOutdated(test.ctx())).toBe(0);
	});
});

it('answers a bot that chooses everything at once', async () => {
	await publish('Una');
	const everything = Array.from({ length: 500 }, (_, at) => `valor-${at}`);
	const result = await ask({ class: everything, group: everything, theme: everything, q: 'x'.repeat(10_000) });
	expect(result).toMatchObject({ total: 0, next: null });
});
