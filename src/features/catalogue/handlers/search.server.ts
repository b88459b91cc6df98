// The search over the catalogue: reads a question, has it answered and counted, orders what answers and marks what is shown of it.
import { LabelState } from '#features/labels/schema.ts';
import { conceptsInUse, conceptsUntilNow } from '#features/thesaurus/handlers.server.ts';
import { type AskedTerm, expandTerms } from '#features/thesaurus/rules.ts';
import type { Concept } from '#features/thesaurus/schema.ts';
import { type ListedTexts, listedIn } from '#features/translations/rules.ts';
import { PublishedTexts } from '#features/translations/schema.ts';
import type { App, Ctx } from '#platform/ctx.ts';
import { withoutAccents } from '#platform/folding.ts';
import { keptMap } from '#platform/kept.ts';
import type { Locale } from '#platform/locale.ts';
import { Problem } from '#platform/problem.ts';
import {
	type Halves,
	planQuestion,
	type Question,
	type Worded,
	withoutRepeats,
	wordedAlso,
	wordedOf,
	wordsOfPhrase,
	writeQuestion
} from '../rules/asking.ts';
import { answersIn, chainsIn, likelyPattern, likelyWords, mark, type PlacedWord, passageOf } from '../rules/marking.ts';
import { type PageEnd, readCursor, writeCursor } from '../rules/pages.ts';
import { beginningOf, readSearch, type SearchTerms, withoutAsking } from '../rules/search.ts';
import { likeliest } from '../rules/spelling.ts';
import type { Dated, Narrowed } from '../rules/tally.ts';
import {
	type CatalogueItem,
	type CatalogueQuery,
	type CatalogueResult,
	type FacetCount,
	type FacetKey,
	facetKeys,
	type MatchPlace,
	type Segment
} from '../schema.ts';
import * as store from '../store/search.server.ts';
import { countEntries, listBeginning, listSimilar } from '../store/words.server.ts';
import { countingOf } from './counting.server.ts';
import { facetNames } from './naming.server.ts';

/**
 * Finds published practices. An empty question gives all of them, the newest first.
 * @throws Problem invalidInput when the cursor is not one that this question gave
 */
export async function searchCatalogue(ctx: Ctx, query: CatalogueQuery): Promise<CatalogueResult> {
	const after = query.cursor === null ? undefined : readCursor(query, query.cursor);
	if (query.cursor !== null && !after) throw new Problem('invalidInput', { fields: [{ path: 'cursor', message: 'cursor' }] });
	const answer = await currentAnswer(ctx.app, query);
	const { asked } = answer;
	const shown = orderedPage(ctx, answer, query, after).then(async (page) => ({
		page,
		items: await shownItems(ctx, page.slice(0, query.limit), asked)
	}));
	const [{ page, items }, facets] = await Promise.all([shown, labelFacets(ctx, query, answer.counts)]);
	const last = page.length > query.limit ? page[query.limit - 1] : undefined;
	return {
		asksText: asked !== undefined,
		alsoAsked: asked ? alsoAsked(asked, ctx.locale) : [],
		isRelaxed: answer.isRelaxed,
		isCorrected: answer.isCorrected,
		items,
		total: answer.passing.length,
		facets,
		suggestion: answer.suggestion,
		next: last ? writeCursor(query, last) : null
	};
}

/**
 * The database's words for a question, all of whose words must be answered: for what takes whole entries home.
 * @returns undefined when nothing is asked, or nothing but words that no language keeps
 */
export async function textQuery(ctx: Ctx, text: string): Promise<string | undefined> {
	return (await ask(ctx.app, text, await conceptsInUse(ctx.app)))?.question.all;
}

// asking ----------------------------------------------------------------------------------------------------------

interface AskedQuestion {
	terms: SearchTerms;
	/** What the thesaurus added. */
	also: { text: string; language: Locale | null }[];
	question: Question;
}

