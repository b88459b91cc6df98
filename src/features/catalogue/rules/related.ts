// Which practices go together, and why: what they share, the more the rarer it is, and how alike their first words are.
import { withoutAccents } from '#platform/folding.ts';
import { type RelatedFacet, relatedFacets } from '../schema.ts';
import { readFacetValue } from './facets.ts';

/** Counts that bound the work for one practice, however large the catalogue is. */
export const relatedLimits = {
	/** Practices shown. */
	shown: 4,
	/** Values of a practice that are looked at. */
	values: 24,
	/** Practices taken from one look into the index. */
	perProbe: 60,
	/** Candidates whose texts are compared. */
	read: 24
} as const;

/** Values that say what a practice is about, as the catalogue writes them: `theme:financial`. */
export function comparedValues(facets: readonly string[]): string[] {
	const known: readonly string[] = relatedFacets;
	return facets.filter((value) => known.includes(readFacetValue(value)?.facet ?? '')).slice(0, relatedLimits.values);
}

/** How many practices hold each value of one practice, and how many there are. Both may be some minutes old. */
export interface Rarity {
	holders: ReadonlyMap<string, number>;
	total: number;
}

/** The weight of sharing a value: the logarithm of how rare it is (inverse document frequency; Spärck Jones 1972). */
function weightOf(value: string, { holders, total }: Rarity): number {
	return Math.log(1 + total / Math.max(1, holders.get(value) ?? 1));
}

/**
 * Values to look for together in the index, so that few looks find what shares most: rare values alone, common ones combined. A value that
 * the practice seems to hold alone comes last: somebody may hold it since it was counted.
 * @returns at most eight lists that few practices fit, and at most two that many may
 */
export function probesOf({ holders }: Rarity): { narrow: string[][]; broad: string[][] } {
	const rank = (count: number) => (count <= 1 ? relatedLimits.perProbe : count);
	const values = [...holders].toSorted(([a, m], [b, n]) => rank(m) - rank(n) || (a < b ? -1 : 1));
	const isRare = ([, count]: [string, number]) => count <= relatedLimits.perProbe;
	const rare = values.filter(isRare).slice(0, 6);
	const common = values.filter((value) => !isRare(value)).map(([value]) => value);
	const together = (lengths: number[]) => lengths.filter((length) => length <= common.length).map((length) => common.slice(0, length));
	return { narrow: [...rare.map(([value]) => [value]), ...together([4, 3])], broad: together([2, 1]) };
}

/** A practice that shares something with another. */
export interface Sharer {
	number: number;
	facets: readonly string[];
}

/** A share of 0 to 1 of what a practice is about, by weight, that another is about as well. */
export function shareOf(facets: readonly string[], rarity: Rarity): number {
	const other = new Set(facets);
	let all = 0;
	let shared = 0;
	for (const value of rarity.holders.keys()) {
		const weight = weightOf(value, rarity);
		all += weight;
		if (other.has(value)) shared += weight;
	}
	return all === 0 ? 0 : shared / all;
}

/** Those that share most, the first `relatedLimits.read` of them. */
export function mostSharing<T extends Sharer>(candidates: readonly T[], rarity: Rarity): T[] {
	return candidates
		.map((candidate) => ({ candidate, share: shareOf(candidate.facets, rarity) }))
		.toSorted((a, b) => b.share - a.share || a.candidate.number - b.candidate.number)
		.slice(0, relatedLimits.read)
		.map(({ candidate }) => candidate);
}

// texts -----------------------------------------------------------------------------------------------------------

/** Shorter words say little; of longer ones the beginning stands for all their forms. */
const shortestWord = 4;
const stem = 6;

/** The words of a text by their beginnings, without accents, each once. */
export function wordsOf(text: string): Set<string> {
	const words = withoutAccents(text).match(/\p{L}+/gu) ?? [];
	return new Set(words.filter((word) => word.length >= shortestWord).map((word) => word.slice(0, stem)));
}

