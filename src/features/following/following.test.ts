// Following a search to the mail that tells, over a real conversation with a mail server, with the clock moved.
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createApi } from '#app/api.server.ts';
import { refreshEntry } from '#features/catalogue/handlers/catalogue.server.ts';
import { reportHarm } from '#features/labels/handlers/reports.server.ts';
import { sendMails } from '#features/notices/jobs.server.ts';
import { readConfig } from '#platform/config.server.ts';
import type { Ctx } from '#platform/ctx.ts';
import type { Problem } from '#platform/problem.ts';
import { openTestApp, type TestApp } from '../../../test/app.ts';
import { insertPerson, insertPublished } from '../../../test/factories.ts';
import { type MailServer, startMailServer } from '../../../test/mail-server.ts';
import {
	askToFollow,
	changeSearch,
	confirmFollowing,
	describeSearch,
	listSearches,
	lookAtFollowing,
	removeSearch,
	saveSearch,
	stopFollowing
} from './handlers.server.ts';
import { forgetRequests, tellFollowers } from './jobs.server.ts';

const minute = 60_000;
const day = 24 * 60 * minute;
const origin = 'https://acervo.example.org';

let test: TestApp;
let server: MailServer;
let reader: string;
let other: string;
let secretariat: string;
/** Every request comes from a caller of its own, unless a test is about callers. */
let callers = 0;

const as = (id: string): Ctx => test.ctx({ kind: 'person', id, name: id, roles: ['assessor'], institutionIds: [] });
const anybody = (locale: Ctx['locale'] = 'es'): Ctx => ({ ...test.ctx({ kind: 'anonymous' }), locale });
const refused = (code: Problem['code']) => expect.objectContaining({ code });
const publish = (title: string, more: Parameters<typeof insertPublished>[2] = {}) =>
	insertPublished(test.ctx(), secretariat, { fields: { title }, ...more });

/** Lets time pass and does what is due. */
async function letPass(ms: number): Promise<void> {
	test.pass(ms);
	await tellFollowers(test.app);
	await sendMails(test.app);
	await forgetRequests(test.app);
}

/** Asks by mail. @returns the secret of the link that confirms */
async function ask(email: string, query = 'q=ferias', alert: 'daily' | 'weekly' = 'daily', locale: Ctx['locale'] = 'es'): Promise<string> {
	server.received.length = 0;
	await askToFollow(anybody(locale), { email, query, alert }, `198.51.100.${callers++}`);
	await sendMails(test.app);
	return secretIn('confirmar');
}

const secretIn = (page: string) => new RegExp(`/seguir/${page}/([\\w-]+)`).exec(server.received.at(-1)?.text ?? '')?.[1] ?? '';
const followers = () => test.app.db.selectFrom('mailFollower').selectAll().execute();

beforeAll(async () => {
	test = await openTestApp();
	const { db } = test.app;
	reader = await insertPerson(db, 'lectora@example.org', ['assessor']);
	other = await insertPerson(db, 'otra@example.org', ['assessor']);
	secretariat = await insertPerson(db, 'secretaria@example.org', ['secretariat']);
	await db.updateTable('instance').set({ networkName: 'Red inventada' }).execute();
	await publish('Ferias de siempre');
	test.app.config.origin = origin;
});
beforeEach(async () => {
	server = await startMailServer();
	test.app.config.mail = readConfig({ ACERVO_SMTP_URL: server.url, ACERVO_MAIL_FROM: 'Acervo <acervo@example.org>' }, '/').mail;
	for (const table of ['mail', 'savedSearch', 'mailFollower'] as const) await test.app.db.deleteFrom(table).execute();
	// What earlier tests published is old.
	test.pass(10 * minute);
});
afterEach(() => server.stop());
afterAll(() => test.remove());

