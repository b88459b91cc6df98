// Tells comma-separated values from running text, and reads them.
import Papa from 'papaparse';
import type { ReadDocument } from '../read-document.ts';
import { RefusedFile } from '../refusal.ts';
import { cleanText } from '../rich-text.ts';
import { freeFormula } from './formula-guard.ts';
import { type SheetRow, sheetLimits, sheetsToTables } from './sheet-table.ts';

const separators = [',', ';', '\t'];
/** Signs in which the headings must end; most texts are no table, and that is seen early. */
const headLength = 100_000;
const longestHeading = 300;
/** Without quotes; a column of row numbers may have none. */
const fewestHeadings = 3;

/**
 * The table that a text lays out with commas, semicolons or tabs; undefined unless that is beyond doubt: every record has as many values
 * as the first, whose values are headings. Prose has blanks behind its commas, and rows of two tabbed cells are a form typed as text.
 * @throws RefusedFile fileTooLarge
 */
export function readCsv(text: string): ReadDocument | undefined {
	const records = separators.map((separator) => recordsOf(text, separator)).find((found) => found !== undefined);
	if (!records) return undefined;
	if (records.length > sheetLimits.rows) throw new RefusedFile('fileTooLarge');
	const rows = records.map(
		(values, index): SheetRow => ({
			number: index + 1,
			cells: new Map(
				values.flatMap((value, column) => (value.trim() === '' ? [] : [[column + 1, { runs: [{ text: cleanText(freeFormula(value)) }] }]]))
			)
		})
	);
	return { blocks: sheetsToTables([{ rows }]) };
}

function recordsOf(text: string, separator: string): string[][] | undefined {
	const options = { delimiter: separator, skipEmptyLines: 'greedy' } as const;
	const [headings = []] = Papa.parse<string[]>(text.slice(0, headLength), { ...options, preview: 1 }).data;
	const isQuoted = text.includes('"') && separator !== '\t';
	if (headings.length < (isQuoted ? 2 : fewestHeadings) || !areHeadings(headings)) return undefined;
	const { data, errors } = Papa.parse<string[]>(text, options);
	const isTable = errors.length === 0 && data.length > 1 && data.every((record) => record.length === headings.length);
	return isTable ? data : undefined;
}

function areHeadings(values: string[]): boolean {
	const filled = values.filter((value) => value !== '');
	const isHeading = (value: string) => value === value.trim() && value.length <= longestHeading;
	return filled.every(isHeading) && new Set(filled).size === filled.length && filled.length >= Math.min(values.length, fewestHeadings);
}
