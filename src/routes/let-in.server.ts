// Opens a session and hands its cookies to the browser: the end of signing in, of set-up and of every one-time link.
import type { RequestEvent } from '@sveltejs/kit';
import { signIn } from '#features/people/handlers.server.ts';
import type { SignIn } from '#features/people/schema.ts';
import { markSharedComputer, passCookies } from '#platform/http/cookies.server.ts';

type Visit = Pick<RequestEvent, 'cookies' | 'locals'>;

/** @param isShared whether others use this computer too @throws Problem wrongCredentials, accountDeactivated, tooManyAttempts */
export async function letIn({ cookies, locals }: Visit, credentials: SignIn, isShared: boolean): Promise<void> {
	const { ctx, address } = locals;
	const session = await signIn(ctx, credentials, address);
	markSharedComputer(cookies, isShared, ctx.app.config.origin.startsWith('https:'));
	passCookies(cookies, session);
}
