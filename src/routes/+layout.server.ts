// What the frame of every page shows.
import { readInstance } from '#features/people/handlers.server.ts';
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
		session: sessionExpiresAt ? { expires: sessionExpiresAt.toISOString(), now: ctx.app.now().toISOString() } : null
	};
};
