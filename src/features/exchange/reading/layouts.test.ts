// One content in every layout in which forms are found: each must give the same practice.
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { getEdition } from '#features/methodology/rules/edition.ts';
import { type DeclaredClass, type FieldKey, fieldKeys } from '#features/methodology/schema.ts';
import { loadEditions } from '#features/methodology/store.server.ts';
import { docxOf, numberingParts, p, tbl, tc, text, tr } from '#platform/documents/docx/docx.fixture.ts';
import { parseMarkdown, toHtml } from '#platform/documents/markdown.ts';
import type { Block, Run } from '#platform/documents/rich-text.ts';
import type { Locale } from '#platform/locale.ts';
import { readFileHere } from './reading-here.server.ts';

const root = join(import.meta.dirname, '../../../..');
const edition = getEdition(loadEditions(root), 'redlac-2021/1');

type Content = { declaredClass: DeclaredClass; fields: Record<FieldKey, string> };

/** Invented; with what gets lost easily: nested and numbered lists, bold, a paragraph between lists, the name of a field as a word. */
const invented: Content = {
	declaredClass: 'promising',
	fields: {
		institutions: 'Secretaría Inventada de Economía (SIE), con la Red Ficticia de Talleres',
		title: 'Talleres de reparación con personas recién llegadas: **primer empleo**',
		description: 'Se abrió un taller.\n\n- Inscripción\n  - en línea\n  - en persona\n- Práctica\n\nDespués hubo una evaluación.',
		problem: 'No había empleo.\n\n1. Falta de papeles\n2. Falta de idioma',
		replicability: '- Hay un manual\n- Se adaptó en *dos* ciudades',
		impact: 'Sostenibilidad e impacto van juntos: 40 de 60 personas trabajan.',
		results: '- Encuesta a los 6 meses\n- Registro de contratos',
		sustainability: 'El municipio paga el local.\n\nLa red paga a las personas instructoras.'
	}
};

const seed = join(root, '../shared/seed/expected.json');
const contents: [string, Content][] = [['an invented content', invented]];
if (existsSync(seed)) contents.push(['the official example', JSON.parse(readFileSync(seed, 'utf8')) as Content]);

// the content as Word writes it -----------------------------------------------------------------------------------

const run = ({ text: content, bold, italic }: Run) =>
	`<w:r><w:rPr>${bold ? '<w:b/>' : ''}${italic ? '<w:i/>' : ''}</w:rPr><w:t xml:space="preserve">${escaped(content)}</w:t></w:r>`;
const escaped = (content: string) => content.replaceAll('&', '&amp;').replaceAll('<', '&lt;');
const paragraph = (runs: Run[], list = '') => `<w:p>${list}${runs.map(run).join('')}</w:p>`;
const listed = (level: number, list: number) => `<w:pPr><w:numPr><w:ilvl w:val="${level}"/><w:numId w:val="${list}"/></w:numPr></w:pPr>`;
const blocksOf = (blocks: Block[], level = 0): string[] =>
	blocks.flatMap((block) =>
		block.kind === 'paragraph'
			? [paragraph(block.runs)]
			: block.items.flatMap((each) => [paragraph(each.runs, listed(level, block.ordered ? 2 : 1)), ...blocksOf(each.blocks, level + 1)])
	);
const paragraphs = (markdown: string) => blocksOf(parseMarkdown(markdown));
const body = (markdown: string) => paragraphs(markdown).join('');

const field = (key: FieldKey) => edition.fields.find((each) => each.key === key);
const name = (key: FieldKey, locale: Locale = 'es') => field(key)?.name[locale] ?? '';
const prompt = (key: FieldKey) => field(key)?.prompt?.es ?? '';
const label = (key: FieldKey) => p(name(key)) + (prompt(key) ? p(prompt(key)) : '');
const bare = (words: string) => words.normalize('NFD').replace(/\p{M}/gu, '').toUpperCase();
const pageBreak = '<w:p><w:r><w:br w:type="page"/></w:r></w:p>';
const merged = (columns: number, ...blocks: string[]) =>
	tc(...blocks).replace('<w:tc>', `<w:tc><w:tcPr><w:gridSpan w:val="${columns}"/></w:tcPr>`);
const below = '<w:tc><w:tcPr><w:vMerge/></w:tcPr><w:p/></w:tc>';
const heading = (words: string, level: number) => `<w:p><w:pPr><w:outlineLvl w:val="${level - 1}"/></w:pPr>${text(words)}</w:p>`;
const control = (content: string, property = '') => `<w:sdt><w:sdtPr>${property}</w:sdtPr><w:sdtContent>${content}</w:sdtContent></w:sdt>`;
const drawn = (content: string) => `<wps:txbx xmlns:wps="urn:x"><w:txbxContent>${content}</w:txbxContent></wps:txbx>`;
const inVml = (content: string) =>
	`<w:pict><v:textbox xmlns:v="urn:schemas-microsoft-com:vml"><w:txbxContent>${content}</w:txbxContent></v:textbox></w:pict>`;
