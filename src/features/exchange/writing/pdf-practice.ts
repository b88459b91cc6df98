// What the templates of a practice and of its verdict print, as plain data.

import { mustBeSaid, stateBesideClass, stateSinceInWords } from '#features/labels/rules/wording.ts';
import { findExample, readEdition } from '#features/methodology/handlers.server.ts';
import {
	criterionOfField,
	criterionPlace,
	editionTerm,
	fieldName,
	findCriterion,
	findTerm,
	isTranslated,
	levelName
} from '#features/methodology/rules/edition.ts';
import type { CriterionKey, Edition, FieldKey, VocabularyKey } from '#features/methodology/schema.ts';
import { catalogueMessages } from '#messages/catalogue.ts';
import { documentMessages } from '#messages/documents.ts';
import type { App } from '#platform/ctx.ts';
import { numberFormatter } from '#platform/formatters.ts';
import { inLocale, type Locale, type Localised, localePath } from '#platform/locale.ts';
import { knownDayInWords } from '#platform/moments.ts';
import { placeName } from '#platform/places.ts';
import { hueOf, type PetalState, sealSvg } from '#ui/seal.ts';
import type { PublishedDocument } from '../schema.ts';
import { institutionsOf, inventedMark, oneLine, shortened, titleOf } from './about.ts';
import { printedLanguage, printedText } from './pdf-text.ts';

/** Where a document is printed and in which language its frame speaks; the texts of a practice stay in their own. */
export interface PrintSetting {
	app: App;
	locale: Locale;
}
export type Verdict = NonNullable<PublishedDocument['verdict']>;
type JudgedCriterion = Verdict['criteria'][number];
interface Fact {
	term: string;
	text: string;
}

/** A practice with its verdict, if there is one. */
export function practiceData(document: PublishedDocument, setting: PrintSetting) {
	const { app, locale } = setting;
	const { content, verdict } = document;
	const edition = readEdition(app, content.edition);
	const t = catalogueMessages(locale).practice;
	return {
		kind: 'practice',
		...sheetData(document, setting),
		abstract: printedText(content.layers.abstract),
		fields: edition.fields
			.filter(({ key }) => key !== 'title' && key !== 'institutions')
			.map(({ key }) => fieldData(key, document, setting)),
		noEvidence: verdict && openFiles(content).length === 0 ? t.evidenceNone : null,
		dimensions: dimensionsData(content, edition, locale),
		facts: { title: t.details, rows: factsOf(content, edition, locale) }
	};
}

/** The verdict on a practice, with the official words it stands on. Throws when there is none. */
export function verdictData(document: PublishedDocument, setting: PrintSetting) {
	const { app, locale } = setting;
	const { verdict, version, code } = document;
	if (!verdict) throw new Error(`${code} has no verdict to print`);
	const words = documentMessages(locale);
	const edition = readEdition(app, verdict.edition);
	const sheet = sheetData(document, setting);
	const official = (text: Localised) => ({
		text: inLocale(text, locale),
		note: isTranslated(text, locale) ? words.translated : null
	});
	const rows: Fact[] = [
		{ term: words.assessedVersion, text: String(version) },
		{ term: words.verdictDate, text: knownDayInWords(verdict.confirmedAt, locale) },
		{ term: words.validity, text: validityOf(verdict, locale) },
		{ term: words.edition, text: `${inLocale(edition.name, locale)} (${edition.id})` }
	];
	return {
		kind: 'verdict',
		...sheet,
		documentTitle: words.verdictOf(sheet.title),
		kicker: words.verdict,
		explanation: inLocale(edition.classes[verdict.class].explanation, locale),
		facts: rows,
		definition: { title: words.definition, ...official(edition.definition), source: sourceOf(edition) },
		rule: { title: words.rule, ...official(edition.rule), source: sourceOf(edition) },
		criteriaTitle: words.criteria,
		criteria: edition.criteria.map(({ key, name, definition }, place) => ({
			name: inLocale(name, locale),
			...stateOf(judgedBy(verdict, key), locale),
			hue: hueOf(place),
			definition: official(definition),
			why: whyData(key, document, setting)
		})),
		voices: voicesOf(verdict, locale),
		legend: legendData(edition, locale)
	};
}

