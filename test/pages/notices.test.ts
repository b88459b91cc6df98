// Notices, the outbox and the choice of mails as a browser without scripts meets them; a clock that moves without signing anybody out.
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { type NoticeText, notify } from '#features/notices/handlers.server.ts';
import { createApiKey } from '#features/people/handlers.server.ts';
import { change } from '#platform/change.server.ts';
import { insertPublished } from '../factories.ts';
import { type MailServer, startMailServer } from '../mail-server.ts';
import { startServer } from '../server.ts';
import { fieldsOf, textOf, Visitor } from './browsing.ts';
import { type House, type Member, openHouse, password } from './house.ts';

let mails: MailServer;
let house: House;
let author: Member;
let secretariat: Member;
let practice: string;

beforeAll(async () => {
	mails = await startMailServer();
	house = await openHouse({ clock: true, mails });
	({ author, secretariat } = house);
	practice = (await insertPublished(house.operator, secretariat.id, { fields: { title: 'Ferias de empleo <b>' } })).code;
}, 120_000);

afterEach(async () => {
	await house.app.db.deleteFrom('mail').execute();
	await house.app.db.deleteFrom('notice').execute();
	mails.received.length = 0;
	mails.refuse = () => undefined;
});

afterAll(async () => {
	await house?.close();
	await mails?.stop();
});

const tell = (to: string, notice: NoticeText) =>
	change(house.operator, 'practice.write', async (tx, about) => {
		await notify(house.operator, tx, { ...notice, to: [to] });
		about({ kind: 'practice', id: practice });
	});

describe('notices', () => {
	it('are counted in the frame, shown, opened and marked', async () => {
		expect(textOf((await author.visitor.get('/trabajo/avisos')).html)).toContain('No tiene avisos');
		// What is to be done is asked of the practice's state.
		await house.app.db.updateTable('practice').set({ state: 'returned' }).where('code', '=', practice).execute();
		await tell(author.id, { kind: 'practiceReturned', detail: { practice }, isTodo: true });
		await tell(author.id, { kind: 'callOpened', detail: { call: 'C-9', day: '2027-03-15' } });
		const { html } = await author.visitor.get('/trabajo/avisos');
		const text = textOf(html);
		for (const words of ['Avisos (2)', 'Por hacer', 'Sin leer', `${practice}, “Ferias de empleo <b>”`, '15 de marzo de 2027'])
			expect(text).toContain(words);
		const [, path = ''] = /href="(\/trabajo\/avisos\/\d+)">Se abrió/.exec(html) ?? [];
		expect((await author.visitor.get(path)).location).toBe('/convocatorias/C-9');
		expect((await author.visitor.get(`/en${path}`)).location).toBe('/en/convocatorias/C-9');
		expect((await secretariat.visitor.get(path)).status).toBe(404);
		for (const odd of ['abc', '0', '-1', '1e99', '9'.repeat(30)])
			expect((await author.visitor.get(`/trabajo/avisos/${odd}`)).status).toBe(404);
		const marked = await author.visitor.post(
			'/trabajo/avisos?/read',
			fieldsOf((await author.visitor.get('/trabajo/avisos')).html, '?/read')
		);
		expect(marked.location).toBe('/trabajo/avisos?leido=uno');
		const after = textOf((await author.visitor.get('/trabajo/avisos?leido=uno')).html);
		expect(after).toContain('El aviso quedó como leído.');
		expect(after).not.toContain('Sin leer');
		expect(after).not.toContain('Avisos (');
		await house.app.db.updateTable('practice').set({ state: 'published' }).where('code', '=', practice).execute();
	});

	it('are marked all at once, and by looking at the page they lead to', async () => {
		await tell(secretariat.id, { kind: 'labelLapsed', detail: { practice, at: 'secretariat' } });
		await tell(secretariat.id, { kind: 'practiceReturned', detail: { practice } });
		expect(textOf((await secretariat.visitor.get(`/trabajo/practicas/${practice}`)).html)).toContain('Avisos (1)');
		await secretariat.visitor.post('/trabajo/avisos?/readAll', {});
		expect(textOf((await secretariat.visitor.get('/trabajo/avisos')).html)).not.toContain('Avisos (');
	});

	it('are there for programs', async () => {
		await tell(author.id, { kind: 'practiceReturned', detail: { practice } });
		const { key } = await createApiKey(house.operator, author.id, 'prueba');
		const ask = (where: string, body?: unknown) =>
			fetch(`${house.server.origin}/api/v1${where}`, {
				method: body ? 'POST' : 'GET',
				headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json' },
				body: body ? JSON.stringify(body) : undefined
			});
		const listed = await (await ask('/notices')).json();
		expect(listed).toMatchObject({ unread: 1, next: null, items: [{ kind: 'practiceReturned', readAt: null }] });
		expect((await ask('/notices/read', {})).status).toBe(422);
		expect((await ask('/notices/read', { ids: [] })).status).toBe(422);
		expect((await ask('/notices/read', { ids: [listed.items[0].id] })).status).toBe(204);
		expect(await (await ask('/notices')).json()).toMatchObject({ unread: 0 });
		expect((await ask('/outbox')).status).toBe(403);
		expect(await (await ask('/account/notices')).json()).toEqual({ notices: 'all' });
	});
});

