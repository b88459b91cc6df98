// Acts on accounts: set up the instance, invite, let in, change, deactivate; and who stands behind a session or a key.
import { hashPassword, verifyPassword } from 'better-auth/crypto';
import { mailLink } from '#features/notices/handlers.server.ts';
import { change } from '#platform/change.server.ts';
import { type Actor, type App, actorId, type Ctx, hasRole, type Tx } from '#platform/ctx.ts';
import { Problem } from '#platform/problem.ts';
import { newSecret, secretHash } from '#platform/secret.ts';
import { attempts } from './rules.ts';
import type { ChangePassword, Invite, NoticeWish, Person, PersonRole, SetUp, SignIn } from './schema.ts';
import * as store from './store.server.ts';

/** Days during which an invitation or a reset link works. */
export const linkDays = 14;

const asActor = (person: Person): Actor => ({
	kind: 'person',
	id: person.id,
	name: person.name,
	roles: person.roles,
	institutionIds: person.institutions.map((institution) => institution.id)
});

/** Who holds this API key. @throws Problem wrongCredentials */
export async function actorByKey(app: App, key: string): Promise<Actor> {
	const person = await store.findPersonByKey(app.db, secretHash(key));
	if (!person) throw new Problem('wrongCredentials');
	return asActor(person);
}

/** Somebody by the id of the account: to go on as that person once it is certain who it is. @throws Problem notFound */
export async function actorById(app: App, id: string): Promise<Actor> {
	return asActor(await getPerson(app.db, id));
}

/** Whoever stands behind a session: until when it lasts, and the `Set-Cookie` values that carry its renewal to the browser. */
export interface SessionHolder {
	actor: Actor;
	expiresAt?: Date;
	cookies: string[];
}

/** Who holds the session in these headers; nobody when there is none, it ended, or the account was deactivated. Use renews it. */
export async function actorBySession(app: App, headers: Headers): Promise<SessionHolder> {
	const nobody: SessionHolder = { actor: { kind: 'anonymous' }, cookies: [] };
	if (!headers.has('cookie')) return nobody;
	const { response: session, headers: answered } = await app.auth.api.getSession({ headers, returnHeaders: true });
	if (!session) return nobody;
	const person = await store.findPerson(app.db, session.user.id);
	if (!person || person.deactivatedAt) return nobody;
	return { actor: asActor(person), expiresAt: new Date(session.session.expiresAt), cookies: answered.getSetCookie() };
}

/**
 * Signs somebody in.
 * @param address network address of the caller; guessing is slowed per account and per address
 * @returns the `Set-Cookie` values of the new session
 * @throws Problem wrongCredentials, accountDeactivated, tooManyAttempts
 */
export async function signIn(ctx: Ctx, input: SignIn, address: string): Promise<string[]> {
	const now = ctx.app.now().getTime();
	if (!attempts.begin(input.email, address, now)) throw new Problem('tooManyAttempts');
	const response = await ctx.app.auth.api.signInEmail({
		body: { email: input.email, password: input.password, rememberMe: true },
		asResponse: true
	});
	if (!response.ok) throw new Problem('wrongCredentials');
	const cookies = response.headers.getSetCookie();
	const person = await store.findPersonByEmail(ctx.app.db, input.email);
	if (!person || person.deactivatedAt) {
		await signOut(ctx, new Headers({ cookie: cookies.map((cookie) => cookie.split(';', 1)[0]).join('; ') }));
		throw new Problem('accountDeactivated');
	}
	attempts.succeeded(input.email, address);
	return cookies;
}

/** Ends the session in these headers and returns the cookies that clear it. */
export async function signOut(ctx: Ctx, headers: Headers): Promise<string[]> {
	const response = await ctx.app.auth.api.signOut({ headers, asResponse: true });
	return response.headers.getSetCookie();
}

// set-up ---------------------------------------------------------------------------------------------------------

/**
 * Makes the one-time set-up link of an empty instance; a link made before stops working.
 * @returns the secret, or undefined when the instance is set up already
 */
export async function renewSetupSecret(ctx: Ctx): Promise<string | undefined> {
	if ((await store.getInstance(ctx.app.db)).setupDoneAt) return undefined;
	const secret = newSecret();
	return change(ctx, 'instance.setupLink', async (tx, about) => {
		about({ kind: 'instance', id: 'instance' });
		if ((await store.lockInstance(tx)).setupDoneAt) return undefined;
		await store.updateInstance(tx, { setupTokenHash: secretHash(secret) });
		return secret;
	});
}

