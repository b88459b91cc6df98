// What every reader of documents gives: text blocks and tables in reading order, each knowing where it stood.
import type { Block, RichText, Run } from './rich-text.ts';

/** Counted from 1, as a person would count. Tables in tables keep the number of the outer one. `page` where the format has pages, `sheet` by its name. */
export type Origin = { page?: number; sheet?: string; table?: number; row?: number; cell?: number; line?: number; paragraph?: number };

/** `level` from 0. A `continuation` is a further paragraph of the item above it. */
export type ListPlace = { level: number; kind: 'bullet' | 'number' | 'continuation'; number: number };
/** `headingLevel`: 0 for the document's title, then from 1, where the format tells. */
export type TextBlock = { kind: 'text'; runs: Run[]; origin: Origin; isHeading?: boolean; headingLevel?: number; list?: ListPlace };
/** `keys`: machine keys of the columns, where the second row of a sheet holds nothing else; '' for a column without. */
export type TableBlock = { kind: 'table'; rows: Row[]; origin: Origin; keys?: string[] };
export type Row = { cells: Cell[]; origin: Origin };
/** `isContinued`: the cell is the lower part of one merged downwards. `span`: columns of the table's grid it takes, one where nothing is said. */
export type Cell = { blocks: DocumentBlock[]; isContinued?: boolean; span?: number };
export type DocumentBlock = TextBlock | TableBlock;
/** A remark somebody left beside the text: a comment in the margin, an annotation. */
export type Note = { text: string; origin: Origin };
/** What a reader could not do; the rest was read. `detail` says where. */
export type ReadingDoubt = { code: 'pagesUnread' | 'textCut' | 'sheetHidden'; detail: string };
export type ReadDocument = { blocks: DocumentBlock[]; notes?: Note[]; doubts?: ReadingDoubt[] };

/** All text blocks in order, those inside tables too. */
export function textBlocks(blocks: DocumentBlock[]): TextBlock[] {
	return blocks.flatMap((block) =>
		block.kind === 'text' ? [block] : block.rows.flatMap((row) => row.cells.flatMap((cell) => textBlocks(cell.blocks)))
	);
}

export function plainText(runs: Run[]): string {
	return runs.map((run) => run.text).join('');
}

/** The words of some blocks, white space collapsed. */
export function wordsOf(blocks: DocumentBlock[]): string {
	return textBlocks(blocks)
		.map((block) => plainText(block.runs))
		.join(' ')
		.replace(/\s+/g, ' ')
		.trim();
}

/** Rich text (not yet in normal form) of blocks in a row: items gather into nested lists, inner tables become lines of their cells. */
export function toRichText(blocks: DocumentBlock[]): RichText {
	const root: RichText = [];
	const open: Block[][] = [root];
	for (const block of blocks.flatMap(withTablesAsLines)) {
		const { runs, list } = block;
		open.length = Math.min(open.length, list ? list.level + (list.kind === 'continuation' ? 2 : 1) : 1);
		const siblings = open.at(-1) ?? root;
		if (list && list.kind !== 'continuation') {
			const item = { runs, blocks: [] };
			siblings.push({ kind: 'list', ordered: list.kind === 'number', start: list.number, items: [item] });
			open.push(item.blocks);
		} else siblings.push({ kind: 'paragraph', runs });
	}
	return root;
}

function withTablesAsLines(block: DocumentBlock): TextBlock[] {
	if (block.kind === 'text') return [block];
	return block.rows.map((row) => ({ kind: 'text', origin: row.origin, runs: joinCells(row.cells) }));
}

function joinCells(cells: Cell[]): Run[] {
	return cells
		.filter((cell) => wordsOf(cell.blocks) !== '')
		.flatMap((cell, index) => [
			...(index > 0 ? [{ text: ' | ' }] : []),
			...textBlocks(cell.blocks).flatMap((block, i) => (i > 0 ? [{ text: '\n' }, ...block.runs] : block.runs))
		]);
}

/** The reverse of `toRichText`: one block per paragraph or item. */
export function fromRichText(text: RichText, origin: Origin, level = 0): TextBlock[] {
	return text.flatMap((block): TextBlock[] => {
		if (block.kind === 'paragraph')
			return [
				{ kind: 'text', runs: block.runs, origin, ...(level > 0 && { list: { level: level - 1, kind: 'continuation', number: 0 } }) }
			];
		return block.items.flatMap((item, index) => [
			{
				kind: 'text',
				runs: item.runs,
				origin,
				list: { level, kind: block.ordered ? ('number' as const) : ('bullet' as const), number: block.start + index }
			},
			...fromRichText(item.blocks, origin, level + 1)
		]);
	});
}
