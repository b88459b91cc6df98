// Links without an account, the plan, a purge and a calibration exercise on the pages, without scripts.
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openApp, type RunningApp } from '#app/app.server.ts';
import { makeAuthorisationLink, makeConfirmationLink } from '#features/authorisations/handlers.server.ts';
import { findOrAddByName } from '#features/institutions/handlers.server.ts';
import { type FieldKey, fieldKeys } from '#features/methodology/schema.ts';
import { createPerson } from '#features/people/handlers.server.ts';
import { createPractice, readDraft, saveSection, setInstitutions } from '#features/practices/handlers.server.ts';
import { readConfig } from '#platform/config.server.ts';
import type { Ctx, Role } from '#platform/ctx.ts';
import { createLog } from '#platform/log.server.ts';
import { type ScratchDatabase, scratchDatabase } from '../database.ts';
import { insertPublished } from '../factories.ts';
import { startServer, type TestServer } from '../server.ts';
import { fieldsOf, textOf, Visitor } from './browsing.ts';

const password = 'una frase inventada';
const signed = { signedBy: 'Persona Responsable Inventada', signedAs: 'Dirección' };

let scratch: ScratchDatabase;
let server: TestServer;
let app: RunningApp;
let operator: Ctx;
let author: { ctx: Ctx; visitor: Visitor; id: string };
let secretary: { ctx: Ctx; visitor: Visitor; id: string };
let assessor: { ctx: Ctx; visitor: Visitor; id: string };

beforeAll(async () => {
	scratch = await scratchDatabase();
	const env = { DATABASE_URL: scratch.url };
	server = await startServer({ env });
	app = await openApp(readConfig({ ...env, ACERVO_DATA: server.dataDir }, path.resolve(import.meta.dirname, '../..')), createLog('silent'));
	operator = { app, actor: { kind: 'operator' }, door: 'cli', locale: 'es' };
	author = await join('autora', ['author']);
	secretary = await join('secretaria', ['secretariat']);
	assessor = await join('evaluadora', ['assessor']);
}, 120_000);

afterAll(async () => {
	await app?.close();
	await server?.stop();
	await scratch?.drop();
});

async function join(name: string, roles: Role[]) {
	const email = `${name}@ejemplo.test`;
	const id = await createPerson(operator, { name, email, roles, institutionIds: [] }, password);
	const visitor = new Visitor(server.origin);
	expect((await visitor.post('/entrar', { email, password })).status).toBe(303);
	const ctx: Ctx = { app, actor: { kind: 'person', id, name, roles, institutionIds: [] }, door: 'page', locale: 'es' };
	return { ctx, visitor, id };
}

async function complete(ctx: Ctx): Promise<{ code: string; institutionId: string }> {
	const fields = Object.fromEntries(fieldKeys.map((key) => [key, `Texto de ${key} con Filiberta Zacarías.`])) as Record<FieldKey, string>;
	const { code } = await createPractice(ctx, { fields });
	const institutionId = await findOrAddByName(ctx, 'Oficina Inventada');
	await setInstitutions(ctx, code, 1, [institutionId]);
	await saveSection(ctx, code, 'consent', 1, { value: { truthful: false, licence: 'CC-BY-4.0', authorisations: [] } });
	return { code, institutionId };
}

describe('links without an account', () => {
	it('ask an institution, keep what was typed, work once and stay out of search engines', async () => {
		const { code, institutionId } = await complete(author.ctx);
		const { secret } = await makeAuthorisationLink(author.ctx, code, institutionId);
		const nobody = new Visitor(server.origin);
		const page = await nobody.get(`/visto-bueno/${secret}`);
		expect([page.status, page.headers.get('x-robots-tag')]).toEqual([200, 'noindex, nofollow']);
		expect(textOf(page.html)).toContain('Oficina Inventada');
		const refused = await nobody.post(`/visto-bueno/${secret}`, { answer: 'refused', ...signed, note: '' });
		expect(refused.status).toBe(422);
		expect(refused.html).toContain(`value="${signed.signedBy}"`);
		const given = await nobody.post(`/visto-bueno/${secret}`, { answer: 'granted', ...signed, note: '' });
		expect(textOf(given.html)).toContain('Su respuesta quedó registrada');
		expect((await nobody.get(`/visto-bueno/${secret}`)).status).toBe(410);
		expect(textOf((await author.visitor.get(`/trabajo/practicas/${code}/enlaces`)).html)).toContain(`Visto bueno de ${signed.signedBy}`);
	});

	it('let an author have a captured draft sent in her name', async () => {
		const { code } = await complete(secretary.ctx);
		const { secret } = await makeConfirmationLink(secretary.ctx, code);
		const nobody = new Visitor(server.origin);
		const refused = await nobody.post(`/confirmar/${secret}`, { answer: 'granted', ...signed });
		expect(refused.status).toBe(422);
		const sent = await nobody.post(`/confirmar/${secret}`, { answer: 'granted', ...signed, 'truthful?': 'yes' });
		expect(textOf(sent.html)).toContain(code);
		expect((await readDraft(secretary.ctx, code)).practice.state).toBe('submitted');
	});
});

