// Where a text stood, in the few words that are kept with it.
import type { Origin } from '#platform/documents/read-document.ts';

/** `line 12`, `page 2, table 1, row 4, cell 2`, `sheet «Prácticas», row 4, cell 2` or `paragraph 3`; `originWords` says it in the reader's language. */
export function originText({ page, sheet, table, row, cell, line, paragraph }: Origin): string {
	if (line !== undefined) return `line ${line}`;
	const place =
		sheet !== undefined
			? [`sheet «${sheet}»`]
			: table !== undefined
				? [`table ${table}`]
				: paragraph === undefined && page !== undefined
					? []
					: [`paragraph ${paragraph ?? 1}`];
	const parts = [
		...(page === undefined ? [] : [`page ${page}`]),
		...place,
		...(row === undefined ? [] : [`row ${row}`]),
		...(cell === undefined || row === undefined ? [] : [`cell ${cell}`])
	];
	return parts.join(', ');
}
