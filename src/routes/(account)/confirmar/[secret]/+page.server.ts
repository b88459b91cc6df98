// An author reviews what the secretariat captured for her, without an account: looking shows everything, only sending the form uses the link.
import { answerConfirmation, lookAtPracticeLink } from '#features/authorisations/handlers.server.ts';
import { Confirmation } from '#features/authorisations/schema.ts';
import { submitted } from '#platform/forms.server.ts';
import type { Policy } from '#platform/policy.ts';
import type { Actions, PageServerLoad } from './$types';

export const _policy: Policy = 'link';

export const load: PageServerLoad = async ({ locals, params, request, setHeaders }) => {
	setHeaders({ 'x-robots-tag': 'noindex, nofollow' });
	// Once it is answered the link opens nothing, and the page says thank you.
	const opened = lookAtPracticeLink(locals.ctx, params.secret, 'confirm');
	return { opened: request.method === 'POST' ? await opened.catch(() => undefined) : await opened };
};

export const actions: Actions = {
	default: (event) =>
		submitted(event, Confirmation, async (input) => {
			const { code } = await answerConfirmation(event.locals.ctx, event.params.secret, input);
			return { answered: input.answer, code };
		})
};
