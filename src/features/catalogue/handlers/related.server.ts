// Practices that go with another one: found by what they share, and told with the reason.
import { readPublicTranslation } from '#features/translations/handlers.server.ts';
import { listedIn } from '#features/translations/rules.ts';
import type { App, Ctx } from '#platform/ctx.ts';
import { gathered } from '#platform/gathered.ts';
import { keptMap } from '#platform/kept.ts';
import { readFacetValue } from '../rules/facets.ts';
import { comparedValues, mostSharing, probesOf, type Rarity, type Relation, relate, relatedLimits } from '../rules/related.ts';
import { CatalogueQuery, type FacetKey, type RelatedPractice } from '../schema.ts';
import * as store from '../store/related.server.ts';
import { countingOf } from './counting.server.ts';
import { facetNames } from './naming.server.ts';

/** Readers of popular pages ask at the same moment; their reads go together. */
const lastChange = gathered(store.lastChanges);

/** One practice that goes with another, with as much of it as is told. */
interface Related {
	number: number;
	/** The transaction that changed it last. */
	changed: string;
	/** Its title as it was written. */
	practice: Omit<RelatedPractice, 'shared' | 'titleIn'>;
	shared: Relation<unknown>['shared'];
}

/** At most four published practices, the closest first; none for a practice that is not in the catalogue. */
export async function listRelated(ctx: Ctx, code: string): Promise<RelatedPractice[]> {
	return inWords(ctx, (await knownRelations(ctx.app, code)) ?? (await findRelations(ctx.app, code)));
}

// remembering -----------------------------------------------------------------------------------------------------

interface KeptRelations {
	/** The practice itself, and the transaction that changed it last. */
	number: number;
	changed: string;
	relations: Related[];
	/** Milliseconds since 1970. */
	until: number;
}

/** Practices whose relations are remembered; beyond that all are forgotten. */
const mostKept = 5_000;

const kept = (app: App) => keptMap<string, KeptRelations>(app, 'catalogue.related', mostKept);

/** The relations as they were found a while ago, if neither the practice nor one of those it goes with has changed since. */
async function knownRelations(app: App, code: string): Promise<Related[] | undefined> {
	const known = kept(app).get(code);
	if (!known || known.until <= app.now().getTime()) return undefined;
	const then = [known, ...known.relations];
	const now = await Promise.all(then.map(({ number }) => lastChange(app.catalogueDb, number)));
	return then.every(({ changed }, at) => now[at] === changed) ? known.relations : undefined;
}

async function findRelations(app: App, code: string): Promise<Related[]> {
	const source = await store.findRelatable(app.catalogueDb, code);
	if (!source) return [];
	const rarity = await rarityOf(app, comparedValues(source.facets));
	const candidates = await store.listRelatable(app.catalogueDb, await findClosest(app, source, rarity));
	const relations = relate(comparable(source), candidates.map(comparable), rarity).map(asRelated);
	const { number, changed } = source;
	kept(app).set(code, { number, changed, relations, until: app.now().getTime() + countsServe });
	return relations;
}

const asRelated = ({ practice, shared, isAlike }: Relation<store.RelatedRow>): Related => {
	const { number, changed, code, title, language, head } = practice;
	const { class: given, edition, criteria, isInvented } = head;
	return { number, changed, practice: { code, title, language, class: given, edition, criteria, isInvented, isAlike }, shared };
};

const comparable = (row: store.RelatedRow) => ({ ...row, text: `${row.title}\n${row.head.abstract}` });

async function findClosest(app: App, source: store.RelatedRow, rarity: Rarity): Promise<number[]> {
	const { tally } = await countingOf(app);
	const look = (probes: string[][]) => store.listSharers(app.catalogueDb, probes, { except: source.number, most: relatedLimits.perProbe });
	const { narrow, broad } = probesOf(rarity);
	const found = await look(narrow);
	// A common value fits so many that even a few of them take long to find: only where others were too few.
	const numbers = found.length >= relatedLimits.read ? found : [...new Set([...found, ...(await look(broad))])];
	const values = [...rarity.holders.keys()];
	const sharers = numbers.map((number) => ({ number, facets: values.filter((value) => tally.holds(number, value)) }));
	return mostSharing(sharers, rarity).map(({ number }) => number);
}

// counting --------------------------------------------------------------------------------------------------------

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
	const counted = app.memory.get('catalogue.rarity') as Counts | undefined;
	const { byFacet, total } = counted && counted.until > now ? counted : await countAll(app, now);
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

// telling ---------------------------------------------------------------------------------------------------------

async function inWords(ctx: Ctx, relations: readonly Related[]): Promise<RelatedPractice[]> {
	const institutions = relations.flatMap(({ shared }) => shared.filter(({ facet }) => facet === 'institution').map(({ key }) => key));
	const [nameOf, titles] = await Promise.all([
		facetNames(ctx, [...new Set(institutions)]),
		Promise.all(relations.map(({ practice }) => titleFor(ctx, practice)))
	]);
	return relations.map(({ practice, shared }, at) => ({
		...practice,
		...(titles[at] ?? { titleIn: practice.language }),
		shared: shared.map(({ facet, key }) => ({ facet, key, label: nameOf(facet, key) ?? key }))
	}));
}

/** The title as it is published in the reader's language; undefined where it is not. */
async function titleFor(
	ctx: Ctx,
	{ code, language, title }: Related['practice']
): Promise<Pick<RelatedPractice, 'title' | 'titleIn'> | undefined> {
	if (language === ctx.locale) return undefined;
	const original = { title, titleIn: language, abstract: '', passages: '', passageIn: language };
	const { title: shown, titleIn } = listedIn(await readPublicTranslation(ctx, code, ctx.locale), original);
	return { title: shown, titleIn };
}
