// Judging without connection: what a sheet holds, what comes of it when it is brought back, and everything that must not.
import { strFromU8, unzipSync } from 'fflate';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createApi } from '#app/api.server.ts';
import { addComment } from '#features/assessments/handlers/comments.server.ts';
import { declareInterest, handInAssessment, readAssignment, saveJudgement } from '#features/assessments/handlers/judging.server.ts';
import { assignAssessors, checkRequirements, returnPractice, startRequirements } from '#features/assessments/handlers/review.server.ts';
import { disclose } from '#features/assessments/handlers/verdict.server.ts';
import { addAttachment } from '#features/evidence/handlers.server.ts';
import { addInstitution } from '#features/institutions/handlers.server.ts';
import { currentEdition, findExample } from '#features/methodology/handlers.server.ts';
import type { Edition, Judgement } from '#features/methodology/schema.ts';
import { createApiKey } from '#features/people/handlers.server.ts';
import { createPractice, submitPractice } from '#features/practices/handlers.server.ts';
import type { Actor, Ctx, Role } from '#platform/ctx.ts';
import type { Download } from '#platform/http/download.ts';
import type { ProblemCode } from '#platform/problem.ts';
import { openTestApp, type TestApp } from '../../../test/app.ts';
import { insertPerson } from '../../../test/factories.ts';
import { fillDocument, fillWorkbook } from '../../../test/filled-sheets.ts';

import { downloadOpenSheets, downloadSheet } from './handlers/download.server.ts';
import { applyUpload, bringSheets, discardUpload, listUploads, readUpload } from './handlers/upload.server.ts';
import { forgetUploads } from './jobs.server.ts';
import { stopReadingSheets } from './reading/sheet-file.server.ts';
import type { SheetFormat, SheetRefusal } from './schema.ts';

let test: TestApp;
let author: Ctx;
let secretariat: Ctx;
let a: Ctx;
let b: Ctx;
let implementer: string;
let edition: Edition;
let code: string;

beforeAll(async () => {
	test = await openTestApp();
	edition = await currentEdition(test.app);
	implementer = await addInstitution(test.ctx(), { name: 'Oficina de prueba', aliases: [], country: null, level: null, parentId: null });
	author = await somebody('Autora Distinta', ['author']);
	secretariat = await somebody('Secretaria Distinta', ['secretariat']);
	a = await somebody('Evaluadora Muy Distinta', ['assessor']);
	b = await somebody('Evaluador Otro', ['assessor']);
});
afterAll(async () => {
	await stopReadingSheets();
	await test.remove();
});

async function somebody(name: string, roles: Role[]): Promise<Ctx> {
	const id = await insertPerson(test.app.db, `${name.replaceAll(' ', '.').toLowerCase()}@example.org`, roles);
	return test.ctx({ kind: 'person', id, name, roles, institutionIds: [] });
}

const idOf = (ctx: Ctx) => (ctx.actor as Extract<Actor, { kind: 'person' }>).id;
const refused = (problem: ProblemCode) => expect.objectContaining({ name: 'Problem', code: problem });

/** The exemplar, sent, reviewed and given to both; the first has declared no interest. */
async function assigned(): Promise<string> {
	const example = findExample(test.app, edition.id);
	if (!example) throw new Error('the edition has no example');
	const created = await createPractice(author, {
		fields: example.practice.fields,
		layers: { ...example.invented.layers, consent: { truthful: true, licence: 'CC-BY-4.0', authorisations: [] } } as never,
		institutionIds: [implementer],
		isInvented: true
	});
	for (const { field, name, text, visibility } of example.invented.evidence)
		await addAttachment(author, created.code, { key: field, name, visibility, bytes: new TextEncoder().encode(text) });
	await submitPractice(author, created.code);
	await review(created.code);
	return created.code;
}

async function review(practice: string): Promise<void> {
	await startRequirements(secretariat, practice);
	const checks = edition.requirements.map(({ key }) => ({ key, met: true, reason: '' }));
	await checkRequirements(secretariat, practice, checks);
	await assignAssessors(secretariat, practice, [idOf(a), idOf(b)]);
	await declareInterest(a, practice, { interest: 'none', note: '' });
}