describe('the plan', () => {
	it('takes a suggestion, is done with evidence, and shows its progress to everybody', async () => {
		const { code, id } = await insertPublished(operator, secretary.id, { fields: { title: 'Práctica inventada' }, unmet: ['results'] });
		await app.db.updateTable('practice').set({ ownerId: author.id }).where('id', '=', id).execute();
		const plan = `/trabajo/practicas/${code}/plan`;
		const suggestion = fieldsOf((await author.visitor.get(plan)).html, '?/add');
		expect((await author.visitor.post(`${plan}?/add`, suggestion)).location).toBe(`${plan}?hecho=add`);
		const step = fieldsOf((await author.visitor.get(plan)).html, '?/finish');
		const empty = await author.visitor.post(`${plan}?/finish`, [...step, ['evidenceNote', '']]);
		expect(empty.status).toBe(422);
		expect((await author.visitor.post(`${plan}?/finish`, [...step, ['evidenceNote', 'Tabla']])).location).toBe(`${plan}?hecho=finish`);
		const stale = await secretary.visitor.post(`${plan}?/remove`, step);
		expect(stale.status).toBe(412);
		expect(textOf(stale.html)).toContain('Alguien cambió este paso');
		expect(textOf((await new Visitor(server.origin).get(`/practicas/${code}`)).html)).toContain('1 de 1 paso hecho');
		expect((await assessor.visitor.get(plan)).status).toBe(404);
	});
});

describe('a purge', () => {
	it('counts first, asks for the code, and is the secretariat’s alone', async () => {
		const { code } = await complete(author.ctx);
		const page = `/trabajo/secretaria/${code}/depurar`;
		const looked = await secretary.visitor.post(`${page}?/look`, { words: 'Filiberta Zacarías' });
		expect(textOf(looked.html)).toContain('Texto actual');
		const form = { words: 'Filiberta Zacarías', reason: 'thirdParty' };
		expect((await secretary.visitor.post(`${page}?/purge`, { ...form, confirmation: 'AC-9999' })).status).toBe(422);
		expect((await author.visitor.post(`${page}?/purge`, { ...form, confirmation: code })).status).toBe(403);
		const done = await secretary.visitor.post(`${page}?/purge`, { ...form, confirmation: code });
		expect(textOf(done.html)).toContain('El dato se depuró');
		expect((await readDraft(author.ctx, code)).content.fields.results).toBe('Texto de results con […].');
	});
});

describe('calibration', () => {
	it('shows the reference once every criterion is judged and handed in', async () => {
		const page = '/trabajo/evaluaciones/calibracion/ventanilla-itinerante';
		const judged = { level: '2', reason: 'Así lo dice.', passages: '', indicators: '88 de 212' };
		for (const criterion of ['replicability', 'impact', 'results', 'sustainability']) {
			const hidden = Object.fromEntries(fieldsOf((await assessor.visitor.get(`${page}/${criterion}`)).html, ''));
			const saved = await assessor.visitor.post(`${page}/${criterion}`, { ...hidden, ...judged, goTo: 'overview' });
			expect(saved.location).toBe(`${page}?hecho=saved`);
		}
		const before = await assessor.visitor.get(page);
		expect(textOf(before.html)).not.toContain('una oficina ajena la repitió');
		await assessor.visitor.post(`${page}?/handIn`, {});
		expect(textOf((await assessor.visitor.get(page)).html)).toContain('una oficina ajena la repitió');
		expect((await author.visitor.get(page)).status).toBe(403);
	});
});
