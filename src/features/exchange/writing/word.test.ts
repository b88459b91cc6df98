import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { Parser } from 'htmlparser2';
import { describe, expect, it } from 'vitest';
import { getEdition } from '#features/methodology/rules/edition.ts';
import { type FieldKey, fieldKeys } from '#features/methodology/schema.ts';
import { loadEditions } from '#features/methodology/store.server.ts';
import { emptyLayers } from '#features/practices/schema.ts';
import { parseMarkdown, toMarkdown } from '#platform/documents/markdown.ts';
import { richText } from '#platform/documents/rich-text.arbitrary.ts';
import { openZip } from '#platform/documents/zip.server.ts';
import { readFileHere } from '../reading/reading-here.server.ts';
import type { PublishedDocument } from '../schema.ts';
import { practiceToWord } from './word.server.ts';

const root = join(import.meta.dirname, '../../../..');
const edition = getEdition(loadEditions(root), 'redlac-2021/1');
const documentOf = (fields: Record<FieldKey, string>, declaredClass: PublishedDocument['content']['declaredClass']): PublishedDocument => ({
	code: 'AC-0001',
	version: 2,
	isInvented: false,
	isExample: false,
	content: { edition: edition.id, declaredClass, fields, layers: emptyLayers, institutions: [], attachments: [] },
	verdict: {
		class: 'unclassified',
		edition: edition.id,
		conditional: false,
		confirmedAt: '2026-10-05',
		validUntil: null,
		isInvented: true,
		criteria: []
	}
});
const fieldsOf = (text: string) => Object.fromEntries(fieldKeys.map((key) => [key, text])) as Record<FieldKey, string>;
const partOf = (bytes: Uint8Array, name: string) => Buffer.from(openZip(Buffer.from(bytes)).read(name) ?? []).toString();

async function roundTrip(document: PublishedDocument) {
	const read = await readFileHere({ bytes: await practiceToWord(document, edition, 'es'), edition });
	if (!read.ok) throw new Error(read.why);
	const [practice] = read.practices;
	if (!practice) throw new Error('no practice was read');
	return practice;
}

/** Parts of each kind of properties in the order of their schema, as far as we write them or might. */
const order: Record<string, string> = {
	'w:pPr':
		'pStyle keepNext keepLines pageBreakBefore widowControl numPr pBdr shd tabs bidi spacing ind contextualSpacing jc outlineLvl rPr sectPr',
	'w:rPr': 'rStyle rFonts b bCs i iCs caps strike color spacing kern position sz szCs highlight u effect shd vertAlign rtl cs lang',
	'w:tblPr':
		'tblStyle tblpPr bidiVisual tblW jc tblCellSpacing tblInd tblBorders shd tblLayout tblCellMar tblLook tblCaption tblDescription',
	'w:tcPr': 'cnfStyle tcW gridSpan vMerge tcBorders shd noWrap tcMar textDirection tcFitText vAlign hideMark',
	'w:trPr': 'cnfStyle gridBefore wBefore cantSplit trHeight tblHeader jc',
	'w:sectPr':
		'headerReference footerReference footnotePr endnotePr type pgSz pgMar paperSrc pgBorders lnNumType pgNumType cols vAlign titlePg bidi docGrid',
	'w:tbl': 'tblPr tblGrid tr',
	'w:tc': 'tcPr tbl p',
	'w:lvl': 'start numFmt lvlRestart pStyle isLgl suff lvlText lvlJc pPr rPr'
};

/** Children that stand after one that should follow them, or that the list does not know. */
function misplaced(xml: string): string[] {
	const wrong: string[] = [];
	const open: { name: string; last: string }[] = [];
	const parser = new Parser(
		{
			onopentagname(name) {
				const parent = open.at(-1);
				const wanted = parent && order[parent.name]?.split(' ').map((part) => `w:${part}`);
				if (parent && wanted) {
					if (!wanted.includes(name)) wrong.push(`${parent.name}: ${name} is not known`);
					if (wanted.indexOf(name) < wanted.indexOf(parent.last)) wrong.push(`${parent.name}: ${name} after ${parent.last}`);
					parent.last = name;
				}
				open.push({ name, last: '' });
			},
			onclosetag: () => void open.pop()
		},
		{ xmlMode: true }
	);
	parser.end(xml);
	return wrong;
}

