import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { getEdition } from '#features/methodology/rules/edition.ts';
import { type FieldKey, fieldKeys } from '#features/methodology/schema.ts';
import { loadEditions } from '#features/methodology/store.server.ts';
import { docxOf, item, numberingParts, p, tbl, tc, tr } from '#platform/documents/docx/docx.fixture.ts';
import { declaredClassOf } from '../rules/form/declared.ts';
import { labelBook, matchLabel } from '../rules/form/labels.ts';
import { readFile, stopReading } from './reading.server.ts';
import { readFileHere } from './reading-here.server.ts';

const root = join(import.meta.dirname, '../../../..');
const edition = getEdition(loadEditions(root), 'redlac-2021/1');
const book = labelBook(edition);
afterAll(stopReading);

const name = (key: FieldKey) => edition.fields.find((field) => field.key === key)?.name.es ?? '';
const prompt = (key: FieldKey) => edition.fields.find((field) => field.key === key)?.prompt?.es ?? '';
/** A value with a paragraph, a nested list and the name of another field as a word in it. */
const body = (key: FieldKey) => [p(`Texto de ${key}. Sostenibilidad`), item(`uno de ${key}`), item('dos', 1), item('tres')].join('');
const answer = (key: FieldKey) => `Texto de ${key}. Sostenibilidad\n\n- uno de ${key}\n  - dos\n- tres`;
const answers = Object.fromEntries(fieldKeys.map((key) => [key, answer(key)])) as Record<FieldKey, string>;
const label = (key: FieldKey) => p(name(key)) + (prompt(key) ? p(prompt(key)) : '');
const heading = (text: string) => `<w:p><w:pPr><w:pStyle w:val="h"/></w:pPr><w:r><w:t>${text}</w:t></w:r></w:p>`;
const headingStyle = {
	'word/styles.xml':
		'<w:styles xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:style w:styleId="h"><w:name w:val="heading 2"/></w:style></w:styles>'
};
const stylesRelation = numberingParts['word/_rels/document.xml.rels'].replace(
	'</Relationships>',
	'<Relationship Id="s" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/styles" Target="styles.xml"/></Relationships>'
);
const parts = { ...numberingParts, ...headingStyle, 'word/_rels/document.xml.rels': stylesRelation };

const rows = (cells: (key: FieldKey) => string) => fieldKeys.map((key) => tr(cells(key))).join('');
const cutPrompt = (key: FieldKey): [string, string] => {
	const words = prompt(key).split(' ');
	return [words.slice(0, 4).join(' '), words.slice(4).join(' ')];
};

const layouts: Record<string, string> = {
	'two columns, label and prompt left': tbl(rows((key) => tc(label(key)) + tc(body(key)))),
	'one table per field': fieldKeys.map((key) => tbl(tr(tc(label(key)), tc(body(key)))) + p('')).join(''),
	'label above value in rows of one cell': tbl(fieldKeys.map((key) => tr(tc(label(key))) + tr(tc(body(key)))).join('')),
	'label and value in one cell': tbl(rows((key) => tc(label(key) + body(key)))),
	'everything in one cell': tbl(tr(tc(fieldKeys.map((key) => label(key) + body(key)).join('')))),
	'a number column in front': tbl(
		fieldKeys.map((key, i) => tr(tc(String(i + 1)), tc(`${i + 1}. ${name(key).toUpperCase()}:`), tc(body(key)))).join('')
	),
	'form nested in a layout table': tbl(tr(tc('', tbl(rows((key) => tc(label(key)) + tc(body(key))))), tc(''))),
	'two fields side by side': tbl(
		[0, 2, 4, 6].map((i) => tr(...fieldKeys.slice(i, i + 2).flatMap((key) => [tc(label(key)), tc(body(key))]))).join('')
	),
	'labels as columns': tbl(tr(...fieldKeys.map((key) => tc(label(key)))), tr(...fieldKeys.map((key) => tc(body(key))))),
	'headings instead of tables': fieldKeys.map((key) => heading(name(key)) + (prompt(key) ? p(prompt(key)) : '') + body(key)).join(''),
	'label before a colon': fieldKeys
		.map((key) => p(`${name(key)}: Texto de ${key}. Sostenibilidad`) + body(key).slice(p(`Texto de ${key}. Sostenibilidad`).length))
		.join(''),
	'rows cut by a page break, prompts too': tbl(
		fieldKeys
			.map((key) => {
				const [start, rest] = cutPrompt(key);
				const [first, ...others] = [p(`Texto de ${key}. Sostenibilidad`), item(`uno de ${key}`) + item('dos', 1) + item('tres')];
				return tr(tc(`${name(key)} ${start}`), tc(first ?? '')) + tr(tc(rest), tc(others.join('')));
			})
			.join('')
	),
	'labels merged downwards': tbl(
		fieldKeys
			.map(
				(key) =>
					tr(tc(label(key)), tc(p(`Texto de ${key}. Sostenibilidad`))) +
					tr('<w:tc><w:tcPr><w:vMerge/></w:tcPr><w:p/></w:tc>', tc(item(`uno de ${key}`) + item('dos', 1) + item('tres')))
			)
			.join('')
	)
};

