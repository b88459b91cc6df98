// What of a table of themes and groups is a gap, each said once.
import { describe, expect, it } from 'vitest';
import { countGaps, listGaps } from './rules/gaps.ts';
import type { GapMatrix } from './schema.ts';

const matrix = (counts: number[][]): GapMatrix => ({
	total: 9,
	groups: ['refugiadas', 'apátridas', 'acogida'].map((label) => ({ key: label, label, count: 1 })),
	themes: counts.map((row, at) => ({ key: `t${at}`, label: `Tema ${at}`, count: 1, counts: row }))
});

describe('the gaps', () => {
	it('say whole groups and whole themes once, then what a theme alone lacks, the widest first', () => {
		const gaps = listGaps(
			matrix([
				[1, 0, 2],
				[0, 0, 0],
				[0, 0, 3],
				[5, 0, 0]
			])
		);
		expect(gaps).toEqual({
			groups: ['apátridas'],
			themes: ['Tema 1'],
			pairs: [
				{ theme: 'Tema 2', groups: ['refugiadas'] },
				{ theme: 'Tema 3', groups: ['acogida'] }
			]
		});
	});

	it('are counted pair by pair', () => {
		expect(
			countGaps(
				matrix([
					[1, 0, 2],
					[0, 0, 0]
				])
			)
		).toEqual({ all: 6, empty: 4 });
		expect(countGaps(matrix([[1, 1, 2]]))).toEqual({ all: 3, empty: 0 });
		expect(listGaps(matrix([[1, 1, 2]]))).toEqual({ themes: [], groups: [], pairs: [] });
	});
});
