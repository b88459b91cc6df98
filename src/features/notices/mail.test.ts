// From a notice to a mail in somebody's box, over a real conversation with a mail server; and what happens when it does not arrive.
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { invitePerson, resetLink, setNoticeWish } from '#features/people/handlers.server.ts';
import { change } from '#platform/change.server.ts';
import { readConfig } from '#platform/config.server.ts';
import type { Ctx } from '#platform/ctx.ts';
import { examine } from '#platform/examination.server.ts';
import { openTestApp, type TestApp } from '../../../test/app.ts';
import { insertPerson, insertPublished } from '../../../test/factories.ts';
import { type MailServer, startMailServer } from '../../../test/mail-server.ts';
import { listNotices, listOutbox, markDelivered, markNoticesRead, type NoticeText, notify, retryMail } from './handlers.server.ts';
import { forgetNotices, sendMails, writeMails } from './jobs.server.ts';

const minute = 60_000;
const day = 24 * 60 * minute;
const origin = 'https://acervo.example.org';

let test: TestApp;
let server: MailServer;
let practice: string;
let author: string;
let secretariat: string;

const asSecretariat = (): Ctx =>
	test.ctx({ kind: 'person', id: secretariat, name: 'Secretaría', roles: ['secretariat'], institutionIds: [] });
const asAuthor = (): Ctx => test.ctx({ kind: 'person', id: author, name: 'Autora', roles: ['author'], institutionIds: [] });

const tell = (notice: NoticeText, to = [author]) =>
	change(test.ctx(), 'practice.write', async (tx, about) => {
		await notify(test.ctx(), tx, { ...notice, to });
		about({ kind: 'practice', id: practice });
	});

/** Lets some minutes pass and does what is due. */
async function letPass(minutes: number): Promise<void> {
	test.pass(minutes * minute);
	await writeMails(test.app);
	await sendMails(test.app);
}

const outbox = async () => (await listOutbox(asSecretariat(), { page: 1, limit: 50 })).items;
const settings = (url: string, from = 'Acervo <acervo@example.org>') =>
	readConfig({ ACERVO_SMTP_URL: url, ACERVO_MAIL_FROM: from }, '/').mail;

beforeAll(async () => {
	test = await openTestApp();
	const { db } = test.app;
	author = await insertPerson(db, 'autora@example.org', ['author']);
	secretariat = await insertPerson(db, 'secretaria@example.org', ['secretariat']);
	await db.updateTable('instance').set({ networkName: 'Red inventada' }).execute();
	practice = (await insertPublished(test.ctx(), secretariat, { fields: { title: 'Huertos de barrio, niñez y ciudad' } })).code;
	test.app.config.origin = origin;
});
beforeEach(async () => {
	server = await startMailServer();
	test.app.config.mail = settings(server.url);
	await test.app.db.deleteFrom('mail').execute();
	await test.app.db.deleteFrom('notice').execute();
	await setNoticeWish(asAuthor(), 'all');
});
afterEach(() => server.stop());
afterAll(() => test.remove());

