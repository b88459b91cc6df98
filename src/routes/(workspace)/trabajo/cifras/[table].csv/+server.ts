// One table of the secretariat's figures, as a file.
import { figuresFile } from '#features/figures/handlers.server.ts';
import { fileAnswer } from '#platform/http/download.ts';
import type { Policy } from '#platform/policy.ts';
import type { RequestHandler } from './$types';

export const _policy: Policy = 'secretariat';

export const GET: RequestHandler = async ({ locals: { ctx }, params, url }) =>
	fileAnswer(await figuresFile(ctx, params.table, url.searchParams.get('convocatoria') ?? undefined));
