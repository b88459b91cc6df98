// Practices side by side: which codes are asked for, what each practice says about every aspect, and in which aspects they differ.
import { stateBesideClass } from '#features/labels/rules/wording.ts';
import { editionTerm, findCriterion, findTerm, reasonNames } from '#features/methodology/rules/edition.ts';
import type { Edition, VocabularyKey } from '#features/methodology/schema.ts';
import { catalogueMessages } from '#messages/catalogue.ts';
import { commonMessages } from '#messages/common.ts';
import { comparingMessages } from '#messages/comparing.ts';
import { documentMessages } from '#messages/documents.ts';
import { numberFormatter } from '#platform/formatters.ts';
import { inLocale, type Locale, localePath } from '#platform/locale.ts';
import { dayInWords, knownDayInWords } from '#platform/moments.ts';
import { placeName } from '#platform/places.ts';
import type { PetalState } from '#ui/seal.ts';
import type { CatalogueDocument } from '../schema.ts';
import { unmetNames } from './seal.ts';

/** How many practices fit side by side. */
export const comparisonBounds = { least: 2, most: 4 } as const;

/** Codes of an address that are looked up: room for a few that turn out not to exist. */
const mostLookedUp = 20;
/** Signs of a code that are repeated to whoever typed them. */
const longestCode = 20;

/**
 * Codes as somebody typed or linked them: without blanks and signs that cannot be seen, in capitals, each once, in the order given.
 * @returns the codes, and those that stood there more than once
 */
export function readCodes(given: readonly string[]): { codes: string[]; repeated: string[] } {
	const typed = given.map((code) => code.replaceAll(/\p{C}/gu, '').trim().toUpperCase().slice(0, longestCode)).filter(Boolean);
	const codes = [...new Set(typed)];
	return { codes: codes.slice(0, mostLookedUp), repeated: codes.filter((code) => typed.indexOf(code) !== typed.lastIndexOf(code)) };
}

/** Address of a comparison; of its page alone where no code is given. */
export function comparisonPath(
	locale: Locale,
	codes: readonly string[],
	{ differences = false, q = '', file = '' }: { differences?: boolean; q?: string; file?: '' | 'pdf' | 'xlsx' } = {}
): string {
	const search = new URLSearchParams(codes.map((code) => ['codigo', code]));
	if (differences) search.set('diferencias', 'si');
	if (q) search.set('q', q);
	const path = localePath(locale, file ? `/comparar/tabla.${file}` : '/comparar');
	return search.size === 0 ? path : `${path}?${search}`;
}

/** The same codes with one of them a place earlier (-1) or later (1); unchanged at the edge. */
export function movedCode(codes: readonly string[], code: string, by: -1 | 1): string[] {
	const at = codes.indexOf(code);
	const other = codes[at + by];
	if (at < 0 || other === undefined) return [...codes];
	return codes.map((each) => (each === code ? other : each === other ? code : each));
}

/** What one practice says about an aspect. */
export interface ComparedCell {
	/** Of a criterion: its state as a petal and in words. */
	state?: PetalState;
	word?: string;
	/** In the reader's language. */
	lines: string[];
	/** The committee's or the author's own text, Markdown, and a plain remark of hers; both in the language of the practice. */
	own: string;
	note: string;
}

export interface ComparedRow {
	key: string;
	name: string;
	/** Of a criterion: its place in its edition, from 0, which gives its hue. */
	place?: number;
	/** One per practice. */
	cells: ComparedCell[];
	differs: boolean;
}

export const comparedSections = ['verdict', 'context', 'dimensions'] as const;
export interface ComparedSection {
	key: (typeof comparedSections)[number];
	title: string;
	rows: ComparedRow[];
}

/** One column: a practice with the editions its text and its verdict were given in. */
export interface Column {
	document: CatalogueDocument;
	edition: Edition;
	verdictEdition: Edition;
}

