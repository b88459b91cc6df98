// Tells in which of the four languages a text is written, by the small words that every sentence is made of.
import { type Locale, locales } from '#platform/locale.ts';

/** The commonest words of each language; those that two languages share count for both. */
const words: Record<Locale, string> = {
	es: 'el la los las un una y o de del que en con por para se su sus al es son fue como más pero no lo le este esta estos entre también sin sobre desde hasta cuando donde muy ya ha han ser está personas',
	en: 'the a an and or of to in on with for by is are was were be been has have it its this that these those as at from not but which who their they we our more than into can will also people',
	pt: 'o a os as um uma e ou de do da dos das que em no na nos nas com por para se seu sua ao aos é são foi como mais mas não este esta isso entre também sem sobre desde até quando onde muito já há ser está pessoas pelo pela',
	fr: 'le la les un une et ou de du des que qui en dans avec par pour se son sa ses au aux est sont été être comme plus mais ne pas ce cette ces entre aussi sans sur depuis jusqu quand où très il elle ils nous vous leur leurs personnes'
};
const languagesByWord = new Map<string, Locale[]>();
for (const locale of locales)
	for (const word of words[locale].split(' ')) languagesByWord.set(word, [...(languagesByWord.get(word) ?? []), locale]);

const fewestHits = 4;
/** How much a language must lead before the next one; Spanish and Portuguese share every third small word. */
const lead = 1.25;
/** Enough to tell any text. */
const mostCharacters = 3_000;
const mostTexts = 1_000;

/** The language of most of the text; `undefined` where it is too short or too mixed to tell. */
export function languageOf(text: string): Locale | undefined {
	const hits: Record<Locale, number> = { es: 0, en: 0, pt: 0, fr: 0 };
	for (const [word] of text
		.slice(0, mostCharacters)
		.toLowerCase()
		.matchAll(/\p{L}+/gu)) {
		const found = languagesByWord.get(word);
		// A word of two languages says half as much.
		if (found) for (const locale of found) hits[locale] += 1 / found.length;
	}
	const [first, second] = locales.toSorted((a, b) => hits[b] - hits[a]);
	if (!first || !second || hits[first] < fewestHits || hits[first] < hits[second] * lead) return undefined;
	return first;
}

/** The languages of some texts, the one with the most letters first; texts that do not tell count for none. */
export function languagesOf(texts: string[]): Locale[] {
	const letters = new Map<Locale, number>();
	for (const text of texts.slice(0, mostTexts)) {
		const locale = languageOf(text);
		if (locale) letters.set(locale, (letters.get(locale) ?? 0) + text.length);
	}
	return [...letters].toSorted(([, a], [, b]) => b - a).map(([locale]) => locale);
}
