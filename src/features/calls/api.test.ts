// Calls, the board and the seats of a panel through the API.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createApi } from '#app/api.server.ts';
import { currentEdition } from '#features/methodology/handlers.server.ts';
import type { Edition } from '#features/methodology/schema.ts';
import { createApiKey } from '#features/people/handlers.server.ts';
import { emptyLayers } from '#features/practices/schema.ts';
import type { Role } from '#platform/ctx.ts';
import { wallClockAt } from '#platform/zones.ts';
import { openTestApp, type TestApp } from '../../../test/app.ts';
import { insertInstitution, insertPerson } from '../../../test/factories.ts';

let test: TestApp;
let edition: Edition;
let institutionId: string;
const keys = new Map<string, string>();
const ids = new Map<string, string>();
const day = 24 * 3600 * 1000;

beforeAll(async () => {
	test = await openTestApp();
	edition = await currentEdition(test.app);
	institutionId = await insertInstitution(test.app.db, 'Institución de prueba');
	const people: [string, Role][] = [
		['author', 'author'],
		['secretariat', 'secretariat'],
		['a', 'assessor'],
		['b', 'assessor'],
		['c', 'assessor']
	];
	for (const [name, role] of people) {
		const id = await insertPerson(test.app.db, `${name}@example.org`, [role]);
		ids.set(name, id);
		keys.set(name, (await createApiKey(test.ctx(), id, name)).key);
	}
});
afterAll(() => test.remove());

async function ask(who: string | null, method: string, path: string, body?: unknown, headers: Record<string, string> = {}) {
	const response = await createApi(test.app).fetch(
		new Request(`http://127.0.0.1/api/v1${path}`, {
			method,
			headers: { ...(who ? { authorization: `Bearer ${keys.get(who)}` } : {}), 'content-type': 'application/json', ...headers },
			...(body === undefined ? {} : { body: JSON.stringify(body) })
		})
	);
	const text = await response.text();
	return { status: response.status, etag: response.headers.get('etag'), json: text ? JSON.parse(text) : undefined };
}

const at = (days: number) => wallClockAt(new Date(test.app.now().getTime() + days * day), 'America/Lima');

function call(more: object = {}) {
	return {
		title: 'Convocatoria de prueba',
		edition: edition.id,
		timeZone: 'America/Lima',
		opensAt: at(-1),
		closesAt: at(5),
		assessBy: at(9),
		assessors: ['a', 'b', 'c'].map((name) => ids.get(name)),
		...more
	};
}

describe('calls', () => {
	it('are made, read by anybody without their pool, changed on a version, and ended', async () => {
		expect((await ask('author', 'POST', '/calls', call())).status).toBe(403);
		expect(await ask('secretariat', 'POST', '/calls', call({ timeZone: '-05:00' }))).toMatchObject({
			status: 422,
			json: { fields: [{ path: 'timeZone' }] }
		});
		const made = await ask('secretariat', 'POST', '/calls', call());
		expect(made).toMatchObject({ status: 201, etag: '"1"' });
		const path = `/calls/${made.json.code}`;
		const read = await ask(null, 'GET', path);
		expect(read.json).toMatchObject({ phase: 'open', timeZone: 'America/Lima' });
		expect(JSON.stringify([read.json, (await ask(null, 'GET', '/calls')).json])).not.toContain(ids.get('a'));
		expect((await ask('author', 'GET', `${path}/desk`)).status).toBe(403);
		expect((await ask('secretariat', 'GET', `${path}/desk`)).json.people).toHaveLength(3);
		expect((await ask('secretariat', 'PUT', path, call())).status).toBe(428);
		expect((await ask('secretariat', 'PUT', path, call({ title: 'Otro' }), { 'if-match': '"1"' })).json).toMatchObject({ title: 'Otro' });
		expect((await ask('secretariat', 'PUT', path, call(), { 'if-match': '"1"' })).status).toBe(412);
		expect((await ask('secretariat', 'POST', `${path}/acts/end`, undefined, { 'if-match': '"2"' })).status).toBe(409);
	});
});

