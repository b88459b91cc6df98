// The search finds what people look for: the judged questions, those it was tuned on and those it never was.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openTestApp, type TestApp } from '../app.ts';
import { mean, nDcg } from './gain.ts';
import { readPractices, readQueries } from './judged.ts';
import { type Answered, measure, publishJudged } from './measure.ts';

const target = 0.9;
const practices = readPractices();
const queries = readQueries();

describe('the set', () => {
	it('judges only practices that there are, from one to eight a question', () => {
		const slugs = new Set(practices.map(({ slug }) => slug));
		expect(slugs.size).toBe(practices.length);
		for (const { q, relevant } of queries) {
			expect(
				Object.keys(relevant).filter((slug) => !slugs.has(slug)),
				q
			).toEqual([]);
			expect(Object.keys(relevant).length, q).toBeGreaterThan(0);
			expect(Object.keys(relevant).length, q).toBeLessThanOrEqual(8);
		}
	});

	it('is large enough, asks nothing twice, and holds a third back', () => {
		expect(queries.length).toBeGreaterThanOrEqual(60);
		expect(new Set(queries.map(({ q }) => q)).size).toBe(queries.length);
		expect(queries.filter(({ part }) => part === 'held').length).toBe(Math.floor(queries.length / 3));
	});
});

describe('the measure', () => {
	const grades = { a: 3, b: 2 };

	it('is 1 for the best order and 0 for nothing', () => {
		expect(nDcg(['a', 'b'], grades)).toBe(1);
		expect(nDcg([], grades)).toBe(0);
		expect(nDcg(['c', 'd'], grades)).toBe(0);
	});

	it('takes off for what stands lower, and counts the first ten alone', () => {
		// (3 / log2(2) + 7 / log2(3)) / (7 / log2(2) + 3 / log2(3))
		expect(nDcg(['b', 'a'], grades)).toBeCloseTo(0.8339, 3);
		expect(nDcg([...'0123456789', 'a'], grades)).toBe(0);
	});
});

describe('the search', () => {
	let test: TestApp;
	let answered: Answered[];
	beforeAll(async () => {
		test = await openTestApp();
		answered = await measure(test.app, await publishJudged(test.app, practices), queries);
	});
	afterAll(() => test.remove());

	it.each(['tuning', 'held'] as const)('answers the questions of the part "%s"', (part) => {
		const own = answered.filter(({ query }) => query.part === part);
		const worst = own.toSorted((a, b) => a.score - b.score).slice(0, 8);
		const told = worst.map(({ query, score, found }) => `${score.toFixed(2)} ${query.q} → ${found.join(', ')}`).join('\n');
		expect(mean(own.map(({ score }) => score)), told).toBeGreaterThanOrEqual(target);
	});
});
