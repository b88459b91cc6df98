// The seal says by shape what the words beside it say: a filled, an outlined and a dotted petal must never look the same.
import { describe, expect, it } from 'vitest';
import { hueClass, type PetalState, type Petals, petalColours, sealSvg } from './seal.ts';

const petals: Petals = ['met', 'unmet', 'waiting', 'met'];

function drawn(svg: string, place: number): string {
	return new RegExp(`<g class="${hueClass(place)} .*?</g>`).exec(svg)?.[0] ?? '';
}

function turns(svg: string): number[] {
	return [...svg.matchAll(/rotate\(([\d.]+) 24 24\)/g)].map((match) => Number(match[1]));
}

describe('sealSvg', () => {
	it('draws four petals crosswise, clockwise from the upper left, as the network knows it', () => {
		const svg = sealSvg(petals, 'x');
		expect(turns(svg)).toEqual([0, 90, 180, 270]);
		expect(svg.match(/d="M22.5 22.5C22.5 12 14 4.5 4 4C4.5 14 12 22.5 22.5 22.5Z"/g)).toHaveLength(4);
	});

	it.each([2, 3, 5, 6, 7, 8])('parts the circle evenly among %i petals, each in a hue of its own and inside the drawing', (count) => {
		const svg = sealSvg(
			Array.from({ length: count }, () => 'met' as const),
			'x'
		);
		expect(turns(svg)).toEqual(Array.from({ length: count }, (_, place) => Math.round((place * 36000) / count) / 100));
		expect(new Set([...svg.matchAll(/fill="(#\w+)"/g)].map((match) => match[1])).size).toBe(count);
		const path = /d="([^"]+)"/.exec(svg)?.[1] ?? '';
		const numbers = path.match(/[\d.]+/g)?.map(Number) ?? [];
		const reach = numbers.flatMap((x, at) => (at % 2 === 0 ? [Math.hypot(x - 24, (numbers[at + 1] ?? 24) - 24)] : []));
		expect(Math.max(...reach)).toBeLessThan(24);
		// Beside its neighbour where it is broadest: no wider than its share of the circle.
		const broadest = Math.max(...numbers.filter((_, at) => at % 2 === 0)) - 24;
		expect(broadest).toBeLessThan(16 * Math.tan(Math.PI / count));
	});

	it('tells the three states apart without colour', () => {
		const svg = sealSvg(petals, 'x');
		expect(drawn(svg, 0)).toContain(`fill="${petalColours[0]}"`);
		expect(drawn(svg, 1)).toContain('fill="none"');
		expect(drawn(svg, 1)).not.toContain('stroke-dasharray');
		expect(drawn(svg, 2)).toContain('fill="none"');
		expect(drawn(svg, 2)).toContain('stroke-dasharray');
	});

	it('draws every combination of states differently', () => {
		const states: PetalState[] = ['met', 'unmet', 'waiting'];
		const all = states.flatMap((a) => states.flatMap((b) => states.flatMap((c) => states.map((d) => sealSvg([a, b, c, d], '')))));
		expect(new Set(all).size).toBe(81);
	});

	it('stands alone: a namespace, a text alternative, nothing a strict content policy would refuse', () => {
		const svg = sealSvg(petals, 'Cumple "dos" de <cuatro> & más');
		expect(svg).toContain('xmlns="http://www.w3.org/2000/svg"');
		expect(svg).toContain('role="img" aria-label="Cumple &quot;dos&quot; de &lt;cuatro&gt; &amp; más"');
		expect(svg).not.toMatch(/style=|<style|<script|href=/);
	});
});
