// The form in tables: labels beside their values, above them, as headings of columns, or one practice in each row.
import type { FieldKey } from '#features/methodology/schema.ts';
import { type Cell, type Origin, plainText, type Row, type TableBlock, textBlocks, wordsOf } from '#platform/documents/read-document.ts';
import { isBoilerplate } from './boilerplate.ts';
import { declaredClassOf } from './declared.ts';
import { FormDraft, tellingFields } from './form.ts';
import { certain, fieldOfKey, fold, type LabelMatch, matchLabel } from './labels.ts';
import { originText } from './origins.ts';
import { isGivenKey } from './own-sheets.ts';
import type { FormReader } from './reader.ts';

/** A field or, for a column of another kind, its heading; by the column of the table's grid. */
type Column = { key: FieldKey | null; heading: string; isOurs: boolean };

/** Rows without any label after which a table is no longer searched for one. */
const mostUnlabelledRows = 300;
const fewestRecordColumns = 3;
const classKey = 'declaredClass';

export class TableReader {
	private readonly reader: FormReader;
	private readonly words = new WeakMap<Cell, string>();

	constructor(reader: FormReader) {
		this.reader = reader;
	}

	/** `wordsOf` a cell, which is asked for again and again. */
	private wordsIn(cell: Cell | undefined): string {
		if (!cell) return '';
		const known = this.words.get(cell) ?? wordsOf(cell.blocks);
		this.words.set(cell, known);
		return known;
	}

	read(table: TableBlock): void {
		const { reader } = this;
		reader.tableDepth++;
		reader.current = null;
		const records = this.recordColumns(table);
		if (records) this.readRecords(table, records);
		else this.readForm(table);
		reader.current = null;
		reader.missing = null;
		reader.tableDepth--;
	}

	// a practice per row ----------------------------------------------------------------------------------------------

	/** The columns of a table with a practice per row: its first row with text names three fields, the title and a telling one among them. */
	private recordColumns(table: TableBlock): { columns: Map<number, Column>; from: number } | null {
		const from = table.rows.findIndex((row) => row.cells.some((cell) => this.wordsIn(cell) !== ''));
		const [head, next] = [table.rows[from], table.rows[from + 1]];
		if (!head || !next) return null;
		const keys = table.keys ?? keysOf(next);
		const columns = new Map<number, Column>();
		for (const [place, cell, index] of placed(head)) {
			const heading = this.wordsIn(cell);
			const key = keys ? fieldOfKey(keys[index] ?? '') : (matchLabel(this.reader.book, heading, 'cell')?.key ?? null);
			if (heading !== '' || key)
				columns.set(place, { key, heading: keys?.[index] === classKey ? classKey : heading, isOurs: isGivenKey(keys?.[index]) });
		}
		const named = [...columns.values()].flatMap(({ key }) => key ?? []);
		const isNextLabelled = !keys && next.cells.some((cell) => matchLabel(this.reader.book, this.wordsIn(cell)) !== null);
		const isTelling = Boolean(keys) || named.some((key) => tellingFields.includes(key));
		const isEnough = new Set(named).size === named.length && named.length >= fewestRecordColumns && named.includes('title') && isTelling;
		return isEnough && !isNextLabelled ? { columns, from: from + (keys ? 2 : 1) } : null;
	}

	private readRecords(table: TableBlock, { columns, from }: { columns: Map<number, Column>; from: number }): void {
		const { reader } = this;
		const declaredAbove = reader.draft.recognised.size === 0 ? reader.draft.declaredClass : null;
		const heading = [...columns.values()].find(({ key }) => key === 'title')?.heading ?? '';
		let draft: FormDraft | null = null;
		for (const row of table.rows.slice(from)) {
			const cells = placed(row);
			const titleCell = cells.find(([place]) => columns.get(place)?.key === 'title')?.[1];
			const title = this.wordsIn(titleCell);
			// A table that goes on after a page break may repeat its head.
			if (cells.every(([, cell]) => this.wordsIn(cell) === '') || (title !== '' && fold(title) === fold(heading))) continue;
			if (draft && title === '') this.continueRecord(draft, row, columns, titleCell?.isContinued ?? false);
			else {
				draft = new FormDraft(reader.book, true);
				draft.declaredClass = declaredAbove;
				reader.drafts.push(draft);
				this.readRecord(draft, row, columns);
			}
		}
	}

	private continueRecord(draft: FormDraft, row: Row, columns: Map<number, Column>, isMerged: boolean): void {
		if (!isMerged) draft.warn('rowWithoutLabel', 'title', originText(row.origin));
		this.readRecord(draft, row, columns);
	}

