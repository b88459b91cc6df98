// The catalogue's part of the API: search it, and read one practice.
import { z } from 'zod';
import { PracticeClass } from '#features/methodology/schema.ts';
import { Fields, PracticeCode } from '#features/practices/schema.ts';
import type { Ctx } from '#platform/ctx.ts';
import { type AnyOperation, operation } from '#platform/http/api.ts';
import { readEntry, searchCatalogue } from './handlers.server.ts';
import { CatalogueDocument, CatalogueItem, CatalogueQuery, CatalogueResult, PublicAttachment } from './schema.ts';

const Item = CatalogueItem.omit({ titleSegments: true }).extend({ url: z.url() });
const Result = CatalogueResult.extend({ items: z.array(Item) });

/** A published practice as the API gives it: the document with its fields on top and addresses to follow. */
export const PublicRecord = CatalogueDocument.omit({ content: true }).extend({
	url: z.url(),
	state: z.literal('published'),
	declaredClass: CatalogueDocument.shape.content.shape.declaredClass,
	class: PracticeClass,
	fields: Fields,
	layers: CatalogueDocument.shape.content.shape.layers,
	institutions: CatalogueDocument.shape.content.shape.institutions,
	attachments: z.array(PublicAttachment.extend({ url: z.url() })),
	links: z.object({ page: z.url(), seal: z.url(), docx: z.url(), pdf: z.url() })
});
export type PublicRecord = z.infer<typeof PublicRecord>;

/** Shapes a document for the API. */
export function publicRecord(ctx: Ctx, { content, ...document }: CatalogueDocument): PublicRecord {
	const page = pageUrl(ctx, document.code);
	const { fields, layers, institutions, declaredClass, attachments } = content;
	return {
		...document,
		url: page,
		state: 'published',
		declaredClass,
		class: document.verdict.class,
		fields,
		layers,
		institutions,
		attachments: attachments.map((file) => ({ ...file, url: `${page}/archivos/${file.id}` })),
		links: { page, seal: `${page}/sello.svg`, docx: `${page}/documento.docx`, pdf: `${page}/documento.pdf` }
	};
}

function pageUrl(ctx: Ctx, code: string): string {
	return `${ctx.app.config.origin}/practicas/${code}`;
}

export const catalogueOperations: AnyOperation[] = [
	operation({
		method: 'get',
		path: '/practices',
		id: 'searchPractices',
		summary: 'Search the published practices',
		tag: 'catalogue',
		policy: 'public',
		query: CatalogueQuery,
		answer: Result,
		async run(ctx, { query }) {
			const { items, ...rest } = await searchCatalogue(ctx, query);
			return { json: { ...rest, items: items.map(({ titleSegments, ...item }) => ({ ...item, url: pageUrl(ctx, item.code) })) } };
		}
	}),
	operation({
		method: 'get',
		path: '/practices/{code}',
		id: 'readPractice',
		summary: 'Read a published practice',
		tag: 'catalogue',
		policy: 'public',
		params: z.object({ code: PracticeCode }),
		answer: PublicRecord,
		async run(ctx, { params }) {
			return { json: publicRecord(ctx, await readEntry(ctx, params.code)) };
		}
	})
];
