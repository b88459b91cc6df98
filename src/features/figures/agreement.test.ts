// Agreement: published values, what every table must obey, and the tables that people hand in.
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { agreement, type Metric, metrics, type Rating } from './rules/agreement.ts';
import { seededRandom } from './rules/random.ts';
import { ratingLimits, readRatings } from './rules/ratings.ts';

/** Units × assessors from a line per assessor, `.` where she gave none. */
function table(...assessors: string[]): Rating[][] {
	const lines = assessors.map((line) => line.split(' ').map((sign) => (sign === '.' ? null : Number(sign))));
	return (lines[0] ?? []).map((_, unit) => lines.map((line) => line[unit] ?? null));
}

const fourByTwelve = table('1 2 3 3 2 1 4 1 2 . . .', '1 2 3 3 2 2 4 1 2 5 . 3', '. 3 3 3 2 3 4 2 2 5 1 .', '1 2 3 3 2 4 4 1 2 5 1 .');
const twoByTen = table('0 1 2 3 2 1 0 3 2 1', '0 1 2 3 1 1 1 3 3 1');
const nearlyAllSame = table(`${'2 '.repeat(18)}1 2`, `${'2 '.repeat(18)}2 1`);

describe('published values', () => {
	it.each([
		['nominal', 0.743],
		['ordinal', 0.815],
		['interval', 0.849],
		['ratio', 0.797]
	] as const)('four assessors, twelve units with gaps, %s: %d', (metric, alpha) => {
		expect(agreement(fourByTwelve, metric).alpha).toBeCloseTo(alpha, 3);
	});

	it.each([
		['nominal', 0.6014],
		['ordinal', 0.8644],
		['interval', 0.864]
	] as const)('two assessors, ten units, %s: %d', (metric, alpha) => {
		expect(agreement(twoByTen, metric).alpha).toBeCloseTo(alpha, 4);
	});

	it('counts what can be paired and what stands beside the figure', () => {
		expect(agreement(fourByTwelve, 'ordinal')).toMatchObject({
			n: 40,
			units: 12,
			pairableUnits: 11,
			distribution: [
				{ value: 1, count: 9 },
				{ value: 2, count: 13 },
				{ value: 3, count: 10 },
				{ value: 4, count: 5 },
				{ value: 5, count: 3 }
			]
		});
		expect(agreement(twoByTen, 'ordinal')).toMatchObject({ exact: 0.7, withinOne: 1, n: 20 });
	});

	it('shows high agreement beside an alpha below zero', () => {
		const { alpha, exact, withinOne } = agreement(nearlyAllSame, 'nominal');
		expect(alpha).toBeCloseTo(-0.0263, 4);
		expect({ exact, withinOne }).toEqual({ exact: 0.9, withinOne: 1 });
	});
});

describe('no figure where there is none', () => {
	it.each(metrics)('%s: all the same has no alpha, and still its shares', (metric) => {
		expect(agreement(table('2 2 2', '2 2 2'), metric)).toMatchObject({ alpha: null, exact: 1, withinOne: 1, n: 6, interval: null });
		expect(agreement(table('0.1 0.1 0.1', '0.1 0.1 .'), metric)).toMatchObject({ alpha: null, n: 4 });
	});

	it.each(metrics)('%s: nothing to pair has neither', (metric) => {
		const nothing = { alpha: null, exact: null, withinOne: null, n: 0, pairableUnits: 0, interval: null, distribution: [] };
		expect(agreement(table('1 . 3', '. 2 .'), metric)).toEqual({ ...nothing, units: 3 });
		expect(agreement([], metric)).toEqual({ ...nothing, units: 0 });
	});

	it('names are not one apart', () => {
		const named: Rating[][] = [
			['sí', 'sí'],
			['no', 'sí']
		];
		expect(agreement(named, 'nominal')).toMatchObject({ alpha: 0, exact: 0.5, withinOne: null });
	});
});

describe('the interval', () => {
	it('follows from the seed', () => {
		const [low, high] = agreement(twoByTen, 'ordinal', 7).interval ?? [0, 0];
		expect(agreement(twoByTen, 'ordinal', 7).interval).toEqual([low, high]);
		expect(agreement(twoByTen, 'ordinal', 8).interval).not.toEqual([low, high]);
		expect(low).toBeLessThan(0.8644);
		expect(high).toBeGreaterThan(0.8644);
	});

	it('is missing for a single unit, and where most draws have no alpha', () => {
		expect(agreement(table('1', '2'), 'nominal')).toMatchObject({ alpha: 0, interval: null });
		const once = table(`1${' 2'.repeat(2)}`, `1${' 2'.repeat(2)}`);
		expect(agreement(once, 'nominal').interval).toEqual([1, 1]);
	});

	it('draws every place about as often', () => {
		const random = seededRandom(0);
		const counts = Array<number>(10).fill(0);
		for (let draw = 0; draw < 10_000; draw += 1) {
			const place = Math.floor(random() * 10);
			counts[place] = (counts[place] ?? 0) + 1;
		}
		expect(Math.min(...counts)).toBeGreaterThan(900);
		expect(Math.max(...counts)).toBeLessThan(1_100);
	});
});

