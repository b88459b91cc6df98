// Secret links on a real database: once, for one purpose, for thirty days; what they show, what they set in motion, what they leave behind.
import type { Hono } from 'hono';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createApi } from '#app/api.server.ts';
import { findOrAddByName } from '#features/institutions/handlers.server.ts';
import { fieldKeys } from '#features/methodology/schema.ts';
import {
	createPractice,
	movePractice,
	readDraft,
	saveSection,
	setInstitutions,
	submitPractice
} from '#features/practices/handlers.server.ts';
import { openObservations } from '#features/practices/rules/passages.ts';
import type { Actor } from '#platform/ctx.ts';
import { openTestApp, type TestApp } from '../../../test/app.ts';
import { insertActor } from '../../../test/factories.ts';
import {
	answerAuthorisation,
	answerConfirmation,
	lookAtPracticeLink,
	makeAuthorisationLink,
	makeConfirmationLink,
	readLinks,
	revokeLink
} from './handlers.server.ts';
import { isAuthorised } from './rules.ts';

let test: TestApp;
let api: Hono;
let author: Actor;
let stranger: Actor;
let secretariat: Actor;
const nobody: Actor = { kind: 'anonymous' };
const signed = { signedBy: 'Persona Responsable Inventada', signedAs: 'Dirección' };

beforeAll(async () => {
	test = await openTestApp();
	api = createApi(test.app);
	author = await insertActor(test.app.db, 'autora', ['author']);
	stranger = await insertActor(test.app.db, 'ajena', ['author', 'assessor']);
	secretariat = await insertActor(test.app.db, 'secretaria', ['secretariat']);
});
afterAll(() => test.remove());

/** A draft with everything answered but, where it was captured, the author's consent. */
async function complete(owner: Actor, truthful = true): Promise<{ code: string; institutionId: string }> {
	const ctx = test.ctx(owner);
	const { code } = await createPractice(ctx, {});
	for (const key of fieldKeys) await saveSection(ctx, code, key, 1, { value: `Texto de ${key}, con 120 personas.`, done: true });
	await saveSection(ctx, code, 'consent', 1, { value: { truthful, licence: 'CC-BY-4.0', authorisations: [] } });
	await saveSection(ctx, code, 'contact', 1, { value: { name: 'Contacto Reservado', email: '', phone: '' } });
	const institutionId = await findOrAddByName(ctx, 'Oficina de Empleo Inventada');
	const { sections } = await readDraft(ctx, code);
	await setInstitutions(ctx, code, sections.institutions.version, [institutionId]);
	return { code, institutionId };
}

async function linkTo(code: string, institutionId: string): Promise<string> {
	return (await makeAuthorisationLink(test.ctx(author), code, institutionId)).secret;
}

const statusOf = async (code: string) => (await readLinks(test.ctx(secretariat), code)).authorisations[0];

async function noticesOf(person: Actor): Promise<string[]> {
	if (person.kind !== 'person') return [];
	const rows = await test.app.db.selectFrom('notice').select('kind').where('personId', '=', person.id).orderBy('id').execute();
	return rows.map(({ kind }) => kind);
}

