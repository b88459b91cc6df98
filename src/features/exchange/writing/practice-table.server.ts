// A practice as one row: the typed columns that XLSX and CSV share, and that our own import reads again by their keys.

import { readEdition } from '#features/methodology/handlers.server.ts';
import { editionTerm, fieldName } from '#features/methodology/rules/edition.ts';
import { type Edition, type FieldKey, fieldKeys } from '#features/methodology/schema.ts';
import { commonMessages } from '#messages/common.ts';
import { documentMessages } from '#messages/documents.ts';
import { labelMessages } from '#messages/labels.ts';
import { type SheetWords, sheetMessages } from '#messages/sheets.ts';
import type { App } from '#platform/ctx.ts';
import { inLocale, type Locale, localePath } from '#platform/locale.ts';
import { placeName } from '#platform/places.ts';
import type { CriterionColumnKey, LayerColumnKey, PracticeColumnKey } from '../rules/form/sheet-keys.ts';
import type { PublishedDocument } from '../schema.ts';
import type { CellValue, Column } from './sheets.ts';

/** A practice on its way into a table. `publishedAt` is an ISO day. */
export interface TabledPractice {
	document: PublishedDocument;
	publishedAt?: string;
}

/** Where a table is written and in whose words. */
export interface TableSetting {
	app: App;
	locale: Locale;
}

type PracticeColumn = Column<TabledPractice, PracticeColumnKey>;

/**
 * All columns of the table of practices, what is asked for most on the left, the long texts on the right.
 * @param edition whose labels head the fields
 * @param others editions that practices of the table were judged by as well; their criteria get columns after its own
 */
export function practiceColumns(setting: TableSetting, edition: Edition, others: readonly Edition[] = []): PracticeColumn[] {
	const { app, locale } = setting;
	const words = sheetMessages(locale);
	const criteria = criterionColumns([edition, ...others], locale, words);
	const columns: Record<Exclude<PracticeColumnKey, CriterionColumnKey>, Omit<PracticeColumn, 'key'>> = {
		...givenColumns(setting, words),
		...layerColumns(setting, words),
		...fieldColumns(edition, locale),
		declaredClass: column(words.columns.declaredClass, 20, ({ document: { content } }) =>
			content.declaredClass ? inLocale(readEdition(app, content.edition).form.heading[content.declaredClass], locale) : null
		)
	};
	return order.flatMap((key) => (key === 'criteria' ? criteria : [{ key, ...columns[key] }]));
}

/** What is known of a practice beside its text and its criteria, each with its heading: what a sheet of one practice lists below each other. */
export function detailRows(practice: TabledPractice, setting: TableSetting): { key: string; heading: string; value: CellValue }[] {
	const words = sheetMessages(setting.locale);
	const columns: Record<string, Omit<PracticeColumn, 'key'>> = { ...givenColumns(setting, words), ...layerColumns(setting, words) };
	return order.flatMap((key) => {
		const found = columns[key];
		return found ? [{ key, heading: found.heading, value: found.value(practice) }] : [];
	});
}

/** `criteria` stands for the columns of the edition's criteria. */
const order: (Exclude<PracticeColumnKey, CriterionColumnKey> | 'criteria')[] = [
	'code',
	'title',
	'declaredClass',
	'class',
	'label',
	'validUntil',
	'criteria',
	'isInvented',
	'institutionNames',
	'places',
	'placeDetail',
	'groups',
	'themes',
	'kind',
	'conditions',
	'year',
	'start',
	'end',
	'ongoing',
	'people',
	'peopleNote',
	'cost',
	'costNote',
	'language',
	'licence',
	'version',
	'confirmedAt',
	'publishedAt',
	'url',
	'abstract',
	...fieldKeys.filter((key) => key !== 'title')
];

function column(heading: string, width: number, value: (row: TabledPractice) => CellValue): Omit<PracticeColumn, 'key'> {
	return { heading, width, value };
}

function givenColumns({ app, locale }: TableSetting, { columns, yes }: SheetWords) {
	return {
		code: column(columns.code, 12, ({ document }) => document.code),
		version: column(columns.version, 9, ({ document }) => document.version),
		class: column(columns.class, 22, ({ document: { verdict } }) =>
			verdict ? inLocale(readEdition(app, verdict.edition).classes[verdict.class].name, locale) : null
		),
		label: column(columns.label, 14, ({ document: { verdict } }) =>
			verdict?.label ? labelMessages(locale).states[verdict.label.state].toLocaleLowerCase(locale) : null
		),
		validUntil: column(columns.validUntil, 13, ({ document: { verdict } }) => day(verdict?.validUntil)),
		confirmedAt: column(columns.confirmedAt, 13, ({ document: { verdict } }) => day(verdict?.confirmedAt)),
		publishedAt: column(columns.publishedAt, 13, ({ publishedAt }) => day(publishedAt)),
		isInvented: column(columns.isInvented, 12, ({ document }) => (document.isInvented || document.verdict?.isInvented ? yes : null)),
		institutionNames: column(columns.institutionNames, 40, ({ document }) => joined(document.content.institutions.map(({ name }) => name))),
		year: column(columns.year, 8, ({ document }) => Number(document.content.layers.dates.start?.slice(0, 4)) || null),
		language: column(columns.language, 12, ({ document }) => commonMessages(locale).languages[document.content.layers.language]),
		url: column(
			columns.url,
			40,
			({ document: { code, verdict } }) => verdict && `${app.config.origin}${localePath(locale, `/practicas/${code}`)}`
		)
	};
}

