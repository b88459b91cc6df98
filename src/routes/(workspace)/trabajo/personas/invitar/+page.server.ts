// Inviting somebody. The link is shown in the answer to the form and nowhere else.
import { z } from 'zod';
import { listInstitutions } from '#features/institutions/handlers.server.ts';
import { invitePerson } from '#features/people/handlers.server.ts';
import { Invite } from '#features/people/schema.ts';
import { submitted } from '#platform/forms.server.ts';
import { localePath } from '#platform/locale.ts';
import type { Policy } from '#platform/policy.ts';
import type { Actions, PageServerLoad } from './$types';

export const _policy: Policy = 'secretariat';

const InviteForm = Invite.extend({ institutionIds: z.array(z.uuid()).default([]) });

export const load: PageServerLoad = async ({ locals }) => ({ institutions: await listInstitutions(locals.ctx, { q: '' }) });

export const actions: Actions = {
	default: (event) =>
		submitted(event, InviteForm, async (input) => {
			const { ctx } = event.locals;
			const { secret } = await invitePerson(ctx, input);
			const link = ctx.app.config.origin + localePath(ctx.locale, `/invitacion/${secret}`);
			return { name: input.name, link, isMailed: ctx.app.config.mail !== undefined };
		})
};
