// Themes and groups of an edition with the practices there are for both, and the pairs that nobody has documented.
import type { FacetKey, GapMatrix } from '../schema.ts';

/** Facets that the table answers by itself. */
export const pairedFacets: readonly FacetKey[] = ['theme', 'group'];

/** How many pairs there are, and how many of them have no practice. */
export function countGaps({ themes, groups }: GapMatrix): { all: number; empty: number } {
	const counts = themes.flatMap((theme) => theme.counts);
	return { all: themes.length * groups.length, empty: counts.filter((count) => count === 0).length };
}

/** What has no practice, each said once: whole themes, whole groups, then per theme the groups that it alone lacks. */
export interface Gaps {
	themes: string[];
	groups: string[];
	/** Those that lack most come first. */
	pairs: { theme: string; groups: string[] }[];
}

/** The gaps of a table, in the names it shows. */
export function listGaps({ themes, groups }: GapMatrix): Gaps {
	const isWholeTheme = ({ counts }: GapMatrix['themes'][number]) => counts.every((count) => count === 0);
	const isWholeGroup = (at: number) => themes.every(({ counts }) => counts[at] === 0);
	const others = groups.map(({ label }, at) => ({ label, at })).filter(({ at }) => !isWholeGroup(at));
	return {
		themes: themes.filter(isWholeTheme).map(({ label }) => label),
		groups: groups.filter((_, at) => isWholeGroup(at)).map(({ label }) => label),
		pairs: themes
			.filter((theme) => !isWholeTheme(theme))
			.map(({ label, counts }) => ({ theme: label, groups: others.filter(({ at }) => counts[at] === 0).map((group) => group.label) }))
			.filter((pair) => pair.groups.length > 0)
			.toSorted((a, b) => b.groups.length - a.groups.length)
	};
}
