// The assessments as a table, for the secretariat.

import { type AssessmentRecord, listRecords } from '#features/assessments/handlers/records.server.ts';
import { editionCriterion, levelName } from '#features/methodology/rules/edition.ts';
import type { CriterionKey, Level } from '#features/methodology/schema.ts';
import { practiceMessages } from '#messages/practices.ts';
import { sheetMessages } from '#messages/sheets.ts';
import type { Ctx } from '#platform/ctx.ts';
import { parseMarkdown, toPlainText } from '#platform/documents/markdown.ts';
import { begun } from '#platform/http/streams.ts';
import { inLocale, type Locale } from '#platform/locale.ts';
import { isoDayOf } from '#platform/moments.ts';
import type { assessmentSheetKeys } from '../rules/form/sheet-keys.ts';
import type { TableFormat } from '../schema.ts';
import { type CellValue, type Column, csvMediaType, sheetOf, toCsv } from '../writing/sheets.ts';
import { toXlsx, xlsxMediaType } from '../writing/xlsx.server.ts';
import type { ExportedStream } from './list-export.server.ts';

/** One assessor's judgement of one criterion. */
interface JudgedRow extends AssessmentRecord {
	criterion: CriterionKey;
}
type Key = (typeof assessmentSheetKeys)[number];

/** Every assessment, a row per criterion; levels and reasons only where the secretariat may see them. @throws Problem notAllowed */
export async function exportAssessments(ctx: Ctx, format: TableFormat): Promise<ExportedStream> {
	const words = sheetMessages(ctx.locale);
	const sheet = sheetOf(words.sheets.assessments, columns(ctx.locale), judged(ctx));
	const stream = format === 'csv' ? toCsv(sheet) : toXlsx([sheet], { name: words.sheets.continuation, ...words.continuation });
	return {
		stream: await begun(stream),
		mediaType: format === 'csv' ? csvMediaType : xlsxMediaType,
		fileName: `${words.files.assessments}-${isoDayOf(ctx.app.now())}.${format}`
	};
}

async function* judged(ctx: Ctx): AsyncGenerator<JudgedRow> {
	for await (const records of listRecords(ctx)) {
		for (const record of records) for (const { key } of record.edition.criteria) yield { ...record, criterion: key };
	}
}

function columns(locale: Locale): Column<JudgedRow, Key>[] {
	const { assessments, interest } = sheetMessages(locale);
	const { states } = practiceMessages(locale);
	const column = (key: Key, width: number, value: (row: JudgedRow) => CellValue) => ({ key, heading: assessments[key], width, value });
	const level = (row: JudgedRow, given: Level | null | undefined) => (given ? levelName(row.edition, given, locale) : null);
	return [
		column('code', 12, ({ code }) => code),
		column('title', 40, ({ title }) => toPlainText(parseMarkdown(title))),
		column('state', 16, ({ state }) => states[state]),
		column('version', 9, ({ versionNumber }) => versionNumber),
		column('assessor', 28, ({ assessorName }) => assessorName),
		column('institutions', 32, ({ institutions }) => institutions.join('; ')),
		column('interest', 16, (row) => row.interest && interest[row.interest]),
		column('criterion', 24, ({ edition, criterion }) => inLocale(editionCriterion(edition, criterion).name, locale)),
		column('first', 24, (row) => level(row, row.judgements?.first[row.criterion]?.level)),
		column('firstReason', 60, ({ judgements, criterion }) => judgements?.first[criterion]?.reason ?? null),
		column('final', 24, (row) => level(row, row.judgements?.final[row.criterion]?.level)),
		column('finalReason', 60, ({ judgements, criterion }) => judgements?.final[criterion]?.reason ?? null),
		column('assignedAt', 13, ({ assignedAt }) => day(assignedAt)),
		column('submittedAt', 13, ({ submittedAt }) => day(submittedAt)),
		column('excusedAt', 13, ({ excusedAt }) => day(excusedAt)),
		column('disclosedAt', 13, ({ disclosedAt }) => day(disclosedAt))
	];
}

function day(moment: Date | null): CellValue {
	return moment && { day: isoDayOf(moment) };
}
