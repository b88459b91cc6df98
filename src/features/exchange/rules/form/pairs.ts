// Every label and value of a document that is not the form, in reading order, each text once: what a person maps by hand.
import {
	type Cell,
	type DocumentBlock,
	plainText,
	type Row,
	type TableBlock,
	type TextBlock,
	textBlocks,
	wordsOf
} from '#platform/documents/read-document.ts';
import { joinLines, lineOf } from './plain-lines.ts';

export type Pair = [label: string, value: string];

/** More than any form has; a catalogue in rows has more, and is not mapped by hand. */
const mostPairs = 2_000;
const longestLabel = 120;

/**
 * In tables a label stands left of its value or in a row of its own; in running text it is a heading above its text, or stands before a
 * colon. Text that follows no label has an empty one.
 */
export function pairsOf(blocks: DocumentBlock[]): Pair[] {
	const pairs: Pair[] = [];
	let open: Pair | null = null;
	for (const block of blocks) {
		if (pairs.length >= mostPairs) break;
		if (block.kind === 'table') {
			pairs.push(...tablePairs(block, mostPairs - pairs.length));
			open = null;
			continue;
		}
		const text = plainText(block.runs).trim();
		const lines = block.list ? [] : text.split('\n').map(labelledLine);
		if (lines.length > 1 && lines.every((line) => line !== null)) {
			for (const line of lines) pairs.push(line);
			open = pairs.at(-1) ?? null;
			continue;
		}
		const inline = block.list ? null : labelledLine(text);
		if (text === '') continue;
		if (block.isHeading || isLabelAlone(block, text) || inline) {
			open = inline ?? [text, ''];
			pairs.push(open);
		} else if (open && open[0] !== '') open[1] = joinLines(open[1], lineOf(block, text));
		else {
			open = ['', text];
			pairs.push(open);
		}
	}
	return pairs.slice(0, mostPairs);
}

/** `Fecha: 1 de mayo`; no address, no hour. */
function labelledLine(text: string): Pair | null {
	const line = /^([^:\n]{2,120}):[ \t\u00a0]+(\S[\s\S]*)$/.exec(text);
	return line?.[1] && line[2] && /\p{L}{2}/u.test(line[1]) && line[1].split(/\s+/).length <= 12 ? [line[1].trim(), line[2].trim()] : null;
}

/** A short line in bold or in capitals, or one that ends with a colon. */
function isLabelAlone(block: TextBlock, text: string): boolean {
	if (block.list?.kind === 'bullet' || text.length > longestLabel || text.includes('\n') || !/\p{L}{2}/u.test(text)) return false;
	return text.endsWith(':') || text === text.toUpperCase() || block.runs.every((run) => run.bold || run.text.trim() === '');
}

function tablePairs(table: TableBlock, most: number): Pair[] {
	const pairs: Pair[] = [];
	for (let at = 0; at < table.rows.length && pairs.length < most; at++) pairs.push(...rowPairs(table.rows[at] as Row, table.rows[at + 1]));
	return pairs;
}

function rowPairs(row: Row, next: Row | undefined): Pair[] {
	const filled = row.cells.filter((cell) => wordsOf(cell.blocks) !== '');
	const [first, ...others] = filled;
	if (!first) return [];
	if (filled.length === 1) return cellPairs(first);
	if (filled.some((cell) => cell.blocks.some((block) => block.kind === 'table'))) return filled.flatMap(cellPairs);
	// A label merged downwards heads the rows beside it.
	if (first === row.cells[0] && next?.cells[0]?.isContinued && filled.length > 2)
		return [[wordsOf(first.blocks), ''], ...cellsInPairs(row.cells.slice(1))];
	if (others.length === 1) return [[wordsOf(first.blocks), textOf(others)]];
	return cellsInPairs(row.cells);
}

/** Label, value, label, value where the labels look like it; otherwise the first cell is the label of the others. */
function cellsInPairs(cells: Cell[]): Pair[] {
	const filled = cells.filter((cell) => wordsOf(cell.blocks) !== '');
	const [first, ...others] = filled;
	if (!first) return [];
	const starts = filled.map(looksLikeLabel);
	const alternates = filled.length % 2 === 0 && starts.every((isLabel, i) => i % 2 === 1 || isLabel) && !starts.every(Boolean);
	const isForm = starts[0] && !starts.every(Boolean) && filled.every((cell, i) => !starts[i] || isFollowed(cells, cell, filled[i + 1]));
	if (!alternates && !isForm) return [[wordsOf(first.blocks), textOf(others)]];
	const groups: Cell[][] = [];
	filled.forEach((cell, i) => {
		if (alternates ? i % 2 === 0 : starts[i]) groups.push([cell]);
		else groups.at(-1)?.push(cell);
	});
	return groups.map(([label, ...values]) => [wordsOf(label?.blocks ?? []), textOf(values)]);
}

/** Whether a label has a value beside it, or an empty cell where one belongs. */
function isFollowed(cells: Cell[], label: Cell, next: Cell | undefined): boolean {
	const beside = cells[cells.indexOf(label) + 1];
	return beside === undefined || beside !== next || !looksLikeLabel(beside);
}

/** Short, with letters, and printed as labels are: in capitals, in bold, or with a colon. */
function looksLikeLabel(cell: Cell): boolean {
	const text = wordsOf(cell.blocks);
	if (text.length > longestLabel || !/\p{L}{2}/u.test(text) || text.includes('{{')) return false;
	const isBold = cell.blocks.every((block) => block.kind === 'text' && block.runs.every((run) => run.bold || run.text.trim() === ''));
	return isBold || text.endsWith(':') || text === text.toUpperCase();
}

/** The texts of cells beside each other; boxes of one character each make one word. */
function textOf(cells: Cell[]): string {
	const texts = cells.map((cell) =>
		textBlocks(cell.blocks).reduce((value, block) => joinLines(value, lineOf(block, plainText(block.runs).trim())), '')
	);
	return texts.length > 1 && texts.every((text) => [...text].length === 1) ? texts.join('') : texts.join(' | ');
}

/** A cell that fills its row: a label of its own, or text with labels in it. */
function cellPairs(cell: Cell): Pair[] {
	const pairs = pairsOf(cell.blocks);
	return pairs.map(([label, value]) => (label === '' && !value.includes('\n') ? [value, ''] : [label, value]));
}
