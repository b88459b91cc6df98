// A practice goes from one instance to another and back through documents, bundles and lines; whatever was tampered with is refused.
import { spawnSync } from 'node:child_process';
import { createHash, randomUUID } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { buffer } from 'node:stream/consumers';
import fc from 'fast-check';
import { zipSync } from 'fflate';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { createApi } from '#app/api.server.ts';
import { CatalogueQuery } from '#features/catalogue/schema.ts';
import { addAttachment } from '#features/evidence/handlers.server.ts';
import { readEdition } from '#features/methodology/handlers.server.ts';
import { fieldKeys } from '#features/methodology/schema.ts';
import { readDraft } from '#features/practices/handlers.server.ts';
import { emptyLayers, type Layers, type SectionKey } from '#features/practices/schema.ts';
import { insertPractice, insertUnplaced, replaceInstitutions } from '#features/practices/store.server.ts';
import { change } from '#platform/change.server.ts';
import type { Actor } from '#platform/ctx.ts';
import { openTestApp, type TestApp } from '../../../test/app.ts';
import { insertInstitution, insertPerson, insertPublished } from '../../../test/factories.ts';
import { readBatch, startBatch } from './handlers/batch.server.ts';
import { importFiles } from './handlers/import.server.ts';
import { readNext } from './handlers/runner.server.ts';
import { importLines, type LineOutcome } from './handlers/transfer-lines.server.ts';
import { openDocuments } from './handlers/transfer-opening.server.ts';
import { exportBundle, practiceDocument, practicesToNdjson } from './handlers/transfer-out.server.ts';
import { prepareFile } from './handlers/transfer-reading.server.ts';
import { PracticeDocument } from './schema.ts';

let here: TestApp;
let there: TestApp;
beforeAll(async () => {
	[here, there] = await Promise.all([openTestApp(), openTestApp()]);
});
afterAll(async () => {
	await Promise.all([here.remove(), there.remove()]);
});

const anything = CatalogueQuery.parse({});
const bytesOf = (text: string) => new TextEncoder().encode(text);

/** What a person of the other side finds after taking in a file. */
async function takeIn(bytes: Uint8Array, actor: Actor = { kind: 'operator' }) {
	const ctx = there.ctx(actor);
	const { prepared, refused } = await prepareFile(ctx, bytes);
	if (prepared.length === 0) return { opened: [], refused };
	return { opened: await change(ctx, 'practice.import', (tx, about) => openDocuments(ctx, tx, about, prepared)), refused };
}

async function bring(name: string, bytes: Uint8Array, actor: Actor = { kind: 'operator' }) {
	return importFiles(there.ctx(actor), [{ name, bytes }]);
}

async function lines(text: string, options = {}): Promise<LineOutcome[]> {
	return Array.fromAsync(importLines(there.ctx(), [bytesOf(text)], options));
}

let serial = 0;
/** A document that is accepted, changed as a test says. */
function documentOf(change: Record<string, unknown> = {}): Record<string, unknown> {
	serial += 1;
	return {
		format: 'acervo-practice/1',
		source: { instance: 'https://otra.example.org', code: `X-${serial}`, exportedAt: '2026-01-02T03:04:05Z' },
		edition: 'redlac-2021/1',
		fields: { title: `Práctica inventada ${serial}` },
		...change
	};
}
const jsonOf = (change: Record<string, unknown> = {}) => JSON.stringify(documentOf(change));

// generated practices ---------------------------------------------------------------------------------------------

const text = (maxLength: number) =>
	fc.string({ unit: fc.oneof(fc.constantFrom(...'aé\n*- 漢😀\u202e\\"'), fc.string({ unit: 'grapheme', maxLength: 1 })), maxLength });

