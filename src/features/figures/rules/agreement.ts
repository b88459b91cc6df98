// How far several assessors agree beyond chance, and the plain shares that stand beside that figure. No package that is kept up offers
// all four metrics with missing values, so it is computed here and held against published values.
// Source: Krippendorff, K. (2011), Computing Krippendorff's Alpha-Reliability, University of Pennsylvania.
import { seededRandom } from './random.ts';

/** How far apart two values are: same or other, ranks between them, their difference, their difference against their sum. */
export const metrics = ['nominal', 'ordinal', 'interval', 'ratio'] as const;
export type Metric = (typeof metrics)[number];

/** A number, or a name that is only the same or another; null where an assessor gave none. */
export type Rating = number | string | null;

export interface Agreement {
	/** Krippendorff's alpha, at most 1; null when it cannot be calculated: no two values in any unit, or no two different ones at all. */
	alpha: number | null;
	/** Of all pairs of values within a unit, the share (0–1) that are the same; every pair counts once. Null without pairs. */
	exact: number | null;
	/** The share (0–1) of the same pairs that differ by 1 at most; null without pairs, or where values are names. */
	withinOne: number | null;
	/** Pairable values: those in units that hold two or more. */
	n: number;
	/** Units of the table, with or without pairable values. */
	units: number;
	/** Units that hold pairable values. */
	pairableUnits: number;
	/** 95 % of the alphas of units drawn again and again; null when alpha is, with a single such unit, or when most draws give none. */
	interval: [number, number] | null;
	/** Every pairable value with how often it was given, from the least. */
	distribution: { value: number | string; count: number }[];
}

/** Draws of the bootstrap. */
export const draws = 2_000;
/** Seed of the draws where nobody names one: the same table gives the same interval everywhere. */
export const defaultSeed = 2_021;

/**
 * Agreement of a table.
 * @param table a row per unit, a place in it per assessor; finite numbers, and names only for `nominal`. `ratio` takes no negative numbers
 * @param seed whole number from which the draws of the interval follow
 */
export function agreement(table: readonly (readonly Rating[])[], metric: Metric, seed: number = defaultSeed): Agreement {
	const rows = table.map((row) => row.filter((rating) => rating !== null)).filter((row) => row.length > 1);
	const values = [...new Set(rows.flat())].sort(inOrder);
	const places = new Map(values.map((value, place) => [value, place]));
	// In an order of their own, so that neither the order of units nor that of assessors changes what is drawn.
	const units = rows.map((row) => row.map((value) => places.get(value) ?? 0).sort(ascending)).sort(byPlaces);
	const numbers = values.every((value) => typeof value === 'number') ? values : undefined;
	const scale: Scale = { metric, values: numbers ?? values.map((_, place) => place) };
	const patterns = patternsOf(units);
	const alpha = alphaOf(patterns.units, patterns.counts, scale);
	const counts = countsOf(units, values.length);
	return {
		alpha,
		exact: shareOfPairs(units, (one, other) => one === other),
		withinOne: numbers ? shareOfPairs(units, (one, other) => Math.abs((numbers[one] ?? 0) - (numbers[other] ?? 0)) <= 1) : null,
		n: rows.flat().length,
		units: table.length,
		pairableUnits: units.length,
		interval: alpha === null || units.length < 2 ? null : bootstrap(patterns, scale, seed),
		distribution: values.map((value, place) => ({ value, count: counts[place] ?? 0 }))
	};
}

/** A unit's values, each as its place among all values in order. */
type Unit = readonly number[];

interface Scale {
	metric: Metric;
	/** All values in order. */
	values: readonly number[];
}

/**
 * 1 − observed / expected disagreement. Both are sums over the coincidence matrix, taken here pair by pair: a unit of m values adds the
 * distances of its pairs divided by m − 1 to what is observed; all n values as one unit, divided by n − 1, give what chance would.
 * @param times how often each unit counts
 */
function alphaOf(units: readonly Unit[], times: readonly number[], { metric, values }: Scale): number | null {
	const counts = countsOf(units, values.length, times);
	const scores = metric === 'ordinal' ? midranks(counts) : values;
	const { distance, overAll } = measures[metric];
	const byChance = overAll(scores, counts);
	if (!(byChance > 0)) return null;
	const between = (one: number, other: number) => distance(scores[one] ?? 0, scores[other] ?? 0);
	let observed = 0;
	for (const [at, unit] of units.entries()) observed += ((times[at] ?? 0) * sumOverPairs(unit, between)) / (unit.length - 1);
	return 1 - observed / (byChance / (sum(counts) - 1));
}

interface Measure {
	/** The squared distance of two scores. */
	distance(one: number, other: number): number;
	/** The same distances, summed over all pairs of values: a score and a count for each value. */
	overAll(scores: readonly number[], counts: readonly number[]): number;
}