async function ask(app: App, text: string, concepts: readonly Concept[]): Promise<AskedQuestion | undefined> {
	const terms = withoutAsking(readSearch(text));
	const words = [...terms.wanted, ...(terms.beginning === '' ? [] : [terms.beginning])];
	if (words.length + terms.excluded.length === 0) return undefined;
	const expanded = expandedTerms(words, terms.quoted, concepts);
	const isLoose = await loosePhrases(app, expanded);
	const asked = planQuestion(terms, expanded, isLoose);
	const written = await writtenTerms(app, wordedOf(asked));
	const question = writeQuestion(asked, (worded) => written.get(keyOf(worded)) ?? '');
	if (question.all === '') return undefined;
	return { terms, also: expanded.flatMap((part) => part.also), question };
}

/** Entries of which a phrase is looked for in the text itself; more would take too long. */
const mostReread = 200;

/**
 * Tells which phrases of the thesaurus are looked for word by word. The index knows no places of words: to find a phrase, every entry that
 * holds its words has to be read. Where these are many, the words may stand anywhere; smaller catalogues have no such phrases.
 */
async function loosePhrases(app: App, expanded: readonly AskedTerm[]): Promise<(phrase: Worded) => boolean> {
	const { tally } = await countingOf(app);
	const phrases = wordedAlso(expanded).filter(({ text }) => text.includes(' '));
	if (tally.size <= mostReread || phrases.length === 0) return () => false;
	const written = await writtenTerms(app, phrases.flatMap(wordsOfPhrase));
	const queryOf = (phrase: Worded) =>
		wordsOfPhrase(phrase)
			.map((word) => written.get(keyOf(word)))
			.filter(Boolean)
			.join(' & ');
	// Counted anew whenever the catalogue has doubled.
	const kept = keptMap<string, boolean>(app, `catalogue.common.${Math.floor(Math.log2(tally.size))}`, mostKept);
	const missing = [...new Set(phrases.map(queryOf))].filter((query) => query !== '' && !kept.has(query));
	// One by one: in a very large catalogue each takes its time, and what is known is kept.
	for (const query of missing) kept.set(query, await store.answerMore(app.catalogueDb, query, mostReread));
	return (phrase) => kept.get(queryOf(phrase)) ?? false;
}

/** Words with what they are also called; what stands in quotes is meant word for word. */
function expandedTerms(words: readonly string[], quoted: readonly string[], concepts: readonly Concept[]): AskedTerm[] {
	const first = words.findIndex((word) => quoted.includes(word));
	if (first < 0) return expandTerms(words, concepts);
	return [
		...expandTerms(words.slice(0, first), concepts),
		{ text: words[first] ?? '', also: [] },
		...expandedTerms(words.slice(first + 1), quoted, concepts)
	];
}

/** Words that are remembered with what the database makes of them. */
const mostKept = 5_000;
const keyOf = ({ language, text, as }: Worded) => `${language} ${as} ${text}`;

/** What words are in the database's words. They never change, so that each is asked for once. */
async function writtenTerms(app: App, worded: readonly Worded[]): Promise<Map<string, string>> {
	const kept = keptMap<string, string>(app, 'catalogue.terms', mostKept);
	const missing = [...new Map(worded.filter((one) => !kept.has(keyOf(one))).map((one) => [keyOf(one), one])).values()];
	const written = await store.writeTerms(app.catalogueDb, missing);
	for (const [at, one] of missing.entries()) kept.set(keyOf(one), withoutRepeats(written[at] ?? ''));
	return kept;
}

/** What else was looked for, in the reader's language. */
function alsoAsked({ also }: AskedQuestion, locale: Locale): string[] {
	const shown = also.filter(({ language }) => language === null || language === locale).map(({ text }) => text);
	return [...new Set(shown)].slice(0, 8);
}

// answering -------------------------------------------------------------------------------------------------------

interface Answer extends Narrowed {
	/** Of those whose title answers; undefined where all are weighed. */
	titled: Uint32Array | undefined;
	/** So few answer all words that those who answer some are given as well. */
	isRelaxed: boolean;
	/** The question as the catalogue spells it, and whether that was answered because nothing answers it as it was typed. */
	suggestion: string | null;
	isCorrected: boolean;
	/** What was answered; undefined when no text is asked for. */
	asked: AskedQuestion | undefined;
}

/** Results that are weighed. A broader question takes those with a fitting title, then the newest; the rest follows by date. */
const mostWeighed = 60;
/** With fewer that answer all words of a question, it is looked for misspelt words and for those that answer some. */
const enough = 3;

