import { describe, expect, it } from 'vitest';
import { readDocument } from '../format.server.ts';
import { toMarkdown } from '../markdown.ts';
import { type DocumentBlock, type TableBlock, toRichText, wordsOf } from '../read-document.ts';
import { docxOf, item, numberingParts, p, tbl, tc, text, tr } from './docx.fixture.ts';

async function read(body: string, parts?: Record<string, string>): Promise<DocumentBlock[]> {
	const answer = await readDocument(docxOf(body, parts));
	if (!answer.ok) throw new Error(answer.why);
	return answer.document.blocks;
}
const markdown = async (body: string, parts?: Record<string, string>) => toMarkdown(toRichText(await read(body, parts)));

describe('readDocx', () => {
	it('reads nested lists of both kinds, with their numbers', async () => {
		const body = item('a') + item('b', 1, 2) + item('c', 1, 2) + item('d') + p('fin') + item('e', 0, 2) + item('f', 0, 2);
		expect(await markdown(body, numberingParts)).toBe('- a\n  1. b\n  2. c\n- d\n\nfin\n\n1. e\n2. f');
	});

	it('takes typed bullets and soft line breaks for lists', async () => {
		expect(await markdown(`${p('• Uno')}${p('•  Dos')}<w:p>${text('- tres')}<w:r><w:br/></w:r>${text('- cuatro')}</w:p>`)).toBe(
			'- Uno\n- Dos\n- tres\n- cuatro'
		);
	});

	it('reads bold, italics, links and field links', async () => {
		const field =
			'<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText> HYPERLINK "https://example.org/f" </w:instrText></w:r><w:r><w:fldChar w:fldCharType="separate"/></w:r>';
		const body = `<w:p><w:r><w:rPr><w:b/></w:rPr><w:t>Ne</w:t></w:r><w:r><w:rPr><w:b w:val="0"/><w:i/></w:rPr><w:t>cu</w:t></w:r> <w:hyperlink r:id="h">${text('en')}</w:hyperlink>${field}${text('ca')}<w:r><w:fldChar w:fldCharType="end"/></w:r></w:p>`;
		expect(await markdown(body, numberingParts)).toBe('**Ne***cu*[en](https://example.org/a?b=1&c=2)[ca](https://example.org/f)');
	});

	it('reads tracked changes as accepted', async () => {
		const deletedMark = '<w:p><w:pPr><w:rPr><w:del w:id="1"/></w:rPr></w:pPr>';
		const body = `${deletedMark}${text('uno ')}<w:del><w:r><w:delText>fuera</w:delText></w:r></w:del></w:p><w:p><w:ins>${text('dos')}</w:ins></w:p>`;
		expect(await markdown(body)).toBe('uno dos');
		const rows = tbl(tr(tc('queda')), `<w:tr><w:trPr><w:del w:id="2"/></w:trPr>${tc('borrada')}</w:tr>`);
		expect(wordsOf(await read(rows))).toBe('queda');
	});

	it('reads text boxes once, content controls, and no placeholder', async () => {
		const box = `<w:r><mc:AlternateContent><mc:Choice><w:txbxContent>${p('en caja')}</w:txbxContent></mc:Choice><mc:Fallback><w:txbxContent>${p('en caja')}</w:txbxContent></mc:Fallback></mc:AlternateContent></w:r>`;
		const control = (property: string, content: string) =>
			`<w:sdt><w:sdtPr>${property}</w:sdtPr><w:sdtContent>${content}</w:sdtContent></w:sdt>`;
		const body = `<w:p>${text('antes')}${box}</w:p>${control('', p('☒ sí'))}${control('<w:showingPlcHdr/>', p('Haga clic aquí'))}`;
		expect((await read(body)).map((block) => wordsOf([block]))).toEqual(['antes', 'en caja', '☒ sí']);
	});

	it('accepts moved text, deleted marks at the end of a cell, deleted cells', async () => {
		const moved = `<w:p><w:moveFrom>${text('aquí')}</w:moveFrom></w:p><w:p><w:moveTo>${text('allá')}</w:moveTo></w:p>`;
		expect(await markdown(moved)).toBe('allá');
		const mark = (name: string) => `<w:p><w:pPr><w:rPr><w:${name} w:id="1"/></w:rPr></w:pPr>`;
		expect(await markdown(`${mark('moveFrom')}${text('uno ')}</w:p>${p('dos')}`)).toBe('uno dos');
		const cells = `<w:tc>${mark('del')}${text('fin')}</w:p></w:tc><w:tc><w:tcPr><w:cellDel w:id="2"/></w:tcPr>${p('fuera')}</w:tc>${tc('otra')}`;
		const [table] = (await read(tbl(tr(cells)))) as [TableBlock];
		expect(table.rows[0]?.cells.map((cell) => wordsOf(cell.blocks))).toEqual(['fin', 'otra']);
	});

	it('reads the older drawing where the newer says nothing, and boxes of old Word', async () => {
		const box = (content: string) =>
			`<w:pict><v:shape xmlns:v="urn:schemas-microsoft-com:vml"><v:textbox><w:txbxContent>${p(content)}</w:txbxContent></v:textbox></v:shape></w:pict>`;
		const drawing = '<mc:Choice><w:drawing/></mc:Choice>';
		const body = `<w:p><w:r><mc:AlternateContent>${drawing}<mc:Fallback>${box('antigua')}</mc:Fallback></mc:AlternateContent></w:r></w:p><w:p><w:r>${box('vieja')}</w:r></w:p>`;
		expect(await markdown(body)).toBe('antigua\n\nvieja');
	});

	it('keeps the state of tick boxes and choices, old and new', async () => {
		const field = (data: string) =>
			`<w:r><w:fldChar w:fldCharType="begin"><w:ffData>${data}</w:ffData></w:fldChar></w:r><w:r><w:instrText>FORM</w:instrText></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r>`;
		const ticked = field('<w:checkBox><w:sizeAuto/><w:default w:val="0"/><w:checked/></w:checkBox>');
		const bare = field('<w:checkBox><w:sizeAuto/><w:default w:val="0"/></w:checkBox>');
		const chosen = field('<w:ddList><w:result w:val="1"/><w:listEntry w:val="no"/><w:listEntry w:val="sí"/></w:ddList>');
		const control = `<w:sdt><w:sdtPr><w14:checkbox xmlns:w14="http://schemas.microsoft.com/office/word/2010/wordml"><w14:checked w14:val="1"/></w14:checkbox></w:sdtPr><w:sdtContent>${text('☒')}</w:sdtContent></w:sdt>`;
		expect(await markdown(`<w:p>${ticked}${text(' a ')}${bare}${text(' b ')}${chosen}${control}</w:p>`)).toBe('☒ a ☐ b sí☒');
	});

	it('reads footnotes in their place, comments as notes, diagrams; says what it could not read', async () => {
		const word = 'http://schemas.openxmlformats.org/wordprocessingml/2006/main';
		const relation = (id: string, target: string) =>
			`<Relationship Id="${id}" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/${id}" Target="${target}"/>`;
		const parts = {
			'word/_rels/document.xml.rels': `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">${relation('comments', 'comments.xml')}${relation('footnotes', 'footnotes.xml')}${relation('diagramData', 'diagrams/data1.xml')}</Relationships>`,
			'word/comments.xml': `<w:comments xmlns:w="${word}"><w:comment w:id="4" w:author="A">${p('Falta la fuente')}${p('¿De qué año?')}</w:comment><w:comment w:id="5">${p('Sí: 2020')}</w:comment></w:comments>`,
			'word/footnotes.xml': `<w:footnotes xmlns:w="${word}"><w:footnote w:type="separator" w:id="0">${p('—')}</w:footnote><w:footnote w:id="2">${p('Encuesta propia')}</w:footnote></w:footnotes>`,
			'word/diagrams/data1.xml':
				'<dgm:dataModel xmlns:dgm="x" xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"><a:p><a:r><a:t>Paso 1</a:t></a:r></a:p></dgm:dataModel>'
		};
		const commented = `<w:commentRangeStart w:id="4"/><w:commentRangeStart w:id="5"/>${text('40 personas')}<w:r><w:footnoteReference w:id="2"/></w:r><w:r><w:commentReference w:id="4"/></w:r>`;
		const diagram = '<w:p><w:r><dgm:relIds xmlns:dgm="x" r:dm="diagramData"/></w:r></w:p><w:altChunk r:id="x"/>';
		const answer = await readDocument(docxOf(tbl(tr(tc('Dato'), `<w:tc><w:p>${commented}</w:p></w:tc>`)) + diagram, parts));
		if (!answer.ok) throw new Error(answer.why);
		const { blocks, notes, doubts } = answer.document;
		expect(blocks.map((block) => wordsOf([block]))).toEqual(['Dato 40 personas [Encuesta propia]', 'Paso 1']);
		expect(notes).toEqual([
			{ text: 'Falta la fuente\n¿De qué año?', origin: { table: 1, row: 1, cell: 2 } },
			{ text: 'Sí: 2020', origin: { table: 1, row: 1, cell: 2 } }
		]);
		expect(doubts).toEqual([{ code: 'textCut', detail: 'altChunk' }]);
	});

	it('knows headings by style or outline, with their level, and leaves out the table of contents', async () => {
		const styles = {
			'word/_rels/document.xml.rels':
				'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="s" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/styles" Target="styles.xml"/></Relationships>',
			'word/styles.xml':
				'<w:styles xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:style w:styleId="Ttulo1"><w:name w:val="heading 1"/></w:style><w:style w:styleId="X"><w:name w:val="Mío"/><w:pPr><w:outlineLvl w:val="2"/></w:pPr></w:style><w:style w:styleId="T"><w:name w:val="toc 1"/></w:style></w:styles>'
		};
		const styled = (style: string, content: string) => `<w:p><w:pPr><w:pStyle w:val="${style}"/></w:pPr>${text(content)}</w:p>`;
		const blocks = await read(styled('T', 'Uno 3') + styled('Ttulo1', 'Uno') + styled('X', 'Dos') + p('tres'), styles);
		expect(blocks.map((block) => block.kind === 'text' && [wordsOf([block]), block.headingLevel])).toEqual([
			['Uno', 1],
			['Dos', 3],
			['tres', undefined]
		]);
	});

	it('knows merged cells, nested tables and tables inside paragraphs', async () => {
		const merged = '<w:tc><w:tcPr><w:vMerge/></w:tcPr><w:p/></w:tc>';
		const body = `<w:p>${text('antes')}<w:r>${tbl(tr(tc('a'), tc('b', tbl(tr(tc('c'), tc('d'))))), tr(merged, tc('e')))}</w:r></w:p>`;
		const [before, table] = (await read(body)) as [DocumentBlock, TableBlock];
		expect(wordsOf([before])).toBe('antes');
		expect(table.rows.map((row) => row.cells.map((cell) => wordsOf(cell.blocks)))).toEqual([
			['a', 'b c d'],
			['', 'e']
		]);
		expect(table.rows[1]?.cells[0]?.isContinued).toBe(true);
		expect(table.rows[1]?.origin).toEqual({ table: 1, row: 2 });
	});

	it('tells namespaces by meaning, not by prefix', async () => {
		const strict =
			'<x:document xmlns:x="http://purl.oclc.org/ooxml/wordprocessingml/main"><x:body><x:p><x:r><x:t>hola</x:t></x:r></x:p></x:body></x:document>';
		expect(await markdown('', { 'word/document.xml': strict })).toBe('hola');
	});
});