/** What stands beside the verdict: a departure, notes that differ, the author's answer, each line by line as it was typed. */
function voicesOf({ departure, dissents = [], answer }: Verdict, locale: Locale): { title: string; texts: string[][] }[] {
	const t = catalogueMessages(locale).voices;
	const voices = [
		{ title: t.departure, texts: departure ? [departure] : [] },
		{ title: t.dissents, texts: dissents },
		{ title: t.answer, texts: answer ? [answer] : [] }
	];
	return voices
		.filter(({ texts }) => texts.length > 0)
		.map(({ title, texts }) => ({ title, texts: texts.map((text) => text.split('\n')) }));
}

/** What stands at the head and the foot of every document about one practice. */
export function sheetData({ code, version, content, verdict, isInvented, isExample }: PublishedDocument, { app, locale }: PrintSetting) {
	const words = documentMessages(locale);
	const edition = readEdition(app, content.edition);
	const title = titleOf({ code, content });
	const institutions = institutionsOf(content) || edition.source.body;
	return {
		...printedLanguage(locale),
		textLanguage: printedLanguage(content.layers.language),
		code,
		title,
		documentTitle: title,
		author: institutions,
		description: verdict ? className(verdict, app, locale) : words.draft,
		keywords: keywordsOf(content, edition, locale),
		date: verdict?.confirmedAt.split('-').map(Number) ?? null,
		over: overOf({ code, version, content }, locale),
		header: shortened(institutions, 90),
		footer: footerOf({ code, version, verdict, isInvented }, app, locale),
		notices: noticesOf({ content, verdict, isInvented, isExample }, app, locale),
		institutions: printedText(content.fields.institutions),
		verdict: verdict && stripData(verdict, app, locale),
		signs: words.signs
	};
}

/** The seal with its words, as it stands beside a title. */
export function sealData(verdict: Verdict, { app, locale }: PrintSetting): { svg: string; alt: string } {
	const met = verdict.criteria.filter((criterion) => criterion.met).length;
	const alt = documentMessages(locale).sealAlt(met, verdict.criteria.length);
	const { criteria } = readEdition(app, verdict.edition);
	return {
		svg: sealSvg(
			criteria.map(({ key }) => petalState(judgedBy(verdict, key))),
			alt
		),
		alt
	};
}

/** Name of the class, with the state of its label where the class alone would promise more than holds. */
export function className(verdict: Verdict, app: App, locale: Locale): string {
	const name = inLocale(readEdition(app, verdict.edition).classes[verdict.class].name, locale);
	const state = stateBesideClass(verdict.label?.state, locale);
	return state ? `${name} (${state})` : name;
}

/** How long it holds, in words. */
export function validityOf(verdict: Verdict, locale: Locale): string {
	const words = documentMessages(locale);
	if (!verdict.validUntil) return words.noValidity;
	const until = (verdict.conditional ? words.conditionalUntil : words.until)(knownDayInWords(verdict.validUntil, locale));
	return verdict.label && mustBeSaid(verdict.label.state) ? `${stateSinceInWords(verdict.label, locale)}. ${until}` : until;
}

/** State of a criterion, as a word and as a petal. */
export function stateOf(judged: JudgedCriterion | undefined, locale: Locale): { state: PetalState; word: string } {
	const state = petalState(judged);
	return { state, word: documentMessages(locale).states[state] };
}

export function judgedBy(verdict: Verdict, key: CriterionKey): JudgedCriterion | undefined {
	return verdict.criteria.find((criterion) => criterion.key === key);
}

