// What the template of a booklet prints: a cover, the contents, chosen practices one after the other, and an index to them.

import { readEdition } from '#features/methodology/handlers.server.ts';
import { editionTerm } from '#features/methodology/rules/edition.ts';
import { commonMessages } from '#messages/common.ts';
import { documentMessages } from '#messages/documents.ts';
import { type Locale, languageTags } from '#platform/locale.ts';
import { knownDayInWords } from '#platform/moments.ts';
import { placeName } from '#platform/places.ts';
import { mostInBooklet, type PublishedDocument } from '../schema.ts';
import { institutionsOf, inventedMark, oneLine, shortened, titleOf } from './about.ts';
import { legendData, type PrintSetting, practiceData, sealData } from './pdf-practice.ts';
import { printedLanguage, printedText } from './pdf-text.ts';

/** How many practices one booklet takes. */
export const bookletBounds = { least: 1, most: mostInBooklet } as const;

/** What is said of chosen practices. */
export interface BookletWords {
	/** What was chosen, in words; the booklet's own name by default. */
	title?: string;
	/** Markdown; a page of its own before the contents. */
	introduction?: string;
	/** Why a practice stands in it, as plain text, by its code. */
	notes?: ReadonlyMap<string, string>;
	/** Of introduction and notes; that of the labels by default. */
	language?: Locale;
}

export interface BookletCover extends BookletWords {
	/** Name of the network whose catalogue it is. */
	network: string;
	/** Day of printing, ISO. */
	day: string;
}

/** Practices in the order given, each with its own head and foot of the page. */
export function bookletData(documents: PublishedDocument[], cover: BookletCover, setting: PrintSetting) {
	const { app, locale } = setting;
	const { network, title, introduction = '', notes, language = locale, day } = cover;
	const words = documentMessages(locale);
	const [first] = documents;
	if (!first) throw new Error('a booklet of no practices');
	const edition = readEdition(app, first.content.edition);
	const name = oneLine(title ?? '') || words.booklet;
	const publisher = oneLine(network) || commonMessages(locale).product;
	const holdsInvented = documents.some((document) => inventedMark(document, locale) !== '');
	const order = new Intl.Collator(languageTags[locale]);
	const index = (heading: string, termsOf: (document: PublishedDocument) => string[]) => {
		const codes = Map.groupBy(
			documents.flatMap((document) => termsOf(document).map((term) => ({ term: oneLine(term), code: document.code }))),
			({ term }) => term
		);
		const entries = [...codes].map(([term, found]) => ({ term, codes: [...new Set(found.map(({ code }) => code))] }));
		return { heading, entries: entries.sort((a, b) => order.compare(a.term, b.term)) };
	};
	return {
		kind: 'booklet',
		...printedLanguage(locale),
		documentTitle: name,
		title: name,
		shortTitle: shortened(name, 50),
		author: publisher,
		description: words.count(documents.length),
		keywords: documents.map(({ code }) => code),
		date: day.split('-').map(Number),
		network: publisher,
		day: knownDayInWords(day, locale),
		subtitle: [words.count(documents.length), knownDayInWords(day, locale), holdsInvented && words.holdsInvented]
			.filter(Boolean)
			.join(' · '),
		introduction: printedText(introduction),
		introductionLanguage: printedLanguage(language),
		contents: words.contents,
		contentsRows: documents.map((document) => ({
			code: document.code,
			title: titleOf(document),
			note: [institutionsOf(document.content), inventedMark(document, locale)].filter(Boolean).join(' · '),
			reason: oneLine(notes?.get(document.code) ?? ''),
			seal: document.verdict && sealData(document.verdict, setting)
		})),
		practices: documents.map((document) => practiceData(document, setting)),
		indexTitle: words.index,
		index: [
			index(words.byInstitution, ({ content }) => content.institutions.map((each) => each.name)),
			index(words.byPlace, ({ content }) => content.layers.places.codes.map((code) => placeName(code, locale))),
			index(words.byTheme, ({ content }) => content.layers.themes.map((key) => editionTerm(edition, 'themes', key, locale)))
		].filter(({ entries }) => entries.length > 0),
		legend: legendData(edition, locale),
		signs: words.signs
	};
}
