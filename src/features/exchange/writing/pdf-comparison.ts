// What the template of a comparison prints: practices side by side, aspect by aspect.
import { readEdition } from '#features/methodology/handlers.server.ts';
import {
	criterionOfField,
	criterionPlace,
	editionTerm,
	fieldName,
	findCriterion,
	findField,
	findTerm
} from '#features/methodology/rules/edition.ts';
import { type Edition, fieldKeys } from '#features/methodology/schema.ts';
import { catalogueMessages } from '#messages/catalogue.ts';
import { documentMessages } from '#messages/documents.ts';
import { inLocale, type Locale } from '#platform/locale.ts';
import { hueOf } from '#ui/seal.ts';
import type { PublishedDocument } from '../schema.ts';
import { inventedMark, shortened, titleOf } from './about.ts';
import { className, factsOf, judgedBy, legendData, type PrintSetting, sealData, stateOf, validityOf, whyData } from './pdf-practice.ts';
import { type PrintedBlock, printedLanguage, printedText } from './pdf-text.ts';

/** What one practice says about an aspect: a state in words, lines of ours, or its own text. */
interface Cell {
	state?: string;
	word?: string;
	lines?: string[];
	blocks?: PrintedBlock[];
}
interface Row {
	name: string;
	hue?: string;
	cells: Cell[];
}

/** Practices in the order given. Aspects that none of them answers are left out. */
export function comparisonData(documents: PublishedDocument[], setting: PrintSetting) {
	const { app, locale } = setting;
	const words = documentMessages(locale);
	const [first] = documents;
	if (!first) throw new Error('a comparison of no practices');
	const edition = readEdition(app, first.content.edition);
	const title = words.comparison(documents.length);
	const codes = documents.map(({ code }) => code).join(' · ');
	const sections = [
		{ title: words.verdict, rows: verdictRows(documents, setting) },
		{ title: words.conditionsAndFacts, rows: [...factRows(documents, setting), ...dimensionRows(documents, setting)] },
		{ title: words.texts, rows: textRows(documents, setting) }
	];
	return {
		kind: 'comparison',
		...printedLanguage(locale),
		documentTitle: title,
		title,
		author:
			[...new Set(documents.flatMap(({ content }) => content.institutions.map(({ name }) => name)))].join(' · ') || edition.source.body,
		description: codes,
		keywords: documents.map(({ code }) => code),
		date: null,
		header: title,
		footer: [codes, inLocale(edition.name, locale)].join(' · '),
		feature: words.feature,
		none: words.none,
		columns: documents.map((document) => columnData(document, setting)),
		sections: sections.filter(({ rows }) => rows.length > 0),
		legend: legendData(edition, locale),
		signs: words.signs
	};
}

function columnData(document: PublishedDocument, { app, locale }: PrintSetting) {
	const { code, version, content, verdict } = document;
	const words = documentMessages(locale);
	const label = verdict ? className(verdict, app, locale) : words.draft;
	return {
		code,
		title: titleOf(document),
		shortTitle: shortened(titleOf(document), 60),
		over: `${code} · ${words.version(version)}`,
		label: [label, inventedMark(document, locale)].filter(Boolean).join(' · '),
		seal: verdict && sealData(verdict, { app, locale }),
		textLanguage: printedLanguage(content.layers.language)
	};
}

/** The criteria of every methodology among the documents; one that does not know a criterion says nothing about it. */
function verdictRows(documents: PublishedDocument[], setting: PrintSetting): Row[] {
	const { app, locale } = setting;
	const words = documentMessages(locale);
	const editionOf = ({ verdict, content }: PublishedDocument) => readEdition(app, verdict?.edition ?? content.edition);
	const known = new Map<string, Pick<Row, 'name' | 'hue'>>();
	for (const edition of documents.map(editionOf))
		for (const [place, { key, name }] of edition.criteria.entries())
			if (!known.has(key)) known.set(key, { name: inLocale(name, locale), hue: hueOf(place) });
	const criteria = [...known].map(
		([key, row]): Row => ({
			...row,
			cells: documents.map((document) => {
				if (!findCriterion(editionOf(document), key)) return {};
				const judged = document.verdict ? judgedBy(document.verdict, key) : undefined;
				return { ...stateOf(judged, locale), blocks: whyData(key, document, setting)?.blocks ?? [] };
			})
		})
	);
	const validity = documents.map(({ verdict }) => ({
		lines: verdict ? [className(verdict, app, locale), validityOf(verdict, locale)] : []
	}));
	const missing = documents.map(({ verdict }) => ({ lines: verdict ? missingOf(verdict, readEdition(app, verdict.edition), locale) : [] }));
	return [{ name: words.class, cells: validity }, ...criteria, { name: words.whatIsMissing, cells: missing }];
}