/** Whether this secret opens the set-up page. @throws Problem setupDone, linkUsedOrExpired */
export async function checkSetupSecret(ctx: Ctx, secret: string): Promise<void> {
	const instance = await store.getInstance(ctx.app.db);
	if (instance.setupDoneAt) throw new Problem('setupDone');
	if (instance.setupTokenHash !== secretHash(secret)) throw new Problem('linkUsedOrExpired');
}

/**
 * Creates the first secretariat account and names the network.
 * @returns the person's id @throws Problem setupDone, linkUsedOrExpired
 */
export async function setUp(ctx: Ctx, secret: string, input: SetUp): Promise<string> {
	const hash = await hashPassword(input.password);
	return change(ctx, 'instance.setUp', async (tx, about) => {
		const instance = await store.lockInstance(tx);
		if (instance.setupDoneAt) throw new Problem('setupDone');
		if (instance.setupTokenHash !== secretHash(secret)) throw new Problem('linkUsedOrExpired');
		await requireFreeEmail(tx, input.email);
		const id = await store.insertPerson(tx, {
			name: input.name,
			email: input.email,
			roles: ['secretariat', 'author'],
			institutionIds: [],
			locale: ctx.locale
		});
		await store.putPassword(tx, id, hash);
		await store.updateInstance(tx, { networkName: input.networkName, setupTokenHash: null, setupDoneAt: ctx.app.now() });
		about({ kind: 'instance', id: 'instance' });
		about({ kind: 'person', id, detail: { roles: ['secretariat', 'author'] } });
		return id;
	});
}

// invitations ----------------------------------------------------------------------------------------------------

/** Invites somebody, by mail too where there is a mail server. @returns the person's id and the secret of the link, shown once @throws Problem notAllowed, emailTaken */
export async function invitePerson(ctx: Ctx, input: Invite): Promise<{ id: string; secret: string }> {
	requireSecretariat(ctx);
	const secret = newSecret();
	const invited = await change(ctx, 'person.invite', async (tx, about) => {
		await requireFreeEmail(tx, input.email);
		const id = await store.insertPerson(tx, { ...input, locale: ctx.locale });
		await putInvitation(ctx, tx, id, 'join', secret);
		about({ kind: 'person', id, detail: { roles: input.roles, institutions: input.institutionIds } });
		return { id, secret };
	});
	ctx.app.duties?.wake();
	return invited;
}

/** Creates an account with a password, without an invitation: the operator's act. @throws Problem notAllowed, emailTaken */
export async function createPerson(ctx: Ctx, input: Invite, password: string): Promise<string> {
	if (ctx.actor.kind !== 'operator') throw new Problem('notAllowed');
	const hash = await hashPassword(password);
	return change(ctx, 'person.create', async (tx, about) => {
		await requireFreeEmail(tx, input.email);
		const id = await store.insertPerson(tx, { ...input, locale: ctx.locale });
		await store.putPassword(tx, id, hash);
		about({ kind: 'person', id, detail: { roles: input.roles, institutions: input.institutionIds } });
		return id;
	});
}

/** Makes a link with which somebody chooses a new password, and mails it where there is a mail server. @throws Problem notAllowed, notFound */
export async function resetLink(ctx: Ctx, personId: string): Promise<string> {
	requireSecretariat(ctx);
	const secret = newSecret();
	await change(ctx, 'person.resetLink', async (tx, about) => {
		const person = await getPerson(tx, personId);
		if (person.deactivatedAt) throw new Problem('accountDeactivated');
		await putInvitation(ctx, tx, personId, 'reset', secret);
		about({ kind: 'person', id: personId });
	});
	ctx.app.duties?.wake();
	return secret;
}

/** What a link of an invitation or a reset opens; looking does not use it. @throws Problem linkUsedOrExpired */
export async function lookAtInvitation(ctx: Ctx, secret: string): Promise<{ purpose: 'join' | 'reset'; name: string; email: string }> {
	const found = await store.findInvitation(ctx.app.db, secretHash(secret), ctx.app.now());
	if (!found) throw new Problem('linkUsedOrExpired');
	return { purpose: found.purpose as 'join' | 'reset', name: found.name, email: found.email };
}

/** Uses a link: sets the password and ends every session the account had. @returns the account's e-mail @throws Problem linkUsedOrExpired */
export async function acceptInvitation(ctx: Ctx, secret: string, password: string): Promise<string> {
	// A wrong link costs no work: hashing is dear on purpose.
	await lookAtInvitation(ctx, secret);
	const hash = await hashPassword(password);
	return change(ctx, 'person.setPassword', async (tx, about) => {
		const invitation = await store.lockInvitation(tx, secretHash(secret), ctx.app.now());
		if (!invitation) throw new Problem('linkUsedOrExpired');
		await store.putPassword(tx, invitation.personId, hash);
		await store.endSessions(tx, invitation.personId);
		await store.useInvitation(tx, invitation.id, ctx.app.now());
		about({ kind: 'person', id: invitation.personId, detail: { purpose: invitation.purpose } });
		return invitation.email;
	});
}

