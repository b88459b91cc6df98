// What readers, authors and the secretariat see of a label on the pages, without scripts: suspended, under review, its history, its reports.
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readDraft, saveSection } from '#features/practices/handlers.server.ts';
import { insertInstitution, insertPublished } from '../factories.ts';
import { textAt, textOf, type Visitor } from './browsing.ts';
import { type House, type Member, openHouse } from './house.ts';

let house: House;
let author: Member;
let secretariat: Member;
let reader: Visitor;

beforeAll(async () => {
	house = await openHouse();
	({ author, secretariat } = house);
	reader = house.visitor();
}, 120_000);

afterAll(() => house?.close());

/** A published practice of the author's, complete enough to be sent again. */
async function publish(title: string): Promise<string> {
	const texts = Object.fromEntries(
		['institutions', 'description', 'problem', 'replicability', 'impact', 'results', 'sustainability'].map((key) => [
			key,
			`Texto de ${key}.`
		])
	);
	const institution = await insertInstitution(house.app.db, `Servicio inventado ${title}`);
	const { code } = await insertPublished(house.operator, secretariat.id, {
		institutions: [{ id: institution, name: `Servicio inventado ${title}` }],
		fields: { ...texts, title },
		layers: { consent: { truthful: true, licence: 'CC-BY-4.0', authorisations: [] } },
		validUntil: '2099-12-31',
		ownerId: author.id
	});
	return code;
}

describe('a report of harm', () => {
	it('is sent by anybody, suspends the label in public, and is settled by the secretariat', async () => {
		const code = await publish('Ferias de empleo');
		expect(await textAt(reader, `/practicas/${code}`)).not.toContain('suspendida');
		const empty = await reader.post(`/practicas/${code}/reportar`, { text: 'Hay cobros.' });
		expect(empty.status).toBe(422);
		for (const words of ['Elija de qué se trata', 'Hay cobros.', 'Error:']) expect(textOf(empty.html)).toContain(words);
		const sent = await reader.post(`/practicas/${code}/reportar`, {
			kind: 'recruitment',
			text: 'Hay cobros en la calle Nogal.',
			contact: ''
		});
		expect([sent.status, sent.location]).toEqual([303, '/reportar/recibido']);
		expect(await textAt(reader, '/reportar/recibido')).toContain('Recibimos su reporte');
		const page = await reader.get(`/practicas/${code}`);
		expect(textOf(page.html)).toContain('La clasificación está suspendida desde');
		expect(textOf((await reader.get(`/practicas?q=${code}`)).html)).toContain('suspendida');
		expect((await reader.get(`/practicas/${code}/sello.svg`)).html).toContain('Práctica prometedora (suspendida)');
		const document = JSON.parse((await reader.get(`/practicas/${code}/documento.json`)).html) as { label: unknown };
		expect(document.label).toMatchObject({ state: 'suspended', class: 'promising', validUntil: '2099-12-31' });
		const record = JSON.parse((await reader.get(`/api/v1/practices/${code}`)).html) as { label: unknown };
		expect(record.label).toMatchObject({ state: 'suspended' });
		for (const address of [`/practicas/${code}`, `/practicas/${code}/historia`, `/api/v1/practices/${code}/history`])
			expect((await reader.get(address)).html).not.toContain('Nogal');

		const desk = await secretariat.visitor.get('/trabajo/reportes');
		expect(textOf(desk.html)).toContain('Hay cobros en la calle Nogal.');
		expect((await author.visitor.get('/trabajo/reportes')).status).toBe(403);
		const [, id = ''] = /name="id" value="([0-9a-f-]{36})"/.exec(desk.html) ?? [];
		const unchosen = await secretariat.visitor.post('/trabajo/reportes?/settle', { id });
		expect(textOf(unchosen.html)).toContain('Elija un resultado');
		const settled = await secretariat.visitor.post('/trabajo/reportes?/settle', { id, outcome: 'addressed' });
		expect(settled.location).toBe('/trabajo/reportes?hecho=resuelto');
		expect(await textAt(secretariat.visitor, '/trabajo/reportes')).not.toContain('Nogal');
		expect(await textAt(reader, `/practicas/${code}`)).not.toContain('La clasificación está suspendida');
		expect(await textAt(reader, `/practicas/${code}/historia`)).toContain('Terminó la suspensión: vigente');
	});

	it('is reached from the foot of every page, and may concern no practice', async () => {
		for (const address of ['/', '/metodologia', '/practicas/AC-9999', '/entrar'])
			expect((await reader.get(address)).html).toContain('href="/reportar"');
		expect((await reader.post('/reportar', { kind: 'other', text: 'Un riesgo.', contact: '' })).location).toBe('/reportar/recibido');
		expect((await reader.get('/practicas/AC-9999/reportar')).status).toBe(404);
	});
});