	private readRecord(draft: FormDraft, row: Row, columns: Map<number, Column>): void {
		const ignored: string[] = [];
		for (const { key } of columns.values()) if (key) draft.recognised.add(key);
		for (const [place, cell, index] of placed(row)) {
			const column = columns.get(place);
			const text = this.wordsIn(cell);
			const origin = cellOrigin(row, index);
			if (column?.key) draft.answer(column.key, cell.blocks, origin, true);
			else if (text !== '') {
				// The verdict of the network is no declaration of the author.
				const declared = column?.isOurs ? undefined : declaredIn(this.reader, text, column?.heading === classKey);
				if (declared !== undefined) draft.declaredClass = declared;
				else if (column?.isOurs) ignored.push(column.heading);
				else draft.leaveOver(column?.heading ? `${column.heading}: ${text}` : text, origin);
			}
		}
		if (ignored.length > 0) draft.warn('columnsIgnored', undefined, ignored.join(', '));
	}

	// one form --------------------------------------------------------------------------------------------------------

	private readForm(table: TableBlock): void {
		const { reader } = this;
		let columns: (FieldKey | null)[] | null = null;
		let last: FieldKey | null = null;
		let isLabelled = false;
		table.rows.forEach((row, index) => {
			const filled = withoutRowNumber(row.cells.filter((cell) => this.wordsIn(cell) !== ''));
			if (filled.length === 0) return;
			if (!isLabelled && index > mostUnlabelledRows) {
				reader.draft.leaveOver(rowText(filled), row.origin);
				return;
			}
			const labels = row.cells.map((cell) => matchLabel(reader.book, this.wordsIn(cell))?.key ?? null);
			if (this.isHeaderRow(filled, labels, table.rows[index + 1])) {
				columns = labels;
				row.cells.forEach((cell, at) => {
					const match = matchLabel(reader.book, this.wordsIn(cell));
					if (match) reader.recognise(match, this.wordsIn(cell), cellOrigin(row, at));
				});
				reader.missing = null;
			} else if (columns && !labels.some((key) => key !== null)) this.readColumns(row, columns);
			else {
				columns = null;
				last = this.readRow(row, filled, last);
			}
			isLabelled ||= last !== null || columns !== null;
		});
	}

	/** Labels side by side, with their values in the row below. */
	private isHeaderRow(filled: Cell[], labels: (FieldKey | null)[], next: Row | undefined): boolean {
		const named = labels.filter((key) => key !== null);
		if (filled.length < 2 || named.length !== filled.length || new Set(named).size !== named.length) return false;
		return next ? !next.cells.some((cell) => matchLabel(this.reader.book, this.wordsIn(cell)) !== null) : false;
	}

	private readColumns(row: Row, columns: (FieldKey | null)[]): void {
		row.cells.forEach((cell, index) => {
			const key = columns[index];
			if (key) this.reader.answer(key, cell.blocks, cellOrigin(row, index));
			else this.reader.draft.leaveOver(this.wordsIn(cell), row.origin);
		});
	}

	/** Gives the field the next row would go on with. */
	private readRow(row: Row, filled: Cell[], last: FieldKey | null): FieldKey | null {
		const { reader } = this;
		const [first, ...others] = filled;
		if (!first) return last;
		const isUnlabelled = first !== row.cells[0] && fold(this.wordsIn(row.cells[0])) === '';
		const firstText = this.wordsIn(first);
		const match = matchLabel(reader.book, firstText, 'cell') ?? (filled.length > 1 ? this.labelAbovePrompt(first) : null);
		if (filled.length === 1 && isUnlabelled && !match && last) return this.continueAnswer(row, first, last);
		if (filled.length === 1) return this.readCellAsFlow(first, last);
		if (match) return this.readPairs(row, first, match);
		const continued = reader.continuesLabel(firstText) ? reader.missing?.key : undefined;
		if (continued) {
			reader.missing = null;
			for (const cell of others) reader.answer(continued, cell.blocks, cellOrigin(row, row.cells.indexOf(cell)));
			return continued;
		}
		this.readUnknownRow(row, filled);
		return null;
	}

	/** A label in the first paragraph of its cell, with explanations of somebody's own below it. */
	private labelAbovePrompt(cell: Cell): LabelMatch | null {
		const [label, ...prompts] = textBlocks(cell.blocks);
		const match = label && prompts.length > 0 ? matchLabel(this.reader.book, plainText(label.runs)) : null;
		if (!match || match.confidence < certain) return null;
		const shown = this.wordsIn(cell).slice(0, 200);
		this.reader.draft.warn('promptUnknown', match.key, shown);
		return { ...match, missing: '' };
	}

