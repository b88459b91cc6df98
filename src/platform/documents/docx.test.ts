import { describe, expect, it } from 'vitest';
import { docxOf, item, numberingParts, p, tbl, tc, text, tr } from './docx.fixture.ts';
import { readDocument } from './format.server.ts';
import { toMarkdown } from './markdown.ts';
import { type DocumentBlock, type TableBlock, toRichText, wordsOf } from './read-document.ts';

async function read(body: string, parts?: Record<string, string>): Promise<DocumentBlock[]> {
	const answer = await readDocument(docxOf(body, parts));
	if (!answer.ok) throw new Error(answer.why);
	return answer.document.blocks;
}
const markdown = async (body: string, parts?: Record<string, string>) => toMarkdown(toRichText(await await read(body, parts)));

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
		expect(wordsOf(await await read(rows))).toBe('queda');
	});

	it('reads text boxes once, content controls, and no placeholder', async () => {
		const box = `<w:r><mc:AlternateContent><mc:Choice><w:txbxContent>${p('en caja')}</w:txbxContent></mc:Choice><mc:Fallback><w:txbxContent>${p('en caja')}</w:txbxContent></mc:Fallback></mc:AlternateContent></w:r>`;
		const control = (property: string, content: string) =>
			`<w:sdt><w:sdtPr>${property}</w:sdtPr><w:sdtContent>${content}</w:sdtContent></w:sdt>`;
		const body = `<w:p>${text('antes')}${box}</w:p>${control('', p('☒ sí'))}${control('<w:showingPlcHdr/>', p('Haga clic aquí'))}`;
		expect((await read(body)).map((block) => wordsOf([block]))).toEqual(['antes', 'en caja', '☒ sí']);
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
		['a PDF that is also a zip', Buffer.concat([Buffer.from('%PDF-1.7\n'), docxOf(p('hola'))]), 'fileTypeUnknown'],
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
