// The cédula de observaciones y evaluación: the lines of the scoring sheet as a Word document, answers in the right-hand cells of tables.
import { Document, Footer, HeadingLevel, PageNumber, Paragraph, Table, TableCell, TableRow, TextRun, WidthType } from 'docx';
import { blocksToWord, type Lists } from '#features/exchange/writing/word.server.ts';
import { labelShading, ruledTable, wordBytes } from '#features/exchange/writing/word-parts.ts';
import { bulletConfig, formLayout, wordStyles } from '#features/exchange/writing/word-styles.ts';
import { offlineMessages } from '#messages/offline.ts';
import { parseMarkdown } from '#platform/documents/markdown.ts';
import { type Locale, languageTags } from '#platform/locale.ts';
import { type OpenAssignment, type ScoringLine, scoringLines } from './scoring-rows.ts';

type Answer = Extract<ScoringLine, { kind: 'answer' }>;

const { labelWidth, valueWidth, cellMargins } = formLayout;
const quiet = { size: 16, color: '767676' };

/** The bytes of a .docx. Its properties name the practice and the product, and nobody. */
export async function cedulaToWord(open: OpenAssignment, locale: Locale): Promise<Uint8Array> {
	const t = offlineMessages(locale).sheet;
	const { code, edition } = open.identity;
	const lists: Lists = { config: [bulletConfig()], instances: 0 };
	const body = [
		new Paragraph({ heading: HeadingLevel.TITLE, text: t.cedula }),
		new Paragraph({ text: t.howToWord }),
		...sections(scoringLines(open, locale), lists)
	];
	const file = new Document({
		numbering: { config: lists.config },
		styles: wordStyles(open.content.layers.language),
		sections: [
			{
				properties: { page: formLayout.page },
				footers: {
					default: new Footer({
						children: [new Paragraph({ style: 'Footer', children: [new TextRun({ children: [`${code} · `, PageNumber.CURRENT] })] })]
					})
				},
				children: body
			}
		]
	});
	return wordBytes(file, {
		title: `${t.cedula} · ${code}`,
		creator: 'Acervo',
		description: `${code} · ${edition}`,
		language: languageTags[locale]
	});
}

/** Answers of one kind in a row make one table; everything else is running text. */
function sections(lines: ScoringLine[], lists: Lists): (Paragraph | Table)[] {
	const children: (Paragraph | Table)[] = [];
	let answers: Answer[] = [];
	const close = () => {
		if (answers.length > 0) children.push(answerTable(answers), new Paragraph(''));
		answers = [];
	};
	for (const line of lines) {
		if (line.kind !== 'answer' || isChoice(line) !== isChoice(answers[0] ?? line)) close();
		if (line.kind === 'answer') answers.push(line);
		else children.push(...running(line, lists));
	}
	close();
	return children;
}

/** One word answers it, so its question has the room. */
function isChoice({ choices }: Answer): boolean {
	return choices.length > 0;
}

function running(line: Exclude<ScoringLine, Answer>, lists: Lists): Paragraph[] {
	if (line.kind === 'heading') return [new Paragraph({ heading: HeadingLevel.HEADING_1, text: line.text, keepNext: true })];
	const label = line.label ? [new Paragraph({ keepNext: true, children: [new TextRun({ text: line.label, bold: true })] })] : [];
	if (line.kind === 'markdown') return [...label, ...blocksToWord(parseMarkdown(line.text), 0, lists)];
	return [...label, ...line.text.split('\n').map((text) => new Paragraph({ text }))];
}

function answerTable(answers: Answer[]): Table {
	const widths = answers.every(isChoice) ? ([valueWidth, labelWidth] as const) : ([labelWidth, valueWidth] as const);
	return new Table({
		...ruledTable(widths),
		tableLook: { firstRow: false, firstColumn: true, noHBand: true, noVBand: true },
		rows: answers.map((answer) => answerRow(answer, widths))
	});
}

/** What may be answered stands with the question, so that the cell on the right holds the answer and nothing else. */
function answerRow({ name, label, value, help, choices }: Answer, widths: readonly [number, number]): TableRow {
	const hints = help ? help.split('\n') : choices.length > 0 ? [choices.join(' / ')] : [];
	const last = [hints.pop(), `[${name}]`].filter(Boolean).join(' ');
	const small = (text: string) => new Paragraph({ spacing: { after: 20 }, children: [new TextRun({ text, ...quiet })] });
	const cell = (width: number, children: Paragraph[], shading = {}) =>
		new TableCell({ width: { size: width, type: WidthType.DXA }, margins: cellMargins, children, ...shading });
	return new TableRow({
		cantSplit: true,
		children: [
			cell(
				widths[0],
				[new Paragraph({ spacing: { after: 20 }, children: [new TextRun({ text: label, bold: true })] }), ...hints.map(small), small(last)],
				{ shading: labelShading }
			),
			cell(
				widths[1],
				value.split('\n').map((text) => new Paragraph({ numbering: false, text }))
			)
		]
	});
}