/** Every aspect that at least one of the practices answers, in sections; a section without any is left out. */
export function comparedSectionsOf(columns: readonly Column[], locale: Locale): ComparedSection[] {
	const t = comparingMessages(locale);
	const rows = {
		verdict: verdictRows(columns, locale),
		context: contextRows(columns, locale),
		dimensions: dimensionRows(columns, locale)
	} as const satisfies Record<ComparedSection['key'], ComparedRow[]>;
	return comparedSections
		.map((key) => ({ key, title: t.sections[key], rows: rows[key].filter(({ cells }) => cells.some(isAnswered)) }))
		.filter((section) => section.rows.length > 0);
}

/** The sections with the rows alone in which the practices differ. */
export function onlyDifferences(sections: readonly ComparedSection[]): ComparedSection[] {
	return sections
		.map((section) => ({ ...section, rows: section.rows.filter(({ differs }) => differs) }))
		.filter(({ rows }) => rows.length > 0);
}

export function countRows(sections: readonly ComparedSection[]): { all: number; differing: number } {
	const rows = sections.flatMap((section) => section.rows);
	return { all: rows.length, differing: rows.filter(({ differs }) => differs).length };
}

function isAnswered({ word, lines, own, note }: ComparedCell): boolean {
	return word !== undefined || lines.length > 0 || own !== '' || note !== '';
}

/** A row; what makes two cells the same is what they say, or the state alone where there is one: reasons are never worded alike. */
function row(key: string, name: string, cells: ComparedCell[], place?: number): ComparedRow {
	const said = cells.map(({ state, lines, own, note }) => state ?? JSON.stringify([lines.toSorted(), own, note]));
	return { key, name, cells, differs: new Set(said).size > 1, ...(place === undefined ? {} : { place }) };
}

/** A cell of words; what is empty is left out. */
function cell(lines: (string | null | undefined | false)[], { own = '', note = '' }: { own?: string; note?: string } = {}): ComparedCell {
	return { lines: lines.filter((line): line is string => Boolean(line)), own: own.trim(), note: note.trim() };
}

function verdictRows(columns: readonly Column[], locale: Locale): ComparedRow[] {
	const words = documentMessages(locale);
	const t = comparingMessages(locale);
	return [
		row(
			'class',
			words.class,
			columns.map((column) => classCell(column, locale))
		),
		row(
			'methodology',
			t.methodology,
			columns.map(({ verdictEdition }) => cell([inLocale(verdictEdition.name, locale)]))
		),
		...criterionRows(columns, locale),
		row(
			'missing',
			words.whatIsMissing,
			columns.map((column) => missingCell(column, locale))
		),
		row(
			'evidence',
			t.openEvidence,
			columns.map(({ document }) => cell([t.files(document.content.attachments.length)]))
		)
	];
}

function classCell({ document: { verdict, label }, verdictEdition }: Column, locale: Locale): ComparedCell {
	const words = documentMessages(locale);
	const until = verdict.conditional ? words.conditionalUntil : words.until;
	return cell([
		inLocale(verdictEdition.classes[verdict.class].name, locale),
		stateBesideClass(label?.state, locale),
		label?.state !== 'lapsed' && verdict.validUntil && until(knownDayInWords(verdict.validUntil, locale)),
		verdict.isInvented && words.mark.verdict
	]);
}

/** The criteria of every edition among the verdicts, each once by its key. An edition that calls one otherwise says so in its cell. */
function criterionRows(columns: readonly Column[], locale: Locale): ComparedRow[] {
	const known = new Map<string, { name: string; place: number }>();
	for (const { verdictEdition } of columns)
		for (const [place, { key, name }] of verdictEdition.criteria.entries())
			if (!known.has(key)) known.set(key, { name: inLocale(name, locale), place });
	return [...known].map(([key, { name, place }]) =>
		row(
			`criterion-${key}`,
			name,
			columns.map((column) => criterionCell(column, key, name, locale)),
			place
		)
	);
}

