// Accounts hold what they promise: links work once, guessing is slowed, taking away is felt at once, the network keeps a secretariat.
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Actor, Ctx } from '#platform/ctx.ts';
import { openTestApp, type TestApp } from '../../../test/app.ts';
import {
	acceptInvitation,
	actorByKey,
	actorBySession,
	changePerson,
	checkSetupSecret,
	createApiKey,
	createPerson,
	invitePerson,
	listPeople,
	lookAtInvitation,
	readInstance,
	renewSetupSecret,
	resetLink,
	revokeApiKey,
	setDeactivated,
	setUp,
	signIn,
	signOut
} from './handlers.server.ts';
import type { PersonRole } from './schema.ts';

const password = 'una clave larga';
const day = 24 * 3600 * 1000;
let test: TestApp;
let ctx: Ctx;
let count = 0;

beforeAll(async () => {
	test = await openTestApp();
	ctx = test.ctx();
});
afterAll(() => test.remove());

const newEmail = () => `persona${count++}@example.org`;
const anonymous = () => test.ctx({ kind: 'anonymous' });
const actor = (id: string, roles: PersonRole[]): Actor => ({ kind: 'person', id, name: 'Persona inventada', roles, institutionIds: [] });

async function addPerson(roles: PersonRole[] = ['author']) {
	const email = newEmail();
	const id = await createPerson(ctx, { name: 'Persona inventada', email, roles, institutionIds: [] }, password);
	return { id, email, ctx: test.ctx(actor(id, roles)) };
}

/** A browser's headers after signing in. */
async function session(email: string, secret = password): Promise<Headers> {
	const cookies = await signIn(anonymous(), { email, password: secret }, '192.0.2.1');
	return new Headers({ cookie: cookies.map((cookie) => cookie.split(';')[0]).join('; ') });
}

const whoIs = async (headers: Headers) => (await actorBySession(test.app, headers)).actor;

