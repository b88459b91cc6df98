// The main job by command line and API alone: from the seed's file to a published, assessed practice, and back out as Word.
import { existsSync } from 'node:fs';
import { readFile, rm } from 'node:fs/promises';
import path from 'node:path';
import { expect, test } from '@playwright/test';
import { startServer, type TestServer } from '../server.ts';
import { temporaryFolder } from '../temporary.ts';
import { createAccount, createKey, exemplarLevels, type Member } from './cast.ts';

const seed = '../shared/seed/formato-buenas-practicas.txt';
const expectedFile = '../shared/seed/expected.json';

let server: TestServer;
let folder: string;
const keys = {} as Record<Member, string>;

test.beforeAll(async () => {
	server = await startServer();
	folder = await temporaryFolder();
	for (const member of ['secretariat', 'author', 'assessorA', 'assessorB'] as const) {
		await createAccount(server, member);
		keys[member] = await createKey(server, member);
	}
});

test.afterAll(async () => {
	await server.stop();
	await rm(folder, { recursive: true, force: true });
});

interface Answer<T> {
	status: number;
	body: T;
	version: string | null;
}

async function call<T = Record<string, unknown>>(
	who: Member | null,
	method: string,
	address: string,
	body?: unknown,
	headers: Record<string, string> = {}
): Promise<Answer<T>> {
	const isForm = body instanceof FormData;
	const response = await fetch(`${server.origin}/api/v1${address}`, {
		method,
		headers: {
			...(who ? { authorization: `Bearer ${keys[who]}` } : {}),
			...(body && !isForm ? { 'content-type': 'application/json' } : {}),
			...headers
		},
		...(body ? { body: isForm ? body : JSON.stringify(body) } : {})
	});
	const text = await response.text();
	return { status: response.status, body: (text ? JSON.parse(text) : null) as T, version: response.headers.get('etag') };
}

/** A call that must succeed. */
async function done<T = Record<string, unknown>>(...args: Parameters<typeof call>): Promise<T> {
	const answer = await call<T>(...args);
	expect(answer.status, `${args[1]} ${args[2]}: ${JSON.stringify(answer.body)}`).toBeLessThan(300);
	return answer.body;
}

interface Draft {
	fields: Record<string, { value: string; version: number }>;
	layers: Record<string, { value: unknown; version: number }>;
	institutions: { id: string; name: string }[];
	state: string;
}