const bySquares: Measure = {
	distance: (one, other) => (one - other) ** 2,
	/** n times the squared deviations from the mean; told from a score that was given, so that equal ones give exactly 0. */
	overAll(scores, counts) {
		const n = sum(counts);
		const given = scores[counts.findIndex((count) => count > 0)] ?? 0;
		const mean = sum(scores.map((score, at) => (counts[at] ?? 0) * (score - given))) / n;
		return n * sum(scores.map((score, at) => (counts[at] ?? 0) * (score - given - mean) ** 2));
	}
};

const measures: Record<Metric, Measure> = {
	nominal: {
		distance: (one, other) => (one === other ? 0 : 1),
		overAll(_, counts) {
			const n = sum(counts);
			return sum(counts.map((count) => count * (n - count))) / 2;
		}
	},
	// As many ranks as lie from the middle of one value to the middle of the other: the scores are midranks.
	ordinal: bySquares,
	interval: bySquares,
	ratio: {
		distance: (one, other) => (one === other ? 0 : ((one - other) / (one + other)) ** 2),
		overAll: (scores, counts) =>
			sumOverPairs([...counts.keys()], (one, other) => {
				const pairs = (counts[one] ?? 0) * (counts[other] ?? 0);
				return pairs === 0 ? 0 : pairs * measures.ratio.distance(scores[one] ?? 0, scores[other] ?? 0);
			})
	}
};

/** The middle rank of each value among all that were given. */
function midranks(counts: readonly number[]): number[] {
	let below = 0;
	return counts.map((count) => {
		below += count;
		return below - count / 2;
	});
}

/** Units that hold the same values, once with their count: panels are small and levels few, so many practices look alike. */
interface Patterns {
	units: readonly Unit[];
	counts: readonly number[];
	/** For every unit of the table the place of its like. */
	places: readonly number[];
}

/** @param units in order */
function patternsOf(units: readonly Unit[]): Patterns {
	const found: Unit[] = [];
	const places = units.map((unit) => {
		const last = found.at(-1);
		if (!last || byPlaces(last, unit) !== 0) found.push(unit);
		return found.length - 1;
	});
	return { units: found, counts: tally(places, found.length), places };
}

function bootstrap({ units, places }: Patterns, scale: Scale, seed: number): [number, number] | null {
	const random = seededRandom(seed);
	const alphas: number[] = [];
	for (let draw = 0; draw < draws; draw += 1) {
		const drawn = places.map(() => places[Math.floor(random() * places.length)] ?? 0);
		const alpha = alphaOf(units, tally(drawn, units.length), scale);
		// A draw in which everybody says the same has no alpha.
		if (alpha !== null) alphas.push(alpha);
	}
	if (alphas.length < draws / 2) return null;
	alphas.sort(ascending);
	return [quantile(alphas, 0.025), quantile(alphas, 0.975)];
}

/** Between the two values beside the place, in proportion. Source: Hyndman & Fan (1996), definition 7. @param sorted not empty */
function quantile(sorted: readonly number[], share: number): number {
	const place = (sorted.length - 1) * share;
	const low = sorted[Math.floor(place)] ?? 0;
	const high = sorted[Math.ceil(place)] ?? 0;
	return low + (high - low) * (place % 1);
}

function shareOfPairs(units: readonly Unit[], fits: (one: number, other: number) => boolean): number | null {
	const pairs = sum(units.map((unit) => (unit.length * (unit.length - 1)) / 2));
	const fitting = sum(units.map((unit) => sumOverPairs(unit, (one, other) => (fits(one, other) ? 1 : 0))));
	return pairs === 0 ? null : fitting / pairs;
}

/** Every two of the places once. */
function sumOverPairs(places: readonly number[], worth: (one: number, other: number) => number): number {
	let total = 0;
	for (let at = 0; at < places.length; at += 1)
		for (let beside = at + 1; beside < places.length; beside += 1) total += worth(places[at] ?? 0, places[beside] ?? 0);
	return total;
}

/** How often each value stands in the units. */
function countsOf(units: readonly Unit[], values: number, times?: readonly number[]): number[] {
	const counts = Array<number>(values).fill(0);
	for (const [at, unit] of units.entries()) for (const place of unit) counts[place] = (counts[place] ?? 0) + (times?.[at] ?? 1);
	return counts;
}

/** How often each place from 0 up to `length` stands in a list. */
function tally(places: readonly number[], length: number): number[] {
	return countsOf([places], length);
}

function sum(numbers: readonly number[]): number {
	return numbers.reduce((total, number) => total + number, 0);
}

function ascending(a: number, b: number): number {
	return a - b;
}

/** Numbers by size, names by spelling. */
function inOrder(a: number | string, b: number | string): number {
	if (typeof a === 'number' && typeof b === 'number') return a - b;
	return String(a) < String(b) ? -1 : 1;
}

function byPlaces(a: Unit, b: Unit): number {
	const at = a.findIndex((place, index) => place !== b[index]);
	return at === -1 ? a.length - b.length : (a[at] ?? -1) - (b[at] ?? -1);
}