function layersArbitrary(): fc.Arbitrary<Layers> {
	const { vocabulary, dimensions, dimensionStates } = readEdition(here.app, 'redlac-2021/1');
	const keys = (terms: { key: string }[]) => fc.subarray(terms.map(({ key }) => key));
	const oneOf = (terms: { key: string }[]) => fc.option(fc.constantFrom(...terms.map(({ key }) => key)));
	return fc.record({
		abstract: text(40),
		kind: fc.constantFrom(null, 'strategy', 'model', 'procedure'),
		dates: fc.record({ start: fc.constantFrom(null, '2019', '2019-05'), end: fc.constantFrom(null, '2020-01-31'), ongoing: fc.boolean() }),
		places: fc.record({ codes: fc.subarray(['MX', 'MX-CHP', 'GT']), detail: text(20), reserved: fc.boolean() }),
		groups: keys(vocabulary.groups),
		themes: keys(vocabulary.themes),
		conditions: fc.record({ keys: keys(vocabulary.conditions), other: text(20) }),
		reach: fc.record({ people: fc.option(fc.nat(100_000_000)), note: text(20) }),
		cost: fc.record({ range: oneOf(vocabulary.costRanges), note: text(20) }),
		contact: fc.record({ name: text(20), email: fc.constantFrom('', 'ana@example.org'), phone: text(10) }),
		language: fc.constantFrom('es', 'en', 'pt', 'fr'),
		dimensions: fc.dictionary(
			fc.constantFrom(...dimensions.map(({ key }) => key)),
			fc.record({ state: oneOf(dimensionStates), reason: text(20) }),
			{ noNullPrototype: true }
		),
		consent: fc.record({ truthful: fc.boolean(), licence: oneOf(vocabulary.licences), authorisations: fc.constant([]) })
	});
}

const attachmentArbitrary = () =>
	fc.record({
		key: fc.constantFrom(...fieldKeys),
		name: fc.constantFrom('lista.txt', 'informe final.txt', 'datos.csv'),
		visibility: fc.constantFrom('public' as const, 'network' as const, 'assessors' as const),
		content: fc
			.string({ unit: 'grapheme-ascii', minLength: 1, maxLength: 60 })
			.map((line) => `Evidencia inventada ${line.replaceAll('<', '')}`)
	});

const practiceArbitrary = () =>
	fc.record({
		declaredClass: fc.constantFrom(null, 'good', 'promising'),
		isInvented: fc.boolean(),
		fields: fc.record(
			Object.fromEntries(fieldKeys.map((key) => [key, text(200)])) as Record<(typeof fieldKeys)[number], fc.Arbitrary<string>>
		),
		layers: layersArbitrary(),
		unplaced: fc.array(
			fc.record({
				text: text(50),
				origin: fc.constantFrom('table 1, row 4', 'line 12'),
				kind: fc.constantFrom('text' as const, 'note' as const)
			}),
			{ maxLength: 3 }
		),
		attachments: fc.uniqueArray(attachmentArbitrary(), { maxLength: 3, selector: ({ key, content }) => `${key} ${content}` }),
		hasInstitution: fc.boolean()
	});

/** What must be the same on both sides. */
async function shownOf(app: TestApp, code: string) {
	const { practice, content, unplaced, sections } = await readDraft(app.ctx(), code);
	const { declaredClass, isInvented, isExample, edition, language } = practice;
	return {
		...{ declaredClass, isInvented, isExample, edition, language },
		fields: content.fields,
		layers: content.layers,
		done: (Object.keys(sections) as SectionKey[]).filter((key) => sections[key].done).sort(),
		institutions: content.institutions.map(({ name }) => name),
		attachments: content.attachments.map(({ id: _id, ...file }) => file),
		unplaced: unplaced.map(({ kind, text, origin }) => ({ kind, text, origin }))
	};
}

