// The catalogue's part of the API: search it, and read one practice.
import { z } from 'zod';
import { PracticeClass } from '#features/methodology/schema.ts';
import { Fields, PracticeCode } from '#features/practices/schema.ts';
import { TranslationPath } from '#features/translations/schema.ts';
import type { Ctx } from '#platform/ctx.ts';
import { type AnyOperation, operation } from '#platform/http/api.ts';
import { Problem } from '#platform/problem.ts';
import { readEntry, retireForHarm } from './handlers/catalogue.server.ts';
import { readComparison } from './handlers/comparing.server.ts';
import { countPairs } from './handlers/gaps.server.ts';
import { readHistory, readPublishedVersion } from './handlers/history.server.ts';
import { listRelated } from './handlers/related.server.ts';
import { searchCatalogue, suggestWords } from './handlers/search.server.ts';
import { publishTranslation, withdrawTranslation } from './handlers/translations.server.ts';
import { comparedSectionsOf } from './rules/comparing.ts';
import {
	CatalogueDocument,
	CatalogueItem,
	CatalogueQuery,
	CatalogueResult,
	ComparisonRecord,
	GapMatrix,
	PracticeHistory,
	PublicAttachment,
	PublishedVersion,
	queryLimits,
	RelatedPractice
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

/** An act on what everybody reads of a translation. */
function translationAct(name: 'publish' | 'withdraw', summary: string, perform: typeof publishTranslation): AnyOperation {
	return operation({
		method: 'post',
		path: `/practices/{code}/translations/{language}/acts/${name}`,
		id: `${name}Translation`,
		summary,
		tag: 'translating',
		policy: 'signedIn',
		params: TranslationPath,
		versioned: true,
		answer: 'empty',
		async run(ctx, { params, version }) {
			if (version === undefined) throw new Problem('versionRequired');
			await perform(ctx, params.code, params.language, version);
			return { status: 204, json: null };
		}
	});
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
		example: { q: 'ahorro', limit: 5 },
		answer: Result,
		async run(ctx, { query }) {
			const { items, ...rest } = await searchCatalogue(ctx, query);
			return { json: { ...rest, items: items.map(({ titleSegments, ...item }) => ({ ...item, url: pageUrl(ctx, item.code) })) } };
		}
	}),
	operation({
		method: 'get',
		path: '/suggestions',
		id: 'suggestWords',
		summary: 'Questions that a beginning may go on to, with words of the published practices',
		tag: 'catalogue',
		policy: 'public',
		query: z.object({ q: z.string().max(queryLimits.text).default(''), limit: z.coerce.number().int().min(1).max(20).default(8) }),
		answer: z.object({ suggestions: z.array(z.string()) }),
		run: async (ctx, { query }) => ({ json: { suggestions: await suggestWords(ctx, query.q, query.limit) } })
	}),
	operation({
		method: 'get',
		path: '/practices/{code}',
		id: 'readPractice',
		summary: 'Read a published practice',
		tag: 'catalogue',
		policy: 'public',
		params: ByCode,
		fails: ['gone'],
		example: { code: 'AC-0001' },
		answer: PublicRecord,
		async run(ctx, { params }) {
			return { json: publicRecord(ctx, await readEntry(ctx, params.code)) };
		}
	}),
	operation({
		method: 'get',
		path: '/practices/{code}/related',
		id: 'listRelatedPractices',
		summary: 'Published practices that go with one, at most four, with what they share; none for one that is not in the catalogue',
		tag: 'catalogue',
		policy: 'public',
		params: ByCode,
		answer: z.object({ items: z.array(RelatedPractice.extend({ url: z.url() })) }),
		run: async (ctx, { params }) => {
			const items = await listRelated(ctx, params.code);
			return { json: { items: items.map((item) => ({ ...item, url: pageUrl(ctx, item.code) })) } };
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
		fails: ['gone'],
		example: { code: 'AC-0001' },
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
		fails: ['gone'],
		example: { code: 'AC-0001', number: 1 },
		answer: PublishedVersion,
		run: async (ctx, { params }) => ({ json: await readPublishedVersion(ctx, params.code, params.number) })
	}),
	operation({
		method: 'get',
		path: '/comparison',
		id: 'comparePractices',
		summary: 'Two to four published practices side by side, aspect by aspect, with the aspects in which they differ',
		tag: 'catalogue',
		policy: 'public',
		query: z.object({ code: z.array(z.string().max(40)).max(20) }),
		answer: ComparisonRecord,
		async run(ctx, { query }) {
			const { columns, waiting, missing, retired } = await readComparison(ctx, query.code);
			const practices = columns.map(({ document: { code, title, language, verdict } }) => ({
				code,
				title,
				language,
				class: verdict.class,
				edition: verdict.edition,
				url: pageUrl(ctx, code)
			}));
			const sections = comparedSectionsOf(columns, ctx.locale);
			return { json: { practices, sections, missing, retired, waiting: waiting.map(({ code }) => code) } };
		}
	}),
	operation({
		method: 'get',
		path: '/gaps',
		id: 'readGaps',
		summary: 'How many published practices there are on each theme for each group, and where there is none',
		tag: 'catalogue',
		policy: 'public',
		query: CatalogueQuery.omit({ theme: true, group: true, sort: true, cursor: true, limit: true }),
		answer: GapMatrix,
		async run(ctx, { query }) {
			const { filters: _filters, facets: _facets, ...matrix } = await countPairs(ctx, { ...query, theme: [], group: [] });
			return { json: matrix };
		}
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
	}),
	translationAct('publish', 'Show everybody what of a practice is translated by now', publishTranslation),
	translationAct('withdraw', 'Show everybody the original again', withdrawTranslation)
];