/** What the thesaurus held until now is asked with while it is looked whether it still holds the same. */
async function currentAnswer(app: App, query: CatalogueQuery): Promise<Answer> {
	if (query.q === '') return narrowedAnswer(app, query, []);
	const until = conceptsUntilNow(app);
	const [early, concepts] = await Promise.all([until && narrowedAnswer(app, query, until), conceptsInUse(app)]);
	return early && concepts === until ? early : narrowedAnswer(app, query, concepts);
}

async function narrowedAnswer(app: App, query: CatalogueQuery, concepts: readonly Concept[]): Promise<Answer> {
	const counting = await countingOf(app);
	const { snapshot } = counting;
	let asked = await ask(app, query.q, concepts);
	if (!asked) {
		if (await store.isBehind(app.catalogueDb, snapshot)) await counting.catchUp(app.db);
		const all = counting.tally.narrow(undefined, query);
		return { ...all, titled: undefined, isRelaxed: false, suggestion: null, isCorrected: false, asked };
	}
	const find = (query: Halves, titles: Halves) => store.findMatches(app.catalogueDb, { query, titles, few: mostWeighed, snapshot });
	let found = await find(asked.question.every, asked.question.every);
	const suggestion = found.numbers.length < enough ? await suggestSpelling(app, query.q, asked.terms, concepts) : null;
	const corrected = suggestion !== null && found.numbers.length === 0 ? await ask(app, suggestion, concepts) : undefined;
	if (corrected) {
		asked = corrected;
		found = await find(corrected.question.every, corrected.question.every);
	}
	const { every, some } = asked.question;
	const isRelaxed = found.numbers.length < enough && (every.byWords !== some.byWords || every.byPhrases !== some.byPhrases);
	if (isRelaxed) found = await find(some, every);
	if (found.isBehind) await counting.catchUp(app.db);
	const narrowed = counting.tally.narrow(found.numbers, query);
	return { ...narrowed, titled: found.titled, isRelaxed, suggestion, isCorrected: corrected !== undefined, asked };
}

/** One result more than the page holds, where there is one. */
async function orderedPage(ctx: Ctx, answer: Answer, { sort, limit }: CatalogueQuery, after: PageEnd | undefined): Promise<PageEnd[]> {
	const { tally } = await countingOf(ctx.app);
	if (sort === 'title') {
		const from = after && { order: String(after.order), number: after.number };
		const rows = await store.orderByTitle(ctx.app.catalogueDb, [...answer.passing], from, limit + 1);
		return rows.map(({ number, title }) => ({ order: title, number }));
	}
	const dated = after && { order: Number(after.order), number: after.number };
	if (sort !== 'relevance' || !answer.asked) return tally.first(answer.passing, sort === 'relevance' ? 'newest' : sort, dated, limit + 1);

	const likely = likelyOnes(answer, (among, most) => tally.first(among, 'newest', undefined, most).map(({ number }) => number));
	const weighed = await weigh(ctx, answer, answer.asked, likely);
	const isInRest = dated !== undefined && dated.order >= earliestDate;
	const first = isInRest ? [] : weighed.filter((one) => !dated || isAfter(one, dated)).slice(0, limit + 1);
	if (first.length > limit || likely.length === answer.passing.length) return first;
	const isLikely = new Set(likely);
	const rest = answer.passing.filter((number) => !isLikely.has(number));
	return [...first, ...tally.first(rest, 'newest', isInRest ? dated : undefined, limit + 1 - first.length)];
}

/** What was not weighed follows by its date, in seconds since 1970: no weight is ever as large. */
const earliestDate = 1e6;

const isAfter = (one: Dated, end: Dated) => one.order < end.order || (one.order === end.order && one.number < end.number);

function likelyOnes({ passing, titled }: Answer, newest: (among: Uint32Array, most: number) => number[]): number[] {
	if (passing.length <= mostWeighed) return [...passing];
	const inTitle = new Set(titled);
	const fitting = newest(
		passing.filter((number) => inTitle.has(number)),
		mostWeighed
	);
	if (fitting.length === mostWeighed) return fitting;
	const others = newest(
		passing.filter((number) => !inTitle.has(number)),
		mostWeighed - fitting.length
	);
	return [...fitting, ...others];
}

