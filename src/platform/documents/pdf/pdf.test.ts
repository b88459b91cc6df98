import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { NodeCompiler } from '@myriaddreamin/typst-ts-node-compiler';
import { describe, expect, it } from 'vitest';
import { readDocument } from '../format.server.ts';
import { toMarkdown } from '../markdown.ts';
import { type DocumentBlock, plainText, type TableBlock, toRichText } from '../read-document.ts';
import { readPdf } from './pdf.server.ts';

const root = join(import.meta.dirname, '../../../..');
const examples = join(root, '../shared/examples');
const hasExamples = existsSync(examples);
const face = (name: string) => readFileSync(join(root, `node_modules/@expo-google-fonts/noto-sans/${name}/NotoSans_${name}.ttf`));
const press = NodeCompiler.create({
	workspace: import.meta.dirname,
	fontArgs: [{ fontBlobs: ['400Regular', '400Regular_Italic', '700Bold'].map(face) }]
});
const setting =
	'#set text(font: "Noto Sans", lang: "es", size: 10pt)\n#set page(paper: "a4", footer: context counter(page).display("1 / 1", both: true))\n';
const runningHeader = '#set page(header: [Formato oficial])\n';

function typst(source: string, pdfTags: boolean): Uint8Array {
	const { result } = press.compile({ mainFileContent: setting + source });
	if (!result) throw new Error('Typst refused the source of the test');
	return new Uint8Array(press.pdf(result, { pdfTags }));
}

/** A minimal PDF: objects by number, the first one the catalogue. */
function pdfOf(objects: string[], trailer = ''): Uint8Array {
	let text = '%PDF-1.7\n';
	const places = objects.map((object, index) => {
		const place = text.length;
		text += `${index + 1} 0 obj\n${object}\nendobj\n`;
		return place;
	});
	const rows = places.map((place) => `${String(place).padStart(10, '0')} 00000 n \n`).join('');
	text += `xref\n0 ${objects.length + 1}\n0000000000 65535 f \n${rows}trailer << /Size ${objects.length + 1} /Root 1 0 R ${trailer} >>\nstartxref\n${text.length}\n%%EOF`;
	return Buffer.from(text, 'latin1');
}
const stream = (content: string, dictionary = '') => `<< ${dictionary} /Length ${content.length} >>\nstream\n${content}\nendstream`;
const font = '<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>';
const page = (rest: string) => `<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] ${rest} >>`;
const onePage = (content: string, { catalogue = '', ofPage = '', more = [] as string[], trailer = '' } = {}) =>
	pdfOf(
		[
			`<< /Type /Catalog /Pages 2 0 R ${catalogue} >>`,
			'<< /Type /Pages /Kids [3 0 R] /Count 1 >>',
			page(`/Contents 4 0 R /Resources << /Font << /F1 5 0 R >> /XObject << /I1 6 0 R >> >> ${ofPage}`),
			stream(content),
			font,
			stream('\x00', '/Type /XObject /Subtype /Image /Width 1 /Height 1 /BitsPerComponent 8 /ColorSpace /DeviceGray'),
			...more
		],
		trailer
	);
const text = (words: string, x = 70, y = 700) => `BT /F1 11 Tf ${x} ${y} Td (${words}) Tj ET\n`;

const markdown = (blocks: DocumentBlock[]) => toMarkdown(toRichText(blocks));
const why = async (bytes: Uint8Array) => {
	const read = await readDocument(bytes);
	return read.ok ? read.document : read.why;
};
const tables = (blocks: DocumentBlock[]) => blocks.filter((block): block is TableBlock => block.kind === 'table');
const cellTexts = (table: TableBlock | undefined) => table?.rows.map((row) => row.cells.map((cell) => markdown(cell.blocks)));

