// The figures through the API: the same numbers as on their page.
import { operation } from '#platform/http/api.ts';
import { readFigures } from './handlers.server.ts';
import { Figures, FiguresQuery } from './schema.ts';

export const figuresOperations = [
	operation({
		method: 'get',
		path: '/figures',
		id: 'readFigures',
		summary: 'Figures of an ended call or of the whole network; the secretariat also reads what is not public yet',
		tag: 'figures',
		policy: 'public',
		query: FiguresQuery,
		fails: ['notFound'],
		answer: Figures,
		run: async (ctx, { query }) => ({ json: await readFigures(ctx, query.call) })
	})
];
