// The order and structure that a tagged PDF tells itself: its structure tree, put together from what each page knows of it.
import { linesInOrder, textOfLine } from './lines.ts';
import type { PdfPage, Piece, TagNode } from './page.ts';
import { type Marker, markerOf, type Paragraph, type Part, type PdfRow, type PdfTable, takeMarker } from './paragraphs.ts';

type Element = { role: string; children: (Element | Piece)[] };

/** Elements of which pdf.js gives all children on every page, empty where they stand on another. */
const complete = new Set(['L', 'LBody', 'LI', 'Table', 'THead', 'TBody', 'TFoot', 'TR']);
const inline = new Set([
	'Span',
	'Link',
	'Quote',
	'Reference',
	'Em',
	'Strong',
	'Sub',
	'Code',
	'BibEntry',
	'Annot',
	'Form',
	'Ruby',
	'RB',
	'RT',
	'RP',
	'Warichu',
	'WT',
	'WP',
	'Lbl'
]);
const paragraphs = new Set(['P', 'BlockQuote', 'Caption', 'Note', 'FENote', 'Figure', 'Formula', 'TOCI', 'Title', 'H']);

/** Whether a page's tree holds nearly all of its text, in more than one heap. */
export function isWellTagged(page: PdfPage): boolean {
	if (!page.tree) return false;
	const known = new Set(contentIds(page.tree));
	let [inside, outside] = [0, 0];
	for (const piece of page.pieces) {
		if (piece.isArtifact) continue;
		if (piece.contentId !== undefined && known.has(piece.contentId)) inside += piece.text.length;
		else outside += piece.text.length;
	}
	return inside > 0 && inside >= 0.85 * (inside + outside) && (inside < 1_500 || countBlocks(page.tree) > 1);
}

function contentIds(node: TagNode): string[] {
	return 'contentId' in node ? [node.contentId] : node.children.flatMap(contentIds);
}

function countBlocks(node: TagNode): number {
	if ('contentId' in node || inline.has(node.role)) return 0;
	const holdsText = node.children.some((child) => 'contentId' in child || inline.has(child.role));
	return node.children.reduce((sum, child) => sum + countBlocks(child), holdsText ? 1 : 0);
}

/** Takes pages that follow one another, all well tagged; what goes on over a page break is one. */
export function readTagged(pages: PdfPage[]): Part[] {
	let whole: Element | null = null;
	for (const page of pages) {
		const element = page.tree && elementOf(page.tree, piecesById(page));
		if (!element || !('role' in element)) continue;
		if (whole) mergeInto(whole, element);
		else whole = element;
	}
	return whole ? new TagReader().read(whole) : [];
}

function piecesById(page: PdfPage): Map<string, Piece[]> {
	const byId = new Map<string, Piece[]>();
	for (const piece of page.pieces) {
		if (piece.isArtifact || piece.contentId === undefined) continue;
		const own = byId.get(piece.contentId);
		if (own) own.push(piece);
		else byId.set(piece.contentId, [piece]);
	}
	return byId;
}

function elementOf(node: TagNode, pieces: Map<string, Piece[]>): Element {
	if ('contentId' in node) return { role: 'Span', children: pieces.get(node.contentId) ?? [] };
	const children = node.children.flatMap((child): (Element | Piece)[] =>
		'contentId' in child ? (pieces.get(child.contentId) ?? []) : [elementOf(child, pieces)]
	);
	return { role: node.role, children };
}

/** `next` is what the following page holds of the same element. */
function mergeInto(element: Element, next: Element): void {
	if (complete.has(element.role) && shapeOf(element) === shapeOf(next)) {
		mergeByPlace(element, next);
		return;
	}
	const [last, first] = [element.children.at(-1), next.children[0]];
	if (last && first && isElement(last) && isElement(first) && isSame(last, first)) {
		mergeInto(last, first);
		element.children.push(...next.children.slice(1));
	} else element.children.push(...next.children);
}

function mergeByPlace(element: Element, next: Element): void {
	const others = next.children.filter(isElement);
	const merged: Element['children'] = [];
	let at = 0;
	const [before, after] = [leadingPieces(element), leadingPieces(next)];
	merged.push(...before, ...after);
	for (const child of element.children.slice(before.length)) {
		merged.push(child);
		const other = isElement(child) ? others[at++] : undefined;
		if (isElement(child) && other) mergeInto(child, other);
	}
	merged.push(...next.children.slice(after.length).filter((child) => !isElement(child)));
	element.children = merged;
}

function leadingPieces(element: Element): Piece[] {
	const end = element.children.findIndex(isElement);
	return (end < 0 ? element.children : element.children.slice(0, end)) as Piece[];
}

function isElement(node: Element | Piece): node is Element {
	return 'role' in node;
}

/** Whether the last element of a page and the first of the next are one that the page break cut. */
function isSame(last: Element, first: Element): boolean {
	if (last.role !== first.role) return false;
	if (complete.has(last.role)) return shapeOf(last) === shapeOf(first) && !isFilledTwice(last, first);
	if (last.role === 'P') return goesOn(last, first);
	return !paragraphs.has(last.role) && !/^H\d$/.test(last.role);
}

