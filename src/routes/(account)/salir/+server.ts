// Signing out; the browser is told to forget what was kept on the device. It needs no session, so that pressing twice does no harm.
import { signOut } from '#features/people/handlers.server.ts';
import { markSharedComputer, passCookies } from '#platform/http/cookies.server.ts';
import { localePath } from '#platform/locale.ts';
import type { Policy } from '#platform/policy.ts';
import type { RequestHandler } from './$types';

export const _policy: Policy = 'public';

export const POST: RequestHandler = async ({ cookies, locals, request }) => {
	const { ctx } = locals;
	passCookies(cookies, await signOut(ctx, request.headers));
	markSharedComputer(cookies, false, ctx.app.config.origin.startsWith('https:'));
	return new Response(null, { status: 303, headers: { location: localePath(ctx.locale, '/'), 'clear-site-data': '"storage"' } });
};
