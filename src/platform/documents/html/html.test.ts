import { describe, expect, it } from 'vitest';
import { readDocument } from '../format.server.ts';
import { toMarkdown } from '../markdown.ts';
import { type DocumentBlock, type TableBlock, toRichText, wordsOf } from '../read-document.ts';

async function read(html: string | Uint8Array): Promise<DocumentBlock[]> {
	const answer = await readDocument(Buffer.from(html));
	if (!answer.ok) throw new Error(answer.why);
	return answer.document.blocks;
}
const page = (body: string, head = '') =>
	`<!DOCTYPE html>\n<html><head><title>No es texto</title>${head}</head><body>\n${body}\n</body></html>`;
const markdown = async (body: string, head?: string) => toMarkdown(toRichText(await read(page(body, head))));
const table = async (body: string, head?: string) => (await read(page(body, head)))[0] as TableBlock;
const cells = (block: TableBlock) => block.rows.map((row) => row.cells.map((cell) => wordsOf(cell.blocks)));

describe('readHtml', () => {
	it('reads paragraphs, emphasis, links and line breaks; white space is one blank', async () => {
		expect(
			await markdown(
				'<p>Uno  <b>dos</b>\n\t<i>tres</i> &aacute;&nbsp;&amp;<br>\n cuatro <a href="https://example.org/?a=1&amp;b=2">cinco</a>'
			)
		).toBe('Uno **dos** *tres* á\u00a0&\ncuatro [cinco](https://example.org/?a=1&b=2)');
		expect(await markdown('suelto<div>uno<br><br>dos</div><pre>a\n  b</pre>')).toBe('suelto\n\nuno\n\ndos\n\na\nb');
		expect(await markdown('<a href="javascript:alert(1)">x</a> <a href="#nota">y</a>')).toBe('x y');
	});

	it('reads nested lists with their numbers, closed or not', async () => {
		expect(await markdown('<ul><li>a<ol start="3"><li>b<li>c<p>sigue c</p></ol><li><p>d</ul>')).toBe(
			'- a\n\n  3. b\n  4. c\n\n    sigue c\n- d'
		);
		expect(await markdown('<ol><li value="5">a</li></ol><ol style="list-style-type:disc"><li>b</li></ol>')).toBe('5. a\n\n- b');
	});

	it('knows headings, and that a table of contents or a menu is none', async () => {
		const [title, heading, text] = await read(
			page('<nav>Inicio | Contacto</nav><p class="MsoTitle">T</p><h2>Impacto positivo</h2><p>Mucho</p>')
		);
		expect(title).toMatchObject({ isHeading: true, headingLevel: 0, origin: { paragraph: 1 } });
		expect(heading).toMatchObject({ isHeading: true, headingLevel: 2, runs: [{ text: 'Impacto positivo' }], origin: { paragraph: 2 } });
		expect(text).not.toHaveProperty('isHeading');
	});

	it('knows merged cells, tables in tables and where each cell stands', async () => {
		const merged = await table(
			'<table><tr><td rowspan="2" colspan="2">a<td>b</tr><tr><td>c</td></tr><tr><th>d<td><p>e<table><tr><td>f</td><td>g</td></tr></table></td></tr></table>'
		);
		expect(cells(merged)).toEqual([
			['a', 'b'],
			['', 'c'],
			['d', 'e f g']
		]);
		expect(merged.rows[1]?.cells[0]).toEqual({ blocks: [], isContinued: true, span: 2 });
		expect(merged.rows[2]?.cells[1]?.blocks[0]?.origin).toEqual({ table: 1, row: 3, cell: 2 });
	});

	it('reads cells and paragraphs that nobody closed', async () => {
		expect(cells(await table('<table><tr><td><p>a<td><p>b<tr><td><p>c<td>d</table>'))).toEqual([
			['a', 'b'],
			['c', 'd']
		]);
	});

	it('reads definition lists as labels and values', async () => {
		expect(cells(await table('<dl><dt>Título</dt><dd>Una <i>práctica</i></dd><dt>Impacto<dd>Mucho<dd>Más</dl>'))).toEqual([
			['Título', 'Una práctica'],
			['Impacto', 'Mucho', 'Más']
		]);
		expect(await markdown('<dl><dd>Solo sangrado</dd></dl>')).toBe('Solo sangrado');
	});

	it.each([
		'<script>x</script>',
		'<style>x</style>',
		'<template>x</template>',
		'<noscript>x</noscript>',
		'<p hidden>x</p>',
		'<p aria-hidden="true">x<b>x</b></p>',
		'<p style="DISPLAY: none">x</p>',
		'<div class="oculto"><p>x</p></div>',
		'<svg><title>x</title><text>x</text></svg>',
		'<del>x</del>',
		'<div title="header"><p>x</p></div>',
		'<!-- x -->',
		'<iframe>x</iframe>'
	])('does not show %s', async (hidden) => {
		expect(await markdown(`<p>antes</p>${hidden}<p>después</p>`, '<style>.oculto { display: none }</style>')).toBe('antes\n\ndespués');
	});

	it('reads what Google Docs writes: looks in classes, lists side by side, addresses by way of its own', async () => {
		const head =
			'<style>.c1{font-weight:700}.c2{font-style:italic}.c3{font-weight:400}@media print{.c3{display:none}}p.c4{font-weight:700}</style>';
		const body = `<p><span class="c1">Uno</span><span class="c2 c3"> dos</span></p>
			<ul class="lst-kix_ab1-0 start"><li class="c3"><span class="c3">a</span></li></ul><ul class="lst-kix_ab1-1 start"><li><span>b</span></li></ul>
			<ul class="lst-kix_ab1-0"><li>c</li></ul><ol class="lst-kix_cd2-0 start" start="4"><li>d</li></ol>
			<p><a href="https://www.google.com/url?q=https://example.org/x?y%3D1&amp;sa=D&amp;ust=1">e</a></p>`;
		expect(await markdown(body, head)).toBe('**Uno** *dos*\n\n- a\n  - b\n- c\n\n4. d\n\n[e](https://example.org/x?y=1)');
	});

	it('reads the lists that Word types out', async () => {
		const blank = `<span style='font:7.0pt "Times New Roman"'>&nbsp;&nbsp;&nbsp; </span>`;
		const sign = (text: string) => `<span style='font-family:Symbol'><span style='mso-list:Ignore'>${text}${blank}</span></span>`;
		const item = (marker: string, text: string, style: string) =>
			`<p class=MsoListParagraphCxSpMiddle style='${style}'><![if !supportLists]>${sign(marker)}<![endif]>${text}</p>`;
		const full = item('·', 'uno', 'text-indent:-18pt;mso-list:l0 level1 lfo1') + item('o', 'dos', 'mso-list:l0 level2 lfo1');
		const filtered = item('4.', 'tres', 'margin-left:36.0pt;text-indent:-18.0pt') + item('b)', 'cuatro', 'margin-left:1.0in');
		const rest = `<p class=MsoListContinue2>sigue</p><p class=MsoNormal>fin</p>`;
		expect(await markdown(full + filtered + rest)).toBe('- uno\n  - dos\n\n4. tres\n\n  2. cuatro\n\n    sigue\n\nfin');
	});

	it('keeps remarks of Google Docs and Word as notes, where they were made', async () => {
		const google =
			'<p>Uno<sup><a href="#cmnt1" id="cmnt_ref1">[a]</a></sup></p><table><tr><td>Dos<a href="#_msocom_2">[B1]</a></td></tr></table><p>Fin</p>' +
			'<div><p><a href="#cmnt_ref1" id="cmnt1">[a]</a><span>¿Cuántas?</span></p></div>' +
			'<div class=msocomtxt><p class=MsoCommentText><a href="#_msoanchor_2">[B1]</a> ¿Dónde?</p></div>';
		const answer = await readDocument(Buffer.from(page(google)));
		expect(answer).toMatchObject({
			ok: true,
			document: {
				notes: [
					{ text: '¿Cuántas?', origin: { paragraph: 1 } },
					{ text: '¿Dónde?', origin: { table: 1, row: 1, cell: 1 } }
				]
			}
		});
		expect(await markdown(google)).toBe('Uno\n\nDos\n\nFin');
	});

	it('reads what LibreOffice writes: lists in lists, and items continued by an indent', async () => {
		const body = `<ul><li><p>a</p></ul><ol><ol><li value="1"><p>b</p></ol></ol><p style="margin-left: 0.5in">sigue b</p>
			<ol><ol start="2"><li><p>c</p></ol></ol><p>fin</p><p style="margin-left: 0.5in">cita</p>`;
		expect(await markdown(body)).toBe('- a\n  1. b\n\n    sigue b\n  2. c\n\nfin\n\ncita');
	});

	it('goes on counting where LibreOffice cuts a list at a deeper one', async () => {
		const piece = (text: string) => `<ol start="2"><li>${text}</ol>`;
		expect(await markdown(`${piece('a')}<ul><ul><li>b</ul></ul>${piece('c')}<p>x</p>${piece('d')}`)).toBe('2. a\n  - b\n3. c\n\nx\n\n2. d');
	});

	it('shows what was ticked and typed in a saved form', async () => {
		expect(
			await markdown(
				'<p><input type=checkbox checked>Buena práctica <input type=checkbox>Práctica prometedora</p><input value="Título"><input type=password value=x>'
			)
		).toBe('☒ Buena práctica ☐ Práctica prometedora\n\nTítulo');
	});

	it.each([
		['its mark', Buffer.from('\ufeff<html><p>niñez', 'utf16le')],
		['Windows-1252 without a word', Buffer.from('<html><p>niñez', 'latin1')],
		['what it claims', Buffer.concat([Buffer.from('<html><meta charset="iso-8859-5"><p>ni'), Buffer.from([0xf1]), Buffer.from('ez')])],
		['UTF-8 whatever it claims', Buffer.from('<html><meta http-equiv="Content-Type" content="text/html; charset=iso-8859-1"><p>niñez')],
		['an encoding that does not exist', Buffer.from('<html><meta charset="nada"><p>niñez', 'latin1')]
	])('is decoded by %s', async (how, bytes) => {
		expect(wordsOf(await read(bytes))).toBe(how === 'what it claims' ? 'ni\u0451ez' : 'niñez');
	});
});

