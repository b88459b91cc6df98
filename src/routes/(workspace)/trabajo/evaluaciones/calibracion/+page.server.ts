// Calibration exercises and where the person reading stands with each.
import { listExercises } from '#features/calibration/handlers.server.ts';
import type { Policy } from '#platform/policy.ts';
import type { PageServerLoad } from './$types';

export const _policy: Policy = 'signedIn';

export const load: PageServerLoad = ({ locals }) => listExercises(locals.ctx);
