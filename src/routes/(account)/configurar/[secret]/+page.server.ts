// Set-up of an empty instance, by the one-time link that its first start prints.
import { redirect } from '@sveltejs/kit';
import { z } from 'zod';
import { letIn } from '#app/routes/let-in.server.ts';
import { loadExample } from '#features/assessments/handlers/example.server.ts';
import { actorById, checkSetupSecret, setUp } from '#features/people/handlers.server.ts';
import { SetUp } from '#features/people/schema.ts';
import { submitted } from '#platform/forms.server.ts';
import { localePath } from '#platform/locale.ts';
import type { Policy } from '#platform/policy.ts';
import type { Actions, PageServerLoad } from './$types';

export const _policy: Policy = 'link';

const SetUpForm = SetUp.extend({ loadExample: z.boolean().default(false) });

export const load: PageServerLoad = ({ locals, params }) => checkSetupSecret(locals.ctx, params.secret);

export const actions: Actions = {
	default: (event) =>
		submitted(event, SetUpForm, async (input) => {
			const { ctx } = event.locals;
			const id = await setUp(ctx, event.params.secret, input);
			await letIn(event, { email: input.email, password: input.password }, false);
			if (input.loadExample) {
				// The account exists by now: without its example the instance is still set up.
				const asPerson = { ...ctx, actor: await actorById(ctx.app, id) };
				await loadExample(asPerson).catch((error: unknown) => ctx.app.log.error('setup.exampleFailed', error));
			}
			redirect(303, `${localePath(ctx.locale, '/trabajo')}?bienvenida`);
		})
};
