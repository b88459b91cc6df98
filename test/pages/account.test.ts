// Accounts as a browser without scripts meets them: set-up, signing in and out, links that work once, and text that outlives a session.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startServer, type TestServer } from '../server.ts';
import { fieldsOf, textOf, Visitor } from './browsing.ts';

const email = 'ana@ejemplo.test';
const password = 'una frase inventada';

let server: TestServer;
let ana: Visitor;

beforeAll(async () => {
	server = await startServer();
	ana = new Visitor(server.origin);
}, 120_000);
afterAll(() => server.stop());

const setupPath = () => new URL(server.setupLink ?? '').pathname;
const signIn = (visitor: Visitor, more: Record<string, string> = {}) => visitor.post('/entrar', { email, password, ...more });

/** The secret link in a page that has just made one. */
function linkIn(html: string, kind: string): string {
	const [link] = new RegExp(`/${kind}/[\\w-]+`).exec(html) ?? [];
	if (!link) throw new Error(`no link of ${kind}`);
	return link;
}

async function invite(name: string, address: string, roles: string[]): Promise<string> {
	const fields: [string, string][] = [['name', name], ['email', address], ...roles.map((role): [string, string] => ['roles[]', role])];
	return linkIn((await ana.post('/trabajo/personas/invitar', fields)).html, 'invitacion');
}

describe('set-up', () => {
	it('opens for the link only', async () => {
		expect((await ana.get('/configurar/otro-secreto')).status).toBe(410);
		expect((await ana.get(setupPath())).status).toBe(200);
	});

	it('gives a refused form back as it was typed, without the password', async () => {
		const refused = await ana.post(setupPath(), { networkName: 'Red de prueba', name: 'Ana Inventada', email: 'ana', password: 'corta' });
		expect(refused.status).toBe(422);
		expect(refused.html).toContain('<title>Error: ');
		expect(refused.html).toContain('value="Red de prueba"');
		expect(refused.html).toContain('href="#email"');
		expect(refused.html).not.toContain('corta');
	});

	it('creates the first account, lets it in, and works once', async () => {
		const form = { networkName: 'Red de prueba', name: 'Ana Inventada', email, password };
		expect((await ana.post(setupPath(), form)).location).toBe('/trabajo?bienvenida');
		expect((await ana.get('/trabajo/cuenta')).status).toBe(200);
		expect((await ana.get(setupPath())).status).toBe(410);
	});
});

describe('signing in', () => {
	it('keeps the e-mail when the password is wrong', async () => {
		const refused = await signIn(new Visitor(server.origin), { password: 'equivocada' });
		expect(refused.status).toBe(401);
		expect(refused.html).toContain(`value="${email}"`);
		expect(refused.html).not.toContain('equivocada');
	});

	it.each([
		['/en/trabajo/cuenta?x=1', '/en/trabajo/cuenta?x=1'],
		['//elsewhere.example', '/trabajo'],
		['/\\elsewhere.example', '/trabajo'],
		['https://elsewhere.example/', '/trabajo']
	])('goes on from %s to %s', async (siguiente, location) => {
		expect(await signIn(new Visitor(server.origin), { siguiente })).toMatchObject({ status: 303, location });
		const page = await new Visitor(server.origin).get(`/entrar?siguiente=${encodeURIComponent(siguiente)}`);
		expect(fieldsOf(page.html, '')).toContainEqual(['siguiente', location]);
	});

	it('sends whoever is not signed in to sign in and back', async () => {
		const visit = await new Visitor(server.origin).get('/fr/trabajo/cuenta?a=b');
		expect(visit).toMatchObject({ status: 303, location: '/fr/entrar?siguiente=%2Ffr%2Ftrabajo%2Fcuenta%3Fa%3Db' });
	});

	it('leaves no lasting cookie on a shared computer', async () => {
		const lasting = await signIn(new Visitor(server.origin));
		const shared = await signIn(new Visitor(server.origin), { 'shared?': 'yes' });
		const session = (visit: { headers: Headers }) => visit.headers.getSetCookie().find((cookie) => cookie.startsWith('acervo='));
		expect(session(lasting)).toMatch(/max-age=\d/i);
		expect(session(shared)).not.toMatch(/max-age|expires/i);
	});

	it('refuses a form posted from another site', async () => {
		expect((await new Visitor(server.origin).post('/entrar', { email, password }, { origin: 'https://elsewhere.example' })).status).toBe(
			403
		);
	});

	it('signs out, clears the device, and may be pressed twice', async () => {
		const visitor = new Visitor(server.origin);
		await signIn(visitor);
		expect(visitor.hasCookie('acervo')).toBe(true);
		const out = await visitor.post('/en/salir', {});
		expect(out).toMatchObject({ status: 303, location: '/en' });
		expect(out.headers.get('clear-site-data')).toBe('"storage"');
		expect(visitor.hasCookie('acervo')).toBe(false);
		expect((await visitor.post('/salir', {})).status).toBe(303);
		expect((await visitor.get('/trabajo/cuenta')).status).toBe(303);
	});
});