describe('readForm', () => {
	it.each(Object.entries(layouts))('reads the same practice from: %s', async (_, layout) => {
		const read = await readFileHere({
			bytes: docxOf(p('FORMATO PARA DOCUMENTAR BUENAS PRÁCTICAS') + p('Práctica prometedora') + layout, parts),
			edition
		});
		expect(read).toMatchObject({ ok: true, practices: [{ declaredClass: 'promising', fields: answers, unplaced: [] }] });
	});

	it('shows what found no place, and says what it doubts', async () => {
		const table = tbl(
			tr(tc('Título'), tc('Una práctica')),
			tr(tc('Presupuesto'), tc('1 000 pesos')),
			tr(tc('Impacto positivo de esta acción'), tc('Mucho')),
			tr(tc(''), tc('Más')),
			tr(tc('Sostenibilidad'), tc(''))
		);
		const read = await readFileHere({ bytes: docxOf(`${table}${p('Al final')}`), edition });
		if (!read.ok) throw new Error(read.why);
		const [practice] = read.practices;
		expect(practice?.fields).toMatchObject({ title: 'Una práctica', impact: 'Mucho\n\nMás', sustainability: '' });
		expect(practice?.unplaced).toEqual([
			{ text: 'Presupuesto | 1 000 pesos', origin: 'table 1, row 2' },
			{ text: 'Al final', origin: 'paragraph 11' }
		]);
		expect(practice?.warnings.map(({ code, key }) => `${code} ${key}`)).toEqual(
			expect.arrayContaining(['labelUncertain impact', 'rowWithoutLabel impact', 'fieldEmpty sustainability', 'fieldMissing description'])
		);
		expect(practice?.origins.title).toEqual({ origin: 'table 1, row 1, cell 2', confidence: 0.95 });
	});

	it('refuses what is no form, with its labels and values', async () => {
		const read = await readFileHere({
			bytes: docxOf(tbl(tr(tc('Nombre'), tc('Viaje')), tr(tc('Fecha'), tc('1 de mayo'), tc('Lugar'))) + p('Costo: 100')),
			edition
		});
		expect(read).toEqual({
			ok: false,
			why: 'fileNoForm',
			pairs: [
				['Nombre', 'Viaje'],
				['Fecha', '1 de mayo | Lugar'],
				['Costo', '100']
			],
			seems: 'unknown',
			languages: []
		});
	});

	it('does not take the printed definitions for a form', async () => {
		const printed = edition.criteria.flatMap((criterion) => [criterion.name.es, criterion.definition.es]).join('\n\n');
		expect(await readFileHere({ bytes: Buffer.from(`${printed}\n\n${edition.rule.es}`), edition })).toMatchObject({
			ok: false,
			why: 'fileNoForm'
		});
	});

	it('keeps a text longer than a field in full, unplaced', async () => {
		const long = 'palabra '.repeat(9_000).trim();
		const read = await readFileHere({
			bytes: docxOf(tbl(tr(tc('Título'), tc('T')), tr(tc('Impacto'), tc('I')), tr(tc('Resultados'), tc(long)))),
			edition
		});
		expect(read).toMatchObject({ ok: true, practices: [{ fields: { results: '' }, unplaced: [{ text: long }] }] });
	});
});

