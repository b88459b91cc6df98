// What the values of facets are called, in the words of the editions that practices were documented in.
import { LabelState } from '#features/labels/schema.ts';
import { allEditions, currentEdition } from '#features/methodology/handlers.server.ts';
import { findTerm } from '#features/methodology/rules/edition.ts';
import { PracticeClass } from '#features/methodology/schema.ts';
import { commonMessages } from '#messages/common.ts';
import { labelMessages } from '#messages/labels.ts';
import type { Ctx, Db } from '#platform/ctx.ts';
import { gathered } from '#platform/gathered.ts';
import { inLocale, Locale } from '#platform/locale.ts';
import { placeName } from '#platform/places.ts';
import type { FacetKey } from '../schema.ts';
import { listInstitutionNames } from '../store/entries.server.ts';

const institutionName = gathered(async (db: Db, ids: string[]) => {
	const institutions = await listInstitutionNames(db, ids);
	return new Map(institutions.map(({ id, name }) => [id, name]));
});

/**
 * Names of facet values in the reader's language.
 * @param institutions ids of those whose names will be asked for
 * @returns what a value of a facet is called; undefined for one that no vocabulary knows
 */
export async function facetNames(ctx: Ctx, institutions: readonly string[]): Promise<(facet: FacetKey, key: string) => string | undefined> {
	const [edition, named] = await Promise.all([
		currentEdition(ctx.app),
		Promise.all(institutions.map(async (id) => [id, await institutionName(ctx.app.catalogueDb, id)] as const))
	]);
	const nameOf = new Map(named);
	// Practices keep the terms of their own edition; the names of the current one come first.
	const editions = [edition, ...allEditions(ctx.app).values()];
	const termName = (vocabulary: 'groups' | 'themes' | 'kinds' | 'conditions' | 'costRanges') => (key: string) => {
		const term = editions.map((each) => findTerm(each.vocabulary[vocabulary], key)).find((found) => found !== undefined);
		return term && inLocale(term.name, ctx.locale);
	};
	const names: Record<FacetKey, (key: string) => string | undefined> = {
		class: (key) => (PracticeClass.safeParse(key).success ? inLocale(edition.classes[key as PracticeClass].name, ctx.locale) : undefined),
		criterion: (key) => {
			const criterion = editions.flatMap((each) => each.criteria).find((each) => each.key === key);
			return criterion && inLocale(criterion.name, ctx.locale);
		},
		group: termName('groups'),
		theme: termName('themes'),
		kind: termName('kinds'),
		country: (key) => placeName(key, ctx.locale),
		subdivision: (key) => placeName(key, ctx.locale),
		institution: (key) => nameOf.get(key),
		year: (key) => key,
		language: (key) => (Locale.safeParse(key).success ? commonMessages(ctx.locale).languages[key as Locale] : undefined),
		condition: termName('conditions'),
		cost: termName('costRanges'),
		label: (key) => (LabelState.safeParse(key).success ? labelMessages(ctx.locale).states[key as LabelState] : undefined)
	};
	return (facet, key) => names[facet](key);
}
