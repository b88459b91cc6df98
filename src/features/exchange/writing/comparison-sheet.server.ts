// A comparison as a workbook: a row per aspect, a column per practice, whether they differ.
import { type Column as Compared, type ComparedCell, comparedSectionsOf } from '#features/catalogue/rules/comparing.ts';
import { comparingMessages } from '#messages/comparing.ts';
import { sheetMessages } from '#messages/sheets.ts';
import { parseMarkdown, toPlainText } from '#platform/documents/markdown.ts';
import { whole } from '#platform/http/streams.ts';
import type { Locale } from '#platform/locale.ts';
import type { CellValue } from './sheets.ts';
import { toXlsx } from './xlsx.server.ts';

/** The workbook of a comparison, in the reader's language; the texts of a practice stay in their own. */
export function comparisonToXlsx(compared: readonly Compared[], locale: Locale): Promise<Uint8Array> {
	const t = comparingMessages(locale);
	const { sheets, continuation, yes } = sheetMessages(locale);
	const sheet = {
		name: t.compare,
		columns: [
			{ key: 'aspect', heading: t.aspect, width: 30 },
			...compared.map(({ document: { code, title } }) => ({ key: code, heading: `${code} · ${title}`, width: 48 })),
			{ key: 'differs', heading: t.differ, width: 12 }
		],
		rows: comparedSectionsOf(compared, locale).flatMap(({ title, rows }): CellValue[][] => [
			[{ heading: title }],
			...rows.map(({ name, cells, differs }): CellValue[] => [name, ...cells.map(cellText), differs ? yes : null])
		])
	};
	return whole(toXlsx([sheet], { name: sheets.continuation, ...continuation }));
}

function cellText({ word, lines, own, note }: ComparedCell): string | null {
	const parts = [word, ...lines, toPlainText(parseMarkdown(own)), note].filter(Boolean);
	return parts.length > 0 ? parts.join('\n') : null;
}
