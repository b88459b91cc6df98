// Practices and assessments as spreadsheets through the real app: what is in them, who may have them, and that they come back.
import { existsSync, readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createApi } from '#app/api.server.ts';
import { declareInterest, handInAssessment, saveJudgement } from '#features/assessments/handlers/judging.server.ts';
import { assignAssessors, checkRequirements, startRequirements } from '#features/assessments/handlers/review.server.ts';
import { disclose } from '#features/assessments/handlers/verdict.server.ts';
import { readEdition } from '#features/methodology/handlers.server.ts';
import { type FieldKey, fieldKeys, type Level } from '#features/methodology/schema.ts';
import { createApiKey } from '#features/people/handlers.server.ts';
import { createPractice, submitPractice } from '#features/practices/handlers.server.ts';
import { emptyLayers } from '#features/practices/schema.ts';
import type { Ctx, Role } from '#platform/ctx.ts';
import { readDocument } from '#platform/documents/format.server.ts';
import { type TableBlock, wordsOf } from '#platform/documents/read-document.ts';
import { openTestApp, type TestApp } from '../../../test/app.ts';
import { insertInstitution, insertPerson, insertPublished } from '../../../test/factories.ts';
import { exportPractice } from './handlers/export.server.ts';
import { readFileHere } from './reading/reading-here.server.ts';

let test: TestApp;
let api: ReturnType<typeof createApi>;
let secretariatId: string;
let codes: string[];
const keys = new Map<string, string>();

const everyField = (text: string) => Object.fromEntries(fieldKeys.map((key) => [key, text])) as Record<FieldKey, string>;

beforeAll(async () => {
	test = await openTestApp();
	api = createApi(test.app);
	secretariatId = await insertPerson(test.app.db, 'secretaria@example.org', ['secretariat']);
	const pil = await insertInstitution(test.app.db, 'Programa Imaginario de Labores');
	codes = [];
	for (const given of [
		{
			fields: { ...everyField('- uno\n  - dos\n\n**tres**'), title: '=SUM(1;1)' },
			institutions: [{ id: pil, name: 'Programa Imaginario de Labores' }],
			layers: {
				groups: ['refugee', 'host'],
				places: { codes: ['MX-CHP'], detail: '', reserved: false },
				dates: { start: '2021-03-15', end: '2022', ongoing: false },
				reach: { people: 1_500, note: '' }
			},
			validUntil: '2099-01-31'
		},
		{
			fields: { title: 'Ferias de empleo', description: `${'ñandú '.repeat(9_000)}fin` },
			layers: { groups: ['returnee-mx'] },
			class: 'good' as const,
			unmet: []
		}
	]) {
		const { code } = await insertPublished(test.ctx(), secretariatId, given);
		codes.push(code);
	}
});
afterAll(() => test.remove());

async function get(path: string, key?: string) {
	const response = await api.fetch(
		new Request(`http://127.0.0.1/api/v1${path}`, key === undefined ? {} : { headers: { authorization: `Bearer ${key}` } })
	);
	return { status: response.status, headers: response.headers, bytes: new Uint8Array(await response.arrayBuffer()) };
}

async function tablesOf(bytes: Uint8Array): Promise<TableBlock[]> {
	const answer = await readDocument(bytes);
	if (!answer.ok) throw new Error(answer.why);
	return answer.document.blocks.filter((block) => block.kind === 'table');
}

/** Rows of the first table by their machine keys. */
async function rowsOf(bytes: Uint8Array): Promise<Record<string, string>[]> {
	const [table] = await tablesOf(bytes);
	return (table?.rows.slice(2) ?? []).map((row) =>
		Object.fromEntries(row.cells.map((cell, index) => [table?.keys?.[index] ?? '', wordsOf(cell.blocks)]))
	);
}

const read = async (bytes: Uint8Array) => {
	const result = await readFileHere({ bytes, edition: readEdition(test.app, 'redlac-2021/1') });
	if (!result.ok) throw new Error(result.why);
	return result.practices;
};

