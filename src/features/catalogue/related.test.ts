// Related practices: the rules that compare two, by property; and what the catalogue answers.
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openTestApp, type TestApp } from '../../../test/app.ts';
import { insertPerson, insertPublished, type PublishedPractice } from '../../../test/factories.ts';
import { retirePractice } from './handlers/catalogue.server.ts';
import { listRelated } from './handlers/related.server.ts';
import { comparedValues, likeness, mostSharing, probesOf, type Rarity, relate, relatedLimits, shareOf, wordsOf } from './rules/related.ts';

const values = ['theme:work', 'theme:financial', 'group:refugee', 'group:women', 'kind:training', 'country:MX', 'subdivision:MX-CHP'];
const someValues = fc.subarray(values);
const rarity = fc
	.tuple(someValues, fc.integer({ min: 1, max: 1_000 }))
	.chain(([own, total]) =>
		fc.tuple(fc.constant(total), fc.tuple(...own.map((value) => fc.tuple(fc.constant(value), fc.integer({ min: 1, max: total })))))
	)
	.map(([total, held]): Rarity => ({ total, holders: new Map(held) }));
const text = fc.array(fc.constantFrom('empleo', 'formal', 'cuentas', 'básicas', 'taller', 'oficios', 'mujeres', 'feria'), {
	maxLength: 12
});
const practice = fc.record({
	code: fc.integer({ min: 1, max: 60 }).map((n) => `AC-${n}`),
	text: text.map((words) => words.join(' ')),
	facets: someValues
});

describe('the looks into the index', () => {
	it('are few, each for values of the practice', () => {
		fc.assert(
			fc.property(rarity, (given) => {
				const { narrow, broad } = probesOf(given);
				expect(narrow.length).toBeLessThanOrEqual(8);
				expect(broad.length).toBeLessThanOrEqual(2);
				const probes = [...narrow, ...broad];
				for (const probe of probes) {
					expect(probe.length).toBeGreaterThan(0);
					for (const value of probe) expect(given.holders.has(value)).toBe(true);
				}
			})
		);
	});

	it('take rare values alone and combine common ones', () => {
		const holders = new Map([
			['theme:work', 1_000],
			['country:MX', 900],
			['group:women', 40],
			['kind:training', 1]
		]);
		expect(probesOf({ total: 1_000, holders })).toEqual({
			narrow: [['group:women'], ['kind:training']],
			broad: [['country:MX', 'theme:work'], ['country:MX']]
		});
	});

	it('compare what a practice is about, not its verdict, year or language', () => {
		expect(comparedValues(['class:good', 'theme:work', 'year:2021', 'language:es', 'institution:x', 'label:current'])).toEqual([
			'theme:work',
			'institution:x'
		]);
	});
});

describe('what two practices share', () => {
	it('is between nothing and all, and never less for sharing one thing more', () => {
		fc.assert(
			fc.property(rarity, someValues, fc.constantFrom(...values), (given, facets, one) => {
				const share = shareOf(facets, given);
				expect(share).toBeGreaterThanOrEqual(0);
				expect(share).toBeLessThanOrEqual(1 + 1e-9);
				expect(shareOf([...facets, one], given)).toBeGreaterThanOrEqual(share);
			})
		);
	});

	it('weighs more the rarer it is', () => {
		const holders = new Map([
			['theme:work', 900],
			['group:women', 3]
		]);
		expect(shareOf(['group:women'], { total: 1_000, holders })).toBeGreaterThan(shareOf(['theme:work'], { total: 1_000, holders }));
	});
});

describe('texts', () => {
	it('are as alike one way as the other, wholly when they are the same, not at all without a common word', () => {
		fc.assert(
			fc.property(text, text, (a, b) => {
				const [one, other] = [wordsOf(a.join(' ')), wordsOf(b.join(' '))];
				const alike = likeness(one, other, new Map());
				expect(alike).toBeCloseTo(likeness(other, one, new Map()), 12);
				expect(alike).toBeGreaterThanOrEqual(0);
				expect(alike).toBeLessThanOrEqual(1);
				expect(likeness(one, one, new Map())).toBe(one.size === 0 ? 0 : 1);
				if (one.isDisjointFrom(other)) expect(alike).toBe(0);
			})
		);
	});

	it('are compared by how words begin, without accents', () => {
		expect([...wordsOf('La Capacitación y las capacitaciones, para ti')]).toEqual(['capaci', 'para']);
	});
});

