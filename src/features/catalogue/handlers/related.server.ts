// Practices that go with another one: found by what they share, and told with the reason.
import { allEditions, currentEdition } from '#features/methodology/handlers.server.ts';
import { findTerm } from '#features/methodology/rules/edition.ts';
import type { App, Ctx } from '#platform/ctx.ts';
import { inLocale } from '#platform/locale.ts';
import { placeName } from '#platform/places.ts';
import { readFacetValue } from '../rules/facets.ts';
import { comparedValues, mostSharing, probesOf, type Rarity, type Relation, relate, relatedLimits } from '../rules/related.ts';
import { CatalogueQuery, type FacetKey, type RelatedFacet, type RelatedPractice } from '../schema.ts';
import { listInstitutionNames } from '../store/entries.server.ts';
import * as store from '../store/related.server.ts';
import { countingOf } from './counting.server.ts';

/** At most four published practices, the closest first; none for a practice that is not in the catalogue. */
export async function listRelated(ctx: Ctx, code: string): Promise<RelatedPractice[]> {
	const { db } = ctx.app;
	const source = await store.findRelatable(db, code);
	if (!source) return [];
	const rarity = await rarityOf(ctx.app, comparedValues(source.facets));
	const kept = keptRelations(ctx.app);
	const now = ctx.app.now().getTime();
	const known = kept.get(code);
	// Those that were the closest are read again: one of them may be gone by now.
	const closest = known && known.until > now ? known.numbers : await findClosest(ctx.app, source, rarity);
	const candidates = await store.listRelatable(db, closest);
	const relations = relate(comparable(source), candidates.map(comparable), rarity);
	if (closest !== known?.numbers) kept.set(code, { numbers: relations.map(({ practice }) => practice.number), until: now + countsServe });
	return inWords(ctx, relations);
}

async function findClosest(app: App, source: store.RelatedRow, rarity: Rarity): Promise<number[]> {
	const { tally } = await countingOf(app);
	const look = (probes: string[][]) => store.listSharers(app.db, probes, { except: source.number, most: relatedLimits.perProbe });
	const { narrow, broad } = probesOf(rarity);
	const found = await look(narrow);
	// A common value fits so many that even a few of them take long to find: only where others were too few.
	const numbers = found.length >= relatedLimits.read ? found : [...new Set([...found, ...(await look(broad))])];
	const values = [...rarity.holders.keys()];
	const sharers = numbers.map((number) => ({ number, facets: values.filter((value) => tally.holds(number, value)) }));
	return mostSharing(sharers, rarity).map(({ number }) => number);
}

interface KeptRelations {
	numbers: number[];
	/** Milliseconds since 1970. */
	until: number;
}

/** Practices whose closest ones are remembered; beyond that all are forgotten. */
const mostKept = 5_000;

function keptRelations(app: App): Map<string, KeptRelations> {
	const kept = app.memory.get('catalogue.related') as Map<string, KeptRelations> | undefined;
	if (kept && kept.size <= mostKept) return kept;
	const map = new Map<string, KeptRelations>();
	app.memory.set('catalogue.related', map);
	return map;
}

const comparable = (row: store.RelatedRow) => ({ ...row, text: `${row.title}\n${row.head.abstract}` });

/** How long counts of all values and the closest practices serve, in ms: both change slowly. */
const countsServe = 10 * 60_000;

interface Counts {
	byFacet: Record<FacetKey, Map<string, number>>;
	total: number;
	/** Milliseconds since 1970. */
	until: number;
}

async function rarityOf(app: App, values: readonly string[]): Promise<Rarity> {
	const now = app.now().getTime();
	const kept = app.memory.get('catalogue.rarity') as Counts | undefined;
	const { byFacet, total } = kept && kept.until > now ? kept : await countAll(app, now);
	const countOf = (value: string) => {
		const { facet, key } = readFacetValue(value) ?? { facet: '', key: '' };
		return byFacet[facet as FacetKey]?.get(key) ?? 1;
	};
	return { holders: new Map(values.map((value) => [value, countOf(value)])), total };
}

async function countAll(app: App, now: number): Promise<Counts> {
	const counting = await countingOf(app);
	await counting.catchUp(app.db);
	const { counts, passing } = counting.tally.narrow(undefined, CatalogueQuery.parse({}));
	const counted = { byFacet: counts, total: passing.length, until: now + countsServe };
	app.memory.set('catalogue.rarity', counted);
	return counted;
}

async function inWords(ctx: Ctx, relations: Relation<store.RelatedRow>[]): Promise<RelatedPractice[]> {
	const nameOf = await names(ctx, relations);
	return relations.map(({ practice: { code, title, language, head }, shared, isAlike }) => ({
		...{ code, title, language, isAlike },
		class: head.class,
		edition: head.edition,
		criteria: head.criteria,
		isInvented: head.isInvented,
		shared: shared.map(({ facet, key }) => ({ facet, key, label: nameOf(facet, key) }))
	}));
}

async function names(ctx: Ctx, relations: Relation<unknown>[]): Promise<(facet: RelatedFacet, key: string) => string> {
	const ids = relations.flatMap(({ shared }) => shared.filter(({ facet }) => facet === 'institution').map(({ key }) => key));
	const institutions = new Map((await listInstitutionNames(ctx.app.db, [...new Set(ids)])).map(({ id, name }) => [id, name]));
	// Practices keep the terms of their own edition; the names of the current one come first.
	const editions = [await currentEdition(ctx.app), ...allEditions(ctx.app).values()];
	const termName = (vocabulary: 'groups' | 'themes' | 'kinds', key: string) => {
		const term = editions.map((each) => findTerm(each.vocabulary[vocabulary], key)).find((found) => found !== undefined);
		return term ? inLocale(term.name, ctx.locale) : key;
	};
	const byFacet: Record<RelatedFacet, (key: string) => string> = {
		theme: (key) => termName('themes', key),
		group: (key) => termName('groups', key),
		kind: (key) => termName('kinds', key),
		institution: (key) => institutions.get(key) ?? key,
		subdivision: (key) => placeName(key, ctx.locale),
		country: (key) => placeName(key, ctx.locale)
	};
	return (facet, key) => byFacet[facet](key);
}