/** How much what is not in the words counts: gently, and never more than a word of the title. */
const signals = { good: 0.12, promising: 0.06, doubtful: -0.08, freshest: 0.06 };
const doubtfulStates = ['label:suspended', 'label:lapsed'];

async function weigh(ctx: Ctx, { isRelaxed }: Answer, { question }: AskedQuestion, numbers: readonly number[]): Promise<Dated[]> {
	const { tally } = await countingOf(ctx.app);
	const rows = await store.weighMatches(ctx.app.catalogueDb, numbers, question);
	// A part that is answered counts by how rare its words are: whoever answers them all has the same.
	const rarity = isRelaxed ? raritiesIn(rows) : [];
	const year = ctx.app.now().getUTCFullYear();
	return rows
		.map(({ number, answers, typed, full, hasPhrase }) => {
			const verdict = tally.holds(number, 'class:good') ? signals.good : tally.holds(number, 'class:promising') ? signals.promising : 0;
			const doubt = doubtfulStates.some((state) => tally.holds(number, state)) ? signals.doubtful : 0;
			const fresh = tally.holds(number, `year:${year}`) || tally.holds(number, `year:${year - 1}`) ? signals.freshest : 0;
			const answered = rarity.reduce((sum, weight, part) => sum + (answers[part] ? weight : 0), 0);
			return { number, order: 1 + answered * 10 + (typed * 2 + full) * (hasPhrase ? phraseBonus : 1) * (1 + verdict + doubt + fresh) };
		})
		.sort((a, b) => b.order - a.order || b.number - a.number);
}

/** Words that stand side by side as they were typed count this much more. */
const phraseBonus = 1.6;

/**
 * How much each part of a question says: the logarithm of how many of these entries there are for each that answers it (inverse document
 * frequency; Spärck Jones 1972), at least 1.
 */
function raritiesIn(rows: readonly store.Weighed[]): number[] {
	const parts = rows[0]?.answers.map((_, part) => rows.filter(({ answers }) => answers[part]).length) ?? [];
	return parts.map((answered) => 1 + Math.log((1 + rows.length) / (1 + answered)));
}

// showing ---------------------------------------------------------------------------------------------------------

const beginningLength = 220;
/** Signs of a text that are looked through for its best passage. */
const mostRead = 8_000;

/** An entry as its line is read: in the reader's language, as far as it is published in it. */
type Shown = Omit<store.ShownEntry, 'published'> & ListedTexts;

/** Words are compared sign by sign: an accent typed apart must not make another word. */
function shownIn(locale: Locale, { published, ...entry }: store.ShownEntry): Shown {
	const { title, passages, head, language } = entry;
	const original = { title, titleIn: language, abstract: head.abstract, passages, passageIn: language };
	const listed = listedIn(published ? { language: locale, texts: PublishedTexts.parse(published) } : undefined, original);
	return { ...entry, ...listed, title: listed.title.normalize('NFC'), passages: listed.passages.normalize('NFC') };
}

async function shownItems(ctx: Ctx, page: readonly PageEnd[], asked: AskedQuestion | undefined): Promise<CatalogueItem[]> {
	const numbers = page.map(({ number }) => number);
	const found = await store.listShown(
		ctx.app.catalogueDb,
		{ numbers },
		{ signs: asked ? mostRead : 2 * beginningLength, locale: ctx.locale }
	);
	const entries = found.map((entry) => shownIn(ctx.locale, entry));
	// Whoever only leaves words out learns nothing from marks.
	const isFound = asked && asked.terms.wanted.length + asked.terms.beginning.length > 0;
	const answers = isFound ? await answersOf(ctx.app, entries, asked) : undefined;
	const byNumber = new Map(entries.map((entry) => [entry.number, entry]));
	return numbers.flatMap((number) => {
		const entry = byNumber.get(number);
		return entry ? [itemOf(entry, answers?.get(entry))] : [];
	});
}

/** Published practices as lines of a list that nobody searched for, in the order of their codes as given; such as are not published are left out. */
export async function listLines(ctx: Ctx, codes: readonly string[]): Promise<CatalogueItem[]> {
	const found = await store.listShown(ctx.app.catalogueDb, { codes }, { signs: 2 * beginningLength, locale: ctx.locale });
	const byCode = new Map(found.map((entry) => [entry.code, shownIn(ctx.locale, entry)]));
	return codes.flatMap((code) => {
		const entry = byCode.get(code);
		return entry ? [itemOf(entry, undefined)] : [];
	});
}

