// The landing page of the workspace: what somebody has not read, one's own practices, and the doors of one's roles.
import { listNotices } from '#features/notices/handlers.server.ts';
import { listOwnPractices } from '#features/practices/handlers.server.ts';
import { canCreate } from '#features/practices/rules/life.ts';
import type { Policy } from '#platform/policy.ts';
import type { PageServerLoad } from './$types';

export const _policy: Policy = 'signedIn';

/** Notices shown here; all of them have a page of their own. */
const mostNews = 5;

export const load: PageServerLoad = async ({ locals, url }) => {
	const { ctx } = locals;
	const [practices, notices] = await Promise.all([listOwnPractices(ctx), listNotices(ctx, { page: 1, limit: mostNews })]);
	return {
		practices,
		news: notices.items.filter(({ readAt }) => !readAt),
		canCreate: canCreate(ctx.actor),
		handedOver: /^AC-\d{4,}$/.exec(url.searchParams.get('entregada') ?? '')?.[0]
	};
};
