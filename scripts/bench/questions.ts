// What the benches ask a filled catalogue: questions chosen by what they really find, so that each size is asked for the same number of
// results. The same catalogue always gives the same questions.
import pg from 'pg';
import { searchCatalogue } from '#features/catalogue/handlers/search.server.ts';
import { CatalogueQuery, type CatalogueResult, type FacetKey } from '#features/catalogue/schema.ts';
import type { Ctx } from '#platform/ctx.ts';
import { withoutAccents } from '#platform/folding.ts';
import { writer } from './vocabulary.ts';

export interface Question {
	q: string;
	facets: Partial<Record<FacetKey, string>>;
	/** Results on all pages. */
	total: number;
}

/** Facets that are narrowed by: broad ones, so that a search of two of them still needs its words. */
const narrowing: [FacetKey, FacetKey][] = [
	['class', 'country'],
	['class', 'group'],
	['country', 'kind'],
	['group', 'label'],
	['language', 'theme'],
	['criterion', 'cost']
];
/** How far a question may lie from the number of results that is looked for. */
const tolerance = { least: 0.6, most: 1.5 };
/** Share of what the words find that both facets leave at least: the words are to be selective, not the facets. */
const leastLeft = 0.12;
const usuallyLeft = 0.2;
const triedWords = 250;

/** Questions of two words and two facets with about so many results. Every other one is typed without accents. */
export async function selectiveQuestions(ctx: Ctx, count: number, results: number): Promise<Question[]> {
	const all = await ask(ctx, { q: '', facets: {} });
	/** What each word would find by itself if both were alike. */
	const usual = Math.sqrt((results / usuallyLeft) * all.total);
	const words = (await countedWords(ctx, await wordsOfAllKinds(ctx, triedWords))).filter(
		({ total }) => total > usual / 4 && total < Math.min(4 * usual, 0.8 * all.total)
	);
	const { below } = writer(-2);
	const questions: Question[] = [];
	const tried = new Set<string>();
	for (let attempt = 0; questions.length < count && attempt < 40 * count; attempt += 1) {
		const [one, other] = narrowing[attempt % narrowing.length] as [FacetKey, FacetKey];
		const [a, b] = [commonValue(all.facets[one], below), commonValue(all.facets[other], below)];
		const first = words[below(words.length)];
		if (!a || !b || !first) continue;
		const left = (a.count * b.count) / all.total ** 2;
		// As if words and facets did not know of each other: nearly so in an invented catalogue.
		const wanted = (results * all.total) / (first.total * left);
		const second = closest(words, wanted, first.word);
		const name = [first.word, second?.word, a.key, b.key].join(' ');
		if (left < leastLeft || !second || tried.has(name) || second.total > 2 * wanted || second.total < wanted / 2) continue;
		tried.add(name);
		const typed = `${first.word} ${second.word}`;
		const q = attempt % 2 === 0 ? typed : withoutAccents(typed);
		const facets = { [one]: a.key, [other]: b.key };
		const { total } = await ask(ctx, { q, facets });
		if (total >= tolerance.least * results && total <= tolerance.most * results) questions.push({ q, facets, total });
	}
	if (questions.length === 0) throw new Error(`no question finds about ${results} of ${all.total} practices`);
	return questions;
}

/** Questions of one word that about this share of all practices holds. */
export async function broadQuestions(ctx: Ctx, count: number, share: number): Promise<Question[]> {
	const all = await ask(ctx, { q: '', facets: {} });
	const words = await countedWords(ctx, await frequentWords(ctx, share, 4 * count));
	return words
		.toSorted((a, b) => Math.abs(a.total - share * all.total) - Math.abs(b.total - share * all.total))
		.slice(0, count)
		.map(({ word, total }) => ({ q: word, facets: {}, total }));
}

