// A table of ratings as a person keeps it in a spreadsheet: units in rows, assessors in columns. What cannot be meant is refused with its place.
import Papa from 'papaparse';
import type { Metric, Rating } from './agreement.ts';

/** Ratings that one table may hold, and different values where every two are compared: more would keep the machine busy for minutes. */
export const ratingLimits = { ratings: 20_000, ratioValues: 300 } as const;

/**
 * Why a table is refused. `empty`: nothing but blanks · `noUnits`: a header and nothing below · `fewAssessors`: fewer than two columns beside
 * the units · `assessorMissing`, `assessorRepeated`: a column without a name or with that of another · `unitMissing`, `unitRepeated`: the same
 * of a row · `tooManyCells`: a row longer than the header · `noNumber`, `negative`: a value the metric cannot take · `malformed`: a quote that
 * does not close · `tooLarge`: more than `ratingLimits`.
 */
export type RatingsRefusal =
	| { why: 'empty' | 'noUnits' | 'fewAssessors' | 'tooLarge' }
	| { why: 'assessorMissing' | 'unitMissing' | 'tooManyCells' | 'malformed'; place: string }
	| { why: 'assessorRepeated'; value: string }
	| { why: 'unitRepeated' | 'noNumber' | 'negative'; place: string; value: string };

export type Ratings = { ok: true; table: Rating[][] } | ({ ok: false } & RatingsRefusal);

/**
 * Reads a table of comma-, semicolon- or tab-separated values: a header row, the unit in the first column, one column per assessor. A blank
 * cell is a missing value; a decimal comma is understood. For `nominal` values may be names, told apart as they are spelled.
 * @returns the values of every unit in the order of the assessors, or the first thing that is wrong; `place` is a cell as spreadsheets name it, `C4`
 */
export function readRatings(text: string, metric: Metric): Ratings {
	if (text.trim() === '') return { ok: false, why: 'empty' };
	const { data, errors } = Papa.parse<string[]>(text.trimEnd(), { delimitersToGuess: [',', ';', '\t'] });
	const quote = errors.find(({ type }) => type === 'Quotes');
	if (quote) return { ok: false, why: 'malformed', place: placeOf(quote.row ?? 0, 0) };
	const [header = [], ...rows] = data.map((cells) => cells.map((cell) => cell.trim()));
	const width = header.length - trailingBlanks(header);
	const wrongHeader = headerRefusal(header.slice(1, width));
	if (wrongHeader) return { ok: false, ...wrongHeader };
	const table: Rating[][] = [];
	const units = new Set<string>();
	for (const [at, cells] of rows.entries()) {
		if (cells.every((cell) => cell === '')) continue;
		const [unit = '', ...given] = cells;
		const ratings = Array.from({ length: width - 1 }, (_, column) => readRating(given[column] ?? '', metric));
		const wrong = rowRefusal(cells, at + 1, { width, metric, ratings, isRepeated: units.has(unit) });
		if (wrong) return { ok: false, ...wrong };
		units.add(unit);
		table.push(ratings);
	}
	if (table.length === 0) return { ok: false, why: 'noUnits' };
	return isTooLarge(table, metric) ? { ok: false, why: 'tooLarge' } : { ok: true, table: metric === 'nominal' ? asOneKind(table) : table };
}

function headerRefusal(assessors: readonly string[]): RatingsRefusal | undefined {
	if (assessors.length < 2) return { why: 'fewAssessors' };
	const nameless = assessors.indexOf('');
	if (nameless !== -1) return { why: 'assessorMissing', place: placeOf(0, nameless + 1) };
	const repeated = assessors.find((name, at) => assessors.indexOf(name) !== at);
	return repeated === undefined ? undefined : { why: 'assessorRepeated', value: repeated };
}

interface Row {
	/** Columns with the unit's. */
	width: number;
	metric: Metric;
	ratings: readonly Rating[];
	isRepeated: boolean;
}

function rowRefusal(cells: readonly string[], row: number, { width, metric, ratings, isRepeated }: Row): RatingsRefusal | undefined {
	const [unit = ''] = cells;
	if (unit === '') return { why: 'unitMissing', place: placeOf(row, 0) };
	if (isRepeated) return { why: 'unitRepeated', place: placeOf(row, 0), value: unit };
	if (cells.length - trailingBlanks(cells) > width) return { why: 'tooManyCells', place: placeOf(row, width) };
	if (metric === 'nominal') return undefined;
	for (const [at, rating] of ratings.entries()) {
		const cell = { place: placeOf(row, at + 1), value: cells[at + 1] ?? '' };
		if (typeof rating === 'string') return { why: 'noNumber', ...cell };
		if (metric === 'ratio' && rating !== null && rating < 0) return { why: 'negative', ...cell };
	}
	return undefined;
}

/** A number as people write it, with a point or a comma; of so many figures that no sum of squares overflows. */
const number = /^[+-]?\d{1,12}([.,]\d{1,12})?$/;

function readRating(cell: string, metric: Metric): Rating {
	if (cell === '') return null;
	if (!number.test(cell)) return cell;
	const value = Number(cell.replace(',', '.'));
	// Minus zero is zero.
	return metric === 'nominal' || value !== 0 ? value : 0;
}

/** Numbers among names are names too. */
function asOneKind(table: Rating[][]): Rating[][] {
	const hasNames = table.some((ratings) => ratings.some((rating) => typeof rating === 'string'));
	return hasNames ? table.map((ratings) => ratings.map((rating) => (rating === null ? null : String(rating)))) : table;
}

function isTooLarge(table: readonly Rating[][], metric: Metric): boolean {
	const ratings = table.flat().filter((rating) => rating !== null);
	return ratings.length > ratingLimits.ratings || (metric === 'ratio' && new Set(ratings).size > ratingLimits.ratioValues);
}

function trailingBlanks(cells: readonly string[]): number {
	return cells.length - 1 - cells.findLastIndex((cell) => cell !== '');
}

/** `C4`, from a row and a column that count from 0. */
function placeOf(row: number, column: number): string {
	let letters = '';
	for (let rest = column + 1; rest > 0; rest = Math.floor((rest - 1) / 26)) letters = String.fromCharCode(65 + ((rest - 1) % 26)) + letters;
	return `${letters}${row + 1}`;
}
