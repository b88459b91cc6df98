// The thesaurus as the secretariat edits it in a browser without scripts, and as the search uses it at once.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { insertPublished } from '../factories.ts';
import { fieldsOf, textOf, type Visitor } from './browsing.ts';
import { type House, openHouse } from './house.ts';

const list = '/trabajo/tesauro';

let house: House;
let visitor: Visitor;

beforeAll(async () => {
	house = await openHouse();
	({ visitor } = house.secretariat);
	await insertPublished(house.operator, house.secretariat.id, {
		fields: { title: 'Zarzales de la comunidad' },
		isInvented: true
	});
}, 120_000);

afterAll(() => house?.close());

/** What the form of a new concept needs. */
const concept = { es: 'mora inventada\n> zarzal', any: '', en: 'invented bramble', pt: '', fr: '', note: '' };

describe('the thesaurus', () => {
	it('is shown with its concepts, and narrowed down', async () => {
		const whole = textOf((await visitor.get(list)).html);
		expect(whole).toMatch(/\d{2,} conceptos/);
		const found = textOf((await visitor.get(`${list}?q=guarderi`)).html);
		expect(found).toContain('cuidado infantil');
		expect(found).not.toContain('soldadura');
		expect(textOf((await visitor.get(`${list}?q=zzzz`)).html)).toContain('Ninguno coincide');
	});

	it('is read letter by letter, the first one where none or no such is asked for', async () => {
		for (const [asked, letter] of [
			['', 'A'],
			['?letra=S', 'S'],
			['?letra=s', 'S'],
			['?letra=99', 'A']
		] as const) {
			const { html } = await visitor.get(list + asked);
			expect(html, asked).toContain(`<a href="${list}?letra=${letter}" aria-current="page">${letter}</a>`);
			expect(textOf(html), asked).toMatch(new RegExp(`${letter}: \\d+ de \\d{2,} conceptos`));
			expect(textOf(html).includes('soldadura'), asked).toBe(letter === 'S');
		}
	});

	it('takes a concept that the search uses at once, and gives it up after asking twice', async () => {
		const search = async () => textOf((await visitor.get('/practicas?q=mora+inventada')).html).includes('Zarzales de la comunidad');
		expect(await search()).toBe(false);
		const added = await visitor.post(`${list}/nuevo`, concept);
		expect(added.status).toBe(303);
		expect(await search()).toBe(true);
		const address = (added.location ?? '').replace(/\?.*/, '');
		expect(textOf((await visitor.get(`${address}/eliminar`)).html)).toContain('¿Eliminar el concepto?');
		expect(await search()).toBe(true);
		expect((await visitor.post(`${address}/eliminar`, { version: '1' })).status).toBe(303);
		expect((await visitor.get(address)).status).toBe(404);
		expect(await search()).toBe(false);
	});

	it('keeps what was typed when it is refused, and says where', async () => {
		const empty = await visitor.post(`${list}/nuevo`, { ...concept, es: '', en: '', note: 'Una nota' });
		expect(empty.status).toBe(422);
		expect(textOf(empty.html)).toContain('Escriba al menos un término');
		expect(empty.html).toContain('Una nota');
		const long = await visitor.post(`${list}/nuevo`, { ...concept, fr: 'x'.repeat(200) });
		expect(long.status).toBe(422);
		expect(long.html).toContain('x'.repeat(200));
		expect(long.html).toContain('mora inventada');
	});

	it('shows what is stored to whoever is late, and leaves the choice to her', async () => {
		const address = ((await visitor.post(`${list}/nuevo`, concept)).location ?? '').replace(/\?.*/, '');
		expect((await visitor.post(address, { ...concept, version: '1', en: 'first bramble' })).status).toBe(303);
		const late = await visitor.post(address, { ...concept, version: '1', en: 'second bramble' });
		expect(late.status).toBe(412);
		for (const words of ['Este concepto cambió mientras tanto', 'Así está guardado ahora', 'first bramble', 'second bramble'])
			expect(textOf(late.html)).toContain(words);
		const { version = '' } = Object.fromEntries(fieldsOf(late.html, ''));
		expect((await visitor.post(address, { ...concept, version, en: 'second bramble' })).status).toBe(303);
		expect(textOf((await visitor.get(address)).html)).toContain('second bramble');
	});
});
