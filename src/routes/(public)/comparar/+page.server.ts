// Two to four practices side by side, as the address names them; with fewer, what may be added.
import { findComparable, readComparison } from '#features/catalogue/handlers/comparing.server.ts';
import { comparedSectionsOf, comparisonBounds } from '#features/catalogue/rules/comparing.ts';
import { readEditions } from '#features/methodology/handlers.server.ts';
import type { Policy } from '#platform/policy.ts';
import type { PageServerLoad } from './$types';

export const _policy: Policy = 'public';
export const _readsQuery = true;

export const load: PageServerLoad = async ({ locals: { ctx }, url }) => {
	const { columns, ...rest } = await readComparison(ctx, url.searchParams.getAll('codigo'));
	const text = (url.searchParams.get('q') ?? '').trim().slice(0, 300);
	const shown = columns.map(({ document }) => document.code);
	const hasRoom = columns.length < comparisonBounds.most;
	const found = hasRoom ? await findComparable(ctx, text, shown) : [];
	const editions = readEditions(
		ctx.app,
		found.map(({ edition }) => edition)
	);
	return {
		...rest,
		columns,
		sections: columns.length < comparisonBounds.least ? [] : comparedSectionsOf(columns, ctx.locale),
		onlyDiffering: url.searchParams.get('diferencias') === 'si',
		hasRoom,
		text,
		found,
		editions
	};
};
