// What other programs make of the Word files we write: LibreOffice opens and saves them again, and reading that gives the same practice.
import { execFileSync, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readFileSync } from 'node:fs';
import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { getEdition } from '#features/methodology/rules/edition.ts';
import { type DeclaredClass, type FieldKey, fieldKeys } from '#features/methodology/schema.ts';
import { loadEditions } from '#features/methodology/store.server.ts';
import { emptyLayers } from '#features/practices/schema.ts';
import { parseMarkdown, toMarkdown } from '#platform/documents/markdown.ts';
import { richTextOf } from '#platform/documents/rich-text.arbitrary.ts';
import type { Run } from '#platform/documents/rich-text.ts';
import { temporaryFolder } from '../../../../test/temporary.ts';
import { readFileHere } from '../reading/reading-here.server.ts';
import type { PublishedDocument } from '../schema.ts';
import { practiceToWord } from './word.server.ts';

const root = join(import.meta.dirname, '../../../..');
const edition = getEdition(loadEditions(root), 'redlac-2021/1');
const seed = join(root, '../shared/seed/expected.json');
const hasLibreOffice = spawnSync('soffice', ['--version']).error === undefined;
/** Debian's own, where the packages of apt-get stand; a `python3` earlier in the path may not know them. */
const python = ['/usr/bin/python3', 'python3'].find((program) => spawnSync(program, ['-c', 'import docx']).status === 0);
const minute = 60_000;

type Written = { declaredClass: DeclaredClass | null; fields: Record<FieldKey, string> };

const word = fc.constantFrom('práctica', 'SNE', 'número', '40 %', '«red»', 'a & b', '<p>', 'niñez;', '(2021)', '*', '¿cómo?');
const otherScript = fc.constantFrom('الممارسة الجيدة', 'שלום', '👩🏽‍🏫', '🇲🇽', '日本');
const blank = fc.constantFrom(' ', ' ', ' ', '\n');
const phrase = (part: fc.Arbitrary<string>) =>
	fc.array(fc.tuple(part, blank), { minLength: 1, maxLength: 5 }).map((parts) => parts.flat().join(''));
const mark = fc.constantFrom(true as const, undefined);
const href = fc.constantFrom('https://example.org/a?b=1&c=(2)', 'http://example.org/', 'mailto:red@example.org');
/** What a person may well type; other scripts without emphasis, of which web pages lose parts. */
const run: fc.Arbitrary<Run> = fc.oneof(
	fc.record({ text: phrase(word), bold: mark, italic: mark }),
	fc.record({ text: phrase(fc.oneof(word, otherScript)) }),
	fc.record({ text: word, bold: mark, href })
);
const field = richTextOf(run).map(toMarkdown);
const everyField = (text: string) => Object.fromEntries(fieldKeys.map((key) => [key, text])) as Record<FieldKey, string>;
const markdown = (text: string) => toMarkdown(parseMarkdown(text));

const mixed = markdown(
	'- **Ámbito** con [enlace](https://example.org/)\n  1. uno\n  2. dos\n\n     sigue el segundo\n  3. tres\n- otro\n\nPárrafo **largo**\nen dos líneas 👩🏽‍🏫\n\n5. cinco\n6. seis\n   - siete\n\nالممارسة الجيدة\n\n- الممارسة\n- *fin*'
);
const long = markdown('- **Ámbito** con [enlace](https://example.org/)\n  1. uno\n  2. dos\n\nPárrafo que se alarga un poco. '.repeat(320));
const practices = new Map<string, Written>([
	['mixed', { declaredClass: 'good', fields: everyField(mixed) }],
	['long', { declaredClass: 'promising', fields: { ...everyField('Breve.'), description: long } }],
	[
		'nothing-for-the-web',
		{
			declaredClass: null,
			fields: everyField('1\\. no es lista\n\n\\- ni esto\n\n[guía](https://example.org/a)[دليل guía](https://example.org/)')
		}
	],
	['empty', { declaredClass: null, fields: { ...everyField(''), title: 'Solo un título', impact: '- a', results: '1. b' } }]
]);
fc.sample(fc.record(Object.fromEntries(fieldKeys.map((key) => [key, field])) as Record<FieldKey, typeof field>), {
	seed: 2021,
	numRuns: 5
}).forEach((fields, index) => {
	practices.set(`generated-${index}`, { declaredClass: index % 2 === 0 ? 'promising' : null, fields: { ...fields, title: 'Un título' } });
});
if (existsSync(seed)) practices.set('official', JSON.parse(readFileSync(seed, 'utf8')) as Written);

function asDocument({ declaredClass, fields }: Written): PublishedDocument {
	const content = { edition: edition.id, declaredClass, fields, layers: emptyLayers, institutions: [], attachments: [] };
	return { code: 'AC-0001', version: 1, content, isInvented: false, isExample: false, verdict: null };
}

let folder = '';
const written = (name: string) => join(folder, 'written', `${name}.docx`);

beforeAll(async () => {
	folder = await temporaryFolder();
	await mkdir(join(folder, 'written'));
	for (const [name, practice] of practices) await writeFile(written(name), await practiceToWord(asDocument(practice), edition, 'es'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

/** One start for all files, with a profile of its own, so that a LibreOffice which the person testing has open is left alone. */
async function convert(format: 'docx' | 'odt' | 'html'): Promise<void> {
	const profile = pathToFileURL(join(folder, 'profile')).href;
	const options = [`-env:UserInstallation=${profile}`, '--headless', '--convert-to', format, '--outdir', join(folder, format)];
	const office = spawn('soffice', [...options, ...[...practices.keys()].map(written)], {
		env: { PATH: process.env.PATH, HOME: folder },
		stdio: 'ignore',
		detached: true
	});
	// It starts programs of its own, which end with their group only.
	const limit = setTimeout(() => office.pid && process.kill(-office.pid, 'SIGKILL'), 4 * minute);
	const [code] = await once(office, 'exit');
	clearTimeout(limit);
	expect(code).toBe(0);
}

describe.skipIf(!hasLibreOffice)('a practice that LibreOffice saved again (needs soffice)', () => {
	it.each(['docx', 'odt', 'html'] as const)(
		'is the same as %s',
		async (format) => {
			await convert(format);
			for (const [name, { declaredClass, fields }] of practices) {
				// A web page cannot say that a typed "1." is no list, and LibreOffice ends a link there where the script changes.
				if (format === 'html' && name === 'nothing-for-the-web') continue;
				const read = await readFileHere({ bytes: await readFile(join(folder, format, `${name}.${format}`)), edition });
				expect({ name, read }).toMatchObject({ name, read: { ok: true, practices: [{ declaredClass, fields, unplaced: [] }] } });
			}
		},
		5 * minute
	);
});

const listCells = `
import json, sys
from docx import Document
tables = Document(sys.argv[1]).tables
print(json.dumps([[[p.text for p in cell.paragraphs] for cell in row.cells] for table in tables for row in table.rows]))
`;

describe.skipIf(python === undefined)('what python-docx reads (needs python3-docx)', () => {
	it('is the table of the form, paragraph by paragraph', () => {
		const output = execFileSync(python ?? '', ['-c', listCells, written('mixed')], { encoding: 'utf8', timeout: minute });
		const rows = JSON.parse(output) as [string[], string[]][];
		expect(rows.map(([label]) => label[0]?.replace(/:$/, ''))).toEqual(edition.fields.map((each) => each.name.es));
		for (const [, value] of rows) expect(value.slice(0, 4)).toEqual(['Ámbito con ', 'uno', 'dos', 'sigue el segundo']);
	});
});
