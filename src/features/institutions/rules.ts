// How spellings of an institution are compared, found in a text as written, and how the tree of parents stays a tree.

/** A spelling under which an institution is known. */
export interface Alias {
	alias: string;
	institutionId: string;
}

/** An institution that a text names, with the spelling as it stands in the text. */
export interface Recognised {
	institutionId: string;
	spelling: string;
}

/**
 * What two spellings must share to count as the same: letters and digits without accents and case, words parted by one blank.
 * Nothing else is taken off: "A.C." and "S.A." stay part of a name.
 */
export function fold(name: string): string {
	return wordsOf(name)
		.map((word) => word.folded)
		.join(' ');
}

/**
 * Finds the institutions that a text names. Whole words only, and every word of the alias in its order: never by similarity.
 * Where several aliases begin at one place the longest counts, so that a state office is not taken for its national service.
 * An acronym (one word of capitals) is found in capitals only: "SER" is not the verb.
 * @returns each institution once, in the order of the text
 */
export function recognise(text: string, aliases: readonly Alias[]): Recognised[] {
	const byFirstWord = Map.groupBy(aliases.map(prepare), (alias) => alias.words[0]?.folded ?? '');
	const words = wordsOf(text);
	const found = new Map<string, Recognised>();
	for (let at = 0; at < words.length; ) {
		const candidates = byFirstWord.get(words[at]?.folded ?? '') ?? [];
		const longest = candidates.filter((alias) => standsAt(alias, words, at)).sort((a, b) => b.words.length - a.words.length)[0];
		if (longest) {
			const first = words[at];
			const last = words[at + longest.words.length - 1];
			const spelling = text.slice(first?.start, last?.end);
			if (!found.has(longest.institutionId)) found.set(longest.institutionId, { institutionId: longest.institutionId, spelling });
		}
		at += longest?.words.length ?? 1;
	}
	return [...found.values()];
}

/** Most pieces of one text. */
const mostPieces = 40;

/** The parts of a text that may each name an institution: lines, items of lists, what commas, brackets and "y" part; folded, each once. */
export function piecesOf(text: string): string[] {
	const parts = text.split(/[\n;,()[\]/|]|\s[-–—]\s|\s(?:y|e|and|et)\s/u).map(fold);
	// The whole line too: a comma or an "y" may belong to a name.
	const lines = text.split('\n').map(fold);
	return [...new Set([...parts, ...lines])].filter((piece) => piece.length >= 3 && piece.length <= 200).slice(0, mostPieces);
}

/**
 * Whether an institution would become its own ancestor.
 * @param parents every institution's parent, as stored
 */
export function wouldCycle(id: string, parentId: string | null, parents: ReadonlyMap<string, string | null>): boolean {
	const seen = new Set<string>();
	for (let at = parentId; at !== null && !seen.has(at); at = parents.get(at) ?? null) {
		if (at === id) return true;
		seen.add(at);
	}
	return false;
}

interface Word {
	folded: string;
	/** Place in the text, in UTF-16 units. */
	start: number;
	end: number;
	isCapitals: boolean;
	/** Marks between the word before and this one that end a sentence, a bracket or a line of a list. */
	marksBefore: string;
}

interface PreparedAlias {
	institutionId: string;
	words: Word[];
	isAcronym: boolean;
}

function prepare({ alias, institutionId }: Alias): PreparedAlias {
	const words = wordsOf(alias);
	return { institutionId, words, isAcronym: words.length === 1 && words[0]?.isCapitals === true };
}

function standsAt({ words: wanted, isAcronym }: PreparedAlias, words: Word[], at: number): boolean {
	return wanted.every((word, index) => {
		const there = words[at + index];
		if (!there || there.folded !== word.folded) return false;
		if (isAcronym && !there.isCapitals) return false;
		// A name does not run on over the end of a sentence or a line of a list, unless it is written so.
		return index === 0 || there.marksBefore === '' || there.marksBefore === word.marksBefore;
	});
}

function wordsOf(text: string): Word[] {
	const words: Word[] = [];
	let end = 0;
	for (const match of text.matchAll(/[\p{L}\p{N}\p{M}]+/gu)) {
		const written = match[0];
		const folded = foldWord(written);
		// A mark standing alone folds to nothing.
		if (folded === '') continue;
		words.push({
			folded,
			start: match.index,
			end: match.index + written.length,
			isCapitals: /\p{Lu}/u.test(written) && !/\p{Ll}/u.test(written),
			marksBefore: marksIn(text.slice(end, match.index))
		});
		end = match.index + written.length;
	}
	return words;
}

function foldWord(word: string): string {
	return word
		.normalize('NFKD')
		.toLowerCase()
		.normalize('NFKD')
		.replaceAll(/[^\p{L}\p{N}]/gu, '');
}

function marksIn(gap: string): string {
	return [...gap.matchAll(/[.;:!?()[\]«»“”"](?=\s|$|[()[\]«»“”"])|[()[\]«»“”"]|\n\s*(?:\n|[-*+•] |\d+[.)] )/g)]
		.map(([mark]) => mark.trim() || '\n')
		.join('');
}