describe('every table', () => {
	const metric = fc.constantFrom<Metric>(...metrics);
	/** Units × assessors of whole numbers from 0 to 4, or of any numbers. */
	const tables = (rating: fc.Arbitrary<number>) =>
		fc
			.integer({ min: 1, max: 5 })
			.chain((assessors) =>
				fc.array(fc.array(fc.option(rating, { freq: 3 }), { minLength: assessors, maxLength: assessors }), { maxLength: 12 })
			);
	const levels = tables(fc.integer({ min: 0, max: 4 }));
	const anyNumbers = tables(fc.double({ min: 0, max: 1e12, noNaN: true }).map((number) => Math.round(number * 1e3) / 1e3));
	const settings = { numRuns: 60 };

	/** Rows in another order, the same each time. */
	function shuffled<T>(rows: readonly T[], seed: number): T[] {
		const random = seededRandom(seed);
		return rows
			.map((row) => ({ row, key: random() }))
			.sort((a, b) => a.key - b.key)
			.map(({ row }) => row);
	}

	it('says the same whatever the order of units and of assessors', () => {
		fc.assert(
			fc.property(levels, metric, fc.nat(), (ratings, metric, seed) => {
				const turned = shuffled(ratings, seed).map((row) => shuffled(row, seed));
				expect(agreement(turned, metric)).toEqual(agreement(ratings, metric));
			}),
			settings
		);
	});

	it('says the same under other labels: any for nominal, any in the same order for ordinal', () => {
		const relabelled = (ratings: readonly Rating[][], label: (value: number) => Rating) =>
			ratings.map((row) => row.map((rating) => (typeof rating === 'number' ? label(rating) : null)));
		fc.assert(
			fc.property(levels, (ratings) => {
				const { alpha, exact, interval } = agreement(ratings, 'nominal');
				expect(
					agreement(
						relabelled(ratings, (value) => 'abcde'[value] ?? null),
						'nominal'
					)
				).toMatchObject({ alpha, exact, interval });
				const ordinal = agreement(ratings, 'ordinal');
				expect(
					agreement(
						relabelled(ratings, (value) => value ** 3 + 7),
						'ordinal'
					).alpha
				).toBe(ordinal.alpha);
			}),
			settings
		);
	});

	it('never exceeds 1, is never NaN, and is null exactly when no two values differ', () => {
		fc.assert(
			fc.property(fc.oneof(levels, anyNumbers), metric, (ratings, metric) => {
				const { alpha, exact, withinOne, interval, distribution } = agreement(ratings, metric);
				expect(alpha === null).toBe(distribution.length < 2);
				for (const figure of [alpha, exact, withinOne, ...(interval ?? [])]) expect(figure === null || figure <= 1).toBe(true);
				if (interval) expect(interval[0]).toBeLessThanOrEqual(interval[1]);
			}),
			settings
		);
	});

	it('is what the coincidence matrix gives, as the source prints it', () => {
		fc.assert(
			fc.property(levels, metric, (ratings, metric) => {
				const { alpha } = agreement(ratings, metric);
				const expected = alphaByMatrix(ratings, metric);
				if (alpha === null || expected === null) expect(alpha).toBe(expected);
				else expect(alpha).toBeCloseTo(expected, 9);
			}),
			settings
		);
	});

	it('reaches 1 exactly when every unit is of one mind', () => {
		fc.assert(
			fc.property(levels, metric, (ratings, metric) => {
				const agreed = ratings.map((row) => row.map((rating) => (rating === null ? null : (row.find((one) => one !== null) ?? null))));
				const { alpha, exact } = agreement(agreed, metric);
				expect([null, 1]).toContain(alpha);
				expect([null, 1]).toContain(exact);
				if (agreement(ratings, metric).alpha === 1) expect(agreement(ratings, metric).exact).toBe(1);
			}),
			settings
		);
	});
});

/** Krippendorff (2011), sections B to D, word for word: coincidences of values 0 to 4, their margins, and the sums over all pairs of values. */
function alphaByMatrix(ratings: readonly (readonly Rating[])[], metric: Metric): number | null {
	const values = [0, 1, 2, 3, 4];
	const coincidences = values.map(() => values.map(() => 0));
	for (const row of ratings) {
		const given = row.filter((rating) => typeof rating === 'number');
		for (const [at, one] of given.entries())
			for (const [beside, other] of given.entries()) {
				const line = coincidences[one];
				if (at !== beside && line) line[other] = (line[other] ?? 0) + 1 / (given.length - 1);
			}
	}
	const margins = coincidences.map((line) => line.reduce((sum, count) => sum + count, 0));
	const between = (one: number, other: number) => margins.slice(one, other + 1).reduce((sum, count) => sum + count, 0);
	const distance = (one: number, other: number) => {
		const [low, high] = [Math.min(one, other), Math.max(one, other)];
		const ranks = between(low, high) - ((margins[low] ?? 0) + (margins[high] ?? 0)) / 2;
		const squares = { nominal: 1, ordinal: ranks ** 2, interval: (high - low) ** 2, ratio: ((high - low) / (high + low)) ** 2 };
		return low === high ? 0 : squares[metric];
	};
	let [observed, expected] = [0, 0];
	for (const one of values) {
		for (const other of values) {
			observed += (coincidences[one]?.[other] ?? 0) * distance(one, other);
			expected += (margins[one] ?? 0) * (margins[other] ?? 0) * distance(one, other);
		}
	}
	return expected === 0 ? null : 1 - ((between(0, 4) - 1) * observed) / expected;
}

