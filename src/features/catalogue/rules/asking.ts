// From a typed question to what the database is asked: its words, each with what it is also called, in the language of each text.
import type { AskedTerm } from '#features/thesaurus/rules.ts';
import { type Locale, locales } from '#platform/locale.ts';
import type { SearchTerms } from './search.ts';

/** A word or phrase in a language, as the database is asked to put it into its own words. */
export interface Worded {
	language: Locale;
	text: string;
	/** `stem`: in any of its forms · `beginning`: it may go on, being typed · `exact`: as it stands, or its singular or plural. */
	as: 'stem' | 'beginning' | 'exact';
}

/** What stands for one part of a question in a text of some language: all of `typed`, or any of `also`. */
interface PartIn {
	typed: Worded[];
	/** Each is one way to say it: all of its words, or the one phrase. */
	also: Worded[][];
	/** The typed words side by side, where they are several. */
	phrase: Worded[];
}

/** A question in parts, all of which a text should answer, and what it must not hold; each per language of the texts. */
export interface Asked {
	parts: Record<Locale, PartIn>[];
	excluded: Record<Locale, Worded[]>;
	/** All words side by side, where they are several. */
	whole: Record<Locale, Worded[]>;
}

/**
 * Plans what is asked.
 * @param terms the question as it was read
 * @param expanded its wanted words and its beginning, in their order, joined and with what they are also called
 * @param isLoose whether the words of an added phrase need not stand side by side
 */
export function planQuestion(terms: SearchTerms, expanded: readonly AskedTerm[], isLoose: (phrase: Worded) => boolean): Asked {
	const whole = new Set([...terms.wanted, terms.beginning]);
	const perLanguage = <T>(value: (language: Locale) => T) =>
		Object.fromEntries(locales.map((language) => [language, value(language)])) as Record<Locale, T>;
	const lastAt = terms.beginning === '' ? -1 : expanded.length - 1;
	return {
		parts: expanded.map(({ text, also, isName }, at) =>
			perLanguage((language) => {
				// Words that only the thesaurus has joined need not stand side by side.
				const words = whole.has(text) ? [text] : text.split(' ');
				return {
					typed: words.map((word, place) => ({
						language,
						text: word,
						as: isName ? 'exact' : at === lastAt && place === words.length - 1 ? 'beginning' : 'stem'
					})),
					also: also
						.filter((other) => other.language === null || other.language === language)
						.map((other) => {
							const worded = wordedIn(other, language);
							return isLoose(worded) ? wordsOfPhrase(worded) : [worded];
						}),
					phrase: words.length > 1 ? [{ language, text, as: 'stem' }] : []
				};
			})
		),
		whole: perLanguage((language) =>
			expanded.length > 1 ? [{ language, text: expanded.map(({ text }) => text).join(' '), as: 'stem' }] : []
		),
		excluded: perLanguage((language) => terms.excluded.map((text) => ({ language, text, as: 'exact' })))
	};
}

type Also = AskedTerm['also'][number];

/** A word or phrase of the thesaurus for texts of a language; names and acronyms stand for themselves in all of them. */
const wordedIn = ({ text, language: own }: Also, language: Locale): Worded => ({ language, text, as: own === null ? 'exact' : 'stem' });

/** What the thesaurus adds, for texts of every language it is looked for in. */
export function wordedAlso(expanded: readonly AskedTerm[]): Worded[] {
	const also = expanded.flatMap((part) => part.also);
	return also.flatMap((one) => (one.language === null ? locales : [one.language]).map((language) => wordedIn(one, language)));
}

/** The words of a phrase, one by one. */
export function wordsOfPhrase(phrase: Worded): Worded[] {
	return phrase.text.split(' ').map((text) => ({ ...phrase, text }));
}

/** Every word and phrase of a plan. */
export function wordedOf({ parts, excluded, whole }: Asked): Worded[] {
	return locales.flatMap((language) => [
		...parts.flatMap((part) => [...part[language].typed, ...part[language].also.flat(), ...part[language].phrase]),
		...excluded[language],
		...whole[language]
	]);
}

/** A question in the database's words, per language; undefined where it asks for nothing in one. */
export type Queries = Record<Locale, string | undefined>;

/**
 * A query in two halves, either of which answers it. The index knows no places of words: as soon as a query holds a phrase, texts are read,
 * and the database reads those of all that lie near by as well.
 */
export interface Halves {
	/** What the index answers by itself; '' for nothing. */
	byWords: string;
	/** What some text answers by a phrase; '' for nothing. */
	byPhrases: string;
}

export interface Question {
	/**
	 * All parts, and nothing that is excluded, in a text of any language: the index is walked once instead of once for each of them, and a
	 * word that another language's stemmer cuts in the same way is found as well.
	 */
	all: string;
	/** The same as it is looked for. */
	every: Halves;
	/** The same with any part, or any word of one. */
	some: Halves;
	/** Any part, in the language of the text. */
	any: Queries;
	/** Each part by itself. */
	parts: Queries[];
	/** Any of the words as they were typed. */
	typed: Queries;
	/** The words side by side: all of them, or those that are a term of the thesaurus. */
	phrases: Queries;
}

