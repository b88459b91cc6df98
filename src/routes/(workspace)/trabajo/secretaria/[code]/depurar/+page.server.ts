// Purging personal data: the words go by form only, never by the address, and what was found is shown in the answer to it.
import { previewPurge, purge } from '#features/erasure/handlers.server.ts';
import { ConfirmForm, PurgeForm } from '#features/erasure/schema.ts';
import { submitted } from '#platform/forms.server.ts';
import type { Policy } from '#platform/policy.ts';
import type { Actions, PageServerLoad } from './$types';

export const _policy: Policy = 'secretariat';

export const load: PageServerLoad = async ({ locals: { ctx }, params }) => {
	const { files } = await previewPurge(ctx, params.code, { words: [], files: [] });
	return { code: params.code, files };
};

export const actions: Actions = {
	look: (event) =>
		submitted(event, PurgeForm, async (query) => ({
			asked: query,
			preview: await previewPurge(event.locals.ctx, event.params.code, query)
		})),
	purge: (event) => submitted(event, ConfirmForm, async (input) => ({ purged: await purge(event.locals.ctx, event.params.code, input) }))
};
