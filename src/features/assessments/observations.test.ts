// Giving a practice back: observations anchored to passages of the text that was sent, and refused where the passage does not stand there.
import { afterAll, beforeAll, expect, it } from 'vitest';
import { findOrAddByName } from '#features/institutions/handlers.server.ts';
import { type FieldKey, fieldKeys } from '#features/methodology/schema.ts';
import { createPractice, readDraft, saveSection, setInstitutions, submitPractice } from '#features/practices/handlers.server.ts';
import type { Actor } from '#platform/ctx.ts';
import { openTestApp, type TestApp } from '../../../test/app.ts';
import { insertActor } from '../../../test/factories.ts';
import { returnPractice, startRequirements } from './handlers/review.server.ts';
import { ObservationsForm } from './schema.ts';

let test: TestApp;
let author: Actor;
let secretariat: Actor;

beforeAll(async () => {
	test = await openTestApp();
	author = await insertActor(test.app.db, 'autora', ['author']);
	secretariat = await insertActor(test.app.db, 'secretaria', ['secretariat']);
});
afterAll(() => test.remove());

async function inRequirements(): Promise<string> {
	const ctx = test.ctx(author);
	const fields = Object.fromEntries(fieldKeys.map((key) => [key, `Texto de ${key}, con **120 personas** atendidas.`]));
	const { code } = await createPractice(ctx, { fields: fields as Record<FieldKey, string> });
	await setInstitutions(ctx, code, 1, [await findOrAddByName(ctx, 'Oficina de Empleo Inventada')]);
	await saveSection(ctx, code, 'consent', 1, { value: { truthful: true, licence: 'CC-BY-4.0', authorisations: [] } });
	await submitPractice(ctx, code);
	await startRequirements(test.ctx(secretariat), code);
	return code;
}

it('keeps several observations on one field, each with its passage', async () => {
	const code = await inRequirements();
	await returnPractice(test.ctx(secretariat), code, [
		{ key: 'results', text: '¿De qué periodo?', quote: '120 personas atendidas' },
		{ key: 'results', text: '¿Según qué fuente?' },
		{ key: null, text: 'Falta el año en todo el texto.' }
	]);
	const { practice, observations } = await readDraft(test.ctx(author), code);
	expect(practice.state).toBe('returned');
	const heard = await test.app.db.selectFrom('notice').select('kind').orderBy('id').execute();
	expect(heard.map(({ kind }) => kind)).toEqual(['practiceSent', 'practiceReturned']);
	expect(observations.map(({ key, quote, versionNumber }) => [key, quote, versionNumber])).toEqual(
		expect.arrayContaining([
			['results', '120 personas atendidas', 1],
			['results', null, 1],
			[null, null, 1]
		])
	);
});

it('refuses a passage that does not stand in its field, and leaves the practice where it is', async () => {
	const code = await inRequirements();
	for (const key of ['results', 'consent', null] as const) {
		const strayed = returnPractice(test.ctx(secretariat), code, [{ key, text: 'No', quote: '130 personas' }]);
		await expect(strayed).rejects.toMatchObject({ code: 'invalidInput', fields: [{ message: 'passageNotFound' }] });
	}
	const { practice, observations } = await readDraft(test.ctx(author), code);
	expect([practice.state, observations]).toEqual(['requirements', []]);
});

it('reads its form row by row and takes no passage without an observation', () => {
	const posted = (results: object) => ObservationsForm.safeParse({ observations: { results, general: { 0: { text: '' } } } });
	expect(posted({ 0: { text: 'Uno', quote: '' }, 1: { text: '', quote: '' }, 2: { text: 'Dos', quote: 'pasaje' } }).data).toEqual([
		{ key: 'results', text: 'Uno', quote: null },
		{ key: 'results', text: 'Dos', quote: 'pasaje' }
	]);
	expect(posted({ 0: { text: '', quote: 'pasaje' } }).success).toBe(false);
});
