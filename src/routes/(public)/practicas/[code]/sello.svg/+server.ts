// The seal of a practice as a drawing of its own, for other sites and for print.
import { readEntry } from '#features/catalogue/handlers/catalogue.server.ts';
import { metOf, petalsOf } from '#features/catalogue/rules/seal.ts';
import { stateBesideClass } from '#features/labels/rules/wording.ts';
import { readEdition } from '#features/methodology/handlers.server.ts';
import { catalogueMessages } from '#messages/catalogue.ts';
import { inLocale } from '#platform/locale.ts';
import type { Policy } from '#platform/policy.ts';
import { sealSvg } from '#ui/seal.ts';
import type { RequestHandler } from './$types';

export const _policy: Policy = 'public';

export const GET: RequestHandler = async ({ locals: { ctx }, params }) => {
	const { title, verdict, label } = await readEntry(ctx, params.code);
	const edition = readEdition(ctx.app, verdict.edition);
	const name = inLocale(edition.classes[verdict.class].name, ctx.locale);
	// Shown elsewhere, the drawing has no page beside it that says so.
	const said = [stateBesideClass(label?.state, ctx.locale), verdict.isInvented ? catalogueMessages(ctx.locale).invented : ''].filter(
		Boolean
	);
	const mark = said.length > 0 ? ` (${said.join(', ')})` : '';
	return new Response(sealSvg(petalsOf(metOf(verdict.criteria), edition), `${name}${mark}: ${title}`), {
		headers: {
			'content-type': 'image/svg+xml; charset=utf-8',
			// It may be withdrawn at any time, so nobody keeps it without asking.
			'cache-control': 'public, no-cache',
			'content-security-policy': "default-src 'none'; sandbox",
			// Other sites may show it.
			'cross-origin-resource-policy': 'cross-origin'
		}
	});
};
