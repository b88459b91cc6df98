// Prints a practice as a tagged PDF. The template is in writing/; this file gives it everything as data.
import { readFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { NodeCompiler } from '@myriaddreamin/typst-ts-node-compiler';
import { type Edition, type FieldKey, fieldKeys } from '#features/methodology/schema.ts';
import { exchangeMessages } from '#messages/exchange.ts';
import { parseMarkdown, toPlainText } from '#platform/documents/markdown.ts';
import { projectFile } from '#platform/documents/worker.server.ts';
import { inLocale, type Locale, languageTags } from '#platform/locale.ts';
import { type PetalState, type Petals, petalColours, sealSvg } from '#ui/seal.ts';
import type { PublishedDocument } from '../schema.ts';
import { dayInWords } from './dates.ts';

const template = 'src/features/exchange/writing/practice.typ';
const fontFiles = [
	'noto-sans/400Regular/NotoSans_400Regular.ttf',
	'noto-sans/400Regular_Italic/NotoSans_400Regular_Italic.ttf',
	'noto-sans/700Bold/NotoSans_700Bold.ttf',
	'noto-sans/700Bold_Italic/NotoSans_700Bold_Italic.ttf',
	'noto-serif/600SemiBold/NotoSerif_600SemiBold.ttf'
];

type Verdict = NonNullable<PublishedDocument['verdict']>;
type Printer = { compiler: NodeCompiler; mainFilePath: string };

let printer: Printer | undefined;

/** One compiler per process: it keeps the fonts and whatever did not change since the last page. */
function getPrinter(): Printer {
	const mainFilePath = projectFile(template);
	const fontBlobs = () => fontFiles.map((file) => readFileSync(projectFile(`node_modules/@expo-google-fonts/${file}`)));
	printer ??= { mainFilePath, compiler: NodeCompiler.create({ workspace: dirname(mainFilePath), fontArgs: [{ fontBlobs: fontBlobs() }] }) };
	return printer;
}

/** The bytes of an A4 PDF in the reader's language. Only public attachments are listed. Throws when Typst refuses its own template. */
export function practiceToPdf(published: PublishedDocument, edition: Edition, locale: Locale): Uint8Array {
	const { compiler, mainFilePath } = getPrinter();
	const inputs = { data: JSON.stringify(pageData(published, edition, locale)) };
	const compiled = compiler.compile({ mainFilePath, inputs });
	if (!compiled.result) throw new Error(`Typst: ${JSON.stringify(compiled.takeDiagnostics()?.shortDiagnostics ?? [])}`);
	const pdf = compiler.pdf(compiled.result, { pdfTags: true });
	compiler.evictCache(20);
	return new Uint8Array(pdf);
}

function pageData({ code, version, content, verdict }: PublishedDocument, edition: Edition, locale: Locale) {
	const words = exchangeMessages(locale);
	const [lang, region = null] = languageTags[locale].split('-');
	const title = toPlainText(parseMarkdown(content.fields.title)).replaceAll('\n', ' ') || code;
	const over = `${code} · ${words.version} ${version}`;
	return {
		lang,
		region,
		title,
		'short-title': title.length > 90 ? `${title.slice(0, 90).trimEnd()}…` : title,
		over,
		footer: [over, verdict && inLocale(edition.classes[verdict.class].name, locale), verdict?.isInvented && words.invented]
			.filter(Boolean)
			.join(' · '),
		institutions: parseMarkdown(content.fields.institutions),
		verdict: verdict && verdictData(verdict, edition, locale),
		fields: fieldKeys
			.filter((key) => key !== 'title' && key !== 'institutions')
			.map((key) => fieldData(key, content.fields[key], verdict, edition, locale)),
		lists: [
			{ name: words.conditions, items: conditionsOf(content, edition, locale) },
			{ name: words.evidence, items: evidenceOf(content, words.inventedEvidence) }
		].filter((list) => list.items.length > 0)
	};
}

function verdictData(verdict: Verdict, edition: Edition, locale: Locale) {
	const words = exchangeMessages(locale);
	const met = verdict.criteria.filter((criterion) => criterion.met).length;
	const alt = words.sealAlt(met, verdict.criteria.length);
	const when = [
		`${words.verdictOn} ${dayInWords(verdict.confirmedAt, locale)}`,
		verdict.conditional && words.conditional,
		verdict.validUntil && `${words.validUntil} ${dayInWords(verdict.validUntil, locale)}`,
		verdict.isInvented && words.invented
	];
	return {
		name: inLocale(edition.classes[verdict.class].name, locale),
		when: when.filter(Boolean).join(' · '),
		seal: sealSvg(petalsOf(verdict), alt),
		alt,
		criteria: verdict.criteria.map((criterion) => ({
			name: criterionName(criterion.key, edition, locale),
			met: criterion.met,
			word: criterion.met === null ? words.notAssessed : criterion.met ? words.met : words.unmet,
			hue: petalColours[criterion.key],
			state: petalState(criterion.met)
		}))
	};
}

function petalState(met: boolean | null): PetalState {
	if (met === null) return 'waiting';
	return met ? 'met' : 'unmet';
}

function petalsOf(verdict: Verdict): Petals {
	const petals: Petals = { replicability: 'waiting', impact: 'waiting', results: 'waiting', sustainability: 'waiting' };
	for (const { key, met } of verdict.criteria) petals[key] = petalState(met);
	return petals;
}

function criterionName(key: FieldKey, edition: Edition, locale: Locale): string {
	const named = edition.criteria.find((criterion) => criterion.key === key) ?? edition.fields.find((field) => field.key === key);
	return named ? inLocale(named.name, locale) : key;
}

function fieldData(key: FieldKey, text: string, verdict: Verdict | null, edition: Edition, locale: Locale) {
	const words = exchangeMessages(locale);
	const judged = verdict?.criteria.find((criterion) => criterion.key === key);
	const why = judged &&
		judged.wording !== '' && {
			title: judged.met === null ? words.reasons : judged.met ? words.why : words.missing,
			blocks: parseMarkdown(judged.wording),
			levels: judged.levels.length > 0 ? `${words.levels}: ${judged.levels.join(' · ')}` : ''
		};
	const hue = edition.criteria.find((criterion) => criterion.key === key)?.key;
	return { name: criterionName(key, edition, locale), hue: hue ? petalColours[hue] : null, blocks: parseMarkdown(text), why: why || null };
}

function conditionsOf({ layers }: PublishedDocument['content'], edition: Edition, locale: Locale): string[] {
	const known = layers.conditions.keys
		.map((key) => edition.vocabulary.conditions.find((term) => term.key === key))
		.filter((term) => term !== undefined);
	return [...known.map((term) => inLocale(term.name, locale)), layers.conditions.other.trim()].filter((text) => text !== '');
}

function evidenceOf({ attachments }: PublishedDocument['content'], inventedMark: string): string[] {
	return attachments
		.filter((each) => each.visibility === 'public' && each.screened)
		.map((each) => (each.isInvented ? `${each.name} (${inventedMark})` : each.name));
}
