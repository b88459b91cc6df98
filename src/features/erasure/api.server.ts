// The purge of personal data through the API. What is to be purged goes in bodies, never in an address.
import { z } from 'zod';
import { PracticeCode } from '#features/practices/schema.ts';
import { operation } from '#platform/http/api.ts';
import { previewPurge, purge } from './handlers.server.ts';
import { PurgeInput, PurgePreview, PurgeQuery, PurgeResult } from './schema.ts';

const ByCode = z.object({ code: PracticeCode });

export const erasureOperations = [
	operation({
		method: 'post',
		path: '/practices/{code}/purge/preview',
		id: 'previewPurge',
		summary: 'Where words stand that are to be purged; nothing is changed or recorded',
		tag: 'secretariat',
		policy: 'secretariat',
		params: ByCode,
		body: PurgeQuery,
		answer: PurgePreview,
		run: async (ctx, { params, body }) => ({ json: await previewPurge(ctx, params.code, body) })
	}),
	operation({
		method: 'post',
		path: '/practices/{code}/purge',
		id: 'purgePractice',
		summary: 'Take personal data out of a practice everywhere; it cannot be undone',
		tag: 'secretariat',
		policy: 'secretariat',
		params: ByCode,
		body: PurgeInput,
		answer: PurgeResult,
		run: async (ctx, { params, body }) => ({ json: await purge(ctx, params.code, body) })
	})
];
