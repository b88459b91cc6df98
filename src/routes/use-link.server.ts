// An invitation and a reset are the same link with two purposes: look at it, choose a password, be inside.
import { type RequestEvent, redirect } from '@sveltejs/kit';
import { z } from 'zod';
import { acceptInvitation, lookAtInvitation } from '#features/people/handlers.server.ts';
import { Email, Password } from '#features/people/schema.ts';
import type { Ctx } from '#platform/ctx.ts';
import { submitted } from '#platform/forms.server.ts';
import { localePath } from '#platform/locale.ts';
import { Problem } from '#platform/problem.ts';
import { letIn } from './let-in.server.ts';

const ChosenPassword = z.object({ email: Email, password: Password });

/** What the page greets with; a link of the other purpose counts as unknown. @throws Problem linkUsedOrExpired */
export async function lookAtLink(ctx: Ctx, secret: string, purpose: 'join' | 'reset'): Promise<{ name: string; email: string }> {
	const invitation = await lookAtInvitation(ctx, secret);
	if (invitation.purpose !== purpose) throw new Problem('linkUsedOrExpired');
	return { name: invitation.name, email: invitation.email };
}

/** Uses the link and signs in. A form that was sent twice finds the link used: then the password it has just set lets it in. */
export function useLink(event: RequestEvent, secret: string) {
	return submitted(event, ChosenPassword, async ({ email, password }) => {
		const { ctx } = event.locals;
		const account = await acceptInvitation(ctx, secret, password).catch((problem: unknown) => {
			if (problem instanceof Problem && problem.code === 'linkUsedOrExpired') return email;
			throw problem;
		});
		await letIn(event, { email: account, password }, false);
		redirect(303, `${localePath(ctx.locale, '/trabajo')}?bienvenida`);
	});
}
