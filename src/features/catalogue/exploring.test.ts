// Comparison, map and table of gaps over a real database: what cannot be compared is told apart, and every number is the catalogue's own.
import { unzipSync } from 'fflate';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { exportComparisonSheet } from '#features/exchange/handlers/export.server.ts';
import { exportGaps } from '#features/exchange/handlers/gaps-export.server.ts';
import { openTestApp, type TestApp } from '../../../test/app.ts';
import { insertPerson, insertPublished } from '../../../test/factories.ts';
import { retireEntry } from './handlers/catalogue.server.ts';
import { findComparable, readComparison } from './handlers/comparing.server.ts';
import { countPairs } from './handlers/gaps.server.ts';
import { countPlaces } from './handlers/mapping.server.ts';
import { searchCatalogue } from './handlers/search.server.ts';
import { readFilters } from './rules/addresses.ts';
import { CatalogueQuery } from './schema.ts';

let test: TestApp;
let secretariat: string;
/** In the order of their publication. */
const codes: string[] = [];
const reader = () => test.ctx({ kind: 'anonymous' });
const noFilters = readFilters(new URLSearchParams());

const practices = [
	{ title: 'Ferias', themes: ['care', 'training'], groups: ['refugee'], places: ['MX-CHP', 'MX-OAX'], reserved: false },
	{ title: 'Talleres', themes: ['training'], groups: ['refugee', 'host'], places: ['MX-CHP'], reserved: false },
	{ title: 'Círculos de ahorro', themes: ['care'], groups: ['host'], places: ['MX-CHP', 'GT'], reserved: true },
	{ title: 'Radio', themes: ['housing'], groups: [], places: ['HN'], reserved: false },
	{ title: 'Cuentas', themes: [], groups: ['host'], places: [], reserved: false }
];

beforeAll(async () => {
	test = await openTestApp();
	secretariat = await insertPerson(test.app.db, 'secretaria@example.org', ['secretariat']);
	for (const { title, themes, groups, places, reserved } of practices) {
		const layers = { themes, groups, places: { codes: places, detail: '', reserved } };
		codes.push((await insertPublished(test.ctx(), secretariat, { fields: { title, problem: 'Texto con | y =1+1.' }, layers })).code);
	}
});
afterAll(() => test.remove());

describe('a comparison', () => {
	it('keeps the order asked for, shows four, and loses none of the others', async () => {
		const [first = '', second = '', third = '', fourth = '', fifth = ''] = codes;
		const { columns, waiting, repeated } = await readComparison(reader(), [fourth, first, first, second, third, fifth]);
		expect(columns.map(({ document }) => document.code)).toEqual([fourth, first, second, third]);
		expect(waiting).toEqual([{ code: fifth, title: 'Cuentas', language: 'es' }]);
		expect(repeated).toEqual([first]);
	});

	it('tells a retired practice from a code that never was', async () => {
		const gone = await insertPublished(test.ctx(), secretariat, { fields: { title: 'Se va' } });
		await test.app.db.transaction().execute((tx) => retireEntry(tx, test.ctx(), gone.id));
		const asked = [gone.code, 'AC-9999', "'; drop table person", codes[0] ?? ''];
		const { columns, retired, missing } = await readComparison(reader(), asked);
		expect(columns.map(({ document }) => document.code)).toEqual([codes[0]]);
		expect(retired).toEqual([gone.code]);
		expect(missing).toEqual(['AC-9999', "'; DROP TABLE PERSON".slice(0, 20)]);
	});

	it('offers what answers a text, but for what stands there already', async () => {
		const offered = await findComparable(reader(), 'ahorro', []);
		expect(offered.map(({ title }) => title)).toEqual(['Círculos de ahorro']);
		expect(await findComparable(reader(), 'ahorro', [codes[2] ?? ''])).toEqual([]);
		expect((await findComparable(reader(), '', codes.slice(0, 2))).map(({ code }) => code)).not.toContain(codes[0]);
	});

	it('goes out as a workbook, and refuses fewer than two', async () => {
		const { bytes, fileName } = await exportComparisonSheet(reader(), codes.slice(0, 2));
		const sheet = new TextDecoder().decode(unzipSync(bytes)['xl/worksheets/sheet1.xml']);
		expect(fileName).toBe(`${codes[0]}-${codes[1]}.xlsx`);
		for (const words of ['Dictamen', `${codes[0]} · Ferias`, 'Chiapas', 'Cuidados', 'sí']) expect(sheet).toContain(words);
		await expect(exportComparisonSheet(reader(), codes.slice(0, 1))).rejects.toMatchObject({ code: 'invalidInput' });
		await expect(exportComparisonSheet(reader(), [codes[0] ?? '', 'AC-9999'])).rejects.toMatchObject({ code: 'notFound' });
	});
});

describe('the map', () => {
	const counted = async (search: string) => {
		const { facets, total } = await countPlaces(reader(), readFilters(new URLSearchParams(search)));
		const numbers = (facet: 'country' | 'subdivision') => Object.fromEntries(facets[facet].map(({ key, count }) => [key, count]));
		return { total, countries: numbers('country'), states: numbers('subdivision') };
	};

	it('counts a practice in each of its places, and a reserved one in its countries only', async () => {
		expect(await counted('')).toEqual({ total: 5, countries: { MX: 3, GT: 1, HN: 1 }, states: { 'MX-CHP': 2, 'MX-OAX': 1 } });
	});

	it('is narrowed down by the filters of the catalogue, but never by a place', async () => {
		expect(await counted('theme=training&country=HN&subdivision=MX-OAX')).toEqual({
			total: 2,
			countries: { MX: 2 },
			states: { 'MX-CHP': 2, 'MX-OAX': 1 }
		});
	});
});

describe('the table of gaps', () => {
	it('holds the number of results that the catalogue gives for each pair, and totals that count once', async () => {
		const { themes, groups, total } = await countPairs(reader(), noFilters);
		expect(total).toBe(5);
		expect(groups.find(({ key }) => key === 'host')?.count).toBe(3);
		expect(themes.find(({ key }) => key === 'housing')).toMatchObject({ count: 1, counts: groups.map(() => 0) });
		for (const theme of themes.filter(({ count }) => count > 0)) {
			for (const [at, group] of groups.entries()) {
				const { total: results } = await searchCatalogue(reader(), CatalogueQuery.parse({ theme: theme.key, group: group.key }));
				expect(theme.counts[at], `${theme.key} ${group.key}`).toBe(results);
			}
		}
	});

	it('is narrowed down by the other filters', async () => {
		const { themes, groups } = await countPairs(reader(), readFilters(new URLSearchParams('country=GT&theme=training')));
		const care = themes.find(({ key }) => key === 'care');
		expect(care?.counts[groups.findIndex(({ key }) => key === 'host')]).toBe(1);
		expect(themes.find(({ key }) => key === 'training')?.count).toBe(0);
	});

	it('goes out as CSV with names and keys', async () => {
		const { bytes, fileName } = await exportGaps(reader(), noFilters);
		const [names = '', keys = '', ...rows] = new TextDecoder().decode(bytes).trim().split('\r\n');
		expect(fileName).toMatch(/^que-falta-documentar-\d{4}-\d\d-\d\d\.csv$/);
		expect(names).toContain('comunidad de acogida');
		expect(keys.startsWith('theme,')).toBe(true);
		expect(rows.at(-1)).toMatch(/^Todos los temas,.*,5$/);
		expect(rows.some((row) => /^Cuidados,.*,2$/.test(row))).toBe(true);
	});
});
