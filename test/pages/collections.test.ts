// Collections, messages to authors and related practices as browsers without scripts meet them.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { retirePractice } from '#features/catalogue/handlers/catalogue.server.ts';
import { insertPublished } from '../factories.ts';
import { fieldsOf, textAt, textOf, type Visitor } from './browsing.ts';
import { type House, type Member, openHouse } from './house.ts';

let house: House;
let author: Member;
let secretariat: Member;
let reader: Visitor;
let fairs: string;
let accounts: string;

beforeAll(async () => {
	house = await openHouse();
	({ author, secretariat } = house);
	reader = house.visitor();
	fairs = await publish('Ferias de empleo');
	accounts = await publish('Cuentas básicas');
}, 120_000);

afterAll(() => house?.close());

const publish = async (title: string) =>
	(
		await insertPublished(house.operator, secretariat.id, {
			fields: { title },
			layers: { abstract: `Resumen de ${title}.`, themes: ['financial-inclusion'], groups: ['refugee'] },
			ownerId: author.id
		})
	).code;

const desk = '/trabajo/colecciones/ferias-y-cuentas';

describe('a collection', () => {
	it('is begun, filled by code and by search, ordered, looked at and published', async () => {
		const { visitor } = secretariat;
		expect(await textAt(reader, '/colecciones')).toContain('Aún no hay colecciones');
		expect((await author.visitor.get('/trabajo/colecciones')).status).toBe(403);
		expect((await visitor.post('/trabajo/colecciones/nueva', { title: '', introduction: 'Lo escrito', language: 'es' })).html).toContain(
			'Lo escrito'
		);
		const begun = await visitor.post('/trabajo/colecciones/nueva', {
			...Object.fromEntries(fieldsOf((await visitor.get('/trabajo/colecciones/nueva')).html, '')),
			...{ title: 'Ferias y cuentas', introduction: 'Para **empezar**.', language: 'es', slug: '' }
		});
		expect(begun.location).toBe(`${desk}?hecho=creada`);
		expect((await reader.get('/colecciones/ferias-y-cuentas')).status).toBe(404);

		const typed = { title: 'Ferias y cuentas', introduction: 'Otra introducción', language: 'es', version: '1' };
		const unpublished = await visitor.post(`${desk}?/publish`, { version: '1' });
		expect(textOf(unpublished.html)).toContain('Agregue al menos una práctica');
		const unknown = await visitor.post(`${desk}?/save`, { ...typed, codes: 'AC-9999' });
		expect([unknown.status, textOf(unknown.html)]).toEqual([422, expect.stringContaining('No están en el catálogo: AC-9999')]);
		const noCodes = await visitor.post(`${desk}?/save`, { ...typed, codes: `${fairs}, ac-9998 feria AC-12` });
		expect([noCodes.status, textOf(noCodes.html)]).toEqual([
			422,
			expect.stringContaining('No están en el catálogo: AC-9998, FERIA, AC-12.')
		]);
		const searched = await visitor.post(`${desk}?/search`, { ...typed, codes: fairs, q: 'cuentas' });
		expect(searched.status).toBe(200);
		expect(textOf(searched.html)).not.toContain('Error:');
		for (const kept of ['Otra introducción', `value="${fairs}"`, `value="${accounts}"`]) expect(searched.html).toContain(kept);
		const saved = await visitor.post(`${desk}?/save`, [...Object.entries({ ...typed, codes: fairs }), ['found[]', accounts]]);
		expect(saved.location).toBe(`${desk}?hecho=guardada`);

		const lines = [fairs, accounts].flatMap((code, at) => [
			[`line.${at}.code`, code],
			[`line.${at}.place`, at === 0 ? '2' : '2'],
			[`line.${at}.note`, `Nota ${at}`]
		]) as [string, string][];
		await visitor.post(`${desk}?/save`, [...Object.entries({ ...typed, version: '2', codes: '' }), ...lines]);
		const preview = await textAt(visitor, `${desk}/vista-previa`);
		expect(preview).toContain('Nada de esto es público todavía');
		expect(preview.indexOf('Cuentas básicas')).toBeLessThan(preview.indexOf('Ferias de empleo'));
		expect((await visitor.post(`${desk}?/publish`, { version: '3' })).location).toBe(`${desk}?hecho=publicada`);
		const page = await textAt(reader, '/colecciones/ferias-y-cuentas');
		for (const words of ['Otra introducción', 'Nota 0', 'Nota 1', 'Resumen de Cuentas básicas.', '2 prácticas', 'Cuadernillo'])
			expect(page).toContain(words);
		expect(await textAt(reader, '/colecciones')).toContain('Ferias y cuentas');
		const booklet = await fetch(`${house.server.origin}/colecciones/ferias-y-cuentas/cuadernillo.pdf`);
		expect([booklet.status, booklet.headers.get('content-type')]).toEqual([200, 'application/pdf']);
	});

	it('keeps what the second of two editors typed, shows her what the first one saved, and lets her choose', async () => {
		const typed = { title: 'Lo mío', introduction: 'Lo que escribí', language: 'es', codes: '' };
		const line = { 'line.0.code': fairs, 'line.0.place': '1', 'line.0.note': 'Mi nota' };
		await secretariat.visitor.post(`${desk}?/save`, { ...typed, title: 'Lo suyo', version: '4', codes: fairs });
		const refused = await secretariat.visitor.post(`${desk}?/save`, { ...typed, ...line, version: '4' });
		expect(refused.status).toBe(412);
		for (const kept of ['value="Lo mío"', 'Lo que escribí', 'Mi nota', 'name="version" value="5"']) expect(refused.html).toContain(kept);
		for (const told of ['Alguien más guardó esta colección', 'Lo suyo']) expect(textOf(refused.html)).toContain(told);
		const again = await secretariat.visitor.post(`${desk}?/save`, { ...typed, ...line, version: '5' });
		expect(again.location).toBe(`${desk}?hecho=guardada`);
		expect(await textAt(reader, '/colecciones/ferias-y-cuentas')).toContain('Lo mío');
	});

	it('loses a retired practice in public by itself, and is deleted after asking twice', async () => {
		const leaving = await publish('Se va pronto');
		const line = { 'line.0.code': fairs, 'line.0.place': '1', 'line.0.note': '' };
		await secretariat.visitor.post(`${desk}?/save`, {
			title: 'Con la que se va',
			introduction: '',
			language: 'es',
			version: '6',
			...line,
			codes: leaving
		});
		expect(await textAt(reader, '/colecciones/ferias-y-cuentas')).toContain('Se va pronto');
		await retirePractice(secretariat.ctx, leaving);
		await expect.poll(() => textAt(reader, '/colecciones/ferias-y-cuentas')).not.toContain('Se va pronto');
		expect(await textAt(secretariat.visitor, desk)).toContain('Ya no está en el catálogo');
		const asked = await secretariat.visitor.get(`${desk}/eliminar`);
		expect(textOf(asked.html)).toContain('No se puede deshacer');
		const gone = await secretariat.visitor.post(`${desk}/eliminar`, fieldsOf(asked.html, ''));
		expect(gone.location).toBe('/trabajo/colecciones?hecho=eliminada');
		await expect.poll(async () => (await reader.get('/colecciones/ferias-y-cuentas')).status).toBe(404);
	});
});

