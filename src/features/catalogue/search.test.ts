// The search as PostgreSQL answers it: stems with and without accents, phrases, exclusion, beginnings, facets, pages.
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { PracticeClass } from '#features/methodology/schema.ts';
import { openTestApp, type TestApp } from '../../../test/app.ts';
import { insertInstitution, insertPerson, insertPublished } from '../../../test/factories.ts';
import { readEntry } from './handlers/catalogue.server.ts';
import { searchCatalogue } from './handlers/search.server.ts';
import { CatalogueQuery, type FacetKey, facetKeys } from './schema.ts';
import { removeEntry } from './store/entries.server.ts';

let test: TestApp;
let secretariat: string;

beforeAll(async () => {
	test = await openTestApp();
	secretariat = await insertPerson(test.app.db, 'secretaria@example.org', ['secretariat']);
});
afterAll(() => test.remove());

const ask = (query: Record<string, unknown>) => searchCatalogue(test.ctx({ kind: 'anonymous' }), CatalogueQuery.parse(query));
const publish = (given: Parameters<typeof insertPublished>[2]) => insertPublished(test.ctx(), secretariat, given);

describe('full text', () => {
	let codes: Record<'training' | 'girls' | 'inclusion' | 'displaced' | 'english', string>;
	beforeAll(async () => {
		const pil = await insertInstitution(test.app.db, 'Programa Imaginario de Labores', ['PROFINV']);
		codes = {
			training: (await publish({ fields: { title: 'Capacitación en línea', description: 'Cinco semanas de **sesiones**. También más.' } }))
				.code,
			girls: (await publish({ fields: { title: 'Economía del cuidado', description: 'Talleres con niñas y con sus familias.' } })).code,
			inclusion: (await publish({ fields: { title: 'Cuentas', description: 'La inclusión financiera sin exclusión de nadie.' } })).code,
			displaced: (
				await publish({
					fields: { title: 'Ferias', problem: 'Inclusión de personas desplazadas; educación financiera.' },
					institutions: [{ id: pil, name: 'Programa Imaginario de Labores' }],
					layers: { groups: ['asylum-seeker'] }
				})
			).code,
			english: (await publish({ fields: { title: 'Trainings for employers' }, layers: { language: 'en' } })).code
		};
	});

	const found = async (q: string) => (await ask({ q })).items.map((item) => item.code);

	it.each([
		['capacitar', ['training', 'english']],
		['capacitación', ['training', 'english']],
		['capacitaciones', ['training', 'english']],
		['capacitacion', ['training', 'english']],
		['niñas', ['girls']],
		['ninas', ['girls']],
		['NIÑA', ['girls']],
		['economía', ['girls']],
		['economia', ['girls']],
		['"inclusión financiera"', ['inclusion']],
		['"inclusion financiera"', ['inclusion']],
		['inclusión financiera', ['displaced', 'inclusion']],
		['inclusión financiera -exclusion', ['displaced']],
		['inclusion -exclusiones', ['displaced']],
		['desplazad', ['displaced']],
		['capacitaci', ['training']],
		['también capacitar', ['training', 'english']],
		['PROFINV', ['displaced']],
		['solicitantes de asilo', ['displaced']],
		['training', ['english', 'training']],
		['nada-de-esto', []]
	] as const)('%s', async (q, expected) => {
		expect((await found(q)).toSorted()).toEqual(expected.map((key) => codes[key]).toSorted());
	});

	it('takes a finished word for a whole one', async () => {
		expect(await found('capaci')).toEqual([codes.training]);
		expect(await found('capaci ')).toEqual([]);
	});

	it('finds a practice by its code', async () => {
		expect(await found(codes.training)).toContain(codes.training);
	});

	it('gives everything when nothing is asked, or nothing but signs and words without meaning, and says so', async () => {
		for (const q of ['', '"" - ((', '%', '¿?']) expect(await ask({ q })).toMatchObject({ total: 5, asksText: false });
		expect(await ask({ q: 'cuentas' })).toMatchObject({ total: 1, asksText: true });
	});

	it.each([
		['trashumación', 'trashumacion', 'La trashumación de rebaños.', 'Quienes trashuman.'],
		['TRASHUMACIÓN', 'TRASHUMACION', 'La trashumación de rebaños.', 'Quienes trashuman.'],
		['dendrología', 'dendrologia', 'Taller de dendrología.', 'Un dendrólogo y varias dendrólogas.'],
		['tutorías', 'tutorias', 'Sesiones de tutorías.', 'Tutores de cada grupo.']
	])('%s finds the same without its accent', async (accented, plain, ...texts) => {
		for (const description of texts) await publish({ fields: { title: 'Con acento', description } });
		const expected = await found(`${accented} `);
		expect(expected.length).toBeGreaterThan(1);
		expect((await found(`${plain} `)).toSorted()).toEqual(expected.toSorted());
		expect((await ask({ q: `${plain} ` })).items.every(({ passage }) => passage.some(({ mark }) => mark))).toBe(true);
	});

	it.each(["'; drop table person; --", '| & ! <-> :*', '\u202eabc\u0000', 'a'.repeat(10_000), '"', "o'brien", '((()))', '-'])(
		'answers %j',
		async (q) => {
			await expect(ask({ q })).resolves.toBeTruthy();
		}
	);

	it('ranks a word of the title over the same word in the text', async () => {
		const inText = await publish({ fields: { title: 'Otra', description: 'Con brújula.' } });
		const inTitle = await publish({ fields: { title: 'La brújula laboral', description: 'Texto.' } });
		expect(await found('brujula')).toEqual([inTitle.code, inText.code]);
	});

	it('marks what was asked for, in title and passage, whatever the accents', async () => {
		const { items } = await ask({ q: 'ninas talleres' });
		const marked = items[0]?.passage.filter((segment) => segment.mark).map((segment) => segment.text);
		expect(marked).toEqual(['Talleres', 'niñas']);
		const [byWords] = (await ask({ q: 'ninas economia' })).items;
		expect(byWords?.passage.filter((segment) => segment.mark).map((segment) => segment.text)).toEqual(['niñas']);
		const [byTitle] = (await ask({ q: 'economia' })).items;
		expect(byTitle?.titleSegments).toEqual([
			{ text: 'Economía', mark: true },
			{ text: ' del cuidado', mark: false }
		]);
		expect(byTitle?.title).toBe('Economía del cuidado');
	});
});

