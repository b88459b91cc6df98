// Institutions through the API.
import { z } from 'zod';
import { operation } from '#platform/http/api.ts';
import { Problem } from '#platform/problem.ts';
import { addInstitution, changeInstitution, listInstitutions, readInstitution } from './handlers.server.ts';
import { Institution, InstitutionInput, InstitutionQuery } from './schema.ts';

const ById = z.object({ id: z.uuid() });

export const institutionOperations = [
	operation({
		method: 'get',
		path: '/institutions',
		id: 'listInstitutions',
		summary: 'Institutions by the beginning of a word of their name or aliases',
		tag: 'institutions',
		policy: 'signedIn',
		query: InstitutionQuery,
		answer: z.object({ items: z.array(Institution) }),
		run: async (ctx, { query }) => ({ json: { items: await listInstitutions(ctx, query) } })
	}),
	operation({
		method: 'get',
		path: '/institutions/{id}',
		id: 'readInstitution',
		summary: 'One institution with its aliases',
		tag: 'institutions',
		policy: 'signedIn',
		params: ById,
		answer: Institution,
		run: async (ctx, { params }) => {
			const institution = await readInstitution(ctx, params.id);
			return { json: institution, version: institution.version };
		}
	}),
	operation({
		method: 'post',
		path: '/institutions',
		id: 'addInstitution',
		summary: 'Add an institution: the secretariat, and authors while they document',
		tag: 'institutions',
		policy: 'signedIn',
		body: InstitutionInput,
		creates: true,
		answer: Institution,
		run: async (ctx, { body }) => {
			const id = await addInstitution(ctx, body);
			return { status: 201, json: await readInstitution(ctx, id), version: 1, location: `/api/v1/institutions/${id}` };
		}
	}),
	operation({
		method: 'put',
		path: '/institutions/{id}',
		id: 'changeInstitution',
		summary: 'Change an institution, all its aliases included',
		tag: 'institutions',
		policy: 'secretariat',
		params: ById,
		body: InstitutionInput,
		versioned: true,
		answer: Institution,
		run: async (ctx, { params, body, version }) => {
			if (version === undefined) throw new Problem('versionRequired');
			await changeInstitution(ctx, params.id, version, body);
			const institution = await readInstitution(ctx, params.id);
			return { json: institution, version: institution.version };
		}
	})
];