const textBox = (content: string) =>
	`<w:p><w:r><mc:AlternateContent><mc:Choice>${drawn(content)}</mc:Choice><mc:Fallback>${inVml(content)}</mc:Fallback></mc:AlternateContent></w:r></w:p>`;
const deleted = '<w:del w:id="1"><w:r><w:delText>texto que se quitó</w:delText></w:r></w:del>';
const insertedIn = (paragraphs: string) =>
	paragraphs.replaceAll(/<w:r>(?:(?!<\/w:r>).)*<\/w:r>/g, (each) => `${deleted}<w:ins w:id="2">${each}</w:ins>`);

type Layout = (content: Content) => string;
const all = (part: (key: FieldKey, text: string) => string) => (content: Content) =>
	fieldKeys.map((key) => part(key, content.fields[key])).join('');
const table =
	(rows: Layout): Layout =>
	(content) =>
		tbl(rows(content));

const inWord: Record<string, Layout> = {
	'two columns': table(all((key, value) => tr(tc(label(key)), tc(body(value))))),
	'label above value, in rows of one cell': table(all((key, value) => tr(tc(label(key))) + tr(tc(body(value))))),
	'label above value, in one cell': table(all((key, value) => tr(tc(label(key) + body(value))))),
	'headings instead of tables': all((key, value) => heading(name(key), 2) + body(value)),
	'labels in bold lines': all((key, value) => paragraph([{ text: name(key), bold: true }]) + body(value)),
	'labels in merged cells': table((content) =>
		fieldKeys
			.map((key, at) =>
				at % 2 === 0
					? tr(merged(3, label(key))) + tr(merged(2, body(content.fields[key])), tc(''))
					: tr(merged(2, label(key)).replace('</w:tcPr>', '<w:vMerge w:val="restart"/></w:tcPr>'), tc(body(content.fields[key])))
			)
			.join('')
	),
	'one table per page, the head of the form on each': (content) =>
		fieldKeys
			.map(
				(key) =>
					p('FORMATO PARA DOCUMENTAR BUENAS PRÁCTICAS') +
					tbl(tr(tc('Campo'), tc('Respuesta')), tr(tc(label(key)), tc(body(content.fields[key]))))
			)
			.join(pageBreak),
	'a table parted by the page, its head again': (content) => {
		const rows = fieldKeys.map((key) => tr(tc(label(key)), tc(body(content.fields[key]))));
		const head = tr(tc('Campo'), tc('Contenido'));
		return tbl(head, ...rows.slice(0, 4)) + pageBreak + tbl(head, ...rows.slice(4));
	},
	'rows parted by the page': table(
		all((key, value) => {
			const [first = '', ...rest] = paragraphs(value);
			return tr(tc(label(key)), tc(first)) + (rest.length > 0 ? tr(below, tc(rest.join(''))) : '');
		})
	),
	'a form nested in a table of the page': (content) =>
		tbl(tr(tc(p('')), tc('', tbl(all((key, value) => tr(tc(label(key)), tc(body(value))))(content))))),
	'text boxes, each drawn twice': all((key, value) => textBox(label(key) + body(value))),
	'text boxes of old Word': all((key, value) => p(inVml(label(key))) + p(inVml(body(value)))),
	'content controls': table(
		all((key, value) => tr(tc(control(label(key))), `<w:sdt><w:sdtPr/><w:sdtContent>${tc(control(body(value)))}</w:sdtContent></w:sdt>`))
	),
	'tracked changes, accepted': (content) =>
		tbl(
			all((key, value) => tr(tc(label(key)), tc(insertedIn(body(value)))))(content),
			`<w:tr><w:trPr><w:del w:id="3"/></w:trPr>${tc('Título')}${tc('Otro')}</w:tr>`
		),
	'labels numbered, in capitals, without accents': table((content) =>
		fieldKeys.map((key, at) => tr(tc(`${at + 1}. ${bare(name(key))}`), tc(body(content.fields[key])))).join('')
	),
	'English labels': table(all((key, value) => tr(tc(name(key, 'en')), tc(body(value))))),
	'labels side by side, two and two': (content) =>
		tbl(...[0, 2, 4, 6].map((at) => tr(...fieldKeys.slice(at, at + 2).flatMap((key) => [tc(label(key)), tc(body(content.fields[key]))])))),
	'labels as the head of one row': (content) =>
		tbl(tr(...fieldKeys.map((key) => tc(name(key)))), tr(...fieldKeys.map((key) => tc(body(content.fields[key]))))),
	'prompts and marks left in place': table(
		all((key, value) =>
			tr(
				tc(label(key)),
				tc(
					(prompt(key) ? p(prompt(key)) : '') +
						body(value) +
						p(`{{${key}}}`) +
						control(p('Haga clic o pulse aquí para escribir texto.'), '<w:showingPlcHdr/>')
				)
			)
		)
	)
};