async function bytesOf(download: Download): Promise<Uint8Array> {
	return 'bytes' in download ? download.bytes : Buffer.concat(await Array.fromAsync(download.stream));
}

const sheet = async (ctx = a, practice = code, format: SheetFormat = 'xlsx') => bytesOf(await downloadSheet(ctx, practice, format));
const fillings = { xlsx: fillWorkbook, docx: fillDocument };

/** Brings one file and gives its id. */
async function bring(bytes: Uint8Array, ctx = a, expected: string | null = null): Promise<string> {
	const { uploads, failures } = await bringSheets(ctx, [{ name: 'hoja.xlsx', bytes }], expected);
	expect(failures).toEqual([]);
	return uploads[0]?.id ?? '';
}

async function whyRefused(bytes: Uint8Array, ctx = a, expected: string | null = null): Promise<SheetRefusal | undefined> {
	const id = await bring(bytes, ctx, expected);
	const { sheets, hasEffect } = await readUpload(ctx, id);
	const [only] = sheets;
	expect(hasEffect).toBe(false);
	expect(await applyUpload(ctx, id, { take: {} })).toMatchObject({ judgements: 0, comments: 0 });
	return only?.ok ? undefined : only?.why;
}

const judged = (level: Judgement['level'], reason = 'Razón en línea.'): Judgement => ({
	level,
	reason,
	evidence: ['indicator: 64 respuestas'],
	questions: {}
});

const complete: Record<string, string> = {
	'judgement.replicability.level': '2 · Respaldado',
	'judgement.replicability.reason': 'Hay un manual.\n- Con pasos\n- y costos *claros*',
	'judgement.replicability.passages': 'Un pasaje\nOtro pasaje',
	'judgement.impact.level': 'afirmado',
	'judgement.impact.reason': '2 * 3 = 6',
	'judgement.results.level': '1',
	'judgement.sustainability.level': 'Nivel 2',
	'judgement.sustainability.reason': 'Hay un acuerdo.',
	'judgement.sustainability.owner': 'La dirección',
	'judgement.sustainability.due': '31/03/2027'
};

