// Looking things up in an edition: the same words for handlers, pages, documents and the command line.
import { inLocale, type Locale } from '#platform/locale.ts';
import type { Criterion, CriterionKey, Edition, Field, FieldKey, Level, Term, VocabularyKey } from '../schema.ts';

/** The edition a practice or a verdict points at. Throws when it is gone, which only a broken installation can cause. */
export function getEdition(editions: ReadonlyMap<string, Edition>, id: string): Edition {
	const edition = editions.get(id);
	if (!edition) throw new Error(`The edition ${id} is not in methodologies/`);
	return edition;
}

/** The field with this key, if the edition asks for it. */
export function findField(edition: Edition, key: string): Field | undefined {
	return edition.fields.find((field) => field.key === key);
}

/** Label of a field in a language; the key itself where the edition does not ask for it, so that no text stands without a name. */
export function fieldName(edition: Edition, key: FieldKey, locale: Locale): string {
	const field = findField(edition, key);
	return field ? inLocale(field.name, locale) : key;
}

/** The criterion with this key. Throws when the edition has none such, which only mixed-up editions can cause. */
export function editionCriterion(edition: Edition, key: CriterionKey): Criterion {
	return required(findCriterion(edition, key), key);
}

/** The criterion with this key, if the edition has it: for keys that somebody typed. */
export function findCriterion(edition: Edition, key: string): Criterion | undefined {
	return edition.criteria.find((criterion) => criterion.key === key);
}

/** The criterion that is mainly read from a field, if there is one. */
export function criterionOfField(edition: Edition, field: string): Criterion | undefined {
	return edition.criteria.find((criterion) => criterion.field === field);
}

/** Place of a criterion in its edition, from 0; it gives the criterion its petal and its hue. */
export function criterionPlace(edition: Edition, key: CriterionKey): number {
	return edition.criteria.findIndex((criterion) => criterion.key === key);
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

/** Name of a level of the rubric: `2` → `Respaldado`. */
export function levelName(edition: Edition, level: Level, locale: Locale): string {
	return inLocale(edition.levels[level].name, locale);
}

/** A level as it is told: those that are numbers with their number, `2 · Respaldado`, the others by name alone. */
export function levelWords(edition: Edition, level: Level, locale: Locale): string {
	const name = levelName(edition, level, locale);
	return /\d/.test(level) ? `${level} · ${name}` : name;
}

/** A criterion among those of its edition, and the pages of those beside it. @param folder address that the pages of criteria lie under */
export function criterionAmong(edition: Edition, key: CriterionKey, folder: string, locale: Locale) {
	const at = criterionPlace(edition, key);
	const step = (criterion: Criterion | undefined) =>
		criterion && { key: criterion.key, label: inLocale(criterion.name, locale), href: `${folder}/${criterion.key}` };
	return { at, previous: at > 0 ? step(edition.criteria[at - 1]) : undefined, next: step(edition.criteria[at + 1]) };
}

/**
 * Levels in order. `unknown` and `notYet` stand below every number, because nothing was judged; the two are equal. They are
 * only ever compared, never averaged into a figure that is shown.
 */
export const levelRank = { unknown: -1, notYet: -1, '0': 0, '1': 1, '2': 2, '3': 3 } as const satisfies Record<Level, number>;

/** Whether a level reaches the edition's threshold. */
export function reachesThreshold(level: Level, edition: Edition): boolean {
	return levelRank[level] >= edition.threshold;
}

/**
 * Criteria that somebody's levels hold met and a verdict does not, or the other way round.
 * @param levels by criterion; one without a level agrees with everything
 * @param unmet criteria that the verdict holds unmet
 */
export function criteriaApart(
	levels: Record<CriterionKey, Level | null | undefined>,
	unmet: readonly CriterionKey[],
	edition: Edition
): CriterionKey[] {
	return edition.criteria
		.map(({ key }) => key)
		.filter((key) => {
			const level = levels[key];
			return level ? reachesThreshold(level, edition) === unmet.includes(key) : false;
		});
}

/** Names of the categories of why a criterion is unmet; one that the edition does not know is said by its key. */
export function reasonNames({ reasons }: Criterion, keys: readonly string[] | undefined, locale: Locale): string[] {
	return (keys ?? []).map((key) => {
		const reason = reasons.find((each) => each.key === key);
		return reason ? inLocale(reason.name, locale) : key;
	});
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