describe('the visto bueno of an institution', () => {
	it('is given once, without an account, and shows in requirements', async () => {
		const { code, institutionId } = await complete(author);
		await submitPractice(test.ctx(author), code);
		const secret = await linkTo(code, institutionId);
		const opened = await lookAtPracticeLink(test.ctx(nobody), secret, 'authorise');
		expect(opened).toMatchObject({ code, institution: 'Oficina de Empleo Inventada', versionNumber: 1 });
		await lookAtPracticeLink(test.ctx(nobody), secret, 'authorise');
		await answerAuthorisation(test.ctx(nobody), secret, { answer: 'granted', ...signed, note: '' });
		const status = await statusOf(code);
		expect(status).toMatchObject({ link: { state: 'granted', seenVersion: 1, isOutdated: false, ...signed } });
		expect(status && isAuthorised(status)).toBe(true);
		const used = { code: 'linkUsedOrExpired', status: 410 };
		await expect(lookAtPracticeLink(test.ctx(nobody), secret, 'authorise')).rejects.toMatchObject(used);
		const again = answerAuthorisation(test.ctx(nobody), secret, { answer: 'refused', ...signed, note: 'No' });
		await expect(again).rejects.toMatchObject(used);
		expect(await noticesOf(author)).toContain('authorisationAnswered');
	});

	it('is taken from exactly one of two who answer at once', async () => {
		const { code, institutionId } = await complete(author);
		const secret = await linkTo(code, institutionId);
		const answers = ['granted', 'refused'] as const;
		const results = await Promise.allSettled(
			answers.map((answer) => answerAuthorisation(test.ctx(nobody), secret, { answer, ...signed, note: 'Motivo' }))
		);
		expect(results.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
	});

	it('shows neither contact nor letters, and is stored as a hash', async () => {
		const { code, institutionId } = await complete(author);
		const secret = await linkTo(code, institutionId);
		const opened = await lookAtPracticeLink(test.ctx(nobody), secret, 'authorise');
		expect(JSON.stringify(opened)).not.toContain('Contacto Reservado');
		const rows = await test.app.db.selectFrom('practiceLink').selectAll().execute();
		const journal = await test.app.db.selectFrom('journal').selectAll().execute();
		expect(JSON.stringify([rows, journal])).not.toContain(secret);
		expect(JSON.stringify(journal)).not.toContain(signed.signedBy);
	});

	it('runs out after thirty days, and a newer link replaces it', async () => {
		const { code, institutionId } = await complete(author);
		const first = await linkTo(code, institutionId);
		const second = await linkTo(code, institutionId);
		await expect(lookAtPracticeLink(test.ctx(nobody), first, 'authorise')).rejects.toMatchObject({ code: 'linkUsedOrExpired' });
		test.pass(29 * 24 * 3_600_000);
		await lookAtPracticeLink(test.ctx(nobody), second, 'authorise');
		test.pass(2 * 24 * 3_600_000);
		await expect(answerAuthorisation(test.ctx(nobody), second, { answer: 'granted', ...signed, note: '' })).rejects.toMatchObject({
			code: 'linkUsedOrExpired'
		});
		expect((await readLinks(test.ctx(author), code)).links.map(({ state }) => state)).toEqual(['expired', 'revoked']);
	});

	it('is taken back by the author, and opens nothing of a practice that was withdrawn', async () => {
		const { code, institutionId } = await complete(author);
		const { id, secret } = await makeAuthorisationLink(test.ctx(author), code, institutionId);
		await expect(revokeLink(test.ctx(stranger), code, id)).rejects.toMatchObject({ code: 'notFound' });
		await revokeLink(test.ctx(author), code, id);
		await expect(lookAtPracticeLink(test.ctx(nobody), secret, 'authorise')).rejects.toMatchObject({ code: 'linkUsedOrExpired' });
		const other = await linkTo(code, institutionId);
		await movePractice(test.ctx(author), code, 'withdraw');
		await expect(lookAtPracticeLink(test.ctx(nobody), other, 'authorise')).rejects.toMatchObject({ code: 'linkUsedOrExpired' });
		await expect(linkTo(code, institutionId)).rejects.toMatchObject({ code: 'wrongState' });
	});

	it('says for which version it was given once the text changes', async () => {
		const { code, institutionId } = await complete(author);
		await answerAuthorisation(test.ctx(nobody), await linkTo(code, institutionId), { answer: 'granted', ...signed, note: '' });
		await saveSection(test.ctx(author), code, 'results', 2, { value: 'Texto  de results, con 120 personas. ' });
		expect(await statusOf(code)).toMatchObject({ link: { isOutdated: false, seenVersion: null } });
		await saveSection(test.ctx(author), code, 'results', 3, { value: 'Otra cosa, con 500 personas.' });
		const status = await statusOf(code);
		expect(status).toMatchObject({ link: { isOutdated: true } });
		expect(status && isAuthorised(status)).toBe(false);
	});

	it('may be refused with a reason, of which secretariat and author hear', async () => {
		const { code, institutionId } = await complete(author);
		const secret = await linkTo(code, institutionId);
		const refused = await api.request(`/api/v1/authorisations/${secret}`, {
			method: 'POST',
			headers: { 'content-type': 'application/json' },
			body: JSON.stringify({ answer: 'refused', ...signed, note: ' ' })
		});
		expect(refused.status).toBe(422);
		await answerAuthorisation(test.ctx(nobody), secret, { answer: 'refused', ...signed, note: 'Falta nuestro logotipo.' });
		expect(await statusOf(code)).toMatchObject({ link: { state: 'refused', note: 'Falta nuestro logotipo.' } });
		expect((await noticesOf(secretariat)).at(-1)).toBe('authorisationRefused');
		expect((await noticesOf(author)).at(-1)).toBe('authorisationRefused');
	});

	it('is asked for by those who document it alone, and of institutions that implement it', async () => {
		const { code, institutionId } = await complete(author);
		await expect(makeAuthorisationLink(test.ctx(stranger), code, institutionId)).rejects.toMatchObject({ code: 'notFound' });
		await expect(makeAuthorisationLink(test.ctx(nobody), code, institutionId)).rejects.toMatchObject({ code: 'notFound' });
		const other = await findOrAddByName(test.ctx(secretariat), 'Otra Institución Inventada');
		await expect(makeAuthorisationLink(test.ctx(author), code, other)).rejects.toMatchObject({ code: 'notFound' });
	});
});

describe('assisted capture', () => {
	it('is sent in the author’s name once she confirms by link', async () => {
		const { code } = await complete(secretariat, false);
		const { secret } = await makeConfirmationLink(test.ctx(secretariat), code);
		expect((await lookAtPracticeLink(test.ctx(nobody), secret, 'confirm')).content.layers.contact.name).toBe('Contacto Reservado');
		const answer = { answer: 'granted' as const, ...signed, truthful: true, remarks: {} };
		expect(await answerConfirmation(test.ctx(nobody), secret, answer)).toEqual({ code, version: 1 });
		const { practice, content } = await readDraft(test.ctx(secretariat), code);
		expect([practice.state, content.layers.consent.truthful]).toEqual(['submitted', true]);
		expect((await readLinks(test.ctx(secretariat), code)).links).toMatchObject([{ state: 'granted', seenVersion: 1, ...signed }]);
		await expect(answerConfirmation(test.ctx(nobody), secret, answer)).rejects.toMatchObject({ code: 'linkUsedOrExpired' });
	});

	it('goes back to the secretariat with remarks, and is sent after another link', async () => {
		const { code } = await complete(secretariat, false);
		const { secret } = await makeConfirmationLink(test.ctx(secretariat), code);
		const remarks = { results: 'Fueron 180 personas.', general: 'Lo demás está bien.' };
		await answerConfirmation(test.ctx(nobody), secret, { answer: 'refused', ...signed, truthful: false, remarks });
		const draft = await readDraft(test.ctx(secretariat), code);
		expect(draft.practice.state).toBe('draft');
		const open = openObservations({ ...draft, state: draft.practice.state });
		expect(open.map(({ key, text }) => [key, text]).toSorted()).toEqual(
			[
				['results', 'Fueron 180 personas.'],
				[null, 'Lo demás está bien.']
			].toSorted()
		);
		const again = await makeConfirmationLink(test.ctx(secretariat), code);
		test.pass(1000);
		await answerConfirmation(test.ctx(nobody), again.secret, { answer: 'granted', ...signed, truthful: true, remarks: {} });
		const sent = await readDraft(test.ctx(secretariat), code);
		expect(openObservations({ ...sent, state: sent.practice.state })).toEqual([]);
	});

	it('is offered once everything but the consent is answered, by the secretariat alone', async () => {
		const { code } = await createPractice(test.ctx(secretariat), {});
		await expect(makeConfirmationLink(test.ctx(secretariat), code)).rejects.toMatchObject({ code: 'incomplete' });
		const own = await complete(author);
		await expect(makeConfirmationLink(test.ctx(author), own.code)).rejects.toMatchObject({ code: 'notAllowed' });
	});

	it('opens nothing with a link of the other purpose', async () => {
		const { code, institutionId } = await complete(secretariat, false);
		const visto = (await makeAuthorisationLink(test.ctx(secretariat), code, institutionId)).secret;
		const { secret } = await makeConfirmationLink(test.ctx(secretariat), code);
		await expect(lookAtPracticeLink(test.ctx(nobody), visto, 'confirm')).rejects.toMatchObject({ code: 'linkUsedOrExpired' });
		await expect(answerAuthorisation(test.ctx(nobody), secret, { answer: 'granted', ...signed, note: '' })).rejects.toMatchObject({
			code: 'linkUsedOrExpired'
		});
	});
});