async function putInvitation(ctx: Ctx, tx: Tx, personId: string, purpose: 'join' | 'reset', secret: string): Promise<void> {
	const expiresAt = new Date(ctx.app.now().getTime() + linkDays * 24 * 3600 * 1000);
	await store.insertInvitation(tx, { tokenHash: secretHash(secret), purpose, personId, createdBy: actorId(ctx.actor), expiresAt });
	await mailLink(ctx, tx, { personId, purpose, secret, days: linkDays });
}

// accounts -------------------------------------------------------------------------------------------------------

export async function listPeople(ctx: Ctx): Promise<Person[]> {
	requireSecretariat(ctx);
	return store.listPeople(ctx.app.db);
}

/** @throws Problem notFound */
export async function readPerson(ctx: Ctx, id: string): Promise<Person> {
	if (actorId(ctx.actor) !== id) requireSecretariat(ctx);
	return getPerson(ctx.app.db, id);
}

/** Changes name, roles and institutions; open sessions end, so that what was taken away is gone at once. @throws Problem versionConflict, lastSecretariat */
export async function changePerson(
	ctx: Ctx,
	id: string,
	version: number,
	set: { name: string; roles: PersonRole[]; institutionIds: string[] }
): Promise<void> {
	requireSecretariat(ctx);
	await change(ctx, 'person.change', async (tx, about) => {
		if (!set.roles.includes('secretariat')) await requireAnotherSecretariat(tx, id);
		if (!(await store.updatePerson(tx, id, version, { name: set.name, roles: set.roles }))) throw new Problem('versionConflict');
		await store.replaceInstitutions(tx, id, set.institutionIds);
		if (actorId(ctx.actor) !== id) await store.endSessions(tx, id);
		about({ kind: 'person', id, detail: { roles: set.roles, institutions: set.institutionIds } });
	});
}

/** Closes or reopens an account; closing ends its sessions and keys stop working. @throws Problem versionConflict, lastSecretariat */
export async function setDeactivated(ctx: Ctx, id: string, version: number, deactivated: boolean): Promise<void> {
	requireSecretariat(ctx);
	await change(ctx, deactivated ? 'person.deactivate' : 'person.reactivate', async (tx, about) => {
		if (deactivated) await requireAnotherSecretariat(tx, id);
		if (!(await store.updatePerson(tx, id, version, { deactivatedAt: deactivated ? ctx.app.now() : null })))
			throw new Problem('versionConflict');
		if (deactivated) await store.endSessions(tx, id);
		about({ kind: 'person', id });
	});
}

/**
 * Chooses a new password, knowing the one in use; every session ends, the caller's own too.
 * @param address network address of the caller; guessing is slowed as at sign-in
 * @returns the account's e-mail, to sign in again with @throws Problem signInRequired, wrongCredentials, tooManyAttempts
 */
export async function changePassword(ctx: Ctx, input: ChangePassword, address: string): Promise<string> {
	const id = actorId(ctx.actor);
	if (!id) throw new Problem('signInRequired');
	const { email } = await getPerson(ctx.app.db, id);
	const now = ctx.app.now().getTime();
	if (!attempts.begin(email, address, now)) throw new Problem('tooManyAttempts');
	const inUse = await store.findPassword(ctx.app.db, id);
	if (!inUse || !(await verifyPassword({ hash: inUse, password: input.currentPassword }))) {
		throw new Problem('wrongCredentials', { fields: [{ path: 'currentPassword', message: 'wrongCredentials' }] });
	}
	attempts.succeeded(email, address);
	const hash = await hashPassword(input.password);
	return change(ctx, 'person.changePassword', async (tx, about) => {
		await store.putPassword(tx, id, hash);
		await store.endSessions(tx, id);
		about({ kind: 'person', id });
		return email;
	});
}

/** What the caller wishes to hear of by mail. @throws Problem signInRequired */
export async function readNoticeWish(ctx: Ctx): Promise<NoticeWish> {
	const id = actorId(ctx.actor);
	if (!id) throw new Problem('signInRequired');
	return store.getNoticeWish(ctx.app.db, id);
}

