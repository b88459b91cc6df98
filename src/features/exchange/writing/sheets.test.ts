// What we write as XLSX and CSV comes back sign for sign, and no program runs any of it.
import { existsSync, readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { toMarkdown } from '#platform/documents/markdown.ts';
import { type ReadDocument, type TableBlock, toRichText } from '#platform/documents/read-document.ts';
import { richText } from '#platform/documents/rich-text.arbitrary.ts';
import { readCsv } from '#platform/documents/sheet/csv.ts';
import { freeFormula, guardFormula } from '#platform/documents/sheet/formula-guard.ts';
import { readXlsx } from '#platform/documents/sheet/xlsx.server.ts';
import { openZip } from '#platform/documents/zip.server.ts';
import { type CellValue, type Column, type Sheet, sheetOf, toCsv } from './sheets.ts';
import { toXlsx } from './xlsx.server.ts';

const continuation = { name: 'Continuación', number: 'Número', text: 'Texto' };

async function whole(chunks: AsyncIterable<Uint8Array>): Promise<Buffer> {
	const parts: Uint8Array[] = [];
	for await (const part of chunks) parts.push(part);
	return Buffer.concat(parts);
}

const column = (key: string, value: (row: CellValue[]) => CellValue): Column<CellValue[]> => ({
	key,
	heading: `Columna ${key}`,
	width: 20,
	value
});
/** Three columns, since two are not beyond doubt a table of values. */
const tableOf = (rows: CellValue[][]): Sheet =>
	sheetOf(
		'Hoja [1]',
		['first', 'second', 'third'].map((key, index) => column(key, (row) => row[index] ?? null)),
		rows
	);

const xlsx = async (rows: CellValue[][]) => readXlsx(openZip(await whole(toXlsx([tableOf(rows)], continuation))));
const csvText = async (rows: CellValue[][]) => new TextDecoder().decode(await whole(toCsv(tableOf(rows))));
const csv = async (rows: CellValue[][]) => readCsv(await csvText(rows));

/** Rows of the one table, without headings and keys, as Markdown. */
function cells(document: ReadDocument | undefined): string[][] {
	const table = document?.blocks[0] as TableBlock;
	return table.rows.slice(2).map((row) => row.cells.slice(0, 2).map((cell) => toMarkdown(toRichText(cell.blocks))));
}

const payloads = existsSync('../shared/examples/hostile/h088-csv-payload.txt')
	? readFileSync('../shared/examples/hostile/h088-csv-payload.txt', 'utf8').split(/\r?\n/).filter(Boolean)
	: null;
/** What a spreadsheet takes for the beginning of a formula. */
const runs = /^[=+\-@\t\r\n\uff1d\uff0b\uff0d\uff20]/;

describe('guardFormula', () => {
	it('is undone for any text', () => {
		const risky = fc.array(fc.constantFrom("'", '=', '+', '-', '@', '\t', '\r', '\n', '＝', '＋', '－', '＠', ' ', 'a'), { maxLength: 6 });
		const text = fc.oneof(
			fc.string({ unit: 'binary' }),
			risky.map((signs) => signs.join(''))
		);
		fc.assert(
			fc.property(text, (given) => {
				const guarded = guardFormula(given);
				expect(freeFormula(guarded)).toBe(given);
				expect(guarded).not.toMatch(runs);
			}),
			{ numRuns: 5_000 }
		);
	});

	it.skipIf(payloads === null)('guards every known payload that a cell would run (needs ../shared/examples)', () => {
		for (const payload of payloads ?? []) {
			expect(guardFormula(payload)).not.toMatch(runs);
			if (runs.test(payload)) expect(guardFormula(payload)).toBe(`'${payload}`);
		}
	});
});

describe.each([
	['XLSX', xlsx],
	['CSV', csv]
] as const)('%s', (_, written) => {
	it('gives Markdown back as it was', async () => {
		await fc.assert(
			fc.asyncProperty(fc.array(richText, { minLength: 1, maxLength: 4 }), async (texts) => {
				const rows = texts.map((text): CellValue[] => ['x', toMarkdown(text)]);
				expect(cells(await written(rows))).toEqual(rows);
			}),
			{ numRuns: 150 }
		);
	});

	it.each([
		['formulas', '=HYPERLINK("http://example.org")'],
		['a text that is guarded already', "'=1+1"],
		['full-width signs', '＝1+1'],
		['a list', '- uno\n  - dos\n- tres'],
		['typed bullets that are no list', '\\- uno\n\\- dos'],
		['escapes of spreadsheets', '_x000D_ y _x005F_x000D_ y _X0041_'],
		['names of JavaScript', 'constructor'],
		['signs outside the common plane', '👩🏽‍🏫 \ufffd \u{1fffe}x \ufdd0'],
		['the end of a parted text', 'véase ⟦→1⟧'],
		['30,000 signs', 'ñandú '.repeat(5_000).trim()],
		['more than a cell holds', `- ${'ñandú =1 ⟦→1⟧'.repeat(4_200)}`]
	])('keeps %s', async (_name, text) => {
		expect(
			cells(
				await written([
					['a', text],
					['b', `${text}.`]
				])
			)
		).toEqual([
			['a', text],
			['b', `${text}.`]
		]);
	});

	it('writes nothing that runs', async () => {
		const rows = ['=1', '+1', '-1', '@SUM(1)', '＝1', ' =1', ...(payloads ?? [])].map((text): CellValue[] => ['x', text]);
		const text = written === csv ? await csvText(rows) : cellTexts(await whole(toXlsx([tableOf(rows)], continuation)));
		expect(text).not.toMatch(/(?:^|,|\n)"?\s*[=+\-@＝]/);
	});
});

/** The texts of the cells as a spreadsheet would show them, one per line. */
function cellTexts(bytes: Uint8Array): string {
	const xml = new TextDecoder().decode(openZip(bytes).read('xl/worksheets/sheet1.xml'));
	expect(xml).not.toContain('<f>');
	return [...xml.matchAll(/<t [^>]*>([^<]*)<\/t>/g)].map(([, text]) => text).join('\n');
}

describe('typed cells', () => {
	const rows: CellValue[][] = [
		['code', 1_500],
		['2', { day: '2026-11-22' }],
		['3', null]
	];

	it('come back as a person reads them', async () => {
		const expected = [
			['code', '1500'],
			['2', '2026-11-22'],
			['3', '']
		];
		expect(cells(await xlsx(rows))).toEqual(expected);
		expect(cells(await csv([...rows, ['4', 'x, "y"']]))).toEqual([...expected, ['4', 'x, "y"']]);
	});

	it('stay text where a spreadsheet knows no such day', async () => {
		const days = ['1810-09-16', '2024-13-45', '1900-03-01'].map((day): CellValue[] => [day, { day }]);
		expect(cells(await xlsx(days))).toEqual(days.map(([day]) => [day, day]));
	});

	it('are numbers and days for a spreadsheet', async () => {
		const xml = new TextDecoder().decode(openZip(await whole(toXlsx([tableOf(rows)], continuation))).read('xl/worksheets/sheet1.xml'));
		expect(xml).toContain('<c r="B3" s="5"><v>1500</v></c>');
		expect(xml).toContain('<c r="B4" s="4"><v>46348</v></c>');
		expect(xml).toContain('state="frozen"');
	});
});

it('a row that cannot be read breaks the file off', async () => {
	async function* rows(): AsyncGenerator<CellValue[]> {
		yield ['a', 'b'];
		throw new Error('database');
	}
	const sheet = { ...tableOf([]), rows: rows() };
	await expect(whole(toXlsx([sheet], continuation))).rejects.toThrow('database');
	await expect(whole(toCsv({ ...sheet, rows: rows() }))).rejects.toThrow('database');
});