/**
 * Writes a planned question down. What any language holds for a stop word asks for nothing in all of them, as long as something else is
 * asked: the "de" of a Spanish question would be a rare word of English texts.
 * @param write a word or phrase in the database's words; '' for a word that its language does not keep
 */
export function writeQuestion({ parts: all, excluded, whole }: Asked, write: (worded: Worded) => string): Question {
	const meant = all.filter((part) => locales.every((language) => part[language].typed.some((typed) => write(typed) !== '')));
	const parts = meant.length > 0 ? meant : all;
	const perLanguage = (value: (language: Locale) => string) =>
		Object.fromEntries(locales.map((language) => [language, value(language) || undefined])) as Queries;
	const typedIn = (part: PartIn) => joined(part.typed.map(write), ' & ');
	/** Each way to say a part. Where nothing typed is kept, what it is also called would be found for a word without meaning. */
	const waysOf = (part: PartIn) => {
		const typed = typedIn(part);
		return typed === '' ? [] : [typed, ...part.also.map((words) => joined(words.map(write), ' & '))];
	};
	const fullIn = (part: PartIn) => joined(waysOf(part), ' | ');
	const inAnyLanguage = (ways: (language: Locale) => string[]) => alternatives(locales.flatMap(ways));
	const refused = excluded.es.map((_, at) => inAnyLanguage((language) => excluded[language].slice(at, at + 1).map(write))).filter(Boolean);
	const without = (query: string) => joined([query, ...refused.map((one) => `!(${one})`)], ' & ');
	/** The single words of a part that is joined of several, but for stop words of any language. */
	const wordsOf = (part: Record<Locale, PartIn>, language: Locale) => {
		const kept = part[language].typed.filter((_, at) => locales.every((each) => write(part[each].typed[at] as Worded) !== ''));
		return part[language].typed.length > 1 ? kept.map(write) : [];
	};
	const allWays = parts.map((part) => locales.flatMap((language) => waysOf(part[language])));
	const anyWay = locales.flatMap((language) => parts.flatMap((part) => [...waysOf(part[language]), ...wordsOf(part, language)]));
	const every = halvesOf(allWays, without);
	return {
		all: without(joined(allWays.map(alternatives), ' & ')),
		every,
		// One of several stop words says nothing: either all of them are answered, or none is.
		some: meant.length === 0 ? every : halvesOf([anyWay], without),
		any: perLanguage((language) =>
			joined(
				parts.map((part) => fullIn(part[language])),
				' | '
			)
		),
		parts: parts.map((part) => perLanguage((language) => fullIn(part[language]))),
		typed: perLanguage((language) =>
			joined(
				parts.map((part) => typedIn(part[language])),
				' | '
			)
		),
		phrases: perLanguage((language) => joined([...parts.flatMap((part) => part[language].phrase), ...whole[language]].map(write), ' | '))
	};
}

/** A word or phrase in the database's words, each form of it once: stems with and without accents are often the same. */
export function withoutRepeats(query: string): string {
	return query.includes('(') ? query : [...new Set(query.split(' | '))].join(' | ');
}

const isPhrase = (query: string) => query.includes('<');

/** @param parts ways to say each part of a question @param without adds what is refused */
function halvesOf(parts: readonly string[][], without: (query: string) => string): Halves {
	const words = parts.map((ways) => alternatives(ways.filter((way) => !isPhrase(way))));
	const phrases = alternatives(parts.flat().filter(isPhrase));
	const either = parts.map(alternatives);
	return {
		byWords: words.every(Boolean) ? without(joined(words, ' & ')) : '',
		byPhrases: phrases === '' ? '' : without(joined([...either, phrases], ' & '))
	};
}

/**
 * Any of some queries, each once. A beginning stands for every word with it, so that such words need not be looked for themselves.
 */
function alternatives(queries: readonly string[]): string {
	const single = /^'(?:[^']|'')+'(:\*)?$/;
	const split = queries.flatMap((query) =>
		query.includes('(') || query.includes('&') || query.includes('<') ? [query] : query.split(' | ')
	);
	const each = [...new Set(split.filter(Boolean))];
	const begun = each.flatMap((query) => (single.test(query) && query.endsWith(':*') ? [query.slice(0, -3)] : []));
	return joined(
		each.filter((query) => query.endsWith(':*') || !single.test(query) || !begun.some((beginning) => query.startsWith(beginning))),
		' | '
	);
}

function joined(queries: readonly string[], by: ' & ' | ' | '): string {
	const kept = queries.filter(Boolean);
	return kept.length > 1 ? kept.map((query) => `(${query})`).join(by) : (kept[0] ?? '');
}
