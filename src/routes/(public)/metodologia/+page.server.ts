// How a practice is judged: the edition's own words and ours, told apart.
import { readEditionInContext } from '#features/methodology/handlers.server.ts';
import type { Policy } from '#platform/policy.ts';
import type { PageServerLoad } from './$types';

export const _policy: Policy = 'public';

export const load: PageServerLoad = ({ locals: { ctx } }) => readEditionInContext(ctx.app);
