// Bringing files in on a real database: many at once, the same again, alike ones, forms of another kind; who may see what; and a process
// that ends in the middle.
import type { Hono } from 'hono';
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createApi } from '#app/api.server.ts';
import { createApiKey } from '#features/people/handlers.server.ts';
import { movePractice, readDraft } from '#features/practices/handlers.server.ts';
import { limits } from '#platform/limits.ts';
import { Problem } from '#platform/problem.ts';
import { openTestApp, type TestApp } from '../../../test/app.ts';
import { insertActor, insertInstitution, type Person } from '../../../test/factories.ts';
import { addAliases, listAliases, removeAlias } from './handlers/aliases.server.ts';
import { decideHeld, listBatches, openOriginal, readAgain, readBatch, readHeld, startBatch } from './handlers/batch.server.ts';
import { importFiles, stopReading } from './handlers/import.server.ts';
import { openSource, readImported } from './handlers/imported.server.ts';
import { importMapped, readMappable } from './handlers/mapping.server.ts';
import { keepImporting, readNext } from './handlers/runner.server.ts';

let test: TestApp;
let api: Hono;
let author: Person;
let colleague: Person;
let secretariat: Person;
let authorKey: string;

beforeAll(async () => {
	test = await openTestApp();
	api = createApi(test.app);
	author = await insertActor(test.app.db, 'autora', ['author']);
	colleague = await insertActor(test.app.db, 'colega', ['author']);
	secretariat = await insertActor(test.app.db, 'secretaria', ['secretariat']);
	authorKey = (await createApiKey(test.ctx(), author.id, 'prueba')).key;
	await insertInstitution(test.app.db, 'casa inventada');
});
afterAll(async () => {
	await stopReading();
	await test.remove();
});

/** Words that no two forms share, so that forms are alike only when a test wants it. */
const words = (seed: string, length = 60) => Array.from({ length }, (_, at) => `${seed}${at}`).join(' ');
const form = (title: string, text = words(title.replaceAll(' ', ''))) =>
	[
		'Práctica prometedora',
		'Institución que la implementa:\nCasa Inventada',
		`Título o tema de la buena práctica:\n${title}`,
		`Descripción de la buena práctica:\n${text}`,
		'Impacto positivo:\n- Uno\n- Dos'
	].join('\n\n');
const file = (name: string, text: string) => ({ name, bytes: new TextEncoder().encode(text) });
const otherForm = (name: string) =>
	file(name, `Nombre de la mascota: ${name}\n\nCuaderno de viaje: Un cuaderno inventado.\n\nMeriendas: Muchas meriendas.\n`);
const problemOf = async (work: Promise<unknown>): Promise<Problem> => {
	const problem = await work.then(
		() => undefined,
		(error: unknown) => error
	);
	if (!(problem instanceof Problem)) throw new Error('nothing was refused', { cause: problem });
	return problem;
};
const readAll = async () => {
	while (await readNext(test.app));
};
const practices = async (owner = author) =>
	(await test.app.db.selectFrom('practice').select('code').where('ownerId', '=', owner.id).orderBy('code').execute()).map(
		({ code }) => code
	);

