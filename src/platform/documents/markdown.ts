// The Markdown of this product: paragraphs, lists, **bold**, *italic* and links; everything else is plain text.
// Small enough to be read by pages and server alike. Unlike CommonMark, a line break is kept, marks may end inside a word,
// and two spaces nest under a number too, so that every text of Word has exactly one spelling (docs/decisions has the reasons).
import {
	type Block,
	cleanText,
	type List,
	type ListItem,
	maxListDepth,
	normalise,
	normaliseRuns,
	type RichText,
	type Run,
	safeHref
} from './rich-text.ts';

const itemLine = /^(?:([-*+•])|(\d{1,6})[.)])[ \t]+(?=\S)/;
const escapable = /[!-/:-@[-`{-~•]/;

type OpenItem = { item: ListItem; indent: number; list: List; lastNumber: number };

/** Lines of one paragraph until they are read, and the paragraph or item they belong to. */
type Draft = { lines: string[]; target: { runs: Run[] } };

/** Reads Markdown. Headings, HTML, code, tables and the like stay as the text that was typed. Never throws. */
export function parseMarkdown(text: string): RichText {
	const root: Block[] = [];
	const drafts: Draft[] = [];
	const open: OpenItem[] = [];
	let draft: Draft | null = null;
	for (const raw of cleanText(text).split('\n')) {
		const line = raw.trim();
		if (line === '') {
			draft = null;
			continue;
		}
		const indent = indentOf(raw);
		const parents = open.filter((each) => indent >= each.indent + 2);
		const marker = itemLine.exec(line);
		const number = marker?.[2] === undefined ? null : Number(marker[2]);
		if (marker && (draft === null || number === null || number === 1 || continuesOpenList(open[parents.length], number))) {
			const level = Math.min(parents.length, maxListDepth - 1);
			const sibling = open[level];
			open.splice(level);
			const list = joinOrStartList(open.at(-1)?.item.blocks ?? root, sibling, number);
			const item: ListItem = { runs: [], blocks: [] };
			list.items.push(item);
			open.push({ item, indent, list, lastNumber: number ?? 0 });
			draft = { lines: [line.slice(marker[0].length)], target: item };
			drafts.push(draft);
		} else if (draft) {
			draft.lines.push(line);
		} else {
			open.splice(parents.length);
			const paragraph: Block = { kind: 'paragraph', runs: [] };
			(open.at(-1)?.item.blocks ?? root).push(paragraph);
			draft = { lines: [line], target: paragraph };
			drafts.push(draft);
		}
	}
	for (const { lines, target } of drafts) target.runs = parseRuns(lines.join('\n'));
	return normalise(root);
}

/** Columns of white space before the text; a tab reaches the next multiple of four. */
function indentOf(line: string): number {
	let column = 0;
	for (const char of line) {
		if (char === ' ') column++;
		else if (char === '\t') column += 4 - (column % 4);
		else break;
	}
	return column;
}

function continuesOpenList(sibling: OpenItem | undefined, number: number): boolean {
	return sibling?.list.ordered === true && number === sibling.lastNumber + 1;
}

function joinOrStartList(siblings: Block[], sibling: OpenItem | undefined, number: number | null): List {
	const list = siblings.at(-1);
	const ordered = number !== null;
	if (list?.kind === 'list' && list === sibling?.list && list.ordered === ordered) {
		if (number === null || number === sibling.lastNumber + 1 || (number === 1 && sibling.lastNumber === 1)) return list;
	}
	const fresh: List = { kind: 'list', ordered, start: number ?? 1, items: [] };
	siblings.push(fresh);
	return fresh;
}

/** One paragraph's inline text, line breaks included, as runs in normal form. */
export function parseRuns(text: string): Run[] {
	if (!/[\\*[]/.test(text)) return normaliseRuns(text === '' ? [] : [{ text }]);
	const pieces = tokenise(text);
	pairStars(pieces);
	const runs: Run[] = [];
	let bold = false;
	let italic = false;
	for (const piece of pieces) {
		if (piece.togglesBold) bold = !bold;
		if (piece.togglesItalic) italic = !italic;
		if (piece.text !== '')
			runs.push({
				text: piece.text,
				...(bold && { bold: true }),
				...(italic && { italic: true }),
				...(piece.href && { href: piece.href })
			});
	}
	return normaliseRuns(runs);
}

/** A stretch of literal text, or up to three asterisks that may switch bold (2) or italic (1). */
type Piece = {
	text: string;
	href?: string;
	stars: number;
	canOpen: boolean;
	canClose: boolean;
	togglesBold: boolean;
	togglesItalic: boolean;
};

function tokenise(text: string): Piece[] {
	const pieces: Piece[] = [];
	let literal = '';
	let href: string | undefined;
	let linkEnd = -1;
	let afterLink = -1;
	const piece = (content: string, stars = 0, canOpen = false, canClose = false) =>
		pieces.push({ text: content, href, stars, canOpen, canClose, togglesBold: false, togglesItalic: false });
	const flush = () => {
		if (literal !== '') piece(literal);
		literal = '';
	};
	for (let at = 0; at < text.length; ) {
		const char = text[at] as string;
		if (at === linkEnd) {
			flush();
			href = undefined;
			at = afterLink;
			linkEnd = -1;
			continue;
		}
		const next = text[at + 1];
		if (char === '\\' && next !== undefined && (escapable.test(next) || next === '\n')) {
			literal += next;
			at += 2;
			continue;
		}
		const link = char === '[' && linkEnd < 0 ? linkAt(text, at) : null;
		if (link) {
			flush();
			({ href, linkEnd, afterLink } = link);
			at++;
			continue;
		}
		if (char === '*') {
			let end = at;
			while (text[end] === '*') end++;
			const stars = end - at;
			if (stars <= 3) {
				flush();
				piece(text.slice(at, end), stars, /\S/.test(text[end] ?? ' '), /\S/.test(text[at - 1] ?? ' '));
			} else literal += text.slice(at, end);
			at = end;
			continue;
		}
		literal += char;
		at++;
	}
	flush();
	return pieces;
}

/** `[label](address)` from `start`: where the label ends and where the text goes on; null when it is no link of ours. */
function linkAt(text: string, start: number): { href: string; linkEnd: number; afterLink: number } | null {
	let linkEnd = start + 1;
	while (linkEnd < text.length && text[linkEnd] !== ']' && text[linkEnd] !== '[') linkEnd += text[linkEnd] === '\\' ? 2 : 1;
	if (text[linkEnd] !== ']' || text[linkEnd + 1] !== '(' || text.slice(start + 1, linkEnd).trim() === '') return null;
	let address = '';
	let depth = 0;
	for (let at = linkEnd + 2; at < text.length && address.length <= 2_000; at++) {
		let char = text[at] as string;
		if (/\s/.test(char)) return null;
		if (char === ')' && depth === 0) {
			const href = safeHref(address);
			return href === null ? null : { href, linkEnd, afterLink: at + 1 };
		}
		// As in CommonMark: else a text of nothing but beginnings of links is read over and over.
		if (char === '(' && ++depth > 32) return null;
		if (char === ')') depth--;
		if (char === '\\' && escapable.test(text[at + 1] ?? '')) char = text[++at] as string;
		address += char;
	}
	return null;
}

/** Decides which asterisks switch a mark on or off; those without a partner become text. */
function pairStars(pieces: Piece[]): void {
	const opener: { bold: Piece | null; italic: Piece | null } = { bold: null, italic: null };
	for (const piece of pieces) {
		if (piece.stars === 0) continue;
		const wanted = piece.stars === 1 ? (['italic'] as const) : piece.stars === 2 ? (['bold'] as const) : (['bold', 'italic'] as const);
		const fits = wanted.every((mark) => (opener[mark] ? piece.canClose : piece.canOpen));
		if (!fits) continue;
		piece.text = '';
		for (const mark of wanted) {
			opener[mark] = opener[mark] ? null : piece;
			if (mark === 'bold') piece.togglesBold = true;
			else piece.togglesItalic = true;
		}
	}
	if (opener.bold) Object.assign(opener.bold, { togglesBold: false, text: `**${opener.bold.text}` });
	if (opener.italic) Object.assign(opener.italic, { togglesItalic: false, text: `*${opener.italic.text}` });
}

/** Writes the one canonical spelling of a text: `parseMarkdown(toMarkdown(x))` equals `normalise(x)`. */
export function toMarkdown(text: RichText): string {
	return writeBlocks(normalise(text));
}

function writeBlocks(blocks: Block[]): string {
	return blocks.map((block) => (block.kind === 'paragraph' ? writeRuns(block.runs) : writeList(block))).join('\n\n');
}

function writeList(list: List): string {
	return list.items
		.map((item, index) => {
			const marker = list.ordered ? `${list.start + index}. ` : '- ';
			const below = item.blocks.length === 0 ? '' : `${hugs(item.blocks[0]) ? '\n' : '\n\n'}${writeBlocks(item.blocks)}`;
			return marker + (writeRuns(item.runs) + below).replace(/\n(?!\n)/g, '\n  ');
		})
		.join('\n');
}

/** A nested list follows its item without a blank line, unless its number would then read as running text. */
function hugs(block: Block | undefined): boolean {
	return block?.kind === 'list' && (!block.ordered || block.start === 1);
}

function writeRuns(runs: Run[]): string {
	const bare = markUp(runs, (text) => text);
	const text = sameRuns(parseRuns(bare), runs) ? bare : markUp(runs, escapeMarks);
	return text.replace(/^(?:[-*+•](?=[ \t]+\S)|\d{1,6}(?=[.)][ \t]+\S))/gm, (start) => (/\d/.test(start) ? `${start}\\` : `\\${start}`));
}

function sameRuns(a: Run[], b: Run[]): boolean {
	return (
		a.length === b.length &&
		a.every((run, i) => run.text === b[i]?.text && run.bold === b[i]?.bold && run.italic === b[i]?.italic && run.href === b[i]?.href)
	);
}

function escapeMarks(text: string): string {
	return text.replace(/[*[\]]|\\(?=[!-/:-@[-`{-~•\n]|$)/g, '\\$&');
}