describe.each(['xlsx', 'docx'] as const)('a sheet as %s', (format) => {
	beforeAll(async () => {
		code = await assigned();
	});

	it('comes back as it was filled in, is shown first and saved in one act', async () => {
		const first = (await readAssignment(a, code)).content?.attachments[0];
		const answers = {
			...complete,
			'judgement.replicability.files': '1',
			'judgement.impact.files': first?.name ?? '',
			'definition.answer.tested': 'Sí',
			'definition.note.tested': 'Dos ediciones.'
		};
		const id = await bring(fillings[format](await sheet(a, code, format), answers));
		const preview = await readUpload(a, id);
		const plan = preview.sheets[0]?.ok ? preview.sheets[0].plan : undefined;
		expect(plan?.judgements.map(({ effect, issues }) => [effect, issues])).toEqual(Array(4).fill(['save', []]));
		expect((await readAssignment(a, code)).own).toEqual({});

		expect(await applyUpload(a, id, { take: {} })).toEqual({ judgements: 4, comments: 0, already: false });
		const { own, definitionCheck, missing } = await readAssignment(a, code);
		expect(own.replicability).toMatchObject({
			level: '2',
			reason: expect.stringContaining('Hay un manual.'),
			evidence: [`file:${first?.id}`, 'text: Un pasaje', 'text: Otro pasaje'],
			version: 1
		});
		expect(own.replicability?.reason).toContain('- Con pasos\n- y costos');
		expect(own.impact).toMatchObject({ level: '1', reason: '2 * 3 = 6', evidence: [`file:${first?.id}`] });
		expect(own.sustainability).toMatchObject({ level: '2', commitment: { owner: 'La dirección', due: '2027-03-31' } });
		expect(definitionCheck).toEqual({ tested: { answer: 'yes', note: 'Dos ediciones.' } });
		expect(missing).toEqual([]);
	});

	it('brought back twice changes nothing, and says so', async () => {
		const bytes = await sheet(a, code, format);
		const id = await bring(bytes);
		const preview = await readUpload(a, id);
		expect(preview.hasEffect).toBe(false);
		const effects = preview.sheets.map((each) => each.ok && each.plan.judgements.map(({ effect }) => effect));
		expect(effects).toEqual([['same', 'same', 'same', 'same']]);
		expect(await applyUpload(a, id, { take: {} })).toMatchObject({ judgements: 0, already: false });
		expect(await applyUpload(a, id, { take: {} })).toMatchObject({ judgements: 0, already: true });
		expect((await readAssignment(a, code)).own.impact?.version).toBe(1);
	});

	it('never overwrites newer work unless the assessor chooses that very version', async () => {
		const bytes = await sheet(a, code, format);
		const version = (await readAssignment(a, code)).own.impact?.version ?? 0;
		await saveJudgement(a, code, 'impact', version, judged('3', 'Escrito después, en línea.'));
		const answers = { 'judgement.impact.level': '0', 'judgement.results.level': '0' };
		const id = await bring(fillings[format](bytes, answers));
		const [only] = (await readUpload(a, id)).sheets;
		const effects = only?.ok ? Object.fromEntries(only.plan.judgements.map(({ criterion, effect }) => [criterion, effect])) : {};
		expect(effects).toMatchObject({ impact: 'conflict', results: 'save' });
		await saveJudgement(a, code, 'impact', version + 1, judged('2', 'Y otra vez.'));
		expect(await applyUpload(a, id, { take: { [code]: { impact: String(version + 1) } } })).toMatchObject({ judgements: 1 });
		expect((await readAssignment(a, code)).own.impact?.reason).toBe('Y otra vez.');

		const again = await bring(fillings[format](bytes, answers));
		expect(await applyUpload(a, again, { take: { [code]: { impact: String(version + 2) } } })).toMatchObject({ judgements: 1 });
		expect((await readAssignment(a, code)).own.impact?.level).toBe('0');
	});

	it('names nobody in its parts and properties, and holds no other judgement', async () => {
		await declareInterest(b, code, { interest: 'none', note: '' });
		await saveJudgement(b, code, 'impact', 0, judged('3', 'Motivo secreto de otra persona.'));
		const parts = unzipSync(await sheet(a, code, format));
		const all = Object.values(parts)
			.map((part) => strFromU8(part))
			.join('\n');
		for (const secret of ['Muy Distinta', 'muy.distinta', 'Evaluador Otro', 'evaluador.otro', 'Secretaria Distinta', 'Motivo secreto'])
			expect(all).not.toContain(secret);
		expect(all).toContain(code);
	});
});