describe('what counts as HTML', () => {
	it.each([
		['a page', '<!-- x --><!doctype html><p>a</p>', 'a'],
		['XHTML', '<?xml version="1.0"?><html xmlns="http://www.w3.org/1999/xhtml"><body><p/><p>a</p></body></html>', 'a'],
		['a fragment', '<h2>Uno</h2>\n<ul><li>dos</li></ul>\n', 'Uno dos'],
		['a table alone', '<table><tr><td>Uno</td>\t<td>dos</td></tr></table>', 'Uno dos'],
		['text with a scrap', 'Uno <ul><li>dos</li></ul>', 'Uno dos'],
		['rows of text that begin with a tag', '<p>Uno</p>\t<p>dos</p>\n<p>Tres</p>\t<p>cuatro</p>', 'Uno dos Tres cuatro']
	])('%s', async (_, text, words) => {
		expect(wordsOf(await read(text))).toBe(words);
	});

	it.each([
		['an entity', '<!DOCTYPE html [<!ENTITY a "b">]><p>&a;</p>', 'fileUnsafe'],
		['absurd depth', `<html>${'<div>'.repeat(5_000)}`, 'fileUnsafe'],
		[
			'tables without end',
			`<html><table>${`<tr>${'<td rowspan=5000>a'.repeat(400)}`.repeat(3)}${'<tr>'.repeat(2_000)}</table>`,
			'fileUnsafe'
		],
		['SVG', '<svg xmlns="http://www.w3.org/2000/svg"><foreignObject><p>a</p></foreignObject></svg>', 'fileTypeUnknown'],
		['other XML', '<?xml version="1.0"?><a>b</a>', 'fileTypeUnknown'],
		['rich text', '{\\rtf1\\ansi hola}', 'fileRichText'],
		['more text than any form', `<html>${'<p>a'.repeat(1_400_000)}`, 'fileTooLarge']
	])('refuses %s', async (_, text, why) => {
		expect(await readDocument(Buffer.from(text))).toEqual({ ok: false, why });
	});

	it('reads many rules, classes and half-open comments in a moment', async () => {
		const css = `/*${'/*'.repeat(100_000)}*/${'.a{font-weight:bold}'.repeat(20_000)}${'{'.repeat(10_000)}`;
		const body = `<p class="${'b '.repeat(5_000)}a">x</p>${'<!--'.repeat(50_000)}`;
		const started = performance.now();
		await read(page(body, `<style>${css}</style>`));
		expect(performance.now() - started).toBeLessThan(3_000);
	});
});