describe('a practice arrives as it left', () => {
	it('with all that whoever documents it sees, files included', async () => {
		const ctx = here.ctx();
		const institutionId = await insertInstitution(here.app.db, 'Casa Inventada del Norte', ['CIN']);
		await fc.assert(
			fc.asyncProperty(practiceArbitrary(), async ({ fields, layers, unplaced, attachments, hasInstitution, ...rest }) => {
				const { id, code } = await here.app.db.transaction().execute(async (tx) => {
					const practice = { edition: 'redlac-2021/1', language: layers.language, ownerId: null, isExample: false, ...rest };
					const row = await insertPractice(tx, practice, { ...fields, ...layers }, null);
					await insertUnplaced(tx, row.id, unplaced);
					await replaceInstitutions(tx, row.id, hasInstitution ? [institutionId] : []);
					return row;
				});
				for (const { content, ...file } of attachments) await addAttachment(ctx, code, { ...file, bytes: bytesOf(content) });
				const [letter] = (await readDraft(ctx, code)).content.attachments;
				if (hasInstitution && letter) {
					const authorisations = [{ institutionId, attachmentId: letter.id, note: 'firmada' }];
					const value = JSON.stringify({ ...layers.consent, authorisations });
					await here.app.db
						.updateTable('practiceSection')
						.set({ value, done: true })
						.where('practiceId', '=', id)
						.where('key', '=', 'consent')
						.execute();
				}
				const bundle = await buffer((await exportBundle(ctx, [code], undefined)).stream);
				const { opened, refused } = await takeIn(bundle);
				expect(refused).toEqual([]);
				expect(opened).toMatchObject([{ isKnown: false }]);
				const [before, after] = [await shownOf(here, code), await shownOf(there, opened[0]?.code ?? '')];
				const withoutIds = (shown: typeof before) => ({
					...shown,
					layers: {
						...shown.layers,
						consent: {
							...shown.layers.consent,
							authorisations: shown.layers.consent.authorisations.map(({ note, attachmentId }) => [note, attachmentId !== null])
						}
					}
				});
				expect(withoutIds(after)).toEqual(withoutIds(before));
				for (const { sha256 } of after.attachments) expect(await there.app.files.get(sha256)).toEqual(await here.app.files.get(sha256));
				const again = await takeIn(await buffer((await exportBundle(ctx, [code], undefined)).stream));
				expect(again.opened).toMatchObject([{ isKnown: true, code: opened[0]?.code }]);
			}),
			{ numRuns: 25 }
		);
	});

	it('without what only its documenters see, when everybody takes it home', async () => {
		const ctx = here.ctx();
		const confirmedBy = await insertPerson(here.app.db, 'confirma@example.org', ['secretariat']);
		const file = async (text: string, more: object) => ({
			...{ id: randomUUID(), key: 'results' as const, name: `${text}.txt`, mediaType: 'text/plain', bytes: text.length, isInvented: false },
			...{ sha256: await here.app.files.put(bytesOf(text)), visibility: 'public' as const, screened: true },
			...more
		});
		const attachments = [
			await file('abierto', {}),
			await file('sin revisar', { screened: false }),
			await file('interno', { visibility: 'assessors' })
		];
		const contact = { name: 'Ana Inventada', email: 'ana@example.org', phone: '5' };
		const given = {
			fields: { title: 'Una práctica pública inventada', results: '- uno\n- dos' },
			layers: {
				contact,
				consent: { truthful: true, licence: 'CC-BY-4.0', authorisations: [] },
				themes: [],
				reach: { people: 7, note: '' }
			},
			...{ attachments, isInvented: true, class: 'good' as const, unmet: [] }
		};
		const { code } = await insertPublished(ctx, confirmedBy, given);
		const anonymous = here.ctx({ kind: 'anonymous' });
		const document = await practiceDocument(anonymous, code, undefined);
		expect(document).toMatchObject({
			scope: 'public',
			source: { code, version: 1, licence: 'CC-BY-4.0' },
			verdict: { class: 'good' },
			isInvented: true
		});
		expect(JSON.stringify(document)).not.toMatch(/Ana Inventada|ana@example|sin revisar|interno/);
		await expect(practiceDocument(anonymous, code, 'whole')).rejects.toMatchObject({ code: 'notFound' });
		expect(await practiceDocument(ctx, code, 'whole')).toMatchObject({ scope: 'whole', layers: { contact }, history: [{ number: 1 }] });

		const bundle = await buffer((await exportBundle(anonymous, [code], undefined)).stream);
		const { practices, failures } = await bring('practica.zip', bundle);
		expect(failures).toEqual([]);
		expect(practices[0]?.warnings).toEqual([{ code: 'verdictIgnored', detail: 'good' }]);
		const { practice, content } = await readDraft(there.ctx(), practices[0]?.code ?? '');
		expect(practice).toMatchObject({ state: 'draft', isInvented: true });
		expect(content).toMatchObject({
			fields: document.fields,
			layers: document.layers,
			attachments: [{ name: 'abierto.txt', visibility: 'public', screened: false }]
		});
		expect(await there.app.db.selectFrom('verdict').select('id').execute()).toEqual([]);
		expect(await here.app.db.selectFrom('catalogueEntry').select('code').execute()).toHaveLength(1);
	});

	it('as lines, in batches that are recognised when they come again, each bad line by itself', async () => {
		const out = buffer(practicesToNdjson(here.ctx({ kind: 'anonymous' }), anything));
		expect(
			(await out)
				.toString()
				.trim()
				.split('\n')
				.map((line) => PracticeDocument.parse(JSON.parse(line)).fields.title)
		).toEqual(['Una práctica pública inventada']);
		const good = Array.from({ length: 450 }, () => jsonOf());
		const file = [
			...good.slice(0, 3),
			'{"format": 1',
			'',
			jsonOf({ fields: { title: 7 } }),
			jsonOf({ fields: { title: 'nulo \0' } }),
			...good.slice(3),
			good[0]
		].join('\r\n');
		const first = await lines(file);
		const refused = first.flatMap((outcome) => (outcome.ok ? [] : [[outcome.line, outcome.reason.code]]));
		expect(refused).toEqual([
			[4, 'fileDamaged'],
			[6, 'invalidInput'],
			[7, 'invalidInput']
		]);
		const made = first.filter((outcome) => outcome.ok);
		expect(made.filter(({ isKnown }) => isKnown)).toMatchObject([{ line: 455 }]);
		expect(new Set(made.map(({ code }) => code)).size).toBe(450);
		const again = await lines(file);
		expect(again.filter((outcome) => outcome.ok).every(({ isKnown }) => isKnown)).toBe(true);
		const acts = await there.app.db
			.selectFrom('journal')
			.select(['subjectId'])
			.where('act', '=', 'practice.import')
			.where('subjectKind', '=', 'practice')
			.execute();
		const told = new Set(acts.map(({ subjectId }) => subjectId));
		expect(made.filter(({ code }) => !told.has(code))).toEqual([]);
		expect(await lines(jsonOf(), { dryRun: true })).toMatchObject([{ ok: true, code: null }]);
	});

	it('in a batch, where the lines that could not be read are named', async () => {
		const file = [jsonOf(), '{"format":"acervo-practice/2"}', '{', jsonOf()].join('\n');
		const id = await startBatch(there.ctx(), [{ name: 'lineas.ndjson', bytes: bytesOf(file) }]);
		await readNext(there.app);
		const [read] = (await readBatch(there.ctx(), id)).files;
		expect(read).toMatchObject({ state: 'created', practices: [{}, {}] });
		expect(read?.parts).toEqual([
			{ place: '2', reason: 'otherFormatVersion' },
			{ place: '3', reason: 'fileDamaged' }
		]);
		const { failures } = await bring('nada.ndjson', bytesOf('{"\n'.repeat(5_000)));
		expect(failures).toHaveLength(1_000);
	});

	it('and several together, with what is wrong in one harming no other', async () => {
		const wrong = jsonOf({ attachments: [attachment('otra cosa', { sha256: 'a'.repeat(64) })] });
		const several = zipSync({
			'practices/X-1/practice.json': bytesOf(jsonOf({ attachments: [attachment('evidencia inventada')] })),
			[`practices/X-1/attachments/${sha256Of('evidencia inventada')}`]: bytesOf('evidencia inventada'),
			'practices/X-2/practice.json': bytesOf(wrong),
			[`practices/X-2/attachments/${'a'.repeat(64)}`]: bytesOf('otra cosa'),
			'../../fuera.txt': bytesOf('nada'),
			'__MACOSX/practice.json': bytesOf('{}'),
			'dentro.zip': zipSync({ 'practice.json': bytesOf(jsonOf()) })
		});
		const { practices, failures } = await bring('varias.zip', several);
		expect(practices).toMatchObject([{ code: expect.stringMatching(/^AC-/) }]);
		expect(failures).toMatchObject([{ place: 'practices/X-2/practice.json', reason: 'fileDamaged' }]);
		const { content } = await readDraft(there.ctx(), practices[0]?.code ?? '');
		expect(content.attachments).toMatchObject([{ name: 'lista.txt', screened: false }]);
	});
});