describe('a kept search', () => {
	it('belongs to one account, and is renamed and deleted by its version', async () => {
		const { id } = await saveSearch(as(reader), { name: 'Ferias', query: '?limit=2&q=ferias&country=MX&country=XX9', alert: 'none' });
		expect(await listSearches(as(reader))).toMatchObject([{ id, name: 'Ferias', query: 'q=ferias&country=MX', alert: 'none', version: 1 }]);
		expect(await listSearches(as(other))).toEqual([]);
		const change = { name: 'Otras ferias', alert: 'weekly' as const };
		await expect(changeSearch(as(other), id, 1, change)).rejects.toEqual(refused('notFound'));
		await expect(removeSearch(as(other), id)).rejects.toEqual(refused('notFound'));
		await expect(saveSearch(anybody(), { name: 'x', query: '', alert: 'none' })).rejects.toEqual(refused('signInRequired'));
		expect(await changeSearch(as(reader), id, 1, change)).toEqual({ version: 2 });
		await expect(changeSearch(as(reader), id, 1, change)).rejects.toEqual(refused('versionConflict'));
		await removeSearch(as(reader), id);
		expect(await listSearches(as(reader))).toEqual([]);
	});

	it('tells by mail what was published since, once, with links from the configured origin', async () => {
		await saveSearch(as(reader), { name: 'Mis ferias', query: 'q=ferias', alert: 'daily' });
		await publish('Ahorro en grupo');
		await letPass(day);
		expect(server.received).toEqual([]);
		const { code } = await publish('Ferias en la plaza <b>');
		await letPass(day);
		const [mail, ...others] = server.received;
		expect(others).toEqual([]);
		expect(mail).toMatchObject({ to: ['lectora@example.org'] });
		expect(mail?.headers.get('subject')).toBe('1 novedad: Mis ferias');
		expect(mail?.text).toContain('Publicada: Ferias en la plaza <b>\n');
		expect(mail?.text).toContain(`\n${origin}/practicas/${code}\n`);
		expect(mail?.text).toContain(`\n${origin}/practicas?q=ferias\n`);
		expect(mail?.text).toContain(`\n${origin}/trabajo/busquedas`);
		expect(mail?.text).not.toContain('Ahorro');
		expect(mail?.headers.has('list-unsubscribe')).toBe(false);
		// Neither again, nor because the entry was made anew.
		const { id } = await test.app.db.selectFrom('practice').select('id').where('code', '=', code).executeTakeFirstOrThrow();
		await test.app.db.transaction().execute((tx) => refreshEntry(tx, test.ctx(), id));
		await letPass(3 * day);
		expect(server.received).toHaveLength(1);
	});

	it('tells when a label changed', async () => {
		const { code } = await publish('Ferias con etiqueta', { class: 'promising', validUntil: '2029-01-01' });
		test.pass(10 * minute);
		await saveSearch(as(reader), { name: 'Ferias', query: 'q=ferias', alert: 'weekly' });
		test.pass(day);
		await reportHarm(anybody(), code, { kind: 'place', text: 'Un riesgo', contact: '' }, '198.51.100.250');
		await letPass(5 * day);
		expect(server.received).toEqual([]);
		await letPass(2 * day);
		expect(server.received).toHaveLength(1);
		expect(server.received[0]?.text).toMatch(/Cambió su clasificación: Ferias con etiqueta\n.+ · Suspendida\n/);
		expect(server.received[0]?.text).toContain(`${origin}/practicas/${code}\n`);
	});

	it('tells nothing of what was before alerts were chosen, nothing to a closed account, and ends with the search', async () => {
		const { id } = await saveSearch(as(reader), { name: 'Ferias', query: 'q=ferias', alert: 'none' });
		await publish('Ferias de ayer');
		await letPass(8 * day);
		await changeSearch(as(reader), id, 1, { name: 'Ferias', alert: 'daily' });
		await letPass(2 * day);
		expect(server.received).toEqual([]);
		await publish('Ferias de hoy');
		await test.app.db.updateTable('person').set({ deactivatedAt: test.app.now() }).where('id', '=', reader).execute();
		await letPass(2 * day);
		expect(server.received).toEqual([]);
		await test.app.db.updateTable('person').set({ deactivatedAt: null }).where('id', '=', reader).execute();
		await letPass(day);
		expect(server.received).toHaveLength(1);
		await publish('Ferias de mañana');
		await removeSearch(as(reader), id);
		await letPass(2 * day);
		expect(server.received).toHaveLength(1);
	});

	it('is told once by two rounds at the same time', async () => {
		await saveSearch(as(reader), { name: 'Ferias', query: '', alert: 'daily' });
		await publish('Ferias a dos manos');
		test.pass(day);
		await Promise.all([tellFollowers(test.app), tellFollowers(test.app), tellFollowers(test.app)]);
		await sendMails(test.app);
		expect(server.received).toHaveLength(1);
	});

	it('says in words what it asks for', async () => {
		expect(await describeSearch(anybody(), 'q=ferias&country=MX&group=no-such')).toMatchObject({
			query: 'q=ferias&group=no-such&country=MX',
			words: '“ferias” · no-such · México'
		});
		expect((await describeSearch(anybody('en'), '')).words).toBe('the whole catalogue');
	});
});

