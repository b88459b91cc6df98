// The workbook of one practice on its way back in: its form is read like any other, what stands beside the form is set apart.
import { type DocumentBlock, type Origin, wordsOf } from '#platform/documents/read-document.ts';
import { givenKeys, sheetKind } from './sheet-keys.ts';

export interface OwnSheets {
	/** What the reader of forms is to read. */
	blocks: DocumentBlock[];
	/** Details of the practice which no field of the form takes. */
	details: { text: string; origin: Origin }[];
}

/**
 * Sets our own reports apart: a verdict is never imported, nor a list of evidence without the files. The sheet of the form loses its
 * headings, and details are kept as text.
 */
export function takeOwnSheets(blocks: DocumentBlock[]): OwnSheets {
	const own: OwnSheets = { blocks: [], details: [] };
	for (const block of blocks) {
		const kind = block.kind === 'table' && block.keys ? sheetKind(block.keys) : undefined;
		if (block.kind === 'text' || kind === undefined || kind === 'practices') own.blocks.push(block);
		else if (kind === 'form') own.blocks.push({ kind: 'table', rows: block.rows.slice(2), origin: block.origin });
		else if (kind === 'details') {
			for (const { cells, origin } of block.rows.slice(2)) {
				const [label, value, key] = cells.map((cell) => wordsOf(cell.blocks));
				if (label && value && !isGivenKey(key)) own.details.push({ text: `${label}: ${value}`, origin });
			}
		}
	}
	return own;
}

/** Whether a column holds what the network gives anew: code, verdict and the like. */
export function isGivenKey(key: string | undefined): boolean {
	return (givenKeys as readonly string[]).includes(key ?? '');
}
