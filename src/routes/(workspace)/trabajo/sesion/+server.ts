// More time for a session: being asked is use, and use renews it before this answers.
import type { Policy } from '#platform/policy.ts';
import type { RequestHandler } from './$types';

export const _policy: Policy = 'signedIn';

export const POST: RequestHandler = ({ locals }) =>
	Response.json({ expires: locals.sessionExpiresAt?.toISOString(), now: new Date().toISOString() });
