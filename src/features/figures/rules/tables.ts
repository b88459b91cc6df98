// The figures as tables with a chart beside most of them: one making for the page, for paper and for a file.
import { type LabelState, labelStates } from '#features/labels/schema.ts';
import { editionCriterion, levelName } from '#features/methodology/rules/edition.ts';
import { type Edition, Level, PracticeClass } from '#features/methodology/schema.ts';
import { type FiguresWords, figuresMessages } from '#messages/figures.ts';
import { labelMessages } from '#messages/labels.ts';
import { practiceMessages } from '#messages/practices.ts';
import { numberFormatter, shareFormatter } from '#platform/formatters.ts';
import { inLocale, type Locale } from '#platform/locale.ts';
import type { CriterionFigures, EditionFigures, Figures } from '../schema.ts';

/** Names of the tables in addresses, in the order of the page. */
export const tableKeys = [
	'acuerdo',
	'niveles',
	'autoevaluacion',
	'clases',
	'motivos',
	'requisitos',
	'recorrido',
	'dias',
	'vigencia'
] as const;
export type TableKey = (typeof tableKeys)[number];

/** A number as it is shown, with the number itself for files; a figure that does not exist has a text only. */
export interface NumberCell {
	text: string;
	value: number | null;
}

/** A bar of a chart; places are shares of its width. */
export interface Bar {
	label: string;
	/** What is written beside it. */
	text: string;
	from: number;
	to: number;
	/** A line over the bar. */
	interval?: [number, number];
}

export interface FiguresTable {
	key: TableKey;
	title: string;
	/** What is counted, of what. */
	lead: string;
	columns: { label: string; number: boolean }[];
	/** The first cell names the row. */
	rows: (string | NumberCell)[][];
	/** Empty where a chart would say nothing. */
	bars: Bar[];
}

/**
 * All tables, those without a row left out.
 * @param editions every edition the figures speak of, and the one whose names of classes are used, first
 */
export function tablesOf(figures: Figures, editions: readonly Edition[], locale: Locale): FiguresTable[] {
	const setting: Setting = { words: figuresMessages(locale), locale, editions, formats: formatsOf(figuresMessages(locale), locale) };
	const makers: Record<TableKey, (figures: Figures, setting: Setting) => Made> = {
		acuerdo: agreementTable,
		niveles: levelsTable,
		autoevaluacion: selfTable,
		clases: classesTable,
		motivos: reasonsTable,
		requisitos: requirementsTable,
		recorrido: journeyTable,
		dias: daysTable,
		vigencia: labelsTable
	};
	return tableKeys.map((key) => tableOf(key, makers[key](figures, setting), setting)).filter(({ rows }) => rows.length > 0);
}

interface Setting {
	words: FiguresWords;
	locale: Locale;
	editions: readonly Edition[];
	formats: ReturnType<typeof formatsOf>;
}

interface Made {
	lead: string;
	/** Headings of the columns; the first is text, and so are as many more as `texts` says. */
	columns: string[];
	texts?: number;
	rows: (string | NumberCell)[][];
	bars: Bar[];
}

function tableOf(key: TableKey, { lead, columns, texts = 1, rows, bars }: Made, { words }: Setting): FiguresTable {
	return { key, title: words.tables[key].title, lead, columns: columns.map((label, at) => ({ label, number: at >= texts })), rows, bars };
}

function formatsOf(words: FiguresWords, locale: Locale) {
	const number = (value: number | null, missing = words.none): NumberCell => ({
		text: value === null ? missing : numberFormatter(locale).format(value),
		value
	});
	const share = (value: number | null, missing = words.none): NumberCell => ({
		text: value === null ? missing : shareFormatter(locale).format(value),
		value
	});
	return { number, share, shareOf: (part: number, whole: number) => share(whole === 0 ? null : part / whole) };
}

/** A bar from the left edge for a part of a whole; none where there is no whole. */
function barOf(label: string, part: number, whole: number, text: string): Bar[] {
	return whole === 0 ? [] : [{ label, text, from: 0, to: part / whole }];
}

// criteria --------------------------------------------------------------------------------------------------------

/** Every criterion of every edition with its name; the edition's stands beside it where there are several. */
function criteriaOf(
	{ editions: all }: Figures,
	{ editions, locale }: Setting
): (CriterionFigures & { name: string; figures: EditionFigures; edition: Edition })[] {
	return all.flatMap((figures) => {
		const edition = editions.find(({ id }) => id === figures.edition);
		if (!edition) return [];
		return figures.criteria.map((criterion) => {
			const name = inLocale(editionCriterion(edition, criterion.criterion).name, locale);
			return { ...criterion, figures, edition, name: all.length > 1 ? `${name} (${edition.id})` : name };
		});
	});
}