describe('a practice in a call', () => {
	it('is chosen for it, assigned from its pool, and its seats change hands', async () => {
		const { code: callCode } = (await ask('secretariat', 'POST', '/calls', call())).json;
		const fields = Object.fromEntries(edition.fields.map(({ key }) => [key, `Texto de ${key}.`]));
		const { code } = (await ask('author', 'POST', '/practices', { fields, institutionIds: [institutionId] })).json;
		const consent = { value: { ...emptyLayers.consent, truthful: true, licence: 'CC-BY-4.0' } };
		const draft = (await ask('author', 'GET', `/practices/${code}/draft`)).json;
		await ask('author', 'PUT', `/practices/${code}/fields/consent`, consent, { 'if-match': `"${draft.layers.consent.version}"` });
		const chosen = await ask('author', 'PUT', `/practices/${code}/call`, { call: callCode }, { 'if-match': `"${draft.version}"` });
		expect(chosen).toMatchObject({ status: 200, json: { version: draft.version + 1 } });
		expect((await ask('author', 'POST', `/practices/${code}/acts/submit`)).status).toBe(201);

		const act = (who: string, name: string, body: unknown = {}) => ask(who, 'POST', `/practices/${code}/acts/${name}`, body);
		await act('secretariat', 'startRequirements');
		for (const { key } of edition.requirements) await act('secretariat', 'checkRequirement', { key, met: true });
		expect((await act('secretariat', 'assign', { personIds: [ids.get('a'), ids.get('b')], dueOn: '2090-01-01' })).status).toBe(204);
		const seats = async () => (await ask('secretariat', 'GET', `/practices/${code}/case`)).json.seats;
		const [first] = await seats();
		expect(first).toMatchObject({ dueAt: '2090-01-02T04:59:00.000Z', isLate: false, tieToDecide: false });
		const onSeat = (who: string, name: string, body: unknown) =>
			ask(who, 'POST', `/practices/${code}/assessments/${first.assessmentId}/acts/${name}`, body);

		expect((await onSeat('secretariat', 'excuse', { kind: 'late' })).status).toBe(409);
		expect((await onSeat('secretariat', 'moveDue', { dueOn: '2020-01-01' })).status).toBe(422);
		expect((await onSeat('secretariat', 'moveDue', { dueOn: '2090-02-01' })).status).toBe(204);
		const nameOfFirst = first.assessorId === ids.get('a') ? 'a' : 'b';
		expect((await act(nameOfFirst, 'declareInterest', { interest: 'tie', note: 'Un vínculo.' })).status).toBe(204);
		expect((await onSeat(nameOfFirst, 'decideTie', { accept: true })).status).toBe(403);
		expect((await onSeat('secretariat', 'decideTie', { accept: false, note: 'No.' })).status).toBe(204);
		expect((await ask(nameOfFirst, 'POST', `/practices/${code}/assessments/mine/acts/excuse`, { note: 'Yo.' })).status).toBe(403);

		const board = (search = '') => ask('secretariat', 'GET', `/board?call=${callCode}${search}`);
		expect((await board()).json.rows).toMatchObject([{ code, waitsFor: 'secretariat', call: { code: callCode } }]);
		expect((await board('&overdue=true')).json.rows).toEqual([]);
		expect((await ask('a', 'GET', '/board')).status).toBe(403);
		expect((await act('secretariat', 'assign', { personIds: [ids.get('c')], standsInFor: first.assessmentId })).status).toBe(204);
		expect((await board(`&assessor=${ids.get('c')}`)).json.rows).toHaveLength(1);
		expect((await seats()).filter(({ isReplaced }: { isReplaced: boolean }) => isReplaced)).toHaveLength(1);
	});
});
