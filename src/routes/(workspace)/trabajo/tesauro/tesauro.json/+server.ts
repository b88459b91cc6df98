// The whole thesaurus, to be stored.
import { thesaurusText } from '#features/thesaurus/handlers.server.ts';
import { fileAnswer } from '#platform/http/download.ts';
import type { Policy } from '#platform/policy.ts';
import type { RequestHandler } from './$types';

export const _policy: Policy = 'secretariat';

export const GET: RequestHandler = async ({ locals: { ctx } }) =>
	fileAnswer({ mediaType: 'application/json', fileName: 'tesauro.json', bytes: new TextEncoder().encode(await thesaurusText(ctx)) });
