// When a session ended under somebody's hands: sign in with the typed text in the form, then save it where it was going.
import { fail, redirect } from '@sveltejs/kit';
import { z } from 'zod';
import { letIn } from '#app/routes/let-in.server.ts';
import { SignIn } from '#features/people/schema.ts';
import { unpack } from '#platform/carried.ts';
import { readForm, submitted } from '#platform/forms.server.ts';
import { limits } from '#platform/limits.ts';
import { localePath } from '#platform/locale.ts';
import type { Policy } from '#platform/policy.ts';
import type { Actions, PageServerLoad } from './$types';

export const _policy: Policy = 'public';
export const _bodyLimit = limits.carried;

const SignInForm = SignIn.extend({ shared: z.boolean().default(false) });

/** Whoever comes by link brings no text along. */
export const load: PageServerLoad = ({ locals, request }) => {
	if (request.method !== 'POST') redirect(303, localePath(locals.ctx.locale, '/entrar'));
};

export const actions: Actions = {
	show: async (event) => ({
		carried: unpack(await readForm(event), localePath(event.locals.ctx.locale, '/trabajo')),
		isSignedIn: false
	}),
	signin: async (event) => {
		const carried = unpack(await readForm(event), localePath(event.locals.ctx.locale, '/trabajo'));
		const result = await submitted(event, SignInForm, async ({ shared, ...credentials }) => {
			await letIn(event, credentials, shared);
			return { carried, isSignedIn: true };
		});
		return 'isSignedIn' in result ? result : fail(result.status, { ...result.data, carried, isSignedIn: false });
	}
};
