// Searches the published catalogue as its page does.
import { searchCatalogue } from '#features/catalogue/handlers/search.server.ts';
import { CatalogueQuery } from '#features/catalogue/schema.ts';
import { command, UsageError } from '../command.ts';

export const search = command({
	args: [1, Number.POSITIVE_INFINITY],
	options: { limit: { type: 'string' } },
	async run({ args, values, words, answer, withApp }) {
		const limit = values.limit ?? '20';
		if (!/^([1-9]|[1-4]\d|50)$/.test(limit)) throw new UsageError(words.wrong.badOption('limit', limit, '1–50'));
		return withApp(async (ctx) => {
			const result = await searchCatalogue(ctx, CatalogueQuery.parse({ q: args.join(' '), limit }));
			const lines = result.items.map(
				({ code, title, institutions }) => `${code}  ${title}${institutions.length > 0 ? ` (${institutions.join(', ')})` : ''}`
			);
			answer(result, [...lines, words.done.found(result.total), ...(result.asksText ? [] : [words.done.nothingAsked])].join('\n'));
			return 0;
		});
	}
});