/** Pages of one facet or two, without words. */
export async function facetQuestions(ctx: Ctx): Promise<Question[]> {
	const { facets, total } = await ask(ctx, { q: '', facets: {} });
	const { below } = writer(-3);
	return narrowing.flatMap(([one, other]) => {
		const [a, b] = [commonValue(facets[one], below), commonValue(facets[other], below)];
		if (!a || !b) return [];
		return [
			{ q: '', facets: { [one]: a.key }, total },
			{ q: '', facets: { [one]: a.key, [other]: b.key }, total }
		];
	});
}

/** Beginnings of three to five letters of words of the catalogue. */
export async function beginnings(ctx: Ctx, count: number): Promise<string[]> {
	const words = await frequentWords(ctx, 0.05, count);
	return words.map((word, at) => word.slice(0, 3 + (at % 3)));
}

/** Address of a question in the API. */
export function pathOf({ q, facets }: Pick<Question, 'q' | 'facets'>): string {
	return `/api/v1/practices?${new URLSearchParams({ ...(q && { q }), ...facets })}`;
}

export function queryOf({ q, facets }: Pick<Question, 'q' | 'facets'>): CatalogueQuery {
	return CatalogueQuery.parse({ q, ...facets });
}

type Counts = { key: string; count: number }[];

/** One of the three commonest values. */
function commonValue(counts: Counts, below: (limit: number) => number): Counts[number] | undefined {
	return counts[below(Math.min(3, counts.length))];
}

interface CountedWord {
	word: string;
	/** Practices that a search for it finds: its whole family, with what it is also called. */
	total: number;
}

function closest(words: readonly CountedWord[], wanted: number, except: string): CountedWord | undefined {
	return words
		.filter(({ word }) => word !== except)
		.reduce<CountedWord | undefined>(
			(best, one) => (best && Math.abs(best.total - wanted) <= Math.abs(one.total - wanted) ? best : one),
			undefined
		);
}

/** Words that about this share of all practices holds, as it is written. */
async function frequentWords(ctx: Ctx, share: number, count: number): Promise<string[]> {
	const rows = await longWords(ctx);
	const most = rows[0]?.entries ?? 0;
	const middle = rows.findIndex(({ entries }) => entries < share * most);
	const begin = Math.max(0, (middle < 0 ? rows.length : middle) - Math.floor(count / 2));
	return rows.slice(begin, begin + count).map(({ word }) => word);
}

/** Words from the frequent to the rare, as many of the first hundred as of the next two hundred, and so on. */
async function wordsOfAllKinds(ctx: Ctx, count: number): Promise<string[]> {
	const rows = await longWords(ctx);
	const places = Array.from({ length: count }, (_, at) => Math.floor(rows.length ** ((at + 1) / count)) - 1);
	return [...new Set(places)].map((place) => rows[place]?.word ?? '');
}

/** Words of the catalogue by how many practices hold them; long enough to be no small words. */
function longWords({ app }: Ctx): Promise<{ word: string; entries: number }[]> {
	return app.db
		.selectFrom('searchWord')
		.select(['word', 'entries'])
		.where('entries', '>', 0)
		.where(({ eb, fn }) => eb(fn('length', ['word']), '>', 4))
		.orderBy('entries', 'desc')
		.orderBy('word')
		.execute();
}

async function countedWords(ctx: Ctx, words: readonly string[]): Promise<CountedWord[]> {
	const counted: CountedWord[] = [];
	for (const word of words) counted.push({ word, total: (await ask(ctx, { q: word, facets: {} })).total });
	return counted.filter(({ total }) => total > 0);
}

/** What a question finds; one that the database gives up on finds nothing, and is told of. */
async function ask(ctx: Ctx, question: Pick<Question, 'q' | 'facets'>): Promise<Pick<CatalogueResult, 'total' | 'facets'>> {
	try {
		return await searchCatalogue(ctx, queryOf(question));
	} catch (error) {
		if (!(error instanceof pg.DatabaseError)) throw error;
		process.stderr.write(`given up: ${question.q} (${error.message})\n`);
		return { total: 0, facets: {} as CatalogueResult['facets'] };
	}
}