describe.each([
	['tagged', true],
	['untagged', false]
])('a %s PDF', (_, pdfTags) => {
	const read = (source: string) => readPdf(typst(source, pdfTags));

	it('reads two columns one after the other, paragraphs cut by column and page whole', async () => {
		const part = (name: string) => Array.from({ length: 130 }, (_each, index) => `${name}${index}`).join(' ');
		const names = ['Alfa', 'Beta', 'Gama', 'Delta', 'Eta', 'Iota', 'Mu', 'Nu'];
		const source = `= Un título sobre las dos columnas\n#columns(2)[${names.map((name) => `${part(name)}.`).join('\n\n')}]`;
		const { blocks } = await read(source);
		const paragraphs = blocks.map((block) => (block.kind === 'text' ? plainText(block.runs) : ''));
		expect(paragraphs).toEqual(['Un título sobre las dos columnas', ...names.map((name) => `${part(name)}.`)]);
		expect(blocks.map((block) => block.kind === 'text' && block.isHeading === true)).toEqual([true, ...names.map(() => false)]);
		expect(new Set(blocks.map((block) => block.origin.page)).size).toBeGreaterThan(1);
	});

	it('reads nested lists, bold, italics and links', async () => {
		const source = `Antes hay un párrafo *fuerte* y _suave_ con #link("https://example.org/a?b=1")[un enlace] dentro.

- uno que sigue ${'y sigue '.repeat(30)}hasta aquí
  - dos
    1. tres
    2. cuatro
  - cinco
- seis

+ primero
+ segundo

Después #link("javascript:alert(1)")[nada].`;
		expect(
			markdown((await read(source)).blocks)
		).toBe(`Antes hay un párrafo **fuerte** y *suave* con [un enlace](https://example.org/a?b=1) dentro.

- uno que sigue ${'y sigue '.repeat(30)}hasta aquí
  - dos
    1. tres
    2. cuatro
  - cinco
- seis

1. primero
2. segundo

Después nada.`);
	});

	it('reads a form of two columns over page breaks as one table', async () => {
		const long = Array.from({ length: 1_400 }, (_each, index) => `palabra${index}`).join(' ');
		const source = `${runningHeader}= Práctica prometedora\n#table(columns: (30%, 1fr), [*Título o tema*], [Una práctica], [*Impacto positivo* \\ Desarrollar los impactos], [${long}.

- uno
- dos], [*Resultados*], [1. Primero
2. Segundo])`;
		const { blocks } = await read(source);
		const [table, ...others] = tables(blocks);
		expect(others).toEqual([]);
		const cells = cellTexts(table);
		expect(cells?.map((row) => row[1])).toEqual(['Una práctica', `${long}.\n\n- uno\n- dos`, '1. Primero\n2. Segundo']);
		expect(cells?.map((row) => row[0]?.replace(/\s+/g, ' '))).toEqual([
			'**Título o tema**',
			'**Impacto positivo** Desarrollar los impactos',
			'**Resultados**'
		]);
		expect(table?.rows.map((row) => row.origin.page)).toEqual([1, 1, 6]);
		expect(markdown(blocks)).not.toMatch(/Formato oficial|\/ 6/);
	});

	it('reads merged cells and a table in a cell', async () => {
		const source =
			'#table(columns: 3, table.cell(rowspan: 2)[Etiqueta], [uno], [dos], table.cell(colspan: 2)[#table(columns: 2, [a], [b], [c], [d])])';
		const [table] = tables((await read(source)).blocks);
		const inner = table?.rows[1]?.cells.flatMap((cell) => cell.blocks).find((block) => block.kind === 'table');
		expect(cellTexts(inner?.kind === 'table' ? inner : undefined)).toEqual([
			['a', 'b'],
			['c', 'd']
		]);
		expect(cellTexts(table)?.[0]).toEqual(['Etiqueta', 'uno', 'dos']);
	});
});

describe('an untagged PDF', () => {
	it('reads a form without lines row by row, over a page break', async () => {
		const value = (name: string) => Array.from({ length: 150 }, (_each, index) => `${name}${index}`).join(' ');
		const names = ['Título', 'Descripción', 'Impacto', 'Resultados'];
		const rows = names.map((name) => `[*${name}*], [${value(name.toLowerCase())}.]`).join(', ');
		const { blocks } = await readPdf(typst(`#v(10cm)\n#grid(columns: (30%, 1fr), row-gutter: 2em, ${rows})`, false));
		expect(blocks.map((block) => block.kind)).toEqual(['table']);
		expect(cellTexts(tables(blocks)[0])).toEqual(names.map((name) => [`**${name}**`, `${value(name.toLowerCase())}.`]));
	});

	it('joins words cut by a line end and keeps hyphens that belong there', async () => {
		const words = 'La planificación público-privada político-institucional necesita sensibilizaciones y responsabilidades. '
			.repeat(12)
			.trim();
		const source = `#set par(justify: true)\n#set text(hyphenate: true)\n#block(width: 5cm)[${words}]\n\nUna planificación con sensibilizaciones, responsabilidades y lo político-institucional.`;
		const [first] = (await readPdf(typst(source, false))).blocks;
		expect(first?.kind === 'text' && plainText(first.runs)).toBe(words);
	});

	it('keeps line breaks that a person made and tells paragraphs by their leading', async () => {
		const source =
			'Calle 5\\\nColonia Centro, en una línea que es larga y llega a la orilla de la página, para que la siguiente empiece abajo\\\nMéxico\n\nOtro párrafo.';
		expect(markdown((await readPdf(typst(source, false))).blocks).replaceAll('\\\n', '\n')).toContain('Calle 5\nColonia Centro');
	});
});

