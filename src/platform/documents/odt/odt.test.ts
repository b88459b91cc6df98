import { describe, expect, it } from 'vitest';
import { readDocument } from '../format.server.ts';
import { toMarkdown } from '../markdown.ts';
import { type DocumentBlock, type ReadDocument, type TableBlock, toRichText, wordsOf } from '../read-document.ts';
import { cell, item, list, odtOf, p, span, table } from './odt.fixture.ts';

async function document(body: string, parts?: Record<string, string>): Promise<ReadDocument> {
	const answer = await readDocument(odtOf(body, parts));
	if (!answer.ok) throw new Error(answer.why);
	return answer.document;
}
const read = async (body: string): Promise<DocumentBlock[]> => (await document(body)).blocks;
const markdown = async (body: string) => toMarkdown(toRichText(await read(body)));

describe('readOdt', () => {
	it('reads emphasis of spans, of named styles and of paragraphs in direct formatting', async () => {
		const body = `${span('uno', 'B')} ${span(`dos ${span('tres', 'N')}`, 'I')} ${span('cuatro', 'Strongest')}`;
		expect(await markdown(p(body))).toBe('**uno** *dos tres* **cuatro**');
		expect(await markdown(p(`uno ${span('dos', 'N')}`, 'PB'))).toBe('**uno** dos');
	});

	it('reads links, tabs, line breaks and blanks, and white space of the file as one', async () => {
		const link = (href: string) => `<text:a xlink:type="simple" xlink:href="${href}">aquí</text:a>`;
		expect(await markdown(p(`  uno\n\t dos <text:s text:c="2"/>tres<text:tab/>cuatro<text:line-break/> cinco`))).toBe(
			'uno dos   tres\tcuatro\ncinco'
		);
		expect(await markdown(p(`${link('https://example.org/')} ${link('javascript:alert(1)')}`))).toBe('[aquí](https://example.org/) aquí');
		expect((await markdown(p(`a<text:s text:c="999999999"/>b`))).length).toBeLessThan(2_000);
	});

	it('reads nested lists with their numbers and what continues an item', async () => {
		const inner = list('LN', [item('b', p('sigue b')), item('c')]);
		expect(await markdown(list('LB', [item(p('a'), inner), item('d')]))).toBe('- a\n  1. b\n\n    sigue b\n  2. c\n- d');
		expect(
			await markdown(
				`${list('LN', ['<text:list-item text:start-value="5"><text:p>a</text:p></text:list-item>', item('b')])}${p('x')}${list('LN', [item('c')])}`
			)
		).toBe('5. a\n6. b\n\nx\n\n1. c');
		expect(await markdown(list('LE', [item('sin señal')]))).toBe('sin señal');
	});

	it('goes on counting where a list says that it continues', async () => {
		const first = list('LN', [item('a'), item(p('b'), list('LB', [item('c')]))], 'xml:id="l1"');
		const second = list('LN', [item('e')], 'text:continue-numbering="true"');
		const other = list('LN', [item('f')]);
		const third = list('LN', [item('g')], 'text:continue-list="l1"');
		expect(await markdown(first + p('d') + second + p('x') + other + p('y') + third)).toBe(
			'1. a\n2. b\n  - c\n\nd\n\n3. e\n\nx\n\n1. f\n\ny\n\n4. g'
		);
	});

	it('counts an item of another style with the lists of that style', async () => {
		const other = '<text:list-item text:style-override="LN" text:start-value="4"><text:p>b</text:p></text:list-item>';
		expect(await markdown(list('LB', [item('a'), other]) + list('LN', [item('c')], 'text:continue-numbering="true"'))).toBe(
			'- a\n\n4. b\n5. c'
		);
	});

	it('puts an item of a deeper list at its level, as LibreOffice writes what Word had', async () => {
		const deep = (...items: string[]) =>
			list('LN', [item(list('LN', items).replace(' text:style-name="LN"', ''))], 'text:continue-numbering="true"');
		expect(await markdown(list('LB', [item('a')]) + deep(item('b')) + p('sigue b', 'PC') + deep(item('c')))).toBe(
			'- a\n  1. b\n\n    sigue b\n  2. c'
		);
	});

	it('leaves a typed number as text where the paragraph says that it is no list', async () => {
		expect(await markdown(p('1. texto', 'PN'))).toBe('1\\. texto');
		expect(await markdown(p('1. texto'))).toBe('1. texto');
	});

	it('knows headings by element and by style', async () => {
		const blocks = await read(`<text:h text:outline-level="3">uno</text:h>${p('dos', 'Heading_20_2')}${p('tres')}`);
		expect(blocks).toMatchObject([
			{ isHeading: true, headingLevel: 3 },
			{ isHeading: true, headingLevel: 2, runs: [{ text: 'dos' }] },
			{ origin: { paragraph: 3 } }
		]);
		expect(blocks[2]).not.toHaveProperty('isHeading');
	});

	it('knows merged cells, tables in tables and where each cell stands', async () => {
		const covered = '<table:covered-table-cell><text:p>tapado</text:p></table:covered-table-cell>';
		const wide = 'table:number-columns-spanned="2" table:number-rows-spanned="2"';
		const [block] = await read(
			table([cell('a', wide), covered, cell('b')], [covered, covered, cell('c')], [cell('d'), cell(p('e') + table([cell('f')])), cell('g')])
		);
		const { rows } = block as TableBlock;
		expect(rows.map((row) => row.cells.map((each) => wordsOf(each.blocks)))).toEqual([
			['a', 'b'],
			['', 'c'],
			['d', 'e f', 'g']
		]);
		expect(rows[1]?.cells[0]).toEqual({ blocks: [], isContinued: true, span: 2 });
		expect(rows[2]?.cells[1]?.blocks[0]?.origin).toEqual({ table: 1, row: 3, cell: 2 });
	});

	it('reads sections and text boxes, these after the paragraph they hang on', async () => {
		const box = `<draw:frame><draw:text-box>${p('en caja')}${table([cell('a')])}</draw:text-box><svg:desc>retrato</svg:desc></draw:frame>`;
		const body = `<text:section text:name="s">${p(`antes${box} y después`)}</text:section><draw:custom-shape>${p('forma')}</draw:custom-shape>`;
		expect((await read(body)).map((block) => wordsOf([block]))).toEqual(['antes y después', 'en caja', 'a', 'forma']);
	});

	it.each([
		[
			'deletions',
			`<text:tracked-changes><text:changed-region><text:deletion>${p('x')}</text:deletion></text:changed-region></text:tracked-changes>`
		],
		['hidden words', p(span('x', 'H'))],
		['hidden sections', `<text:section text:display="none">${p('x')}</text:section>`],
		['hidden paragraphs', p('<text:hidden-paragraph text:is-hidden="true"/>x')],
		['prompts', p('<text:placeholder text:placeholder-type="text">&lt;x&gt;</text:placeholder>')],
		['tables of contents', `<text:table-of-content><text:index-body>${p('x')}</text:index-body></text:table-of-content>`],
		['numbers written out', p('<text:number>x</text:number>')]
	])('does not show %s', async (_, hidden) => {
		expect(await markdown(p('antes<text:change text:change-id="1"/>') + hidden + p('después'))).toBe('antes\n\ndespués');
	});

	it('keeps footnotes in brackets and remarks as notes', async () => {
		const footnote = `<text:note text:note-class="footnote"><text:note-citation>1</text:note-citation><text:note-body>${p('Informe')}${p('de 2021')}</text:note-body></text:note>`;
		const remark = `<office:annotation><dc:creator>Ana</dc:creator><dc:date>2021-01-01</dc:date>${p('¿De qué')}${p('año?')}</office:annotation>`;
		const { blocks, notes } = await document(table([cell(p(`Creció${footnote} mucho${remark}.`))]));
		expect(wordsOf(blocks)).toBe('Creció [Informe de 2021] mucho.');
		expect(notes).toEqual([{ text: '¿De qué\naño?', origin: { table: 1, row: 1, cell: 1 } }]);
	});
});