describe('a mail about notices', () => {
	it('gathers those of five minutes, with links from the configured origin, in plain text', async () => {
		await tell({ kind: 'verdictPublished', detail: { practice } });
		await letPass(3);
		expect(server.received).toEqual([]);
		await tell({ kind: 'practiceReturned', detail: { practice }, isTodo: true });
		await letPass(3);
		const [mail, ...others] = server.received;
		expect(others).toEqual([]);
		expect(mail).toMatchObject({ from: 'acervo@example.org', to: ['autora@example.org'] });
		expect(mail?.headers.get('subject')).toBe('Tiene 2 avisos, 1 por hacer');
		expect(mail?.headers.get('from')).toBe('Acervo <acervo@example.org>');
		expect(mail?.headers.get('content-type')).toMatch(/^text\/plain; charset=utf-8/);
		expect(mail?.headers.get('auto-submitted')).toBe('auto-generated');
		expect(mail?.headers.get('content-language')).toBe('es-MX');
		expect(mail?.text).toContain(`Por hacer: Su práctica vuelve con observaciones\n`);
		expect(mail?.text.replaceAll('\n', ' ')).toContain(`${practice}, “Huertos de barrio, niñez y ciudad”`);
		expect(mail?.text).toContain(`\n${origin}/trabajo/practicas/${practice}\n`);
		expect(mail?.text.indexOf('Por hacer')).toBeLessThan(mail?.text.indexOf('Se publicó') ?? 0);
		expect(mail?.text).toContain('Red inventada');
		for (const line of mail?.text.split('\n') ?? []) if (!line.startsWith('http')) expect(line.length).toBeLessThanOrEqual(72);
		// The text is gone as soon as it was sent, and it is not sent again.
		await letPass(60);
		expect(server.received).toHaveLength(1);
		expect(await test.app.db.selectFrom('mail').select(['state', 'body']).execute()).toEqual([{ state: 'sent', body: null }]);
	});

	it('speaks the language of the person', async () => {
		const reader = await insertPerson(test.app.db, 'reader@example.org', ['author']);
		await test.app.db.updateTable('person').set({ locale: 'en' }).where('id', '=', reader).execute();
		await tell({ kind: 'practiceReturned', detail: { practice } }, [reader]);
		await letPass(5);
		expect(server.received[0]?.headers.get('subject')).toBe(`Your practice comes back with observations: ${practice}`);
		expect(server.received[0]?.text).toContain(`${origin}/en/trabajo/practicas/${practice}`);
	});

	it.each([
		['all', ['verdictPublished', 'practiceReturned']],
		['todo', ['practiceReturned']],
		['none', []]
	] as const)('tells whoever wishes %s no more', async (wish, expected) => {
		await setNoticeWish(asAuthor(), wish);
		await tell({ kind: 'verdictPublished', detail: { practice } });
		await letPass(6);
		await tell({ kind: 'practiceReturned', detail: { practice }, isTodo: true });
		await letPass(6);
		expect(server.received).toHaveLength(expected.length);
		// Who wishes more from now on does not get what is past.
		await setNoticeWish(asAuthor(), 'all');
		await letPass(60);
		expect(server.received).toHaveLength(expected.length);
		expect((await listNotices(asAuthor(), { page: 1, limit: 9 })).items).toHaveLength(2);
	});

	it('is not written about what was read meanwhile, nor to an account that was closed', async () => {
		await tell({ kind: 'practiceReturned', detail: { practice } });
		await markNoticesRead(asAuthor(), { all: true });
		const leaving = await insertPerson(test.app.db, 'sale@example.org', ['author']);
		await tell({ kind: 'practiceReturned', detail: { practice } }, [leaving]);
		test.pass(6 * minute);
		await writeMails(test.app);
		await test.app.db.updateTable('person').set({ deactivatedAt: test.app.now() }).where('id', '=', leaving).execute();
		await sendMails(test.app);
		expect(server.received).toEqual([]);
		await forgetNotices(test.app);
		expect(await outbox()).toEqual([]);
	});

	it.each([
		'Huertos\r\nBcc: otra@example.org',
		'Huertos\nSubject: Urgente',
		'Huertos\u2028Bcc: otra@example.org',
		'=?UTF-8?Q?=0D=0ABcc:_x?='
	])('takes no header from a title: %j', async (title) => {
		const { code } = await insertPublished(test.ctx(), secretariat, { fields: { title } });
		await test.app.db
			.updateTable('instance')
			.set({ networkName: `Red ${title}` })
			.execute();
		await test.app.db
			.updateTable('person')
			.set({ name: `Autora ${title}` })
			.where('id', '=', author)
			.execute();
		await tell({ kind: 'practiceReturned', detail: { practice: code } });
		await resetLink(asSecretariat(), author);
		await letPass(6);
		expect(server.received).toHaveLength(2);
		for (const { to, headers, raw } of server.received) {
			expect(to).toEqual(['autora@example.org']);
			expect(headers.has('bcc')).toBe(false);
			expect(raw.split('\r\n\r\n', 1)[0]?.match(/^subject:/gim)).toHaveLength(1);
			expect(headers.get('subject')).not.toMatch(/[\r\n]/);
		}
		await test.app.db.updateTable('instance').set({ networkName: 'Red inventada' }).execute();
		await test.app.db.updateTable('person').set({ name: 'Autora' }).where('id', '=', author).execute();
	});
});

