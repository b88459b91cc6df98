// A purge on a real database: gone from every text column and every file, told where it stays, nothing of it in the journal.
import { randomUUID } from 'node:crypto';
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readEntry } from '#features/catalogue/handlers/catalogue.server.ts';
import { searchCatalogue } from '#features/catalogue/handlers/search.server.ts';
import { CatalogueQuery } from '#features/catalogue/schema.ts';
import { createPractice, readDraft, saveSection } from '#features/practices/handlers.server.ts';
import { insertObservations } from '#features/practices/store.server.ts';
import type { Actor } from '#platform/ctx.ts';
import { openTestApp, type TestApp } from '../../../test/app.ts';
import { insertActor, insertPublished, type Person } from '../../../test/factories.ts';
import { previewPurge, purge } from './handlers.server.ts';
import { purgePattern, purgeText } from './rules.ts';
import { tables } from './store.server.ts';

let test: TestApp;
let author: Person;
let secretariat: Person;
const name = 'Filiberta Zacarías';
const nobody: Actor = { kind: 'anonymous' };

beforeAll(async () => {
	test = await openTestApp();
	author = await insertActor(test.app.db, 'autora', ['author']);
	secretariat = await insertActor(test.app.db, 'secretaria', ['secretariat']);
});
afterAll(() => test.remove());

/** Every text that stands anywhere in the database, by table and column, asked of the database itself. */
async function whereStands(words: string): Promise<string[]> {
	const { rows } = await sql<{ table: string; column: string }>`
		select c.table_name as "table", c.column_name as "column" from information_schema.columns c join information_schema.tables t
			on t.table_schema = c.table_schema and t.table_name = c.table_name and t.table_type = 'BASE TABLE'
		where c.table_schema = 'public' and c.data_type in ('text', 'character varying', 'ARRAY', 'jsonb', 'json', 'tsvector')`.execute(
		test.app.db
	);
	const found: string[] = [];
	for (const { table, column } of rows) {
		const looked = await sql<{ there: boolean }>`
			select exists (select from ${sql.table(table)} where unaccent(${sql.ref(column)}::text) ilike unaccent(${`%${words}%`})) as there`.execute(
			test.app.db
		);
		if (looked.rows[0]?.there) found.push(`${table}.${column}`);
	}
	return found.toSorted();
}

async function filesWith(words: string): Promise<number> {
	let count = 0;
	for await (const sha256 of test.app.files.list()) if ((await test.app.files.get(sha256)).includes(words)) count++;
	return count;
}

const input = (code: string, words: string[], files: string[] = []) => ({
	words,
	files,
	reason: 'personServed' as const,
	confirmation: code
});