/** What a criterion is met by or lacks, in the confirmed words, with the files everybody may open; null without a verdict. */
export function whyData(key: CriterionKey, { code, content, verdict }: PublishedDocument, { app, locale }: PrintSetting) {
	const judged = verdict && judgedBy(verdict, key);
	if (!judged) return null;
	const words = documentMessages(locale);
	const t = catalogueMessages(locale).practice;
	const edition = readEdition(app, verdict.edition);
	const field = findCriterion(edition, key)?.field ?? null;
	const missing = verdict.class === 'promising' ? t.missingForGood : t.missing;
	return {
		title: judged.met === null ? words.reasons : judged.met ? t.whyMet : missing,
		blocks: printedText(judged.wording || t.noWording),
		levels:
			judged.levels.length > 0 ? `${words.levels}: ${judged.levels.map((level) => levelName(edition, level, locale)).join(' · ')}` : '',
		evidence: field && evidenceData(field, { code, content }, app, locale),
		// Half a page at most: it need not be parted between two.
		isShort: judged.wording.length < 700 && content.attachments.length < 8
	};
}

/** How the seal is read: the petal of each criterion by its name, and what its filling says. */
export function legendData(edition: Edition, locale: Locale) {
	const words = documentMessages(locale);
	return {
		title: words.readingSeal,
		criteria: edition.criteria.map(({ name }, place) => ({ name: inLocale(name, locale), hue: hueOf(place) })),
		states: (['met', 'unmet', 'waiting'] as const).map((state) => ({ state, text: `${words.petals[state]}: ${words.states[state]}` }))
	};
}

/** Facts about a practice for a list of terms; those without an answer are left out. */
export function factsOf({ institutions, layers, declaredClass }: PublishedDocument['content'], edition: Edition, locale: Locale): Fact[] {
	const t = catalogueMessages(locale).practice;
	const names = (vocabulary: VocabularyKey, keys: readonly string[]) => keys.map((key) => editionTerm(edition, vocabulary, key, locale));
	const list = (parts: (string | null | undefined | false)[], between = '; ') => parts.filter(Boolean).join(between);
	const { places, dates, conditions, reach, cost } = layers;
	const facts: Fact[] = [
		{ term: t.institutions, text: list(institutions.map(({ name }) => name)) },
		{ term: t.kind, text: layers.kind ? editionTerm(edition, 'kinds', layers.kind, locale) : '' },
		{
			term: t.places,
			text: list([...places.codes.map((code) => placeName(code, locale)), places.reserved ? t.reserved : places.detail])
		},
		{
			term: t.dates,
			text: list([
				dates.start && t.from(knownDayInWords(dates.start, locale)),
				dates.end && t.to(knownDayInWords(dates.end, locale)),
				dates.ongoing && t.ongoing
			])
		},
		{ term: t.groups, text: list(names('groups', layers.groups)) },
		{ term: t.themes, text: list(names('themes', layers.themes)) },
		{ term: t.conditions, text: list([...names('conditions', conditions.keys), conditions.other]) },
		{ term: t.reach, text: list([reach.people !== null && numberFormatter(locale).format(reach.people), reach.note]) },
		{ term: t.cost, text: list([cost.range && editionTerm(edition, 'costRanges', cost.range, locale), cost.note]) },
		{ term: t.declared, text: declaredClass ? inLocale(edition.form.heading[declaredClass], locale) : '' },
		{ term: t.licence, text: layers.consent.licence ? editionTerm(edition, 'licences', layers.consent.licence, locale) : '' }
	];
	return facts.map(({ term, text }) => ({ term, text: oneLine(text) })).filter(({ text }) => text !== '');
}

function petalState(judged: JudgedCriterion | undefined): PetalState {
	if (!judged || judged.met === null) return 'waiting';
	return judged.met ? 'met' : 'unmet';
}

function fieldData(key: FieldKey, document: PublishedDocument, setting: PrintSetting) {
	const { app, locale } = setting;
	const edition = readEdition(app, document.content.edition);
	const criterion = criterionOfField(edition, key);
	return {
		name: fieldName(edition, key, locale),
		hue: criterion ? hueOf(criterionPlace(edition, criterion.key)) : null,
		blocks: printedText(document.content.fields[key]),
		why: criterion ? whyData(criterion.key, document, setting) : null,
		evidence: criterion && document.verdict ? null : evidenceData(key, document, app, locale)
	};
}

