// Translating a practice and reading it in another language, and following a search, as a browser without scripts meets them.
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { readTranslation } from '#features/translations/handlers.server.ts';
import { insertPublished } from '../factories.ts';
import { type MailServer, startMailServer } from '../mail-server.ts';
import { fieldsOf, textOf, type Visitor } from './browsing.ts';
import { type House, type Member, openHouse } from './house.ts';

let mails: MailServer;
let house: House;
let author: Member;
let secretariat: Member;
let reader: Visitor;
let code: string;

beforeAll(async () => {
	mails = await startMailServer();
	house = await openHouse({ clock: true, mails });
	({ author, secretariat } = house);
	reader = house.visitor();
	({ code } = await publish('Ferias de empleo'));
}, 120_000);

afterAll(async () => {
	await house?.close();
	await mails?.stop();
});

const publish = (title: string) =>
	insertPublished(house.operator, secretariat.id, {
		ownerId: author.id,
		fields: { title, problem: 'Falta de empleo formal' },
		layers: { abstract: 'Un resumen' }
	});

/** The editor's form as it stands, with some texts typed. */
async function typed(visitor: Visitor, texts: Record<number, string>, save: string): Promise<[string, string][]> {
	const { html } = await visitor.get(`/trabajo/practicas/${code}/traducciones/en`);
	const hidden = fieldsOf(html, '?/save');
	const places = hidden.filter(([name]) => name.endsWith('.key')).map((_, place) => place);
	const answers = places.flatMap((place): [string, string][] => [
		[`texts.${place}.text`, texts[place] ?? ''],
		[`texts.${place}.status`, place === 1 ? 'machine' : 'reviewed']
	]);
	return [...hidden, ...answers, ['save', save]];
}

describe('a translation', () => {
	const here = () => `/trabajo/practicas/${code}/traducciones/en`;

	it('is written beside the original, and one that was saved meanwhile comes back with both texts', async () => {
		expect(textOf((await author.visitor.get(`/trabajo/practicas/${code}/traducciones`)).html)).toContain('Traducir al inglés');
		const early = await typed(secretariat.visitor, { 0: 'Employment fairs', 2: 'A lack of formal jobs' }, 'title');
		const saved = await author.visitor.post(`${here()}?/save`, await typed(author.visitor, { 0: 'Job fairs', 1: 'A summary' }, 'title'));
		expect([saved.status, saved.location]).toEqual([303, `${here()}?hecho=guardada#text-title`]);
		const refused = await secretariat.visitor.post(`${here()}?/save`, early);
		expect(refused.status).toBe(412);
		const text = textOf(refused.html);
		for (const words of ['Hay dos textos', 'Job fairs', 'Employment fairs', 'La traducción se guardó'].slice(0, 3))
			expect(text).toContain(words);
		const { sections } = await readTranslation(house.operator, code, 'en');
		// What was left alone in the early form stays as somebody else saved it.
		expect(sections.map((section) => section.text)).toEqual(['Job fairs', 'A summary', 'A lack of formal jobs']);
	});

	it('is read in its language with marks, the rest in the original, once it is published', async () => {
		expect(textOf((await reader.get(`/en/practicas/${code}`)).html)).not.toContain('Job fairs');
		const { html } = await author.visitor.get(here());
		expect((await author.visitor.post(`${here()}?/publish`, fieldsOf(html, '?/publish'))).status).toBe(303);
		// Kept pages are forgotten as soon as the database says so.
		const english = await vi.waitFor(async () => {
			const { html: shown } = await reader.get(`/en/practicas/${code}`);
			expect(shown).toMatch(/<h1 lang="en" dir="auto">Job fairs<\/h1>/);
			return shown;
		});
		expect(english).toMatch(/<title>Job fairs/);
		const text = textOf(english);
		for (const words of ['This practice was written in Spanish', 'machine translation', 'reviewed translation', 'see original'])
			expect(text).toContain(words);
		expect(english).toContain(`href="/practicas/${code}" hreflang="es-MX"`);
		// In French there is none: everything is the original, and says so.
		const french = (await reader.get(`/fr/practicas/${code}`)).html;
		expect(french).toMatch(/<h1 lang="es-MX" dir="auto">Ferias de empleo<\/h1>/);
		expect(textOf((await reader.get(`/practicas/${code}`)).html)).not.toContain('traducción');
	});
});

describe('a search that is followed', () => {
	it('is kept in an account after signing in, and goes back to the catalogue', async () => {
		expect(textOf((await reader.get('/seguir')).html)).toContain('Todo el catálogo: ');
		const { html } = await reader.get('/seguir?q=ferias&limit=3');
		const [, path = ''] = /href="(\/trabajo\/busquedas\/nueva[^"]*)"/.exec(html) ?? [];
		expect((await reader.get(path)).location).toBe(`/entrar?siguiente=${encodeURIComponent(path)}`);
		const page = await author.visitor.get(path);
		const saved = await author.visitor.post(path, [...fieldsOf(page.html, ''), ['name', 'Mis ferias'], ['alert', 'none']]);
		expect(saved.location).toBe('/trabajo/busquedas?hecho=guardada');
		const own = await author.visitor.get('/trabajo/busquedas');
		expect(own.html).toContain('href="/practicas?q=ferias">Mis ferias</a>');
		expect(textOf(own.html)).toContain('Cambiar: Mis ferias');
		expect(textOf((await secretariat.visitor.get('/trabajo/busquedas')).html)).not.toContain('Mis ferias');
	});

	it('is asked for by mail, confirmed, told of as time passes, and left by its page', async () => {
		const asked = await reader.post('/en/seguir?q=ferias', { query: 'q=ferias', email: 'reader@example.net', alert: 'weekly' });
		expect([asked.status, asked.location]).toEqual([303, '/en/seguir/pedido']);
		expect((await reader.get('/en/seguir/pedido')).status).toBe(200);
		const wrong = await reader.post('/en/seguir?q=ferias', { query: 'q=ferias', email: 'reader', alert: 'weekly' });
		expect(wrong.status).toBe(422);
		expect(wrong.html).toContain('value="reader"');
		await vi.waitFor(() => expect(mails.received).toHaveLength(1), 5000);
		const link = (page: string) => new RegExp(`http://\\S+(/en/seguir/${page}/\\S+)`).exec(mails.received.at(-1)?.text ?? '')?.[1] ?? '';
		const confirm = link('confirmar');
		expect(textOf((await reader.get(confirm)).html)).toContain('At most once a week');
		await publish('Ferias antes');
		expect((await reader.post(confirm, {})).status).toBe(200);
		await house.server.clock.pass(1);
		house.app.now = () => new Date(Date.now() + 24 * 3600 * 1000);
		const news = await publish('Ferias después');
		await house.server.clock.pass(7);
		expect(mails.received).toHaveLength(2);
		expect(mails.received[1]?.text).toContain(`/en/practicas/${news.code}`);
		expect(mails.received[1]?.text).not.toContain('Ferias antes');
		const stop = link('dejar');
		expect((await reader.get(stop)).status).toBe(200);
		expect(textOf((await reader.post(stop, {})).html)).toContain('Your address was erased');
		expect((await reader.get(stop)).status).toBe(410);
		expect(await house.app.db.selectFrom('mailFollower').select('id').execute()).toEqual([]);
	});
});
