// Finds the answers of scoring sheets in a document, whatever program saved it last: by the names of the lines, never by their position.
import {
	plainText,
	type ReadDocument,
	type Row,
	type TableBlock,
	type TextBlock,
	textBlocks,
	wordsOf
} from '#platform/documents/read-document.ts';
import type { BroughtSheet, TypedJudgement } from '../schema.ts';
import { type Place, placeIn, readVersions } from './places.ts';

/** Columns of our own sheet. The second row names them, so that they are known when somebody has moved them. */
export const sheetColumns = ['place', 'item', 'answer', 'help'] as const;

/** What is taken in of one file; an answer beyond its limit is still seen to be beyond it. */
const most = { sheets: 100, lines: 2_000, signs: 20_000 };

/** Sheets are told apart by their first line, which names the assessment. Empty where the document is none of ours. */
export function readSheets(document: ReadDocument): BroughtSheet[] {
	const sheets: Map<Place, string>[] = [];
	for (const table of document.blocks.filter((block): block is TableBlock => block.kind === 'table')) {
		for (const row of table.rows) {
			const line = lineOf(row, table.keys);
			if (line?.place.of === 'sheet' && line.place.part === 'token') sheets.push(new Map());
			const sheet = sheets.at(-1);
			if (line && sheet && sheet.size < most.lines) sheet.set(line.place, line.answer);
		}
	}
	return sheets.slice(0, most.sheets).map((lines) => sheetOf([...lines]));
}

/** A name counts in its own column only: what an author wrote may look like one. */
function lineOf({ cells }: Row, keys: string[] | undefined): { place: Place; answer: string } | undefined {
	const columnOf = (column: (typeof sheetColumns)[number]) => keys?.indexOf(column) ?? -1;
	const place = placeIn(wordsOf(cells[Math.max(columnOf('place'), 0)]?.blocks ?? []));
	if (!place) return undefined;
	// A Word table has the answer beside its label; a sheet without its second row keeps the order of the columns.
	const beside = cells.length > 2 ? sheetColumns.indexOf('answer') : 1;
	const column = columnOf('answer') >= 0 ? columnOf('answer') : beside;
	return { place, answer: typed(textBlocks(cells[column]?.blocks ?? [])) };
}

/** The words of a cell as they were typed: lines, with the bullets and numbers that a reader takes for lists. */
function typed(blocks: TextBlock[]): string {
	return blocks
		.map(({ runs, list }) => {
			const text = runs.map((run) => (run.href && run.href !== run.text ? `${run.text} (${run.href})` : run.text)).join('');
			const mark = !list || list.kind === 'continuation' ? '' : list.kind === 'number' ? `${list.number}. ` : '- ';
			return mark + (text || plainText(runs));
		})
		.join('\n')
		.trim()
		.slice(0, most.signs);
}

function sheetOf(lines: [Place, string][]): BroughtSheet {
	const sheet: BroughtSheet = {
		identity: { token: '', code: '', versionNumber: 0, edition: '', judgements: {}, definition: '' },
		judgements: {},
		definition: {},
		comments: []
	};
	const comments = new Map<number, { passage: string; text: string }>();
	for (const [place, answer] of lines) {
		if (place.of === 'sheet') identify(sheet, place.part, answer);
		else if (place.of === 'judgement') judgementOf(sheet, place.criterion)[place.part] = answer;
		else if (place.of === 'question') judgementOf(sheet, place.criterion).questions[place.key] = answer;
		else if (place.of === 'definition') sheet.definition[place.key] = { ...sheet.definition[place.key], [place.part]: answer };
		else comments.set(place.number, { passage: '', text: '', ...comments.get(place.number), [place.part]: answer });
	}
	sheet.comments = [...comments.values()].filter(({ passage, text }) => passage !== '' || text !== '');
	return sheet;
}

function judgementOf({ judgements }: BroughtSheet, criterion: string): TypedJudgement {
	const known = judgements[criterion] ?? { questions: {} };
	judgements[criterion] = known;
	return known;
}

function identify({ identity }: BroughtSheet, part: Extract<Place, { of: 'sheet' }>['part'], answer: string): void {
	if (part === 'token') identity.token = answer;
	else if (part === 'practice') identity.code = answer;
	else if (part === 'version') identity.versionNumber = Number(answer) || 0;
	else if (part === 'edition') identity.edition = answer;
	else if (part === 'judgements') identity.judgements = readVersions(answer);
	else identity.definition = answer;
}