function layerColumns({ app, locale }: TableSetting, { columns, reserved, yes }: SheetWords) {
	const ofLayers = (
		heading: string,
		width: number,
		value: (content: PublishedDocument['content']['layers'], edition: Edition) => CellValue
	) => column(heading, width, ({ document: { content } }) => value(content.layers, readEdition(app, content.edition)));
	const terms = (edition: Edition, vocabulary: 'groups' | 'themes' | 'conditions', keys: readonly string[]) =>
		keys.map((key) => editionTerm(edition, vocabulary, key, locale));
	return {
		abstract: ofLayers(columns.abstract, 60, ({ abstract }) => abstract),
		kind: ofLayers(columns.kind, 16, ({ kind }, edition) => kind && editionTerm(edition, 'kinds', kind, locale)),
		start: ofLayers(columns.start, 12, ({ dates }) => day(dates.start)),
		end: ofLayers(columns.end, 12, ({ dates }) => day(dates.end)),
		ongoing: ofLayers(columns.ongoing, 10, ({ dates }) => (dates.ongoing ? yes : null)),
		places: ofLayers(columns.places, 28, ({ places }) => joined(places.codes.map((code) => placeName(code, locale)))),
		placeDetail: ofLayers(columns.placeDetail, 28, ({ places }) => (places.reserved ? reserved : places.detail)),
		groups: ofLayers(columns.groups, 32, ({ groups }, edition) => joined(terms(edition, 'groups', groups))),
		themes: ofLayers(columns.themes, 32, ({ themes }, edition) => joined(terms(edition, 'themes', themes))),
		conditions: ofLayers(columns.conditions, 32, ({ conditions }, edition) =>
			joined([...terms(edition, 'conditions', conditions.keys), conditions.other])
		),
		people: ofLayers(columns.people, 12, ({ reach }) => reach.people),
		peopleNote: ofLayers(columns.peopleNote, 28, ({ reach }) => reach.note),
		cost: ofLayers(columns.cost, 20, ({ cost }, edition) => cost.range && editionTerm(edition, 'costRanges', cost.range, locale)),
		costNote: ofLayers(columns.costNote, 28, ({ cost }) => cost.note),
		licence: ofLayers(
			columns.licence,
			16,
			({ consent }, edition) => consent.licence && editionTerm(edition, 'licences', consent.licence, locale)
		)
	} satisfies Record<LayerColumnKey, Omit<PracticeColumn, 'key'>>;
}

function fieldColumns(edition: Edition, locale: Locale): Record<FieldKey, Omit<PracticeColumn, 'key'>> {
	const columns = fieldKeys.map((key) => {
		return [key, column(fieldName(edition, key, locale), key === 'title' ? 40 : 60, ({ document }) => document.content.fields[key])];
	});
	return Object.fromEntries(columns);
}

function criterionColumns(editions: readonly Edition[], locale: Locale, { criterion }: SheetWords): PracticeColumn[] {
	const { states } = documentMessages(locale);
	const criteria = new Map(editions.toReversed().flatMap((edition) => edition.criteria.map((each) => [each.key, each])));
	const keys = new Set(editions.flatMap((edition) => edition.criteria.map(({ key }) => key)));
	return [...keys]
		.flatMap((key) => criteria.get(key) ?? [])
		.map(({ key, name }) => ({
			key: `criterion.${key}`,
			...column(criterion(inLocale(name, locale)), 18, ({ document: { verdict } }) => {
				if (!verdict) return null;
				const met = verdict.criteria.find((each) => each.key === key)?.met ?? null;
				return met === null ? states.waiting : states[met ? 'met' : 'unmet'];
			})
		}));
}

/** A whole day is a date; a year or a month is what it is. */
function day(text: string | null | undefined): CellValue {
	if (!text) return null;
	return /^\d{4}-\d{2}-\d{2}$/.test(text) ? { day: text } : text;
}

function joined(parts: string[]): string {
	return parts.filter((part) => part !== '').join('; ');
}
