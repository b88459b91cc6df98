// Every failure of the API with its status.
import type { Policy } from '#platform/policy.ts';
import { referenceOf } from '../reference.server.ts';
import type { PageServerLoad } from './$types';

export const _policy: Policy = 'public';

export const load: PageServerLoad = ({ locals: { ctx } }) => ({ failures: referenceOf(ctx.app).failures });
