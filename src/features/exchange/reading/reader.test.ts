import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { getEdition } from '#features/methodology/rules.ts';
import { type FieldKey, fieldKeys } from '#features/methodology/schema.ts';
import { loadEditions } from '#features/methodology/store.server.ts';
import { docxOf, item, numberingParts, p, tbl, tc, tr } from '#platform/documents/docx.fixture.ts';
import { declaredClassOf, labelBook, matchLabel } from '../rules/labels.ts';
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
		expect(practice?.origins.title).toEqual({ origin: 'table 1, row 1', confidence: 0.95 });
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
			]
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
		expect(matchLabel(book, text, true)?.key).toBe(key);
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
