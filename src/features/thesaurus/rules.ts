// How a question is widened by what its words are also called, and how terms are compared. Accents, case and simple plurals do not matter.
import { withoutAccents } from '#platform/folding.ts';
import type { Locale } from '#platform/locale.ts';
import { type Concept, type ConceptInput, type ConceptTerm, ThesaurusFile } from './schema.ts';

/** A part of a question with its other names. */
export interface AskedTerm {
	/** As typed, folded differences do not matter. */
	text: string;
	/** Other ways to say it, without the typed one; each in its language or null. */
	also: { text: string; language: Locale | null }[];
	/** It is an acronym, or a name that is the same in all languages: it has no other forms. */
	isName?: boolean;
}

/** Words that people leave out or put between the others of a term: "bolsa trabajo" is "bolsa de trabajo". */
const smallWords = new Set(
	'a al con de del el en la las lo los para por un una y and for in of the to as da das do dos e em o os ao aux d des du et l le les pour'.split(
		' '
	)
);
/** How many small words may stand in a question beyond those that the longest term has itself. */
const spareWords = 2;
/** Shorter words have no plural that could be told from their singular: acronyms, "gas". */
const shortestPlural = 4;

/**
 * What a word and its simple plural share, without accents and case, in any of the four languages: "trabajadores" and "trabajador",
 * "inserções" and "inserção", "companies" and "company". A key to compare by, not a word.
 */
export function wordKey(word: string): string {
	const folded = withoutAccents(word);
	if (folded.length < shortestPlural) return folded;
	return folded
		.replace(/oes$/, 'ao')
		.replace(/(?<=..)(ais|aux)$/, 'al')
		.replace(/s$/, '')
		.replace(/e$/, '')
		.replace(/z$/, 'c')
		.replace(/y$/, 'i');
}

/** What two spellings of a term share: the keys of their words, without small ones. Empty where a text holds no word. */
export function termKey(text: string): string {
	const words = wordsOf(text);
	const telling = words.filter((word) => !isSmall(word));
	return (telling.length > 0 ? telling : words).map(wordKey).join(' ');
}

/**
 * Joins neighbouring words that are a term of the thesaurus (longest first) and adds what each is also called.
 * @param words typed words and phrases in their order; a phrase of several words is compared as a whole
 * @param concepts the same list as long as nothing in it changes: what is looked up in is made once per list
 */
export function expandTerms(words: readonly string[], concepts: readonly Concept[]): AskedTerm[] {
	const index = indexOf(concepts);
	const pieces = words.map((text): Piece => ({ text, key: termKey(text), isSmall: isSmall(text) }));
	const asked: AskedTerm[] = [];
	for (let from = 0; from < pieces.length; ) {
		const joined = joinFrom(pieces, from, index);
		const isName = joined.found.length > 0 && joined.found.every(({ term }) => term.language === null);
		asked.push({ text: joined.text, also: otherNames(joined), ...(isName && { isName }) });
		from += joined.length;
	}
	return asked;
}

/** The concepts of which a term begins, in any of its words, like what is looked for; all of them for nothing. */
export function conceptsLike(concepts: readonly Concept[], sought: string): Concept[] {
	const beginning = withoutAccents(wordsOf(sought).join(' '));
	if (beginning === '') return [...concepts];
	return concepts.filter(({ terms }) => terms.some(({ text }) => ` ${withoutAccents(wordsOf(text).join(' '))}`.includes(` ${beginning}`)));
}

/** The letter a concept is listed under: the first of its name, without accents; `#` where that is no Latin letter. */
function letterOf(concept: Concept): string {
	const [first = ''] = withoutAccents(conceptName(concept)).toUpperCase();
	return /[A-Z]/.test(first) ? first : '#';
}

/**
 * The concepts of one letter, in their order, and the letters there are.
 * @param wanted as an address asks for it; without one, or with one that no concept begins with */
export function ofLetter(concepts: readonly Concept[], wanted: string): { letters: string[]; letter: string; concepts: Concept[] } {
	const byLetter = Map.groupBy(concepts, letterOf);
	const letters = [...byLetter.keys()].toSorted((a, b) => Number(a === '#') - Number(b === '#') || a.localeCompare(b));
	const asked = wanted.toUpperCase();
	const letter = byLetter.has(asked) ? asked : (letters[0] ?? '');
	return { letters, letter, concepts: byLetter.get(letter) ?? [] };
}

