// Reads plain text that lays a form out as lines: rows parted by tabs or pipes, cells with scraps of HTML, Markdown headings
// and lists. Words in the text play no part here; only the layout does.
import { readHtmlScrap } from '../html/html.server.ts';
import { parseMarkdown } from '../markdown.ts';
import { type DocumentBlock, fromRichText, type Origin, type ReadDocument, type Row, type TableBlock } from '../read-document.ts';
import { splitTypedList } from './typed-lists.ts';

/** One line as it counts for layout; a row whose cell spans lines is one. `number` counts from 1. */
type Line = { text: string; number: number };

const maxJoinedLines = 60;
const markup = /<\/?(?:ul|ol|li|p|br|div|span|b|strong|i|em|a|table|tr|td|th)\b[^<>]{0,500}>/i;

/** Takes decoded text. Rows next to each other, blank lines between them or not, make one table. */
export function readText(text: string): ReadDocument {
	const blocks: DocumentBlock[] = [];
	let table: TableBlock | null = null;
	let tableCount = 0;
	let chunk: Line[] = [];
	let isAfterRow = false;
	const flush = () => {
		const read = chunk.length === 0 ? [] : readChunk(chunk);
		if (read.length > 0) table = null;
		blocks.push(...read);
		chunk = [];
	};
	for (const line of joinOpenMarkup(text.split(/\r\n|[\n\r\u2028\u2029]/).map((each, index) => ({ text: each, number: index + 1 })))) {
		const cells = cellsOf(line.text);
		if (cells) {
			flush();
			if (cells.length === 0) continue;
			if (!table) {
				table = { kind: 'table', rows: [], origin: { table: ++tableCount, line: line.number } };
				blocks.push(table);
			}
			const origin: Origin = { ...table.origin, row: table.rows.length + 1, line: line.number };
			table.rows.push({ cells: cells.map((cell) => ({ blocks: readCell([cell], origin) })), origin });
			isAfterRow = true;
		} else if (line.text.trim() === '') {
			flush();
			isAfterRow = false;
		} else if (isAfterRow && table) continueRow(table.rows.at(-1), line);
		else chunk.push(line);
	}
	flush();
	return { blocks };
}

/** A `<p>` or `<td>` left open at the end of a line takes the following lines in. */
function joinOpenMarkup(lines: Line[]): Line[] {
	const out: Line[] = [];
	for (let at = 0; at < lines.length; at++) {
		const first = lines[at] as Line;
		let text = first.text;
		let end = at;
		while (isOpen(text) && end + 1 < lines.length && end - at < maxJoinedLines) text += `\n${(lines[++end] as Line).text}`;
		const isClosed = !isOpen(text);
		out.push(isClosed ? { text: end > at ? text.replace(/\s*\n\s*/g, ' ') : text, number: first.number } : first);
		if (isClosed) at = end;
	}
	return out;
}

function isOpen(text: string): boolean {
	const count = (pattern: RegExp) => text.match(pattern)?.length ?? 0;
	return (
		text.length < 20_000 && text.includes('<') && (count(/<p\b[^<>]*>/gi) > count(/<\/p>/gi) || count(/<td\b[^<>]*>/gi) > count(/<\/td>/gi))
	);
}

/** The cells of a row, none for a line that only rules a table, null when the line is no row. */
function cellsOf(line: string): string[] | null {
	if (/^\s*\|?(?:\s*:?-{3,}:?\s*\|)+(?:\s*:?-{3,}:?\s*)?$/.test(line)) return [];
	const trimmed = line.trim();
	if (/\S\t/.test(line) && !/^(?:[-*+•·▪]|\d{1,6}[.)])\t/.test(trimmed)) return line.replace(/^\t+|\s+$/g, '').split(/\t+/);
	if (/^\|.*\|/.test(trimmed))
		return trimmed
			.replace(/^\||\|$/g, '')
			.split(/(?<!\\)\|/)
			.map(unescapePipe);
	if (/\S[ \t]+\|[ \t]+\S/.test(trimmed)) return trimmed.split(/[ \t]\|[ \t]/).map(unescapePipe);
	return null;
}

function unescapePipe(cell: string): string {
	return cell.replaceAll('\\|', '|').trim();
}

/** A line right under a row belongs to the row's last cell. */
function continueRow(row: Row | undefined, line: Line): void {
	const cell = row?.cells.at(-1);
	if (!row || !cell) return;
	const added = readCell([line.text], row.origin);
	const [last, first] = [cell.blocks.at(-1), added[0]];
	if (last?.kind === 'text' && first?.kind === 'text' && !first.list && !first.isHeading) {
		last.runs = [...last.runs, { text: '\n' }, ...first.runs];
		cell.blocks.push(...added.slice(1));
	} else cell.blocks.push(...added);
}

/** Lines without a blank one between them: headings apart, the rest as Markdown. */
function readChunk(lines: Line[]): DocumentBlock[] {
	const blocks: DocumentBlock[] = [];
	let pending: Line[] = [];
	const flush = () => {
		if (pending.length > 0)
			blocks.push(
				...readCell(
					pending.map((line) => line.text),
					{ line: pending[0]?.number }
				)
			);
		pending = [];
	};
	for (const line of lines) {
		const heading = /^(#{1,6})[ \t]+(.*?)[ \t#]*$/.exec(line.text.trim());
		if (heading?.[1] && heading[2]) {
			const headingLevel = heading[1].length;
			flush();
			blocks.push(...readCell([heading[2]], { line: line.number }).map((block) => ({ ...block, isHeading: true, headingLevel })));
		} else pending.push(line);
	}
	flush();
	return blocks;
}

/** What stands in one cell or paragraph. */
function readCell(lines: string[], origin: Origin): DocumentBlock[] {
	const text = lines.join('\n');
	if (markup.test(text)) return readHtmlScrap(text, origin);
	const bulleted = lines.some((line) => /\s•\s/.test(line.trim())) ? text.replace(/\s+•\s+/g, '\n• ') : text;
	return fromRichText(parseMarkdown(bulleted), origin).flatMap(splitTypedList);
}
