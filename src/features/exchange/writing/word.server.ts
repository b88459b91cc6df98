// Writes a practice as the edition's official Word form, so that reading it again gives the same practice.
import {
	BorderStyle,
	Document,
	ExternalHyperlink,
	Footer,
	Header,
	HeadingLevel,
	type INumberingOptions,
	LevelFormat,
	Packer,
	Paragraph,
	type ParagraphChild,
	ShadingType,
	Tab,
	Table,
	TableCell,
	TableLayoutType,
	TableRow,
	TextRun,
	WidthType
} from 'docx';
import type { Edition, Field, PracticeClass } from '#features/methodology/schema.ts';
import type { PracticeContent } from '#features/practices/schema.ts';
import { exchangeMessages } from '#messages/exchange.ts';
import { parseMarkdown, toPlainText } from '#platform/documents/markdown.ts';
import { type Block, type List, maxListDepth, type Run } from '#platform/documents/rich-text.ts';
import { hasTypedMarker } from '#platform/documents/typed-lists.ts';
import { inLocale, type Locale, languageTags } from '#platform/locale.ts';
import { dayInWords } from './dates.ts';

type WordOptions = {
	locale: Locale;
	code: string;
	version: number;
	/** `date` is an ISO day. It stands in the footer, which no import reads. */
	verdict?: { class: PracticeClass; date: string; isInvented: boolean };
};
type NumberingConfig = INumberingOptions['config'][number];
/** The lists of one document: a definition for bullets and one per number that a list starts with; each numbered list is an instance. */
type Lists = { config: NumberingConfig[]; instances: number };

const font = 'Calibri';
/** Twentieths of a point. */
const indentStep = 360;
const labelWidth = 3_000;
const valueWidth = 6_600;
const cellMargins = { top: 80, bottom: 80, left: 120, right: 120 };
const rule = { style: BorderStyle.SINGLE, size: 4, color: 'A9A297' };
const levels = Array.from({ length: maxListDepth }, (_, level) => level);

/** The bytes of a .docx: heading as declared, the two-column table with the edition's labels and prompts, header and footer. */
export async function practiceToWord(
	content: PracticeContent,
	edition: Edition,
	{ locale, code, version, verdict }: WordOptions
): Promise<Uint8Array> {
	const lists: Lists = { config: [bulletConfig()], instances: 0 };
	const heading = content.declaredClass
		? [new Paragraph({ heading: HeadingLevel.HEADING_1, text: inLocale(edition.form.heading[content.declaredClass], locale) })]
		: [];
	const table = new Table({
		width: { size: labelWidth + valueWidth, type: WidthType.DXA },
		columnWidths: [labelWidth, valueWidth],
		layout: TableLayoutType.FIXED,
		borders: { top: rule, bottom: rule, left: rule, right: rule, insideHorizontal: rule, insideVertical: rule },
		rows: edition.fields.map((field) => fieldRow(field, parseMarkdown(content.fields[field.key]), locale, lists))
	});
	const title = new Paragraph({ heading: HeadingLevel.TITLE, text: inLocale(edition.form.title, locale) });
	const institutions = content.institutions.map((institution) => institution.name).join(' · ') || edition.source.body;
	const document = new Document({
		title: toPlainText(parseMarkdown(content.fields.title)).slice(0, 250),
		creator: 'Acervo',
		lastModifiedBy: 'Acervo',
		description: edition.id,
		numbering: { config: lists.config },
		styles: wordStyles(locale),
		sections: [
			{
				properties: { page: { size: { width: 12_240, height: 15_840 }, margin: { top: 1_300, bottom: 1_200, left: 1_300, right: 1_300 } } },
				headers: { default: new Header({ children: [new Paragraph({ style: 'Header', text: institutions })] }) },
				footers: {
					default: new Footer({ children: [new Paragraph({ style: 'Footer', text: footerText(edition, locale, code, version, verdict) })] })
				},
				children: [title, ...heading, table]
			}
		]
	});
	return new Uint8Array(await Packer.toArrayBuffer(document));
}

function footerText(edition: Edition, locale: Locale, code: string, version: number, verdict: WordOptions['verdict']): string {
	const words = exchangeMessages(locale);
	const parts = [code, `${words.version} ${version}`];
	if (verdict)
		parts.push(`${inLocale(edition.classes[verdict.class].name, locale)}, ${words.verdictOn} ${dayInWords(verdict.date, locale)}`);
	if (verdict?.isInvented) parts.push(words.invented);
	return parts.join(' · ');
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
				shading: { type: ShadingType.CLEAR, fill: 'F2EEE4' },
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

/** `level` counts the lists around the blocks. */
function blocksToWord(blocks: Block[], level: number, lists: Lists): Paragraph[] {
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

/** Right to left when the first letter is. */
function direction(runs: Run[]): { bidirectional?: true } {
	const firstLetter = /\p{L}/u.exec(runs.map((run) => run.text).join(''))?.[0] ?? '';
	return /[\p{Script=Arabic}\p{Script=Hebrew}]/u.test(firstLetter) ? { bidirectional: true } : {};
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
	return text.split('\n').map((line, index) => {
		const children = line.split('\t').flatMap((part, i) => (i > 0 ? [new Tab(), part] : [part]));
		return new TextRun({ children, bold, italics: italic, style: href ? 'Hyperlink' : undefined, ...(index > 0 && { break: 1 }) });
	});
}

function bulletConfig(): NumberingConfig {
	const level = (depth: number) => ({
		level: depth,
		format: LevelFormat.BULLET,
		text: ['•', '◦', '▪'][depth % 3] ?? '•',
		style: listIndent(depth)
	});
	return { reference: 'bullets', levels: levels.map(level) };
}

function numberConfig(reference: string, start: number): NumberingConfig {
	const level = (depth: number) => ({ level: depth, format: LevelFormat.DECIMAL, text: `%${depth + 1}.`, start, style: listIndent(depth) });
	return { reference, levels: levels.map(level) };
}

function listIndent(depth: number) {
	return { paragraph: { indent: { left: indentStep * (depth + 1), hanging: indentStep * 0.75 } } };
}

function wordStyles(locale: Locale) {
	const continued = levels.map((depth) => ({
		id: `ListContinue${depth + 1}`,
		name: depth === 0 ? 'List Continue' : `List Continue ${depth + 1}`,
		basedOn: 'Normal',
		paragraph: { indent: { left: indentStep * (depth + 1) } }
	}));
	const quiet = { size: 17, color: '5D574D' };
	return {
		default: {
			document: { run: { font, size: 21, language: { value: languageTags[locale] } }, paragraph: { spacing: { after: 80, line: 264 } } },
			title: { run: { font, size: 24, bold: true, color: '1F1C18' }, paragraph: { spacing: { after: 120 } } },
			heading1: { run: { font, size: 30, bold: true, color: '0A5A63' }, paragraph: { spacing: { after: 200 } } }
		},
		paragraphStyles: [
			{ id: 'Header', name: 'header', basedOn: 'Normal', run: quiet },
			{ id: 'Footer', name: 'footer', basedOn: 'Normal', run: quiet },
			...continued
		]
	};
}
