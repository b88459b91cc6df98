// The landing page of the workspace: one's own practices, and the doors of one's roles.
import { listOwnPractices } from '#features/practices/handlers.server.ts';
import { canCreate } from '#features/practices/rules/life.ts';
import type { Policy } from '#platform/policy.ts';
import type { PageServerLoad } from './$types';

export const _policy: Policy = 'signedIn';

export const load: PageServerLoad = async ({ locals, url }) => {
	const { ctx } = locals;
	return {
		practices: await listOwnPractices(ctx),
		canCreate: canCreate(ctx.actor),
		handedOver: /^AC-\d{4,}$/.exec(url.searchParams.get('entregada') ?? '')?.[0]
	};
};
