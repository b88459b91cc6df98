// What is told of, and when: everything once, nothing twice, whenever the rounds come; and how a question is spelt.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { mayAsk, newsOf, nextDue, readQuery, spellQuery, windowAt } from './rules.ts';

const start = new Date('2026-11-01T00:00:00Z').getTime();
const hour = 3600 * 1000;
const day = 24 * hour;
const at = (ms: number) => new Date(start + ms);

describe('what is new', () => {
	it('is told once, whenever the rounds come and however late a transaction ends', () => {
		const events = fc.array(fc.record({ at: fc.integer({ min: 1, max: 30 * day }), takes: fc.integer({ min: 0, max: 59_999 }) }), {
			maxLength: 40
		});
		const rounds = fc.array(fc.integer({ min: 1, max: 30 * day }), { minLength: 1, maxLength: 30 });
		fc.assert(
			fc.property(events, rounds, (happened, unordered) => {
				const told = new Map<number, number>();
				let toldUntil = at(0);
				for (const round of unordered.toSorted((a, b) => a - b)) {
					const window = windowAt(toldUntil, at(round));
					happened.forEach((event, index) => {
						// What has not ended yet cannot be seen.
						if (event.at + event.takes > round) return;
						const practice = { publishedAt: at(event.at).toISOString(), label: null };
						if (newsOf(practice, window)) told.set(index, (told.get(index) ?? 0) + 1);
					});
					toldUntil = window.until;
				}
				happened.forEach((event, index) => {
					expect(told.get(index) ?? 0).toBe(event.at <= toldUntil.getTime() - start ? 1 : 0);
				});
			}),
			{ numRuns: 500 }
		);
	});

	it('is a publication before it is a change of the label', () => {
		const window = { since: at(0), until: at(day) };
		const published = at(hour).toISOString();
		const before = at(-hour).toISOString();
		expect(newsOf({ publishedAt: published, label: { since: published } }, window)).toBe('published');
		expect(newsOf({ publishedAt: before, label: { since: published } }, window)).toBe('label');
		expect(newsOf({ publishedAt: before, label: { since: before } }, window)).toBeNull();
		expect(newsOf({ publishedAt: before, label: null }, window)).toBeNull();
		expect(newsOf({ publishedAt: at(0).toISOString(), label: null }, window)).toBeNull();
		expect(newsOf({ publishedAt: at(day).toISOString(), label: null }, window)).toBe('published');
	});

	it('comes at the same hour, after now, however late the last round was', () => {
		fc.assert(
			fc.property(fc.constantFrom('daily' as const, 'weekly' as const), fc.integer({ min: 0, max: 400 * day }), (alert, passed) => {
				const due = nextDue(alert, at(0), at(passed))?.getTime() ?? 0;
				const period = alert === 'daily' ? day : 7 * day;
				expect(due).toBeGreaterThan(start + passed);
				expect(due).toBeLessThanOrEqual(start + passed + period);
				expect((due - start) % period).toBe(0);
			})
		);
		expect(nextDue('none', at(0), at(0))).toBeNull();
	});
});

describe('a question', () => {
	it('is spelt the same however it was asked, without place and length of a page', () => {
		expect(spellQuery(readQuery('?limit=3&country=MX&theme=b&theme=a&cursor=x&sort=title&q=%20empleo%20%20formal&country=MX'))).toBe(
			'q=empleo+formal&theme=a&theme=b&country=MX'
		);
		expect(spellQuery(readQuery(''))).toBe('');
		fc.assert(
			fc.property(fc.string(), fc.array(fc.constantFrom('MX', 'GT', '<b>', 'x'), { maxLength: 5 }), (q, countries) => {
				const text = new URLSearchParams([['q', q], ...countries.map((code) => ['country', code])]).toString();
				const spelt = spellQuery(readQuery(text));
				expect(spellQuery(readQuery(spelt))).toBe(spelt);
				expect(readQuery(spelt).country).toEqual([...new Set(countries.filter((code) => /^[A-Z]{2}$/.test(code)))].toSorted());
			})
		);
	});

	it('is asked of an address once while it waits, and of three questions at most', () => {
		const asked = (query: string, ago: number, isConfirmed = false) => {
			return { query, requestedAt: at(-ago), confirmedAt: isConfirmed ? at(-ago) : null };
		};
		expect(mayAsk('a', [], at(0))).toBe(true);
		expect(mayAsk('a', [asked('a', hour / 2)], at(0))).toBe(false);
		expect(mayAsk('a', [asked('a', 2 * hour)], at(0))).toBe(true);
		expect(mayAsk('a', [asked('a', 2 * hour, true)], at(0))).toBe(false);
		const three = ['b', 'c', 'd'];
		expect(
			mayAsk(
				'a',
				three.map((query) => asked(query, hour)),
				at(0)
			)
		).toBe(false);
		expect(
			mayAsk(
				'a',
				three.map((query) => asked(query, hour, true)),
				at(0)
			)
		).toBe(true);
	});
});