describe('what is not a practice', () => {
	const prose =
		'Esta frase inventada tiene muchas palabras, para que el texto parezca lo que es: un artículo que alguien escribió con calma.';
	const seen = async (bytes: Uint8Array) => {
		const read = await readFileHere({ bytes, edition });
		return read.ok ? 'a practice' : read.seems;
	};

	it.each<[string, string]>([
		['article', `# Una feria\n\n${prose}\n\n${prose}`],
		['guidelines', `# Código de conducta\n\n## Alcance\n\n${prose}\n\n## Resultados\n\n${prose}`],
		['guidelines', `# Guía de buenas prácticas\n\n${prose}\n\n## Problema\n\n${prose}\n\n${prose}`],
		[
			'callForPractices',
			`# Convocatoria 2030\n\n${prose}\n\nReplicable:\n\n${prose}\n\nSostenibilidad:\n\n${prose}\n\nResultados:\n\n${prose}`
		],
		[
			'programming',
			`# Buenas prácticas\n\n## Descripción\n\n${prose} Use git y un linter.\n\n## Problema\n\nimport a from 'b';\nconst x = f(1);\nfunction g() {\n}\n\n## Resultados\n\n${prose}`
		],
		['chat', '0:0:0.0 --> 0:0:1.5\nAna\nHola\n0:0:3.2 --> 0:0:4.2\nBeto\nAdiós'],
		['unknown', 'Una línea suelta']
	])('seems %s', async (seems, content) => expect(await seen(Buffer.from(content))).toBe(seems));

	it('seems a blank form, or a form of another kind', async () => {
		expect(await seen(docxOf(tbl(rows((key) => tc(label(key)) + tc('')))))).toBe('emptyForm');
		const other = ['Solicitante', 'Fecha', 'Destino', 'Motivo', 'Costo'].map((each) => tr(tc(each), tc('dato')));
		expect(await seen(docxOf(tbl(...other)))).toBe('anotherForm');
	});

	it('gives every label and value in order: groups, pairs side by side, boxes of one digit, headings', async () => {
		const below = '<w:tc><w:tcPr><w:vMerge/></w:tcPr><w:p/></w:tc>';
		const form = tbl(
			tr(tc('SOLICITANTE'), tc('NOMBRE'), tc('Ana')),
			tr(below, tc('CÓDIGO'), tc('5'), tc('0')),
			tr(tc('PAÍS:'), tc('Chile'), tc('AÑO:'), tc('2030')),
			tr(tc('', tbl(tr(tc('Dentro'), tc('sí')))))
		);
		const read = await readFileHere({
			bytes: docxOf(`${form}${heading('Motivo')}${p('Uno')}${item('dos')}${p('Lugar: Lima')}`, parts),
			edition
		});
		expect(read).toMatchObject({
			ok: false,
			pairs: [
				['SOLICITANTE', ''],
				['NOMBRE', 'Ana'],
				['CÓDIGO', '50'],
				['PAÍS:', 'Chile'],
				['AÑO:', '2030'],
				['Dentro', 'sí'],
				['Motivo', 'Uno\n- dos'],
				['Lugar', 'Lima']
			]
		});
	});

	it('says what it could not read and which languages it holds', async () => {
		const english = 'This is a sentence of the text that was written in the other language for all of them.';
		const bytes = docxOf(`${p(english.repeat(3))}${p(prose)}<w:altChunk/>`);
		expect(await readFileHere({ bytes, edition })).toMatchObject({ languages: ['en', 'es'], warnings: [{ code: 'textCut' }] });
	});
});

