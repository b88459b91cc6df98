// The secretariat's board as a table.
import { type BoardRow, readBoard } from '#features/assessments/handlers/board.server.ts';
import type { BoardQuery } from '#features/assessments/schema.ts';
import { panelMessages } from '#messages/panel.ts';
import { practiceMessages } from '#messages/practices.ts';
import { sheetMessages } from '#messages/sheets.ts';
import type { Ctx } from '#platform/ctx.ts';
import { parseMarkdown, toPlainText } from '#platform/documents/markdown.ts';
import { begun } from '#platform/http/streams.ts';
import type { Locale } from '#platform/locale.ts';
import { isoDayOf } from '#platform/moments.ts';
import { utcOffset, wallClockAt } from '#platform/zones.ts';
import type { boardSheetKeys } from '../rules/form/sheet-keys.ts';
import type { TableFormat } from '../schema.ts';
import { type CellValue, type Column, csvMediaType, sheetOf, toCsv } from '../writing/sheets.ts';
import { toXlsx, xlsxMediaType } from '../writing/xlsx.server.ts';
import type { ExportedStream } from './list-export.server.ts';

/** What the board shows under a query, a row per practice. @throws Problem notAllowed */
export async function exportBoard(ctx: Ctx, query: BoardQuery, format: TableFormat): Promise<ExportedStream> {
	const words = panelMessages(ctx.locale).sheet;
	const { sheets, continuation } = sheetMessages(ctx.locale);
	const { rows } = await readBoard(ctx, query);
	const sheet = sheetOf(words.name, columns(ctx.locale), rows);
	return {
		stream: await begun(format === 'csv' ? toCsv(sheet) : toXlsx([sheet], { name: sheets.continuation, ...continuation })),
		mediaType: format === 'csv' ? csvMediaType : xlsxMediaType,
		fileName: `${words.file}-${isoDayOf(ctx.app.now())}.${format}`
	};
}

type Key = (typeof boardSheetKeys)[number];

function columns(locale: Locale): Column<BoardRow, Key>[] {
	const { sheet, board } = panelMessages(locale);
	const { states } = practiceMessages(locale);
	const column = (key: Key, width: number, value: (row: BoardRow) => CellValue) => ({ key, heading: sheet[key], width, value });
	return [
		column('code', 12, ({ code }) => code),
		column('title', 40, ({ title }) => toPlainText(parseMarkdown(title))),
		column('call', 28, ({ call }) => call?.title ?? null),
		column('state', 18, ({ state }) => states[state]),
		column('since', 13, ({ stateSince }) => ({ day: isoDayOf(stateSince) })),
		column('author', 24, ({ ownerName }) => ownerName),
		column('waitsFor', 24, ({ waitsFor }) => board.waiting[waitsFor]),
		column('inHand', 28, ({ inHand }) => inHand.map(({ name }) => name).join('; ')),
		column('seats', 10, ({ seats }) => seats),
		column('handedIn', 10, ({ handedIn }) => handedIn),
		column('deadline', 34, (row) => row.deadline && deadlineText(row.deadline, row.timeZone)),
		column('late', 10, ({ isOverdue }) => (isOverdue ? sheet.yes : sheet.no))
	];
}

/** `2026-12-01 23:59 America/Bogota (UTC−05:00)`: a day alone would leave the hour and the zone out. */
function deadlineText(moment: Date, zone: string): string {
	return `${wallClockAt(moment, zone).replace('T', ' ')} ${zone} (${utcOffset(zone, moment)})`;
}