const inText: Record<string, Layout> = {
	'text, parted by tabs': (content) =>
		fieldKeys.map((key) => `${name(key)}:\t${toHtml(parseMarkdown(content.fields[key])).replaceAll('\n', ' ')}`).join('\n'),
	'Markdown with headings': (content) => fieldKeys.map((key) => `## ${name(key)}\n\n${content.fields[key]}`).join('\n\n'),
	'labels before a colon': (content) => fieldKeys.map((key) => `${name(key)}:\n\n${content.fields[key]}`).join('\n\n')
};

const top = 'FORMATO PARA DOCUMENTAR BUENAS PRÁCTICAS';
const heads: Record<DeclaredClass, string> = { good: 'Buena práctica', promising: 'Práctica prometedora' };

describe.each(contents)('%s', (_, content) => {
	const expected = { declaredClass: content.declaredClass, fields: content.fields, unplaced: [] };
	it.each(Object.entries(inWord))('is the same from Word: %s', async (_layout, layout) => {
		const bytes = docxOf(p(top) + p(heads[content.declaredClass]) + layout(content), numberingParts);
		expect(await readFileHere({ bytes, edition })).toMatchObject({ ok: true, practices: [expected] });
	});

	it.each(Object.entries(inText))('is the same from text: %s', async (_layout, layout) => {
		const bytes = Buffer.from(`${top}\n\n${heads[content.declaredClass]}\n\n${layout(content)}\n`);
		expect(await readFileHere({ bytes, edition })).toMatchObject({ ok: true, practices: [expected] });
	});
});

describe('several practices in one document', () => {
	const second: Content = {
		...invented,
		declaredClass: 'good',
		fields: { ...invented.fields, title: 'Otra práctica inventada', problem: 'Otro problema.' }
	};
	const both = [invented, second].map(({ declaredClass, fields }) => ({ declaredClass, fields, unplaced: [] }));

	it.each(Object.entries(inWord).filter(([layout]) => layout !== 'labels as the head of one row'))(
		'one form after another: %s',
		async (_layout, layout) => {
			const forms = [invented, second].map((content) => p(heads[content.declaredClass]) + layout(content));
			const read = await readFileHere({ bytes: docxOf(forms.join(pageBreak), numberingParts), edition });
			expect(read).toMatchObject({ ok: true, practices: both });
		}
	);

	it('one practice in each row, under a head of labels', async () => {
		const row = ({ declaredClass, fields }: Content) => tr(...fieldKeys.map((key) => tc(body(fields[key]))), tc(heads[declaredClass]));
		const head = tr(...fieldKeys.map((key) => tc(name(key))), tc('Tipo'));
		const bytes = docxOf(tbl(head, row(invented), head, row(second)), numberingParts);
		expect(await readFileHere({ bytes, edition })).toMatchObject({ ok: true, practices: both });
	});

	it('one practice in each row, under machine keys; other columns stay in sight', async () => {
		const keys = ['title', 'impact', 'results', 'declaredClass', ''];
		const rows = [
			keys.slice(0, 4).concat('Municipio'),
			keys,
			['T1', 'I1', 'R1', 'good', 'Ciudad Inventada'],
			['T2', 'I2', 'R2', 'promising', '']
		];
		const bytes = docxOf(tbl(...rows.map((cells) => tr(...cells.map((cell) => tc(cell))))));
		expect(await readFileHere({ bytes, edition })).toMatchObject({
			ok: true,
			practices: [
				{ declaredClass: 'good', fields: { title: 'T1', results: 'R1' }, unplaced: [{ text: 'Municipio: Ciudad Inventada' }] },
				{ declaredClass: 'promising', fields: { title: 'T2' }, unplaced: [] }
			]
		});
	});

	it('is one practice when each page only repeats its title', async () => {
		const page = (keys: FieldKey[]) =>
			tbl(...(['title', ...keys] as FieldKey[]).map((key) => tr(tc(name(key)), tc(body(invented.fields[key])))));
		const read = await readFileHere({
			bytes: docxOf(page(['institutions', 'description', 'problem', 'impact']) + page(['results', 'sustainability']), numberingParts),
			edition
		});
		expect(read).toMatchObject({ ok: true, practices: [{ fields: { title: invented.fields.title, results: invented.fields.results } }] });
		expect(read.ok && read.practices).toHaveLength(1);
	});
});