describe('hostile archives', () => {
	it.each([
		['a DOCTYPE', docxOf('', { 'word/document.xml': '<!DOCTYPE x [<!ENTITY a "b">]><w:document/>' }), 'fileUnsafe'],
		['a bomb', docxOf(' '.repeat(30_000_000)), 'fileUnsafe'],
		['absurd depth', docxOf('<w:sdt>'.repeat(5_000)), 'fileUnsafe'],
		['no body', docxOf('', { 'word/document.xml': '<a/>' }), 'fileDamaged'],
		['a cut file', docxOf(p('hola')).subarray(0, 400), 'fileDamaged'],
		[
			'an archive of another kind',
			docxOf('', { '[Content_Types].xml': '' }).map((byte) => (byte === 0x77 ? 0x78 : byte)),
			'fileTypeUnknown'
		],
		['an old Word file', compound('WordDocument'), 'fileOldWord'],
		['an encrypted file', compound('EncryptedPackage'), 'fileEncrypted'],
		['a PDF that is also a zip', Buffer.concat([Buffer.from('%PDF-1.7\n'), docxOf(p('hola'))]), 'fileDamaged'],
		['a picture', Buffer.from('\x89PNG\r\n\x1a\n', 'latin1'), 'fileTypeUnknown'],
		['nothing', new Uint8Array(), 'fileEmpty'],
		['blanks', Buffer.from(' \n\n'), 'fileEmpty']
	])('refuses %s', async (_, bytes, why) => {
		expect(await readDocument(bytes)).toEqual({ ok: false, why });
	});

	it('refuses parts whose checksum does not fit', async () => {
		const bytes = docxOf(p('hola'));
		const entry = Buffer.from(bytes).lastIndexOf('word/document.xml') - 46;
		bytes[entry + 16] = (bytes[entry + 16] ?? 0) ^ 0xff;
		expect(await readDocument(bytes)).toEqual({ ok: false, why: 'fileDamaged' });
	});
});

function compound(stream: string): Uint8Array {
	return Buffer.concat([Buffer.from([0xd0, 0xcf, 0x11, 0xe0]), Buffer.alloc(600), Buffer.from(stream, 'utf16le')]);
}
