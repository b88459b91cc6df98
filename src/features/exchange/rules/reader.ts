// Finds an edition's form in a document that was read: which text answers which field, and what is left over.
import { type DeclaredClass, type Edition, type FieldKey, fieldKeys } from '#features/methodology/schema.ts';
import { FieldText } from '#features/practices/schema.ts';
import { toMarkdown } from '#platform/documents/markdown.ts';
import {
	type Cell,
	type DocumentBlock,
	type Origin,
	plainText,
	type ReadDocument,
	type Row,
	type TableBlock,
	type TextBlock,
	textBlocks,
	toRichText,
	wordsOf
} from '#platform/documents/read-document.ts';
import { normaliseRuns, type Run } from '#platform/documents/rich-text.ts';
import { cutRuns, splitLines } from '#platform/documents/typed-lists.ts';
import type { ReadPractice, ReadResult, ReadWarning } from '../schema.ts';
import {
	certain,
	declaredClassOf,
	fold,
	isBoilerplate,
	isPrompt,
	type LabelBook,
	type LabelMatch,
	labelBook,
	matchLabel
} from './labels.ts';

const fewestFields = 3;
const mostPairs = 500;

/** Takes a document as read and the edition whose form it may hold; gives the practice, or the labels and values of a form of another kind. */
export function readForm(document: ReadDocument, edition: Edition): ReadResult {
	const reading = new FormReading(labelBook(edition));
	reading.readBlocks(document.blocks);
	const practice = reading.finish();
	const answered = fieldKeys.filter((key) => practice.fields[key] !== '');
	if (reading.recognised.size < fewestFields || answered.length === 0)
		return { ok: false, why: 'fileNoForm', pairs: pairsOf(document.blocks).slice(0, mostPairs) };
	return { ok: true, practices: [practice] };
}

/** `line 12`, `table 1, row 4` or `paragraph 3`. */
export function originText({ table, row, line, paragraph }: Origin): string {
	if (line !== undefined) return `line ${line}`;
	if (table !== undefined) return row === undefined ? `table ${table}` : `table ${table}, row ${row}`;
	return `paragraph ${paragraph ?? 1}`;
}

type Answer = { blocks: DocumentBlock[]; origin: Origin; confidence: number; isFromTable: boolean };

class FormReading {
	readonly recognised = new Set<FieldKey>();
	private readonly book: LabelBook;
	private readonly answers = new Map<FieldKey, Answer>();
	private readonly warnings: ReadWarning[] = [];
	private readonly unplaced: ReadPractice['unplaced'] = [];
	private declaredClass: DeclaredClass | null = null;
	/** The field whose text goes on below, under its label. */
	private current: FieldKey | null = null;
	/** The rest of a label that a page break may have cut. */
	private missing: { key: FieldKey; words: string } | null = null;
	private tableDepth = 0;

	constructor(book: LabelBook) {
		this.book = book;
	}

	readBlocks(blocks: DocumentBlock[]): void {
		for (const block of blocks) {
			if (block.kind === 'table') this.readTable(block);
			else this.readParagraph(block);
		}
	}

	private readParagraph(block: TextBlock): void {
		const text = plainText(block.runs).trim();
		const declared = declaredClassOf(this.book, text);
		if (declared !== undefined) {
			this.declaredClass = declared ?? this.declaredClass;
			this.current = null;
			return;
		}
		const labelled = !block.list || block.list.kind === 'number' ? this.labelIn(block) : null;
		if (labelled) {
			this.recognise(labelled.match, text, block.origin);
			this.current = labelled.match.key;
			if (labelled.rest.length > 0) this.answer(labelled.match.key, [{ ...block, runs: labelled.rest, list: undefined }], block.origin);
		} else if (this.continuesLabel(text)) this.missing = null;
		else if (isBoilerplate(this.book, text)) {
			if (this.book.formTitles.has(fold(text))) this.current = null;
		} else if (block.isHeading) {
			this.current = null;
			this.leaveOver(text, block.origin);
		} else if (this.current) this.answer(this.current, [block], block.origin);
		else this.leaveOver(text, block.origin);
	}

	/** A label that is the whole paragraph, its first lines, or stands before a colon; and what follows it there. */
	private labelIn(block: TextBlock): { match: LabelMatch; rest: Run[] } | null {
		const text = plainText(block.runs);
		const whole = matchLabel(this.book, text);
		if (whole) return { match: whole, rest: [] };
		const lines = splitLines(block.runs);
		for (let count = Math.min(lines.length - 1, 4); count > 0; count--) {
			const head = lines
				.slice(0, count)
				.map((line) => plainText(line))
				.join('\n');
			const match = matchLabel(this.book, head);
			if (match) return { match, rest: normaliseRuns(cutRuns(block.runs, head.length + 1)) };
		}
		return this.labelBefore(block, text);
	}