/** How much each word of some texts tells: nothing where all of them hold it. */
function tellingOf(texts: readonly Set<string>[]): Map<string, number> {
	const held = new Map<string, number>();
	for (const words of texts) for (const word of words) held.set(word, (held.get(word) ?? 0) + 1);
	return new Map([...held].map(([word, count]) => [word, Math.log((texts.length + 1) / count)]));
}

/** How alike two texts are, 0 to 1: the cosine of their words, weighed. @param telling weight of each word */
export function likeness(one: ReadonlySet<string>, other: ReadonlySet<string>, telling: ReadonlyMap<string, number>): number {
	const square = (words: Iterable<string>) => {
		let sum = 0;
		for (const word of words) sum += (telling.get(word) ?? 1) ** 2;
		return sum;
	};
	const lengths = Math.sqrt(square(one) * square(other));
	return lengths === 0 ? 0 : Math.min(1, square(one.intersection(other)) / lengths);
}

// together --------------------------------------------------------------------------------------------------------

/** What of a practice its relations are made of. */
export interface Comparable {
	code: string;
	/** Title and abstract. */
	text: string;
	facets: readonly string[];
}

/** What two practices have in common, the most telling first. */
export interface Relation<T> {
	practice: T;
	/** 0 to 1. */
	score: number;
	shared: { facet: RelatedFacet; key: string }[];
	/** Their texts are alike. */
	isAlike: boolean;
}

const sharing = 0.7;
const wording = 1 - sharing;
/** Less than this is no relation. */
const leastScore = 0.1;
/** From here on texts are said to be alike. */
const alikeFrom = 0.25;
/** Reasons given for one practice. */
const mostReasons = 3;

/**
 * The practices that go with one, at most `relatedLimits.shown`, the closest first, each with why. Two that are equally close keep the order
 * of their codes.
 */
export function relate<T extends Comparable>(source: Comparable, candidates: readonly T[], rarity: Rarity): Relation<T>[] {
	const others = candidates.filter(({ code }) => code !== source.code).map((practice) => ({ practice, words: wordsOf(practice.text) }));
	const own = wordsOf(source.text);
	const telling = tellingOf([own, ...others.map(({ words }) => words)]);
	return others
		.map(({ practice, words }) => {
			const alike = likeness(own, words, telling);
			const score = sharing * shareOf(practice.facets, rarity) + wording * alike;
			return { practice, score, shared: reasonsFor(practice.facets, rarity), isAlike: alike >= alikeFrom };
		})
		.filter(({ score, shared, isAlike }) => score >= leastScore && (shared.length > 0 || isAlike))
		.toSorted((a, b) => b.score - a.score || (a.practice.code < b.practice.code ? -1 : 1))
		.slice(0, relatedLimits.shown);
}

/** What is shared and rare enough to be a reason: no more than half of the catalogue holds it, unless all that is shared is as common. */
function reasonsFor(facets: readonly string[], rarity: Rarity): Relation<unknown>['shared'] {
	const other = new Set(facets);
	const shared = [...rarity.holders.keys()].filter((value) => other.has(value)).toSorted(byWeight(rarity));
	const telling = shared.filter((value) => (rarity.holders.get(value) ?? 0) * 2 <= rarity.total);
	const reasons = telling.length > 0 ? telling : shared;
	return reasons.slice(0, mostReasons).flatMap((value) => {
		const { facet, key } = readFacetValue(value) ?? { facet: '', key: '' };
		const known = relatedFacets.find((each) => each === facet);
		return known ? [{ facet: known, key }] : [];
	});
}

/** Of equally rare ones, what a practice is about comes before where it is. */
const byWeight = (rarity: Rarity) => (a: string, b: string) =>
	weightOf(b, rarity) - weightOf(a, rarity) || facetRank(a) - facetRank(b) || (a < b ? -1 : 1);

const facetRank = (value: string) => (relatedFacets as readonly string[]).indexOf(readFacetValue(value)?.facet ?? '');
