// The thesaurus through the API.
import { z } from 'zod';
import { operation } from '#platform/http/api.ts';
import { Problem } from '#platform/problem.ts';
import {
	addConcept,
	changeConcept,
	deleteConcept,
	exportThesaurus,
	importThesaurus,
	listConcepts,
	readConcept
} from './handlers.server.ts';
import { Concept, ConceptInput, ConceptQuery, ThesaurusFile } from './schema.ts';

const ById = z.object({ id: z.uuid() });

export const thesaurusOperations = [
	operation({
		method: 'get',
		path: '/thesaurus',
		id: 'exportThesaurus',
		summary: 'The whole thesaurus, as it can be put in again',
		tag: 'thesaurus',
		policy: 'secretariat',
		answer: ThesaurusFile,
		run: async (ctx) => ({ json: await exportThesaurus(ctx) })
	}),
	operation({
		method: 'put',
		path: '/thesaurus',
		id: 'importThesaurus',
		summary: 'Put a whole thesaurus in the place of the one there is',
		tag: 'thesaurus',
		policy: 'secretariat',
		body: ThesaurusFile,
		answer: z.object({ concepts: z.number().int() }),
		run: async (ctx, { body }) => ({ json: await importThesaurus(ctx, body) })
	}),
	operation({
		method: 'get',
		path: '/thesaurus/concepts',
		id: 'listConcepts',
		summary: 'Concepts by the beginning of a word of their terms',
		tag: 'thesaurus',
		policy: 'secretariat',
		query: ConceptQuery,
		answer: z.object({ items: z.array(Concept) }),
		run: async (ctx, { query }) => ({ json: { items: await listConcepts(ctx, query) } })
	}),
	operation({
		method: 'get',
		path: '/thesaurus/concepts/{id}',
		id: 'readConcept',
		summary: 'One concept with everything it is called',
		tag: 'thesaurus',
		policy: 'secretariat',
		params: ById,
		answer: Concept,
		run: async (ctx, { params }) => {
			const concept = await readConcept(ctx, params.id);
			return { json: concept, version: concept.version };
		}
	}),
	operation({
		method: 'post',
		path: '/thesaurus/concepts',
		id: 'addConcept',
		summary: 'Add a concept',
		tag: 'thesaurus',
		policy: 'secretariat',
		body: ConceptInput,
		creates: true,
		answer: Concept,
		run: async (ctx, { body }) => {
			const id = await addConcept(ctx, body);
			return { status: 201, json: await readConcept(ctx, id), version: 1, location: `/api/v1/thesaurus/concepts/${id}` };
		}
	}),
	operation({
		method: 'put',
		path: '/thesaurus/concepts/{id}',
		id: 'changeConcept',
		summary: 'Change a concept, all its terms included',
		tag: 'thesaurus',
		policy: 'secretariat',
		params: ById,
		body: ConceptInput,
		versioned: true,
		answer: Concept,
		run: async (ctx, { params, body, version }) => {
			if (version === undefined) throw new Problem('versionRequired');
			await changeConcept(ctx, params.id, version, body);
			const concept = await readConcept(ctx, params.id);
			return { json: concept, version: concept.version };
		}
	}),
	operation({
		method: 'delete',
		path: '/thesaurus/concepts/{id}',
		id: 'deleteConcept',
		summary: 'Delete a concept for good',
		tag: 'thesaurus',
		policy: 'secretariat',
		params: ById,
		versioned: true,
		answer: 'empty',
		run: async (ctx, { params, version }) => {
			if (version === undefined) throw new Problem('versionRequired');
			await deleteConcept(ctx, params.id, version);
			return { status: 204, json: null };
		}
	})
];
