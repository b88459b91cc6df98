// The journal keeps ids only, shows names when read, and opens to the secretariat alone.
import { afterAll, beforeAll, expect, it } from 'vitest';
import { addAttachment } from '#features/evidence/handlers.server.ts';
import { addInstitution } from '#features/institutions/handlers.server.ts';
import { createPerson } from '#features/people/handlers.server.ts';
import { createPractice } from '#features/practices/handlers.server.ts';
import { openTestApp, type TestApp } from '../../../test/app.ts';
import { readJournal } from './handlers.server.ts';
import { JournalQuery } from './schema.ts';

let test: TestApp;
const query = (more: Record<string, unknown> = {}) => JournalQuery.parse(more);
beforeAll(async () => {
	test = await openTestApp();
});
afterAll(() => test.remove());

it('says who did what to what, newest first, page by page', async () => {
	const id = await createPerson(
		test.ctx(),
		{ name: 'Ana Inventada', email: 'ana@example.org', roles: ['secretariat'], institutionIds: [] },
		'una clave larga'
	);
	const ana = test.ctx({ kind: 'person', id, name: 'Ana Inventada', roles: ['secretariat'], institutionIds: [] });
	for (const name of ['Casa Uno', 'Casa Dos', 'Casa Tres'])
		await addInstitution(ana, { name, aliases: [], country: null, level: null, parentId: null });

	const first = await readJournal(ana, query({ limit: 2, act: 'institution' }));
	expect(first.items.map((entry) => [entry.act, entry.actorName, entry.subjectName])).toEqual([
		['institution.add', 'Ana Inventada', 'Casa Tres'],
		['institution.add', 'Ana Inventada', 'Casa Dos']
	]);
	const second = await readJournal(ana, query({ limit: 2, act: 'institution', before: first.next }));
	expect(second).toMatchObject({ items: [{ subjectName: 'Casa Uno' }], next: null });

	const aboutAna = await readJournal(ana, query({ subjectKind: 'person', subjectId: id }));
	expect(aboutAna.items).toMatchObject([
		{ act: 'person.create', actorId: 'operator', actorName: null, subjectName: 'Ana Inventada', door: 'api' }
	]);
	const stored = await test.app.db.selectFrom('journal').selectAll().execute();
	expect(JSON.stringify(stored)).not.toMatch(/Ana|Casa|example\.org/);
});

it('gathers what happened to a practice, its files and its assessments under its code', async () => {
	const { code } = await createPractice(test.ctx(), {});
	const { code: other } = await createPractice(test.ctx(), {});
	const attach = (to: string) =>
		addAttachment(test.ctx(), to, { key: 'results', visibility: 'assessors', name: 'nota.txt', bytes: new TextEncoder().encode(to) });
	await attach(code);
	await attach(other);
	const { items } = await readJournal(test.ctx(), query({ practice: code }));
	expect(items.map(({ act, subjectName }) => [act, subjectName])).toEqual([
		['attachment.add', code],
		['practice.create', code]
	]);
});

it('opens to the secretariat and the operator only', async () => {
	const author = test.ctx({ kind: 'person', id: 'x', name: '', roles: ['author', 'assessor'], institutionIds: [] });
	await expect(readJournal(author, query())).rejects.toMatchObject({ code: 'notAllowed' });
	await expect(readJournal(test.ctx({ kind: 'anonymous' }), query())).rejects.toMatchObject({ code: 'notAllowed' });
	expect((await readJournal(test.ctx(), query())).items.length).toBeGreaterThan(0);
});