/** A published practice in whose every corner the name stands. */
async function infested() {
	const { db, files } = test.app;
	const now = test.app.now();
	const [letterId, pictureId] = [randomUUID(), randomUUID()];
	const letter = await files.put(new TextEncoder().encode(`Acta de ${name}, CURP inventada`));
	const picture = await files.put(new TextEncoder().encode(`\u0089PNG ${name} en la foto`));
	const file = { key: 'results' as const, mediaType: 'text/plain', bytes: 20, sha256: letter, visibility: 'public' as const };
	const { id, code, versionId } = await insertPublished(test.ctx(), secretariat.id, {
		fields: {
			title: 'Atención inventada',
			results: `Se atendió a **Filiberta** Zacarías y a 120 personas más.`,
			impact: `A ${name} le sirvió.`
		},
		layers: { contact: { name, email: 'filiberta.zacarias@ejemplo.mx', phone: '' } },
		wording: { results: `El testimonio de ${name} no basta.` },
		attachments: [
			{ ...file, id: letterId, name: `acta ${name}.txt`, screened: true, isInvented: true },
			{
				...file,
				id: pictureId,
				name: 'foto.png',
				mediaType: 'image/png',
				sha256: picture,
				screened: true,
				isInvented: true
			}
		]
	});
	await db.updateTable('practice').set({ ownerId: author.id, state: 'draft' }).where('id', '=', id).execute();
	await saveSection(test.ctx(author), code, 'description', 1, { value: `Con FILIBERTA  ZACARÍAS y ${name.normalize('NFD')}.` });
	await saveSection(test.ctx(author), code, 'description', 2, { value: 'Ya corregida.' });
	await db.transaction().execute(async (tx) => {
		const observation = { key: 'results' as const, text: `Quite a ${name}.`, quote: name };
		await insertObservations(tx, id, versionId, [observation], secretariat.id, now);
	});
	const assessment = { practiceId: id, versionId, assessorId: secretariat.id, interestNote: `Conozco a ${name}` };
	const seat = await db.insertInto('assessment').values(assessment).returning('id').executeTakeFirstOrThrow();
	const judged = { assessmentId: seat.id, criterion: 'results', reason: `${name} lo dice.`, evidence: [`text: ${name}`] };
	await db.insertInto('judgement').values(judged).execute();
	await db
		.insertInto('passageComment')
		.values({ assessmentId: seat.id, key: 'results', quote: name, text: `¿${name}?`, createdAt: now })
		.execute();
	const note = { versionId, authorId: secretariat.id, text: `Lo de ${name}`, createdAt: now };
	await db.insertInto('deliberationNote').values(note).execute();
	const meeting = {
		code: `SE-${randomUUID()}`,
		title: 'Sesión',
		heldAt: now,
		timeZone: 'UTC',
		quorum: 1,
		minutes: `Se habló de ${name}.`,
		createdAt: now
	};
	const session = await db.insertInto('committeeSession').values(meeting).returning('id').executeTakeFirstOrThrow();
	await db.insertInto('committeeItem').values({ sessionId: session.id, versionId, position: 1, resolution: name }).execute();
	await db.insertInto('committeeSeat').values({ sessionId: session.id, personId: secretariat.id, note: name }).execute();
	const requirement = { versionId, key: 'do-no-harm', met: false, reason: name, checkedBy: secretariat.id };
	await db.insertInto('requirementCheck').values(requirement).execute();
	const { id: verdictId } = await db.selectFrom('verdict').select('id').where('versionId', '=', versionId).executeTakeFirstOrThrow();
	const step = { practiceId: id, verdictId, criterion: 'results', text: `Entrevistar a ${name}`, createdAt: now };
	await db
		.insertInto('planStep')
		.values({ ...step, attachmentId: pictureId })
		.execute();
	await db.insertInto('harmReport').values({ practiceId: id, kind: 'other', text: name, contact: name, receivedAt: now }).execute();
	await db.insertInto('practiceUnplaced').values({ practiceId: id, position: 0, text: name, origin: 'table 1' }).execute();
	await db.insertInto('selfJudgement').values({ practiceId: id, criterion: 'results', reason: name, updatedAt: now }).execute();
	await db
		.updateTable('practiceVersion')
		.set({ selfAssessment: JSON.stringify({ results: { level: '1', reason: name } }) })
		.where('id', '=', versionId)
		.execute();
	const again = { practiceId: id, number: 2, content: '{}', kind: 'reconsideration' as const, basedOn: versionId };
	const reconsidered = await db.insertInto('practiceVersion').values(again).returning('id').executeTakeFirstOrThrow();
	const asked = { practiceId: id, verdictId, versionId: reconsidered.id, reason: name, requestedAt: now, goalOn: '2027-01-01' };
	await db.insertInto('reconsideration').values(asked).execute();
	const link = { practiceId: id, purpose: 'confirm' as const, tokenHash: `hash ${code}`, createdAt: now, expiresAt: now, note: name };
	await db.insertInto('practiceLink').values(link).execute();
	const mail = { personId: author.id, purpose: 'notices' as const, recipient: 'autora@example.org', subject: name, body: name };
	await db
		.insertInto('mail')
		.values({ ...mail, nextAt: now, createdAt: now })
		.execute();
	const call = { key: `k ${code}`, personId: author.id, call: 'x', bodyHash: 'h', answer: JSON.stringify({ text: name }) };
	await db.insertInto('idempotentCall').values(call).execute();
	await db
		.insertInto('sheetUpload')
		.values({ personId: author.id, name: 'hoja.xlsx', content: JSON.stringify({ a: [name] }), createdAt: now })
		.execute();
	const exercise = { personId: author.id, edition: 'redlac-2021/1', exercise: code, criteria: JSON.stringify({ a: { reason: name } }) };
	await db
		.insertInto('calibrationAnswer')
		.values({ ...exercise, updatedAt: now })
		.execute();
	const upload = await files.put(new TextEncoder().encode(`Formato escaneado de ${name}`));
	const batch = await db.insertInto('importBatch').defaultValues().returning('id').executeTakeFirstOrThrow();
	const read = {
		batchId: batch.id,
		position: 0,
		name: `${name}.pdf`,
		sha256: upload,
		bytes: 10,
		report: JSON.stringify({ values: [name] })
	};
	const original = await db.insertInto('importFile').values(read).returning('id').executeTakeFirstOrThrow();
	const imported = { practiceId: id, fileId: original.id, position: 0, origins: '{}', warnings: JSON.stringify([{ detail: name }]) };
	await db.insertInto('importedPractice').values(imported).execute();
	return { id, code, versionId };
}

