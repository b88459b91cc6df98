// What changed between two texts, word by word, for people who have to choose between them.

export interface DiffPart {
	kind: 'same' | 'added' | 'removed';
	text: string;
}

/** Most cells of the table of common words; beyond it the differing middle is shown as replaced whole. */
const maxCells = 4_000_000;

/**
 * Compares two texts by words and the blanks between them (longest common subsequence).
 * @returns parts in order; the same and the removed ones make up `before`, the same and the added ones `after`
 */
export function diffWords(before: string, after: string): DiffPart[] {
	const old = wordsOf(before);
	const now = wordsOf(after);
	let start = 0;
	while (start < old.length && start < now.length && old[start] === now[start]) start++;
	let end = 0;
	while (end < old.length - start && end < now.length - start && old.at(-1 - end) === now.at(-1 - end)) end++;
	const parts: DiffPart[] = [];
	const add = (kind: DiffPart['kind'], words: readonly string[]) => {
		const last = parts.at(-1);
		if (words.length === 0) return;
		if (last?.kind === kind) last.text += words.join('');
		else parts.push({ kind, text: words.join('') });
	};
	add('same', old.slice(0, start));
	compareMiddle(old.slice(start, old.length - end), now.slice(start, now.length - end), add);
	add('same', old.slice(old.length - end));
	return parts;
}

function compareMiddle(old: string[], now: string[], add: (kind: DiffPart['kind'], words: readonly string[]) => void): void {
	if (old.length * now.length > maxCells) {
		add('removed', old);
		add('added', now);
		return;
	}
	const width = now.length + 1;
	/** Length of what `old` from i and `now` from j have in common. */
	const common = new Uint32Array((old.length + 1) * width);
	const at = (i: number, j: number) => common[i * width + j] ?? 0;
	for (let i = old.length - 1; i >= 0; i--)
		for (let j = now.length - 1; j >= 0; j--)
			common[i * width + j] = old[i] === now[j] ? at(i + 1, j + 1) + 1 : Math.max(at(i + 1, j), at(i, j + 1));
	let i = 0;
	let j = 0;
	while (i < old.length || j < now.length) {
		if (i < old.length && j < now.length && old[i] === now[j]) {
			add('same', old.slice(i, i + 1));
			i++;
			j++;
		} else if (i < old.length && (j === now.length || at(i + 1, j) >= at(i, j + 1))) {
			add('removed', old.slice(i, i + 1));
			i++;
		} else {
			add('added', now.slice(j, j + 1));
			j++;
		}
	}
}

function wordsOf(text: string): string[] {
	return text.match(/\s+|[\p{L}\p{N}\p{M}]+|[^\s\p{L}\p{N}\p{M}]/gu) ?? [];
}
