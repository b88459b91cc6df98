// The form as web pages and OpenDocument texts lay it out: every layout gives the same practice.
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { getEdition } from '#features/methodology/rules/edition.ts';
import { type DeclaredClass, type FieldKey, fieldKeys } from '#features/methodology/schema.ts';
import { loadEditions } from '#features/methodology/store.server.ts';
import { parseMarkdown } from '#platform/documents/markdown.ts';
import { cell, item, list, odtOf, p, span, table } from '#platform/documents/odt/odt.fixture.ts';
import type { Block, Run } from '#platform/documents/rich-text.ts';
import { readFileHere } from './reading-here.server.ts';

const root = join(import.meta.dirname, '../../../..');
const edition = getEdition(loadEditions(root), 'redlac-2021/1');
const seed = join(root, '../shared/seed/expected.json');

type Written = { declaredClass: DeclaredClass; fields: Record<FieldKey, string> };
const text = (key: FieldKey) =>
	`Texto de **${key}**, con [enlace](https://example.org/?a=1&b=2) y «señas» <b>\n\n- uno de ${key}\n  1. dos\n  2. tres\n\n    sigue tres\n- cuatro\n\nFin.`;
const generated: Written = {
	declaredClass: 'promising',
	fields: Object.fromEntries(fieldKeys.map((key) => [key, text(key)])) as Record<FieldKey, string>
};
const official = existsSync(seed) ? (JSON.parse(readFileSync(seed, 'utf8')) as Written) : undefined;

const name = (key: FieldKey) => edition.fields.find((field) => field.key === key)?.name.es ?? '';
const prompt = (key: FieldKey) => edition.fields.find((field) => field.key === key)?.prompt?.es ?? '';
const escaped = (words: string) => words.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;');

const htmlRuns = (runs: Run[]) =>
	runs
		.map(({ text: words, bold, italic, href }) => {
			const marked = `${bold ? '<b>' : ''}${italic ? '<i>' : ''}${escaped(words)}${italic ? '</i>' : ''}${bold ? '</b>' : ''}`;
			return href ? `<a href="${escaped(href)}">${marked}</a>` : marked;
		})
		.join('')
		.replaceAll('\n', '<br>\n');
const html = (blocks: Block[]): string =>
	blocks
		.map((block) => {
			if (block.kind === 'paragraph') return `<p>${htmlRuns(block.runs)}</p>\n`;
			const items = block.items.map((each) => `<li>${htmlRuns(each.runs)}\n${html(each.blocks)}</li>`).join('\n');
			return block.ordered ? `<ol start="${block.start}">\n${items}</ol>\n` : `<ul>${items}</ul>`;
		})
		.join('');
const odtRuns = (runs: Run[]) =>
	runs
		.map(({ text: words, bold, italic, href }) => {
			const slanted = italic ? span(escaped(words), 'I') : escaped(words);
			const marked = bold ? span(slanted, 'B') : slanted;
			return href ? `<text:a xlink:href="${escaped(href)}">${marked}</text:a>` : marked;
		})
		.join('')
		.replaceAll('\n', '<text:line-break/>');
const odt = (blocks: Block[]): string =>
	blocks
		.map((block) => {
			if (block.kind === 'paragraph') return p(odtRuns(block.runs));
			return list(
				block.ordered ? 'LN' : 'LB',
				block.items.map((each) => item(p(odtRuns(each.runs)), odt(each.blocks)))
			);
		})
		.join('');

/** Word's "web page, filtered": bullets and numbers typed out, their level told by the indent. */
const typedOut = (blocks: Block[], level = 0): string =>
	blocks
		.map((block) => {
			const indent = `style='margin-left:${36 * (level + 1)}.0pt;text-indent:-18.0pt'`;
			const blank = `<span style='font:7.0pt "Times New Roman"'>&nbsp;&nbsp; </span>`;
			if (block.kind === 'paragraph')
				return `<p class=${level === 0 ? 'MsoNormal' : `MsoListContinue${level === 1 ? '' : level}`}>${htmlRuns(block.runs)}</p>`;
			return block.items
				.map((each, i) => {
					const marker = block.ordered ? `${block.start + i}.` : '·';
					return `<p class=MsoListParagraphCxSpMiddle ${indent}><span style='font-family:Symbol'>${marker}${blank}</span>${htmlRuns(each.runs)}</p>${typedOut(each.blocks, level + 1)}`;
				})
				.join('');
		})
		.join('\n');

type Layout = (field: (key: FieldKey) => Block[], heading: string) => string | Uint8Array;
const page = (body: string, head = '') =>
	`<!DOCTYPE html><html lang="es"><head><title>Formato</title>${head}</head><body>${body}</body></html>`;