describe('fields of a form', () => {
	const field = (rest: string, y: number) => `<< /Type /Annot /Subtype /Widget /Rect [200 ${y} 500 ${y + 20}] /F 4 ${rest} >>`;
	const form = (fields: string[], content: string) =>
		onePage(content, {
			catalogue: `/AcroForm << /Fields [${fields.map((_, index) => `${index + 7} 0 R`).join(' ')}] >>`,
			ofPage: `/Annots [${fields.map((_, index) => `${index + 7} 0 R`).join(' ')}]`,
			more: fields
		});

	it('gives named ones as labels and values', async () => {
		const bytes = form(
			[
				field('/FT /Tx /T (t1) /TU (Título de la práctica) /V (Una práctica)', 600),
				field('/FT /Tx /T (Impacto) /V (- uno\\n- dos)', 560),
				field('/FT /Btn /T (buena) /TU (Buena práctica) /V /Off /AS /Off /AP << /N << /Yes 6 0 R /Off 6 0 R >> >>', 520),
				field('/FT /Btn /T (prom) /TU (Práctica prometedora) /V /Yes /AS /Yes /AP << /N << /Yes 6 0 R /Off 6 0 R >> >>', 480)
			].map((each) =>
				Buffer.from(each, 'utf8')
					.toString('utf8')
					.replace(/[áíÍ]/g, (letter) => `\\${letter.charCodeAt(0).toString(8)}`)
			),
			text('Formato para documentar buenas practicas')
		);
		const { blocks } = await readPdf(bytes);
		expect(cellTexts(tables(blocks)[0])).toEqual([
			['Título de la práctica', 'Una práctica'],
			['Impacto', '- uno\n- dos']
		]);
		expect(markdown(blocks)).toContain('☐ Buena práctica');
		expect(markdown(blocks)).toContain('☒ Práctica prometedora');
	});

	it('puts the others beside the words printed there', async () => {
		const { blocks } = await readPdf(form([field('/FT /Tx /T (Text1) /V (Una buena cosa)', 595)], text('Titulo:', 70, 600)));
		expect(markdown(blocks)).toBe('Titulo: Una buena cosa');
	});
});

describe('refusals', () => {
	const words = text('Una sola linea de texto que basta para leerse');
	it.each<[string, Uint8Array, string]>([
		['text as a picture', onePage('q 500 0 0 700 40 40 cm /I1 Do Q\n'), 'fileScanned'],
		['a stamp on a picture', onePage(`q 500 0 0 700 40 40 cm /I1 Do Q\n${text('Folio 12')}`), 'fileScanned'],
		[
			'text as outlines',
			pdfOf([
				'<< /Type /Catalog /Pages 2 0 R >>',
				'<< /Type /Pages /Kids [3 0 R] /Count 1 >>',
				page('/Contents 4 0 R'),
				stream('10 10 m 60 90 l 90 20 l f')
			]),
			'fileScanned'
		],
		[
			'nothing on its page',
			pdfOf(['<< /Type /Catalog /Pages 2 0 R >>', '<< /Type /Pages /Kids [3 0 R] /Count 1 >>', page('')]),
			'fileEmpty'
		],
		[
			'a dynamic form',
			onePage(text('Please wait... If this message is not eventually replaced by the proper contents'), {
				catalogue: '/AcroForm << /Fields [] /XFA 7 0 R >>',
				more: [stream('<xdp:xdp xmlns:xdp="http://ns.adobe.com/xdp/"/>')]
			}),
			'fileDynamicForm'
		],
		[
			'a password',
			onePage(words, {
				trailer: `/ID [<00112233445566778899aabbccddeeff> <00112233445566778899aabbccddeeff>] /Encrypt << /Filter /Standard /V 2 /R 3 /Length 128 /P -4 /O <${'11'.repeat(32)}> /U <${'22'.repeat(32)}> >>`
			}),
			'fileEncrypted'
		],
		['only its header', Buffer.from('%PDF-1.7\nand then nothing of the kind'), 'fileDamaged'],
		['half of a file', typst('Texto', true).subarray(0, 2_000), 'fileDamaged']
	])('%s', async (_, bytes, refusal) => {
		expect(await why(bytes)).toBe(refusal);
	});

	it('reads a PDF with a header late in its first kilobyte and an archive behind it', async () => {
		const archive = Buffer.from('504b0506000000000000000000000000000000000000', 'hex');
		const bytes = Buffer.concat([Buffer.alloc(500, '\n'), onePage(words), archive]);
		expect(await why(bytes)).toMatchObject({ blocks: [{ origin: { page: 1 } }] });
	});
});