describe('files answered at once', () => {
	it('become drafts, each with its doubts; one that fails harms no other, and is named with what stands in it', async () => {
		const result = await importFiles(test.ctx(author), [
			file('vacío.txt', ''),
			file('una.txt', form('Una práctica de taller')),
			otherForm('otro formato')
		]);
		expect(result.practices).toMatchObject([
			{ file: 'una.txt', declaredClass: 'promising', fields: { title: 'Una práctica de taller' }, duplicates: [] }
		]);
		expect(result.failures).toMatchObject([
			{ file: 'vacío.txt', reason: 'fileEmpty' },
			{
				file: 'otro formato',
				reason: 'fileNoForm',
				pairs: [
					['Nombre de la mascota', 'otro formato'],
					['Cuaderno de viaje', expect.any(String)],
					['Meriendas', 'Muchas meriendas.']
				]
			}
		]);
		const [made] = result.practices;
		const { content } = await readDraft(test.ctx(author), made?.code ?? '');
		expect(content).toMatchObject({ declaredClass: 'promising', fields: { title: 'Una práctica de taller', impact: '- Uno\n- Dos' } });
		expect(content.institutions.map(({ name }) => name)).toEqual(['casa inventada']);
		const imported = await readImported(test.ctx(author), made?.code ?? '');
		expect(imported).toMatchObject({ fileName: 'una.txt', origins: { title: { origin: expect.stringContaining('line') } } });
		expect(imported?.warnings.map(({ key }) => key)).toContain('results');
		expect(new TextDecoder().decode((await openSource(test.ctx(author), made?.code ?? '')).bytes)).toContain('Una práctica de taller');
	});

	it('are known again by their content, also under another name, unless wanted again', async () => {
		const source = file('a.txt', form('Otra práctica de huerto'));
		const [first] = (await importFiles(test.ctx(author), [source])).practices;
		const before = await practices();
		const [second] = (await importFiles(test.ctx(author), [{ ...source, name: 'b.txt' }])).practices;
		expect(second?.code).toBe(first?.code);
		expect(second).toMatchObject({
			file: 'b.txt',
			fields: first?.fields,
			warnings: expect.arrayContaining([{ code: 'alreadyImported', detail: first?.code }])
		});
		expect(await practices()).toEqual(before);
		const [third] = (await importFiles(test.ctx(author), [source], { again: true })).practices;
		expect(third?.code).not.toBe(first?.code);
		expect(third?.duplicates).toMatchObject([{ code: first?.code, reason: 'sameText', similarity: 1 }]);
	});

	it('nobody learns of a practice they may not read', async () => {
		const source = file('secreta.txt', form('Una práctica reservada de otra persona'));
		const [own] = (await importFiles(test.ctx(colleague), [source])).practices;
		const [hers] = (await importFiles(test.ctx(author), [source])).practices;
		expect(hers?.code).not.toBe(own?.code);
		expect(hers).toMatchObject({
			duplicates: [],
			warnings: expect.not.arrayContaining([expect.objectContaining({ code: 'alreadyImported' })])
		});
		const [seen] = (
			await importFiles(test.ctx(secretariat), [{ ...source, bytes: new Uint8Array([...source.bytes, 10]) }], { dryRun: true })
		).practices;
		expect(seen?.duplicates.map(({ code }) => code).sort()).toEqual([own?.code, hers?.code].sort());
	});

	it('a trial writes nothing', async () => {
		const before = await practices();
		const result = await importFiles(test.ctx(author), [file('ensayo.txt', form('Un ensayo'))], { dryRun: true });
		expect(result).toMatchObject({ batch: null, practices: [{ code: null }] });
		expect(await practices()).toEqual(before);
	});

	it('labels of another form may be given fields', async () => {
		const [made] = (
			await importFiles(test.ctx(author), [otherForm('con etiquetas')], {
				mapping: { 'nombre de la mascota': 'title', Meriendas: 'results' }
			})
		).practices;
		expect(made).toMatchObject({
			fields: { title: 'con etiquetas', results: 'Muchas meriendas.' },
			unplaced: [{ text: 'Cuaderno de viaje: Un cuaderno inventado.' }]
		});
	});

	it('who may not document is refused', async () => {
		expect((await problemOf(importFiles(test.ctx({ kind: 'anonymous' }), []))).code).toBe('signInRequired');
		expect((await problemOf(importFiles(test.ctx({ ...author, roles: ['assessor'] }), []))).code).toBe('notAllowed');
	});
});

