// How well a list of results answers a question whose answers were judged beforehand.

/** Judged answers by their code or slug: 3 exactly what was asked for · 2 useful · 1 has to do with it. Everything else is worth nothing. */
export type Grades = Readonly<Record<string, number>>;

/** How many results count: the first screen. */
export const depth = 10;

/**
 * Normalised discounted cumulated gain of the first ten results: Σ (2^grade − 1) / log2(place + 1), divided by the same sum over the best
 * order there is. Järvelin & Kekäläinen, "Cumulated gain-based evaluation of IR techniques", ACM TOIS 20(4), 2002; with the gain of
 * Burges et al., "Learning to rank using gradient descent", ICML 2005.
 * @param found in the order shown; each at most once
 * @returns 0 to 1; 0 when nothing is judged
 */
export function nDcg(found: readonly string[], grades: Grades): number {
	const best = discounted(Object.values(grades).toSorted((a, b) => b - a));
	return best === 0 ? 0 : discounted(found.map((code) => grades[code] ?? 0)) / best;
}

/** @param grades in the order shown */
function discounted(grades: readonly number[]): number {
	return grades.slice(0, depth).reduce((sum, grade, at) => sum + (2 ** grade - 1) / Math.log2(at + 2), 0);
}

/** @returns 0 for none */
export function mean(values: readonly number[]): number {
	return values.length === 0 ? 0 : values.reduce((sum, value) => sum + value, 0) / values.length;
}
