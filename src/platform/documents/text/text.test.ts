import { describe, expect, it } from 'vitest';
import { readDocument } from '../format.server.ts';
import { toMarkdown } from '../markdown.ts';
import { type DocumentBlock, type TableBlock, toRichText, wordsOf } from '../read-document.ts';

async function read(text: string | Uint8Array): Promise<DocumentBlock[]> {
	const answer = await readDocument(typeof text === 'string' ? Buffer.from(text) : text);
	if (!answer.ok) throw new Error(answer.why);
	return answer.document.blocks;
}
const cells = (blocks: DocumentBlock[]) =>
	blocks.flatMap((block) => (block.kind === 'table' ? block.rows.map((row) => row.cells.map((cell) => wordsOf(cell.blocks))) : []));
const cellMarkdown = async (text: string) => toMarkdown(toRichText(((await read(text))[0] as TableBlock).rows[0]?.cells[1]?.blocks ?? []));

describe('readText', () => {
	it('reads rows by tabs and pipes, over blank lines, without ruling lines', async () => {
		expect(cells(await read('Uno\tdos\n\nTres\tcuatro'))).toEqual([
			['Uno', 'dos'],
			['Tres', 'cuatro']
		]);
		expect(cells(await read('| Campo | Valor |\n|---|:---:|\n| Uno | a \\| b |'))).toEqual([
			['Campo', 'Valor'],
			['Uno', 'a | b']
		]);
	});

	it('reads lists in scraps of HTML, closed or not', async () => {
		expect(await cellMarkdown('Uno\t<ul style="x"> • dos • tres <b>y</b> cuatro')).toBe('- dos\n- tres **y** cuatro');
		expect(await cellMarkdown('Uno\tAntes <ol><li>a<ul><li>b</li></ul></li><li>c</li></ol> después')).toBe(
			'Antes\n\n1. a\n  - b\n2. c\n\ndespués'
		);
		expect(await cellMarkdown('Uno\tdos • tres • cuatro')).toBe('dos\n\n- tres\n- cuatro');
	});

	it('joins a label whose tag closes lines later, and lines under a row', async () => {
		expect(cells(await read('<p>Uno\ndos</p>\ttres\n• cuatro\ncinco'))).toEqual([['Uno dos', 'tres cuatro cinco']]);
	});

	it('keeps unknown tags as text', async () => {
		expect(wordsOf(await read('Uno\t<p>a</p><script>alert(1)</script>'))).toContain('<script>alert(1)</script>');
		expect(wordsOf(await read('x <img src=a> y'))).toBe('x <img src=a> y');
	});

	it('knows headings and lists of Markdown', async () => {
		const blocks = await read('## Título\ntexto\n- a\n  - b');
		expect(blocks[0]).toMatchObject({ isHeading: true, origin: { line: 1 } });
		expect(toMarkdown(toRichText(blocks.slice(1)))).toBe('texto\n\n- a\n  - b');
	});

	it.each([
		['UTF-8 with mark', Buffer.from('\ufeffniñez')],
		['UTF-16', Buffer.from('\ufeffniñez', 'utf16le')],
		['UTF-16 big endian', Buffer.from('\ufeffniñez', 'utf16le').swap16()],
		['UTF-16 without mark', Buffer.from('niñez y más', 'utf16le')],
		['Windows-1252', Buffer.from('niñez', 'latin1')]
	])('decodes %s', async (_, bytes) => {
		expect(wordsOf(await read(bytes))).toMatch(/^niñez/);
	});
});