describe('mails', () => {
	it('come as somebody chooses', async () => {
		expect((await author.visitor.post('/trabajo/cuenta?/notices', { notices: 'ninguno' })).status).toBe(422);
		const saved = await author.visitor.post('/trabajo/cuenta?/notices', { notices: 'todo' });
		expect(saved.location).toBe('/trabajo/cuenta?avisos');
		expect((await author.visitor.get('/trabajo/cuenta?avisos')).html).toMatch(/value="todo" checked/);
		await tell(author.id, { kind: 'verdictPublished', detail: { practice } });
		await tell(author.id, { kind: 'practiceReturned', detail: { practice }, isTodo: true });
		await house.server.clock.pass(1);
		expect(mails.received.map(({ headers }) => headers.get('subject'))).toEqual([`Su práctica vuelve con observaciones: ${practice}`]);
		expect(mails.received[0]?.text).toContain(`${house.server.origin}/trabajo/practicas/${practice}`);
	});

	it('carry an invitation at once, whatever host was asked for', async () => {
		const invited = await secretariat.visitor.post(
			'/trabajo/personas/invitar',
			{ name: 'Nueva', email: 'nueva@example.org', 'roles[]': 'author' },
			{ 'x-forwarded-host': 'malo.example' }
		);
		expect(textOf(invited.html)).toContain('También se le envía por correo.');
		await expect.poll(() => mails.received.length).toBe(1);
		expect(mails.received[0]?.to).toEqual(['nueva@example.org']);
		expect(mails.received[0]?.text).toMatch(new RegExp(`^${house.server.origin}/invitacion/[\\w-]+$`, 'm'));
	});

	it('that did not go are in the outbox with the reason', async () => {
		mails.refuse = (address) => (address === 'autora@example.org' ? 550 : undefined);
		await tell(author.id, { kind: 'practiceReturned', detail: { practice }, isTodo: true });
		await house.server.clock.pass(1);
		expect(textOf((await secretariat.visitor.get('/trabajo/avisos')).html)).toContain('Un correo no llegó');
		const { html } = await secretariat.visitor.get('/trabajo/buzon-de-salida');
		expect(textOf(html)).toContain('La dirección no existe o no recibe correo.');
		mails.refuse = () => undefined;
		const retried = await secretariat.visitor.post('/trabajo/buzon-de-salida?/retry', fieldsOf(html, '?/retry'));
		expect(retried.location).toBe('/trabajo/buzon-de-salida?reintento');
		await expect.poll(() => mails.received.map(({ to }) => to[0])).toContain('autora@example.org');
		expect((await author.visitor.get('/trabajo/buzon-de-salida')).status).toBe(403);
	});
});

describe('the clock of a server under test', () => {
	it('goes to a moment and on from there, and signs nobody out', async () => {
		await house.server.clock.set('2031-01-01T12:00:00Z');
		await tell(author.id, { kind: 'practiceReturned', detail: { practice } });
		await author.visitor.post('/trabajo/avisos?/readAll', {});
		const { html } = await author.visitor.get('/trabajo/avisos');
		expect(textOf(html)).toContain('Leído: 1 ene 2031');
		await house.server.clock.pass(200);
		expect((await author.visitor.get('/trabajo/avisos')).status).toBe(200);
		await house.server.clock.pass(200);
		expect(textOf((await author.visitor.get('/trabajo/avisos')).html)).toContain('No tiene avisos');
	});

	it('is out of reach on the real program, which shows what it would have sent', async () => {
		const plain = await startServer({ env: { DATABASE_URL: house.databaseUrl } });
		try {
			await expect(plain.clock.pass(1)).rejects.toThrow('{ clock: true }');
			const visitor = new Visitor(plain.origin);
			await visitor.post('/entrar', { email: 'secretaria@example.org', password });
			expect(textOf((await visitor.get('/trabajo/buzon-de-salida')).html)).toContain('No hay correos por enviar');
			await tell(secretariat.id, { kind: 'practiceSent', detail: { practice } });
			await house.app.db
				.updateTable('notice')
				.set({ createdAt: new Date(Date.now() - 600_000) })
				.execute();
			expect((await plain.acervo(['duties', '--json'])).stdout).toBe('{"failed":[]}\n');
			const { html } = await visitor.get('/trabajo/buzon-de-salida');
			expect(textOf(html)).toContain('Este servidor no envía correos.');
			expect(textOf(html)).toContain(`Llegó una práctica: ${practice}`);
			expect(html).toContain('mailto:secretaria%40example.org?subject=');
			const delivered = await visitor.post('/trabajo/buzon-de-salida?/deliver', fieldsOf(html, '?/deliver'));
			expect(delivered.location).toBe('/trabajo/buzon-de-salida?entregado');
			expect(textOf((await visitor.get('/trabajo/buzon-de-salida?entregado')).html)).toContain('El correo ya no está en el buzón.');
		} finally {
			await plain.stop();
		}
	});
});
