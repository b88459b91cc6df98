// Choosing another password by a link of the secretariat: only sending the form uses the link.
import { lookAtLink, useLink } from '#app/routes/use-link.server.ts';
import type { Policy } from '#platform/policy.ts';
import type { Actions, PageServerLoad } from './$types';

export const _policy: Policy = 'link';

export const load: PageServerLoad = ({ locals, params }) => lookAtLink(locals.ctx, params.secret, 'reset');

export const actions: Actions = { default: (event) => useLink(event, event.params.secret) };
