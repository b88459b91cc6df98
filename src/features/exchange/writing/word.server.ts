// Writes a practice as the edition's official Word form, so that reading it again gives the same practice.

import {
	Document,
	ExternalHyperlink,
	Footer,
	Header,
	HeadingLevel,
	Paragraph,
	type ParagraphChild,
	Tab,
	Table,
	TableCell,
	TableRow,
	TextRun,
	WidthType
} from 'docx';
import { stateBesideClass } from '#features/labels/rules/wording.ts';
import type { Edition, Field } from '#features/methodology/schema.ts';
import { documentMessages } from '#messages/documents.ts';
import { parseMarkdown } from '#platform/documents/markdown.ts';
import type { Block, List, Run } from '#platform/documents/rich-text.ts';
import { hasTypedMarker } from '#platform/documents/text/typed-lists.ts';
import { inLocale, type Locale, languageTags } from '#platform/locale.ts';
import { knownDayInWords } from '#platform/moments.ts';
import type { PublishedDocument } from '../schema.ts';
import { institutionsOf, inventedMark, shortened, titleOf } from './about.ts';
import { labelShading, pageFooter, ruledTable, wordBytes } from './word-parts.ts';
import { bulletConfig, formLayout, type NumberingConfig, numberConfig, wordStyles } from './word-styles.ts';

/** The lists of one document: a definition for bullets and one per number that a list starts with; each numbered list is an instance. */
export type Lists = { config: NumberingConfig[]; instances: number };

const { labelWidth, valueWidth, cellMargins } = formLayout;

/**
 * The bytes of a .docx: heading as declared, the two-column table with the edition's labels and prompts, header and footer. What the
 * footer says (code, version, verdict) no import reads. `locale` is that of the labels; the text keeps its own language.
 */
export async function practiceToWord(document: PublishedDocument, edition: Edition, locale: Locale): Promise<Uint8Array> {
	const { content } = document;
	const language = content.layers.language;
	const lists: Lists = { config: [bulletConfig()], instances: 0 };
	const heading = content.declaredClass
		? [new Paragraph({ heading: HeadingLevel.HEADING_1, text: inLocale(edition.form.heading[content.declaredClass], locale) })]
		: [];
	const table = new Table({
		...ruledTable([labelWidth, valueWidth]),
		tableLook: { firstRow: false, firstColumn: true, noHBand: true, noVBand: true },
		rows: edition.fields.map((field) => fieldRow(field, parseMarkdown(content.fields[field.key]), locale, lists))
	});
	const title = new Paragraph({ heading: HeadingLevel.TITLE, text: inLocale(edition.form.title, locale) });
	const institutions = institutionsOf(content) || edition.source.body;
	const file = new Document({
		numbering: { config: lists.config },
		styles: wordStyles(language),
		sections: [
			{
				properties: { page: formLayout.page },
				headers: { default: new Header({ children: [new Paragraph({ style: 'Header', text: institutions })] }) },
				footers: { default: new Footer({ children: [pageFooter(footerText(document, edition, locale))] }) },
				children: [title, ...heading, table]
			}
		]
	});
	return wordBytes(file, {
		title: shortened(titleOf(document), 250),
		creator: institutions,
		description: `${document.code} · ${edition.id}`,
		language: languageTags[language]
	});
}

function footerText({ code, version, verdict, isInvented }: PublishedDocument, edition: Edition, locale: Locale): string {
	const words = documentMessages(locale);
	const state = stateBesideClass(verdict?.label?.state, locale);
	const label = verdict
		? `${inLocale(edition.classes[verdict.class].name, locale)}${state ? ` (${state})` : ''}, ${words.verdictOn(knownDayInWords(verdict.confirmedAt, locale))}`
		: words.draft;
	return [code, words.version(version), label, inventedMark({ verdict, isInvented }, locale)].filter(Boolean).join(' · ');
}

function fieldRow(field: Field, value: Block[], locale: Locale, lists: Lists): TableRow {
	const prompt = field.prompt && inLocale(field.prompt, locale);
	const label = [new Paragraph({ children: [new TextRun({ text: inLocale(field.name, locale) + (prompt ? '' : ':'), bold: true })] })];
	if (prompt) label.push(new Paragraph({ text: prompt }));
	const paragraphs = blocksToWord(value, 0, lists);
	return new TableRow({
		children: [
			new TableCell({
				width: { size: labelWidth, type: WidthType.DXA },
				margins: cellMargins,
				shading: labelShading,
				children: label
			}),
			new TableCell({
				width: { size: valueWidth, type: WidthType.DXA },
				margins: cellMargins,
				children: paragraphs.length > 0 ? paragraphs : [new Paragraph('')]
			})
		]
	});
}

/** Paragraphs and lists as Word knows them. `level` counts the lists around the blocks. */
export function blocksToWord(blocks: Block[], level: number, lists: Lists): Paragraph[] {
	return blocks.flatMap((block) => {
		if (block.kind === 'list') return listToWord(block, level, lists);
		const style = level === 0 ? {} : { style: `ListContinue${level}` };
		return [
			new Paragraph({
				...style,
				...direction(block.runs),
				...(level === 0 && hasTypedMarker(block.runs) && { numbering: false }),
				children: runsToWord(block.runs)
			})
		];
	});
}

function listToWord(list: List, level: number, lists: Lists): Paragraph[] {
	const reference = list.ordered ? `numbers-from-${list.start}` : 'bullets';
	const instance = list.ordered ? ++lists.instances : 0;
	if (!lists.config.some((config) => config.reference === reference)) lists.config.push(numberConfig(reference, list.start));
	return list.items.flatMap((item) => [
		new Paragraph({
			style: 'ListParagraph',
			...direction(item.runs),
			numbering: { reference, level, instance },
			children: runsToWord(item.runs)
		}),
		...blocksToWord(item.blocks, level + 1, lists)
	]);
}

/** Of the paragraph, as of its first letter. */
function direction(runs: Run[]): { bidirectional?: true } {
	return isRightToLeft(runs.map((run) => run.text).join('')) ? { bidirectional: true } : {};
}

function isRightToLeft(text: string): boolean {
	const firstLetter = /\p{L}/u.exec(text)?.[0] ?? '';
	return /[\p{Script=Arabic}\p{Script=Hebrew}]/u.test(firstLetter);
}

function runsToWord(runs: Run[]): ParagraphChild[] {
	const children: ParagraphChild[] = [];
	for (let at = 0; at < runs.length; ) {
		const href = runs[at]?.href;
		let end = at + 1;
		while (href && runs[end]?.href === href) end++;
		const texts = runs.slice(at, end).flatMap((run) => runToWord(run));
		if (href) children.push(new ExternalHyperlink({ link: href, children: texts }));
		else children.push(...texts);
		at = end;
	}
	return children;
}

function runToWord({ text, bold, italic, href }: Run): TextRun[] {
	const rightToLeft = isRightToLeft(text) && { rightToLeft: true };
	return text.split('\n').map((line, index) => {
		const children = line.split('\t').flatMap((part, i) => (i > 0 ? [new Tab(), part] : [part]));
		return new TextRun({
			children,
			bold,
			italics: italic,
			...rightToLeft,
			style: href ? 'Hyperlink' : undefined,
			...(index > 0 && { break: 1 })
		});
	});
}