const sha256Of = (text: string) => createHash('sha256').update(text).digest('hex');
function attachment(text: string, more: object = {}) {
	return {
		...{
			id: randomUUID(),
			key: 'results',
			name: 'lista.txt',
			mediaType: 'text/plain',
			bytes: bytesOf(text).length,
			sha256: sha256Of(text)
		},
		...{ visibility: 'public', screened: true, isInvented: true },
		...more
	};
}

describe('institutions', () => {
	const institution = (name: string, more: object = {}) => ({ id: randomUUID(), name, ...more });

	it('are recognised by a whole spelling, added with those they belong to by whoever may, and stay text for others', async () => {
		const known = await insertInstitution(there.app.db, 'servicio inventado de empleo', ['sie']);
		const parent = institution('Ministerio Inventado', { implements: false, country: 'GT', level: 'national' });
		const office = institution('Oficina Inventada del Sur', { aliases: ['OIS'], parentId: parent.id, country: 'GT', level: 'state' });
		const spelled = institution('Servicio Inventado de Émpleo (Nacional)', { aliases: ['SIE'] });
		const alike = institution('Servicio Inventado de Empleos');
		const change = {
			institutions: [office, parent, spelled, alike],
			fields: { title: 't', institutions: 'Con la Oficina Inventada del Sur' }
		};

		const authorId = await insertPerson(there.app.db, 'autora@example.org', ['author']);
		const author: Actor = { kind: 'person', id: authorId, name: 'Autora', roles: ['author'], institutionIds: [] };
		const [asAuthor] = (await bring('a.json', bytesOf(jsonOf(change)), author)).practices;
		expect(asAuthor?.institutionIds).toEqual([known]);
		expect(asAuthor?.warnings.map(({ code, detail }) => [code, detail])).toEqual([
			['institutionUnknown', office.name],
			['institutionUnknown', alike.name]
		]);
		// The one that its own text names already is not written down twice.
		expect(asAuthor?.unplaced).toEqual([{ text: alike.name, origin: 'institutions' }]);

		const [asOperator] = (await bring('b.json', bytesOf(jsonOf(change)))).practices;
		const { content } = await readDraft(there.ctx(), asOperator?.code ?? '');
		expect(content.institutions.map(({ name }) => name).sort()).toEqual([office.name, alike.name, 'servicio inventado de empleo'].sort());
		const rows = await there.app.db.selectFrom('institution').selectAll().where('country', '=', 'GT').execute();
		const added = rows.find(({ name }) => name === office.name);
		expect(added).toMatchObject({ level: 'state', parentId: rows.find(({ name }) => name === parent.name)?.id });

		const elsewhere = institution(office.name, { country: 'HN' });
		const both = institution('Alianza Inventada', { aliases: ['OIS', 'SIE'] });
		const [doubtful] = (await bring('c.json', bytesOf(jsonOf({ institutions: [elsewhere, both] })))).practices;
		expect(doubtful).toMatchObject({ institutionIds: [], warnings: [{ code: 'institutionDoubtful' }, { code: 'institutionDoubtful' }] });
	});
});

