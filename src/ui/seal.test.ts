// The seal says by shape what the words beside it say: a filled, an outlined and a dotted petal must never look the same.
import { describe, expect, it } from 'vitest';
import { type PetalState, petalColours, petalNames, sealSvg } from './seal.ts';

const petals = { replicability: 'met', impact: 'unmet', results: 'waiting', sustainability: 'met' } as const;

function drawn(svg: string, name: string): string {
	return new RegExp(`<g class="${name} .*?</g>`).exec(svg)?.[0] ?? '';
}

describe('sealSvg', () => {
	it('draws one petal per criterion, clockwise from the upper left', () => {
		const svg = sealSvg(petals, 'x');
		const turns = petalNames.map((name) => /rotate\((\d+) 24 24\)/.exec(drawn(svg, name))?.[1]);
		expect(turns).toEqual(['0', '90', '180', '270']);
	});

	it('tells the three states apart without colour', () => {
		const svg = sealSvg(petals, 'x');
		expect(drawn(svg, 'replicability')).toContain(`fill="${petalColours.replicability}"`);
		expect(drawn(svg, 'impact')).toContain('fill="none"');
		expect(drawn(svg, 'impact')).not.toContain('stroke-dasharray');
		expect(drawn(svg, 'results')).toContain('fill="none"');
		expect(drawn(svg, 'results')).toContain('stroke-dasharray');
	});

	it('draws every combination of states differently', () => {
		const states: PetalState[] = ['met', 'unmet', 'waiting'];
		const all = states.flatMap((a) =>
			states.flatMap((b) =>
				states.flatMap((c) => states.map((d) => sealSvg({ replicability: a, impact: b, results: c, sustainability: d }, '')))
			)
		);
		expect(new Set(all).size).toBe(81);
	});

	it('stands alone: a namespace, a text alternative, nothing a strict content policy would refuse', () => {
		const svg = sealSvg(petals, 'Cumple "dos" de <cuatro> & más');
		expect(svg).toContain('xmlns="http://www.w3.org/2000/svg"');
		expect(svg).toContain('role="img" aria-label="Cumple &quot;dos&quot; de &lt;cuatro&gt; &amp; más"');
		expect(svg).not.toMatch(/style=|<style|<script|href=/);
	});
});
