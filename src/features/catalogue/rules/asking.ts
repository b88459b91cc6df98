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
export function planQuestion(terms: SearchTerms, expanded: readonly AskedTerm[], isLoose: (phrase: string) => boolean): Asked {
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
							const as = other.language === null ? 'exact' : 'stem';
							const texts = isLoose(other.text) ? other.text.split(' ') : [other.text];
							return texts.map((text) => ({ language, text, as }));
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

export interface Question {
	/**
	 * All parts, and nothing that is excluded, in a text of any language: the index is walked once instead of once for each of them, and a
	 * word that another language's stemmer cuts in the same way is found as well.
	 */
	all: string;
	/** The same with any part, or any word of one. */
	some: string;
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
	const every = without(
		joined(
			parts.map((part) => inAnyLanguage((language) => waysOf(part[language]))),
			' & '
		)
	);
	// One of several stop words says nothing: either all of them are answered, or none is.
	const some =
		meant.length === 0
			? every
			: without(inAnyLanguage((language) => parts.flatMap((part) => [...waysOf(part[language]), ...wordsOf(part, language)])));
	return {
		all: every,
		some,
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