describe('practiceToWord', () => {
	it('is read again as the same practice, whatever the text', async () => {
		const field = richText.map((text) => toMarkdown(text));
		const fields = fc.record(Object.fromEntries(fieldKeys.map((key) => [key, field])) as Record<FieldKey, typeof field>);
		await fc.assert(
			fc.asyncProperty(fields, fc.constantFrom('good' as const, 'promising' as const, null), async (generated, declaredClass) => {
				const given = { ...generated, title: generated.title || 'Un título' };
				const practice = await roundTrip(documentOf(given, declaredClass));
				expect(practice.fields).toEqual(given);
				expect(practice.declaredClass).toBe(declaredClass);
				expect(practice.unplaced).toEqual([]);
			}),
			{ numRuns: 30 }
		);
	}, 120_000);

	it('marks an invented verdict in its footer', async () => {
		const bytes = await practiceToWord(documentOf(fieldsOf('Texto'), 'good'), edition, 'es');
		expect(partOf(bytes, 'word/footer1.xml')).toContain('dictamen inventado');
		const invented = await practiceToWord({ ...documentOf(fieldsOf('Texto'), 'good'), isInvented: true }, edition, 'es');
		expect(partOf(invented, 'word/footer1.xml')).toContain('ejemplo inventado');
	});

	it('says its title, its authors and its language; writes from right to left where the text does', async () => {
		const document = documentOf({ ...fieldsOf('Texto'), title: 'Pan & <circo>\ny más', description: 'שלום الممارسة\n\nDos' }, null);
		const institution = { id: '00000000-0000-4000-8000-000000000000', name: 'Instituto <inventado>' };
		const content = { ...document.content, institutions: [institution], layers: { ...emptyLayers, language: 'pt' as const } };
		const bytes = await practiceToWord({ ...document, content }, edition, 'es');
		const properties = partOf(bytes, 'docProps/core.xml');
		for (const part of [
			'<dc:title>Pan &amp; &lt;circo&gt; y más</dc:title>',
			'<dc:creator>Instituto &lt;inventado&gt;</dc:creator>',
			'<dc:language>pt-BR</dc:language>'
		])
			expect(properties).toContain(part);
		expect(partOf(bytes, 'word/styles.xml')).toContain('<w:lang w:val="pt-BR"');
		expect(partOf(bytes, 'word/document.xml').match(/<w:bidi\/>/g)).toHaveLength(1);
		expect(partOf(bytes, 'word/document.xml').match(/<w:rtl\/>/g)).toHaveLength(1);
		expect(partOf(bytes, 'word/footer1.xml')).toContain('NUMPAGES');
	});

	it('keeps the order in which the format wants the parts of its properties (ECMA-376, CT_PPr, CT_RPr, CT_TblPr, CT_TcPr, CT_SectPr)', async () => {
		const rich = '- **Ámbito** con *[enlace](https://example.org/)*\n  1. uno\n  2. dos\n\nשלום **الممارسة**\n\n2021. año';
		const bytes = await practiceToWord(documentOf(fieldsOf(rich), 'good'), edition, 'es');
		for (const name of ['document', 'styles', 'numbering', 'header1', 'footer1']) {
			const wrong = misplaced(partOf(bytes, `word/${name}.xml`));
			expect(wrong, name).toEqual([]);
		}
		expect(misplaced('<w:pPr><w:jc/><w:pStyle/></w:pPr>')).toEqual(['w:pPr: w:pStyle after w:jc']);
	});

	it('holds 30,000 characters', async () => {
		const text = toMarkdown(
			parseMarkdown('- **Ámbito** con [enlace](https://example.org/)\n  1. uno\n  2. dos\n\nPárrafo largo. '.repeat(400))
		);
		expect(text.length).toBeGreaterThan(30_000);
		const fields = fieldsOf(text);
		expect((await roundTrip(documentOf(fields, 'good'))).fields).toEqual(fields);
	});

	it.skipIf(!existsSync(join(root, '../shared/seed/expected.json')))('gives the official example back (needs ../shared/seed)', async () => {
		const expected = JSON.parse(readFileSync(join(root, '../shared/seed/expected.json'), 'utf8')) as {
			declaredClass: 'promising';
			fields: Record<FieldKey, string>;
		};
		const practice = await roundTrip(documentOf(expected.fields, expected.declaredClass));
		expect(practice).toMatchObject({ ...expected, unplaced: [], warnings: [] });
	});
});