function stripData(verdict: Verdict, app: App, locale: Locale) {
	const words = documentMessages(locale);
	const edition = readEdition(app, verdict.edition);
	const when = [
		words.verdictOn(knownDayInWords(verdict.confirmedAt, locale)),
		verdict.conditional && words.conditional,
		verdict.label && mustBeSaid(verdict.label.state) && stateSinceInWords(verdict.label, locale).toLocaleLowerCase(locale),
		verdict.validUntil && words.validUntil(knownDayInWords(verdict.validUntil, locale)),
		verdict.isInvented && words.mark.verdict
	];
	return {
		name: className(verdict, app, locale),
		when: when.filter(Boolean).join(' · '),
		seal: sealData(verdict, { app, locale }),
		criteria: edition.criteria.map(({ key, name }, place) => ({
			name: inLocale(name, locale),
			hue: hueOf(place),
			...stateOf(judgedBy(verdict, key), locale)
		}))
	};
}

function openFiles({ attachments }: PublishedDocument['content']) {
	return attachments.filter((file) => file.visibility === 'public' && file.screened);
}

/** The files behind a field, with their address for paper; null when there are none. */
function evidenceData(key: FieldKey, { code, content }: Pick<PublishedDocument, 'code' | 'content'>, app: App, locale: Locale) {
	const words = documentMessages(locale);
	const files = openFiles(content).filter((file) => file.key === key);
	if (files.length === 0) return null;
	return {
		title: catalogueMessages(locale).practice.evidenceFor,
		files: files.map((file) => ({
			name: file.isInvented ? `${oneLine(file.name)} (${words.inventedEvidence})` : oneLine(file.name),
			address: app.config.origin + localePath(locale, `/practicas/${code}/archivos/${file.id}`)
		}))
	};
}

function dimensionsData({ layers }: PublishedDocument['content'], edition: Edition, locale: Locale) {
	const t = catalogueMessages(locale).practice;
	if (!Object.values(layers.dimensions).some((answer) => answer.state || answer.reason)) return null;
	return {
		title: t.dimensions,
		head: [t.dimension, t.state, t.reason],
		rows: edition.dimensions.map(({ key, name }) => {
			const answer = layers.dimensions[key];
			const state = answer?.state ? findTerm(edition.dimensionStates, answer.state) : undefined;
			return [inLocale(name, locale), state ? inLocale(state.name, locale) : t.noAnswer, oneLine(answer?.reason ?? '')];
		})
	};
}

function overOf({ code, version, content }: Pick<PublishedDocument, 'code' | 'version' | 'content'>, locale: Locale): string {
	const { places, dates } = content.layers;
	const where = places.codes.slice(0, 6).map((place) => placeName(place, locale));
	return [code, documentMessages(locale).version(version), where.join(', '), dates.start?.slice(0, 4)].filter(Boolean).join(' · ');
}

function footerOf(
	{ code, version, verdict, isInvented }: Pick<PublishedDocument, 'code' | 'version' | 'verdict' | 'isInvented'>,
	app: App,
	locale: Locale
): string {
	const words = documentMessages(locale);
	const label = verdict ? [knownDayInWords(verdict.confirmedAt, locale), className(verdict, app, locale)] : [words.draft];
	return [code, words.version(version), ...label, inventedMark({ verdict, isInvented }, locale)].filter(Boolean).join(' · ');
}

function noticesOf(
	{ content, verdict, isInvented, isExample }: Pick<PublishedDocument, 'content' | 'verdict' | 'isInvented' | 'isExample'>,
	app: App,
	locale: Locale
): string[] {
	const example = isExample ? findExample(app, content.edition) : undefined;
	if (example) return [example.source.note, example.invented.note].map((note) => inLocale(note, locale));
	if (isInvented) return [catalogueMessages(locale).practice.inventedPractice];
	return verdict?.isInvented ? [documentMessages(locale).inventedVerdict] : [];
}

function keywordsOf({ layers }: PublishedDocument['content'], edition: Edition, locale: Locale): string[] {
	return [
		...layers.themes.map((key) => editionTerm(edition, 'themes', key, locale)),
		...layers.groups.map((key) => editionTerm(edition, 'groups', key, locale)),
		...layers.places.codes.map((code) => placeName(code, locale))
	].map(oneLine);
}

function sourceOf({ source }: Edition): string {
	return `${source.title}. ${source.body}, ${source.date}`;
}