describe('an article', () => {
	const prose =
		'El taller inventado acompañó a cuarenta personas durante un año y al final la mayoría tenía un empleo formal en la ciudad.';

	it('is a draft where headings name fields: title from the heading, the rest kept under its own headings', async () => {
		const text = `# Talleres que abren puertas\n\nPor Ana\n\n## El problema\n\n${prose}\n\n### Detalle\n\nMás.\n\n## Contexto\n\n${prose}\n\n- uno\n\n## Resultados destacados\n\n${prose}`;
		const read = await readFileHere({ bytes: Buffer.from(text), edition });
		if (!read.ok) throw new Error(read.why);
		const [practice] = read.practices;
		expect(practice?.fields).toMatchObject({
			title: 'Talleres que abren puertas',
			problem: `${prose}\n\n**Detalle**\n\nMás.`,
			results: prose
		});
		expect(practice?.origins.title).toMatchObject({ origin: 'line 1', confidence: 0.5 });
		expect(practice?.unplaced.map(({ text }) => text)).toEqual(['Por Ana', `Contexto\n\n${prose}\n- uno`]);
		expect(practice?.warnings.map(({ code, key }) => `${code} ${key}`)).toEqual(
			expect.arrayContaining(['titleFromHeading title', 'labelUncertain results', 'fieldMissing impact'])
		);
		expect(practice?.language).toBe('es');
	});

	it('reads labels in bold before their text, and lines of a record', async () => {
		const text = `# Talleres\n\ntitle: Talleres inventados\ncountry: Chile\nproblem: No había empleo.\n\n**Descripción.** ${prose}\n\n**Costo**. Poco.`;
		expect(await readFileHere({ bytes: Buffer.from(text), edition })).toMatchObject({
			ok: true,
			practices: [
				{
					fields: { title: 'Talleres inventados', problem: 'No había empleo.', description: prose },
					unplaced: [{ text: 'Talleres' }, { text: 'country: Chile' }, { text: 'Costo. Poco.' }]
				}
			]
		});
	});
});

describe('doubts', () => {
	it('names prompts, marks and explanations that were left in place, and takes none for an answer', async () => {
		const table = tbl(
			tr(tc('Título'), tc('N/A')),
			tr(tc('Impacto positivo'), tc('Desarrollar los impactos positivos de esta…', '{{impacto}}', '[escriba aquí]')),
			tr(
				tc('Resultados', 'Máximo una cuartilla, con letra de doce puntos, sin imágenes ni tablas, por favor.'),
				tc('Sugerencia: use cifras', 'Sí hay')
			)
		);
		const read = await readFileHere({ bytes: docxOf(table), edition });
		if (!read.ok) throw new Error(read.why);
		expect(read.practices[0]?.fields).toMatchObject({ title: 'N/A', impact: '', results: 'Sí hay' });
		expect(read.practices[0]?.warnings).toEqual(
			expect.arrayContaining([
				{ code: 'placeholderIgnored', key: 'impact', detail: '{{impacto}}' },
				{ code: 'placeholderIgnored', key: 'results', detail: 'Sugerencia: use cifras' },
				expect.objectContaining({ code: 'promptUnknown', key: 'results' }),
				{ code: 'fieldEmpty', key: 'impact', detail: '' }
			])
		);
	});

	it('puts a comment beside the practice that it stands beside', async () => {
		const comments = {
			'word/_rels/document.xml.rels':
				'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="c" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/comments" Target="comments.xml"/></Relationships>',
			'word/comments.xml': `<w:comments xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:comment w:id="1">${p('¿Fuente?')}</w:comment></w:comments>`
		};
		const form = (title: string, more = '') =>
			tbl(tr(tc('Título'), tc(title)), tr(tc('Impacto'), tc(`<w:p>${more}<w:r><w:t>I</w:t></w:r></w:p>`)), tr(tc('Resultados'), tc('R')));
		const bytes = docxOf(form('Una') + p('') + form('Otra', '<w:commentRangeStart w:id="1"/>'), comments);
		expect(await readFileHere({ bytes, edition })).toMatchObject({
			ok: true,
			practices: [{ notes: [] }, { fields: { title: 'Otra' }, notes: [{ text: '¿Fuente?', origin: 'table 2, row 2, cell 2' }] }]
		});
	});

	it('names fields in another language, and a verdict below the form is no declaration', async () => {
		const spanish = 'La red de talleres acompaña a las personas que llegan y les da un empleo en la ciudad.';
		const english = 'This is what was said about the workshops by those who have been in them for a year.';
		const table = tbl(tr(tc('Título'), tc(spanish)), tr(tc('Problema'), tc(spanish)), tr(tc('Impacto'), tc(english)));
		expect(await readFileHere({ bytes: docxOf(table + p('Buena práctica')), edition })).toMatchObject({
			ok: true,
			practices: [
				{
					declaredClass: null,
					language: 'es',
					origins: { impact: { language: 'en' } },
					unplaced: [{ text: 'Buena práctica' }],
					warnings: expect.arrayContaining([{ code: 'languageMixed', key: 'impact', detail: 'en' }])
				}
			]
		});
	});
});

