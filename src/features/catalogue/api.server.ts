// The catalogue's part of the API: search it, and read one practice.
import { z } from 'zod';
import { PracticeClass } from '#features/methodology/schema.ts';
import { Fields, PracticeCode } from '#features/practices/schema.ts';
import type { Ctx } from '#platform/ctx.ts';
import { type AnyOperation, operation } from '#platform/http/api.ts';
import { readEntry, retireForHarm, searchCatalogue } from './handlers/catalogue.server.ts';
import { readHistory, readPublishedVersion } from './handlers/history.server.ts';
import {
	CatalogueDocument,
	CatalogueItem,
	CatalogueQuery,
	CatalogueResult,
	PracticeHistory,
	PublicAttachment,
	PublishedVersion
} from './schema.ts';

const ByCode = z.object({ code: PracticeCode });
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
		params: ByCode,
		answer: PublicRecord,
		async run(ctx, { params }) {
			return { json: publicRecord(ctx, await readEntry(ctx, params.code)) };
		}
	}),
	operation({
		method: 'get',
		path: '/practices/{code}/history',
		id: 'readPracticeHistory',
		summary: 'Published versions of a practice and what their labels went through',
		tag: 'catalogue',
		policy: 'public',
		params: ByCode,
		answer: PracticeHistory,
		run: async (ctx, { params }) => ({ json: await readHistory(ctx, params.code) })
	}),
	operation({
		method: 'get',
		path: '/practices/{code}/history/{number}',
		id: 'readPublishedVersion',
		summary: 'The text of a published version, reduced to what everybody may see',
		tag: 'catalogue',
		policy: 'public',
		params: ByCode.extend({ number: z.coerce.number().int().positive() }),
		answer: PublishedVersion,
		run: async (ctx, { params }) => ({ json: await readPublishedVersion(ctx, params.code, params.number) })
	}),
	operation({
		method: 'post',
		path: '/reports/{id}/acts/retire',
		id: 'retireForHarm',
		summary: 'Hold a report of harm to be right: its practice is retired and every open report on it settled',
		tag: 'labels',
		policy: 'secretariat',
		params: z.object({ id: z.uuid() }),
		answer: 'empty',
		async run(ctx, { params }) {
			await retireForHarm(ctx, params.id);
			return { status: 204, json: null };
		}
	})
];
