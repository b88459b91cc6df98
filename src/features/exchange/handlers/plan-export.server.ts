// The accompaniment plan of a practice as a table.
import { editionCriterion } from '#features/methodology/rules/edition.ts';
import { readPlan } from '#features/plans/handlers.server.ts';
import type { PlanStep } from '#features/plans/schema.ts';
import { planMessages } from '#messages/plans.ts';
import { sheetMessages } from '#messages/sheets.ts';
import type { Ctx } from '#platform/ctx.ts';
import { begun } from '#platform/http/streams.ts';
import { inLocale } from '#platform/locale.ts';
import { isoDayOf } from '#platform/moments.ts';
import type { TableFormat } from '../schema.ts';
import { type CellValue, type Column, csvMediaType, sheetOf, toCsv } from '../writing/sheets.ts';
import { toXlsx, xlsxMediaType } from '../writing/xlsx.server.ts';
import type { ExportedStream } from './list-export.server.ts';

/** The plan, a row per step, for whoever may read it. @throws Problem notFound, noVerdict */
export async function exportPlan(ctx: Ctx, code: string, format: TableFormat): Promise<ExportedStream> {
	const { steps, edition } = await readPlan(ctx, code);
	const t = planMessages(ctx.locale);
	const today = isoDayOf(ctx.app.now());
	const state = ({ doneAt, dueOn }: PlanStep) => (doneAt ? t.doneState : dueOn && dueOn < today ? t.overdue : t.open);
	const column = (key: keyof typeof t.columns, width: number, value: (step: PlanStep) => CellValue): Column<PlanStep> => ({
		key,
		heading: t.columns[key],
		width,
		value
	});
	const sheet = sheetOf(
		t.sheet,
		[
			column('code', 12, () => code),
			column('criterion', 26, ({ criterion }) => inLocale(editionCriterion(edition, criterion).name, ctx.locale)),
			column('step', 60, ({ text }) => text),
			column('owner', 28, ({ owner }) => owner),
			column('dueOn', 13, ({ dueOn }) => dueOn && { day: dueOn }),
			column('state', 16, state),
			column('doneOn', 13, ({ doneAt }) => doneAt && { day: isoDayOf(doneAt) }),
			column('evidence', 60, ({ evidenceNote }) => evidenceNote),
			column('file', 30, ({ attachmentName }) => attachmentName)
		],
		steps
	);
	const words = sheetMessages(ctx.locale);
	const stream = format === 'csv' ? toCsv(sheet) : toXlsx([sheet], { name: words.sheets.continuation, ...words.continuation });
	return {
		stream: await begun(stream),
		mediaType: format === 'csv' ? csvMediaType : xlsxMediaType,
		fileName: `${t.fileName}-${code}-${today}.${format}`
	};
}