describe('a new version', () => {
	it('is begun, given up, sent as a correction and published with its history', async () => {
		const code = await publish('Bolsa de trabajo');
		const page = `/trabajo/practicas/${code}/clasificacion`;
		expect(await textAt(author.visitor, page)).toContain('Práctica prometedora: vigente');
		expect((await author.visitor.post(`${page}?/revise`, {})).location).toBe(`/trabajo/practicas/${code}`);
		expect(await textAt(author.visitor, `/trabajo/practicas/${code}`)).toContain('Está preparando una versión nueva');
		expect((await author.visitor.post(`${page}?/dropRevision`, {})).location).toBe(`${page}?hecho=dropped`);

		await author.visitor.post(`${page}?/revise`, {});
		const { sections } = await readDraft(author.ctx, code);
		await saveSection(author.ctx, code, 'problem', sections.problem.version, { value: 'Texto de problem, corregido.' });
		expect(await textAt(author.visitor, `/trabajo/practicas/${code}/revisar`)).toContain('Solo corregí errores');
		const sent = await author.visitor.post(`/trabajo/practicas/${code}/revisar`, { 'asCorrection?': 'yes' });
		expect(sent.location).toBe(`/trabajo/practicas/${code}/enviada`);
		expect(await textAt(reader, `/practicas/${code}`)).toContain('Se está evaluando una versión nueva');
		expect((await reader.get(`/practicas/${code}`)).html).not.toContain('corregido');

		await secretariat.visitor.post(`/trabajo/secretaria/${code}?/startRequirements`, {});
		const changes = await secretariat.visitor.get(`/trabajo/secretaria/${code}/cambios`);
		expect(changes.html).toMatch(/<ins>.*corregido/);
		expect(textOf(changes.html)).toContain('solo corrigió errores de escritura');
		expect((await secretariat.visitor.post(`/trabajo/secretaria/${code}/cambios`, {})).status).toBe(303);
		const history = await reader.get(`/practicas/${code}/historia`);
		for (const words of ['Corrección que conserva la clasificación', 'Cambios de la versión 1 a la 2', '1 cambio'])
			expect(textOf(history.html)).toContain(words);
		expect(history.html).toMatch(/<ins>.*corregido/);
		const backwards = await reader.get(`/practicas/${code}/historia?de=2&a=1`);
		expect(backwards.html).toMatch(/<del>.*corregido/);
	});
});

describe('the API', () => {
	it('tells history and versions, takes a report, and keeps the rest to those who may', async () => {
		const code = await publish('Taller de costura');
		const get = async (address: string) => {
			const response = await fetch(`${house.server.origin}/api/v1${address}`);
			return { status: response.status, body: (await response.json()) as Record<string, unknown> };
		};
		const post = (address: string, body: unknown) =>
			fetch(`${house.server.origin}/api/v1${address}`, {
				method: 'POST',
				headers: { 'content-type': 'application/json' },
				body: JSON.stringify(body)
			});
		expect((await get(`/practices/${code}/history`)).body).toMatchObject({
			versions: [{ number: 1, kind: 'sending', class: 'promising', isShown: true }],
			labels: [{ versionNumber: 1, state: 'current', events: [{ act: 'grant', to: 'current' }] }]
		});
		const version = await get(`/practices/${code}/history/1`);
		expect(version.body).toMatchObject({ number: 1, content: { fields: { title: 'Taller de costura' } } });
		expect(JSON.stringify(version.body)).not.toContain('contact');
		expect((await get(`/practices/${code}/history/2`)).status).toBe(404);
		expect((await post(`/practices/${code}/reports`, { kind: 'other', text: 'Algo.' })).status).toBe(204);
		expect((await post(`/practices/${code}/reports`, { kind: 'gossip', text: 'Algo.' })).status).toBe(422);
		expect((await get('/reports')).status).toBe(401);
		for (const act of ['revise', 'dropRevision', 'dropReconsideration', 'acceptCorrection'])
			expect((await post(`/practices/${code}/acts/${act}`, {})).status, act).toBe(401);
		expect((await post(`/reports/${randomUUID()}/acts/settle`, { outcome: 'unfounded' })).status).toBe(401);
	});
});
