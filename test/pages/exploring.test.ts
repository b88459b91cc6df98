// Comparison, map and table of gaps as readers get them, without scripts and in every language.
import { brotliCompressSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { insertPublished } from '../factories.ts';
import { textOf, type Visitor } from './browsing.ts';
import { type House, openHouse } from './house.ts';

let house: House;
let reader: Visitor;
const codes: string[] = [];

beforeAll(async () => {
	house = await openHouse();
	const places = { codes: ['MX-CHP'], detail: '', reserved: false };
	for (const at of [1, 2, 3, 4, 5]) {
		const { code } = await insertPublished(house.operator, house.secretariat.id, {
			fields: { title: `Feria número ${at}` },
			layers: { themes: ['care'], groups: ['refugee'], places },
			unmet: at === 1 ? [] : ['results'],
			class: at === 1 ? 'good' : 'promising',
			wording: { results: 'Falta la **línea base**.' }
		});
		codes.push(code);
	}
	reader = house.visitor();
}, 120_000);

afterAll(() => house?.close());

const get = async (address: string) => {
	const { status, html } = await reader.get(address);
	expect(status, address).toBe(200);
	return { html, text: textOf(html) };
};
const query = (...chosen: (string | undefined)[]) => chosen.map((code) => `codigo=${code}`).join('&');

describe('the comparison', () => {
	it('is reached practice by practice through links and a form', async () => {
		const [first, second] = codes;
		expect((await get(`/practicas/${first}`)).html).toContain(`href="/comparar?codigo=${first}"`);
		const one = await get(`/comparar?${query(first)}&q=feria`);
		expect(one.text).toContain('Elija otra práctica para comparar');
		expect(one.html).toContain(`<input type="hidden" name="codigo" value="${first}"`);
		expect(one.html).toContain(`href="/comparar?codigo=${first}&amp;codigo=${second}"`);
		expect(one.html).not.toContain(`codigo=${first}&amp;codigo=${first}"`);
	});

	it('shows aspect by aspect, and the differences alone by a link', async () => {
		const both = await get(`/comparar?${query(codes[0], codes[1])}`);
		for (const words of ['Resultados verificables', 'no cumple todavía', 'Falta la línea base', 'Nada: cumple los criterios', 'Cuidados'])
			expect(both.text).toContain(words);
		expect(both.html).toContain(`href="/comparar?codigo=${codes[0]}&amp;codigo=${codes[1]}&amp;diferencias=si"`);
		expect(both.html).toContain(`href="/comparar?codigo=${codes[1]}&amp;codigo=${codes[0]}"`);
		const differing = await get(`/comparar?${query(codes[0], codes[1])}&diferencias=si`);
		expect(differing.text).toContain('no cumple todavía');
		expect(differing.text).not.toContain('Cuidados');
	});

	it('says in clear words what cannot be shown, and loses nothing of it', async () => {
		const { text, html } = await get(`/comparar?${query(...codes, codes[0], 'AC-9999')}`);
		expect(text).toContain('No hay ninguna práctica publicada con esta clave: AC-9999');
		expect(text).toContain(`aparece una sola: ${codes[0]}`);
		expect(text).toContain('Caben cuatro prácticas');
		expect(text).toContain(`${codes[4]} · Feria número 5`);
		// Whoever takes one off makes room for the fifth.
		expect(html).toContain(`href="/comparar?${query(...codes.slice(1)).replaceAll('&', '&amp;')}"`);
	});

	it('goes out as PDF and XLSX', async () => {
		const pdf = await reader.get(`/comparar/tabla.pdf?${query(codes[0], codes[1])}`);
		expect([pdf.status, pdf.headers.get('content-type'), pdf.html.slice(0, 5)]).toEqual([200, 'application/pdf', '%PDF-']);
		const xlsx = await reader.get(`/comparar/tabla.xlsx?${query(codes[0], codes[1])}`);
		expect([xlsx.status, xlsx.html.slice(0, 2)]).toEqual([200, 'PK']);
		expect((await reader.get(`/comparar/tabla.docx?${query(codes[0], codes[1])}`)).status).toBe(404);
		expect((await reader.get(`/comparar/tabla.pdf?${query(codes[0])}`)).status).toBe(422);
	});
});

describe('the map', () => {
	it('leads from shape and table to the practices of a place, with the filters it was given', async () => {
		const { html, text } = await get('/mapa?theme=care');
		const links = html.match(/href="\/practicas\?theme=care&amp;subdivision=MX-CHP"/g);
		expect(links).toHaveLength(2);
		expect(html).toContain('<title>Chiapas: 5 prácticas</title>');
		expect(html.match(/subdivision=MX-[A-Z]{3}"[^>]*tabindex="-1"/g)).toHaveLength(32);
		for (const words of ['Solo se cuentan las prácticas con', 'CC BY 4.0', '31 lugares todavía sin prácticas'])
			expect(text).toContain(words);
	});

	it('stays within 60 KB compressed, the world included', async () => {
		for (const address of ['/mapa', '/mapa?vista=mundo'])
			expect(brotliCompressSync((await get(address)).html).byteLength, address).toBeLessThan(60_000);
	});

	it('says so when nothing is left', async () => {
		expect((await get('/mapa?theme=housing')).text).toContain('Ninguna práctica responde a estos filtros');
	});

	it.each(['/practicas', '/mapa', '/vacios'])('names the facet of a value that nobody knows at %s, and lets it go', async (page) => {
		const { html, text } = await get(`${page}?class=good&cost=nada&cost=nadie`);
		expect(text).toContain('Costo: valor que no existe');
		expect(html).toContain(`href="${page}?class=good"`);
	});
});

it('a question that is too long is cut, and the page says so in each language', async () => {
	const words = { '': 'primeros 300', '/en': 'first 300', '/pt': 'primeiros 300', '/fr': '300 premiers' };
	for (const [language, said] of Object.entries(words)) {
		expect((await get(`${language}/practicas?q=${'feria '.repeat(60)}`)).text).toContain(said);
		expect((await get(`${language}/practicas?q=feria`)).text).not.toContain(said);
	}
});

it('what people wrote runs in the direction of its own letters', async () => {
	for (const address of ['/practicas', `/practicas/${codes[0]}`, `/comparar?${query(codes[0], codes[1])}`])
		expect((await get(address)).html, address).toMatch(/dir="auto">(<[^>]*>)?Feria número/);
	expect((await get(`/practicas/${codes[0]}`)).html).toMatch(/<div class="prose" lang="es-MX" dir="auto">/);
});

it('a code in lower case leads to the address of its practice', async () => {
	const code = codes[0] ?? '';
	for (const rest of ['', '/historia', '.jsonld', '/sello.svg?x=1']) {
		const { status, location } = await reader.get(`/en/practicas/${code.toLowerCase()}${rest}`);
		expect([status, location]).toEqual([308, `/en/practicas/${code}${rest}`]);
	}
	expect((await reader.get('/practicas/feria')).status).toBe(404);
});

it('the table of gaps says in words where there is nothing, and leads to what there is', async () => {
	const { html, text } = await get('/vacios');
	expect(html).toContain('href="/practicas?theme=care&amp;group=refugee"');
	for (const words of ['nada todavía', 'Los vacíos', 'Todavía no hay ninguna práctica de este tema']) expect(text).toContain(words);
	expect((await reader.get('/vacios/tabla.csv')).html).toContain('Cuidados');
});

it('every page has its words in each language', async () => {
	const titles = {
		'/comparar': ['Compare practices', 'Comparar práticas', 'Comparer des pratiques'],
		'/mapa': ['Map', 'Mapa', 'Carte'],
		'/vacios': ['What is still to be documented', 'O que falta documentar', 'Ce qui reste à documenter']
	};
	for (const [address, words] of Object.entries(titles))
		for (const [at, language] of ['en', 'pt', 'fr'].entries())
			expect((await get(`/${language}${address}`)).html).toContain(`<title>${words[at]} · Acervo</title>`);
});
