// The link in every mail to a follower: looking does nothing, the button ends it and erases the address.
import { z } from 'zod';
import { lookAtFollowing, stopFollowing } from '#features/following/handlers.server.ts';
import { submitted } from '#platform/forms.server.ts';
import type { Policy } from '#platform/policy.ts';
import type { Actions, PageServerLoad } from './$types';

export const _policy: Policy = 'link';

export const load: PageServerLoad = async ({ locals, params, request, setHeaders }) => {
	setHeaders({ 'x-robots-tag': 'noindex, nofollow' });
	const following = lookAtFollowing(locals.ctx, params.secret, 'stop');
	// Once it has ended the link speaks of nothing, and the page says so.
	return { following: request.method === 'POST' ? await following.catch(() => undefined) : await following };
};

export const actions: Actions = {
	default: (event) =>
		submitted(event, z.object({}), async () => {
			await stopFollowing(event.locals.ctx, event.params.secret);
			return { done: true };
		})
};