const title = 'FORMATO PARA DOCUMENTAR BUENAS PRÁCTICAS';
const each = (write: (key: FieldKey) => string) => fieldKeys.map(write).join('\n');
const label = (key: FieldKey) => `<p><b>${name(key)}</b></p><p>${prompt(key)}</p>`;
const odtLabel = (key: FieldKey) => p(span(name(key), 'B')) + (prompt(key) ? p(prompt(key)) : '');

const layouts: Record<string, Layout> = {
	'a page with a table': (field, heading) =>
		page(`<h1>${title}</h1><h2>${heading}</h2><table border=1>${each((key) => `<tr><td>${label(key)}<td>${html(field(key))}`)}</table>`),
	'a page whose labels reach over two rows': (field, heading) =>
		page(
			`<p>${title}<p>${heading}<table><tbody>${each((key) => {
				const [first, ...others] = field(key);
				return `<tr><th rowspan="2">${label(key)}</th><td>${html(first ? [first] : [])}</td></tr><tr><td>${html(others)}</td></tr>`;
			})}</tbody></table>`
		),
	'a page laid out by tables in tables': (field, heading) =>
		page(
			`<table><tr><td>${title}</td></tr><tr><td>${heading}</td></tr><tr><td><table>${each((key) => `<tr><td colspan="2">${label(key)}</td></tr><tr><td></td><td>${html(field(key))}</td></tr>`)}</table></td></tr></table>`
		),
	'a page with headings': (field, heading) =>
		page(`<h1>${title}</h1><p>${heading}</p>${each((key) => `<h3>${name(key)}:</h3>${html(field(key))}`)}`),
	'a definition list': (field, heading) => page(`<h1>${heading}</h1><dl>${each((key) => `<dt>${name(key)}<dd>${html(field(key))}`)}</dl>`),
	'a fragment': (field, heading) =>
		`<p>${heading}</p><table>${each((key) => `<tr><td>${name(key)}</td><td>${html(field(key))}</td></tr>`)}</table>`,
	'what Word filters': (field, heading) =>
		page(
			`<div class=WordSection1><p class=MsoTitle>${title}</p><p class=MsoNormal><b>${heading}</b></p><table class=MsoTableGrid>${each((key) => `<tr><td>${label(key)}</td><td>${typedOut(field(key))}</td></tr>`)}</table></div>`,
			'<style><!-- /* Style Definitions */ p.MsoNormal, li.MsoNormal { margin:0cm; font-size:11.0pt; } @page WordSection1 { size:612.0pt 792.0pt; } --></style>'
		),
	'a page of Latin letters in an old encoding': (field, heading) =>
		Buffer.from(
			page(
				`<h1>${heading}</h1><table>${each((key) => `<tr><td>${name(key)}</td><td>${html(field(key))}</td></tr>`)}</table>`,
				'<meta charset="iso-8859-1">'
			)
				.replaceAll('“', '&ldquo;')
				.replaceAll('”', '&rdquo;'),
			'latin1'
		),
	'an OpenDocument table': (field, heading) =>
		odtOf(p(title) + p(heading, 'Heading_20_2') + table(...fieldKeys.map((key) => [cell(odtLabel(key)), cell(odt(field(key)) || p(''))]))),
	'an OpenDocument text with headings': (field, heading) =>
		odtOf(p(title) + p(heading) + each((key) => `<text:h text:outline-level="2">${name(key)}</text:h>${odt(field(key))}`)),
	'an OpenDocument text with a box for each field': (field, heading) =>
		odtOf(p(heading) + each((key) => p(`<draw:frame><draw:text-box>${odtLabel(key)}${odt(field(key))}</draw:text-box></draw:frame>`))),
	'OpenDocument tables with labels merged downwards': (field, heading) =>
		odtOf(
			p(heading) +
				each((key) => {
					const [first, ...others] = field(key);
					const merged = cell(odtLabel(key), 'table:number-rows-spanned="2"');
					return table([merged, cell(odt(first ? [first] : []) || p(''))], ['<table:covered-table-cell/>', cell(odt(others) || p(''))]);
				})
		)
};

async function readLayout(layout: Layout, { declaredClass, fields }: Written) {
	const written = layout((key) => parseMarkdown(fields[key]), edition.form.heading[declaredClass].es);
	return readFileHere({ bytes: Buffer.from(written), edition });
}

describe('pages and OpenDocument texts', () => {
	it.each(Object.entries(layouts))('give the same practice as %s', async (_, layout) => {
		expect(await readLayout(layout, generated)).toMatchObject({ ok: true, practices: [{ ...generated, unplaced: [] }] });
	});

	it.skipIf(!official).each(Object.entries(layouts))('give the official example as %s (needs ../shared/seed)', async (_, layout) => {
		expect(await readLayout(layout, official ?? generated)).toMatchObject({ ok: true, practices: [{ ...official, unplaced: [] }] });
	});
});
