import fc from 'fast-check';
import { expect, it } from 'vitest';
import { fieldKeys } from '#features/methodology/schema.ts';
import { labelsOf, mapPairs } from './mapping.ts';

it('loses no value, whatever goes where', () => {
	const pair = fc.tuple(fc.string(), fc.string());
	const key = fc.option(fc.constantFrom(...fieldKeys));
	fc.assert(
		fc.property(fc.array(fc.tuple(pair, key)), (rows) => {
			const pairs = rows.map(([each]) => each);
			const practice = mapPairs(
				pairs,
				rows.map(([, each]) => each)
			);
			const kept = [...Object.values(practice.fields), ...practice.unplaced.map(({ text }) => text)].join('\n');
			for (const [, value] of pairs) if (value.trim() !== '') expect(kept).toContain(value);
		})
	);
});

it('joins several values of one field in their order, and keeps aside what is too long for it', () => {
	const long = 'palabra '.repeat(9_000);
	const practice = mapPairs(
		[
			['A', 'uno'],
			['B', 'dos'],
			['C', long],
			['D', 'nada']
		],
		['impact', 'impact', 'impact']
	);
	expect(practice.fields.impact).toBe('uno\n\ndos');
	expect(practice.origins.impact).toEqual({ origin: 'pair 1', confidence: 1 });
	expect(practice.unplaced).toEqual([
		{ text: `C: ${long}`, origin: 'pair 3' },
		{ text: 'D: nada', origin: 'pair 4' }
	]);
});

it('remembers the labels that were given a field, each once', () => {
	expect(
		labelsOf(
			[
				['Meta', 'x'],
				['Meta', 'y'],
				['', 'z'],
				['Otra', 'w']
			],
			['impact', 'impact', 'title', null]
		)
	).toEqual([{ key: 'impact', alias: 'Meta' }]);
});