/** The number of rows and cells, of items. */
function shapeOf(element: Element): string {
	const inner = element.children.filter(isElement);
	return complete.has(element.role) ? `${element.role}(${inner.map(shapeOf).join('')})` : element.role;
}

/** Two tables or lists of the same shape, each with its own text: a cut one has at most one row on both pages, and not all of it. */
function isFilledTwice(last: Element, first: Element): boolean {
	const [rows, others] = [partsOf(last), partsOf(first)];
	const shared = rows.flatMap((row, index): [Element, Element][] => {
		const other = others[index];
		return other && hasText(row) && hasText(other) ? [[row, other]] : [];
	});
	const [pair] = shared;
	if (!pair || shared.length > 1) return shared.length > 1;
	if (rows.length > 1) return false;
	const [row, other] = pair;
	if (row.role === 'LI') return beginsWithLabel(other);
	const [cells, otherCells] = [partsOf(row), partsOf(other)];
	return cells.every(hasText) && otherCells.every(hasText);
}

function partsOf(element: Element): Element[] {
	return element.children
		.filter(isElement)
		.flatMap((child) => (['THead', 'TBody', 'TFoot'].includes(child.role) ? child.children.filter(isElement) : [child]));
}

function hasText(node: Element | Piece): boolean {
	return !isElement(node) || node.children.some(hasText);
}

function allPieces(node: Element | Piece): Piece[] {
	return isElement(node) ? node.children.flatMap(allPieces) : [node];
}

function beginsWithLabel(item: Element): boolean {
	const [first] = linesInOrder(allPieces(item));
	return first !== undefined && takeMarker(first) !== null;
}

function goesOn(last: Element, first: Element): boolean {
	const lines = linesInOrder(allPieces(last));
	const [end, start] = [lines.at(-1), linesInOrder(allPieces(first))[0]];
	if (!end || !start || Math.abs(end.size - start.size) > 0.5 || takeMarker(start)) return false;
	if (/^[\p{Ll}(]/u.test(textOfLine(start))) return true;
	// A line that ends early ends its paragraph, and one line alone may be a label.
	const right = Math.max(...lines.map((line) => line.right));
	const isFull = lines.length > 1 && right - end.right < 0.25 * (right - end.x);
	return isFull && !/[.!?:;…"”»]$/.test(textOfLine(end));
}

class TagReader {
	private parts: Part[] = [];
	/** Text of the paragraph that is being gathered. */
	private open: Piece[] = [];
	private depth = -1;
	/** An item that has begun and has no paragraph yet. */
	private item: { label?: Marker } | null = null;
	private isInItem = false;

	read(element: Element): Part[] {
		this.readChildren(element);
		this.flush();
		return this.parts;
	}

	private readChildren(element: Element): void {
		for (const child of element.children) {
			if (isElement(child)) this.readElement(child);
			else this.open.push(child);
		}
	}

	private readElement(element: Element): void {
		const { role } = element;
		if (role === 'Lbl' && this.item) this.readLabel(element);
		else if (inline.has(role)) this.readChildren(element);
		else {
			this.flush();
			if (role === 'Table') this.parts.push(this.readTable(element));
			else if (role === 'L') this.readList(element);
			else if (role === 'LI') this.readItem(element);
			else this.readChildren(element);
			this.flush(/^H\d?$|^Title$/.test(role));
		}
	}

	private readLabel(element: Element): void {
		const pieces = allPieces(element);
		const first = pieces[0];
		const label = first && markerOf(pieces.map((piece) => piece.text).join(''), first.x);
		if (label) this.item = { label };
		else this.open.push(...pieces);
	}

	private readList(element: Element): void {
		this.depth++;
		this.readChildren(element);
		this.flush();
		this.depth--;
	}

	private readItem(element: Element): void {
		const outer = this.isInItem;
		this.isInItem = true;
		this.item = {};
		this.readChildren(element);
		this.flush();
		this.item = null;
		this.isInItem = outer;
	}

	private readTable(element: Element): PdfTable {
		const captions = element.children.filter((child) => isElement(child) && child.role === 'Caption');
		for (const caption of captions) this.parts.push(...new TagReader().read({ role: 'P', children: [caption] }));
		const page = allPieces(element)[0]?.page ?? 1;
		const rows = partsOf(element).flatMap((row): PdfRow[] => {
			if (row.role !== 'TR' || !hasText(row)) return [];
			const cells = row.children.filter(isElement).map((cell) => ({ parts: new TagReader().read(cell) }));
			return [{ cells, page: allPieces(row)[0]?.page ?? page }];
		});
		return { kind: 'table', rows, page };
	}

	/** Ends the paragraph. */
	private flush(isHeading = false): void {
		const lines = linesInOrder(this.open);
		this.open = [];
		const [first, ...others] = lines;
		if (!first) return;
		const paragraph: Paragraph = { kind: 'paragraph', lines, depth: Math.max(this.depth, 0) };
		if (isHeading) paragraph.isHeading = true;
		if (this.item) {
			const taken = this.item.label ? null : takeMarker(first);
			paragraph.marker = this.item.label ?? taken?.marker ?? { kind: 'bullet', number: 1, x: first.x };
			if (taken) paragraph.lines = [taken.rest, ...others];
			this.item = null;
		} else if (this.isInItem) paragraph.isMore = true;
		this.parts.push(paragraph);
	}
}
