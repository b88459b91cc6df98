// What of the catalogue may be taken away, and how.
import { describeCatalogue } from '#features/opendata/handlers/catalogue.server.ts';
import type { Policy } from '#platform/policy.ts';
import type { PageServerLoad } from './$types';

export const _policy: Policy = 'public';

export const load: PageServerLoad = ({ locals: { ctx } }) => describeCatalogue(ctx);