/** The name by which a concept is listed: its first Spanish term, or its first one. */
export function conceptName({ terms }: Pick<Concept, 'terms'>): string {
	return (terms.find(({ language }) => language === 'es') ?? terms[0])?.text ?? '';
}

/** Terms that say the same in the same language stand once; the first spelling stays. */
export function withoutRepeats(input: ConceptInput): ConceptInput {
	const seen = new Set<string>();
	const terms = input.terms.filter(({ text, language }) => {
		const key = `${language ?? ''} ${withoutAccents(wordsOf(text).join(' '))}`;
		return !seen.has(key) && seen.add(key);
	});
	return { ...input, terms };
}

/**
 * Reads a thesaurus that came as a file.
 * @returns where it is not as it should be otherwise: `concepts.3.terms.0.text`, or nothing when it is no JSON at all
 */
export function readThesaurusFile(bytes: Uint8Array): { ok: true; thesaurus: ThesaurusFile } | { ok: false; place: string } {
	const parsed = ThesaurusFile.safeParse(parseJson(bytes));
	if (parsed.success) return { ok: true, thesaurus: parsed.data };
	return { ok: false, place: parsed.error.issues[0]?.path.join('.') ?? '' };
}

function parseJson(bytes: Uint8Array): unknown {
	try {
		return JSON.parse(new TextDecoder().decode(bytes));
	} catch {
		return undefined;
	}
}

/** A term with the key it is found by, and all terms of its concept. */
interface Entry {
	term: ConceptTerm;
	key: string;
	concept: readonly Entry[];
}

interface Index {
	byKey: ReadonlyMap<string, readonly Entry[]>;
	/** First words of terms of several words: most words of a question begin none. */
	beginnings: ReadonlySet<string>;
	/** Words of the longest term. */
	mostWords: number;
}

const indexes = new WeakMap<readonly Concept[], Index>();

function indexOf(concepts: readonly Concept[]): Index {
	const known = indexes.get(concepts);
	if (known) return known;
	const entries = concepts.flatMap(({ terms }) => {
		const concept: Entry[] = [];
		for (const term of terms) concept.push({ term, key: termKey(term.text), concept });
		return concept;
	});
	const byKey = Map.groupBy(entries, ({ key }) => key);
	const index = {
		byKey,
		beginnings: new Set([...byKey.keys()].flatMap((key) => (key.includes(' ') ? [key.slice(0, key.indexOf(' '))] : []))),
		mostWords: Math.max(0, ...entries.map(({ term }) => wordsOf(term.text).length))
	};
	indexes.set(concepts, index);
	return index;
}

/** A word or phrase of a question. */
interface Piece {
	text: string;
	key: string;
	isSmall: boolean;
}

interface Joined {
	text: string;
	key: string;
	/** How many pieces. */
	length: number;
	found: readonly Entry[];
}

/** The longest term that begins at a place of the question; the piece there alone where none does. */
function joinFrom(pieces: readonly Piece[], from: number, { byKey, beginnings, mostWords }: Index): Joined {
	const [first] = pieces.slice(from, from + 1);
	const key = first?.key ?? '';
	const mayGoOn = first !== undefined && !first.isSmall && beginnings.has(key.split(' ', 1)[0] ?? '');
	for (let length = mayGoOn ? Math.min(pieces.length - from, mostWords + spareWords) : 1; length > 1; length -= 1) {
		const piece = pieces.slice(from, from + length);
		// A term does not end with a word that says nothing, or it would swallow what stands beside it.
		if (piece.at(-1)?.isSmall) continue;
		const joinedKey = piece
			.filter(({ isSmall: small }) => !small)
			.map((one) => one.key)
			.join(' ');
		const found = byKey.get(joinedKey);
		if (found) return { text: piece.map(({ text }) => text).join(' '), key: joinedKey, length, found };
	}
	return { text: first?.text ?? '', key, length: 1, found: byKey.get(key) ?? [] };
}

function otherNames({ key: own, found }: Joined): AskedTerm['also'] {
	const others = new Map<string, AskedTerm['also'][number]>();
	const asked = new Set(found.filter(({ term }) => !term.isNarrower).map(({ concept }) => concept));
	for (const { term, key } of [...asked].flat()) {
		const place = `${term.language ?? ''} ${key}`;
		if (key !== own && !others.has(place)) others.set(place, { text: term.text, language: term.language });
	}
	return [...others.values()];
}

function wordsOf(text: string): string[] {
	return text.match(/[\p{L}\p{M}\p{N}]+/gu) ?? [];
}

function isSmall(word: string): boolean {
	return smallWords.has(withoutAccents(word));
}
