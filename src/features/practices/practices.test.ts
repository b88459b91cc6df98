// Documenting on a real database: who may write what and when, two people at once, what was sent, and the same through the API.
import { randomUUID } from 'node:crypto';
import fc from 'fast-check';
import type { Hono } from 'hono';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createApi } from '#app/api.server.ts';
import { findOrAddByName } from '#features/institutions/handlers.server.ts';
import { fieldKeys } from '#features/methodology/schema.ts';
import { createApiKey } from '#features/people/handlers.server.ts';
import type { Actor } from '#platform/ctx.ts';
import { Problem } from '#platform/problem.ts';
import { openTestApp, type TestApp } from '../../../test/app.ts';
import { insertActor, type Person } from '../../../test/factories.ts';
import {
	createPractice,
	declareClass,
	handOver,
	listOwnPractices,
	listSettledPieces,
	movePractice,
	placeUnplaced,
	readDraft,
	readMarks,
	readRevisions,
	readVersion,
	saveSection,
	setInstitutions,
	submitPractice,
	takeBackPiece
} from './handlers.server.ts';
import { diffWords } from './rules/diff.ts';

let test: TestApp;
let api: Hono;
let author: Person;
let colleague: Person;
let secretariat: Person;
let authorKey: string;
let strangerKey: string;

beforeAll(async () => {
	test = await openTestApp();
	api = createApi(test.app);
	author = await insertActor(test.app.db, 'autora', ['author']);
	colleague = await insertActor(test.app.db, 'colega', ['author']);
	secretariat = await insertActor(test.app.db, 'secretaria', ['secretariat']);
	authorKey = (await createApiKey(test.ctx(), author.id, 'prueba')).key;
	strangerKey = (await createApiKey(test.ctx(), colleague.id, 'prueba')).key;
});
afterAll(() => test.remove());

const draft = async () => (await createPractice(test.ctx(author), {})).code;
const write = (actor: Actor, code: string, version: number, value: string) =>
	saveSection(test.ctx(actor), code, 'results', version, { value });
const read = (code: string, actor: Actor = author) => readDraft(test.ctx(actor), code);

/** Answers everything that must be answered. */
async function complete(code: string): Promise<void> {
	const ctx = test.ctx(author);
	const { sections } = await read(code);
	for (const key of fieldKeys)
		await saveSection(ctx, code, key, sections[key].version, { value: `Texto de ${key}, con 120 personas.`, done: true });
	const value = { truthful: true, licence: 'CC-BY-4.0', authorisations: [] };
	await saveSection(ctx, code, 'consent', sections.consent.version, { value });
	const { institutions } = (await read(code)).sections;
	await setInstitutions(ctx, code, institutions.version, [await findOrAddByName(ctx, 'Oficina de Empleo Inventada')]);
}

async function problemOf(promise: Promise<unknown>): Promise<Problem> {
	const thrown = await promise.then(
		() => undefined,
		(error: unknown) => error
	);
	if (!(thrown instanceof Problem)) throw new Error(`expected a Problem, got ${thrown}`);
	return thrown;
}