describe('a batch', () => {
	it('of 200 files is read one after the other, each with its own result', async () => {
		const files = Array.from({ length: 200 }, (_, at) =>
			at % 50 === 7
				? file(`vacío-${at}.txt`, '')
				: at % 50 === 9
					? otherForm(`otro ${at}`)
					: file(`f-${at}.txt`, form(`Feria ${at}`, words(`lote${at}x`)))
		);
		const before = await practices();
		const id = await startBatch(test.ctx(author), files);
		expect((await readBatch(test.ctx(author), id)).waiting).toBe(196);
		await readAll();
		const batch = await readBatch(test.ctx(author), id);
		expect(
			Object.fromEntries(Object.entries(Object.groupBy(batch.files, ({ state }) => state)).map(([state, all]) => [state, all?.length]))
		).toEqual({
			created: 192,
			refused: 8
		});
		expect(batch.files.map(({ name }) => name)).toEqual(files.map(({ name }) => name));
		expect(batch.files[9]).toMatchObject({ reason: 'fileNoForm', pairs: expect.arrayContaining([['Meriendas', 'Muchas meriendas.']]) });
		expect(batch.files[0]?.practices).toMatchObject([{ title: 'Feria 0', empty: 4, doubts: 0, unplaced: 0 }]);
		expect((await practices()).length - before.length).toBe(192);
		expect(await listBatches(test.ctx(author))).toEqual(
			expect.arrayContaining([expect.objectContaining({ id, files: 200, waiting: 0, created: 192, asking: 8 })])
		);
		expect(
			new Date((await readDraft(test.ctx(author), batch.files[0]?.practices[0]?.code ?? '')).practice.createdAt).getTime()
		).toBeGreaterThan(0);
	}, 180_000);

	it('is nobody else’s business', async () => {
		const id = await startBatch(test.ctx(author), [otherForm('propio')]);
		await readAll();
		const [only] = (await readBatch(test.ctx(author), id)).files;
		const fileId = only?.id ?? '';
		for (const stranger of [colleague, secretariat]) {
			const ctx = test.ctx(stranger);
			const attempts = [
				() => readBatch(ctx, id),
				() => readMappable(ctx, fileId),
				() => importMapped(ctx, fileId, ['title']),
				() => readAgain(ctx, fileId),
				() => openOriginal(ctx, fileId)
			];
			for (const attempt of attempts) expect((await problemOf(attempt())).code).toBe('notFound');
		}
		expect(new TextDecoder().decode((await openOriginal(test.ctx(author), fileId)).bytes)).toContain('Nombre de la mascota');
		expect((await problemOf(readBatch(test.ctx(author), 'nada'))).code).toBe('notFound');
	});

	it('a file that a process left while reading it is read once by the next, and gives one draft', async () => {
		const id = await startBatch(test.ctx(author), [file('caída.txt', form('Antes de la caída'))]);
		// As the row stands after a kill: claimed, and held by nobody.
		await sql`update "importFile" set state = 'reading', attempts = 1 where "batchId" = ${id}`.execute(test.app.db);
		await Promise.all([readNext(test.app), readNext(test.app), readNext(test.app)]);
		await readAll();
		const batch = await readBatch(test.ctx(author), id);
		expect(batch.files).toMatchObject([{ state: 'created', practices: [{ title: 'Antes de la caída' }] }]);
		expect(batch.files[0]?.practices).toHaveLength(1);
	});

	it('a file that ends every process that reads it is given up', async () => {
		const id = await startBatch(test.ctx(author), [file('fatal.txt', form('Fatal'))]);
		await sql`update "importFile" set state = 'reading', attempts = 3 where "batchId" = ${id}`.execute(test.app.db);
		await readAll();
		expect((await readBatch(test.ctx(author), id)).files).toMatchObject([{ state: 'refused', reason: 'fileUnsafe', practices: [] }]);
	});

	it('is not read on for an account that was deactivated, and goes on when it is asked to', async () => {
		const id = await startBatch(test.ctx(colleague), [file('baja.txt', form('De una cuenta de baja'))]);
		await test.app.db.updateTable('person').set({ deactivatedAt: new Date() }).where('id', '=', colleague.id).execute();
		await readAll();
		await test.app.db.updateTable('person').set({ deactivatedAt: null }).where('id', '=', colleague.id).execute();
		const [refused] = (await readBatch(test.ctx(colleague), id)).files;
		expect(refused).toMatchObject({ state: 'refused', reason: 'notAllowed' });
		await readAgain(test.ctx(colleague), refused?.id ?? '');
		await readAll();
		expect((await readBatch(test.ctx(colleague), id)).files).toMatchObject([{ state: 'created' }]);
	});

	it('is read by a runner that is woken, stops and begins again', async () => {
		const runner = keepImporting(test.app);
		test.app.background = runner;
		const id = await startBatch(test.ctx(author), [file('despierta.txt', form('Con despertador'))]);
		await expect.poll(async () => (await readBatch(test.ctx(author), id)).waiting, { timeout: 10_000 }).toBe(0);
		await runner.stop();
		const later = await startBatch(test.ctx(author), [file('dormida.txt', form('Sin despertador'))]);
		await new Promise((resolve) => setTimeout(resolve, 100));
		expect((await readBatch(test.ctx(author), later)).waiting).toBe(1);
		const next = keepImporting(test.app);
		await expect.poll(async () => (await readBatch(test.ctx(author), later)).waiting, { timeout: 10_000 }).toBe(0);
		await next.stop();
		test.app.background = undefined;
	});

	it('takes no more files than it can hold', async () => {
		expect((await problemOf(startBatch(test.ctx(author), []))).code).toBe('invalidInput');
		const many = Array.from({ length: limits.batchFiles + 1 }, (_, at) => file(`${at}`, ''));
		expect((await problemOf(startBatch(test.ctx(author), many))).code).toBe('tooManyFiles');
	});
});

