// One published practice as everybody sees it.
import { readEntry } from '#features/catalogue/handlers/catalogue.server.ts';
import { listRelated } from '#features/catalogue/handlers/related.server.ts';
import { findExample, readEdition, readEditions } from '#features/methodology/handlers.server.ts';
import { readPublicPlan } from '#features/plans/handlers.server.ts';
import { readPublicTranslation } from '#features/translations/handlers.server.ts';
import type { Policy } from '#platform/policy.ts';
import type { PageServerLoad } from './$types';

export const _policy: Policy = 'public';

export const load: PageServerLoad = async ({ locals: { ctx }, params }) => {
	const [document, related] = await Promise.all([readEntry(ctx, params.code), listRelated(ctx, params.code)]);
	const [translation, progress] = await Promise.all([
		document.language === ctx.locale ? undefined : readPublicTranslation(ctx, params.code, ctx.locale),
		document.verdict.class === 'promising' ? readPublicPlan(ctx, params.code) : undefined
	]);
	const example = document.isExample ? findExample(ctx.app, document.content.edition) : undefined;
	return {
		document,
		translation,
		related,
		relatedEditions: readEditions(
			ctx.app,
			related.map(({ edition }) => edition)
		),
		plan: document.verdict.class === 'promising' ? { progress } : undefined,
		edition: readEdition(ctx.app, document.content.edition),
		verdictEdition: readEdition(ctx.app, document.verdict.edition),
		/** For the worked example of an edition: which part of it is copied from the source, and which is invented. */
		exampleNotes: example ? [example.source.note, example.invented.note] : [],
		/** Addresses on paper are whole. */
		origin: ctx.app.config.origin
	};
};
