// The public past of a practice: versions, labels, and what changed between two versions of the reader's choice.
import { readHistory, readPublishedVersion } from '#features/catalogue/handlers/history.server.ts';
import { readEdition } from '#features/methodology/handlers.server.ts';
import type { Policy } from '#platform/policy.ts';
import type { PageServerLoad } from './$types';

export const _policy: Policy = 'public';
/** Which versions are compared. */
export const _readsQuery = true;

export const load: PageServerLoad = async ({ locals: { ctx }, params, url }) => {
	const history = await readHistory(ctx, params.code);
	const known = new Set(history.versions.map(({ number }) => number));
	const chosen = (name: string, otherwise: number | undefined) => {
		const number = Number(url.searchParams.get(name));
		return known.has(number) ? number : otherwise;
	};
	// Without a choice, the last change.
	const to = chosen('a', history.versions[0]?.number);
	const from = chosen('de', history.versions.find(({ number }) => number < (to ?? 0))?.number);
	const compared = from === undefined || to === undefined || from === to ? null : [from, to];
	return {
		history,
		edition: readEdition(ctx.app, history.edition),
		compared: compared && (await Promise.all(compared.map((number) => readPublishedVersion(ctx, params.code, number)))),
		from,
		to
	};
};
