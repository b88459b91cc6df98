// The table of themes by groups as a file.
import { countPairs } from '#features/catalogue/handlers/gaps.server.ts';
import type { Filters } from '#features/catalogue/rules/addresses.ts';
import { gapsMessages } from '#messages/gaps.ts';
import type { Ctx } from '#platform/ctx.ts';
import { whole } from '#platform/http/streams.ts';
import { isoDayOf } from '#platform/moments.ts';
import { type CellValue, csvMediaType, toCsv } from '../writing/sheets.ts';
import type { ExportedFile } from './export.server.ts';

/** A row per theme, a column per group, with totals; a pair without practices is 0. */
export async function exportGaps(ctx: Ctx, filters: Filters): Promise<ExportedFile> {
	const t = gapsMessages(ctx.locale);
	const { themes, groups, total } = await countPairs(ctx, filters);
	const sheet = {
		name: t.title,
		columns: [
			{ key: 'theme', heading: t.theme, width: 40 },
			...groups.map(({ key, label }) => ({ key, heading: label, width: 16 })),
			{ key: 'total', heading: t.total, width: 10 }
		],
		rows: [
			...themes.map(({ label, count, counts }): CellValue[] => [label, ...counts, count]),
			[t.all, ...groups.map(({ count }) => count), total]
		]
	};
	return { bytes: await whole(toCsv(sheet)), mediaType: csvMediaType, fileName: `${t.file}-${isoDayOf(ctx.app.now())}.csv` };
}