describe('a follower by mail', () => {
	it('is asked first, confirms by link, is told, and leaves by one click that erases the address', async () => {
		const secret = await ask('lector@example.net', 'q=ferias', 'daily', 'en');
		expect(Buffer.from(secret, 'base64url').length).toBeGreaterThanOrEqual(16);
		expect(server.received).toMatchObject([{ to: ['lector@example.net'] }]);
		expect(server.received[0]?.headers.get('content-language')).toBe('en');
		expect(server.received[0]?.text).toContain(`${origin}/en/seguir/confirmar/${secret}`);
		await publish('Ferias antes de confirmar');
		await letPass(2 * day);
		expect(server.received).toHaveLength(1);
		// Looking does nothing.
		expect(await lookAtFollowing(anybody(), secret, 'confirm')).toEqual({
			query: 'q=ferias',
			words: '“ferias”',
			alert: 'daily',
			language: 'en',
			isConfirmed: false
		});
		await confirmFollowing(anybody(), secret);
		await confirmFollowing(anybody(), secret);
		expect(await lookAtFollowing(anybody(), secret, 'confirm')).toMatchObject({ isConfirmed: true });
		const { code } = await publish('Ferias después de confirmar');
		await letPass(day);
		const mail = server.received[1];
		expect(server.received).toHaveLength(2);
		expect(mail?.text).toContain(`Published: Ferias después de confirmar\n`);
		expect(mail?.text).toContain(`${origin}/en/practicas/${code}\n`);
		expect(mail?.text).not.toContain('antes de confirmar');
		const stop = secretIn('dejar');
		expect(mail?.text).toContain(`${origin}/en/seguir/dejar/${stop}`);
		expect(mail?.headers.get('list-unsubscribe')).toBe(`<${origin}/api/v1/following/${stop}>`);
		expect(mail?.headers.get('list-unsubscribe-post')).toBe('List-Unsubscribe=One-Click');
		const api = createApi(test.app);
		const looked = await api.request(`/api/v1/following/${stop}`);
		expect([looked.status, looked.headers.get('location')]).toEqual([303, `/en/seguir/dejar/${stop}`]);
		expect(await followers()).toHaveLength(1);
		// As a mail program posts it: a form, without an origin.
		const oneClick = () =>
			api.request(`/api/v1/following/${stop}`, { method: 'POST', body: new URLSearchParams({ 'List-Unsubscribe': 'One-Click' }) });
		expect((await oneClick()).status).toBe(204);
		expect((await oneClick()).status).toBe(204);
		expect(await followers()).toEqual([]);
		expect(await test.app.db.selectFrom('mail').select('recipient').execute()).toEqual([]);
		await expect(lookAtFollowing(anybody(), stop, 'stop')).rejects.toEqual(refused('linkUsedOrExpired'));
		await publish('Ferias de después');
		await letPass(2 * day);
		expect(server.received).toHaveLength(2);
	});

	it('leaves no trace of the address in the journal', async () => {
		await confirmFollowing(anybody(), await ask('nadie@example.net'));
		await publish('Ferias para nadie');
		await letPass(day);
		await stopFollowing(anybody(), secretIn('dejar'));
		const journal = await test.app.db.selectFrom('journal').selectAll().execute();
		expect(journal.map(({ act }) => act)).toEqual(
			expect.arrayContaining(['following.ask', 'following.confirm', 'following.alert', 'following.stop'])
		);
		expect(JSON.stringify(journal)).not.toMatch(/nadie|example\.net/);
	});

	it('is forgotten after seven days without an answer, and when the address takes no mail', async () => {
		const secret = await ask('lenta@example.net');
		await letPass(6 * day);
		expect(await followers()).toHaveLength(1);
		await letPass(2 * day);
		expect(await followers()).toEqual([]);
		await expect(confirmFollowing(anybody(), secret)).rejects.toEqual(refused('linkUsedOrExpired'));
		await confirmFollowing(anybody(), await ask('se-fue@example.net'));
		server.refuse = () => 550;
		await publish('Ferias sin nadie');
		await letPass(day);
		expect(await followers()).toEqual([]);
		const bounced = await test.app.db.selectFrom('notice').select('id').where('kind', '=', 'contactBounced').execute();
		expect(bounced).toEqual([]);
	});

	it('fills nobody’s box and says nothing of who follows what', async () => {
		await confirmFollowing(anybody(), await ask('una@example.net'));
		server.received.length = 0;
		// Follows already; was asked a moment ago; three wait.
		for (const query of ['q=ferias', 'q=a', 'q=a', 'q=b', 'q=c', 'q=d']) await ask('una@example.net', query).catch(() => '');
		expect(await test.app.db.selectFrom('mail').select('id').where('purpose', '=', 'follow').execute()).toHaveLength(4);
		const again = () => askToFollow(anybody(), { email: 'dos@example.net', query: '', alert: 'daily' }, '203.0.113.7');
		for (let count = 0; count < 5; count++) await again();
		await expect(again()).rejects.toEqual(refused('tooManyAttempts'));
	});

	it('needs a mail server', async () => {
		test.app.config.mail = undefined;
		await expect(askToFollow(anybody(), { email: 'x@example.net', query: '', alert: 'daily' }, '')).rejects.toEqual(
			refused('noMailServer')
		);
	});
});
