// The way from a notice to the page that it speaks of: whoever takes it has read the notice.
import { redirect } from '@sveltejs/kit';
import { z } from 'zod';
import { openNotice } from '#features/notices/handlers.server.ts';
import { localePath } from '#platform/locale.ts';
import type { Policy } from '#platform/policy.ts';
import { Problem } from '#platform/problem.ts';
import type { RequestHandler } from './$types';

export const _policy: Policy = 'signedIn';

const NoticeId = z.coerce.number().int().positive();

export const GET: RequestHandler = async ({ locals, params }) => {
	const id = NoticeId.safeParse(params.id);
	if (!id.success) throw new Problem('notFound');
	const path = await openNotice(locals.ctx, id.data);
	redirect(303, localePath(locals.ctx.locale, path));
};