	private readCellAsFlow(cell: Cell, last: FieldKey | null): FieldKey | null {
		const { reader } = this;
		const text = this.wordsIn(cell);
		const joined = matchLabel(reader.book, text);
		const origin = textBlocks(cell.blocks)[0]?.origin ?? {};
		if (joined) {
			reader.recognise(joined, text, origin);
			reader.current = { key: joined.key, style: null, place: null };
		} else reader.readBlocks(cell.blocks);
		return reader.current?.key ?? last;
	}

	private continueAnswer(row: Row, cell: Cell, key: FieldKey): FieldKey {
		if (!row.cells[0]?.isContinued) this.reader.draft.warn('rowWithoutLabel', key, originText(row.origin));
		this.reader.answer(key, cell.blocks, cellOrigin(row, row.cells.indexOf(cell)));
		return key;
	}

	/** Label, value, label, value … from left to right; an empty cell is an empty value. */
	private readPairs(row: Row, labelCell: Cell, first: LabelMatch): FieldKey {
		const { reader } = this;
		let key = first.key;
		let isAnswered = false;
		row.cells.slice(row.cells.indexOf(labelCell)).forEach((cell, index) => {
			const text = this.wordsIn(cell);
			const match = index === 0 ? first : matchLabel(reader.book, text);
			if (match && (index === 0 || (isAnswered && match.confidence >= certain))) {
				reader.recognise(match, text, row.origin);
				key = match.key;
				isAnswered = false;
			} else {
				reader.answer(key, cell.blocks, cellOrigin(row, row.cells.indexOf(cell)));
				isAnswered = true;
			}
		});
		reader.current = null;
		return key;
	}

	/** No label of ours: forms nested for layout are read inside, anything else is kept aside whole. */
	private readUnknownRow(row: Row, filled: Cell[]): void {
		const { reader } = this;
		reader.current = null;
		const declared = filled.map((cell) => declaredClassOf(reader.book, this.wordsIn(cell))).find((each) => each !== undefined);
		if (declared !== undefined) reader.declare(declared, rowText(filled), row.origin);
		else if (filled.some((cell) => this.holdsForm(cell))) {
			for (const cell of filled) {
				reader.current = null;
				reader.readBlocks(cell.blocks);
			}
		} else if (!isColumnHead(filled))
			reader.draft.leaveOver(rowText(filled.filter((cell) => !isBoilerplate(reader.book, this.wordsIn(cell)))), row.origin);
	}

	private holdsForm(cell: Cell): boolean {
		return cell.blocks.some((block) => block.kind === 'table' || (!block.list && this.reader.labelIn(block) !== null));
	}
}

/** The cells of a row with the column of the grid where each begins, and its place in the row. */
function placed(row: Row): [place: number, cell: Cell, index: number][] {
	let place = 0;
	return row.cells.map((cell, index) => {
		const at = place;
		place += cell.span ?? 1;
		return [at, cell, index];
	});
}

/** Machine keys in a row that holds nothing else. */
function keysOf(row: Row): string[] | null {
	const keys = row.cells.map((cell) => wordsOf(cell.blocks));
	const fields = keys.filter((key) => fieldOfKey(key) !== null);
	const isKeyed = keys.every((key) => /^(?:[a-z][A-Za-z0-9.-]*)?$/.test(key));
	return isKeyed && fields.length >= fewestRecordColumns ? keys : null;
}

/** `good` and `promising` where the column is that of the class; the words of a heading anywhere. */
function declaredIn(reader: FormReader, text: string, isClassColumn: boolean) {
	if (isClassColumn && (text === 'good' || text === 'promising')) return text;
	return declaredClassOf(reader.book, text);
}

/** "Campo | Respuesta": the heads of a form's two columns, which say nothing. */
const columnHeads = new Set(
	'campo campos apartado rubro seccion elemento concepto contenido respuesta respuestas descripcion informacion texto desarrollo no n field section item answer content response text description secao resposta conteudo champ rubrique section reponse contenu'.split(
		' '
	)
);

function isColumnHead(cells: Cell[]): boolean {
	return cells.length >= 2 && cells.every((cell) => columnHeads.has(fold(wordsOf(cell.blocks))));
}

function cellOrigin(row: Row, index: number): Origin {
	return { ...row.origin, cell: index + 1 };
}

function rowText(cells: Cell[]): string {
	return cells.map((cell) => wordsOf(cell.blocks)).join(' | ');
}

/** The filled cells of a row without the number that counts it. */
function withoutRowNumber(cells: Cell[]): Cell[] {
	const isNumbered = cells.length >= 3 && /^\d{1,2}$/.test(fold(wordsOf(cells[0]?.blocks ?? [])));
	return isNumbered ? cells.slice(1) : cells;
}
