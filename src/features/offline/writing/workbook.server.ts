// The scoring sheets of one person as a workbook: a sheet per practice, answers in one column, lists to choose from behind them.
import type { CellValue, Choice, Sheet } from '#features/exchange/writing/sheets.ts';
import { toXlsx } from '#features/exchange/writing/xlsx.server.ts';
import { offlineMessages } from '#messages/offline.ts';
import { sheetMessages } from '#messages/sheets.ts';
import type { Locale } from '#platform/locale.ts';
import { sheetColumns } from '../rules/reading.ts';
import { type OpenAssignment, type ScoringLine, scoringLines } from './scoring-rows.ts';

const widths = { place: 14, item: 38, answer: 60, help: 90 } as const;

/** Bytes as they come. The file names nobody: it has no properties at all. */
export function scoringWorkbook(open: OpenAssignment[], locale: Locale): AsyncGenerator<Uint8Array> {
	const t = offlineMessages(locale).sheet;
	const words = sheetMessages(locale);
	const lists = new Lists(t.lists);
	const sheets = open.map((each) => practiceSheet(each, lists, locale));
	return toXlsx([...sheets, lists.sheet()], { name: words.sheets.continuation, ...words.continuation });
}

function practiceSheet(open: OpenAssignment, lists: Lists, locale: Locale): Sheet {
	const t = offlineMessages(locale).sheet;
	const lines: ScoringLine[] = [{ kind: 'note', label: '', text: t.howTo }, ...scoringLines(open, locale)];
	const choices = lines.flatMap((line, row): Choice[] =>
		line.kind === 'answer' && line.choices.length > 0
			? [{ row, column: sheetColumns.indexOf('answer'), from: lists.place(line.choices) }]
			: []
	);
	return {
		name: open.identity.code,
		columns: sheetColumns.map((key) => ({ key, heading: t.columns[key], width: widths[key] })),
		rows: lines.map(cells),
		choices
	};
}

function cells(line: ScoringLine): CellValue[] {
	if (line.kind === 'heading') return [null, { heading: line.text }, null, null];
	if (line.kind === 'answer') return [{ key: line.name }, line.label, line.value, line.help];
	return [null, line.label, null, line.text];
}

/** The lists that cells offer, each once, side by side on a sheet that is not shown. */
class Lists {
	private readonly name: string;
	private readonly columns: string[][] = [];

	constructor(name: string) {
		this.name = name;
	}

	/** Where a list stands. */
	place(values: string[]): Choice['from'] {
		const known = this.columns.findIndex((column) => column.join('\n') === values.join('\n'));
		const column = known < 0 ? this.columns.push(values) - 1 : known;
		return { sheet: this.name, column, rows: values.length };
	}

	sheet(): Sheet {
		const rows = Array.from({ length: Math.max(0, ...this.columns.map(({ length }) => length)) }, (_, at) =>
			this.columns.map((column) => column[at] ?? null)
		);
		const columns = this.columns.map((_, at) => ({ key: `list${at + 1}`, heading: `${this.name} ${at + 1}`, width: 30 }));
		return { name: this.name, columns, rows, isHidden: true };
	}
}