describe('a message', () => {
	it('is written without an account and reaches the author, whose address nobody sees', async () => {
		const form = `/practicas/${fairs}/contacto`;
		expect((await reader.get(`/practicas/${fairs}`)).html).toContain(`href="${form}"`);
		expect((await reader.get(form)).html).not.toContain(author.email);
		expect(await textAt(reader, form)).toContain('se borran a los 180 días');
		const message = { purpose: 'adapt', name: 'Lucila', email: 'lucila@ejemplo', text: 'Quisiera adaptarla.', website: '' };
		const refused = await reader.post(form, message);
		expect(refused.status).toBe(422);
		for (const words of ['Error:', 'Escriba un correo']) expect(textOf(refused.html)).toContain(words);
		for (const kept of ['value="Lucila"', 'Quisiera adaptarla.']) expect(refused.html).toContain(kept);
		const sent = await reader.post(form, { ...message, email: 'lucila@ejemplo.test' });
		expect(sent.location).toBe(`${form}/enviado`);
		expect(await textAt(reader, `${form}/enviado`)).toContain('Su mensaje se envió');
		const machine = await reader.post(form, { ...message, email: 'b@ejemplo.test', text: 'Compre', website: 'x' });
		expect(machine.location).toBe(`${form}/enviado`);

		const inbox = await author.visitor.get('/trabajo/mensajes');
		expect(inbox.html).toContain('mailto:lucila%40ejemplo.test?subject=Re');
		expect(textOf(inbox.html)).not.toContain('Compre');
		expect(await textAt(secretariat.visitor, '/trabajo/mensajes')).not.toContain('lucila');
		expect((await author.visitor.post('/trabajo/mensajes?/delete', fieldsOf(inbox.html, '?/delete'))).location).toBe(
			'/trabajo/mensajes?hecho=borrado'
		);
		expect(await textAt(author.visitor, '/trabajo/mensajes')).toContain('No hay mensajes');
	});

	it('to a retired practice finds a closed door', async () => {
		const code = await publish('Retirada');
		await retirePractice(secretariat.ctx, code);
		expect((await reader.get(`/practicas/${code}/contacto`)).status).toBe(410);
		expect((await reader.get('/practicas/AC-9999/contacto')).status).toBe(404);
	});
});

it('a practice names those that go with it, and why', async () => {
	const text = await textAt(reader, `/practicas/${fairs}`);
	expect(text).toContain('Prácticas relacionadas');
	expect(text).toMatch(/Cuentas básicas.*Comparten tema: Inclusión financiera; grupo: personas refugiadas reconocidas/);
});