describe('what was tampered with', () => {
	it.each<[string, Uint8Array, string]>([
		['another version', bytesOf(jsonOf({ format: 'acervo-practice/2' })), 'otherFormatVersion'],
		['another format', bytesOf('{"@context": "https://schema.org"}'), 'fileNoForm'],
		['no object inside', bytesOf(`{"a":${'['.repeat(100_000)}${']'.repeat(100_000)}}`), 'fileNoForm'],
		[
			'nesting in a place of its own',
			bytesOf(jsonOf().replace('"fields"', `"x":${'['.repeat(50_000)}${']'.repeat(50_000)},"fields"`)),
			'ignored x'
		],
		['a key twice', bytesOf(jsonOf().replace('"edition"', '"edition":"otra/9","edition"')), 'keyTwice'],
		['a key twice, spelled differently', bytesOf(jsonOf().replace('"title"', '"\\u0074itle":"otro","title"')), 'keyTwice'],
		[
			'a number without measure',
			bytesOf(jsonOf({ layers: { ...emptyLayers, reach: { people: 5, note: '' } } }).replace('"people":5', '"people":1e999')),
			'invalidInput'
		],
		['a prototype', bytesOf(jsonOf().replace('"fields":{', '"fields":{"__proto__":{"x":1},')), 'ignored fields.__proto__'],
		['an edition that is not here', bytesOf(jsonOf({ edition: 'otra/9' })), 'editionUnknown'],
		['cut short', bytesOf(jsonOf().slice(0, -9)), 'fileDamaged'],
		['not a text', Buffer.concat([bytesOf('{"format": "'), Buffer.from([0xff, 0xfe]), bytesOf('"}')]), 'fileDamaged'],
		['too much text', bytesOf(jsonOf({ fields: { title: 'x'.repeat(9_000_000) } })), 'fileTooLarge'],
		['half a character', bytesOf(jsonOf().replace('Práctica', '\\ud800')), 'invalidInput'],
		['an archive cut short', zipSync({ 'practice.json': bytesOf(jsonOf()) }).subarray(0, 200), 'fileDamaged'],
		['an archive of something else', zipSync({ '../practice.txt': bytesOf('x') }), 'fileTypeUnknown']
	])('%s', async (_name, bytes, reason) => {
		const { practices, failures } = await bring('x', bytes);
		const place = reason.startsWith('ignored ') ? reason.slice('ignored '.length) : undefined;
		expect(failures.map((failure) => failure.reason)).toEqual(place ? [] : [reason]);
		expect(practices.map(({ warnings }) => warnings)).toEqual(place ? [[{ code: 'keyIgnored', detail: place }]] : []);
		expect(({} as Record<string, unknown>).x).toBeUndefined();
	});

	it('terms of no vocabulary and files of no accepted kind are left beside the text, with a word about it', async () => {
		const layers = { ...emptyLayers, groups: ['refugee', 'marcianos'], dimensions: { rara: { state: 'x', reason: 'porque sí' } } };
		const program = 'MZ programa';
		const bundle = zipSync({
			'practice.json': bytesOf(
				jsonOf({
					layers,
					attachments: [attachment(program, { name: 'a.exe' }), attachment('no vino'), attachment(program, { key: 'consent' })]
				})
			),
			[`attachments/${sha256Of(program)}`]: bytesOf(program)
		});
		const [practice] = (await bring('rara.zip', bundle)).practices;
		expect(practice?.warnings.map(({ code, detail }) => `${code} ${detail}`)).toEqual([
			'termUnknown groups: marcianos',
			'termUnknown dimensions: rara',
			'termUnknown dimensions: x',
			'attachmentRefused a.exe (fileUnsafe)',
			'attachmentMissing lista.txt',
			'attachmentRefused lista.txt (invalidInput)'
		]);
		expect(practice?.unplaced.map(({ text }) => text)).toEqual(['marcianos', 'rara: porque sí', 'x']);
		const { content } = await readDraft(there.ctx(), practice?.code ?? '');
		expect(content.layers).toMatchObject({ groups: ['refugee'], dimensions: {} });
	});

	const hostile = path.resolve(import.meta.dirname, '../../../../shared/examples/hostile');
	it.skipIf(!existsSync(hostile))('the samples collected elsewhere make no practice', async () => {
		for (const name of [
			'h003-nested-bomb-5-levels.zip',
			'h083-zip-slip-win.zip',
			'h093-deep-nesting.json',
			'h113-jsonld-remote-context.jsonld',
			'h066-quine.gz'
		])
			expect((await bring(name, readFileSync(path.join(hostile, name)))).practices, name).toEqual([]);
	});
});

