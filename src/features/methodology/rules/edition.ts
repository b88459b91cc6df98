// Looking things up in an edition: the same words for handlers, pages, documents and the command line.
import { inLocale, type Locale } from '#platform/locale.ts';
import type { Criterion, CriterionKey, Edition, Field, FieldKey, Level, Term, VocabularyKey } from './schema.ts';

/** The edition a practice or a verdict points at. Throws when it is gone, which only a broken installation can cause. */
export function getEdition(editions: ReadonlyMap<string, Edition>, id: string): Edition {
	const edition = editions.get(id);
	if (!edition) throw new Error(`The edition ${id} is not in methodologies/`);
	return edition;
}

/** The field with this key. Every edition has all eight (schema). */
export function editionField(edition: Edition, key: FieldKey): Field {
	return required(
		edition.fields.find((field) => field.key === key),
		key
	);
}

/** The criterion with this key. Every edition has all four (schema). */
export function editionCriterion(edition: Edition, key: CriterionKey): Criterion {
	return required(
		edition.criteria.find((criterion) => criterion.key === key),
		key
	);
}

/**
 * Name of a term of a closed vocabulary in a language.
 * @returns the name, in Spanish where there is no translation; the key itself when the vocabulary does not know it, so that nothing disappears
 */
export function editionTerm(edition: Edition, vocabulary: VocabularyKey, key: string, locale: Locale): string {
	const term = findTerm(edition.vocabulary[vocabulary], key);
	return term ? inLocale(term.name, locale) : key;
}

/** The term with this key in a list of terms: a vocabulary, the dimensions, their states, the definition checks. */
export function findTerm(terms: readonly Term[], key: string): Term | undefined {
	return terms.find((term) => term.key === key);
}

/** Names of the four criteria in a language. */
export function criterionNames(edition: Edition, locale: Locale): Record<CriterionKey, string> {
	return Object.fromEntries(edition.criteria.map(({ key, name }) => [key, inLocale(name, locale)])) as Record<CriterionKey, string>;
}

/** Name of a level of the rubric: `2` → `Respaldado`. */
export function levelName(edition: Edition, level: Level, locale: Locale): string {
	return inLocale(edition.levels[level].name, locale);
}

/** Whether a text in this language is the source's own or our translation of it: official words are Spanish only. */
export function isTranslated(text: { es: string }, locale: Locale): boolean {
	return locale !== 'es' && inLocale(text, locale) !== text.es;
}

/** Keys that an edition's vocabulary does not hold, in the order given; empty when all are known. */
export function unknownKeys(edition: Edition, vocabulary: VocabularyKey, keys: readonly string[]): string[] {
	return keys.filter((key) => !findTerm(edition.vocabulary[vocabulary], key));
}

function required<T>(value: T | undefined, key: string): T {
	if (!value) throw new Error(`The edition lacks ${key}`);
	return value;
}
