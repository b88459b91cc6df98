// The picture that networks and messengers show beside a link to a practice.
import { drawPreview } from '#features/opendata/handlers/practice.server.ts';
import { openAnswer } from '#platform/http/open-answer.server.ts';
import type { Policy } from '#platform/policy.ts';
import type { RequestHandler } from './$types';

export const _policy: Policy = 'public';

export const GET: RequestHandler = async ({ locals: { ctx }, params, request }) => openAnswer(request, await drawPreview(ctx, params.code));
