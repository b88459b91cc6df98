// Puts together what a reader meets, in order: paragraphs, tables in tables, cells merged downwards, and where each of them stood.
import { type Cell, type DocumentBlock, type ListPlace, type Origin, plainText, type Row, type TableBlock } from './read-document.ts';
import { RefusedFile } from './refusal.ts';
import { normaliseRuns, type Run } from './rich-text.ts';
import { splitTypedList } from './text/typed-lists.ts';

const mostCells = 200_000;
const widestSpan = 100;
const highestSpan = 5_000;
/** Cells of one table that may reach downwards at a time. */
const mostReaching = 500;

/** `isPlain`: a typed "1." at its beginning is text, the document says it is no list. */
export type Layout = { list?: ListPlace; headingLevel?: number; isPlain?: boolean };
type OpenTable = {
	table: TableBlock;
	row: Row | null;
	/** Blocks of the open cell. */
	open: DocumentBlock[] | null;
	/** Column at which the next cell of the row begins, from 0. */
	column: number;
	/** Cells from rows above that reach into the next rows, by the column where they begin. */
	reaching: Map<number, { span: number; rows: number }>;
};

/** Throws `RefusedFile('fileUnsafe')` when tables grow beyond all measure. */
export class DocumentBuilder {
	readonly blocks: DocumentBlock[] = [];
	private readonly containers: DocumentBlock[][] = [this.blocks];
	private readonly tables: OpenTable[] = [];
	private readonly fixedOrigin: Origin | undefined;
	private tableCount = 0;
	private paragraphCount = 0;
	private cellCount = 0;

	/** `fixedOrigin`: where everything stands, for a scrap of a document that something else has read. */
	constructor(fixedOrigin?: Origin) {
		this.fixedOrigin = fixedOrigin;
	}

	/** A paragraph, heading or item; nothing when no word is in it. Gives whether there was something to add. */
	addText(runs: Run[], { list, headingLevel, isPlain }: Layout): boolean {
		const isKept = list !== undefined || isPlain === true;
		const kept = isKept ? runs : normaliseRuns(runs);
		if (plainText(kept).trim() === '') return false;
		if (this.tables.length === 0) this.paragraphCount++;
		const heading = headingLevel === undefined ? {} : { isHeading: true, headingLevel };
		const block = { kind: 'text' as const, runs: kept, origin: this.origin(), ...(list && { list }), ...heading };
		this.container().push(...(isKept ? [block] : splitTypedList(block)));
		return true;
	}

	addBlocks(blocks: DocumentBlock[]): void {
		this.container().push(...blocks);
	}

	/** Where the next paragraph will stand. */
	here(): Origin {
		return this.tables.length > 0 || this.fixedOrigin ? this.origin() : { paragraph: this.paragraphCount + 1 };
	}

	/** What follows until `endAside` is kept apart: a text box that hangs on a paragraph. */
	startAside(): void {
		this.containers.push([]);
	}

	endAside(): DocumentBlock[] {
		return this.containers.length > 1 ? (this.containers.pop() ?? []) : [];
	}

	startTable(): void {
		if (this.tables.length === 0) this.tableCount++;
		const origin = this.fixedOrigin ?? this.tables[0]?.row?.origin ?? { table: this.tableCount };
		this.tables.push({ table: { kind: 'table', rows: [], origin }, row: null, open: null, column: 0, reaching: new Map() });
	}

	startRow(): void {
		const table = this.tables.at(-1);
		if (!table) return;
		this.endRow();
		const isInner = this.tables.length > 1 || this.fixedOrigin !== undefined;
		const origin = isInner ? table.table.origin : { ...table.table.origin, row: table.table.rows.length + 1 };
		table.row = { cells: [], origin };
		table.column = 0;
		table.table.rows.push(table.row);
	}

	/** A cell over `columns` columns and `rows` rows; a row is begun where none is open, and a cell still open ends. */
	startCell(columns = 1, rows = 1): void {
		const table = this.tables.at(-1);
		if (!table) return;
		if (!table.row) this.startRow();
		this.endCell();
		this.continueFromAbove(table);
		const span = Math.min(Math.max(columns, 1), widestSpan);
		const cell: Cell = { blocks: [], ...(span > 1 && { span }) };
		if (rows > 1 && table.reaching.size < mostReaching) table.reaching.set(table.column, { span, rows: Math.min(rows, highestSpan) });
		table.column += span;
		this.addCell(table, cell);
		table.open = cell.blocks;
		this.containers.push(cell.blocks);
	}

	endCell(): void {
		const table = this.tables.at(-1);
		if (!table?.open) return;
		const depth = this.containers.lastIndexOf(table.open);
		if (depth > 0) this.containers.length = depth;
		table.open = null;
	}

	endRow(): void {
		const table = this.tables.at(-1);
		if (!table?.row) return;
		this.endCell();
		this.continueFromAbove(table);
		table.row = null;
		for (const [column, reach] of table.reaching) {
			if (--reach.rows < 1) table.reaching.delete(column);
		}
	}

	/** Rows without any cell were no rows. */
	endTable(): void {
		this.endRow();
		const table = this.tables.pop()?.table;
		if (!table) return;
		table.rows = table.rows.filter((row) => row.cells.length > 0);
		if (table.rows.length > 0) this.container().push(table);
	}

	get isInTable(): boolean {
		return this.tables.length > 0;
	}

	/** Lower parts of merged cells that stand where the next cell would. */
	private continueFromAbove(table: OpenTable): void {
		for (let reach = table.reaching.get(table.column); reach; reach = table.reaching.get(table.column)) {
			this.addCell(table, { blocks: [], isContinued: true, ...(reach.span > 1 && { span: reach.span }) });
			table.column += reach.span;
		}
	}

	private addCell(table: OpenTable, cell: Cell): void {
		if (++this.cellCount > mostCells) throw new RefusedFile('fileUnsafe');
		table.row?.cells.push(cell);
	}

	private container(): DocumentBlock[] {
		return this.containers.at(-1) ?? this.blocks;
	}

	/** In a table that of the outermost row, with its cell. */
	private origin(): Origin {
		const row = this.tables[0]?.row;
		if (this.fixedOrigin) return this.fixedOrigin;
		return row ? { ...row.origin, cell: row.cells.length } : { paragraph: this.paragraphCount };
	}
}