describe('a practice that may be known', () => {
	const text = words('guarderia', 80);

	it('waits side by side with the known one until a person decides', async () => {
		const [known] = (await importFiles(test.ctx(author), [file('primera.txt', form('Guardería en la bolsa de trabajo', text))])).practices;
		const retold = form('Bolsa de trabajo con guardería', `${text} y algo más`);
		const id = await startBatch(test.ctx(author), [
			file('contada-otra-vez.txt', retold),
			file('tercera.txt', form('Guardería de la bolsa', text))
		]);
		await readAll();
		const [first, second] = (await readBatch(test.ctx(author), id)).files;
		expect(first).toMatchObject({
			state: 'held',
			practices: [],
			held: [{ position: 0, duplicates: [{ code: known?.code, reason: 'sameText' }] }]
		});
		const comparison = await readHeld(test.ctx(author), first?.id ?? '', 0);
		expect(comparison.others).toMatchObject([
			{ code: known?.code, isPublic: false, fields: { title: 'Guardería en la bolsa de trabajo' } }
		]);
		const code = await decideHeld(test.ctx(author), first?.id ?? '', 0, true);
		expect((await readDraft(test.ctx(author), code ?? '')).content.fields.title).toBe('Bolsa de trabajo con guardería');
		expect((await problemOf(decideHeld(test.ctx(author), first?.id ?? '', 0, true))).code).toBe('importSettled');
		expect(await decideHeld(test.ctx(author), second?.id ?? '', 0, false)).toBeNull();
		const after = (await readBatch(test.ctx(author), id)).files;
		expect(after.map(({ state }) => state)).toEqual(['created', 'dismissed']);
		// The same bytes are known by the draft that was made; a dismissed one may be read again.
		await readAgain(test.ctx(author), second?.id ?? '');
		await readAll();
		expect((await readBatch(test.ctx(author), id)).files[1]?.state).toBe('held');
	});

	it('is found in another language by its institution, names and figures', async () => {
		const spanish =
			'En el 2019 el programa llegó a 1.250 personas en Tapachula y Tuxtla, con apoyo de ACNUR, OIM y la Fundación Arcoíris; el 87 % encontró empleo en 2020 en Monterrey.';
		const english =
			'During 2019 the scheme reached 1,250 people in Tapachula and Tuxtla, together with ACNUR, OIM and the Fundación Arcoíris; 87 % found jobs by 2020 in Monterrey.';
		const [known] = (await importFiles(test.ctx(author), [file('es.txt', form('Empleo en la frontera sur', spanish))])).practices;
		const [other] = (await importFiles(test.ctx(author), [file('en.txt', form('Jobs at the southern border', english))], { dryRun: true }))
			.practices;
		expect(other?.duplicates).toMatchObject([{ code: known?.code, reason: 'otherLanguage' }]);
	});

	it('the same bytes of a withdrawn draft are still known', async () => {
		const source = file('retirada.txt', form('Práctica que se retira'));
		const [first] = (await importFiles(test.ctx(author), [source])).practices;
		await movePractice(test.ctx(author), first?.code ?? '', 'withdraw');
		const id = await startBatch(test.ctx(author), [source]);
		await readAll();
		expect((await readBatch(test.ctx(author), id)).files).toMatchObject([{ state: 'known', practices: [{ code: first?.code }] }]);
	});
});

