// A practice as a card, for other sites.
import { drawCard } from '#features/opendata/handlers/practice.server.ts';
import { openAnswer } from '#platform/http/open-answer.server.ts';
import type { Policy } from '#platform/policy.ts';
import type { RequestHandler } from './$types';

export const _policy: Policy = 'public';

export const GET: RequestHandler = async ({ locals: { ctx }, params, request }) => openAnswer(request, await drawCard(ctx, params.code));
