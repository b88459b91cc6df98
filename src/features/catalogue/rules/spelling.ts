// Which of the catalogue's words a misspelt one was meant to be.

/** A word that stands in entries. */
export interface Candidate {
	word: string;
	/** Without accents. */
	folded: string;
	/** In how many entries it stands. */
	entries: number;
}

/**
 * The candidate that takes the fewest changes, the commonest among equals; undefined where all are too far away.
 * @param folded the misspelt word without accents
 */
export function likeliest(folded: string, candidates: readonly Candidate[]): string | undefined {
	const most = folded.length > 7 ? 2 : 1;
	const near = candidates
		.filter((candidate) => !isInflected(folded, candidate.folded))
		.map((candidate) => ({ ...candidate, changes: changesBetween(folded, candidate.folded) }))
		.filter(({ changes }) => changes <= most)
		.toSorted((a, b) => a.changes - b.changes || b.entries - a.entries);
	return near[0]?.word;
}

/** Whether two words are singular and plural, or masculine and feminine, of each other: neither is a misspelling. */
function isInflected(a: string, b: string): boolean {
	const bare = (word: string) => word.replace(/(es|[aeo]?s|[aeo])$/, '');
	return a !== b && bare(a) === bare(b);
}

/**
 * How many signs must be put in, taken out, exchanged or swapped with their neighbour to make one word of the other, no stretch being
 * changed twice (the restricted Damerau–Levenshtein distance; Boytsov, "Indexing methods for approximate dictionary searching", 2011).
 */
export function changesBetween(from: string, to: string): number {
	const a = [...from];
	const b = [...to];
	let twoAbove: number[] = [];
	let above = Array.from({ length: b.length + 1 }, (_, at) => at);
	for (const [i, sign] of a.entries()) {
		const row = [i + 1];
		for (const [j, other] of b.entries()) {
			const same = sign === other ? 0 : 1;
			let least = Math.min((above[j + 1] ?? 0) + 1, (row[j] ?? 0) + 1, (above[j] ?? 0) + same);
			if (i > 0 && j > 0 && sign === b[j - 1] && a[i - 1] === other) least = Math.min(least, (twoAbove[j - 1] ?? 0) + 1);
			row.push(least);
		}
		twoAbove = above;
		above = row;
	}
	return above[b.length] ?? 0;
}