	private labelBefore(block: TextBlock, text: string): { match: LabelMatch; rest: Run[] } | null {
		const colon = text.slice(0, 300).search(/[:：]/);
		const match = colon > 0 ? matchLabel(this.book, text.slice(0, colon)) : null;
		if (match && match.confidence >= certain) return { match, rest: normaliseRuns(cutRuns(block.runs, colon + 1)) };
		for (const label of this.book.labels) {
			const end = label.prompts.map((prompt) => endOfWords(text, `${label.words} ${prompt}`)).find((each) => each !== null);
			if (end) return { match: { key: label.key, confidence: certain, missing: '' }, rest: normaliseRuns(cutRuns(block.runs, end)) };
		}
		return null;
	}

	private readTable(table: TableBlock): void {
		this.tableDepth++;
		this.current = null;
		let columns: (FieldKey | null)[] | null = null;
		let last: FieldKey | null = null;
		table.rows.forEach((row, index) => {
			const filled = withoutRowNumber(row.cells.filter((cell) => wordsOf(cell.blocks) !== ''));
			const labels = row.cells.map((cell) => matchLabel(this.book, wordsOf(cell.blocks))?.key ?? null);
			if (filled.length === 0) return;
			if (this.isHeaderRow(filled, labels, table.rows[index + 1])) {
				columns = labels;
				for (const key of labels) if (key) this.recognised.add(key);
			} else if (columns && !labels.some((key) => key !== null)) this.readColumns(row, columns);
			else {
				columns = null;
				last = this.readRow(row, filled, last);
			}
		});
		this.current = null;
		this.missing = null;
		this.tableDepth--;
	}

	/** Labels side by side, with their values in the row below. */
	private isHeaderRow(filled: Cell[], labels: (FieldKey | null)[], next: Row | undefined): boolean {
		const named = labels.filter((key) => key !== null);
		const isNextLabelled = next ? next.cells.some((cell) => matchLabel(this.book, wordsOf(cell.blocks)) !== null) : true;
		return filled.length >= 2 && named.length === filled.length && new Set(named).size === named.length && !isNextLabelled;
	}

	private readColumns(row: Row, columns: (FieldKey | null)[]): void {
		row.cells.forEach((cell, index) => {
			const key = columns[index];
			if (key) this.answer(key, cell.blocks, row.origin);
			else this.leaveOver(wordsOf(cell.blocks), row.origin);
		});
	}

	/** Gives the field the next row would go on with. */
	private readRow(row: Row, filled: Cell[], last: FieldKey | null): FieldKey | null {
		const [first, ...others] = filled;
		if (!first) return last;
		const isUnlabelled = first !== row.cells[0] && fold(wordsOf(row.cells[0]?.blocks ?? [])) === '';
		const firstText = wordsOf(first.blocks);
		const match = matchLabel(this.book, firstText, true);
		if (filled.length === 1 && isUnlabelled && !match && last) return this.continueAnswer(row, first, last);
		if (filled.length === 1) return this.readCellAsFlow(first, last);
		if (match) return this.readPairs(row, filled, match);
		const continued = this.continuesLabel(firstText) ? this.missing?.key : undefined;
		if (continued) {
			this.missing = null;
			for (const cell of others) this.answer(continued, cell.blocks, row.origin);
			return continued;
		}
		this.readUnknownRow(row, filled);
		return null;
	}

	private readCellAsFlow(cell: Cell, last: FieldKey | null): FieldKey | null {
		const joined = matchLabel(this.book, wordsOf(cell.blocks));
		const origin = textBlocks(cell.blocks)[0]?.origin ?? {};
		if (joined) {
			this.recognise(joined, wordsOf(cell.blocks), origin);
			this.current = joined.key;
		} else this.readBlocks(cell.blocks);
		return this.current ?? last;
	}

	private continueAnswer(row: Row, cell: Cell, key: FieldKey): FieldKey {
		if (!row.cells[0]?.isContinued) this.warnings.push({ code: 'rowWithoutLabel', key, detail: originText(row.origin) });
		this.answer(key, cell.blocks, row.origin);
		return key;
	}

	/** Label, value, label, value … from left to right. */
	private readPairs(row: Row, filled: Cell[], first: LabelMatch): FieldKey {
		let key = first.key;
		let isAnswered = false;
		filled.forEach((cell, index) => {
			const text = wordsOf(cell.blocks);
			const match = index === 0 ? first : matchLabel(this.book, text);
			if (match && (index === 0 || (isAnswered && match.confidence >= certain))) {
				this.recognise(match, text, row.origin);
				key = match.key;
				isAnswered = false;
			} else {
				this.answer(key, cell.blocks, row.origin);
				isAnswered = true;
			}
		});
		this.current = null;
		return key;
	}