describe('a session that ended under somebody’s hands', () => {
	const typed = 'Párrafo uno, con "comillas" y <etiquetas>.\r\n\r\n- viñeta & más\r\n  - otra';
	const target = '/trabajo/instituciones/nueva';
	const resume = '/entrar/seguir?/signin';

	it('brings the text through sign-in, a wrong password included, to where it was going', async () => {
		const visitor = new Visitor(server.origin);
		const shown = await visitor.post(target, { name: 'Servicio Inventado', aliases: typed, country: 'MX', level: '', parentId: '' });
		expect(shown.status).toBe(401);
		expect(shown.headers.get('cache-control')).toContain('no-store');
		// It answers under another address than its own: nothing in it may be relative.
		expect(shown.html).not.toMatch(/\b(?:href|src|action)="(?:\.|\?)/);
		expect(textOf(shown.html)).toContain('Párrafo uno, con "comillas" y <etiquetas>.');

		const wrong = await visitor.post(resume, [...fieldsOf(shown.html, resume), ['email', email], ['password', 'equivocada']]);
		expect(wrong.status).toBe(401);
		const inside = await visitor.post(resume, [...fieldsOf(wrong.html, resume), ['email', email], ['password', password]]);
		expect(inside.status).toBe(200);

		const carried = fieldsOf(inside.html, target);
		expect(Object.fromEntries(carried)).toMatchObject({ name: 'Servicio Inventado', country: 'MX' });
		expect(Object.fromEntries(carried).aliases?.replaceAll('\r\n', '\n')).toBe(typed.replaceAll('\r\n', '\n'));
		const saved = await visitor.post(target, carried);
		expect(saved.status).toBe(303);
		const page = await visitor.get(saved.location ?? '');
		expect(textOf(page.html)).toContain('Párrafo uno, con "comillas" y <etiquetas>.');
		expect(textOf(page.html)).toContain('- viñeta & más');
	});

	it('answers a script in its own way', async () => {
		const answer = await new Visitor(server.origin).post('/trabajo/sesion', {}, { accept: 'application/json' });
		expect([answer.status, JSON.parse(answer.html).code]).toEqual([401, 'signInRequired']);
	});

	it('carries nothing to another site', async () => {
		const shown = await new Visitor(server.origin).post('/entrar/seguir?/show', { target: 'https://elsewhere.example/', 'carried.a': 'b' });
		expect(fieldsOf(shown.html, resume)).toContainEqual(['target', '/trabajo']);
	});

	it('does not carry a password', async () => {
		const shown = await new Visitor(server.origin).post('/trabajo/cuenta?/password', {
			currentPassword: 'secreta-1',
			password: 'secreta-2'
		});
		expect(shown.html).not.toContain('secreta-');
	});
});

describe('links that work once', () => {
	it('invites: looking uses nothing, sending opens the account, sending twice lets in again', async () => {
		const path = await invite('Beto Inventado', 'beto@ejemplo.test', ['author']);
		const beto = new Visitor(server.origin);
		for (let times = 0; times < 3; times++) expect((await beto.get(path)).status).toBe(200);
		expect((await beto.get(path.replace('invitacion', 'restablecer'))).status).toBe(410);
		const choice = { email: 'beto@ejemplo.test', password: 'otra frase inventada' };
		expect((await beto.post(path, { ...choice, password: 'corta' })).status).toBe(422);
		expect(await beto.post(path, choice)).toMatchObject({ status: 303, location: '/trabajo?bienvenida' });
		expect(await beto.post(path, choice)).toMatchObject({ status: 303 });
		expect((await beto.get(path)).status).toBe(410);
		expect((await new Visitor(server.origin).post(path, { ...choice, password: 'adivinada mal' })).status).toBe(410);
	});

	it('resets: the old password and the open sessions end', async () => {
		const beto = new Visitor(server.origin);
		await beto.post('/entrar', { email: 'beto@ejemplo.test', password: 'otra frase inventada' });
		const list = await ana.get('/trabajo/personas?q=BETO');
		const [person] = /\/trabajo\/personas\/[\w-]{20,}/.exec(list.html) ?? [];
		const path = linkIn((await ana.post(`${person}?/reset`, {})).html, 'restablecer');
		const elsewhere = new Visitor(server.origin);
		const chosen = await elsewhere.post(path, { email: 'beto@ejemplo.test', password: 'la tercera frase' });
		expect(chosen.status).toBe(303);
		expect((await beto.get('/trabajo/cuenta')).status).toBe(303);
		expect((await elsewhere.get('/trabajo/cuenta')).status).toBe(200);
	});
});

describe('administration', () => {
	it('is the secretariat’s', async () => {
		const beto = new Visitor(server.origin);
		await beto.post('/entrar', { email: 'beto@ejemplo.test', password: 'la tercera frase' });
		const closed = ['/trabajo/personas', '/trabajo/personas/invitar', '/trabajo/bitacora'];
		for (const path of closed) expect([path, (await beto.get(path)).status]).toEqual([path, 403]);
		expect((await beto.get('/trabajo/instituciones')).status).toBe(200);
	});

	it('refuses the last secretariat’s own deactivation and ends a deactivated person’s session', async () => {
		const own = await ana.get('/trabajo/personas?q=ana');
		const [self] = /\/trabajo\/personas\/[\w-]{20,}/.exec(own.html) ?? [];
		const refused = await ana.post(`${self}/desactivar`, fieldsOf((await ana.get(`${self}/desactivar`)).html, ''));
		expect(refused.status).toBe(409);

		const path = await invite('Caro Inventada', 'caro@ejemplo.test', ['assessor']);
		const caro = new Visitor(server.origin);
		await caro.post(path, { email: 'caro@ejemplo.test', password: 'una frase de caro' });
		const found = await ana.get('/trabajo/personas?q=caro');
		const [person] = /\/trabajo\/personas\/[\w-]{20,}/.exec(found.html) ?? [];
		const confirm = await ana.get(`${person}/desactivar`);
		expect((await ana.post(`${person}/desactivar`, fieldsOf(confirm.html, ''))).status).toBe(303);
		expect((await caro.get('/trabajo/cuenta')).status).toBe(303);
		expect((await ana.post(`${person}/desactivar`, fieldsOf(confirm.html, ''))).status).toBe(412);
	});

	it('changes the own password only with the one in use, and stays signed in', async () => {
		const refused = await ana.post('/trabajo/cuenta?/password', { currentPassword: 'equivocada', password: 'una frase distinta' });
		expect([refused.status, refused.html.includes('href="#currentPassword"')]).toEqual([401, true]);
		const other = new Visitor(server.origin);
		await signIn(other);
		const changed = await ana.post('/trabajo/cuenta?/password', { currentPassword: password, password: 'una frase distinta' });
		expect(changed.location).toBe('/trabajo/cuenta?contrasena');
		expect((await ana.get('/trabajo/cuenta')).status).toBe(200);
		expect((await other.get('/trabajo/cuenta')).status).toBe(303);
	});

	it('makes a key, shows it once, and revokes it', async () => {
		const made = await ana.post('/trabajo/cuenta?/createKey', { keyName: 'Portal' });
		const [key = ''] = /acervo-[\w-]+(?=")/.exec(made.html) ?? [];
		const call = () => fetch(new URL('/api/v1/practices/mine', server.origin), { headers: { authorization: `Bearer ${key}` } });
		expect((await call()).status).toBe(200);
		const page = await ana.get('/trabajo/cuenta');
		expect(page.html).not.toContain(key);
		expect((await ana.post('/trabajo/cuenta?/revokeKey', fieldsOf(page.html, '?/revokeKey'))).status).toBe(303);
		expect((await call()).status).toBe(401);
	});

	it('tells in the journal what was done, in words', async () => {
		const journal = textOf((await ana.get('/trabajo/bitacora')).html);
		for (const words of ['Invitó a una persona', 'Desactivó una cuenta', 'Cambió su contraseña', 'Ana Inventada'])
			expect(journal).toContain(words);
		expect((await ana.get('/trabajo/bitacora?acto=person.invite&antes=1')).html).toContain('Ningún cambio corresponde');
		expect((await ana.get('/trabajo/bitacora?antes=abc')).status).toBe(200);
	});

	it('answers addresses of nothing with 404', async () => {
		for (const path of [
			'/trabajo/personas/nadie',
			'/trabajo/instituciones/nada',
			'/trabajo/instituciones/6b1f7c9e-0000-4000-8000-000000000000'
		]) {
			expect([path, (await ana.get(path)).status]).toEqual([path, 404]);
		}
	});
});
