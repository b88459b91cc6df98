// Messages of readers: who gets them, who may read and delete them, how floods end, and that nothing of them is written elsewhere.
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createApi } from '#app/api.server.ts';
import { runDuties } from '#app/duties.server.ts';
import { retirePractice } from '#features/catalogue/handlers/catalogue.server.ts';
import { previewPurge } from '#features/erasure/handlers.server.ts';
import type { Actor, Ctx, Role } from '#platform/ctx.ts';
import type { ProblemCode } from '#platform/problem.ts';
import { openTestApp, type TestApp } from '../../../test/app.ts';
import { insertPerson, insertPublished } from '../../../test/factories.ts';
import { deleteMessage, listMessages, sendMessage } from './handlers.server.ts';
import { forgetMessages } from './jobs.server.ts';
import { daysKept, mostPerPractice } from './rules.ts';
import { ContactForm, ContactInput } from './schema.ts';

let test: TestApp;
let author: Ctx;
let other: Ctx;
let secretariat: Ctx;
let secretary: string;

beforeAll(async () => {
	test = await openTestApp();
	author = await join('autora', ['author']);
	other = await join('otra', ['author']);
	secretariat = await join('secretaria', ['secretariat']);
	secretary = idOf(secretariat);
});
afterAll(() => test.remove());

const idOf = (ctx: Ctx) => (ctx.actor as Extract<Actor, { kind: 'person' }>).id;
async function join(name: string, roles: Role[]): Promise<Ctx> {
	const id = await insertPerson(test.app.db, `${name}@example.org`, roles);
	return test.ctx({ kind: 'person', id, name, roles, institutionIds: [] });
}
const reader = () => test.ctx({ kind: 'anonymous' });
const refused = (code: ProblemCode) => expect.objectContaining({ name: 'Problem', code });
const publish = async (owner: Ctx | null) =>
	(await insertPublished(test.ctx(), secretary, { fields: { title: 'Ferias de empleo' }, ...(owner && { ownerId: idOf(owner) }) })).code;

/** Each message comes from an address of its own, unless said otherwise. */
const send = (code: string, more: Partial<ContactForm> = {}, address: string = randomUUID()) =>
	sendMessage(
		reader(),
		code,
		{ purpose: 'adapt', name: 'Lucila Lectora', email: 'lucila@ejemplo.test', text: 'Quisiera adaptarla.', ...more },
		address
	);
const textsFor = async (who: Ctx, code: string) => (await listMessages(who)).filter((each) => each.code === code).map(({ text }) => text);
const told = async (who: Ctx, code: string) =>
	(await test.app.db.selectFrom('notice').select(['kind', 'detail', 'isTodo']).where('personId', '=', idOf(who)).execute()).filter(
		({ detail }) => (detail as { practice?: string }).practice === code
	);

describe('a message', () => {
	it('reaches the author alone, who hears of it without a word of it', async () => {
		const code = await publish(author);
		await send(code);
		expect(await listMessages(author)).toContainEqual(
			expect.objectContaining({ code, title: 'Ferias de empleo', email: 'lucila@ejemplo.test', purpose: 'adapt', isForSecretariat: false })
		);
		for (const who of [other, secretariat]) expect(await textsFor(who, code)).toEqual([]);
		await expect(listMessages(reader())).rejects.toEqual(refused('signInRequired'));
		expect(await told(author, code)).toMatchObject([{ kind: 'messageReceived', isTodo: true }]);
		expect(await told(secretariat, code)).toEqual([]);
		test.pass(6 * 60_000);
		await runDuties(test.app);
		const rows = await Promise.all(
			(['journal', 'notice', 'mail'] as const).map((table) => test.app.db.selectFrom(table).selectAll().execute())
		);
		const elsewhere = JSON.stringify(rows);
		expect(elsewhere).toContain('contact.receive');
		expect(elsewhere).toContain('/trabajo/mensajes');
		for (const word of ['Lucila', 'lucila', 'Quisiera']) expect(elsewhere).not.toContain(word);
	});

	it('goes to the secretariat where nobody can be reached, also when that comes to be so later', async () => {
		const [orphan, leaving] = [await publish(null), await publish(other)];
		await send(orphan, { text: 'A nadie.' });
		await send(leaving, { text: 'A quien se va.' });
		expect(await textsFor(secretariat, orphan)).toEqual(['A nadie.']);
		expect(await told(secretariat, orphan)).toHaveLength(1);
		expect(await textsFor(secretariat, leaving)).toEqual([]);
		await test.app.db.updateTable('person').set({ deactivatedAt: test.app.now() }).where('id', '=', idOf(other)).execute();
		expect(await textsFor(secretariat, leaving)).toEqual(['A quien se va.']);
		expect(await textsFor(author, leaving)).toEqual([]);
	});

	it('is refused for what is not, or no longer, in the catalogue', async () => {
		await expect(send('AC-9999')).rejects.toEqual(refused('notFound'));
		const code = await publish(author);
		await send(code);
		await retirePractice(secretariat, code);
		await expect(send(code)).rejects.toEqual(refused('gone'));
		expect(await textsFor(author, code)).toHaveLength(1);
	});

	it('needs a name, an address to answer to, a purpose and a text', () => {
		const whole = { purpose: 'ask', name: 'A', email: 'a@ejemplo.test', text: 'B' };
		expect(ContactInput.safeParse(whole).success).toBe(true);
		for (const [key, value] of [
			['purpose', 'sell'],
			['name', ' '],
			['email', 'a@@b'],
			['email', 'a@ejemplo.test\nBcc: b@ejemplo.test'],
			['text', ''],
			['text', 'x'.repeat(4001)]
		] as const)
			expect(ContactInput.safeParse({ ...whole, [key]: value }).success, key).toBe(false);
	});
});