describe('a form of another kind', () => {
	it('becomes a draft by hand; what is assigned to no field stays without a place', async () => {
		const id = await startBatch(test.ctx(author), [otherForm('a mano')]);
		await readAll();
		const [refused] = (await readBatch(test.ctx(author), id)).files;
		expect((await problemOf(importMapped(test.ctx(author), refused?.id ?? '', [null, null]))).code).toBe('nothingMapped');
		expect((await problemOf(importMapped(test.ctx(author), refused?.id ?? '', ['title'], { remembers: true }))).code).toBe('notAllowed');
		const code = await importMapped(test.ctx(author), refused?.id ?? '', ['title', 'description', 'description']);
		const draft = await readDraft(test.ctx(author), code);
		expect(draft.content.fields).toMatchObject({ title: 'a mano', description: 'Un cuaderno inventado.\n\nMuchas meriendas.' });
		expect((await readBatch(test.ctx(author), id)).files).toMatchObject([{ state: 'created', pairs: [] }]);
		expect((await problemOf(importMapped(test.ctx(author), refused?.id ?? '', ['title']))).code).toBe('notFound');
	});

	it('the secretariat may remember its labels, and files with them are read by themselves until the labels are removed', async () => {
		const id = await startBatch(test.ctx(secretariat), [otherForm('para recordar')]);
		await readAll();
		const [refused] = (await readBatch(test.ctx(secretariat), id)).files;
		await importMapped(test.ctx(secretariat), refused?.id ?? '', ['title', 'description', 'results'], { remembers: true });
		const labels = await listAliases(test.ctx(secretariat));
		expect(labels.map(({ key, alias }) => `${key}: ${alias}`)).toEqual([
			'description: Cuaderno de viaje',
			'results: Meriendas',
			'title: Nombre de la mascota'
		]);
		const next = await importFiles(test.ctx(author), [otherForm('se lee solo')], { dryRun: true });
		expect(next.practices).toMatchObject([{ fields: { title: 'se lee solo', results: 'Muchas meriendas.' } }]);
		expect((await problemOf(addAliases(test.ctx(secretariat), [{ key: 'impact', alias: 'MERIENDAS:' }]))).code).toBe('aliasTaken');
		expect((await problemOf(addAliases(test.ctx(author), [{ key: 'impact', alias: 'Otra' }]))).code).toBe('notAllowed');
		for (const { id: label } of labels) await removeAlias(test.ctx(secretariat), label);
		expect((await importFiles(test.ctx(author), [otherForm('otra vez')], { dryRun: true })).failures).toHaveLength(1);
		const rows = await test.app.db.selectFrom('journal').select('act').where('act', 'like', 'fieldAlias.%').execute();
		expect(rows.map(({ act }) => act)).toEqual(['fieldAlias.remove', 'fieldAlias.remove', 'fieldAlias.remove']);
	});
});