describe('a purge', () => {
	it('leaves the words in no column and no file, and says nothing of them', async () => {
		const { code } = await infested();
		expect(await whereStands('Filiberta')).not.toEqual([]);
		const preview = await previewPurge(test.ctx(secretariat), code, { words: [name], files: [] });
		expect(preview.files.map(({ finding }) => finding).toSorted()).toEqual(['found', 'unread']);
		expect(preview.originals.map(({ finding }) => finding)).toEqual(['unread']);
		const words = [name, 'filiberta.zacarias@ejemplo.mx'];
		const files = preview.files.map(({ id }) => id);
		const result = await purge(test.ctx(secretariat), code, input(code, words, files));
		expect(result.files).toBe(3);
		expect(await whereStands('Filiberta')).toEqual([]);
		expect(await whereStands('Zacarías')).toEqual([]);
		expect(await filesWith(name)).toBe(0);
		const [journal] = await test.app.db.selectFrom('journal').selectAll().where('act', '=', 'practice.purge').execute();
		expect(journal).toMatchObject({ subjectId: code, actorId: secretariat.id, detail: { reason: 'personServed', files: 3 } });
	});

	it('keeps practice and public page readable, and the rest of the text', async () => {
		const { code } = await infested();
		const { files } = await previewPurge(test.ctx(secretariat), code, { words: [name], files: [] });
		const words = [name, 'filiberta.zacarias@ejemplo.mx'];
		await purge(
			test.ctx(secretariat),
			code,
			input(
				code,
				words,
				files.map(({ id }) => id)
			)
		);
		const entry = await readEntry(test.ctx(nobody), code);
		expect(entry.content.fields.results).toBe('Se atendió a **[…]** y a 120 personas más.');
		expect(entry.content.attachments).toEqual([]);
		const draft = await readDraft(test.ctx(author), code);
		expect(draft.content.layers.contact).toEqual({ name: '[…]', email: '', phone: '' });
		const found = await searchCatalogue(test.ctx(nobody), CatalogueQuery.parse({ q: 'Zacarías' }));
		expect(found.items).toEqual([]);
	});

	it('makes an author who has the old text open meet a conflict', async () => {
		const { code } = await createPractice(test.ctx(author), { fields: { results: `Con ${name}.` } });
		const { sections } = await readDraft(test.ctx(author), code);
		await purge(test.ctx(secretariat), code, input(code, [name]));
		const stale = saveSection(test.ctx(author), code, 'results', sections.results.version, { value: `Con ${name} y más.` });
		await expect(stale).rejects.toMatchObject({ code: 'versionConflict', detail: { current: 'Con […].' } });
	});

	it('touches no other practice and no account, and says where the words stand there', async () => {
		const one = await createPractice(test.ctx(author), { fields: { results: `Con ${name}.` } });
		const other = await createPractice(test.ctx(author), { fields: { impact: `De ${name}.` } });
		const account = { name, email: 'otra@ejemplo.mx', roles: ['author' as const] };
		await test.app.db.insertInto('person').values(account).execute();
		const { elsewhere } = await purge(test.ctx(secretariat), one.code, input(one.code, [name]));
		expect(elsewhere).toEqual(
			expect.arrayContaining([
				{ table: 'person', code: null, rows: 1 },
				{ table: 'practiceSection', code: other.code, rows: 1 }
			])
		);
		expect((await readDraft(test.ctx(author), other.code)).content.fields.impact).toBe(`De ${name}.`);
		await purge(test.ctx(secretariat), other.code, input(other.code, [name]));
	});

	it('keeps bytes that somebody else attached as well', async () => {
		const bytes = new TextEncoder().encode('Lista con nombres inventados');
		const sha256 = await test.app.files.put(bytes);
		const add = async () => {
			const { code } = await createPractice(test.ctx(author), {});
			const { id: practiceId } = await test.app.db.selectFrom('practice').select('id').where('code', '=', code).executeTakeFirstOrThrow();
			const row = { practiceId, key: 'results', name: 'lista.txt', mediaType: 'text/plain', bytes: 20, sha256 };
			return { code, id: (await test.app.db.insertInto('attachment').values(row).returning('id').executeTakeFirstOrThrow()).id };
		};
		const [first, second] = [await add(), await add()];
		await purge(test.ctx(secretariat), first.code, input(first.code, [], [first.id]));
		expect(await test.app.files.has(sha256)).toBe(true);
		await purge(test.ctx(secretariat), second.code, input(second.code, [], [second.id]));
		expect(await test.app.files.has(sha256)).toBe(false);
	});

	it('is refused without the code, where nothing is found, and to everybody else', async () => {
		const { code } = await createPractice(test.ctx(author), { fields: { results: `Con ${name}.` } });
		await expect(purge(test.ctx(secretariat), code, input('AC-9999', [name]))).rejects.toMatchObject({ code: 'invalidInput' });
		await expect(purge(test.ctx(secretariat), code, input(code, ['Nadie Así']))).rejects.toMatchObject({ code: 'invalidInput' });
		await expect(purge(test.ctx(author), code, input(code, [name]))).rejects.toMatchObject({ code: 'notAllowed' });
		await expect(previewPurge(test.ctx(nobody), code, { words: [name], files: [] })).rejects.toMatchObject({ code: 'notAllowed' });
		expect((await readDraft(test.ctx(author), code)).content.fields.results).toBe(`Con ${name}.`);
	});

	it('knows a place for every table', async () => {
		const { rows } = await sql<{ table: string }>`
			select table_name as "table" from information_schema.tables where table_schema = 'public' and table_type = 'BASE TABLE'`.execute(
			test.app.db
		);
		expect(rows.map(({ table }) => table).toSorted()).toEqual([...tables].toSorted());
	});
});