function agreementTable(all: Figures, setting: Setting): Made {
	const { words, formats } = setting;
	const t = words.tables.acuerdo;
	const criteria = criteriaOf(all, setting);
	const lowest = Math.min(0, ...criteria.flatMap(({ agreement }) => [agreement?.alpha ?? 0, agreement?.interval?.[0] ?? 0]));
	/** Where a value lies between the lowest one and 1. */
	const place = (value: number) => (value - lowest) / (1 - lowest);
	return {
		lead: t.lead(Math.max(0, ...criteria.map(({ figures }) => figures.agreementFrom))),
		columns: [words.criterion, words.practices, 'n', 'α', t.low, t.high, t.exact, t.withinOne],
		rows: criteria.map(({ name, practices, agreement, figures }) => {
			const missing = agreement ? words.notCalculable : words.from(figures.agreementFrom);
			const { n = null, alpha = null, interval = null, exact = null, withinOne = null } = agreement ?? {};
			const [low, high] = interval ?? [null, null];
			return [
				name,
				formats.number(practices),
				formats.number(n),
				formats.number(alpha, missing),
				formats.number(low),
				formats.number(high),
				formats.share(exact),
				formats.share(withinOne)
			];
		}),
		bars: criteria.flatMap(({ name, agreement }) => {
			if (!agreement || agreement.alpha === null) return [];
			const { alpha, interval } = agreement;
			const bar: Bar = { label: name, text: formats.number(alpha).text, from: place(Math.min(0, alpha)), to: place(Math.max(0, alpha)) };
			return [interval ? { ...bar, interval: [place(interval[0]), place(interval[1])] } : bar];
		})
	};
}

function levelsTable(all: Figures, setting: Setting): Made {
	const { words, formats, locale, editions } = setting;
	const [edition] = editions;
	const nameOf = (level: Level) => {
		const name = edition ? levelName(edition, level, locale) : level;
		return /^\d$/.test(level) ? `${level} · ${name}` : name;
	};
	return {
		lead: words.tables.niveles.lead,
		columns: [words.criterion, ...Level.options.map(nameOf)],
		rows: criteriaOf(all, setting).flatMap(({ name, agreement }) =>
			agreement ? [[name, ...Level.options.map((level) => formats.number(agreement.distribution[level]))]] : []
		),
		bars: []
	};
}

function selfTable(all: Figures, setting: Setting): Made {
	const { words, formats } = setting;
	const t = words.tables.autoevaluacion;
	const compared = criteriaOf(all, setting).flatMap(({ name, selfAssessed, selfComparison }) =>
		selfComparison ? [{ name, selfAssessed, ...selfComparison }] : []
	);
	return {
		lead: t.lead,
		columns: [words.criterion, words.practices, t.same, t.above, t.below, t.notComparable],
		rows: compared.map(({ name, selfAssessed, same, above, below, notComparable }) => [
			name,
			...[selfAssessed, same, above, below, notComparable].map((count) => formats.number(count))
		]),
		bars: compared.flatMap(({ name, selfAssessed, same }) => barOf(name, same, selfAssessed, t.sameOf(same, selfAssessed)))
	};
}

function reasonsTable(all: Figures, setting: Setting): Made {
	const { words, formats, locale } = setting;
	const named = criteriaOf(all, setting).flatMap(({ name, unmet, reasons, edition, criterion }) => {
		const categories = editionCriterion(edition, criterion).reasons;
		return reasons.flatMap(({ key, count }) => {
			const category = categories.find((one) => one.key === key);
			return unmet > 0 && category ? [{ name, unmet, count, reason: inLocale(category.name, locale) }] : [];
		});
	});
	return {
		lead: words.tables.motivos.lead,
		columns: [words.criterion, words.tables.motivos.reason, words.tables.motivos.count, words.tables.motivos.unmet],
		texts: 2,
		rows: named.map(({ name, reason, count, unmet }) => [name, reason, formats.number(count), formats.number(unmet)]),
		bars: named
			.filter(({ count }) => count > 0)
			.flatMap(({ name, reason, count, unmet }) => barOf(`${name}: ${reason}`, count, unmet, words.partOf(count, unmet)))
	};
}