describe('through the API', () => {
	const post = async (
		path: string,
		files: { name: string; bytes: Uint8Array<ArrayBuffer> }[],
		more: { fields?: Record<string, string>; headers?: Record<string, string> } = {}
	) => {
		const body = new FormData();
		for (const { name, bytes } of files) body.append('file', new Blob([bytes]), name);
		for (const [name, value] of Object.entries(more.fields ?? {})) body.append(name, value);
		const response = await api.request(`/api/v1${path}`, {
			method: 'POST',
			body,
			headers: { authorization: `Bearer ${authorKey}`, ...more.headers }
		});
		return { status: response.status, body: await response.json() };
	};
	const get = async (path: string) => (await api.request(`/api/v1${path}`, { headers: { authorization: `Bearer ${authorKey}` } })).json();

	it('several files give one answer, repeated calls the same one', async () => {
		const files = [
			file('api-1.txt', form('Por la interfaz uno')),
			file('api-2.txt', form('Por la interfaz dos', words('api2'))),
			otherForm('ninguna')
		];
		const key = { headers: { 'idempotency-key': 'varios' } };
		const first = await post('/practices/import', files, key);
		expect(first).toMatchObject({
			status: 201,
			body: {
				practices: [{ file: 'api-1.txt' }, { file: 'api-2.txt' }],
				failures: [{ file: 'ninguna', reason: 'fileNoForm', title: expect.any(String) }]
			}
		});
		const before = await practices();
		expect((await post('/practices/import', files, key)).body).toEqual(first.body);
		expect(await practices()).toEqual(before);
	});

	it('what gives no draft at all is a problem with every failure in it', async () => {
		expect(await post('/practices/import', [otherForm('nada')])).toMatchObject({
			status: 422,
			body: { code: 'fileNoForm', detail: { failures: [{ file: 'nada', pairs: expect.any(Array) }] } }
		});
		expect(await post('/practices/import', [otherForm('nada'), file('vacío', '')])).toMatchObject({
			status: 422,
			body: { code: 'nothingImported', detail: { failures: [{}, {}] } }
		});
		expect(await post('/practices/import', [otherForm('con mapa')], { fields: { map: '{"Meriendas":"results"}' } })).toMatchObject({
			status: 201
		});
		expect(await post('/practices/import', [otherForm('mal mapa')], { fields: { map: '{"Meriendas":"nada"}' } })).toMatchObject({
			status: 422,
			body: { code: 'invalidInput' }
		});
	});

	it('holds what may be known, and takes batches', async () => {
		const text = words('espera', 60);
		const first = await post('/practices/import', [file('e1.txt', form('En espera', text))]);
		const held = await post('/practices/import?duplicates=hold', [file('e2.txt', form('En la espera', text))]);
		expect(held).toMatchObject({
			status: 201,
			body: { practices: [{ code: null, duplicates: [{ code: first.body.practices[0].code }] }] }
		});
		const waiting = await get(`/imports/${held.body.batch}`);
		expect(waiting.files).toMatchObject([{ state: 'held' }]);
		const decided = await api.request(`/api/v1/imports/${held.body.batch}/files/${waiting.files[0].id}/decision`, {
			method: 'POST',
			headers: { authorization: `Bearer ${authorKey}`, 'content-type': 'application/json' },
			body: JSON.stringify({ position: 0, create: false })
		});
		expect(await decided.json()).toEqual({ code: null });
		const batch = await post('/imports', [file('b1.txt', form('Del lote', words('dellote'))), otherForm('b2')]);
		expect(batch).toMatchObject({ status: 201, body: { waiting: 2 } });
		await readAll();
		expect(await get(`/imports/${batch.body.id}`)).toMatchObject({
			waiting: 0,
			files: [{ state: 'created' }, { state: 'refused', title: expect.stringContaining('formato') }]
		});
		expect((await get('/imports')).items.map(({ id }: { id: string }) => id)).toContain(batch.body.id);
	});
});