describe('a sheet that cannot be saved', () => {
	beforeEach(async () => {
		code = await assigned();
	});

	const filled = async (ctx = a) => fillWorkbook(await sheet(ctx), complete);

	it('is not handed out before interests are declared, nor to anybody else', async () => {
		await expect(downloadSheet(b, code, 'xlsx')).rejects.toEqual(refused('interestNotDeclared'));
		await expect(downloadSheet(author, code, 'xlsx')).rejects.toEqual(refused('notFound'));
		await expect(downloadOpenSheets(await somebody('Recién Llegada', ['assessor']))).rejects.toEqual(refused('notFound'));
	});

	it('is of somebody else, of another practice, or of nothing known', async () => {
		const other = await assigned();
		const bytes = await filled();
		expect(await whyRefused(bytes, b)).toBe('ofAnother');
		expect(await whyRefused(bytes, a, other)).toBe('otherPractice');
		expect(await whyRefused(fillWorkbook(bytes, { 'sheet.practice': other }))).toBe('otherPractice');
		expect(await whyRefused(fillWorkbook(bytes, { 'sheet.token': idOf(a) }))).toBe('unknown');
		expect((await readAssignment(a, code)).own).toEqual({});
	});

	it('is of an older version of the text', async () => {
		const bytes = await filled();
		await returnPractice(secretariat, code, [{ key: 'results', text: 'Falta la línea base.' }]);
		await submitPractice(author, code);
		await review(code);
		expect(await whyRefused(bytes)).toBe('olderVersion');
	});

	it('comes after handing in, after disclosure, after an excuse or after the assessment', async () => {
		const bytes = await filled();
		const id = await bring(bytes);
		await applyUpload(a, id, { take: {} });
		await saveJudgement(a, code, 'impact', 1, judged('2'));
		await handInAssessment(a, code);
		expect(await whyRefused(bytes)).toBe('handedIn');
		await declareInterest(b, code, { interest: 'none', note: '' });
		for (const { key } of edition.criteria) await saveJudgement(b, code, key, 0, judged('2'));
		await handInAssessment(b, code);
		await disclose(secretariat, code);
		expect(await whyRefused(bytes)).toBe('disclosed');
	});

	it('comes after an interest was declared', async () => {
		const bytes = await filled();
		await declareInterest(a, code, { interest: 'declared', note: 'Trabajé en ella.' });
		expect(await whyRefused(bytes)).toBe('excused');
	});

	it('comes after the edition of the practice changed', async () => {
		const bytes = fillWorkbook(await filled(), { 'sheet.edition': 'redlac-2021/0' });
		expect(await whyRefused(bytes)).toBe('otherEdition');
	});

	it('is damaged, no sheet, or a bomb: the others are read all the same', async () => {
		const bomb = unzipSync(await filled());
		const { zipSync } = await import('fflate');
		const files = [
			{ name: 'rota.xlsx', bytes: (await filled()).slice(0, 2_000) },
			{ name: 'nota.txt', bytes: new TextEncoder().encode('Nada que ver.') },
			{ name: 'bomba.xlsx', bytes: zipSync({ ...bomb, 'xl/vbaProject.bin': new Uint8Array(45_000_000) }) },
			{ name: 'buena.xlsx', bytes: await filled() }
		];
		const { uploads, failures } = await bringSheets(a, files, null);
		expect(failures).toEqual([
			{ name: 'rota.xlsx', reason: 'fileDamaged' },
			{ name: 'nota.txt', reason: 'fileNoSheet' },
			{ name: 'bomba.xlsx', reason: 'fileUnsafe' }
		]);
		expect(uploads.map(({ name }) => name)).toEqual(['buena.xlsx']);
		await expect(bringSheets(a, [], null)).rejects.toEqual(refused('invalidInput'));
	});
});

describe('answers that cannot be taken', () => {
	beforeAll(async () => {
		code = await assigned();
	});

	it('are named, keep their criterion as it was, and hold up none of the others', async () => {
		await saveJudgement(a, code, 'replicability', 0, judged('1'));
		const answers = {
			'judgement.replicability.level': '7',
			'judgement.impact.reason': 'x'.repeat(10_001),
			'judgement.results.files': 'no existe.pdf',
			'judgement.sustainability.level': '1',
			'comment.passage.1': 'esto no está en el texto',
			'comment.text.1': '¿Dónde dice?',
			'comment.passage.2': 'Encuestas de satisfacción después de cada sesión',
			'comment.text.2': '¿Con qué preguntas?'
		};
		const id = await bring(fillWorkbook(await sheet(), answers));
		const [only] = (await readUpload(a, id)).sheets;
		const plan = only?.ok ? only.plan : undefined;
		expect(plan?.judgements.map(({ effect, issues }) => [effect, issues[0]?.issue])).toEqual([
			['refused', 'levelUnknown'],
			['refused', 'reasonTooLong'],
			['refused', 'fileUnknown'],
			['save', undefined]
		]);
		expect(plan?.commentIssues).toEqual([{ issue: 'passageUnknown', typed: 'esto no está en el texto' }]);
		expect(await applyUpload(a, id, { take: {} })).toMatchObject({ judgements: 1, comments: 1 });
		const { own, comments } = await readAssignment(a, code);
		expect([own.replicability?.version, own.sustainability?.level]).toEqual([1, '1']);
		expect(comments).toMatchObject([{ key: 'results', text: '¿Con qué preguntas?' }]);
		const again = await bring(fillWorkbook(await sheet(), answers));
		const [second] = (await readUpload(a, again)).sheets;
		expect(second?.ok && second.plan.comments).toEqual([]);
	});
});

