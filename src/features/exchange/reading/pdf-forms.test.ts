// The form printed as PDF by several programs, with tags and without: reading it gives the practice that was printed.
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { NodeCompiler } from '@myriaddreamin/typst-ts-node-compiler';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { getEdition } from '#features/methodology/rules/edition.ts';
import { type DeclaredClass, type FieldKey, fieldKeys } from '#features/methodology/schema.ts';
import { loadEditions } from '#features/methodology/store.server.ts';
import { emptyLayers } from '#features/practices/schema.ts';
import { parseMarkdown, toMarkdown } from '#platform/documents/markdown.ts';
import type { Block, RichText, Run } from '#platform/documents/rich-text.ts';
import { openTestApp, type TestApp } from '../../../../test/app.ts';
import { temporaryFolder } from '../../../../test/temporary.ts';
import type { PublishedDocument } from '../schema.ts';
import { practiceToPdf } from '../writing/pdf.server.ts';
import { practiceToWord } from '../writing/word.server.ts';
import { readFileHere } from './reading-here.server.ts';

const root = join(import.meta.dirname, '../../../..');
const edition = getEdition(loadEditions(root), 'redlac-2021/1');
const seed = join(root, '../shared/seed/expected.json');
const hasLibreOffice = spawnSync('soffice', ['--version']).error === undefined;
const minute = 60_000;

type Written = { declaredClass: DeclaredClass; fields: Record<FieldKey, string> };
const text = (key: FieldKey) =>
	`Texto de **${key}** con un [enlace](https://example.org/?a=1&b=2), «señas» y algo más para que la línea no quepa entera en la celda.\n\nOtro párrafo, *breve*.\n\n- uno de ${key}\n  1. dos\n  2. tres, que es tan largo que tiene que seguir en otra línea de la misma celda, y aún más\n- cuatro\n\nFin de ${key}.`;
const generated: Written = {
	declaredClass: 'good',
	fields: {
		...(Object.fromEntries(fieldKeys.map((key) => [key, toMarkdown(parseMarkdown(text(key)))])) as Record<FieldKey, string>),
		title: 'Ruta de empleo en la frontera'
	}
};
const practices: [string, Written][] = [
	['a generated practice', generated],
	...(existsSync(seed) ? [['the official example', JSON.parse(readFileSync(seed, 'utf8'))] as [string, Written]] : [])
];

const press = NodeCompiler.create({
	workspace: root,
	fontArgs: [
		{
			fontBlobs: ['400Regular', '400Regular_Italic', '700Bold'].map((face) =>
				readFileSync(join(root, `node_modules/@expo-google-fonts/noto-sans/${face}/NotoSans_${face}.ttf`))
			)
		}
	]
});

function typst(source: string, pdfTags: boolean): Uint8Array {
	const setting =
		'#set text(font: "Noto Sans", lang: "es", size: 10pt)\n#set page(footer: context counter(page).display("1 / 1", both: true))\n';
	const { result } = press.compile({ mainFileContent: setting + source });
	if (!result) throw new Error('Typst refused the source of the test');
	return new Uint8Array(press.pdf(result, { pdfTags }));
}

const words = (content: string) => `#text(${JSON.stringify(content)})`;
const runs = (list: Run[]) =>
	list
		.map(({ text: content, bold, italic, href }) => {
			const styled = `${bold ? '#strong[' : ''}${italic ? '#emph[' : ''}${words(content)}${italic ? ']' : ''}${bold ? ']' : ''}`;
			return href ? `#link(${JSON.stringify(href)})[${styled}]` : styled;
		})
		.join('');
const block = (each: Block): string =>
	each.kind === 'paragraph'
		? runs(each.runs)
		: `#${each.ordered ? 'enum' : 'list'}(${each.items.map((item) => `[${runs(item.runs)}${item.blocks.map((inner) => `\n\n${block(inner)}`).join('')}]`).join(', ')})`;
const blocks = (content: RichText) => content.map(block).join('\n\n');

const label = (key: FieldKey) => edition.fields.find((field) => field.key === key);
const name = (key: FieldKey) => label(key)?.name.es ?? '';
const prompt = (key: FieldKey) => label(key)?.prompt?.es ?? '';
const value = (practice: Written, key: FieldKey) => blocks(parseMarkdown(practice.fields[key]));
const head = ({ declaredClass }: Written) =>
	`#align(center)[#text(size: 14pt, weight: "bold")[FORMATO PARA DOCUMENTAR BUENAS PRÁCTICAS]]\n\n#text(weight: "bold")[${edition.form.heading[declaredClass].es}]\n\n`;
const labelCell = (key: FieldKey) => `[*${words(name(key))}*${prompt(key) ? `\n\n${words(prompt(key))}` : ''}]`;
const rows = (practice: Written) => fieldKeys.map((key) => `${labelCell(key)}, [${value(practice, key)}]`).join(',\n');

