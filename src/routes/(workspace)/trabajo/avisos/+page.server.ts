// Somebody's own notices, and marking them as read.
import { redirect } from '@sveltejs/kit';
import { z } from 'zod';
import { listNotices, markNoticesRead } from '#features/notices/handlers.server.ts';
import { PageQuery } from '#features/notices/schema.ts';
import type { Ctx } from '#platform/ctx.ts';
import { submitted } from '#platform/forms.server.ts';
import { localePath } from '#platform/locale.ts';
import type { Policy } from '#platform/policy.ts';
import type { Actions, PageServerLoad } from './$types';

export const _policy: Policy = 'signedIn';

const marks = ['uno', 'todos'] as const;

export const load: PageServerLoad = async ({ locals, url }) => {
	const { data = PageQuery.parse({}) } = PageQuery.safeParse({ page: url.searchParams.get('pagina') ?? undefined });
	return {
		notices: await listNotices(locals.ctx, data),
		page: data.page,
		marked: marks.find((mark) => url.searchParams.get('leido') === mark)
	};
};

const back = (ctx: Ctx, mark: (typeof marks)[number]) => redirect(303, `${localePath(ctx.locale, '/trabajo/avisos')}?leido=${mark}`);

export const actions: Actions = {
	read: (event) =>
		submitted(event, z.object({ id: z.coerce.number().int().positive() }), async ({ id }) => {
			await markNoticesRead(event.locals.ctx, { ids: [id] });
			back(event.locals.ctx, 'uno');
		}),
	readAll: (event) =>
		submitted(event, z.object({}), async () => {
			await markNoticesRead(event.locals.ctx, { all: true });
			back(event.locals.ctx, 'todos');
		})
};