function criterionCell({ document, verdictEdition }: Column, key: string, name: string, locale: Locale): ComparedCell {
	const t = comparingMessages(locale);
	const { states } = documentMessages(locale);
	const criterion = findCriterion(verdictEdition, key);
	if (!criterion) return cell([t.notAsked]);
	const judged = document.verdict.criteria[key];
	const state = judged ? (judged.met ? 'met' : 'unmet') : 'waiting';
	const because = reasonNames(criterion, judged?.reasons, locale);
	const ownName = inLocale(criterion.name, locale);
	const lines = [ownName !== name && ownName, because.length > 0 && t.because(because.join('; '))];
	return { ...cell(lines, { own: judged?.wording ?? '' }), state, word: states[state] };
}

function missingCell({ document: { verdict }, verdictEdition }: Column, locale: Locale): ComparedCell {
	const met = Object.fromEntries(Object.entries(verdict.criteria).map(([key, judged]) => [key, judged.met]));
	const unmet = unmetNames(met, verdictEdition, locale);
	return cell(unmet.length > 0 ? unmet : [documentMessages(locale).nothingMissing]);
}

function contextRows(columns: readonly Column[], locale: Locale): ComparedRow[] {
	const t = catalogueMessages(locale).practice;
	const number = numberFormatter(locale);
	const term = (edition: Edition, vocabulary: VocabularyKey, key: string | null) => key && editionTerm(edition, vocabulary, key, locale);
	const terms = (edition: Edition, vocabulary: VocabularyKey, keys: readonly string[]) =>
		keys.map((key) => editionTerm(edition, vocabulary, key, locale));
	const aspects: [key: string, name: string, say: (layers: CatalogueDocument['content']['layers'], column: Column) => ComparedCell][] = [
		['abstract', comparingMessages(locale).abstract, ({ abstract }) => cell([], { own: abstract })],
		[
			'conditions',
			t.conditions,
			({ conditions }, { edition }) => cell(terms(edition, 'conditions', conditions.keys), { note: conditions.other })
		],
		['kind', t.kind, ({ kind }, { edition }) => cell([term(edition, 'kinds', kind)])],
		['groups', t.groups, ({ groups }, { edition }) => cell(terms(edition, 'groups', groups))],
		['themes', t.themes, ({ themes }, { edition }) => cell(terms(edition, 'themes', themes))],
		[
			'places',
			t.places,
			({ places }) => cell([...places.codes.map((code) => placeName(code, locale)), places.reserved && t.reserved], { note: places.detail })
		],
		[
			'dates',
			t.dates,
			({ dates }) =>
				cell([
					dates.start && t.from(knownDayInWords(dates.start, locale)),
					dates.end && t.to(knownDayInWords(dates.end, locale)),
					dates.ongoing && t.ongoing
				])
		],
		['reach', t.reach, ({ reach }) => cell([reach.people !== null && number.format(reach.people)], { note: reach.note })],
		['cost', t.cost, ({ cost }, { edition }) => cell([term(edition, 'costRanges', cost.range)], { note: cost.note })],
		['institutions', t.institutions, (_, { document }) => cell(document.content.institutions.map(({ name }) => name))],
		['language', t.language, (_, { document }) => cell([commonMessages(locale).languages[document.language]])],
		['licence', t.licence, ({ licence }, { edition }) => cell([term(edition, 'licences', licence)])],
		['published', t.published, (_, { document }) => cell([dayInWords(document.publishedAt, locale)])]
	];
	return aspects.map(([key, name, say]) =>
		row(
			key,
			name,
			columns.map((column) => say(column.document.content.layers, column))
		)
	);
}

function dimensionRows(columns: readonly Column[], locale: Locale): ComparedRow[] {
	const known = new Map(
		columns.flatMap(({ edition }) => edition.dimensions.map(({ key, name }): [string, string] => [key, inLocale(name, locale)]))
	);
	return [...known].map(([key, name]) =>
		row(
			`dimension-${key}`,
			name,
			columns.map(({ document, edition }) => {
				const answer = document.content.layers.dimensions[key];
				const state = answer?.state ? findTerm(edition.dimensionStates, answer.state) : undefined;
				return cell([state && inLocale(state.name, locale)], { note: answer?.reason ?? '' });
			})
		)
	);
}
