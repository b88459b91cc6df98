// The seal of a practice as a drawing of its own, for other sites and for print.
import { readEntry } from '#features/catalogue/handlers.server.ts';
import { metOf, petalsOf } from '#features/catalogue/rules/seal.ts';
import { readEdition } from '#features/methodology/handlers.server.ts';
import { inLocale } from '#platform/locale.ts';
import type { Policy } from '#platform/policy.ts';
import { sealSvg } from '#ui/seal.ts';
import type { RequestHandler } from './$types';

export const _policy: Policy = 'public';

export const GET: RequestHandler = async ({ locals: { ctx }, params }) => {
	const { title, verdict } = await readEntry(ctx, params.code);
	const label = inLocale(readEdition(ctx.app, verdict.edition).classes[verdict.class].name, ctx.locale);
	return new Response(sealSvg(petalsOf(metOf(verdict.criteria)), `${label}: ${title}`), {
		headers: {
			'content-type': 'image/svg+xml; charset=utf-8',
			'cache-control': 'public, max-age=300',
			'content-security-policy': "default-src 'none'; sandbox",
			// Other sites may show it.
			'cross-origin-resource-policy': 'cross-origin'
		}
	});
};
