// Lines of one column to paragraphs, items and headings, by their leading, their indent and where they end.
import { isBrokenByHand, type Line, textOfLine } from './lines.ts';
import { type Marker, type Paragraph, takeMarker } from './paragraphs.ts';
import { leadingOfSize, type Typography } from './typography.ts';

/** Lines further apart than this, in usual distances of lines, are of two paragraphs. */
const mostLeading = 1.2;
/** Letters. */
const longestHeading = 250;

/** Takes the lines of one column from top to bottom. Sets how far each may reach. */
export function paragraphsOf(lines: Line[], typography: Typography): Paragraph[] {
	const paragraphs: Paragraph[] = [];
	const bound = boundOf(lines);
	let open: Paragraph | null = null;
	let item: { marker: Marker; textX: number } | null = null;
	for (const line of lines) {
		const previous: Line | undefined = open?.lines.at(-1);
		const taken = takeMarker(line);
		const isNear = previous !== undefined && line.y - previous.y < mostLeading * leadingOfSize(line.size, typography);
		const isLabelled = taken !== null && isLikelyItem(taken.marker, item?.marker, !isNear);
		if (isLabelled) {
			open = { kind: 'paragraph', lines: [taken.rest], marker: taken.marker };
			item = { marker: taken.marker, textX: taken.rest.x };
			paragraphs.push(open);
		} else if (open && previous && isNear && continuesParagraph(open, previous, line, bound)) open.lines.push(line);
		else {
			const isMore: boolean = item !== null && Math.abs(line.x - item.textX) < 3;
			if (!isMore) item = null;
			open = { kind: 'paragraph', lines: [line], ...(isMore && { isMore }) };
			paragraphs.push(open);
		}
	}
	for (const paragraph of paragraphs) {
		for (const line of paragraph.lines) line.bound = bound;
		if (isHeading(paragraph, typography.bodySize)) paragraph.isHeading = true;
	}
	return paragraphs;
}

/** How far right the column reaches; of many lines a few may reach further, as a running header does. */
function boundOf(lines: Line[]): number {
	const rights = lines.map((line) => line.right).toSorted((a, b) => b - a);
	return rights[Math.floor(rights.length / 10)] ?? 0;
}

/** A number at the beginning of a line in the middle of a text is only a number. */
function isLikelyItem(marker: Marker, last: Marker | undefined, isApart: boolean): boolean {
	if (marker.kind === 'bullet' || isApart || marker.number <= 1) return true;
	return last !== undefined && last.kind === 'number' && marker.number === last.number + 1;
}

function continuesParagraph(open: Paragraph, previous: Line, line: Line, bound: number): boolean {
	if (Math.abs(previous.size - line.size) > 0.1 * line.size) return false;
	const isShort = isBrokenByHand({ ...previous, x: line.x }, line, bound);
	if (open.marker) return line.x >= open.marker.x - 2 && !(isShort && /[.!?:;]$/.test(textOfLine(previous)));
	const first = open.lines[0];
	const isIndented =
		first !== undefined && open.lines.length > 1 && line.x - previous.x > 0.8 * line.size && line.x - previous.x < 5 * line.size;
	if (isIndented) return false;
	if (isShort && /[.!?:;…]$/.test(textOfLine(previous))) return false;
	if (open.lines.every(isAllBold) && !line.pieces.some((piece) => piece.isBold)) return false;
	return !isAllBold(line) || !isShort;
}

function isAllBold(line: Line): boolean {
	return line.pieces.every((piece) => piece.isBold);
}

function isHeading(paragraph: Paragraph, bodySize: number): boolean {
	const [first] = paragraph.lines;
	const text = paragraph.lines.map(textOfLine).join(' ');
	return first !== undefined && !paragraph.marker && first.size > 1.12 * bodySize && text.length <= longestHeading && !/[.,;]$/.test(text);
}