describe('writing', () => {
	it('counts versions and keeps what stood before', async () => {
		const code = await draft();
		const first = await write(author, code, 1, 'uno');
		const second = await write(author, code, first.version, 'dos');
		expect([first.version, second.version]).toEqual([2, 3]);
		const revisions = await readRevisions(test.ctx(author), code, 'results');
		expect(revisions.map(({ version, value, updatedByName }) => [version, value, updatedByName])).toEqual([
			[2, 'uno', 'autora'],
			[1, '', 'autora']
		]);
	});

	it('gives the later of two people the text of the first, and loses neither', async () => {
		const code = await draft();
		await write(secretariat, code, 1, 'lo de la secretaría');
		const refused = await problemOf(write(author, code, 1, 'lo de la autora'));
		expect(refused).toMatchObject({ code: 'versionConflict', status: 412, detail: { current: 'lo de la secretaría', version: 2 } });
		await write(author, code, 2, 'lo de las dos');
		expect((await read(code)).content.fields.results).toBe('lo de las dos');
	});

	it('lets exactly one of many writers at one version through', async () => {
		const code = await draft();
		const results = await Promise.allSettled(Array.from({ length: 12 }, (_, n) => write(author, code, 1, `texto ${n}`)));
		expect(results.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
		expect((await read(code)).sections.results.version).toBe(2);
	});

	it('keeps several sections apart', async () => {
		const code = await draft();
		const saved = fieldKeys.map((key) => saveSection(test.ctx(author), code, key, 1, { value: key }));
		expect((await Promise.all(saved)).every(({ version }) => version === 2)).toBe(true);
	});

	it('refuses what the section cannot hold, naming the place', async () => {
		const code = await draft();
		const contact = { name: '', email: 'no es un correo', phone: '' };
		const refused = await problemOf(saveSection(test.ctx(author), code, 'contact', 1, { value: contact }));
		expect(refused).toMatchObject({ code: 'invalidInput', fields: [{ path: 'value.email' }] });
		const dates = { start: '2022-03', end: '2021', ongoing: false };
		const backwards = await problemOf(saveSection(test.ctx(author), code, 'dates', 1, { value: dates }));
		expect(backwards).toMatchObject({ code: 'invalidInput', fields: [{ path: 'value.end', message: 'endBeforeStart' }] });
		const long = await problemOf(write(author, code, 1, 'x'.repeat(60_001)));
		expect(long).toMatchObject({ code: 'invalidInput', fields: [{ path: 'value' }] });
		const unknown = await problemOf(setInstitutions(test.ctx(author), code, 1, [randomUUID()]));
		expect(unknown.code).toBe('invalidInput');
	});
});

describe('what stands beside the text', () => {
	it('institutions share the version of their section, so that nobody overwrites silently', async () => {
		const code = await draft();
		const [first, second] = await Promise.all(['Oficina Uno', 'Oficina Dos'].map((name) => findOrAddByName(test.ctx(author), name)));
		const chosen = await setInstitutions(test.ctx(author), code, 1, [first ?? '']);
		expect(chosen.version).toBe(2);
		const stale = await problemOf(setInstitutions(test.ctx(author), code, 1, [second ?? '']));
		expect(stale).toMatchObject({ code: 'versionConflict', detail: { current: [{ id: first }], version: 2 } });
		const staleText = await problemOf(saveSection(test.ctx(author), code, 'institutions', 1, { value: 'Oficina Dos' }));
		expect(staleText.code).toBe('versionConflict');
		// The same choice again is no change.
		expect((await setInstitutions(test.ctx(author), code, 2, [first ?? ''])).version).toBe(2);
		expect((await setInstitutions(test.ctx(author), code, 2, [first ?? '', second ?? ''])).version).toBe(3);
		expect((await read(code)).content.institutions).toHaveLength(2);
		expect(await readRevisions(test.ctx(author), code, 'institutions')).toEqual([]);
	});

	it('what it is presented as is chosen on a version of the practice', async () => {
		const code = await draft();
		expect(await declareClass(test.ctx(author), code, 1, 'good')).toEqual({ version: 2 });
		const stale = await problemOf(declareClass(test.ctx(author), code, 1, 'promising'));
		expect(stale).toMatchObject({ code: 'versionConflict', detail: { current: 'good', version: 2 } });
		expect((await read(code)).practice.declaredClass).toBe('good');
	});
});

describe('text without a place', () => {
	it('goes to the end of a field or away, once', async () => {
		const unplaced = [
			{ text: 'Un párrafo suelto', origin: 'line 3' },
			{ text: 'Un pie de página', origin: 'line 9' }
		];
		const { code } = await createPractice(test.ctx(author), { fields: { impact: '- Primero' }, unplaced });
		const [first, second] = (await read(code)).unplaced;
		await placeUnplaced(test.ctx(author), code, first?.id ?? '', 'impact');
		await placeUnplaced(test.ctx(author), code, second?.id ?? '', null);
		const { content, unplaced: left } = await read(code);
		expect(content.fields.impact).toBe('- Primero\n\nUn párrafo suelto');
		expect(left).toEqual([]);
		expect((await problemOf(placeUnplaced(test.ctx(author), code, first?.id ?? '', 'results'))).code).toBe('notFound');
	});

	it('is taken back out of its field, unless the field says something else by now; comments stand apart', async () => {
		const unplaced = [
			{ text: 'Un párrafo suelto', origin: 'line 3' },
			{ text: '¿Está bien así?', origin: 'line 4', kind: 'note' as const }
		];
		const { code } = await createPractice(test.ctx(author), { fields: { results: 'Primero' }, unplaced });
		const [piece, note] = (await read(code)).unplaced;
		expect(note?.kind).toBe('note');
		await placeUnplaced(test.ctx(author), code, piece?.id ?? '', 'results');
		await placeUnplaced(test.ctx(author), code, note?.id ?? '', null);
		expect((await listSettledPieces(test.ctx(author), code)).map(({ placedIn }) => placedIn)).toEqual([null, 'results']);
		await takeBackPiece(test.ctx(author), code, piece?.id ?? '');
		expect(await read(code)).toMatchObject({ content: { fields: { results: 'Primero' } }, unplaced: [{ id: piece?.id }] });
		await placeUnplaced(test.ctx(author), code, piece?.id ?? '', 'results');
		const { sections } = await read(code);
		await write(author, code, sections.results.version, 'Otro texto');
		expect((await problemOf(takeBackPiece(test.ctx(author), code, piece?.id ?? ''))).code).toBe('pieceChanged');
		expect((await problemOf(takeBackPiece(test.ctx(colleague), code, piece?.id ?? ''))).code).toBe('notFound');
		expect((await problemOf(listSettledPieces(test.ctx(colleague), code))).code).toBe('notFound');
		await takeBackPiece(test.ctx(author), code, note?.id ?? '');
		expect((await read(code)).unplaced.map(({ kind }) => kind)).toEqual(['note']);
	});

	it('text that no field can take stays where it is', async () => {
		const { code } = await createPractice(test.ctx(author), { unplaced: [{ text: 'palabra '.repeat(10_000), origin: 'line 1' }] });
		const [piece] = (await read(code)).unplaced;
		expect((await problemOf(placeUnplaced(test.ctx(author), code, piece?.id ?? '', 'results'))).code).toBe('invalidInput');
		expect(await read(code)).toMatchObject({ unplaced: [{ id: piece?.id }], content: { fields: { results: '' } } });
	});
});

describe('the life up to sending', () => {
	it('says which places lack an answer', async () => {
		const code = await draft();
		const { code: why, fields } = await problemOf(submitPractice(test.ctx(author), code));
		expect(why).toBe('incomplete');
		expect(fields.map(({ path, message }) => `${path} ${message}`)).toEqual([
			'institutions fieldEmpty',
			'institutions institutionNotRecognised',
			...fieldKeys.slice(1).map((key) => `${key} fieldEmpty`),
			'consent consentNotGiven',
			'consent licenceMissing'
		]);
	});

	it('freezes what was sent and closes the form', async () => {
		const code = await draft();
		await complete(code);
		expect(await submitPractice(test.ctx(author), code)).toEqual({ version: 1 });
		const { sections } = await read(code);
		expect((await problemOf(write(author, code, sections.results.version, 'tarde'))).code).toBe('wrongState');
		expect((await problemOf(declareClass(test.ctx(author), code, 1, 'good'))).code).toBe('wrongState');
		expect((await problemOf(submitPractice(test.ctx(author), code))).code).toBe('wrongState');
		await movePractice(test.ctx(author), code, 'withdraw');
		await movePractice(test.ctx(author), code, 'reopen');
		await write(author, code, sections.results.version, 'otra vez');
		expect(await submitPractice(test.ctx(author), code)).toEqual({ version: 2 });
		const sent = await Promise.all([1, 2].map((number) => readVersion(test.ctx(author), code, number)));
		expect(sent.map(({ content }) => content.fields.results)).toEqual(['Texto de results, con 120 personas.', 'otra vez']);
	});

	it('goes into other hands in one act', async () => {
		const code = await draft();
		const heir = (email: string) => handOver(test.ctx(author), code, email);
		expect((await problemOf(heir('nadie@example.org'))).code).toBe('notFound');
		await heir(' COLEGA@example.org ');
		expect((await problemOf(read(code))).code).toBe('notFound');
		expect((await read(code, colleague)).practice.code).toBe(code);
		expect((await listOwnPractices(test.ctx(colleague))).map((practice) => practice.code)).toContain(code);
	});

	it('does not exist for strangers', async () => {
		const code = await draft();
		const stranger = test.ctx(colleague);
		const tries = [
			() => readDraft(stranger, code),
			() => readMarks(stranger, code),
			() => readRevisions(stranger, code, 'title'),
			() => readVersion(stranger, code, 1),
			() => write(colleague, code, 1, 'mío'),
			() => submitPractice(stranger, code),
			() => movePractice(stranger, code, 'withdraw'),
			() => handOver(stranger, code, 'colega@example.org'),
			() => setInstitutions(stranger, code, 1, []),
			() => declareClass(stranger, code, 1, 'good')
		];
		for (const attempt of tries) expect((await problemOf(attempt())).code).toBe('notFound');
		expect((await problemOf(createPractice(test.ctx({ kind: 'anonymous' }), {}))).code).toBe('signInRequired');
	});
});

describe('the API', () => {
	const call = (method: string, path: string, { key = authorKey, body, headers = {} }: Call = {}) =>
		api.request(`/api/v1${path}`, {
			method,
			headers: { authorization: `Bearer ${key}`, ...(body === undefined ? {} : { 'content-type': 'application/json' }), ...headers },
			...(body === undefined ? {} : { body: JSON.stringify(body) })
		});
	interface Call {
		key?: string;
		body?: unknown;
		headers?: Record<string, string>;
	}
	const create = async (body: unknown = {}) => ((await (await call('POST', '/practices', { body })).json()) as { code: string }).code;

	it('creates one row however often the same call is repeated', async () => {
		await fc.assert(
			fc.asyncProperty(fc.uuid(), fc.string({ unit: 'grapheme', maxLength: 40 }), async (idempotencyKey, title) => {
				const fields = { title: title.replaceAll('\u0000', '') };
				const before = (await listOwnPractices(test.ctx(author))).length;
				const answers = await Promise.all(
					Array.from({ length: 50 }, () => call('POST', '/practices', { body: { fields }, headers: { 'idempotency-key': idempotencyKey } }))
				);
				expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([201]));
				expect(new Set(await Promise.all(answers.map((answer) => answer.text()))).size).toBe(1);
				expect(await listOwnPractices(test.ctx(author))).toHaveLength(before + 1);
			}),
			{ numRuns: 3 }
		);
	});

	it('writes a field on top of the version it was read at', async () => {
		const code = await create({ declaredClass: 'promising', fields: { title: 'Un título' } });
		const whole = (await (await call('GET', `/practices/${code}/draft`)).json()) as {
			declaredClass: string;
			fields: Record<string, { value: string; version: number }>;
		};
		expect(whole).toMatchObject({ declaredClass: 'promising', fields: { title: { value: 'Un título', version: 1 } } });
		const put = (version: string | undefined, value: unknown) =>
			call('PUT', `/practices/${code}/fields/title`, { body: { value }, headers: version ? { 'if-match': version } : {} });
		expect((await put(undefined, 'sin versión')).status).toBe(428);
		const saved = await put('"1"', 'Otro título');
		expect([saved.status, saved.headers.get('etag')]).toEqual([200, '"2"']);
		const stale = await put('"1"', 'Perdido');
		expect([stale.status, await stale.json()]).toMatchObject([
			412,
			{ code: 'versionConflict', detail: { current: 'Otro título', version: 2 } }
		]);
		expect((await put('"2"', 7)).status).toBe(422);
		// Half a sign and a NUL byte are texts to JSON and to no database.
		expect([(await put('"2"', '\ud800')).status, (await put('"2"', '\0')).status]).toEqual([422, 422]);
		expect((await call('PUT', `/practices/${code}/fields/no`, { body: { value: '' }, headers: { 'if-match': '"1"' } })).status).toBe(422);
	});

	it('walks a practice from the draft to its sending and back', async () => {
		const code = await create();
		const refused = await call('POST', `/practices/${code}/acts/submit`);
		expect([refused.status, await refused.json()]).toMatchObject([422, { code: 'incomplete' }]);
		await complete(code);
		const declare = (headers?: Record<string, string>) =>
			call('PUT', `/practices/${code}/declared-class`, { body: { declaredClass: 'good' }, ...(headers ? { headers } : {}) });
		expect((await declare()).status).toBe(428);
		expect((await declare({ 'if-match': '"7"' })).status).toBe(412);
		expect((await declare({ 'if-match': '"1"' })).headers.get('etag')).toBe('"2"');
		expect(await (await call('POST', `/practices/${code}/acts/submit`)).json()).toEqual({ version: 1 });
		expect(await (await call('POST', `/practices/${code}/acts/withdraw`)).json()).toEqual({ code, state: 'withdrawn' });
		expect(await (await call('POST', `/practices/${code}/acts/reopen`)).json()).toEqual({ code, state: 'draft' });
		expect((await call('POST', `/practices/${code}/acts/archive`)).status).toBe(403);
		const mine = (await (await call('GET', '/practices/mine')).json()) as { items: { code: string }[] };
		expect(mine.items.map((item) => item.code)).toContain(code);
	});

	it('shows a stranger nothing', async () => {
		const code = await create();
		const key = strangerKey;
		expect((await call('GET', `/practices/${code}/draft`, { key })).status).toBe(404);
		expect((await call('POST', `/practices/${code}/acts/submit`, { key })).status).toBe(404);
		expect((await api.request(`/api/v1/practices/${code}/draft`)).status).toBe(401);
	});
});

describe('diffWords', () => {
	const text = fc.array(fc.constantFrom('casa', 'perro', ' ', '\n', '12', '.', 'ñandú'), { maxLength: 30 }).map((words) => words.join(''));
	const joined = (parts: ReturnType<typeof diffWords>, left: 'added' | 'removed') =>
		parts
			.filter(({ kind }) => kind !== left)
			.map((part) => part.text)
			.join('');

	it('holds both texts whole, whatever they are', () => {
		fc.assert(
			fc.property(text, text, (before, after) => {
				const parts = diffWords(before, after);
				expect(joined(parts, 'added')).toBe(before);
				expect(joined(parts, 'removed')).toBe(after);
			})
		);
	});

	it('marks words, not letters, and nothing where nothing changed', () => {
		expect(diffWords('una casa grande', 'una cama grande')).toEqual([
			{ kind: 'same', text: 'una ' },
			{ kind: 'removed', text: 'casa' },
			{ kind: 'added', text: 'cama' },
			{ kind: 'same', text: ' grande' }
		]);
		expect(diffWords('igual', 'igual')).toEqual([{ kind: 'same', text: 'igual' }]);
		expect(diffWords('', '')).toEqual([]);
	});
});