/** Runs with their asterisks and brackets. Marks that a whole link carries stand outside it, those of a part of it inside. */
function markUp(runs: Run[], write: (text: string) => string): string {
	let out = '';
	let now = { bold: false, italic: false };
	const turnTo = (bold: boolean, italic: boolean) => {
		out += '*'.repeat((bold === now.bold ? 0 : 2) + (italic === now.italic ? 0 : 1));
		now = { bold, italic };
	};
	for (let i = 0; i < runs.length; ) {
		const run = runs[i] as Run;
		let end = i + 1;
		while (run.href && runs[end]?.href === run.href) end++;
		const group = runs.slice(i, end);
		const after = runs[end];
		const outer = (mark: 'bold' | 'italic') => group.every((each) => each[mark]) || (now[mark] && run[mark] === true);
		const [outerBold, outerItalic] = [outer('bold'), outer('italic')];
		turnTo(outerBold, outerItalic);
		if (run.href) out += '[';
		for (const each of group) {
			turnTo(each.bold === true, each.italic === true);
			out += write(each.text);
		}
		if (run.href) {
			turnTo(now.bold && (outerBold || after?.bold === true), now.italic && (outerItalic || after?.italic === true));
			out += `](${writeHref(run.href)})`;
		}
		i = end;
	}
	turnTo(false, false);
	return out;
}