describe('damaged and long files', () => {
	const pages = (contents: string[]) =>
		pdfOf([
			'<< /Type /Catalog /Pages 2 0 R >>',
			`<< /Type /Pages /Kids [${contents.map((_, index) => `${4 + index * 2} 0 R`).join(' ')}] /Count ${contents.length} >>`,
			font,
			...contents.flatMap((content, index) => [
				page(`/Contents ${5 + index * 2} 0 R /Resources << /Font << /F1 3 0 R >> >>`),
				stream(content)
			])
		]);

	it('reads the rest and says which page was damaged', async () => {
		const read = await readPdf(
			pages([text('La primera pagina, con su texto.'), '(abierto <<< )) [ 5 Td Tj } ]', text('La tercera pagina, con su texto')])
		);
		expect(read.doubts).toEqual([{ code: 'pagesUnread', detail: '2' }]);
		expect(read.blocks.map((block) => block.origin.page)).toEqual([1, 3]);
	});

	it('reads the first 400 pages and says so', async () => {
		const read = await readPdf(pages(Array.from({ length: 405 }, (_, index) => text(`Pagina con el numero ${index + 1} y su texto`))));
		expect(read.doubts).toEqual([{ code: 'textCut', detail: expect.stringMatching(/–405$/) }]);
	}, 20_000);
});

describe.skipIf(!hasExamples)('examples (skipped where ../shared/examples is absent)', () => {
	const example = (file: string) => readPdf(readFileSync(join(examples, file)));
	const paragraphs = async (file: string) =>
		(await example(file)).blocks.flatMap((block) => (block.kind === 'text' ? [plainText(block.runs)] : []));

	it('never mixes the columns of a poster', async () => {
		const texts = await paragraphs('documents/d001-2DA_EDICIÓN_BUENAS_PRA_CTICAS_2025.pdf');
		for (const whole of [
			'Identificar, reconocer y difundir buenas prácticas de Planeación a través de la participación activa de los gobiernos locales del Estado de Hidalgo.',
			'Replicable: La propuesta debe ser debidamente documentada para ser aplicada en otros municipios.',
			'Las propuestas serán aceptadas a partir de la difusión de la presente convocatoria hasta el 3 de septiembre de 2025.',
			'Objetivos del Desarrollo Sostenible: Estudios, proyectos, programas, acciones, estrategias, mecanismos e instrumentos alineados a algún Objetivo de Desarrollo Sostenible que contribuya a avanzar en la Agenda 2030 y propicie la toma de decisiones que acelere el cumplimiento de este marco de acción global desde lo local.',
			'Serán reconocidas en un evento institucional las 5 mejores prácticas municipales que hayan sido seleccionadas por el comité evaluador.'
		])
			expect(texts).toContain(whole);
	});

	it('keeps the cells of project tables apart', async () => {
		const { blocks } = await example('documents/d058-plano-atividades-2019.pdf');
		const cells = tables(blocks).flatMap((table) => cellTexts(table)?.flat() ?? []);
		expect(cells).toEqual(
			expect.arrayContaining([
				'Realização de contactos telefónicos a 100% dos beneficiários que não compareceram ao atendimento',
				'Redução em 100% do tempo de espera para atendimento de 1x de situações urgentes'
			])
		);
	}, 20_000);

	it('reads what it can of a damaged file', async () => {
		const { blocks, doubts } = await example('documents/d070-testPDF_bad_page_303226.pdf');
		expect(doubts).toEqual([{ code: 'pagesUnread', detail: '2, 12' }]);
		expect(new Set(blocks.map((block) => block.origin.page)).size).toBe(19);
	}, 20_000);

	it('reads plain letters and refuses what holds none', async () => {
		expect(await paragraphs('documents/d071-testPDFTripleLangTitle.pdf')).toEqual(['Hello World']);
		expect(await why(readFileSync(join(examples, 'hostile/h029-polyglot-pdf-zip.pdf')))).toBe('fileEmpty');
		expect(await why(readFileSync(join(examples, 'hostile/h051-REDHAT-1531897-0.pdf')))).toBe('fileDamaged');
	});
});
