// Where each institution's authorisation stands, and the secret links. A new link is shown in the answer to its form and nowhere else.
import { redirect } from '@sveltejs/kit';
import { z } from 'zod';
import { makeAuthorisationLink, makeConfirmationLink, readLinks, revokeLink } from '#features/authorisations/handlers.server.ts';
import { readDraft } from '#features/practices/handlers.server.ts';
import { practicePath } from '#features/practices/rules/sections.ts';
import type { Ctx } from '#platform/ctx.ts';
import { submitted } from '#platform/forms.server.ts';
import { localePath } from '#platform/locale.ts';
import type { Policy } from '#platform/policy.ts';
import type { Actions, PageServerLoad } from './$types';

export const _policy: Policy = 'signedIn';

export const load: PageServerLoad = async ({ locals, params, url }) => {
	const [links, { content, edition }] = await Promise.all([readLinks(locals.ctx, params.code), readDraft(locals.ctx, params.code)]);
	return { ...links, title: content.fields.title, edition, isRevoked: url.searchParams.get('hecho') === 'anulado' };
};

export const actions: Actions = {
	authorise: (event) =>
		submitted(event, z.object({ institutionId: z.uuid() }), async ({ institutionId }) => {
			const { ctx } = event.locals;
			const { id, secret } = await makeAuthorisationLink(ctx, event.params.code, institutionId);
			return { made: { id, institutionId, link: address(ctx, `/visto-bueno/${secret}`) } };
		}),
	confirm: (event) =>
		submitted(event, z.object({}), async () => {
			const { ctx } = event.locals;
			const { id, secret } = await makeConfirmationLink(ctx, event.params.code);
			return { made: { id, institutionId: null, link: address(ctx, `/confirmar/${secret}`) } };
		}),
	revoke: (event) =>
		submitted(event, z.object({ id: z.uuid() }), async ({ id }) => {
			const { ctx } = event.locals;
			await revokeLink(ctx, event.params.code, id);
			redirect(303, `${localePath(ctx.locale, practicePath(event.params.code, 'enlaces'))}?hecho=anulado`);
		})
};

/** What is sent to people begins with the configured origin, never with what a request says of itself. */
function address(ctx: Ctx, path: string): string {
	return ctx.app.config.origin + localePath(ctx.locale, path);
}
