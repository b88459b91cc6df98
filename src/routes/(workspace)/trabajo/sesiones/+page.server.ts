// The committee's sessions: all for the secretariat, one's own for everybody else.
import { listSessions } from '#features/committee/handlers/sessions.server.ts';
import type { Policy } from '#platform/policy.ts';
import type { PageServerLoad } from './$types';

export const _policy: Policy = 'signedIn';

export const load: PageServerLoad = async ({ locals }) => ({ sessions: await listSessions(locals.ctx) });