describe.each(['xlsx', 'csv'])('the catalogue as %s', (format) => {
	it('has a typed row per practice', async () => {
		const { status, headers, bytes } = await get(`/catalogue/${format}`);
		expect(status).toBe(200);
		expect(headers.get('content-disposition')).toMatch(new RegExp(`catalogo-\\d{4}-\\d{2}-\\d{2}\\.${format}$`));
		const rows = await rowsOf(bytes);
		expect(rows.map((row) => row.code)).toEqual(codes);
		expect(rows[0]).toMatchObject({
			class: 'Práctica prometedora',
			declaredClass: 'Práctica prometedora',
			label: 'vigente',
			validUntil: '2099-01-31',
			'criterion.results': 'no cumple todavía',
			'criterion.impact': 'cumple',
			institutionNames: 'Programa Imaginario de Labores',
			places: 'Chiapas',
			groups: 'personas refugiadas reconocidas; comunidad de acogida',
			year: '2021',
			start: '2021-03-15',
			end: '2022',
			people: '1500',
			language: 'Español',
			url: `${test.app.config.origin}/practicas/${codes[0]}`
		});
	});

	it('imports as the same practices', async () => {
		const practices = await read((await get(`/catalogue/${format}`)).bytes);
		expect(practices.map(({ fields, declaredClass }) => ({ fields, declaredClass }))).toEqual([
			{ fields: { ...everyField('- uno\n  - dos\n\n**tres**'), title: '=SUM(1;1)' }, declaredClass: 'promising' },
			{
				fields: { ...everyField(''), title: 'Ferias de empleo', description: `${'ñandú '.repeat(9_000)}fin` },
				declaredClass: 'promising'
			}
		]);
		expect(practices[0]?.unplaced).toContainEqual(expect.objectContaining({ text: 'Lugares: Chiapas' }));
	});

	it('answers the question of the catalogue, or gives the chosen ones', async () => {
		const listed = async (query: string) => (await rowsOf((await get(`/catalogue/${format}?${query}`)).bytes)).map((row) => row.code);
		expect(await listed('q=ferias')).toEqual([codes[1]]);
		expect(await listed('group=host')).toEqual([codes[0]]);
		expect(await listed(`code=${codes[1]}`)).toEqual([codes[1]]);
		expect(await listed(`code=${codes[1]}&code=${codes[0]}`)).toEqual(codes);
		expect(await listed('q=nada-de-esto')).toEqual([]);
	});

	it.each(['code=AC-9999', 'code=', 'code=%27'])('never widens %s to everything', async (query) => {
		expect((await get(`/catalogue/${format}?${query}`)).status).toBe(404);
	});

	it('forgets a retired practice', async () => {
		const { code, id } = await insertPublished(test.ctx(), secretariatId, { fields: { title: 'Se retira' } });
		await test.app.db.updateTable('catalogueEntry').set({ goneAt: new Date(), document: null }).where('practiceId', '=', id).execute();
		expect((await rowsOf((await get(`/catalogue/${format}`)).bytes)).map((row) => row.code)).toEqual(codes);
		expect((await get(`/catalogue/${format}?code=${code}`)).status).toBe(410);
	});
});

describe('one practice', () => {
	const written = { ...everyField('- uno\n  1. dos\n\n=tres **cuatro**'), title: 'Título de *prueba*', problem: '\\- no es lista' };
	let draft: string;
	beforeAll(async () => {
		({ code: draft } = await createPractice(test.ctx(), {
			declaredClass: 'good',
			fields: written,
			layers: { ...emptyLayers, themes: [], abstract: 'Un resumen.' },
			institutionIds: []
		}));
	});

	it.each(['xlsx', 'csv'] as const)('imports as the same fields and class from %s', async (format) => {
		const { bytes } = await exportPractice(test.ctx(), draft, format);
		expect(await read(bytes)).toMatchObject([
			{
				fields: written,
				declaredClass: 'good',
				unplaced: expect.arrayContaining([expect.objectContaining({ text: 'Resumen: Un resumen.' })])
			}
		]);
	});

	it('holds form, details, verdict and evidence; the verdict is never imported', async () => {
		const { bytes } = await exportPractice(test.ctx(), codes[1] ?? '', 'xlsx');
		const tables = await tablesOf(bytes);
		expect(tables.map(({ origin }) => origin.sheet)).toEqual(['Formato', 'Datos', 'Dictamen', 'Evidencia']);
		expect(await read(bytes)).toMatchObject([{ declaredClass: 'promising', fields: { title: 'Ferias de empleo', impact: '' } }]);
	});

	it.skipIf(!existsSync('../shared/seed/expected.json'))('gives the official example back (needs ../shared/seed)', async () => {
		const { fields, declaredClass } = JSON.parse(readFileSync('../shared/seed/expected.json', 'utf8'));
		const { code } = await createPractice(test.ctx(), { declaredClass, fields, layers: emptyLayers, institutionIds: [] });
		for (const format of ['xlsx', 'csv'] as const)
			expect(await read((await exportPractice(test.ctx(), code, format)).bytes)).toMatchObject([{ fields, declaredClass, unplaced: [] }]);
	});
});