const layouts: Record<string, (practice: Written) => string> = {
	'two columns with lines': (practice) => `${head(practice)}#table(columns: (30%, 1fr), inset: 6pt, ${rows(practice)})`,
	'two columns with lines across only': (practice) =>
		`${head(practice)}#table(columns: (30%, 1fr), inset: 6pt, stroke: (x: none, y: 0.5pt), ${rows(practice)})`,
	'one table per field': (practice) =>
		head(practice) +
		fieldKeys.map((key) => `#table(columns: (30%, 1fr), inset: 6pt, ${labelCell(key)}, [${value(practice, key)}])`).join('\n\n'),
	'label above value': (practice) =>
		`${head(practice)}#table(columns: 1fr, inset: 6pt, ${fieldKeys.map((key) => `${labelCell(key)}, [${value(practice, key)}]`).join(',\n')})`,
	headings: (practice) =>
		head(practice) +
		fieldKeys
			.map((key) => `#heading[${words(name(key))}]\n${prompt(key) ? `${words(prompt(key))}\n\n` : ''}${value(practice, key)}`)
			.join('\n\n')
};
/** Without lines and without tags the rows are told by their places alone. */
const withoutLines = (practice: Written) =>
	`${head(practice)}#grid(columns: (30%, 1fr), column-gutter: 1em, row-gutter: 1.6em, ${rows(practice)})`;

async function read(bytes: Uint8Array) {
	const result = await readFileHere({ bytes, edition });
	if (!result.ok) throw new Error(result.why);
	const [practice] = result.practices;
	if (!practice) throw new Error('no practice was read');
	return practice;
}

const documentOf = ({ declaredClass, fields }: Written, verdict: PublishedDocument['verdict'] = null): PublishedDocument => ({
	code: 'AC-0001',
	version: 1,
	content: { edition: edition.id, declaredClass, fields, layers: emptyLayers, institutions: [], attachments: [] },
	isInvented: true,
	isExample: false,
	verdict
});

describe.each(practices)('%s', (_, practice) => {
	it.each(Object.keys(layouts).flatMap((layout) => [true, false].map((isTagged): [string, boolean] => [layout, isTagged])))(
		'comes back from a PDF with %s (tagged: %s)',
		async (layout, isTagged) => {
			expect(await read(typst(layouts[layout]?.(practice) ?? '', isTagged))).toMatchObject({ ...practice, unplaced: [] });
		}
	);

	it('comes back from two columns without lines or tags', async () => {
		expect(await read(typst(withoutLines(practice), false))).toMatchObject({ ...practice, unplaced: [] });
	});
});

describe.skipIf(!hasLibreOffice)('our Word form printed by LibreOffice (needs soffice)', () => {
	let folder = '';
	beforeAll(async () => {
		folder = await temporaryFolder();
	});
	afterAll(() => rm(folder, { recursive: true, force: true }));

	it.each(
		practices.flatMap(([title, practice]) => [true, false].map((isTagged): [string, boolean, Written] => [title, isTagged, practice]))
	)(
		'%s, tagged: %s',
		async (title, isTagged, practice) => {
			const file = join(folder, `${title.replaceAll(' ', '-')}-${isTagged}`);
			await writeFile(`${file}.docx`, await practiceToWord(documentOf(practice), edition, 'es'));
			const options = JSON.stringify({ UseTaggedPDF: { type: 'boolean', value: String(isTagged) } });
			const profile = `-env:UserInstallation=${pathToFileURL(join(folder, 'profile')).href}`;
			spawnSync('soffice', [profile, '--headless', '--convert-to', `pdf:writer_pdf_Export:${options}`, '--outdir', folder, `${file}.docx`]);
			expect(await read(await readFile(`${file}.pdf`))).toMatchObject(practice);
		},
		2 * minute
	);
});

describe('the practice as we print it', () => {
	let test: TestApp;
	beforeAll(async () => {
		test = await openTestApp();
	}, minute);
	afterAll(() => test.remove());

	it.each(practices)(
		'%s comes back in the fields that its headings name',
		async (_, practice) => {
			const printed = await practiceToPdf(documentOf(practice), { app: test.app, locale: 'es' });
			const { fields } = await read(printed);
			for (const key of fieldKeys.filter((each) => each !== 'institutions')) expect(fields[key]).toBe(practice.fields[key]);
		},
		minute
	);

	it(
		'keeps the reasons of a verdict out of the fields',
		async () => {
			const verdict: PublishedDocument['verdict'] = {
				class: 'promising',
				edition: edition.id,
				conditional: false,
				confirmedAt: '2026-10-05',
				validUntil: null,
				isInvented: true,
				criteria: edition.criteria.map(({ key }) => ({
					key,
					met: key !== 'results',
					levels: [],
					wording: 'Razón inventada.\n\n- Primera razón'
				}))
			};
			const printed = await practiceToPdf(documentOf(generated, verdict), { app: test.app, locale: 'es' });
			const { fields } = await read(printed);
			for (const key of fieldKeys) expect(fields[key]).not.toContain('azón');
		},
		minute
	);
});