function requirementsTable({ editions: all }: Figures, { words, formats, locale, editions }: Setting): Made {
	const named = all.flatMap(({ edition: id, requirements }) => {
		const edition = editions.find((one) => one.id === id);
		return requirements.flatMap(({ key, checked, unmet }) => {
			const requirement = edition?.requirements.find((one) => one.key === key);
			return requirement && checked > 0 ? [{ text: inLocale(requirement.text, locale), checked, unmet }] : [];
		});
	});
	return {
		lead: words.tables.requisitos.lead,
		columns: [words.tables.requisitos.requirement, words.tables.requisitos.unmet, words.tables.requisitos.checked],
		rows: named.map(({ text, unmet, checked }) => [text, formats.number(unmet), formats.number(checked)]),
		bars: named.flatMap(({ text, unmet, checked }) => barOf(text, unmet, checked, words.partOf(unmet, checked)))
	};
}

// practices and labels --------------------------------------------------------------------------------------------

function classesTable({ classes, practices: { judged } }: Figures, { words, formats, locale, editions: [edition] }: Setting): Made {
	const named = PracticeClass.options.map((key) => ({
		name: edition ? inLocale(edition.classes[key].name, locale) : key,
		count: classes[key]
	}));
	return {
		lead: words.tables.clases.lead(judged),
		columns: [words.tables.clases.class, words.practices, words.share],
		rows: judged === 0 ? [] : named.map(({ name, count }) => [name, formats.number(count), formats.shareOf(count, judged)]),
		bars: named.flatMap(({ name, count }) => barOf(name, count, judged, words.partOf(count, judged)))
	};
}

function journeyTable({ practices, reconsiderations }: Figures, { words, formats }: Setting): Made {
	const t = words.tables.recorrido;
	const { sent, underWay, judged, published, returned, withdrawn } = practices;
	const steps: [string, number][] = [
		[t.sent, sent],
		[t.underWay, underWay],
		[t.returned, returned],
		[t.judged, judged],
		[t.published, published],
		[t.withdrawn, withdrawn],
		[t.reconsidered, reconsiderations.requested],
		[t.changed, reconsiderations.changed]
	];
	return {
		lead: t.lead,
		columns: [t.step, words.practices, words.share],
		rows: sent === 0 ? [] : steps.map(([name, count]) => [name, formats.number(count), formats.shareOf(count, sent)]),
		bars: steps.flatMap(([name, count]) => barOf(name, count, sent, words.partOf(count, sent)))
	};
}

function daysTable({ toVerdict, states }: Figures, { words, formats, locale }: Setting): Made {
	const t = words.tables.dias;
	const names = practiceMessages(locale).states;
	const rounded = (days: number | null) => (days === null ? null : Math.round(days * 10) / 10);
	// A bar is drawn from the days that are written beside it: steps of minutes would stand as long bars beside “0”.
	const spans = [{ name: t.toVerdict, ...toVerdict }, ...states.map(({ state, days, n }) => ({ name: names[state], days, n }))]
		.filter(({ n }) => n > 0)
		.map(({ name, days, n }) => ({ name, days: rounded(days), n }));
	const longest = Math.max(0, ...spans.map(({ days }) => days ?? 0));
	return {
		lead: t.lead,
		columns: [t.state, t.days, words.practices],
		rows: spans.map(({ name, days, n }) => [name, formats.number(days), formats.number(n)]),
		bars: spans.flatMap(({ name, days }) => barOf(name, days ?? 0, longest, t.daysOf(formats.number(days).text)))
	};
}

function labelsTable({ labels: { standing, lapsed, states } }: Figures, { words, formats, locale }: Setting): Made {
	const t = words.tables.vigencia;
	const nameOf = (state: LabelState) => labelMessages(locale).states[state];
	return {
		lead: t.lead(lapsed, standing, formats.shareOf(lapsed, standing).text),
		columns: [t.state, t.labels, words.share],
		rows:
			standing === 0
				? []
				: labelStates.map((state) => [nameOf(state), formats.number(states[state]), formats.shareOf(states[state], standing)]),
		bars: labelStates.flatMap((state) => barOf(nameOf(state), states[state], standing, words.partOf(states[state], standing)))
	};
}

/** Cells for a file: numbers as they are, not as they are shown; nothing where a figure does not exist. */
export function recordsOf({ columns, rows }: FiguresTable): (string | number)[][] {
	return [
		columns.map(({ label }) => label),
		...rows.map((row) => row.map((cell) => (typeof cell === 'string' ? cell : (cell.value ?? ''))))
	];
}