describe('through the API', () => {
	it('a sheet goes out, comes back, is shown and saved', async () => {
		code = await assigned();
		const api = createApi(test.app);
		const { key } = await createApiKey(test.ctx(), idOf(a), 'prueba');
		const ask = async (method: string, path: string, body?: BodyInit) => {
			const headers = { authorization: `Bearer ${key}`, ...(typeof body === 'string' ? { 'content-type': 'application/json' } : {}) };
			return api.fetch(new Request(`http://127.0.0.1/api/v1${path}`, { method, headers, ...(body ? { body } : {}) }));
		};
		const taken = await ask('GET', `/practices/${code}/assessments/mine/sheet/docx`);
		const form = new FormData();
		const filled = fillDocument(new Uint8Array(await taken.arrayBuffer()), {
			'judgement.impact.level': '1',
			'judgement.results.level': 'cuatro'
		});
		form.append('file', new File([filled as BlobPart], 'cedula.docx'));
		form.append('file', new File(['nada'], 'nota.txt'));
		const brought = await (await ask('POST', `/assessments/mine/sheets?practice=${code}`, form)).json();
		expect(brought.failures).toMatchObject([{ name: 'nota.txt', reason: 'fileNoSheet', title: expect.stringContaining('cédula') }]);
		expect(brought.items[0].sheets[0]).toMatchObject({
			ok: true,
			plan: { judgements: expect.arrayContaining([expect.objectContaining({ effect: 'refused' })]) }
		});
		const id = brought.items[0].id as string;
		expect(await (await ask('GET', '/assessments/mine/sheets')).json()).toMatchObject({
			items: expect.arrayContaining([expect.objectContaining({ id })])
		});
		expect(await (await ask('POST', `/assessments/mine/sheets/${id}/apply`, '{}')).json()).toEqual({
			judgements: 1,
			comments: 0,
			already: false
		});
		expect((await ask('DELETE', `/assessments/mine/sheets/${id}`)).status).toBe(204);
		expect((await ask('GET', `/assessments/mine/sheets/${id}`)).status).toBe(404);
		expect((await readAssignment(a, code)).own.impact?.level).toBe('1');
	});
});

describe('several at once', () => {
	it('one workbook holds all that wait, and brings each back to its own', async () => {
		const [one, two] = [await assigned(), await assigned()];
		await addComment(a, one, { quote: 'manual de operación', text: '¿Dónde está?' }).catch(() => undefined);
		const bytes = await bytesOf(await downloadOpenSheets(a));
		const names = [...strFromU8(unzipSync(bytes)['xl/workbook.xml'] ?? new Uint8Array()).matchAll(/<sheet name="(AC-\d+)"/g)].map(
			([, name]) => name
		);
		expect(names).toEqual(expect.arrayContaining([one, two]));
		const at = (practice: string) => names.indexOf(practice) + 1;
		const once = fillWorkbook(bytes, { 'judgement.impact.level': '1' }, at(one));
		const id = await bring(fillWorkbook(once, { 'judgement.impact.level': '2' }, at(two)));
		expect(await applyUpload(a, id, { take: {} })).toMatchObject({ judgements: 2 });
		expect((await readAssignment(a, one)).own.impact?.level).toBe('1');
		expect((await readAssignment(a, two)).own.impact?.level).toBe('2');
	});

	it('what is not confirmed is one’s own alone, can be discarded, and is erased after 30 days', async () => {
		code = await assigned();
		const id = await bring(await sheet());
		await expect(readUpload(b, id)).rejects.toEqual(refused('notFound'));
		await expect(applyUpload(b, id, { take: {} })).rejects.toEqual(refused('notFound'));
		await expect(discardUpload(b, id)).rejects.toEqual(refused('notFound'));
		await discardUpload(a, id);
		await expect(readUpload(a, id)).rejects.toEqual(refused('notFound'));
		const kept = await bring(await sheet());
		expect((await listUploads(a)).map((upload) => upload.id)).toContain(kept);
		test.pass(31 * 24 * 3600 * 1000);
		await forgetUploads(test.app);
		expect(await listUploads(a)).toEqual([]);
	});
});