/** Sets what the caller wishes to hear of by mail. @throws Problem signInRequired */
export async function setNoticeWish(ctx: Ctx, wish: NoticeWish): Promise<void> {
	const id = actorId(ctx.actor);
	if (!id) throw new Problem('signInRequired');
	await change(ctx, 'person.setNotices', async (tx, about) => {
		await store.setNoticeWish(tx, id, wish);
		about({ kind: 'person', id, detail: { notices: wish } });
	});
}

// themes ---------------------------------------------------------------------------------------------------------

/** Keys of the themes that somebody knows about. @throws Problem notAllowed */
export async function readThemes(ctx: Ctx, id: string): Promise<string[]> {
	if (actorId(ctx.actor) !== id) requireSecretariat(ctx);
	return store.listThemes(ctx.app.db, id);
}

/**
 * Says what somebody knows about, so that she is suggested for practices on it: a person for herself, the secretariat for anybody.
 * @param themes keys of a methodology; which of them a practice shares is only ever compared
 * @throws Problem notAllowed, notFound
 */
export async function changeThemes(ctx: Ctx, id: string, themes: string[]): Promise<void> {
	if (actorId(ctx.actor) !== id) requireSecretariat(ctx);
	await change(ctx, 'person.changeThemes', async (tx, about) => {
		if (!(await store.putThemes(tx, id, [...new Set(themes)]))) throw new Problem('notFound');
		about({ kind: 'person', id, detail: { themes } });
	});
}

// keys -----------------------------------------------------------------------------------------------------------

/** Makes an API key for a person; the operator may for anybody, a person for herself. @returns the key, shown once */
export async function createApiKey(ctx: Ctx, personId: string, name: string): Promise<{ id: string; key: string }> {
	if (ctx.actor.kind !== 'operator' && actorId(ctx.actor) !== personId) throw new Problem('notAllowed');
	const key = `acervo-${newSecret()}`;
	return change(ctx, 'apiKey.create', async (tx, about) => {
		const person = await getPerson(tx, personId);
		if (person.deactivatedAt) throw new Problem('accountDeactivated');
		const id = await store.insertApiKey(tx, { personId, name, keyHash: secretHash(key) });
		about({ kind: 'apiKey', id, detail: { personId } });
		return { id, key };
	});
}

export async function listApiKeys(ctx: Ctx): Promise<store.ApiKey[]> {
	const id = actorId(ctx.actor);
	if (!id) throw new Problem('signInRequired');
	return store.listApiKeys(ctx.app.db, id);
}

/** @throws Problem notFound */
export async function revokeApiKey(ctx: Ctx, id: string): Promise<void> {
	const personId = actorId(ctx.actor);
	if (!personId) throw new Problem('signInRequired');
	await change(ctx, 'apiKey.revoke', async (tx, about) => {
		if (!(await store.revokeApiKey(tx, id, personId, ctx.app.now()))) throw new Problem('notFound');
		about({ kind: 'apiKey', id });
	});
}

/** Every page asks for it; what is asked at the same moment is read once. */
/** Name of the network and whether this is a demonstration: what every page's frame shows. */
export async function readInstance(app: App): Promise<{ networkName: string; isDemo: boolean; isSetUp: boolean }> {
	const { networkName, isDemo, setupDoneAt } = await store.getInstance(app.db);
	return { networkName, isDemo, isSetUp: setupDoneAt !== null };
}

async function getPerson(db: Parameters<typeof store.findPerson>[0], id: string): Promise<Person> {
	const person = await store.findPerson(db, id);
	if (!person) throw new Problem('notFound');
	return person;
}

async function requireFreeEmail(tx: Tx, email: string): Promise<void> {
	if (await store.findPersonByEmail(tx, email)) throw new Problem('emailTaken', { fields: [{ path: 'email', message: 'emailTaken' }] });
}

async function requireAnotherSecretariat(tx: Tx, leavingId: string): Promise<void> {
	const secretariat = await store.lockSecretariat(tx);
	if (secretariat.some(({ id }) => id === leavingId) && secretariat.length === 1) throw new Problem('lastSecretariat');
}

function requireSecretariat(ctx: Ctx): void {
	if (ctx.actor.kind !== 'operator' && !hasRole(ctx.actor, 'secretariat')) throw new Problem('notAllowed');
}

/** How long a link that was used or ran out can still be told from one that never was, in ms. */
const spentLinksKept = 30 * 24 * 3600 * 1000;

/** Forgets sessions that ended and links that nobody can use: no act of anybody, so the journal says nothing of it. */
export async function forgetExpiredAccess({ db, now }: App): Promise<void> {
	await store.deleteExpiredAccess(db, new Date(now().getTime() - spentLinksKept));
}
