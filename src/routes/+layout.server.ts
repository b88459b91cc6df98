// What the frame of every page shows.
import { readInstance } from '#features/people/handlers.server.ts';
import { canCreate } from '#features/practices/rules/life.ts';
import { locales } from '#platform/locale.ts';
import type { LayoutServerLoad } from './$types';

export const load: LayoutServerLoad = async ({ locals, url }) => {
	const { ctx, path, sessionExpiresAt } = locals;
	const instance = await readInstance(ctx.app);
	return {
		locale: ctx.locale,
		path,
		search: url.search,
		locales,
		instance,
		account: ctx.actor.kind === 'person' ? { name: ctx.actor.name, roles: ctx.actor.roles } : null,
		/** Who is not signed in is invited to document, too. */
		mayDocument: ctx.actor.kind === 'anonymous' || canCreate(ctx.actor),
		session: sessionExpiresAt ? { expires: sessionExpiresAt.toISOString(), now: new Date().toISOString() } : null
	};
};
