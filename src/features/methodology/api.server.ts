// The methodology as data, for programs that fill in or judge: form, criteria, rubric, requirements, vocabularies.
import { z } from 'zod';
import { operation } from '#platform/http/api.ts';
import { allEditions, currentEdition } from './handlers.server.ts';
import { Edition } from './schema.ts';

export const methodologyOperations = [
	operation({
		method: 'get',
		path: '/editions',
		id: 'listEditions',
		summary: 'List the editions of the methodology',
		tag: 'methodology',
		policy: 'public',
		answer: z.object({ current: z.string(), items: z.array(Edition) }),
		run: async ({ app }) => ({ json: { current: (await currentEdition(app)).id, items: [...allEditions(app).values()] } })
	})
];