/** Debian's own, where the packages of apt-get stand; a `python3` earlier in the path may not know them. */
const python = ['/usr/bin/python3', 'python3'].find((program) => spawnSync(program, ['-c', 'import jsonschema']).status === 0);
const validator = `
import json, sys, jsonschema
given = json.load(sys.stdin)
jsonschema.Draft202012Validator.check_schema(given["schema"])
validator = jsonschema.Draft202012Validator(given["schema"])
print(json.dumps([validator.is_valid(document) for document in given["documents"]]))`;

describe('the published schema', () => {
	const broken = () => [
		documentOf({ format: 'acervo-practice/2' }),
		documentOf({ fields: { otro: 'x' } }),
		documentOf({ source: {} }),
		documentOf({ layers: {} }),
		documentOf({ attachments: [attachment('x', { sha256: 'y' })] })
	];
	async function exported(): Promise<object[]> {
		const lines = (await buffer(practicesToNdjson(here.ctx(), anything))).toString().trim().split('\n');
		const drafts = await here.app.db.selectFrom('practice').select('code').limit(30).execute();
		const wholes = await Promise.all(drafts.map(({ code }) => practiceDocument(here.ctx(), code, 'whole')));
		return [...lines.map((line) => JSON.parse(line)), ...wholes, documentOf()];
	}
	const published = async () => (await createApi(here.app).request('/api/v1/schemas/practice.json')).json();

	it('is asked for by its address, and read back it accepts what is exported and refuses what the import refuses', async () => {
		const schema = await published();
		expect(schema).toMatchObject({
			$schema: 'https://json-schema.org/draft/2020-12/schema',
			$id: expect.stringMatching(/\/api\/v1\/schemas\/practice\.json$/)
		});
		const reader = z.fromJSONSchema(schema);
		expect((await exported()).map((document) => reader.safeParse(document).error)).toEqual((await exported()).map(() => undefined));
		expect(broken().map((document) => reader.safeParse(document).success)).toEqual(broken().map(() => false));
	});

	it.skipIf(python === undefined)('means the same to a validator that is none of ours (needs python3-jsonschema)', async () => {
		const [schema, documents] = [await published(), await exported()];
		const input = JSON.stringify({ schema, documents: [...documents, ...broken()] });
		const { stdout, stderr } = spawnSync(python ?? '', ['-c', validator], { input, encoding: 'utf8' });
		expect(stderr).toBe('');
		expect(JSON.parse(stdout)).toEqual([...documents.map(() => true), ...broken().map(() => false)]);
	});

	it('and a bundle leaves by the API for whoever may read the practice', async () => {
		const [{ code: open } = { code: '' }] = await here.app.db.selectFrom('catalogueEntry').select('code').execute();
		const [{ code: closed } = { code: '' }] = await here.app.db
			.selectFrom('practice')
			.select('code')
			.where('state', '=', 'draft')
			.execute();
		const ask = (code: string) => createApi(here.app).request(`/api/v1/practices/${code}/export/zip`);
		const answer = await ask(open);
		expect(answer.headers.get('content-type')).toBe('application/zip');
		expect((await takeIn(new Uint8Array(await answer.arrayBuffer()))).refused).toEqual([]);
		expect((await ask(closed)).status).toBe(404);
	});
});
