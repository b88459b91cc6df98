// The figures with what is not public yet, for the secretariat.
import { viewFigures } from '#features/figures/handlers.server.ts';
import type { Policy } from '#platform/policy.ts';
import type { PageServerLoad } from './$types';

export const _policy: Policy = 'secretariat';

export const load: PageServerLoad = ({ locals: { ctx }, url }) => viewFigures(ctx, url.searchParams.get('convocatoria') ?? undefined);