	/** No label of ours: forms nested for layout are read inside, anything else is kept aside whole. */
	private readUnknownRow(row: Row, filled: Cell[]): void {
		this.current = null;
		const declared = filled.map((cell) => declaredClassOf(this.book, wordsOf(cell.blocks))).find((each) => each !== undefined);
		if (declared !== undefined) this.declaredClass = declared ?? this.declaredClass;
		else if (filled.some((cell) => this.holdsForm(cell))) {
			for (const cell of filled) {
				this.current = null;
				this.readBlocks(cell.blocks);
			}
		} else {
			const texts = filled.map((cell) => wordsOf(cell.blocks)).filter((text) => !isBoilerplate(this.book, text));
			this.leaveOver(texts.join(' | '), row.origin);
		}
	}

	private holdsForm(cell: Cell): boolean {
		return cell.blocks.some((block) => block.kind === 'table' || (!block.list && this.labelIn(block) !== null));
	}

	private continuesLabel(text: string): boolean {
		const folded = fold(text);
		return this.missing !== null && folded !== '' && this.missing.words.startsWith(folded);
	}

	private recognise(match: LabelMatch, label: string, origin: Origin): void {
		this.recognised.add(match.key);
		this.missing = match.missing === '' ? null : { key: match.key, words: match.missing };
		if (match.confidence < certain) this.warnings.push({ code: 'labelUncertain', key: match.key, detail: label.slice(0, 200) });
		const earlier = this.answers.get(match.key);
		const isFromTable = this.tableDepth > 0;
		const hasText = earlier !== undefined && wordsOf(earlier.blocks) !== '';
		if (hasText && (earlier.isFromTable || !isFromTable))
			this.warnings.push({ code: 'fieldRepeated', key: match.key, detail: originText(origin) });
		else {
			if (hasText) this.leaveOver(wordsOf(earlier.blocks), earlier.origin);
			this.answers.set(match.key, { blocks: [], origin, confidence: match.confidence, isFromTable });
		}
	}

	private answer(key: FieldKey, blocks: DocumentBlock[], origin: Origin): void {
		const kept = blocks.filter((block) => block.kind === 'table' || !isPrompt(this.book, plainText(block.runs)));
		const answer = this.answers.get(key) ?? { blocks: [], origin, confidence: certain, isFromTable: this.tableDepth > 0 };
		answer.blocks.push(...kept);
		this.answers.set(key, answer);
	}

	private leaveOver(text: string, origin: Origin): void {
		if (text !== '') this.unplaced.push({ text, origin: originText(origin) });
	}

	finish(): ReadPractice {
		const fields = {} as ReadPractice['fields'];
		const origins: ReadPractice['origins'] = {};
		for (const key of fieldKeys) {
			const answer = this.answers.get(key);
			const text = answer ? toMarkdown(toRichText(answer.blocks)) : '';
			const isTooLong = !FieldText.safeParse(text).success;
			if (isTooLong) this.leaveOver(text, answer?.origin ?? {});
			fields[key] = isTooLong ? '' : text;
			if (answer && text !== '') origins[key] = { origin: originText(answer.origin), confidence: answer.confidence };
			if (isTooLong) this.warnings.push({ code: 'fieldTooLong', key, detail: String(text.length) });
			else if (text === '') this.warnings.push({ code: this.recognised.has(key) ? 'fieldEmpty' : 'fieldMissing', key, detail: '' });
		}
		return { declaredClass: this.declaredClass, fields, origins, unplaced: this.unplaced, notes: [], warnings: this.warnings };
	}
}

/** The filled cells of a row without the number that counts it. */
function withoutRowNumber(cells: Cell[]): Cell[] {
	const isNumbered = cells.length >= 3 && /^\d{1,2}$/.test(fold(wordsOf(cells[0]?.blocks ?? [])));
	return isNumbered ? cells.slice(1) : cells;
}

/** Where in `text` the folded words `target` end when the text begins with them. */
function endOfWords(text: string, target: string): number | null {
	let folded = '';
	for (const word of text.matchAll(/\S+\s*/g)) {
		folded = `${folded} ${fold(word[0])}`.trim();
		if (folded === target) return word.index + word[0].length;
		if (!target.startsWith(folded)) return null;
	}
	return null;
}

/** Every label and value of a form of another kind, in order: rows of tables and lines with a colon. */
function pairsOf(blocks: DocumentBlock[]): [string, string][] {
	return blocks.flatMap((block): [string, string][] => {
		if (block.kind === 'text') {
			const line = /^([^:\n]{2,120}):\s*(\S[\s\S]*)$/.exec(plainText(block.runs).trim());
			return line?.[1] && line[2] && !/^(?:https?|mailto)$/i.test(line[1]) ? [[line[1], line[2]]] : [];
		}
		return block.rows.flatMap((row): [string, string][] => {
			const [first, ...others] = row.cells.filter((cell) => wordsOf(cell.blocks) !== '');
			if (!first) return [];
			if (row.cells.some((cell) => cell.blocks.some((inner) => inner.kind === 'table')))
				return row.cells.flatMap((cell) => pairsOf(cell.blocks));
			return [[wordsOf(first.blocks), others.map((cell) => wordsOf(cell.blocks)).join(' | ')]];
		});
	});
}