describe('a table as people hand it in', () => {
	it('may have commas, semicolons with decimal commas, tabs, blanks at the end and a mark before', () => {
		const read = [
			[1, 2.5],
			[null, 3]
		];
		expect(readRatings('unit,A,B\n1,1,2.5\n2,,3\n', 'interval')).toEqual({ ok: true, table: read });
		expect(readRatings('unidad;A;B\r\n1;1;2,5\r\n2;;3\r\n;;\r\n\r\n', 'interval')).toEqual({ ok: true, table: read });
		expect(readRatings('unit\tA\tB\t\n1\t1\t2.5\t\n2\t\t 3\n', 'interval')).toEqual({ ok: true, table: read });
		expect(readRatings('unit,A,B\n1,-1,-0\n2,1', 'interval')).toEqual({
			ok: true,
			table: [
				[-1, 0],
				[1, null]
			]
		});
	});

	it('may hold names where only same and other count; numbers among them are names', () => {
		expect(readRatings('unit,A,B\n1,sí,no\n2,2,sí', 'nominal')).toEqual({
			ok: true,
			table: [
				['sí', 'no'],
				['2', 'sí']
			]
		});
		expect(readRatings('unit,A,B\n1,1,1.0', 'nominal')).toEqual({ ok: true, table: [[1, 1]] });
	});

	it.each([
		['', 'interval', { why: 'empty' }],
		[' \n,\n', 'interval', { why: 'fewAssessors' }],
		['unit,A,B\n', 'interval', { why: 'noUnits' }],
		['unit\n1\n2', 'interval', { why: 'fewAssessors' }],
		['unit,A\n1,2', 'interval', { why: 'fewAssessors' }],
		['unit,A,,C\n1,2,3,4', 'interval', { why: 'assessorMissing', place: 'C1' }],
		['unit,A,A\n1,2,3', 'interval', { why: 'assessorRepeated', value: 'A' }],
		['unit,A,B\n1,2,3\n,2,3', 'interval', { why: 'unitMissing', place: 'A3' }],
		['unit,A,B\n1,2,3\n\n1,2,3', 'interval', { why: 'unitRepeated', place: 'A4', value: '1' }],
		['unit,A,B\n1,2,3,4', 'interval', { why: 'tooManyCells', place: 'D2' }],
		['unit,A,B\n1,2,tres', 'ordinal', { why: 'noNumber', place: 'C2', value: 'tres' }],
		['unit,A,B\n1,2,1e400', 'ratio', { why: 'noNumber', place: 'C2', value: '1e400' }],
		['unit,A,B\n1,2,-3', 'ratio', { why: 'negative', place: 'C2', value: '-3' }],
		['unit,A,B\n1,2,"3', 'interval', { why: 'malformed', place: 'A2' }]
	] as const)('%j is refused', (text, metric, refusal) => {
		expect(readRatings(text, metric)).toEqual({ ok: false, ...refusal });
	});

	it('is refused when it would take minutes', () => {
		const rows = (count: number) => Array.from({ length: count }, (_, at) => `${at},${at},0`).join('\n');
		const { ratings, ratioValues } = ratingLimits;
		expect(readRatings(`unit,A,B\n${rows(ratings / 2)}`, 'interval')).toMatchObject({ ok: true });
		expect(readRatings(`unit,A,B\n${rows(ratings / 2 + 1)}`, 'interval')).toEqual({ ok: false, why: 'tooLarge' });
		expect(readRatings(`unit,A,B\n${rows(ratioValues + 1)}`, 'ratio')).toEqual({ ok: false, why: 'tooLarge' });
		expect(readRatings(`unit,A,B\n${rows(ratioValues + 1)}`, 'nominal')).toMatchObject({ ok: true });
	});
});

const golden = join(import.meta.dirname, '../../../../shared/acceptance/ratings-4x12.csv');
describe.skipIf(!existsSync(golden))('the acceptance file (skipped where ../shared/acceptance is absent)', () => {
	it('is the published table', () => {
		expect(readRatings(readFileSync(golden, 'utf8'), 'ordinal')).toEqual({ ok: true, table: fourByTwelve });
	});
});
