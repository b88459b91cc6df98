// The figures of the whole network, for everybody.
import { viewFigures } from '#features/figures/handlers.server.ts';
import type { Policy } from '#platform/policy.ts';
import type { PageServerLoad } from './$types';

export const _policy: Policy = 'public';

export const load: PageServerLoad = ({ locals: { ctx } }) => viewFigures(ctx);