describe('a flood', () => {
	it('from one address ends after a few', async () => {
		const code = await publish(author);
		for (let at = 0; at < 5; at += 1) await send(code, { text: `Mensaje ${at}` }, '203.0.113.7');
		await expect(send(code, { text: 'Otro' }, '203.0.113.7')).rejects.toEqual(refused('tooManyAttempts'));
		expect(await textsFor(author, code)).toHaveLength(5);
	});

	it('from many addresses ends too, for a day, and stores nothing more', async () => {
		const code = await publish(author);
		for (let at = 0; at < mostPerPractice; at += 1) await send(code, { text: `Mensaje ${at}` });
		await expect(send(code, { text: 'Otro' })).rejects.toEqual(refused('tooManyAttempts'));
		expect(await textsFor(author, code)).toHaveLength(mostPerPractice);
		test.pass(25 * 3600_000);
		await send(code, { text: 'Al día siguiente' });
		expect(await textsFor(author, code)).toHaveLength(mostPerPractice + 1);
	});

	it('of programs that fill in everything is thrown away and answered like any other', async () => {
		const code = await publish(author);
		await send(
			code,
			ContactForm.parse({ purpose: 'ask', name: 'B', email: 'b@ejemplo.test', text: 'Compre', website: 'https://ejemplo.test' })
		);
		expect(await textsFor(author, code)).toEqual([]);
		expect(await told(author, code)).toEqual([]);
	});

	it('of the same form sent twice, also at once, is one message', async () => {
		const code = await publish(author);
		await Promise.all([send(code), send(code)]);
		await send(code);
		expect(await textsFor(author, code)).toHaveLength(1);
		expect(await told(author, code)).toHaveLength(1);
	});
});

describe('forgetting', () => {
	it('is up to whoever reads the message, at once, and to nobody else', async () => {
		const code = await publish(author);
		await send(code, { text: 'Bórreme' });
		const id = (await listMessages(author)).find(({ text }) => text === 'Bórreme')?.id ?? '';
		const others = [secretariat, await join('tercera', ['author']), test.ctx()];
		for (const who of others) await expect(deleteMessage(who, id)).rejects.toEqual(refused('notFound'));
		await expect(deleteMessage(reader(), id)).rejects.toEqual(refused('signInRequired'));
		await deleteMessage(author, id);
		expect(await textsFor(author, code)).toEqual([]);
		await expect(deleteMessage(author, id)).rejects.toEqual(refused('notFound'));
		await expect(deleteMessage(author, randomUUID())).rejects.toEqual(refused('notFound'));
	});

	it('comes by itself after its days, not before', async () => {
		const code = await publish(author);
		await send(code);
		test.pass((daysKept - 1) * 24 * 3600_000);
		await forgetMessages(test.app);
		expect(await textsFor(author, code)).toHaveLength(1);
		test.pass(2 * 24 * 3600_000);
		await forgetMessages(test.app);
		await forgetMessages(test.app);
		expect(await textsFor(author, code)).toEqual([]);
	});

	it('is part of a purge', async () => {
		const code = await publish(author);
		await send(code, { text: 'Conocí a Abundio Nogal.' });
		const { counts } = await previewPurge(secretariat, code, { words: ['Abundio Nogal'], files: [] });
		expect(counts).toEqual([{ table: 'contactMessage', rows: 1, occurrences: 1 }]);
	});
});

it('goes through the API as well', async () => {
	const code = await publish(author);
	const post = (body: unknown) =>
		createApi(test.app).request(`http://127.0.0.1/api/v1/practices/${code}/messages`, {
			method: 'POST',
			headers: { 'content-type': 'application/json' },
			body: JSON.stringify(body)
		});
	expect((await post({ purpose: 'ask', name: 'A', email: 'a@ejemplo.test', text: 'Por la API' })).status).toBe(204);
	expect((await post({ purpose: 'ask', name: 'A', email: 'nadie', text: 'B' })).status).toBe(422);
	expect(await textsFor(author, code)).toEqual(['Por la API']);
	expect((await createApi(test.app).request('http://127.0.0.1/api/v1/messages')).status).toBe(401);
});