test('from the seed’s file to a published practice, by command line and API', async () => {
	test.skip(!existsSync(seed), 'needs ../shared/seed');
	const expected = JSON.parse(await readFile(expectedFile, 'utf8')) as { declaredClass: string; fields: Record<string, string> };

	// The authority file knows one of the implementers under the spelling of the form.
	await done('secretariat', 'POST', '/institutions', {
		name: 'Cooperación Técnica Alemana (GIZ México)',
		aliases: ['GIZ México'],
		country: 'MX',
		level: 'international',
		parentId: null
	});

	const form = new FormData();
	form.set('file', new Blob([await readFile(seed)]), 'formato-buenas-practicas.txt');
	const key = { 'idempotency-key': 'journey-import' };
	type Imported = { code: string; declaredClass: string; fields: Record<string, string>; unplaced: unknown[] };
	const { practices } = await done<{ practices: [Imported] }>('author', 'POST', '/practices/import', form, key);
	const [imported] = practices;
	const { code } = imported;
	expect(imported.fields).toEqual(expected.fields);
	expect(imported.declaredClass).toBe(expected.declaredClass);
	expect(imported.unplaced).toEqual([]);

	// Nobody else sees the draft, and what is missing is named.
	expect((await call('assessorA', 'GET', `/practices/${code}/draft`)).status).toBe(404);
	expect((await call(null, 'GET', `/practices/${code}`)).status).toBe(404);
	const early = await call<{ code: string; fields: { path: string }[] }>('author', 'POST', `/practices/${code}/acts/submit`);
	expect(early.body.code).toBe('incomplete');
	expect(early.body.fields.map(({ path: place }) => place)).toContain('consent');

	const draft = await done<Draft>('author', 'GET', `/practices/${code}/draft`);
	expect(draft.institutions.map(({ name }) => name)).toContain('Servicio Nacional de Empleo (SNE)');
	const consent = { truthful: true, licence: 'CC-BY-4.0', authorisations: [] };
	await done(
		'author',
		'PUT',
		`/practices/${code}/fields/consent`,
		{ value: consent },
		{ 'if-match': `"${draft.layers.consent?.version}"` }
	);
	await done('author', 'PUT', `/practices/${code}/fields/themes`, { value: ['financial-inclusion'] }, { 'if-match': '"1"' });
	await done('author', 'PUT', `/practices/${code}/fields/groups`, { value: ['refugee'] }, { 'if-match': '"1"' });
	const stale = await call<{ code: string; detail: { version: number } }>(
		'author',
		'PUT',
		`/practices/${code}/fields/groups`,
		{ value: [] },
		{ 'if-match': '"1"' }
	);
	expect([stale.status, stale.body.code, stale.body.detail.version]).toEqual([412, 'versionConflict', 2]);

	const evidence: Record<string, string> = {};
	for (const criterion of ['impact', 'results']) {
		const upload = new FormData();
		upload.set('file', new Blob(['Evidencia inventada: antes 4.6, después 7.9 de 10 casos.']), `${criterion}.txt`);
		upload.set('key', criterion);
		upload.set('visibility', 'network');
		evidence[criterion] = (await done<{ id: string }>('author', 'POST', `/practices/${code}/attachments`, upload)).id;
	}
	await done('author', 'POST', `/practices/${code}/acts/submit`);

	await done('secretariat', 'POST', `/practices/${code}/acts/startRequirements`);
	const unready = await call<{ code: string }>('secretariat', 'POST', `/practices/${code}/acts/assign`, { personIds: ['nobody'] });
	expect(unready.body.code).toBe('requirementsUnmet');
	const { items } = await done<{ items: { id: string; requirements: { key: string }[] }[] }>(null, 'GET', '/editions');
	for (const { key: requirement } of items.find(({ id }) => id === 'redlac-2021/1')?.requirements ?? [])
		await done('secretariat', 'POST', `/practices/${code}/acts/checkRequirement`, { key: requirement, met: true, reason: '' });
	const { items: candidates } = await done<{ items: { id: string; eligible: boolean }[] }>(
		'secretariat',
		'GET',
		`/practices/${code}/candidates`
	);
	const eligible = candidates.filter((candidate) => candidate.eligible).map(({ id }) => id);
	expect(eligible).toHaveLength(2);
	await done('secretariat', 'POST', `/practices/${code}/acts/assign`, { personIds: eligible });
	expect((await call<{ code: string }>('secretariat', 'POST', `/practices/${code}/acts/publish`)).body.code).toBe('noVerdict');

	for (const assessor of ['assessorA', 'assessorB'] as const) {
		expect(
			(await call<{ code: string }>(assessor, 'PUT', `/practices/${code}/assessments/mine/impact`, { level: '2' }, { 'if-match': '"0"' }))
				.body.code
		).toBe('interestNotDeclared');
		await done(assessor, 'POST', `/practices/${code}/acts/declareInterest`, { interest: 'none' });
		for (const [criterion, level] of Object.entries(exemplarLevels)) {
			const rests = evidence[criterion] ? `file:${evidence[criterion]}` : `text:${criterion}`;
			const judgement = {
				level,
				reason: `Razón de prueba de ${assessor}.`,
				evidence: [rests],
				questions: {},
				commitment: criterion === 'sustainability' ? { owner: 'Unidad de capacitación (inventada)', due: '2027-06-30' } : null
			};
			await done(assessor, 'PUT', `/practices/${code}/assessments/mine/${criterion}`, judgement, { 'if-match': '"0"' });
		}
		const blind = JSON.stringify((await call('assessorB', 'GET', `/practices/${code}/assessments/mine`)).body);
		expect(blind).not.toContain('assessorA');
		await done(assessor, 'POST', `/practices/${code}/acts/handInAssessment`);
	}

	const ready = await done<{ proposal: { class: string; unmet: string[]; conditional: boolean } }>(
		'secretariat',
		'GET',
		`/practices/${code}/case`
	);
	expect(ready.proposal).toMatchObject({ class: 'promising', unmet: ['results'], conditional: true });
	await done('secretariat', 'POST', `/practices/${code}/acts/confirm`, {});
	expect((await call<{ code: string }>('secretariat', 'POST', `/practices/${code}/acts/publish`, {})).body.code).toBe('authorNotHeard');
	const read = await done<{ version: number }>('author', 'GET', `/practices/${code}/verdict`);
	const answer = { answer: 'Estamos levantando la línea base (respuesta inventada).' };
	await done('author', 'PUT', `/practices/${code}/verdict/answer`, answer, { 'if-match': `"${read.version}"` });
	await done('secretariat', 'POST', `/practices/${code}/acts/publish`, {});

	const found = await done<{
		total: number;
		items: { code: string; class: string }[];
		facets: Record<string, { key: string; count: number }[]>;
	}>(null, 'GET', '/practices?q=capacitaciones%20financiera&theme=financial-inclusion');
	expect(found.items.map((item) => [item.code, item.class])).toEqual([[code, 'promising']]);
	expect(found.facets.group).toContainEqual(expect.objectContaining({ key: 'refugee', count: 1 }));
	const record = await done<{ fields: Record<string, string>; verdict: { class: string; unmet: string[]; answer: string } }>(
		null,
		'GET',
		`/practices/${code}`
	);
	expect(record.fields).toEqual(expected.fields);
	expect(record.verdict).toMatchObject({ class: 'promising', unmet: ['results'], ...answer });
	const searched = await server.acervo(['search', 'capacitacion', '--json']);
	expect(searched.stdout).toContain(code);

	const word = path.join(folder, 'practica.docx');
	const pdf = path.join(folder, 'practica.pdf');
	for (const [format, file] of [
		['docx', word],
		['pdf', pdf]
	] as const) {
		const exported = await server.acervo(['export', code, '--format', format, '--output', file]);
		expect(exported.code, exported.stderr).toBe(0);
	}
	expect((await readFile(pdf)).subarray(0, 5).toString()).toBe('%PDF-');
	const verdict = path.join(path.dirname(pdf), 'dictamen.pdf');
	expect(await server.acervo(['export', code, '--format', 'verdict', '--output', verdict])).toMatchObject({ code: 0 });
	expect((await readFile(verdict)).subarray(0, 5).toString()).toBe('%PDF-');
	const back = await server.acervo(['import', word, '--dry-run', '--json']);
	expect(back.code, back.stderr).toBe(0);
	const [practice] = (
		JSON.parse(back.stdout) as { practices: { declaredClass: string; fields: Record<string, string>; unplaced: unknown[] }[] }
	).practices;
	expect(practice?.fields).toEqual(expected.fields);
	expect([practice?.declaredClass, practice?.unplaced]).toEqual(['promising', []]);

	// Withdrawn by command line: gone from the kept page within a second, and a tombstone stays.
	expect((await fetch(`${server.origin}/practicas/${code}`)).status).toBe(200);
	const retired = await server.acervo(['retire', code]);
	expect(retired.code, retired.stderr).toBe(0);
	await expect.poll(async () => (await fetch(`${server.origin}/practicas/${code}`)).status, { timeout: 1000 }).toBe(410);
	expect((await call(null, 'GET', `/practices/${code}`)).status).toBe(410);
});

test('a file that is no form is refused with a sentence, and nothing is created', async () => {
	const form = new FormData();
	form.set('file', new Blob(['Código de conducta. Todas las personas deben llegar a tiempo.']), 'codigo.txt');
	const refused = await call<{ code: string; title: string }>('author', 'POST', '/practices/import', form, { 'accept-language': 'es' });
	expect([refused.status, refused.body.code]).toEqual([422, 'fileNoForm']);
	expect(refused.body.title).toContain('formato');
	const mine = await done<{ items: unknown[] }>('author', 'GET', '/practices/mine');
	expect(JSON.stringify(mine)).not.toContain('codigo');
});

test('fifty identical creating calls with one key make one practice', async () => {
	const headers = { 'idempotency-key': 'fifty' };
	const answers = await Promise.all(
		Array.from({ length: 50 }, () => call<{ code: string }>('author', 'POST', '/practices', { declaredClass: 'good' }, headers))
	);
	expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([201]));
	expect(new Set(answers.map(({ body }) => body.code)).size).toBe(1);
	const other = await call<{ code: string }>('author', 'POST', '/practices', { declaredClass: 'promising' }, headers);
	expect([other.status, other.body.code]).toEqual([422, 'idempotencyMismatch']);
});
