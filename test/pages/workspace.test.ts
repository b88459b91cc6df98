// Pages of the workspace as a browser without scripts meets them: two windows on one thing, what is marked as invented, files of the network.
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createPractice, declareClass, saveSection } from '#features/practices/handlers.server.ts';
import { insertPublished } from '../factories.ts';
import { fieldsOf, textOf } from './browsing.ts';
import { type House, type Member, openHouse } from './house.ts';

let house: House;
let author: Member;
let colleague: Member;

beforeAll(async () => {
	house = await openHouse();
	({ author } = house);
	colleague = await house.join('colega', ['secretariat', 'author']);
}, 120_000);

afterAll(() => house?.close());

describe('two windows on one thing', () => {
	it('shows both texts, and says whether the other is somebody else’s', async () => {
		const { code } = await createPractice(author.ctx, {});
		const address = `/trabajo/practicas/${code}/titulo`;
		await saveSection(author.ctx, code, 'title', 1, { value: 'Desde la otra ventana' });
		const own = await author.visitor.post(`${address}?/save`, { version: '1', value: 'Desde esta' });
		expect(own.status).toBe(412);
		for (const words of ['Desde la otra ventana', 'Desde esta', 'Usted guardó otro texto desde otra ventana'])
			expect(textOf(own.html)).toContain(words);
		expect(textOf(own.html)).not.toContain('otra persona');
		await saveSection(colleague.ctx, code, 'title', 2, { value: 'De la secretaría' });
		const theirs = await author.visitor.post(`${address}?/save`, { version: '2', value: 'Desde esta' });
		expect(textOf(theirs.html)).toContain('otra persona guardó otro texto');
		// What is sent from there is based on what was just shown.
		expect(Object.fromEntries(fieldsOf(theirs.html, '?/save')).version).toBe('3');
	});

	it('a refusal for another reason does not slip past what was saved meanwhile', async () => {
		const { code } = await createPractice(author.ctx, {});
		await saveSection(colleague.ctx, code, 'dates', 1, { value: { start: '2020', end: null, ongoing: false } });
		const refused = await author.visitor.post(`/trabajo/practicas/${code}/fechas?/save`, { version: '1', start: '2022', end: '2021' });
		expect(refused.status).toBe(422);
		expect(textOf(refused.html)).toContain('No puede ser anterior a la de inicio');
		expect(Object.fromEntries(fieldsOf(refused.html, '?/save')).version).toBe('1');
	});

	it('what it is presented as is not overwritten unseen', async () => {
		const { code } = await createPractice(author.ctx, {});
		await declareClass(colleague.ctx, code, 1, 'good');
		const refused = await author.visitor.post(`/trabajo/practicas/${code}?/declare`, { version: '1', declaredClass: 'promising' });
		expect(refused.status).toBe(412);
		expect(textOf(refused.html)).toContain('Está guardado: Buena práctica');
		expect(Object.fromEntries(fieldsOf(refused.html, '?/declare')).version).toBe('2');
	});
});

describe('what is invented', () => {
	it('says so above every page of the practice', async () => {
		const { code } = await createPractice(author.ctx, { isInvented: true });
		const { code: real } = await createPractice(author.ctx, {});
		for (const page of ['', '/titulo', '/revisar', '/archivos', '/versiones', '/titulo/textos', '/entregar']) {
			expect(textOf((await author.visitor.get(`/trabajo/practicas/${code}${page}`)).html), page).toContain('Práctica inventada');
			expect(textOf((await author.visitor.get(`/trabajo/practicas/${real}${page}`)).html), page).not.toContain('Práctica inventada');
		}
	});
});

describe('files of the network', () => {
	it('are listed for whoever has an account, and open', async () => {
		const { code } = await insertPublished(house.operator, colleague.id, {
			fields: { title: 'Ferias de empleo' },
			attachments: [
				{
					id: randomUUID(),
					key: 'results',
					name: 'bitácora.txt',
					mediaType: 'text/plain',
					bytes: 4,
					sha256: await house.app.files.put(Buffer.from('nota')),
					visibility: 'network',
					screened: true,
					isInvented: false
				}
			]
		});
		const page = await author.visitor.get('/trabajo/red');
		expect(textOf(page.html)).toContain('Ferias de empleo');
		const [file = ''] = /\/trabajo\/practicas\/[\w-]+\/archivos\/[0-9a-f-]+/.exec(page.html) ?? [];
		expect((await author.visitor.get(file)).html).toBe('nota');
		expect(textOf((await author.visitor.get('/trabajo/red?practica=AC-9999')).html)).toContain('AC-9999 no comparte archivos');
		expect((await house.visitor().get('/trabajo/red')).location).toBe('/entrar?siguiente=%2Ftrabajo%2Fred');
		expect((await colleague.visitor.get(`/trabajo/practicas/${code}`)).html).toContain(`/trabajo/red?practica=${code}`);
	});
});

describe('the catalogue', () => {
	it('does not claim to have found signs', async () => {
		const { html } = await author.visitor.get('/practicas?q=%25');
		expect(textOf(html)).toContain('“%” no tiene palabras que buscar');
	});
});