describe('labels', () => {
	it.each<[string, FieldKey | undefined]>([
		['INSTITUCION QUE LA IMPLEMENTA', 'institutions'],
		['3) Descripción de la buena práctica:', 'description'],
		['Problema que se soluciona o bien oportunidad', 'problem'],
		['Resultados verificablse', 'results'],
		['Durabilité', 'sustainability'],
		['Impacto positivo Desarrollar los impactos positivos de esta', 'impact'],
		['Impacto positivo Describa los impactos positivos, los cambios o mejoras', 'impact'],
		['Resultados de la encuesta anual', undefined],
		['Presupuesto', undefined],
		['la', undefined]
	])('%j names %s', (text, key) => {
		expect(matchLabel(book, text, 'cell')?.key).toBe(key);
	});

	it.each<[string, 'good' | 'promising' | null | undefined]>([
		['BUENA PRÁCTICA', 'good'],
		['Práctica prometedora:', 'promising'],
		['☐ Buena práctica ☒ Práctica prometedora', 'promising'],
		['Buena práctica (x)   Práctica prometedora ( )', 'good'],
		['☐ Buena práctica ☐ Práctica prometedora', null],
		['BUENAS PRÁCTICAS EN MATERIA DE INTEGRACIÓN ECONÓMICA', undefined],
		['FORMATO PARA DOCUMENTAR BUENAS PRÁCTICAS', undefined]
	])('%j declares %s', (text, declared) => {
		expect(declaredClassOf(book, text)).toBe(declared);
	});
});

describe('readFile', () => {
	const seed = join(root, '../shared/seed');
	it.skipIf(!existsSync(seed))('reads the official example word for word, in the worker (needs ../shared/seed)', async () => {
		const expected = JSON.parse(readFileSync(join(seed, 'expected.json'), 'utf8'));
		const read = await readFile({ name: 'formato.txt', bytes: readFileSync(join(seed, 'formato-buenas-practicas.txt')), edition });
		expect(read).toMatchObject({ ok: true, practices: [{ ...expected, unplaced: [], warnings: [] }] });
	});

	it('refuses empty and oversized files before reading them', async () => {
		expect(await readFile({ name: 'a', bytes: new Uint8Array(), edition })).toEqual({ ok: false, why: 'fileEmpty' });
		expect(await readFile({ name: 'a', bytes: new Uint8Array(21 * 1024 * 1024), edition })).toEqual({ ok: false, why: 'fileTooLarge' });
	});
});
