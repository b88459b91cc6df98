// The catalogue as a whole: its sitemap, its files to take home, what the page of the open data says.
import { listCollections } from '#features/collections/handlers.server.ts';
import { type ExportedStream, exportList } from '#features/exchange/handlers/list-export.server.ts';
import { ListQuery } from '#features/exchange/schema.ts';
import { openMessages } from '#messages/opendata.ts';
import type { Ctx } from '#platform/ctx.ts';
import { locales } from '#platform/locale.ts';
import { Problem } from '#platform/problem.ts';
import { addressOf, practicePath } from '../rules/addresses.ts';
import type { CatalogueDescription } from '../rules/linked-data.ts';
import { openPages, pagesPart, robotsRules, sitemapIndex, sitemapPart } from '../rules/sitemap.ts';
import { type BulkFormat, bulkFormats, openLimits } from '../schema.ts';
import * as store from '../store.server.ts';
import { type OpenText, readPublisher } from './practice.server.ts';

const xml = 'application/xml; charset=utf-8';

/** The list of the sitemap's parts. */
export async function sitemap(ctx: Ctx): Promise<OpenText> {
	const parts = await store.listParts(ctx.app.catalogueDb, openLimits.sitemapPart);
	const named = parts.map(({ part, changed }) => ({ name: String(part), changed }));
	return { body: sitemapIndex(ctx.app.config.origin, [{ name: pagesPart, changed: undefined }, ...named]), mediaType: xml };
}

/** One part of the sitemap. @throws Problem notFound */
export async function sitemapPartOf(ctx: Ctx, name: string): Promise<OpenText> {
	const { origin } = ctx.app.config;
	if (name === pagesPart) {
		const collections = (await listCollections(ctx)).map(({ slug, updatedAt }) => ({ path: `/colecciones/${slug}`, changed: updatedAt }));
		const pages = openPages.map((path) => ({ path, changed: undefined }));
		return { body: sitemapPart(origin, [...pages, ...collections]), mediaType: xml };
	}
	const entries = /^[1-9]\d{0,4}$/.test(name) ? await store.listPart(ctx.app.catalogueDb, Number(name), openLimits.sitemapPart) : [];
	if (entries.length === 0) throw new Problem('notFound');
	const pages = entries.map(({ code, updatedAt }) => ({ path: practicePath(code), changed: updatedAt }));
	return { body: sitemapPart(origin, pages), mediaType: xml };
}

/** The rules for crawlers. */
export function robots(ctx: Ctx): OpenText {
	return { body: robotsRules(ctx.app.config.origin), mediaType: 'text/plain; charset=utf-8' };
}

/** The whole catalogue as one file, as it is made: no more than some hundreds of practices are in memory. */
export function exportCatalogue(ctx: Ctx, format: BulkFormat): Promise<ExportedStream> {
	return exportList(ctx, format, ListQuery.parse({}));
}

const mediaTypes = { ndjson: 'application/x-ndjson', csv: 'text/csv' } as const satisfies Record<BulkFormat, string>;

/** What there is to take: how much, since when, and what machines are told of it. */
export async function describeCatalogue(ctx: Ctx): Promise<{ count: number; dataset: CatalogueDescription }> {
	const [publisher, span, count] = [
		await readPublisher(ctx),
		await store.getSpan(ctx.app.catalogueDb),
		await store.countPublished(ctx.app.catalogueDb)
	];
	const t = openMessages(ctx.locale).page;
	const { origin } = publisher;
	return {
		count,
		dataset: {
			publisher,
			name: t.dataset(publisher.network),
			description: t.lead,
			languages: [...locales],
			firstAt: span.first.toISOString(),
			lastAt: span.last.toISOString(),
			files: bulkFormats.map((format) => ({ address: `${origin}/datos/catalogo.${format}`, mediaType: mediaTypes[format] })),
			licence: `${addressOf(origin, '/datos', ctx.locale)}#licencia`
		}
	};
}