describe('archives of OpenDocument', () => {
	it.each([
		[
			'an encrypted text',
			odtOf(p('a'), { 'META-INF/manifest.xml': '<manifest:manifest><manifest:encryption-data/></manifest:manifest>' }),
			'fileEncrypted'
		],
		['a spreadsheet', odtOf(p('a'), { mimetype: 'application/vnd.oasis.opendocument.spreadsheet' }), 'fileTypeUnknown'],
		['slides', odtOf(p('a'), { mimetype: 'application/vnd.oasis.opendocument.presentation' }), 'fileTypeUnknown'],
		['one without text', odtOf(p('a'), { 'content.xml': '<a/>' }), 'fileDamaged'],
		['an entity', odtOf(p('a'), { 'content.xml': '<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>' }), 'fileUnsafe'],
		[
			'an entity among the styles',
			odtOf(p('a'), { 'styles.xml': '<!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]><a>&b;</a>' }),
			'fileUnsafe'
		],
		['absurd depth', odtOf('<text:section>'.repeat(5_000)), 'fileUnsafe'],
		['a bomb', odtOf(p(' '.repeat(30_000_000))), 'fileUnsafe']
	])('refuses %s', async (_, bytes, why) => {
		expect(await readDocument(bytes)).toEqual({ ok: false, why });
	});

	it('reads a template, and a text without styles', async () => {
		const template = { mimetype: 'application/vnd.oasis.opendocument.text-template' };
		expect(wordsOf((await document(p('hola'), template)).blocks)).toBe('hola');
		expect(wordsOf((await document(p('hola'), { 'styles.xml': '<a/>' })).blocks)).toBe('hola');
	});
});