function writeHref(href: string): string {
	const isPlain = linkAt(`[x](${href})`, 0)?.href === href;
	return isPlain ? href : href.replace(/[()\\]/g, '\\$&');
}

/** HTML that is safe to place in a page: everything escaped, links only to web and mail addresses. */
export function toHtml(text: RichText): string {
	return normalise(text).map(blockHtml).join('\n');
}

/** The same of Markdown, which is read in normal form already. */
export function markdownToHtml(markdown: string): string {
	return parseMarkdown(markdown).map(blockHtml).join('\n');
}

function blockHtml(block: Block): string {
	if (block.kind === 'paragraph') return `<p>${runsHtml(block.runs)}</p>`;
	const items = block.items.map((item) => `<li>${runsHtml(item.runs)}${item.blocks.map(blockHtml).join('')}</li>`).join('');
	if (!block.ordered) return `<ul>${items}</ul>`;
	return block.start === 1 ? `<ol>${items}</ol>` : `<ol start="${block.start}">${items}</ol>`;
}

function runsHtml(runs: Run[]): string {
	let html = '';
	runs.forEach((run, index) => {
		const isLinkStart = run.href !== undefined && runs[index - 1]?.href !== run.href;
		const isLinkEnd = run.href !== undefined && runs[index + 1]?.href !== run.href;
		let part = escapeHtml(run.text).replaceAll('\n', '<br>');
		if (run.italic) part = `<em>${part}</em>`;
		if (run.bold) part = `<strong>${part}</strong>`;
		html += `${isLinkStart ? `<a href="${escapeHtml(run.href ?? '')}" rel="nofollow noopener">` : ''}${part}${isLinkEnd ? '</a>' : ''}`;
	});
	return html;
}

function escapeHtml(text: string): string {
	if (!/[&<>"']/.test(text)) return text;
	return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;').replaceAll("'", '&#39;');
}

/** The words alone, one line per paragraph or item: for search, counting and titles. */
export function toPlainText(text: RichText): string {
	return normalise(text).flatMap(plainLines).join('\n');
}

function plainLines(block: Block): string[] {
	const plain = (runs: Run[]) => runs.map((run) => run.text).join('');
	if (block.kind === 'paragraph') return [plain(block.runs)];
	return block.items.flatMap((item) => [plain(item.runs), ...item.blocks.flatMap(plainLines)]);
}
