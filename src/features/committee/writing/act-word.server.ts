// The act of a session as a Word file that can still be changed by hand, signed on its last page.

import { AlignmentType, Document, Footer, HeadingLevel, Paragraph, Table, TableCell, TableRow, TextRun, WidthType } from 'docx';
import { labelShading, pageFooter, ruledTable, wordBytes } from '#features/exchange/writing/word-parts.ts';
import { formLayout, wordStyles } from '#features/exchange/writing/word-styles.ts';
import { parseMarkdown, toPlainText } from '#platform/documents/markdown.ts';
import { type Locale, languageTags } from '#platform/locale.ts';
import type { ActSheet, SheetItem, SheetTable } from './act-sheet.ts';

/** The bytes of a .docx. @param locale that of the words around what was typed */
export async function actToWord(sheet: ActSheet, locale: Locale): Promise<Uint8Array> {
	const file = new Document({
		styles: wordStyles(locale),
		sections: [
			{
				properties: { page: formLayout.page },
				footers: { default: new Footer({ children: [pageFooter(sheet.footer)] }) },
				children: [
					new Paragraph({ heading: HeadingLevel.TITLE, text: sheet.title }),
					new Paragraph({ children: [new TextRun({ text: sheet.over, bold: true })] }),
					...(sheet.draft
						? [new Paragraph({ children: [new TextRun({ text: `${sheet.draft.mark}. `, bold: true }), new TextRun(sheet.draft.text)] })]
						: []),
					...lines(sheet.internal),
					...sheet.facts.map(({ term, text }) => labelled(term, text)),
					heading(sheet.attendance.title),
					table(sheet.attendance.table, [2_600, 3_200, 1_500, 2_300]),
					...lines(sheet.attendance.sentence),
					heading(sheet.agenda.title),
					...sheet.agenda.lines.flatMap(lines),
					heading(sheet.items.title),
					...sheet.items.list.flatMap(item),
					heading(sheet.minutes.title),
					...lines(sheet.minutes.text),
					heading(sheet.signatures.title),
					...sheet.signatures.people.flatMap(({ name, role }) => signature(name, role))
				]
			}
		]
	});
	return wordBytes(file, { title: sheet.title, creator: 'Acervo', description: sheet.footer, language: languageTags[locale] });
}

function item({ title, sentences, levels, wording, departure, resolution }: SheetItem): (Paragraph | Table)[] {
	return [
		new Paragraph({ heading: HeadingLevel.HEADING_2, spacing: { before: 240, after: 80 }, keepNext: true, text: title }),
		...sentences.flatMap(lines),
		...(levels ? [table(levels, [3_000, 4_400, 2_200]), new Paragraph('')] : []),
		...wording.map(({ name, text }) => labelled(name, toPlainText(parseMarkdown(text)))),
		...(departure ? [labelled(departure.title, departure.text)] : []),
		labelled(resolution.title, resolution.text)
	];
}

function heading(text: string): Paragraph {
	return new Paragraph({ heading: HeadingLevel.HEADING_1, spacing: { before: 320, after: 100 }, keepNext: true, text });
}

/** A paragraph for each line that somebody typed. */
function lines(text: string): Paragraph[] {
	return text.split('\n').map((line) => new Paragraph(line));
}

function labelled(label: string, text: string): Paragraph {
	const [first = '', ...rest] = text.split('\n');
	return new Paragraph({
		children: [
			new TextRun({ text: `${label}: `, bold: true }),
			new TextRun(first),
			...rest.map((line) => new TextRun({ text: line, break: 1 }))
		]
	});
}

function table({ head, rows }: SheetTable, widths: number[]): Table {
	const { cellMargins } = formLayout;
	const cell = (text: string, at: number, isHead: boolean) =>
		new TableCell({
			width: { size: widths[at] ?? 0, type: WidthType.DXA },
			margins: cellMargins,
			...(isHead && { shading: labelShading }),
			children: [new Paragraph({ children: [new TextRun({ text, bold: isHead })] })]
		});
	return new Table({
		...ruledTable(widths),
		rows: [
			new TableRow({ tableHeader: true, children: head.map((text, at) => cell(text, at, true)) }),
			...rows.map((row) => new TableRow({ cantSplit: true, children: row.map((text, at) => cell(text, at, false)) }))
		]
	});
}

/** A line to sign on, with the name below it. */
function signature(name: string, role: string): Paragraph[] {
	return [
		new Paragraph({ spacing: { before: 600, after: 0 }, keepNext: true, text: '_'.repeat(40) }),
		new Paragraph({ alignment: AlignmentType.LEFT, text: [name, role].filter(Boolean).join(', ') })
	];
}
