// An institution's visto bueno without an account: looking shows the text and a form, only sending it uses the link.
import { answerAuthorisation, lookAtPracticeLink } from '#features/authorisations/handlers.server.ts';
import { Authorisation } from '#features/authorisations/schema.ts';
import { submitted } from '#platform/forms.server.ts';
import type { Policy } from '#platform/policy.ts';
import type { Actions, PageServerLoad } from './$types';

export const _policy: Policy = 'link';

export const load: PageServerLoad = async ({ locals, params, request, setHeaders }) => {
	setHeaders({ 'x-robots-tag': 'noindex, nofollow' });
	// Once it is answered the link opens nothing, and the page says thank you.
	const opened = lookAtPracticeLink(locals.ctx, params.secret, 'authorise');
	return { opened: request.method === 'POST' ? await opened.catch(() => undefined) : await opened };
};

export const actions: Actions = {
	default: (event) =>
		submitted(event, Authorisation, async (input) => {
			await answerAuthorisation(event.locals.ctx, event.params.secret, input);
			return { answered: input.answer };
		})
};
