// An edition by its id, `redlac-2021/1`: practices and verdicts keep pointing at theirs.
import { readEditionInContext } from '#features/methodology/handlers.server.ts';
import type { Policy } from '#platform/policy.ts';
import type { PageServerLoad } from './$types';

export const _policy: Policy = 'public';

export const load: PageServerLoad = ({ locals: { ctx }, params }) =>
	readEditionInContext(ctx.app, `${params.methodology}/${params.number}`);