describe('set-up', () => {
	const input = { networkName: 'Red inventada', name: 'Ana Inventada', email: 'ana@example.org', password, loadExample: false };
	let own: TestApp;
	beforeEach(async () => {
		own = await openTestApp();
		return () => own.remove();
	});

	it('opens by the newest link only, once, for one of two that use it together', async () => {
		const operator = own.ctx();
		const nobody = own.ctx({ kind: 'anonymous' });
		const old = await renewSetupSecret(operator);
		const secret = await renewSetupSecret(operator);
		await expect(checkSetupSecret(nobody, old ?? '')).rejects.toMatchObject({ code: 'linkUsedOrExpired' });
		await checkSetupSecret(nobody, secret ?? '');
		const both = await Promise.allSettled([
			setUp(nobody, secret ?? '', input),
			setUp(nobody, secret ?? '', { ...input, email: 'eva@example.org' })
		]);
		expect(both.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
		expect(both.find(({ status }) => status === 'rejected')).toMatchObject({ reason: { code: 'setupDone' } });
		expect(await listPeople(operator)).toMatchObject([{ roles: ['secretariat', 'author'] }]);
		expect(await readInstance(own.app)).toEqual({ networkName: 'Red inventada', isDemo: false, isSetUp: true });
		expect(await renewSetupSecret(operator)).toBeUndefined();
		await expect(checkSetupSecret(nobody, secret ?? '')).rejects.toMatchObject({ code: 'setupDone' });
	});

	it('does not open by a guess', async () => {
		await renewSetupSecret(own.ctx());
		await expect(setUp(own.ctx({ kind: 'anonymous' }), 'guess', input)).rejects.toMatchObject({ code: 'linkUsedOrExpired' });
		expect(await listPeople(own.ctx())).toEqual([]);
	});
});

describe('invitations', () => {
	const invite = (email = newEmail()) => invitePerson(ctx, { name: 'Persona inventada', email, roles: ['author'], institutionIds: [] });

	it('let in once; looking does not use them', async () => {
		const email = newEmail();
		const { secret } = await invite(email);
		for (let i = 0; i < 2; i++)
			expect(await lookAtInvitation(anonymous(), secret)).toEqual({ purpose: 'join', name: 'Persona inventada', email });
		const uses = await Promise.allSettled(Array.from({ length: 6 }, (_, i) => acceptInvitation(anonymous(), secret, `${password} ${i}`)));
		expect(uses.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
		await expect(lookAtInvitation(anonymous(), secret)).rejects.toMatchObject({ code: 'linkUsedOrExpired' });
		const winner = uses.findIndex(({ status }) => status === 'fulfilled');
		expect(await whoIs(await session(email, `${password} ${winner}`))).toMatchObject({ kind: 'person', roles: ['author'] });
	});

	it('end after fourteen days, with a newer link, and with the account', async () => {
		const { secret } = await invite();
		test.pass(14 * day + 1000);
		await expect(acceptInvitation(anonymous(), secret, password)).rejects.toMatchObject({ code: 'linkUsedOrExpired' });
		test.pass(-(14 * day + 1000));
		await lookAtInvitation(anonymous(), secret);

		const again = await invite();
		const newer = await resetLink(ctx, again.id);
		await expect(lookAtInvitation(anonymous(), again.secret)).rejects.toMatchObject({ code: 'linkUsedOrExpired' });
		await setDeactivated(ctx, again.id, 1, true);
		await expect(acceptInvitation(anonymous(), newer, password)).rejects.toMatchObject({ code: 'linkUsedOrExpired' });
		await expect(resetLink(ctx, again.id)).rejects.toMatchObject({ code: 'accountDeactivated' });
	});

	it('are one per e-mail, and made by the secretariat', async () => {
		const email = newEmail();
		const both = await Promise.allSettled([invite(email), invite(email)]);
		expect(both.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
		await expect(invite(email)).rejects.toMatchObject({ code: 'emailTaken', fields: [{ path: 'email' }] });
		const author = await addPerson();
		await expect(
			invitePerson(author.ctx, { name: 'X', email: newEmail(), roles: ['secretariat'], institutionIds: [] })
		).rejects.toMatchObject({ code: 'notAllowed' });
	});

	it('leave neither the secret nor a name in the database or the journal', async () => {
		const { id, secret } = await invite();
		const rows = await test.app.db.selectFrom('invitation').selectAll().where('personId', '=', id).execute();
		const journal = await test.app.db.selectFrom('journal').selectAll().execute();
		expect(JSON.stringify(rows)).not.toContain(secret);
		expect(JSON.stringify(journal)).not.toMatch(new RegExp(`${secret}|inventada|example\\.org`));
	});
});

describe('signing in', () => {
	it('says no more than that it does not match, whether the account exists or not', async () => {
		const { email } = await addPerson();
		await expect(session(email, 'otra clave larga')).rejects.toMatchObject({ code: 'wrongCredentials' });
		await expect(session('nadie@example.org')).rejects.toMatchObject({ code: 'wrongCredentials' });
	});

	it('is slowed for a guessed account, not for its neighbours behind the same address, and only for a while', async () => {
		const guessed = await addPerson();
		const neighbour = await addPerson();
		for (let i = 0; i < 8; i++) await expect(session(guessed.email, 'equivocada!')).rejects.toMatchObject({ code: 'wrongCredentials' });
		await expect(session(guessed.email)).rejects.toMatchObject({ code: 'tooManyAttempts' });
		expect(await whoIs(await session(neighbour.email))).toMatchObject({ kind: 'person', id: neighbour.id });
		test.pass(15 * 60 * 1000 + 1000);
		expect(await whoIs(await session(guessed.email))).toMatchObject({ id: guessed.id });
	});

	it('lets no more guesses through when they all come at once', async () => {
		const { email } = await addPerson();
		const guesses = await Promise.allSettled(Array.from({ length: 20 }, () => session(email, 'equivocada!')));
		const codes = guesses.map((guess) => guess.status === 'rejected' && (guess.reason as { code: string }).code);
		expect(codes.filter((code) => code === 'wrongCredentials')).toHaveLength(8);
		expect(codes.filter((code) => code === 'tooManyAttempts')).toHaveLength(12);
	});

	it('ends by signing out', async () => {
		const { email, id } = await addPerson();
		const headers = await session(email);
		expect(await whoIs(headers)).toMatchObject({ id });
		await signOut(test.ctx(), headers);
		expect(await whoIs(headers)).toEqual({ kind: 'anonymous' });
		expect(await whoIs(new Headers({ cookie: 'acervo=made.up' }))).toEqual({ kind: 'anonymous' });
	});
});

describe('taking away', () => {
	it('ends sessions when roles change, the password is reset or the account is closed', async () => {
		const person = await addPerson(['author', 'assessor']);
		let headers = await session(person.email);
		await changePerson(ctx, person.id, 1, { name: 'Otra', roles: ['author'], institutionIds: [] });
		expect(await whoIs(headers)).toEqual({ kind: 'anonymous' });

		headers = await session(person.email);
		expect(await whoIs(headers)).toMatchObject({ roles: ['author'] });
		await acceptInvitation(anonymous(), await resetLink(ctx, person.id), 'otra clave larga');
		expect(await whoIs(headers)).toEqual({ kind: 'anonymous' });

		headers = await session(person.email, 'otra clave larga');
		await setDeactivated(ctx, person.id, 2, true);
		expect(await whoIs(headers)).toEqual({ kind: 'anonymous' });
		await expect(session(person.email, 'otra clave larga')).rejects.toMatchObject({ code: 'accountDeactivated' });
		await setDeactivated(ctx, person.id, 3, false);
		expect(await whoIs(await session(person.email, 'otra clave larga'))).toMatchObject({ id: person.id });
	});

	it('refuses a change on a version that is no longer there', async () => {
		const person = await addPerson();
		await changePerson(ctx, person.id, 1, { name: 'A', roles: ['author'], institutionIds: [] });
		await expect(changePerson(ctx, person.id, 1, { name: 'B', roles: ['author'], institutionIds: [] })).rejects.toMatchObject({
			code: 'versionConflict'
		});
		await expect(setDeactivated(ctx, person.id, 1, true)).rejects.toMatchObject({ code: 'versionConflict' });
	});

	it('never takes the last secretariat, not even by two at once', async () => {
		const [a, b] = [await addPerson(['secretariat']), await addPerson(['secretariat'])];
		const demote = (person: typeof a, by: typeof a) =>
			changePerson(by.ctx, person.id, 1, { name: 'X', roles: ['author'], institutionIds: [] });
		const both = await Promise.allSettled([demote(a, b), demote(b, a)]);
		expect(both.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
		expect(both.find(({ status }) => status === 'rejected')).toMatchObject({ reason: { code: 'lastSecretariat' } });
		const left = (await listPeople(ctx)).filter(({ roles }) => roles.includes('secretariat'));
		expect(left).toHaveLength(1);
		const last = left[0];
		await expect(setDeactivated(ctx, last?.id ?? '', last?.version ?? 0, true)).rejects.toMatchObject({ code: 'lastSecretariat' });
	});

	it('keeps one secretariat account when one loses its role while the other is deactivated', async () => {
		const before = (await listPeople(ctx)).filter(({ roles, deactivatedAt }) => roles.includes('secretariat') && !deactivatedAt);
		const [a, b] = [await addPerson(['secretariat']), await addPerson(['secretariat'])];
		for (const { id, version } of before) await setDeactivated(ctx, id, version, true);
		const both = await Promise.allSettled([
			changePerson(b.ctx, a.id, 1, { name: 'X', roles: ['author'], institutionIds: [] }),
			setDeactivated(a.ctx, b.id, 1, true)
		]);
		expect(both.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
		expect(both.find(({ status }) => status === 'rejected')).toMatchObject({ reason: { code: 'lastSecretariat' } });
		const left = (await listPeople(ctx)).filter(({ roles, deactivatedAt }) => roles.includes('secretariat') && !deactivatedAt);
		expect(left).toHaveLength(1);
	});
});

describe('API keys', () => {
	it("work until they are revoked by their owner, or with the account's end", async () => {
		const person = await addPerson();
		const other = await addPerson();
		const { id, key } = await createApiKey(person.ctx, person.id, 'script');
		expect(await actorByKey(test.app, key)).toMatchObject({ kind: 'person', id: person.id });
		await expect(createApiKey(person.ctx, other.id, 'not mine')).rejects.toMatchObject({ code: 'notAllowed' });
		await expect(revokeApiKey(other.ctx, id)).rejects.toMatchObject({ code: 'notFound' });
		await revokeApiKey(person.ctx, id);
		await expect(actorByKey(test.app, key)).rejects.toMatchObject({ code: 'wrongCredentials' });

		const second = await createApiKey(ctx, person.id, "the operator's");
		await setDeactivated(ctx, person.id, 1, true);
		await expect(actorByKey(test.app, second.key)).rejects.toMatchObject({ code: 'wrongCredentials' });
		await expect(createApiKey(ctx, person.id, 'late')).rejects.toMatchObject({ code: 'accountDeactivated' });
		expect(JSON.stringify(await test.app.db.selectFrom('apiKey').selectAll().execute())).not.toContain(key);
	});
});
