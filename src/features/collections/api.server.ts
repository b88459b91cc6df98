// Collections through the API: everybody reads the published ones, the secretariat writes them.
import { z } from 'zod';
import { PracticeCode } from '#features/practices/schema.ts';
import type { Ctx } from '#platform/ctx.ts';
import { type AnyOperation, operation } from '#platform/http/api.ts';
import { Locale } from '#platform/locale.ts';
import { Problem } from '#platform/problem.ts';
import {
	changeCollection,
	createCollection,
	deleteCollection,
	listAllCollections,
	listCollections,
	publishCollection,
	readCollection,
	readCollectionDesk,
	unpublishCollection
} from './handlers.server.ts';
import { type Collection, type CollectionDesk, CollectionInput, CollectionSlug, CollectionSummary, NewCollection } from './schema.ts';

const BySlug = z.object({ slug: CollectionSlug });
const moment = z.iso.datetime();

const SummaryAnswer = CollectionSummary.extend({ url: z.url(), publishedAt: moment.nullable(), updatedAt: moment });

const written = {
	slug: CollectionSlug,
	title: z.string(),
	introduction: z.string(),
	language: Locale,
	publishedAt: moment.nullable(),
	updatedAt: moment
};

const CollectionAnswer = z.object({
	...written,
	url: z.url(),
	practices: z.array(z.object({ code: PracticeCode, url: z.url(), title: z.string(), language: Locale, note: z.string() }))
});

const DeskAnswer = z.object({
	...written,
	version: z.number().int(),
	practices: z.array(z.object({ code: PracticeCode, title: z.string(), note: z.string(), isShown: z.boolean() }))
});

const urlOf = (ctx: Ctx, path: string) => `${ctx.app.config.origin}${path}`;

function asSummary(ctx: Ctx, summary: CollectionSummary) {
	return { ...summary, url: urlOf(ctx, `/colecciones/${summary.slug}`) };
}

function asAnswer(ctx: Ctx, { practices, ...collection }: Collection) {
	return {
		...collection,
		url: urlOf(ctx, `/colecciones/${collection.slug}`),
		practices: practices.map(({ item: { code, title, language }, note }) => ({
			...{ code, title, language, note },
			url: urlOf(ctx, `/practicas/${code}`)
		}))
	};
}

/** The collection as it is after an act. */
async function deskAnswer(ctx: Ctx, slug: string): Promise<{ json: CollectionDesk; version: number }> {
	const desk = await readCollectionDesk(ctx, slug);
	return { json: desk, version: desk.version };
}

/** @throws Problem versionRequired */
function required(version: number | undefined): number {
	if (version === undefined) throw new Problem('versionRequired');
	return version;
}

export const collectionOperations: AnyOperation[] = [
	operation({
		method: 'get',
		path: '/collections',
		id: 'listCollections',
		summary: 'Published collections of practices, the one changed last first',
		tag: 'collections',
		policy: 'public',
		answer: z.object({ items: z.array(SummaryAnswer) }),
		run: async (ctx) => ({ json: { items: (await listCollections(ctx)).map((each) => asSummary(ctx, each)) } })
	}),
	operation({
		method: 'get',
		path: '/collections/{slug}',
		id: 'readCollection',
		summary: 'A published collection: its introduction, and its practices in their order',
		tag: 'collections',
		policy: 'public',
		params: BySlug,
		answer: CollectionAnswer,
		run: async (ctx, { params }) => ({ json: asAnswer(ctx, await readCollection(ctx, params.slug)) })
	}),
	operation({
		method: 'get',
		path: '/desk/collections',
		id: 'listAllCollections',
		summary: 'All collections, drafts too, for the secretariat',
		tag: 'collections',
		policy: 'secretariat',
		answer: z.object({ items: z.array(SummaryAnswer) }),
		run: async (ctx) => ({ json: { items: (await listAllCollections(ctx)).map((each) => asSummary(ctx, each)) } })
	}),
	operation({
		method: 'get',
		path: '/desk/collections/{slug}',
		id: 'readCollectionDesk',
		summary: 'A collection as the secretariat works on it, with the practices that have left the catalogue',
		tag: 'collections',
		policy: 'secretariat',
		params: BySlug,
		answer: DeskAnswer,
		run: (ctx, { params }) => deskAnswer(ctx, params.slug)
	}),
	operation({
		method: 'post',
		path: '/collections',
		id: 'createCollection',
		summary: 'Begin a collection as a draft; its address is fixed from then on',
		tag: 'collections',
		policy: 'secretariat',
		body: NewCollection,
		creates: true,
		answer: BySlug,
		run: async (ctx, { body }) => {
			const { slug } = await createCollection(ctx, body);
			return { status: 201, json: { slug }, version: 1, location: `/api/v1/desk/collections/${slug}` };
		}
	}),
	operation({
		method: 'put',
		path: '/collections/{slug}',
		id: 'changeCollection',
		summary: 'Change what a collection says and which practices it holds, in their order',
		tag: 'collections',
		policy: 'secretariat',
		params: BySlug,
		body: CollectionInput,
		versioned: true,
		answer: DeskAnswer,
		run: async (ctx, { params, body, version }) => {
			await changeCollection(ctx, params.slug, required(version), body);
			return deskAnswer(ctx, params.slug);
		}
	}),
	operation({
		method: 'post',
		path: '/collections/{slug}/acts/publish',
		id: 'publishCollection',
		summary: 'Show a collection to everybody',
		tag: 'collections',
		policy: 'secretariat',
		params: BySlug,
		versioned: true,
		fails: ['incomplete'],
		answer: DeskAnswer,
		run: async (ctx, { params, version }) => {
			await publishCollection(ctx, params.slug, required(version));
			return deskAnswer(ctx, params.slug);
		}
	}),
	operation({
		method: 'post',
		path: '/collections/{slug}/acts/unpublish',
		id: 'unpublishCollection',
		summary: 'Make a draft of a collection again',
		tag: 'collections',
		policy: 'secretariat',
		params: BySlug,
		versioned: true,
		answer: DeskAnswer,
		run: async (ctx, { params, version }) => {
			await unpublishCollection(ctx, params.slug, required(version));
			return deskAnswer(ctx, params.slug);
		}
	}),
	operation({
		method: 'delete',
		path: '/collections/{slug}',
		id: 'deleteCollection',
		summary: 'Delete a collection for good; its practices stay',
		tag: 'collections',
		policy: 'secretariat',
		params: BySlug,
		versioned: true,
		answer: 'empty',
		run: async (ctx, { params, version }) => {
			await deleteCollection(ctx, params.slug, required(version));
			return { status: 204, json: null };
		}
	})
];
