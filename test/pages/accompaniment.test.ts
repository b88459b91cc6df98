// Links without an account, the plan, a purge and a calibration exercise on the pages, without scripts.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { makeAuthorisationLink, makeConfirmationLink } from '#features/authorisations/handlers.server.ts';
import { findOrAddByName } from '#features/institutions/handlers.server.ts';
import { type FieldKey, fieldKeys } from '#features/methodology/schema.ts';
import { createPractice, readDraft, saveSection, setInstitutions } from '#features/practices/handlers.server.ts';
import type { Ctx } from '#platform/ctx.ts';
import { insertPublished } from '../factories.ts';
import { fieldsOf, textOf } from './browsing.ts';
import { type House, type Member, openHouse } from './house.ts';

const signed = { signedBy: 'Persona Responsable Inventada', signedAs: 'Dirección' };

let house: House;
let author: Member;
let secretariat: Member;
let assessor: Member;

beforeAll(async () => {
	house = await openHouse();
	({ author, secretariat } = house);
	assessor = await house.join('evaluadora', ['assessor']);
}, 120_000);

afterAll(() => house?.close());

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
		const nobody = house.visitor();
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
		const { code } = await complete(secretariat.ctx);
		const { secret } = await makeConfirmationLink(secretariat.ctx, code);
		const nobody = house.visitor();
		const refused = await nobody.post(`/confirmar/${secret}`, { answer: 'granted', ...signed });
		expect(refused.status).toBe(422);
		const sent = await nobody.post(`/confirmar/${secret}`, { answer: 'granted', ...signed, 'truthful?': 'yes' });
		expect(textOf(sent.html)).toContain(code);
		expect((await readDraft(secretariat.ctx, code)).practice.state).toBe('submitted');
	});
});

describe('the plan', () => {
	it('takes a suggestion, is done with evidence, and shows its progress to everybody', async () => {
		const { code, id } = await insertPublished(house.operator, secretariat.id, {
			fields: { title: 'Práctica inventada' },
			unmet: ['results']
		});
		await house.app.db.updateTable('practice').set({ ownerId: author.id }).where('id', '=', id).execute();
		const plan = `/trabajo/practicas/${code}/plan`;
		const suggestion = fieldsOf((await author.visitor.get(plan)).html, '?/add');
		expect((await author.visitor.post(`${plan}?/add`, suggestion)).location).toBe(`${plan}?hecho=add`);
		const step = fieldsOf((await author.visitor.get(plan)).html, '?/finish');
		const empty = await author.visitor.post(`${plan}?/finish`, [...step, ['evidenceNote', '']]);
		expect(empty.status).toBe(422);
		expect((await author.visitor.post(`${plan}?/finish`, [...step, ['evidenceNote', 'Tabla']])).location).toBe(`${plan}?hecho=finish`);
		const stale = await secretariat.visitor.post(`${plan}?/remove`, step);
		expect(stale.status).toBe(412);
		expect(textOf(stale.html)).toContain('Alguien cambió este paso');
		expect(textOf((await house.visitor().get(`/practicas/${code}`)).html)).toContain('1 de 1 paso hecho');
		expect((await assessor.visitor.get(plan)).status).toBe(404);
	});
});

describe('a purge', () => {
	it('counts first, asks for the code, and is the secretariat’s alone', async () => {
		const { code } = await complete(author.ctx);
		const page = `/trabajo/secretaria/${code}/depurar`;
		const looked = await secretariat.visitor.post(`${page}?/look`, { words: 'Filiberta Zacarías' });
		expect(textOf(looked.html)).toContain('Texto actual');
		const form = { words: 'Filiberta Zacarías', reason: 'thirdParty' };
		expect((await secretariat.visitor.post(`${page}?/purge`, { ...form, confirmation: 'AC-9999' })).status).toBe(422);
		expect((await author.visitor.post(`${page}?/purge`, { ...form, confirmation: code })).status).toBe(403);
		const done = await secretariat.visitor.post(`${page}?/purge`, { ...form, confirmation: code });
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
