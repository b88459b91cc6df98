// How many practices a place has, as a map shows it: few classes that readers tell apart.
import type { FacetCount, FacetKey } from '../schema.ts';

/** Facets that a map answers by itself: a chosen place would leave only itself. */
export const mappedFacets: readonly FacetKey[] = ['country', 'subdivision'];

/** Counts that look the same on a map, both ends included. */
export interface CountClass {
	from: number;
	to: number;
}

/** More would not be told apart in print or by who sees colours otherwise. */
const mostClasses = 4;

/**
 * Classes from 1 to the highest count. Few practices: a class per number; many: each class holds counts some times those of the one
 * before, since places differ by size.
 */
export function countClasses(counts: readonly number[]): CountClass[] {
	const most = Math.max(0, ...counts);
	if (most <= mostClasses) return Array.from({ length: most }, (_, at) => ({ from: at + 1, to: at + 1 }));
	const ends = Array.from({ length: mostClasses - 1 }, (_, at) => roundUp(most ** ((at + 1) / mostClasses)));
	// A class that holds next to nothing above the one before would only look like a difference.
	const different = [...new Set([...ends.filter((end) => end < most * 0.75), most])];
	return different.map((to, at) => ({ from: (different[at - 1] ?? 0) + 1, to }));
}

/** To 1, 2 or 5 times a power of ten. */
function roundUp(number: number): number {
	const power = 10 ** Math.floor(Math.log10(number));
	return [1, 2, 5, 10].map((step) => step * power).find((step) => step >= number - 1e-9) ?? number;
}

/** The strength of colour of a count, 1 to 4; 0 for none. The highest class is always the strongest. */
export function shadeOf(count: number, classes: readonly CountClass[]): number {
	const place = classes.findIndex(({ from, to }) => count >= from && count <= to);
	return place < 0 ? 0 : Math.round(((place + 1) * mostClasses) / classes.length);
}

/** Counts by their place. */
export function countsByCode(counts: readonly FacetCount[]): Map<string, number> {
	return new Map(counts.map(({ key, count }) => [key, count]));
}