describe('relations', () => {
	it('are at most four, the closest first, never with itself, each with a reason', () => {
		const others = fc.uniqueArray(practice, { selector: ({ code }) => code, maxLength: 30 });
		fc.assert(
			fc.property(practice, others, rarity, (source, candidates, given) => {
				const relations = relate(source, candidates, given);
				expect(relations.length).toBeLessThanOrEqual(relatedLimits.shown);
				const codes = relations.map((each) => each.practice.code);
				expect(codes).not.toContain(source.code);
				expect(new Set(codes).size).toBe(codes.length);
				expect(relations.map(({ score }) => score)).toEqual(relations.map(({ score }) => score).toSorted((a, b) => b - a));
				for (const { practice: other, shared, isAlike } of relations) {
					expect(shared.length > 0 || isAlike).toBe(true);
					for (const { facet, key } of shared) expect(other.facets).toContain(`${facet}:${key}`);
				}
				expect(relate(source, candidates.toReversed(), given)).toEqual(relations);
			})
		);
	});

	it('are looked for among a bounded number', () => {
		const many = Array.from({ length: 900 }, (_, number) => ({ number, facets: values.slice(number % 5) }));
		const given = { total: 900, holders: new Map(values.map((value) => [value, 400])) };
		const closest = mostSharing(many, given);
		expect(closest).toHaveLength(relatedLimits.read);
		expect(closest.every(({ facets }) => facets.length === values.length)).toBe(true);
	});
});

describe('the catalogue', () => {
	let test: TestApp;
	let secretary: string;
	beforeAll(async () => {
		test = await openTestApp();
		secretary = await insertPerson(test.app.db, 'secretaria@example.org', ['secretariat']);
	});
	afterAll(() => test.remove());

	const publish = async (title: string, layers: PublishedPractice['layers']) =>
		(await insertPublished(test.ctx(), secretary, { fields: { title }, layers: layers ?? {} })).code;
	const about = (theme: string, group: string) => ({ themes: [theme], groups: [group] });

	it('tells which go together and why, in the words of the edition, never a retired one', async () => {
		const source = await publish('Cuentas básicas para personas refugiadas', about('financial-inclusion', 'refugee'));
		const close = await publish('Cuentas básicas para familias refugiadas', about('financial-inclusion', 'refugee'));
		const near = await publish('Microcréditos', about('financial-inclusion', 'returnee-mx'));
		for (let at = 0; at < 4; at += 1) await publish(`Huertos ${at}`, about('care', 'host'));
		const alone = {
			...about('financial-inclusion', 'refugee'),
			kind: 'model' as const,
			places: { codes: ['HN'], detail: '', reserved: false }
		};
		const lonely = await publish('Con mucho propio', alone);
		expect((await listRelated(test.ctx(), lonely)).map(({ code }) => code).toSorted()).toEqual([source, close, near]);
		await test.app.db.deleteFrom('catalogueEntry').where('code', '=', lonely).execute();
		const related = await listRelated(test.ctx({ kind: 'anonymous' }), source);
		expect(related.map(({ code }) => code)).toEqual([close, near]);
		expect(related[0]).toMatchObject({
			isAlike: true,
			shared: expect.arrayContaining([
				expect.objectContaining({ facet: 'theme', key: 'financial-inclusion', label: 'Inclusión financiera' })
			])
		});
		const secretariat = test.ctx({ kind: 'person', id: secretary, name: 'S', roles: ['secretariat'], institutionIds: [] });
		await retirePractice(secretariat, close);
		expect((await listRelated(test.ctx(), source)).map(({ code }) => code)).toEqual([near]);
		expect(await listRelated(test.ctx(), close)).toEqual([]);
		expect(await listRelated(test.ctx(), 'AC-9999')).toEqual([]);
	});
});
