// How the product's words are kept: one file per area, all languages side by side, Spanish and English whole.
import type { Locale } from '#platform/locale.ts';

type Word = string | ((...args: never[]) => string);
interface Words {
	[key: string]: Word | Words;
}
type Partly<T> = { [K in keyof T]?: T[K] extends Word ? T[K] : Partly<T[K]> };

/**
 * Takes an area's words in Spanish and English (whole), Portuguese and French (as far as written) and gives a function from
 * language to words; what a language lacks is said in Spanish, the language most readers of the region share.
 */
export function defineMessages<T extends Words>(words: { es: T; en: T; pt?: Partly<T>; fr?: Partly<T> }): (locale: Locale) => T {
	const complete = { es: words.es, en: words.en, pt: fill(words.es, words.pt), fr: fill(words.es, words.fr) };
	return (locale) => complete[locale];
}

function fill<T extends Words>(base: T, over: Partly<T> | undefined): T {
	if (!over) return base;
	const filled: Words = {};
	for (const [key, word] of Object.entries(base)) {
		const own = (over as Words)[key];
		filled[key] = typeof word === 'object' ? fill(word, own as Words | undefined) : (own ?? word);
	}
	return filled as T;
}
