// One practice as a workbook: its form, its details, its verdict, its evidence.
import { readEdition } from '#features/methodology/handlers.server.ts';
import { editionCriterion, fieldName, levelName } from '#features/methodology/rules/edition.ts';
import type { Edition } from '#features/methodology/schema.ts';
import { documentMessages } from '#messages/documents.ts';
import { sheetMessages } from '#messages/sheets.ts';
import { whole } from '#platform/http/streams.ts';
import { inLocale } from '#platform/locale.ts';
import { detailSheetKeys, evidenceSheetKeys, formKeys, verdictSheetKeys } from '../rules/form/sheet-keys.ts';
import { detailRows, practiceColumns, type TabledPractice, type TableSetting } from './practice-table.server.ts';
import { type CellValue, type Sheet, sheetOf, toCsv } from './sheets.ts';
import { toXlsx } from './xlsx.server.ts';

/** The workbook of one practice. Its first sheet is the form, and reading it again gives the same eight fields. */
export function practiceToXlsx(practice: TabledPractice, setting: TableSetting): Promise<Uint8Array> {
	const words = sheetMessages(setting.locale);
	const sheets = [formSheet, detailSheet, verdictSheet, evidenceSheet].map((sheet) => sheet(practice, setting));
	return whole(toXlsx(sheets, { name: words.sheets.continuation, ...words.continuation }));
}

/** One practice as a row under the headings of the table of practices. */
export function practiceToCsv(practice: TabledPractice, setting: TableSetting): Promise<Uint8Array> {
	const { content, verdict } = practice.document;
	const columns = practiceColumns(setting, readEdition(setting.app, verdict?.edition ?? content.edition));
	return whole(toCsv(sheetOf(sheetMessages(setting.locale).sheets.practices, columns, [practice])));
}

/** Any number of practices, a row each, as they come. @param editions as for `practiceColumns` */
export function practicesToFile(
	practices: AsyncIterable<TabledPractice>,
	format: 'xlsx' | 'csv',
	setting: TableSetting,
	[edition, ...others]: [Edition, ...Edition[]]
): AsyncIterable<Uint8Array> {
	const { sheets, continuation } = sheetMessages(setting.locale);
	const sheet = sheetOf(sheets.practices, practiceColumns(setting, edition, others), practices);
	return format === 'csv' ? toCsv(sheet) : toXlsx([sheet], { name: sheets.continuation, ...continuation });
}

function formSheet({ document: { content } }: TabledPractice, { app, locale }: TableSetting): Sheet {
	const { sheets, form, columns } = sheetMessages(locale);
	const edition = readEdition(app, content.edition);
	const heading = content.declaredClass && inLocale(edition.form.heading[content.declaredClass], locale);
	const fields = edition.fields.map(({ key, name }): CellValue[] => [inLocale(name, locale), content.fields[key]]);
	return {
		name: sheets.form,
		columns: named(formKeys, form, { field: 36, text: 100 }),
		rows: heading ? [[columns.declaredClass, heading], ...fields] : fields
	};
}

function detailSheet(practice: TabledPractice, setting: TableSetting): Sheet {
	const { sheets, details } = sheetMessages(setting.locale);
	return {
		name: sheets.details,
		columns: named(detailSheetKeys, details, { detail: 36, value: 80, key: 16 }),
		rows: detailRows(practice, setting).map(({ key, heading, value }) => [heading, value, key])
	};
}

function verdictSheet({ document: { content, verdict } }: TabledPractice, { app, locale }: TableSetting): Sheet {
	const { sheets, verdict: headings } = sheetMessages(locale);
	const { states } = documentMessages(locale);
	const edition = readEdition(app, verdict?.edition ?? content.edition);
	const rows = (verdict?.criteria ?? []).map(({ key, met, levels, wording }): CellValue[] => [
		inLocale(editionCriterion(edition, key).name, locale),
		met === null ? states.waiting : states[met ? 'met' : 'unmet'],
		levels.map((level) => levelName(edition, level, locale)).join('; '),
		wording
	]);
	return {
		name: sheets.verdict,
		columns: named(verdictSheetKeys, headings, { criterion: 28, state: 20, levels: 40, reason: 80 }),
		rows
	};
}

function evidenceSheet({ document: { content } }: TabledPractice, { app, locale }: TableSetting): Sheet {
	const { sheets, evidence, yes } = sheetMessages(locale);
	const edition = readEdition(app, content.edition);
	const rows = content.attachments
		.filter(({ key }) => key !== 'consent')
		.map((file): CellValue[] => [
			file.key === 'consent' ? null : fieldName(edition, file.key, locale),
			file.name,
			file.mediaType,
			file.bytes,
			file.isInvented ? yes : null
		]);
	return {
		name: sheets.evidence,
		columns: named(evidenceSheetKeys, evidence, { supports: 36, file: 50, mediaType: 30, bytes: 12, isInvented: 14 }),
		rows
	};
}

function named<Key extends string>(keys: readonly Key[], headings: Record<Key, string>, widths: Record<Key, number>): Sheet['columns'] {
	return keys.map((key) => ({ key, heading: headings[key], width: widths[key] }));
}
