// An invitation: looking shows the form, only sending it uses the link.
import { lookAtLink, useLink } from '#app/routes/use-link.server.ts';
import type { Policy } from '#platform/policy.ts';
import type { Actions, PageServerLoad } from './$types';

export const _policy: Policy = 'link';

export const load: PageServerLoad = ({ locals, params }) => lookAtLink(locals.ctx, params.secret, 'join');

export const actions: Actions = { default: (event) => useLink(event, event.params.secret) };
