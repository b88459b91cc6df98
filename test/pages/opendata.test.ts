// The open data through the whole server: every address answers as its format, is not sent twice, is open to other sites, and is gone with
// its practice.
import { DomUtils, parseDocument } from 'htmlparser2';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { retirePractice } from '#features/catalogue/handlers/catalogue.server.ts';
import { insertPublished } from '../factories.ts';
import { hostileText } from '../open-data.ts';
import { ask } from '../server/ask.ts';
import { type House, openHouse } from './house.ts';

let house: House;
let code: string;

beforeAll(async () => {
	house = await openHouse();
	({ code } = await insertPublished(house.operator, house.secretariat.id, { fields: { title: `Ferias ${hostileText}` } }));
}, 120_000);

afterAll(() => house?.close());

const get = (address: string, headers: Record<string, string> = {}) => ask(house.server.origin, address, { headers });
const below = ['.jsonld', '/cita.json', '/cita.ris', '/cita.bib', '/cita.txt', '/tarjeta.svg', '/tarjeta.png', '/sello.svg'];
/** Of the whole catalogue, each with the type it says. */
const whole: [address: string, mediaType: string][] = [
	['/atom.xml', 'application/atom+xml'],
	['/dictamenes/atom.xml', 'application/atom+xml'],
	['/practicas/atom.xml?q=ferias', 'application/atom+xml'],
	['/sitemap.xml', 'application/xml'],
	['/sitemap/1.xml', 'application/xml'],
	['/sitemap/paginas.xml', 'application/xml'],
	['/datos/catalogo.ndjson', 'application/x-ndjson'],
	['/datos/catalogo.csv', 'text/csv'],
	['/oai?verb=ListRecords&metadataPrefix=oai_dc', 'text/xml'],
	['/robots.txt', 'text/plain']
];

describe('the open data', () => {
	it('answers at every address, for any site, and not again to whoever has it', async () => {
		for (const [address, mediaType] of [...whole, ...below.map((end): [string, string] => [`/practicas/${code}${end}`, ''])]) {
			const { status, headers } = await get(address);
			expect([status, headers['content-type']], address).toEqual([200, expect.stringContaining(mediaType)]);
			expect(headers['cross-origin-resource-policy'], address).toBe('cross-origin');
			expect(headers['content-security-policy'], address).toContain('sandbox');
			const etag = headers.etag;
			if (!etag || address.startsWith('/oai')) continue;
			expect((await get(address, { 'if-none-match': etag })).status, address).toBe(304);
		}
		for (const address of ['/datos/catalogo.exe', `/practicas/${code}/cita.exe`, '/sitemap/nada.xml', '/practicas/AC-99999.jsonld'])
			expect((await get(address)).status, address).toBe(404);
	});

	it('is posted to by harvesters, which say of no site that they come from it', async () => {
		const headers = { 'content-type': 'application/x-www-form-urlencoded' };
		const { status, body } = await ask(house.server.origin, '/oai', { method: 'POST', headers, body: 'verb=Identify' });
		expect([status, body.toString()]).toEqual([200, expect.stringContaining('<Identify>')]);
	});

	it.each(['/practicas/CODE', '/en/practicas/CODE', '/datos', '/fr/datos'])('is told of in the head of %s', async (address) => {
		const { body } = await get(address.replace('CODE', code));
		const page = parseDocument(body.toString()).children;
		const blocks = DomUtils.getElementsByTagName('script', page).filter(({ attribs }) => attribs.type === 'application/ld+json');
		expect(blocks).toHaveLength(1);
		expect(JSON.parse(DomUtils.textContent(blocks))).toMatchObject({ '@context': 'https://schema.org' });
		const links = DomUtils.getElementsByTagName('link', page).map(({ attribs }) => attribs);
		expect(links.filter(({ hreflang }) => hreflang).map(({ hreflang }) => hreflang)).toEqual(['es', 'en', 'pt', 'fr', 'x-default']);
		const canonical = links.find(({ rel }) => rel === 'canonical')?.href;
		expect(canonical).toBe(house.server.origin + address.replace('CODE', code));
		expect(
			DomUtils.getElementsByTagName('script', page).filter(({ attribs }) => !attribs.src && attribs.type !== 'application/ld+json')
		).toEqual([]);
	});

	it('has a picture for the link to a practice, as large as its page says', async () => {
		const { body } = await get(`/en/practicas/${code}`);
		const metas = DomUtils.getElementsByTagName('meta', parseDocument(body.toString()).children).map(({ attribs }) => attribs);
		const told = (property: string) => metas.find((meta) => meta.property === property)?.content ?? '';
		const address = told('og:image').replace(house.server.origin, '');
		expect(address).toBe(`/en/practicas/${code}/tarjeta.png`);
		const picture = await get(address, { 'accept-encoding': 'gzip' });
		expect([picture.headers['content-type'], picture.headers['content-encoding']]).toEqual(['image/png', undefined]);
		expect(picture.body.toString('latin1', 1, 4)).toBe('PNG');
		const size = [picture.body.readUInt32BE(16), picture.body.readUInt32BE(20)].map(String);
		expect(size).toEqual([told('og:image:width'), told('og:image:height')]);
	});

	it('is gone with its practice', async () => {
		await retirePractice(house.secretariat.ctx, code);
		// A kept page is forgotten when the database has announced the change.
		await expect.poll(async () => (await get(`/practicas/${code}`)).status).toBe(410);
		for (const end of below) expect((await get(`/practicas/${code}${end}`)).status, end).toBe(410);
		for (const [address] of whole.filter(([given]) => !given.startsWith('/oai') && given !== '/sitemap/1.xml')) {
			const { status, body } = await get(address);
			expect([status, body.toString().includes(code)], address).toEqual([200, false]);
		}
		expect((await get('/sitemap/1.xml')).status).toBe(404);
		const { body } = await get('/oai?verb=ListRecords&metadataPrefix=oai_dc');
		expect(body.toString()).toContain('status="deleted"');
		expect(body.toString()).not.toContain('Ferias');
	});
});