/** @param answers words that answer a question; undefined where none is asked */
function itemOf(entry: Shown, answers: Answers | undefined): CatalogueItem {
	const { code, language, title, titleIn, abstract, passages, passageIn } = entry;
	const titleSegments = mark(title, answers?.inTitle ?? []);
	const passage = passageOf(passages, answers?.inPassages ?? []) ?? mark(beginningOf(abstract || passages, beginningLength), []);
	return {
		...entry.head,
		...{ code, language, title, titleIn, titleSegments, abstract, passage, passageIn },
		snippet: passage.map(({ text }) => text).join(''),
		matched: answers ? whyMatched(titleSegments, passage) : null,
		label: labelOf(entry.facets),
		publishedAt: entry.publishedAt.toISOString(),
		updated: entry.updatedAt.toISOString()
	};
}

function whyMatched(title: Segment[], passage: Segment[]): NonNullable<CatalogueItem['matched']> {
	const marked = (segments: Segment[]) => segments.filter((segment) => segment.mark).map(({ text }) => text.toLowerCase());
	const inTitle = marked(title);
	const inText = marked(passage);
	const places: MatchPlace[] = [...(inTitle.length > 0 ? ['title' as const] : []), ...(inText.length > 0 ? ['text' as const] : [])];
	return { words: [...new Set([...inTitle, ...inText])].slice(0, 6), places: places.length > 0 ? places : ['topics'] };
}

function labelOf(facets: readonly string[]): LabelState | null {
	const value = facets.find((one) => one.startsWith('label:'));
	return LabelState.safeParse(value?.slice('label:'.length)).data ?? null;
}

/** Words of an entry's texts that answer a question. */
interface Answers {
	inTitle: PlacedWord[];
	inPassages: PlacedWord[];
}

/** Which words of these entries answer the question: by their stems, as the database makes them, or by how they begin. */
async function answersOf(app: App, entries: readonly Shown[], { question, terms }: AskedQuestion): Promise<Map<Shown, Answers>> {
	const kept = keptMap<string, string[]>(app, 'catalogue.stems', mostKept);
	const languages = [...new Set(entries.flatMap(({ titleIn, passageIn }) => [titleIn, passageIn]))];
	const chains = new Map(languages.map((language) => [language, question.parts.flatMap((part) => chainsIn(part[language] ?? ''))]));
	const patterns = new Map([...chains].map(([language, all]) => [language, likelyPattern(all.flat().map(({ stem }) => stem))]));
	const likelyIn = (text: string, language: Locale) => likelyWords(text, patterns.get(language) ?? /(?!)/g);
	const likely = entries.map((entry) => ({
		entry,
		title: { text: entry.title, language: entry.titleIn, words: likelyIn(entry.title, entry.titleIn) },
		passages: { text: entry.passages, language: entry.passageIn, words: likelyIn(entry.passages, entry.passageIn) }
	}));
	for (const language of languages) {
		const texts = likely.flatMap(({ title, passages }) => [title, passages]).filter((text) => text.language === language);
		const words = new Set(texts.flatMap((text) => text.words.map(({ word }) => word)));
		const missing = [...words].filter((word) => !kept.has(language + word));
		const found = await store.listStems(app.catalogueDb, language, missing);
		for (const [at, word] of missing.entries()) kept.set(language + word, found[at] ?? []);
	}
	const beginning = withoutAccents(terms.beginning);
	const answering = ({ text, language, words }: (typeof likely)[number]['title']) =>
		answersIn(text, words, {
			chains: chains.get(language) ?? [],
			stemsOf: (word) => kept.get(language + word) ?? [],
			isBegun: (word) => beginning !== '' && withoutAccents(word).startsWith(beginning)
		});
	return new Map(likely.map(({ entry, title, passages }) => [entry, { inTitle: answering(title), inPassages: answering(passages) }]));
}

// words -----------------------------------------------------------------------------------------------------------

/** Words that may have been meant, looked at for each misspelt one. */
const mostSimilar = 12;

