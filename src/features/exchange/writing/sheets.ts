// Tables on their way into a spreadsheet: typed columns with a heading for people and a key for machines; CSV of them.
import Papa from 'papaparse';
import { guardFormula } from '#platform/documents/sheet/formula-guard.ts';

export const csvMediaType = 'text/csv; charset=utf-8; header=present';

/** What stands in one cell. `day` is an ISO day; a `heading` parts the rows, a `key` is read by machines. */
export type CellValue = string | number | { day: string } | { heading: string } | { key: string } | null;

export interface Column<Row, Key extends string = string> {
	key: Key;
	heading: string;
	/** In characters, as spreadsheets count. */
	width: number;
	value(row: Row): CellValue;
}

/** A sheet whose rows may still be on their way from the database. */
export interface Sheet {
	name: string;
	columns: { key: string; heading: string; width: number }[];
	rows: AsyncIterable<CellValue[]> | Iterable<CellValue[]>;
	/** Cells that offer what they may hold. */
	choices?: Choice[];
	/** Not shown unless somebody asks for it, as for the lists that cells offer. */
	isHidden?: boolean;
}

/** A cell that offers the values of a column of another sheet; rows and columns counted from 0, without headings. */
export interface Choice {
	row: number;
	column: number;
	from: { sheet: string; column: number; rows: number };
}

/** Puts rows into columns. */
export function sheetOf<Row>(name: string, columns: Column<Row>[], rows: AsyncIterable<Row> | Iterable<Row>): Sheet {
	return { name, columns, rows: cellsOf(columns, rows) };
}

async function* cellsOf<Row>(columns: Column<Row>[], rows: AsyncIterable<Row> | Iterable<Row>): AsyncGenerator<CellValue[]> {
	for await (const row of rows) yield columns.map((column) => column.value(row));
}

/** Rows written together. */
const portion = 100;

/**
 * A sheet as CSV (RFC 4180, UTF-8 with a mark, by which Excel knows it): headings, keys, rows. Nothing in it can run as a formula. Texts
 * are whole, however long.
 */
export async function* toCsv({ columns, rows }: Sheet): AsyncGenerator<Uint8Array> {
	const encoder = new TextEncoder();
	const write = (records: CellValue[][]) =>
		encoder.encode(
			`${Papa.unparse(
				records.map((record) => record.map(csvValue)),
				{ newline: '\r\n' }
			)}\r\n`
		);
	yield encoder.encode('\ufeff');
	let records: CellValue[][] = [columns.map((column) => column.heading), columns.map((column) => column.key)];
	for await (const record of rows) {
		records.push(record);
		if (records.length < portion) continue;
		yield write(records);
		records = [];
	}
	if (records.length > 0) yield write(records);
}

function csvValue(value: CellValue): string | number {
	if (value === null) return '';
	if (typeof value === 'object') return 'day' in value ? value.day : guardFormula('heading' in value ? value.heading : value.key);
	return typeof value === 'string' ? guardFormula(value) : value;
}