function missingOf(verdict: NonNullable<PublishedDocument['verdict']>, edition: Edition, locale: Locale): string[] {
	const unmet = edition.criteria.filter(({ key }) => !judgedBy(verdict, key)?.met).map(({ name }) => inLocale(name, locale));
	return unmet.length > 0 ? unmet : [documentMessages(locale).nothingMissing];
}

/** The edition that a practice was documented in: each says its terms in the words of its own. */
function documentedIn({ content }: PublishedDocument, { app }: PrintSetting): Edition {
	return readEdition(app, content.edition);
}

function factRows(documents: PublishedDocument[], setting: PrintSetting): Row[] {
	const { locale } = setting;
	const t = catalogueMessages(locale).practice;
	const facts = documents.map(
		(document) => new Map(factsOf(document.content, documentedIn(document, setting), locale).map(({ term, text }) => [term, text]))
	);
	const terms = [...new Set(facts.flatMap((each) => [...each.keys()]))].filter((term) => term !== t.conditions);
	const conditions: Row = { name: t.conditions, cells: documents.map((document) => ({ lines: conditionsOf(document, setting) })) };
	const others = terms.map(
		(term): Row => ({ name: term, cells: facts.map((each) => ({ lines: [each.get(term) ?? ''].filter(Boolean) })) })
	);
	return [conditions, ...others].filter(isAnswered);
}

function conditionsOf(document: PublishedDocument, setting: PrintSetting): string[] {
	const edition = documentedIn(document, setting);
	const { keys, other } = document.content.layers.conditions;
	return [...keys.map((key) => editionTerm(edition, 'conditions', key, setting.locale)), other.trim()].filter(Boolean);
}

function dimensionRows(documents: PublishedDocument[], setting: PrintSetting): Row[] {
	const { locale } = setting;
	const known = new Map(
		documents.flatMap((document) =>
			documentedIn(document, setting).dimensions.map(({ key, name }) => [key, inLocale(name, locale)] as const)
		)
	);
	return [...known]
		.map(([key, name]): Row => {
			const cells = documents.map((document) => {
				const { state, reason } = document.content.layers.dimensions[key] ?? { state: null, reason: '' };
				const term = state ? findTerm(documentedIn(document, setting).dimensionStates, state) : undefined;
				return { lines: [term ? inLocale(term.name, locale) : '', reason].filter(Boolean) };
			});
			return { name, cells };
		})
		.filter(isAnswered);
}

function textRows(documents: PublishedDocument[], setting: PrintSetting): Row[] {
	const { locale } = setting;
	const editions = documents.map((document) => documentedIn(document, setting));
	return fieldKeys
		.filter((key) => key !== 'title')
		.flatMap((key): Row[] => {
			const edition = editions.find((each) => findField(each, key));
			if (!edition) return [];
			const criterion = criterionOfField(edition, key);
			const row = {
				name: fieldName(edition, key, locale),
				...(criterion && { hue: hueOf(criterionPlace(edition, criterion.key)) }),
				cells: documents.map(({ content }) => ({ blocks: printedText(content.fields[key]) }))
			};
			return [row];
		})
		.filter(isAnswered);
}

function isAnswered({ cells }: Row): boolean {
	return cells.some(({ lines, blocks }) => (lines?.length ?? 0) + (blocks?.length ?? 0) > 0);
}
