// One's own practices stand on the landing page of the workspace.
import { redirect } from '@sveltejs/kit';
import { localePath } from '#platform/locale.ts';
import type { Policy } from '#platform/policy.ts';
import type { RequestHandler } from './$types';

export const _policy: Policy = 'signedIn';

export const GET: RequestHandler = ({ locals }) => redirect(303, localePath(locals.ctx.locale, '/trabajo'));
