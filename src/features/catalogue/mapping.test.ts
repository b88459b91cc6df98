// Every place has one shape, and a map's classes hold every count once.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { americasMap, mexicoMap, worldMap } from '#platform/maps/shapes.ts';
import { countryCodes, mexicanStates } from '#platform/places.ts';
import { cataloguePath, chosenIn, readFilters, searchOf, withoutFacets } from './rules/addresses.ts';
import { countClasses, mappedFacets, shadeOf } from './rules/mapping.ts';
import { facetKeys } from './schema.ts';

const codes = ({ shapes }: typeof mexicoMap) => shapes.map(({ code }) => code);
const placeOf = ({ shapes }: typeof mexicoMap, code: string) => shapes.find((shape) => shape.code === code)?.at ?? [Number.NaN, Number.NaN];

describe('the shapes', () => {
	it('draw each state of Mexico exactly once', () => {
		expect(codes(mexicoMap).toSorted()).toEqual(mexicanStates.map(({ code }) => code).toSorted());
	});

	it('draw countries of ISO 3166-1 only, each once, and all but Antarctica in the world', () => {
		for (const map of [americasMap, worldMap]) {
			expect(new Set(codes(map)).size).toBe(map.shapes.length);
			expect(codes(map).filter((code) => !countryCodes.includes(code))).toEqual([]);
		}
		const undrawn = countryCodes.filter((code) => !codes(worldMap).includes(code));
		expect(undrawn).toContain('AQ');
		// Specks of land beyond the frame or too small for the grid; their practices are listed beside the map all the same.
		expect(undrawn.length).toBeLessThan(8);
	});

	it('stand where the places are', () => {
		const [north, south, west, east] = [
			placeOf(mexicoMap, 'MX-CHH'),
			placeOf(mexicoMap, 'MX-CHP'),
			placeOf(mexicoMap, 'MX-BCN'),
			placeOf(mexicoMap, 'MX-ROO')
		];
		expect(north[1]).toBeLessThan(south[1]);
		expect(west[0]).toBeLessThan(east[0]);
		const order = ['CA', 'US', 'MX', 'CO', 'PE', 'AR'].map((code) => placeOf(americasMap, code)[1]);
		expect(order).toEqual(order.toSorted((a, b) => a - b));
	});

	it('are paths within their drawing, and not large', () => {
		for (const { width, height, shapes } of [mexicoMap, americasMap, worldMap]) {
			for (const { path, at } of shapes) {
				expect(path).toMatch(/^M[-\d hvlaz M]+z$/);
				expect(at[0] >= 0 && at[0] <= width && at[1] >= 0 && at[1] <= height).toBe(true);
			}
		}
		expect(JSON.stringify([mexicoMap, worldMap]).length).toBeLessThan(80_000);
	});
});

describe('the classes', () => {
	it('are numbers where there are few, and grow where there are many', () => {
		expect(countClasses([])).toEqual([]);
		expect(countClasses([0])).toEqual([]);
		expect(countClasses([1, 3])).toEqual([
			{ from: 1, to: 1 },
			{ from: 2, to: 2 },
			{ from: 3, to: 3 }
		]);
		expect(countClasses([11, 3]).map(({ to }) => to)).toEqual([2, 5, 11]);
		expect(countClasses([25_000, 3]).map(({ to }) => to)).toEqual([20, 200, 2_000, 25_000]);
	});

	it('hold every count exactly once, the highest in the strongest shade', () => {
		fc.assert(
			fc.property(fc.array(fc.integer({ min: 0, max: 200_000 }), { minLength: 1, maxLength: 40 }), (counts) => {
				const classes = countClasses(counts);
				expect(classes.length).toBeLessThanOrEqual(4);
				for (const count of counts) {
					const holding = classes.filter(({ from, to }) => count >= from && count <= to).length;
					expect(holding).toBe(count === 0 ? 0 : 1);
					expect(shadeOf(count, classes) > 0).toBe(count > 0);
				}
				const most = Math.max(...counts);
				if (most > 0) expect(shadeOf(most, classes)).toBe(4);
			})
		);
	});
});

describe('the addresses', () => {
	const filters = readFilters(new URLSearchParams('q=empleo&theme=care&theme=training&country=MX&sort=title&class=<b>'));

	it('keep every filter but where', () => {
		expect(cataloguePath('es', withoutFacets(filters, mappedFacets), { subdivision: 'MX-CHP' })).toBe(
			'/practicas?q=empleo&theme=care&theme=training&subdivision=MX-CHP'
		);
		expect(cataloguePath('en', readFilters(new URLSearchParams()))).toBe('/en/practicas');
	});

	it('name what is filtered by, and together what nobody knows', () => {
		const facets = { ...Object.fromEntries(facetKeys.map((facet) => [facet, []])), theme: [{ key: 'care', label: 'Cuidados', count: 0 }] };
		const asked = readFilters(new URLSearchParams('theme=care&theme=nada&theme=nadie&country=MX'));
		expect(chosenIn(asked, facets as never)).toEqual([
			{ facet: 'theme', keys: ['care'], label: 'Cuidados' },
			{ facet: 'theme', keys: ['nada', 'nadie'], label: undefined },
			{ facet: 'country', keys: ['MX'], label: undefined }
		]);
	});

	it('let one filter go', () => {
		expect(searchOf(filters, { facet: 'theme', keys: ['care'] }).toString()).toBe('q=empleo&theme=training&country=MX');
	});
});
