// What crawlers leave alone.
import { robots } from '#features/opendata/handlers/catalogue.server.ts';
import { openAnswer } from '#platform/http/open-answer.server.ts';
import type { Policy } from '#platform/policy.ts';
import type { RequestHandler } from './$types';

export const _policy: Policy = 'public';

export const GET: RequestHandler = async ({ locals: { ctx }, request }) => openAnswer(request, robots(ctx));