describe('the assessments', () => {
	let practice: string;
	const people = new Map<string, Ctx>();
	const ctxOf = (name: string) => people.get(name) as Ctx;

	beforeAll(async () => {
		const roles: [string, Role[]][] = [
			['author', ['author']],
			['desk', ['secretariat']],
			['desk2', ['secretariat', 'assessor']],
			['ana', ['assessor']],
			['berta', ['assessor']]
		];
		for (const [name, given] of roles) {
			const id = await insertPerson(test.app.db, `${name}@example.org`, given);
			people.set(name, test.ctx({ kind: 'person', id, name, roles: given, institutionIds: [] }));
			keys.set(name, (await createApiKey(test.ctx(), id, name)).key);
		}
		const institutionId = await insertInstitution(test.app.db, 'Institución de prueba');
		({ code: practice } = await createPractice(ctxOf('author'), {
			fields: { ...everyField('Texto.'), title: 'Para evaluar' },
			layers: {
				...emptyLayers,
				consent: { truthful: true, licence: 'CC-BY-4.0', authorisations: [] },
				contact: { name: 'Inventada', email: 'contacto@example.org', phone: '' }
			},
			institutionIds: [institutionId]
		}));
		await submitPractice(ctxOf('author'), practice);
		await startRequirements(ctxOf('desk'), practice);
		const checks = readEdition(test.app, 'redlac-2021/1').requirements.map(({ key }) => ({ key, met: true, reason: '' }));
		await checkRequirements(ctxOf('desk'), practice, checks);
		const ids = ['ana', 'desk2'].map((name) => (ctxOf(name).actor as { id: string }).id);
		await assignAssessors(ctxOf('desk'), practice, ids);
		await judge('ana', '3');
	});

	async function judge(name: string, level: Level): Promise<void> {
		await declareInterest(ctxOf(name), practice, { interest: 'none', note: '' });
		for (const { key } of readEdition(test.app, 'redlac-2021/1').criteria) {
			const judgement = { level, reason: `=motivo de ${name}`, evidence: ['indicator: uno'], questions: {}, commitment: null };
			await saveJudgement(ctxOf(name), practice, key, 0, judgement);
		}
		await handInAssessment(ctxOf(name), practice);
	}
	const exported = async (who: string, format = 'csv') => rowsOf((await get(`/assessments/export/${format}`, keys.get(who))).bytes);

	it('are for the secretariat alone', async () => {
		expect((await get('/assessments/export/csv')).status).toBe(401);
		for (const who of ['author', 'ana']) expect((await get('/assessments/export/xlsx', keys.get(who))).status).toBe(403);
	});

	it('show progress, but no level or reason, until all are in', async () => {
		const rows = await exported('desk');
		expect(rows).toHaveLength(8);
		expect(rows[0]).toMatchObject({
			code: practice,
			assessor: 'ana@example.org',
			criterion: 'Replicable y adaptable',
			first: '',
			final: ''
		});
		expect(rows[0]?.submittedAt).toMatch(/^\d{4}-\d{2}-\d{2}$/);
		expect(rows[4]).toMatchObject({ assessor: 'desk2@example.org', submittedAt: '' });
		expect(JSON.stringify(rows)).not.toContain('motivo');
	});

	it('show levels and reasons afterwards, yet not to whoever assesses the practice herself', async () => {
		await judge('desk2', '2');
		await disclose(ctxOf('desk'), practice);
		const [row] = await exported('desk', 'xlsx');
		expect(row).toMatchObject({ first: 'Respaldado por alguien independiente', firstReason: '=motivo de ana' });
		expect(JSON.stringify(await exported('desk2'))).not.toContain('motivo');
	});
});
