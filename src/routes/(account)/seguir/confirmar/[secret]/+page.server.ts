// An address says by the link in its mail that it wishes to follow a search: looking does nothing, the button does it.

import { z } from 'zod';
import { confirmFollowing, lookAtFollowing } from '#features/following/handlers.server.ts';
import { submitted } from '#platform/forms.server.ts';
import type { Policy } from '#platform/policy.ts';
import type { Actions, PageServerLoad } from './$types';

export const _policy: Policy = 'link';

export const load: PageServerLoad = async ({ locals, params, setHeaders }) => {
	setHeaders({ 'x-robots-tag': 'noindex, nofollow' });
	return { following: await lookAtFollowing(locals.ctx, params.secret, 'confirm') };
};

export const actions: Actions = {
	default: (event) =>
		submitted(event, z.object({}), async () => {
			await confirmFollowing(event.locals.ctx, event.params.secret);
			return { done: true };
		})
};