describe('facets and pages', () => {
	type Sample = { code: string; word: string } & Record<FacetKey, string[]>;
	const words = ['zafiro', 'cuarzo', 'topacio'];
	const keys = {
		group: ['refugee', 'migrant', 'host', 'stateless'],
		theme: ['training', 'housing', 'care', 'labour-inclusion'],
		kind: ['strategy', 'model'],
		country: ['MX', 'GT'],
		subdivision: ['MX-CHP', 'MX-OAX'],
		year: ['2019', '2022'],
		language: ['es', 'en'],
		condition: ['computer-equipment', 'stable-internet'],
		cost: ['none', 'under-5000-usd'],
		class: ['good', 'promising', 'unclassified'],
		criterion: ['results', 'impact'],
		label: ['current', 'conditional', 'suspended']
	} as const;
	/** A network and two that belong to it. */
	let institutions: string[] = [];
	let samples: Sample[] = [];

	beforeAll(async () => {
		institutions = await Promise.all(['Red', 'Dos', 'Tres'].map((name) => insertInstitution(test.app.db, `Institución inventada ${name}`)));
		const [network = '', ...members] = institutions;
		await test.app.db.updateTable('institution').set({ parentId: network }).where('id', 'in', members).execute();
		const generated = fc.sample(
			fc.record({
				word: fc.constantFrom(...words),
				class: fc.constantFrom(...(keys.class as readonly PracticeClass[])),
				conditional: fc.boolean(),
				group: fc.subarray([...keys.group]),
				theme: fc.subarray([...keys.theme]),
				kind: fc.option(fc.constantFrom(...keys.kind)),
				codes: fc.subarray(['MX', 'MX-CHP', 'MX-OAX', 'GT']),
				year: fc.option(fc.constantFrom(...keys.year)),
				language: fc.constantFrom(...keys.language),
				condition: fc.subarray([...keys.condition]),
				cost: fc.option(fc.constantFrom(...keys.cost)),
				institution: fc.subarray(institutions)
			}),
			{ numRuns: 250, seed: 7 }
		);
		samples = [];
		// What the tests above have published would be counted as well.
		const { db } = test.app;
		const others = await db.selectFrom('catalogueEntry').select('practiceId').execute();
		for (const { practiceId } of others) await db.transaction().execute((tx) => removeEntry(tx, practiceId, test.app.now()));
		for (const { codes, ...sample } of generated) {
			test.pass(1000);
			const { code } = await publish({
				fields: { title: `Práctica ${sample.word}` },
				class: sample.class,
				conditional: sample.conditional,
				validUntil: '2099-12-31',
				layers: {
					groups: sample.group,
					themes: sample.theme,
					kind: sample.kind,
					places: { codes, detail: '', reserved: false },
					dates: { start: sample.year, end: null, ongoing: false },
					language: sample.language,
					conditions: { keys: sample.condition, other: '' },
					cost: { range: sample.cost, note: '' }
				},
				institutions: sample.institution.map((id) => ({ id, name: id }))
			});
			const { verdict } = await readEntry(test.ctx({ kind: 'anonymous' }), code);
			samples.push({
				...sample,
				code,
				class: [sample.class],
				label: sample.class === 'unclassified' ? [] : [sample.conditional ? 'conditional' : 'current'],
				criterion: Object.keys(verdict.criteria).filter((key) => verdict.criteria[key]?.met),
				kind: sample.kind ? [sample.kind] : [],
				year: sample.year ? [sample.year] : [],
				cost: sample.cost ? [sample.cost] : [],
				language: [sample.language],
				country: [...new Set(codes.map((place) => place.slice(0, 2)))],
				subdivision: codes.filter((place) => place.includes('-')),
				institution: sample.institution.length > 0 ? [...new Set([network, ...sample.institution])] : []
			});
		}
	}, 120_000);

	type Chosen = Record<FacetKey, string[]>;
	const fits = (sample: Sample, chosen: Chosen, except?: FacetKey) =>
		facetKeys.every(
			(facet) => facet === except || chosen[facet].length === 0 || sample[facet].some((value) => chosen[facet].includes(value))
		);

	/** The same counts, the slow and obvious way. */
	function counted(answering: Sample[], chosen: Chosen, facet: FacetKey): Record<string, number> {
		const counts: Record<string, number> = Object.fromEntries(
			chosen[facet].filter((value) => value !== 'unheard-of').map((value) => [value, 0])
		);
		for (const sample of answering.filter((each) => fits(each, chosen, facet))) {
			for (const value of sample[facet]) counts[value] = (counts[value] ?? 0) + 1;
		}
		return counts;
	}

	it('counts right under every combination', async () => {
		// Most filters are few: with all of thirteen facets nothing would ever be left.
		const chosenFacets = fc.subarray([...facetKeys], { maxLength: 4 }).chain((facets) =>
			fc.record(
				Object.fromEntries(
					facetKeys.map((facet) => {
						const known = facet === 'institution' ? institutions : keys[facet];
						return [facet, facets.includes(facet) ? fc.subarray([...known, 'unheard-of'], { minLength: 1 }) : fc.constant([])];
					})
				) as Record<FacetKey, fc.Arbitrary<string[]>>
			)
		);
		await fc.assert(
			fc.asyncProperty(fc.constantFrom('', ...words), chosenFacets, async (word, given) => {
				const { q, sort, cursor, limit, ...chosen } = CatalogueQuery.parse({ q: word, ...given, limit: 3 });
				const result = await ask({ q, ...chosen, limit });
				const answering = samples.filter((sample) => word === '' || sample.word === word);
				expect(result.total).toBe(answering.filter((sample) => fits(sample, chosen)).length);
				for (const facet of facetKeys) {
					const shown = Object.fromEntries(result.facets[facet].map(({ key, count }) => [key, count]));
					expect(shown).toEqual(counted(answering, chosen, facet));
				}
				expect(result.items.length).toBe(Math.min(limit, result.total));
			}),
			{ numRuns: 2_000 }
		);
	}, 240_000);

	it.each([
		['newest first', { group: ['refugee'] }],
		['by relevance', { q: 'zafiro' }],
		['by relevance as far as results are weighed, then by date', { q: 'práctica ' }]
	])('walks every page once, %s', async (_name, query) => {
		const seen: string[] = [];
		let cursor: string | null = null;
		do {
			const result = await ask({ ...query, limit: 7, cursor });
			seen.push(...result.items.map((item) => item.code));
			cursor = result.next;
		} while (cursor);
		const expected = samples
			.filter((sample) => ('q' in query ? `práctica ${sample.word}`.includes(query.q) : sample.group.includes('refugee')))
			.map((sample) => sample.code);
		expect(new Set(seen).size).toBe(seen.length);
		expect(seen.toSorted()).toEqual(expected.toSorted());
		if (!('q' in query)) expect(seen).toEqual(expected.toReversed());
	});

	it('refuses a cursor of another question', async () => {
		const { next } = await ask({ q: 'zafiro', limit: 2 });
		await expect(ask({ q: 'cuarzo', limit: 2, cursor: next })).rejects.toMatchObject({ code: 'invalidInput' });
		await expect(ask({ cursor: 'nada' })).rejects.toMatchObject({ code: 'invalidInput' });
	});

	it('names every value in the language of the reader', async () => {
		const { facets } = await searchCatalogue({ ...test.ctx({ kind: 'anonymous' }), locale: 'en' }, CatalogueQuery.parse({}));
		expect(facets.country.find((value) => value.key === 'MX')?.label).toBe('Mexico');
		expect(facets.class.map((value) => value.label)).toContain('Promising practice');
	});
});
