// Feeds to follow: new practices, new verdicts, and what is new to any question.
import { searchCatalogue } from '#features/catalogue/handlers/search.server.ts';
import { unmetNames } from '#features/catalogue/rules/seal.ts';
import { type CatalogueDocument, type CatalogueQuery, facetKeys } from '#features/catalogue/schema.ts';
import { readEdition } from '#features/methodology/handlers.server.ts';
import { openMessages } from '#messages/opendata.ts';
import type { Ctx } from '#platform/ctx.ts';
import { listFormatter } from '#platform/formatters.ts';
import { languageTags } from '#platform/locale.ts';
import { addressOf } from '../rules/addresses.ts';
import { atomFeed, type FeedEntry } from '../rules/atom.ts';
import { openLimits, type PracticeDescription } from '../schema.ts';
import * as store from '../store.server.ts';
import { describeDocument, documentsOf, type OpenText, readPublisher } from './practice.server.ts';

type Entry = (document: CatalogueDocument, practice: PracticeDescription) => FeedEntry;

/** The practices published last. */
export async function newPractices(ctx: Ctx): Promise<OpenText> {
	const { title, subtitle } = openMessages(ctx.locale).feeds.practices;
	const codes = await store.listNewest(ctx.app.catalogueDb, openLimits.feed);
	return feed(ctx, codes, { path: '/atom.xml', page: '/practicas', title, subtitle, entry: practiceEntry });
}

/** The verdicts published last: a practice that is judged again is new here once more. */
export async function newVerdicts(ctx: Ctx): Promise<OpenText> {
	const { title, subtitle } = openMessages(ctx.locale).feeds.verdicts;
	const codes = await store.listNewest(ctx.app.catalogueDb, openLimits.feed);
	const entry: Entry = (document, practice) => verdictEntry(ctx, document, practice);
	return feed(ctx, codes, { path: '/dictamenes/atom.xml', page: '/practicas', title, subtitle, entry });
}

/** What answers a question of the catalogue, the newest first. @throws Problem as `searchCatalogue` does */
export async function newAnswers(ctx: Ctx, query: CatalogueQuery): Promise<OpenText> {
	const words = openMessages(ctx.locale).feeds.search;
	const { items } = await searchCatalogue(ctx, { ...query, sort: 'newest', cursor: null, limit: openLimits.feed });
	const question = new URLSearchParams();
	if (query.q) question.set('q', query.q);
	for (const facet of facetKeys) for (const key of query[facet].toSorted()) question.append(facet, key);
	const search = question.size > 0 ? `?${question}` : '';
	const codes = items.map(({ code }) => code);
	const { subtitle } = words;
	return feed(ctx, codes, {
		path: `/practicas/atom.xml${search}`,
		page: `/practicas${search}`,
		title: words.title(query.q.trim()),
		subtitle,
		entry: practiceEntry
	});
}

const practiceEntry: Entry = (_, practice) => ({
	id: practice.url,
	title: practice.title,
	summary: practice.abstract,
	published: practice.publishedAt,
	updated: practice.updatedAt,
	practice
});

function verdictEntry(ctx: Ctx, { verdict, publishedAt }: CatalogueDocument, practice: PracticeDescription): FeedEntry {
	const t = openMessages(ctx.locale).feeds.verdicts;
	const edition = readEdition(ctx.app, verdict.edition);
	const met = Object.fromEntries(Object.entries(verdict.criteria).map(([key, criterion]) => [key, criterion.met]));
	const unmet = listFormatter(ctx.locale).format(unmetNames(met, edition, ctx.locale));
	const kind = [practice.class.name, ...practice.marks].join(', ');
	return {
		id: `${practice.url}#${verdict.confirmedAt}`,
		title: `${kind}: ${practice.title}`,
		summary: unmet === '' ? t.allMet : t.unmet(unmet),
		published: publishedAt,
		updated: publishedAt > verdict.confirmedAt ? publishedAt : verdict.confirmedAt,
		practice
	};
}

async function feed(
	ctx: Ctx,
	codes: string[],
	{ path, page, title, subtitle, entry }: { path: string; page: string; title: string; subtitle: string; entry: Entry }
): Promise<OpenText> {
	const [documents, publisher, { first }] = [
		await documentsOf(ctx, codes),
		await readPublisher(ctx),
		await store.getSpan(ctx.app.catalogueDb)
	];
	const entries = codes.flatMap((code) => {
		const document = documents.get(code);
		return document ? [entry(document, describeDocument(ctx, document, publisher, ctx.locale))] : [];
	});
	const body = atomFeed({
		self: addressOf(publisher.origin, path, ctx.locale),
		page: addressOf(publisher.origin, page, ctx.locale),
		title: `${title} · ${publisher.network}`,
		subtitle,
		language: languageTags[ctx.locale],
		author: { name: publisher.network, uri: publisher.origin },
		since: first.toISOString(),
		entries
	});
	return { body, mediaType: 'application/atom+xml; charset=utf-8' };
}
