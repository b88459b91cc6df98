// What other programs make of the spreadsheets we write: LibreOffice opens and saves them again, and reading that gives the same texts.
import { execFileSync, spawnSync } from 'node:child_process';
import { readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readDocument } from '#platform/documents/format.server.ts';
import { toMarkdown } from '#platform/documents/markdown.ts';
import { type TableBlock, toRichText } from '#platform/documents/read-document.ts';
import { richText } from '#platform/documents/rich-text.arbitrary.ts';
import { temporaryFolder } from '../../../../test/temporary.ts';
import { type CellValue, sheetOf, toCsv } from './sheets.ts';
import { toXlsx } from './xlsx.server.ts';

const hasLibreOffice = spawnSync('soffice', ['--version']).error === undefined;
/** Debian's own, where the packages of apt-get stand; a `python3` earlier in the path may not know them. */
const python = ['/usr/bin/python3', 'python3'].find((program) => spawnSync(program, ['-c', 'import openpyxl']).status === 0);
const minute = 60_000;

const texts = [
	"=cmd|' /C calc'!A0",
	"'=1+1",
	'＝1',
	'- uno\n  - dos\n\n1. **tres**',
	'\\- no es lista',
	'ñandú 👩🏽‍🏫 الممارسة',
	'a, "b"; c\n\nd',
	'_x0041_ véase ⟦→1⟧',
	'0012',
	'1/2',
	'TRUE',
	`- ${'ñandú '.repeat(6_000)}fin`,
	...fc.sample(richText.map(toMarkdown), { seed: 2021, numRuns: 60 }).filter((text) => text !== '' && !/[\u200b\u00ad]/.test(text))
];
/** Rows whose text goes on in another sheet, or could be taken for one that does. */
const parted = new Set(texts.flatMap((text, index) => (text.length > 32_767 || text.endsWith('⟧') ? [`AC-${index}`] : [])));
const records = texts.map((text, index): CellValue[] => [`AC-${index}`, text, { day: '2026-11-22' }, index + 0.5]);
const sheet = () =>
	sheetOf(
		'Prácticas',
		['code', 'title', 'day', 'number'].map((key, index) => ({
			key,
			heading: `Columna ${key}`,
			width: 20,
			value: (row: CellValue[]) => row[index] ?? null
		})),
		records
	);
const expected = texts.map((text, index) => [`AC-${index}`, text, '2026-11-22', String(index + 0.5)]);

let folder = '';
beforeAll(async () => {
	folder = await temporaryFolder();
	await writeFile(join(folder, 'lista.xlsx'), toXlsx([sheet()], { name: 'Continuación', number: 'Número', text: 'Texto' }));
	await writeFile(join(folder, 'lista.csv'), toCsv(sheet()));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

async function rowsOf(file: string): Promise<string[][]> {
	const answer = await readDocument(await readFile(file));
	if (!answer.ok) throw new Error(answer.why);
	const table = answer.document.blocks[0] as TableBlock;
	return table.rows.slice(2).map((row) => row.cells.map((cell) => toMarkdown(toRichText(cell.blocks))));
}

/** With a profile of its own, so that an open LibreOffice of the person testing is left alone. */
function convert(file: string, format: string, into: string, ...more: string[]): void {
	const profile = pathToFileURL(join(folder, 'profile')).href;
	execFileSync(
		'soffice',
		[`-env:UserInstallation=${profile}`, '--headless', ...more, '--convert-to', format, '--outdir', join(folder, into), file],
		{
			timeout: 4 * minute,
			killSignal: 'SIGKILL',
			stdio: 'ignore',
			env: { PATH: process.env.PATH, HOME: folder }
		}
	);
}

describe.skipIf(!hasLibreOffice)('a spreadsheet that LibreOffice saved again (needs soffice)', () => {
	it(
		'holds the same as XLSX',
		async () => {
			convert(join(folder, 'lista.xlsx'), 'xlsx:Calc MS Excel 2007 XML', 'again');
			expect(await rowsOf(join(folder, 'again', 'lista.xlsx'))).toEqual(expected);
		},
		5 * minute
	);

	it(
		'holds the same as CSV, where nothing runs, and as XLSX made of that',
		async () => {
			convert(join(folder, 'lista.xlsx'), 'csv:Text - txt - csv (StarCalc):44,34,76,1', 'plain');
			// One sheet alone goes into a CSV, so that the text which goes on in another ends early.
			const whole = (rows: string[][]) => rows.filter(([code]) => !parted.has(code ?? ''));
			expect(whole(await rowsOf(join(folder, 'plain', 'lista.csv')))).toEqual(whole(expected));
			const asText = '--infilter=CSV:44,34,76,1,1/2/2/2/3/2/4/2';
			convert(join(folder, 'plain', 'lista.csv'), 'xlsx:Calc MS Excel 2007 XML', 'back', asText);
			expect(whole(await rowsOf(join(folder, 'back', 'lista.xlsx')))).toEqual(whole(expected));
			const text = await readFile(join(folder, 'plain', 'lista.csv'), 'utf8');
			expect(text).toContain("'=cmd|' /C calc'!A0");
			expect(text).not.toMatch(/#NAME\?|Err:5/);
		},
		5 * minute
	);
});

const listCells = `
import json, sys
from openpyxl import load_workbook
book = load_workbook(sys.argv[1])
sheet = book.worksheets[0]
print(json.dumps({
	'names': book.sheetnames,
	'frozen': sheet.freeze_panes,
	'types': [cell.data_type for cell in sheet[3]],
	'day': sheet['C3'].value.isoformat(),
	'number': sheet['D3'].value,
	'formulas': [cell.coordinate for row in sheet for cell in row if cell.data_type == 'f'],
	'longest': max(len(str(cell.value)) for row in sheet for cell in row)
}))
`;

describe.skipIf(python === undefined)('what openpyxl reads (needs python3-openpyxl)', () => {
	it('texts, days and numbers, and no formula', () => {
		const found = JSON.parse(execFileSync(python ?? '', ['-c', listCells, join(folder, 'lista.xlsx')], { encoding: 'utf8' }));
		expect(found).toMatchObject({
			names: ['Prácticas', 'Continuación'],
			frozen: 'B3',
			types: ['s', 's', 'd', 'n'],
			day: '2026-11-22T00:00:00',
			number: 0.5,
			formulas: []
		});
		expect(found.longest).toBeLessThanOrEqual(32_767);
	});
});