describe('finding words', () => {
	const purged = (text: string, ...words: string[]) => purgeText(text, purgePattern(words)).value;

	it('looks past case, marks, white space and how accents are composed', () => {
		const spellings = [
			'juan pérez',
			'JUAN PÉREZ',
			'Juan\u00A0Pérez',
			'**Juan** Pérez',
			'_Juan Pé_rez',
			'Juan\nPérez',
			'Juan Pérez'.normalize('NFD')
		];
		for (const spelling of spellings) expect(purged(`A ${spelling}.`, 'Juan Pérez')).toContain('[…]');
	});

	it('takes whole words only', () => {
		expect(purged('Mañana llegan Ana, Anabel y Susana.', 'Ana')).toBe('Mañana llegan […], Anabel y Susana.');
		expect(purged('Tel. 5512345678 y 155123456789', '5512345678')).toBe('Tel. […] y 155123456789');
	});

	it('keeps the marks of the words around in pairs', () => {
		const texts = ['a **Juan** Pérez b', 'a Juan **Pérez** b', 'a **Juan** **Pérez** b', '**a Juan Pérez** b'];
		expect(texts.map((text) => purged(text, 'Juan Pérez'))).toEqual(['a **[…]** b', 'a **[…]** b', 'a **[…]** b', '**a […]** b']);
	});

	it('takes signs for what they are', () => {
		expect(purged('a.b*c (x) axbxc', 'a.b*c (x)')).toBe('[…] axbxc');
	});
});