/** The question with its unknown words spelt as the catalogue spells them; null where that finds nothing. */
async function suggestSpelling(app: App, text: string, terms: SearchTerms, concepts: readonly Concept[]): Promise<string | null> {
	const words = [...terms.wanted, terms.beginning].flatMap((term) => term.split(' ')).filter((word) => word.length > 3);
	const folded = [...new Set(words.map(withoutAccents))];
	const known = await countEntries(app.catalogueDb, folded);
	let corrected = text;
	for (const word of folded.filter((one) => !known.has(one))) {
		const meant = likeliest(word, await listSimilar(app.catalogueDb, word, mostSimilar));
		if (meant) corrected = replaceWord(corrected, word, meant);
	}
	if (corrected === text) return null;
	const asked = await ask(app, corrected, concepts);
	if (!asked) return null;
	const { numbers } = await store.findMatches(app.catalogueDb, {
		query: asked.question.every,
		titles: asked.question.every,
		few: mostWeighed,
		snapshot: (await countingOf(app)).snapshot
	});
	return numbers.length > 0 ? corrected : null;
}

/** Replaces a word wherever it stands, however it was accented. @param folded without accents */
function replaceWord(text: string, folded: string, by: string): string {
	return text.replace(/[\p{L}\p{M}\p{N}]+/gu, (word) => (withoutAccents(word) === folded ? by : word));
}

/** Words that a question may go on with: its last word completed, the commonest first. @param most a count */
export async function suggestWords(ctx: Ctx, text: string, most: number): Promise<string[]> {
	const last = /[\p{L}\p{M}]+$/u.exec(text.slice(0, 300).normalize('NFC'))?.[0] ?? '';
	if (last.length < 2) return [];
	const before = text.slice(0, 300).normalize('NFC').slice(0, -last.length);
	const words = await listBeginning(ctx.app.catalogueDb, withoutAccents(last), most);
	return words.map(({ word }) => before + word);
}

// facets ----------------------------------------------------------------------------------------------------------

/** Values of one facet that are given; of places all there are, for the map. */
const mostValues = 60;
const mostPlaces = 400;

/** Gives every value its name, and keeps what was chosen in sight when nothing is left of it. */
async function labelFacets(ctx: Ctx, query: CatalogueQuery, counts: Narrowed['counts']): Promise<CatalogueResult['facets']> {
	const values = facetKeys.map((facet) => {
		const shown = firstValues(counts[facet], facet);
		const present = new Set(shown.map(({ key }) => key));
		const chosen = query[facet].filter((key) => !present.has(key)).map((key) => ({ key, count: counts[facet].get(key) ?? 0 }));
		return [facet, [...shown, ...chosen]] as const;
	});
	const institutions = values.flatMap(([facet, counted]) => (facet === 'institution' ? counted.map(({ key }) => key) : []));
	const nameOf = await facetNames(ctx, institutions);
	const facets = values.map(([facet, counted]) => {
		const labelled = counted.flatMap(({ key, count }): FacetCount[] => {
			// A value that the vocabulary has lost is still counted; one that somebody typed into the address is not shown.
			const label = nameOf(facet, key) ?? (count > 0 ? key : undefined);
			return label === undefined ? [] : [{ key, label, count }];
		});
		return [facet, labelled] as const;
	});
	return Object.fromEntries(facets) as CatalogueResult['facets'];
}

type Counted = { key: string; count: number };

/** The commonest values of a facet; years the latest first. Of thousands of institutions only those that are shown are put in order. */
function firstValues(counts: ReadonlyMap<string, number>, facet: FacetKey): Counted[] {
	const most = facet === 'country' || facet === 'subdivision' ? mostPlaces : mostValues;
	const least = facet === 'year' || counts.size <= most ? 0 : (Uint32Array.from(counts.values()).sort().at(-most) ?? 0);
	const counted: Counted[] = [];
	for (const [key, count] of counts) if (count >= least) counted.push({ key, count });
	return counted.sort(facet === 'year' ? laterFirst : moreFirst).slice(0, most);
}

const moreFirst = (a: Counted, b: Counted) => b.count - a.count || (a.key < b.key ? -1 : 1);
const laterFirst = (a: Counted, b: Counted) => (a.key < b.key ? 1 : -1);
