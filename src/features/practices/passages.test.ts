// Quoted passages: found as people copy them, marked where they stand, and the observations that speak of them.
import { describe, expect, it } from 'vitest';
import { markPassages, occursIn, openObservations } from './rules/passages.ts';

const text = 'Se atendió a **120 personas** en 2025.\n\n- Con *registro* propio\n- Sin línea base';

describe('a passage', () => {
	it('is found whatever marks, bullets and line ends stand between its words', () => {
		for (const quote of [
			'120 personas en 2025',
			'“120 personas”',
			'con registro propio\n• sin línea base',
			'SE ATENDIÓ A',
			'**120** personas'
		])
			expect(occursIn(text, quote)).toBe(true);
	});

	it('is not found where other words stand, nor inside a word, nor empty', () => {
		for (const quote of ['130 personas', '120 en 2025', 'regis', 'linea base', '', ' … ']) expect(occursIn(text, quote)).toBe(false);
	});

	it('is marked everywhere, overlaps once, paragraph by paragraph', () => {
		const marked = (quotes: string[]) =>
			markPassages(text, quotes).map((segments) => segments.map(({ text: part, isMarked }) => (isMarked ? `[${part}]` : part)).join(''));
		expect(marked(['120 personas'])).toEqual(['Se atendió a [120 personas] en 2025.', 'Con registro propio', 'Sin línea base']);
		expect(marked(['a 120 personas', 'personas en'])[0]).toBe('Se atendió [a 120 personas][ en] 2025.');
		expect(marked(['propio sin'])).toEqual(['Se atendió a 120 personas en 2025.', 'Con registro [propio]', '[Sin] línea base']);
		expect(marked([]).join('\n')).toBe('Se atendió a 120 personas en 2025.\nCon registro propio\nSin línea base');
	});
});

describe('open observations', () => {
	const day = (date: number) => new Date(Date.UTC(2026, 0, date));
	const observations = [
		{ versionNumber: 2, createdAt: day(8) },
		{ versionNumber: 1, createdAt: day(3) },
		{ versionNumber: null, createdAt: day(1) },
		{ versionNumber: null, createdAt: day(9) }
	];
	const versions = [
		{ number: 2, submittedAt: day(5) },
		{ number: 1, submittedAt: day(2) }
	];

	it('are those of the version that came back and the remarks since', () => {
		expect(openObservations({ state: 'returned', observations, versions })).toEqual([observations[0], observations[3]]);
		expect(openObservations({ state: 'draft', observations, versions })).toEqual([observations[3]]);
		expect(openObservations({ state: 'draft', observations, versions: [] })).toEqual([observations[2], observations[3]]);
		expect(openObservations({ state: 'assessment', observations, versions })).toEqual([]);
	});
});
