// The same path through the API: every step under its own address, and what is refused there.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createApi } from '#app/api.server.ts';
import { readEdition } from '#features/methodology/handlers.server.ts';
import { createApiKey } from '#features/people/handlers.server.ts';
import { createPractice, submitPractice } from '#features/practices/handlers.server.ts';
import { emptyLayers } from '#features/practices/schema.ts';
import type { Role } from '#platform/ctx.ts';
import { openTestApp, type TestApp } from '../../../test/app.ts';
import { insertInstitution, insertPerson } from '../../../test/factories.ts';

let test: TestApp;
let code: string;
const keys = new Map<string, string>();
const ids = new Map<string, string>();

beforeAll(async () => {
	test = await openTestApp();
	const people: [string, Role][] = [
		['author', 'author'],
		['secretariat', 'secretariat'],
		['a', 'assessor'],
		['b', 'assessor']
	];
	for (const [name, role] of people) {
		const id = await insertPerson(test.app.db, `${name}@example.org`, [role]);
		ids.set(name, id);
		keys.set(name, (await createApiKey(test.ctx(), id, name)).key);
	}
	const author = test.ctx({ kind: 'person', id: ids.get('author') ?? '', name: 'author', roles: ['author'], institutionIds: [] });
	const fields = Object.fromEntries(readEdition(test.app, 'redlac-2021/1').fields.map(({ key }) => [key, `Texto de ${key}.`]));
	const institutionId = await insertInstitution(test.app.db, 'Institución de prueba');
	({ code } = await createPractice(author, {
		fields,
		layers: {
			...emptyLayers,
			consent: { truthful: true, licence: 'CC-BY-4.0', authorisations: [] },
			contact: { name: 'Inventada', email: 'contacto@example.org', phone: '' }
		},
		institutionIds: [institutionId]
	}));
	await submitPractice(author, code);
});
afterAll(() => test.remove());

async function call(who: string, method: string, path: string, body?: unknown, headers: Record<string, string> = {}) {
	const response = await createApi(test.app).fetch(
		new Request(`http://127.0.0.1/api/v1${path}`, {
			method,
			headers: { authorization: `Bearer ${keys.get(who)}`, 'content-type': 'application/json', ...headers },
			...(body === undefined ? {} : { body: JSON.stringify(body) })
		})
	);
	const text = await response.text();
	return { status: response.status, etag: response.headers.get('etag'), json: text ? JSON.parse(text) : undefined };
}

const act = (who: string, name: string, body: unknown = {}) => call(who, 'POST', `/practices/${code}/acts/${name}`, body);

describe('a practice assessed through the API', () => {
	it('goes from sent to published', async () => {
		expect(await act('a', 'startRequirements')).toMatchObject({ status: 403, json: { code: 'notAllowed' } });
		expect((await act('secretariat', 'startRequirements')).status).toBe(204);
		for (const { key } of readEdition(test.app, 'redlac-2021/1').requirements)
			expect((await act('secretariat', 'checkRequirement', { key, met: true })).status).toBe(204);
		expect((await act('secretariat', 'assign', { personIds: [ids.get('a'), ids.get('b')] })).status).toBe(204);
		expect(await act('author', 'handOver', { email: 'a@example.org' })).toMatchObject({ status: 409, json: { code: 'alreadyAssigned' } });
		for (const who of ['a', 'b']) {
			expect((await call(who, 'GET', '/assessments/mine')).json.items).toMatchObject([{ code, judged: 0 }]);
			expect((await call(who, 'GET', `/practices/${code}/assessments/mine`)).json.content).toBeNull();
			expect((await act(who, 'declareInterest', { interest: 'none' })).status).toBe(204);
			// Whom to call is no part of what is judged, and what the answer does not declare does not travel.
			const opened = (await call(who, 'GET', `/practices/${code}/assessments/mine`)).json;
			expect(opened.content.layers.contact).toEqual(emptyLayers.contact);
			expect(opened).not.toHaveProperty('canJudge');
			for (const { key: criterion } of readEdition(test.app, 'redlac-2021/1').criteria) {
				const judgement = { level: criterion === 'results' ? 1 : '2', reason: 'motivo', evidence: ['indicator: uno'] };
				const path = `/practices/${code}/assessments/mine/${criterion}`;
				expect((await call(who, 'PUT', path, judgement)).status).toBe(428);
				expect(await call(who, 'PUT', path, judgement, { 'if-match': '"0"' })).toMatchObject({ status: 200, etag: '"1"' });
				expect(await call(who, 'PUT', path, judgement, { 'if-match': '"0"' })).toMatchObject({ status: 412 });
			}
			const answers = { tested: { answer: 'yes', note: '' } };
			const checkPath = `/practices/${code}/assessments/mine/definition-check`;
			expect((await call(who, 'PUT', checkPath, answers)).status).toBe(428);
			expect(await call(who, 'PUT', checkPath, answers, { 'if-match': '"1"' })).toMatchObject({ status: 412 });
			expect(await call(who, 'PUT', checkPath, answers, { 'if-match': `"${opened.version}"` })).toMatchObject({ status: 200 });
			expect((await act(who, 'handInAssessment')).status).toBe(204);
		}
		const { json } = await call('secretariat', 'GET', `/practices/${code}/case`);
		expect(json).toMatchObject({
			state: 'assessment',
			proposal: { class: 'promising', unmet: ['results'] },
			acts: expect.arrayContaining(['confirm'])
		});
		expect(json.seats[0].judgements.results).toMatchObject({ level: '1', version: 1 });
		expect(json.seats[0].judgements.results).not.toHaveProperty('assessmentId');
		expect((await act('secretariat', 'confirm', {})).status).toBe(204);
		expect(await act('secretariat', 'publish', {})).toMatchObject({ status: 409, json: { code: 'authorNotHeard' } });
		const verdict = await call('author', 'GET', `/practices/${code}/verdict`);
		expect(verdict).toMatchObject({ status: 200, json: { class: 'promising', canAnswer: true } });
		expect((await call('author', 'PUT', `/practices/${code}/verdict/answer`, { answer: '' })).status).toBe(428);
		expect(
			await call('author', 'PUT', `/practices/${code}/verdict/answer`, { answer: 'Gracias.' }, { 'if-match': `"${verdict.json.version}"` })
		).toMatchObject({ status: 200 });
		expect((await act('secretariat', 'publish', {})).status).toBe(204);
		expect(await act('secretariat', 'publish', {})).toMatchObject({ status: 409, json: { code: 'wrongState' } });
		expect((await call('secretariat', 'GET', `/practices/${code}/case`)).json.verdict).toMatchObject({ class: 'promising' });
		expect((await act('secretariat', 'retire')).status).toBe(204);
		expect((await call('secretariat', 'GET', `/practices/${code}/case`)).json.state).toBe('retired');
	});

	it('judges a sheet without keeping it', async () => {
		const criteria = Object.fromEntries(
			readEdition(test.app, 'redlac-2021/1').criteria.map(({ key }) => [key, { level: 2, reason: 'motivo', evidence: ['file:x'] }])
		);
		const panel = ['e1', 'e2'].map((assessor) => ({ assessor, criteria }));
		expect((await call('author', 'POST', '/verdict', { edition: 'redlac-2021/1', panel })).json).toMatchObject({ class: 'good' });
		expect((await call('author', 'POST', '/verdict', { edition: 'redlac-2021/1', panel: [] })).json).toEqual({
			refused: [{ path: 'panel', reason: 'panelTooSmall' }]
		});
	});
});
