// Signing in.
import { redirect } from '@sveltejs/kit';
import { z } from 'zod';
import { letIn } from '#app/routes/let-in.server.ts';
import { SignIn } from '#features/people/schema.ts';
import { submitted } from '#platform/forms.server.ts';
import { ownPath } from '#platform/http/own-path.ts';
import { localePath } from '#platform/locale.ts';
import type { Policy } from '#platform/policy.ts';
import type { Actions, PageServerLoad } from './$types';

export const _policy: Policy = 'public';

const SignInForm = SignIn.extend({ shared: z.boolean().default(false) });

export const load: PageServerLoad = ({ locals, url }) => ({
	next: ownPath(url.searchParams.get('siguiente'), localePath(locals.ctx.locale, '/trabajo'))
});

export const actions: Actions = {
	default: (event) =>
		submitted(event, SignInForm, async ({ shared, ...credentials }, form) => {
			await letIn(event, credentials, shared);
			redirect(303, ownPath(form.get('siguiente'), localePath(event.locals.ctx.locale, '/trabajo')));
		})
};
