// Where the parts of a bar chart stand.
import { expect, it } from 'vitest';
import { placeBars } from './bars.ts';

const bar = (label: string) => ({ label, text: '1', from: 0, to: 0.5 });

it('puts every bar below its label, in as many lines as it takes, and none over another', () => {
	const { bars, height, barHeight } = placeBars([
		bar('Corta'),
		bar('Una etiqueta que no cabe en una sola línea del teléfono'),
		bar('Otra')
	]);
	expect(bars.map(({ lines }) => lines.map(({ text }) => text))).toEqual([
		['Corta'],
		['Una etiqueta que no cabe en una sola', 'línea del teléfono'],
		['Otra']
	]);
	const edges = bars.flatMap(({ lines, y }) => [...lines.map((line) => line.y), y, y + barHeight]);
	expect(edges).toEqual(edges.toSorted((a, b) => a - b));
	expect(height).toBe(edges.at(-1));
	expect(placeBars([]).height).toBe(0);
});