describe('a mail that does not arrive', () => {
	it('is tried again later, and not twice at once', async () => {
		server.refuse = () => 451;
		await tell({ kind: 'practiceReturned', detail: { practice } });
		await letPass(5);
		expect(await outbox()).toMatchObject([{ state: 'waiting', attempts: 1, failure: 'later' }]);
		server.refuse = () => undefined;
		await letPass(3);
		expect(server.received).toEqual([]);
		await Promise.all([letPass(3), sendMails(test.app), sendMails(test.app)]);
		expect(server.received).toHaveLength(1);
	});

	it('is given up at once when the address is refused; the secretariat hears of it and may try again', async () => {
		server.refuse = (address) => (address === 'autora@example.org' ? 550 : undefined);
		await tell({ kind: 'practiceReturned', detail: { practice } });
		await letPass(5);
		const [mail] = await outbox();
		expect(mail).toMatchObject({ state: 'failed', failure: 'address', recipient: 'autora@example.org' });
		expect((await listNotices(asSecretariat(), { page: 1, limit: 9 })).items).toMatchObject([{ kind: 'contactBounced', isTodo: true }]);
		server.refuse = () => undefined;
		await retryMail(asSecretariat(), mail?.id ?? '');
		await letPass(0);
		expect(server.received).toHaveLength(1);
		await expect(retryMail(asSecretariat(), mail?.id ?? '')).rejects.toThrow('notFound');
	});

	it('is given up after three days, whatever the reason; a round ends at the first failure that is no fault of the mail', async () => {
		await server.stop();
		await tell({ kind: 'practiceReturned', detail: { practice } }, [author, secretariat]);
		await letPass(5);
		expect((await outbox()).map(({ attempts, failure }) => [attempts, failure])).toEqual(
			expect.arrayContaining([
				[1, 'unreachable'],
				[0, null]
			])
		);
		for (let hours = 0; hours < 100; hours += 4) await letPass(240);
		expect(await outbox()).toMatchObject([{ state: 'failed' }, { state: 'failed' }, ...(await outbox()).slice(2)]);
		// Nobody is told of a mail about a mail, of a mail about a mail …
		expect((await listNotices(asSecretariat(), { page: 1, limit: 50 })).items.length).toBeLessThan(10);
		server = await startMailServer();
	});

	it('says whether the account is wrong', async () => {
		const strict = await startMailServer({ account: { user: 'acervo', pass: 'clave: @/?' } });
		test.app.config.mail = settings(`smtp://acervo:otra@127.0.0.1:${strict.port}`);
		await tell({ kind: 'practiceReturned', detail: { practice } });
		await letPass(5);
		expect(await outbox()).toMatchObject([{ failure: 'credentials', state: 'waiting' }]);
		test.app.config.mail = settings(strict.url);
		await letPass(10);
		expect(strict.received).toHaveLength(1);
		await strict.stop();
	});

	it.each([false, true])('does not go over a line that is open, or whose certificate is not to be trusted: %s', async (tls) => {
		const other = await startMailServer({ tls });
		const mail = settings(other.url);
		test.app.config.mail = mail && { ...mail, server: { ...mail.server, requireTls: true } };
		await tell({ kind: 'practiceReturned', detail: { practice } });
		await letPass(5);
		expect(other.received).toEqual([]);
		expect(await outbox()).toMatchObject([{ failure: 'insecure' }]);
		await other.stop();
	});

	it('is foreseen by the examination of an installation', async () => {
		const examined = async (url: string) => {
			const config = { ...test.app.config, mail: settings(url) };
			return (await examine(config, '0', test.app.log)).find(({ check }) => check === 'mail');
		};
		expect(await examined(server.url)).toMatchObject({ state: 'good', value: `127.0.0.1:${server.port}` });
		expect(await examined('smtp://127.0.0.1:1')).toMatchObject({ state: 'bad', what: 'noMail', why: 'unreachable' });
		expect(server.received).toEqual([]);
	});
});

describe('links that open accounts', () => {
	it('go by mail too, and leave nothing behind', async () => {
		const { secret } = await invitePerson(asSecretariat(), {
			name: 'Nueva',
			email: 'nueva@example.org',
			roles: ['author'],
			institutionIds: []
		});
		await letPass(0);
		expect(server.received[0]).toMatchObject({ to: ['nueva@example.org'] });
		expect(server.received[0]?.text).toContain(`${origin}/invitacion/${secret}\n`);
		expect(server.received[0]?.headers.get('subject')).toBe('Su invitación a Red inventada');
		const kept = await test.app.db.selectFrom('mail').selectAll().execute();
		expect(JSON.stringify(kept)).not.toContain(secret);
	});

	it('are erased when they are given up, and replaced by a newer one', async () => {
		server.refuse = () => 451;
		const first = await resetLink(asSecretariat(), author);
		await letPass(0);
		const second = await resetLink(asSecretariat(), author);
		server.refuse = () => 550;
		await letPass(0);
		expect(await outbox()).toMatchObject([{ purpose: 'reset', state: 'failed', body: null }]);
		const kept = JSON.stringify(await test.app.db.selectFrom('mail').selectAll().execute());
		expect(kept).not.toContain(first);
		expect(kept).not.toContain(second);
	});

	it('are not kept where there is no mail server', async () => {
		test.app.config.mail = undefined;
		await resetLink(asSecretariat(), author);
		expect(await outbox()).toEqual([]);
	});
});

describe('the outbox without a mail server', () => {
	it('holds what would have been sent until somebody hands it over', async () => {
		test.app.config.mail = undefined;
		await tell({ kind: 'practiceReturned', detail: { practice } });
		await letPass(6);
		const [mail] = await outbox();
		expect(mail).toMatchObject({ recipient: 'autora@example.org', state: 'waiting', attempts: 0 });
		expect(mail?.body).toContain(`/trabajo/practicas/${practice}`);
		await markDelivered(asSecretariat(), mail?.id ?? '');
		expect(await outbox()).toEqual([]);
		expect(await test.app.db.selectFrom('mail').select(['state', 'isByHand', 'body']).execute()).toEqual([
			{ state: 'sent', isByHand: true, body: null }
		]);
		await expect(markDelivered(asSecretariat(), mail?.id ?? '')).rejects.toThrow('notFound');
		test.pass(91 * day);
		await forgetNotices(test.app);
		expect(await test.app.db.selectFrom('mail').select('id').execute()).toEqual([]);
	});

	it("is the secretariat's", async () => {
		for (const ctx of [asAuthor(), test.ctx({ kind: 'anonymous' })]) {
			await expect(listOutbox(ctx, { page: 1, limit: 9 })).rejects.toThrow('notAllowed');
			await expect(markDelivered(ctx, practice)).rejects.toThrow('notAllowed');
			await expect(retryMail(ctx, practice)).rejects.toThrow('notAllowed');
		}
	});
});
