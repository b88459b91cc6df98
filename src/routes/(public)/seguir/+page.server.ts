// The three ways to hear of what is new among the answers of a search; by mail it is asked for here.
import { redirect } from '@sveltejs/kit';
import { askToFollow, describeSearch, takesFollowers } from '#features/following/handlers.server.ts';
import { FollowRequest } from '#features/following/schema.ts';
import { submitted } from '#platform/forms.server.ts';
import { localePath } from '#platform/locale.ts';
import type { Policy } from '#platform/policy.ts';
import type { Actions, PageServerLoad } from './$types';

export const _policy: Policy = 'public';
export const _readsQuery = true;

export const load: PageServerLoad = async ({ locals: { ctx }, url }) => ({
	search: await describeSearch(ctx, url.search),
	takesFollowers: takesFollowers(ctx),
	origin: ctx.app.config.origin
});

export const actions: Actions = {
	default: (event) =>
		submitted(event, FollowRequest, async (request) => {
			const { ctx, address } = event.locals;
			await askToFollow(ctx, request, address);
			redirect(303, localePath(ctx.locale, '/seguir/pedido'));
		})
};
