// Reads web pages and scraps of HTML: those that Word, LibreOffice and Google Docs save, and those written by hand. What a browser would
// show counts, as far as tags and simple style rules tell it. Nothing that a page points to is ever fetched.
import { Parser } from 'htmlparser2';
import { DocumentBuilder } from '../document-builder.ts';
import { type DocumentBlock, type ListPlace, type Note, type Origin, plainText, type ReadDocument } from '../read-document.ts';
import { RefusedFile } from '../refusal.ts';
import { normaliseRuns, type Run } from '../rich-text.ts';
import { BlankSpace } from '../text/blank-space.ts';
import { decodeText } from '../text/text-encoding.ts';
import {
	type Attributes,
	inputText,
	isInvisible,
	type Marks,
	marksOf,
	noMarks,
	readMarker,
	remarkOf,
	wholeNumber,
	wordPlace
} from './html-elements.ts';
import { HtmlLists } from './html-lists.ts';
import { type Style, StyleSheet } from './html-styles.ts';

/** What the element that holds the open paragraph says of it; `indent` in points, `remark`: number of the one that it is the text of. */
type Paragraph = ReturnType<typeof wordPlace> & { indent: number; marker?: string; remark?: string };
type OpenElement = { tag: string; marks: Marks; isSkipped: boolean; isList?: boolean; isCell?: boolean; isTable?: boolean };
const maxDepth = 1_000;
/** Points by which Word indents each level of a list, and each level of text continued below an item. */
const wordListStep = 36;
const continuationStep = 18;
const longestMarker = 12;

const blockTags = new Set(
	`html body p div h1 h2 h3 h4 h5 h6 ul ol dir menu li dl dt dd table caption thead tbody tfoot tr td th section article main aside header footer
	blockquote pre figure figcaption form fieldset legend address hr details summary center textarea hgroup search`.split(/\s+/)
);
const listTags = new Set(['ul', 'ol', 'dir', 'menu']);
const scrapTags = new Set('ul ol li p br div span b strong i em a table tbody tr td th'.split(' '));

/** Takes a whole page or a fragment, as bytes in the encoding they claim, or as text. Throws `RefusedFile('fileUnsafe')` for absurd depth or entities of its own. */
export function readHtml(source: Uint8Array | string): ReadDocument {
	const html = typeof source === 'string' ? source : (decodeHtml(source) ?? '');
	if (/<!doctype[^>[]*\[/i.test(html.slice(0, 20_000))) throw new RefusedFile('fileUnsafe');
	const walker = new HtmlWalker(new DocumentBuilder());
	return { blocks: walk(html, walker), notes: walker.notes };
}

/** A scrap of HTML inside another text. Only tags of plain text count, every other one stays as the characters it is. */
export function readHtmlScrap(html: string, origin: Origin): DocumentBlock[] {
	return walk(html, new HtmlWalker(new DocumentBuilder(origin), html));
}

/** Whether a text is HTML: a page from its first tag on, or a fragment that begins and ends with tags and is not laid out by tabs or pipes. */
export function isHtml(text: string): boolean {
	const start = text.slice(0, 20_000).replace(/^(?:\s+|<!--[\s\S]*?-->|<\?xml[^>]*\?>)+/, '');
	if (/^<(?:!doctype\s+html|html)\b/i.test(start)) return true;
	if (!/^<(?:head|body|meta|style|title|center|table|div|section|article|main|p|h[1-6]|ul|ol|dl|span|b|strong|font)\b[^<>]*>/i.test(start))
		return false;
	if (!/>\s*$/.test(text.slice(-2_000))) return false;
	return /<(?:body|table|dl|div|section|article|main|h[1-6])\b/i.test(start) || !/\S\t+\S|\S[ \t]+\|[ \t]+\S/.test(text);
}

function decodeHtml(bytes: Uint8Array): string | null {
	const start = Buffer.from(bytes.subarray(0, 2_048)).toString('latin1');
	const claimed = /<meta\b[^>]{0,300}\bcharset\s*=\s*["']?\s*([\w:.-]{2,40})/i.exec(start)?.[1];
	// A page whose claim can be read byte by byte cannot be in UTF-16.
	return decodeText(bytes, claimed && /^(?:utf-?16|unicode|ucs)/i.test(claimed) ? undefined : claimed);
}

function walk(html: string, walker: HtmlWalker): DocumentBlock[] {
	const parser: Parser = new Parser(
		{
			onopentag: (tag, attributes) => walker.open(tag, attributes, () => html.slice(parser.startIndex, parser.endIndex + 1)),
			ontext: (text) => walker.text(text),
			onclosetag: (tag, isImplied) => walker.close(tag, isImplied)
		},
		{ decodeEntities: true, recognizeSelfClosing: /^\s*<\?xml/.test(html) }
	);
	parser.end(html);
	return walker.finish();
}

class HtmlWalker {
	readonly notes: Note[] = [];
	private readonly builder: DocumentBuilder;
	/** The text that a scrap was cut from. */
	private readonly scrap: string | undefined;
	private readonly sheet = new StyleSheet();
	private readonly elements: OpenElement[] = [];
	/** Those of the page, and over them those of the cells that are open. */
	private readonly lists: HtmlLists[] = [new HtmlLists()];
	private readonly blanks = new BlankSpace();
	private runs: Run[] = [];
	private paragraph: Paragraph = { indent: 0 };
	private headingLevel: number | undefined;
	/** Where each remark was made, by its number. */
	private readonly remarks = new Map<string, Origin>();
	private css = '';
	private skipDepth = 0;

	constructor(builder: DocumentBuilder, scrap?: string) {
		this.builder = builder;
		this.scrap = scrap;
	}

	/** `source`: the tag as it was written. */
	open(tag: string, attributes: Attributes, source: () => string): void {
		if (this.elements.length >= maxDepth) throw new RefusedFile('fileUnsafe');
		const style = this.sheet.styleOf(tag, attributes.class ?? '', attributes.style ?? '');
		const element: OpenElement = { tag, marks: marksOf(tag, attributes, style, this.elements.at(-1)?.marks), isSkipped: false };
		this.elements.push(element);
		if (this.isForeign(tag)) this.addText(source());
		else if (this.skipDepth > 0 || isInvisible(tag, attributes, style)) this.skip(element);
		else if (this.scrap === undefined && remarkOf(tag, attributes)) this.startRemark(element, attributes);
		else if (blockTags.has(tag)) this.openBlock(element, attributes, style);
		else if (tag === 'br') this.addBreak();
		else if (tag === 'input') this.addText(inputText(attributes));
		else if (style.isMarkerBlank) this.takeMarker(element);
	}

	/** The sign itself is no text. */
	private startRemark(element: OpenElement, attributes: Attributes): void {
		const remark = remarkOf(element.tag, attributes);
		if (remark?.kind === 'anchor') this.remarks.set(remark.id, this.builder.here());
		else this.paragraph.remark = remark?.id;
		this.skip(element);
	}

	text(text: string): void {
		if (this.skipDepth > 0) this.css += this.elements.at(-1)?.tag === 'style' ? text : '';
		else if (this.scrap === undefined) this.addText(text);
		else this.addScrapText(text);
	}

	close(tag: string, isImplied: boolean): void {
		const element = this.elements.pop();
		if (!element) return;
		if (element.isSkipped) this.endSkipped();
		else if (this.isForeign(tag)) this.addText(isImplied ? '' : `</${tag}>`);
		else if (blockTags.has(tag)) this.closeBlock(element);
	}

	finish(): DocumentBlock[] {
		this.flush();
		return this.builder.blocks;
	}

	private isForeign(tag: string): boolean {
		return this.scrap !== undefined && !scrapTags.has(tag);
	}

	private skip(element: OpenElement): void {
		element.isSkipped = true;
		this.skipDepth++;
	}

	private endSkipped(): void {
		this.skipDepth--;
		if (this.css !== '') this.sheet.add(this.css);
		this.css = '';
	}

	private openBlock(element: OpenElement, attributes: Attributes, style: Style): void {
		const { tag } = element;
		this.flush();
		this.paragraph = { indent: style.indent ?? 0, ...wordPlace(attributes.class ?? '', style) };
		if (/^h[1-6]$/.test(tag)) this.headingLevel = Number(tag[1]);
		else if (listTags.has(tag)) this.startList(element, attributes, style);
		else if (tag === 'li') this.startItem(element, attributes);
		else if (tag === 'table') this.startTable(element);
		else if (tag === 'tr') this.builder.startRow();
		else if (tag === 'td' || tag === 'th') this.startCell(element, attributes);
		else if (tag === 'dt' || tag === 'dd') this.startTermCell(element);
	}

	private closeBlock(element: OpenElement): void {
		this.flush();
		this.paragraph = { indent: 0 };
		if (/^h[1-6]$/.test(element.tag)) this.headingLevel = undefined;
		if (element.tag === 'li') this.here().endItem();
		if (element.isList) this.here().close();
		if (element.isCell) this.endCell();
		if (element.isTable) this.builder.endTable();
	}

	private here(): HtmlLists {
		return this.lists.at(-1) ?? new HtmlLists();
	}

	private startList(element: OpenElement, attributes: Attributes, style: Style): void {
		// Google Docs writes nested lists side by side, with the level in the name of a class.
		const level = /\blst-kix_\w+-(\d)\b/.exec(attributes.class ?? '')?.[1];
		const kind = style.listKind ?? (element.tag === 'ol' ? 'number' : 'bullet');
		this.here().open(kind, wholeNumber(attributes.start) ?? 1, level === undefined ? undefined : Number(level));
		element.isList = true;
	}

	/** An item outside of any list is one of a list of its own. */
	private startItem(element: OpenElement, attributes: Attributes): void {
		if (this.here().isEmpty) this.startList(element, {}, {});
		this.here().startItem(wholeNumber(attributes.value));
	}

	private startTable(element: OpenElement): void {
		element.isTable = true;
		this.here().end();
		this.builder.startTable();
	}

	private startCell(element: OpenElement, attributes: Attributes): void {
		if (!this.builder.isInTable) return;
		const rows = wholeNumber(attributes.rowspan) ?? 1;
		this.builder.startCell(wholeNumber(attributes.colspan) ?? 1, rows === 0 ? Number.POSITIVE_INFINITY : rows);
		this.lists.push(new HtmlLists());
		element.isCell = true;
	}

	/** Terms and what they mean are rows of a table; a definition without a term is no more than indented. */
	private startTermCell(element: OpenElement): void {
		const owner = this.elements.findLast(({ tag }) => tag === 'dl' || tag === 'table');
		if (owner?.tag !== 'dl' || (element.tag === 'dd' && !owner.isTable)) return;
		if (!owner.isTable) this.startTable(owner);
		if (element.tag === 'dt') this.builder.startRow();
		this.startCell(element, {});
	}

	private endCell(): void {
		this.builder.endCell();
		if (this.lists.length > 1) this.lists.pop();
	}

	/** Word types the bullet or number before the text and parts them with a blank in a font of its own. */
	private takeMarker(element: OpenElement): void {
		const marker = plainText(this.runs).trim();
		if (marker === '' || marker.length > longestMarker) return;
		this.paragraph.marker = marker;
		this.runs = [];
		this.blanks.restart();
		this.skip(element);
	}

	private addText(text: string): void {
		const { bold, italic, href, keepsSpace } = this.elements.at(-1)?.marks ?? noMarks;
		const shown = this.blanks.collapse(text, keepsSpace);
		if (shown === '') return;
		this.runs.push({ text: shown, ...(bold && { bold: true as const }), ...(italic && { italic: true as const }), ...(href && { href }) });
	}

	/** Scraps part items of a list with typed bullets. */
	private addScrapText(text: string): void {
		const [first = '', ...items] = this.here().isBetweenItems || /\s•\s/.test(text) ? text.split(/\s*•\s/) : [text];
		this.addText(first);
		for (const item of items) {
			this.addBreak();
			this.addText(`• ${item}`);
		}
	}

	/** A second break in a row ends the paragraph. */
	private addBreak(): void {
		this.blanks.restart();
		if (/\n\s*$/.test(this.runs.at(-1)?.text ?? '')) this.flush();
		else this.runs.push({ text: '\n' });
	}

	private flush(): void {
		const { runs } = this;
		this.runs = [];
		this.blanks.restart();
		if (plainText(runs).trim() === '') return;
		const { remark } = this.paragraph;
		if (remark !== undefined) {
			this.notes.push({ text: plainText(normaliseRuns(runs)), origin: this.remarks.get(remark) ?? this.builder.here() });
			return;
		}
		const list = this.listPlace();
		if (!list) this.here().end();
		this.builder.addText(withMarkedBreaks(runs), { list, headingLevel: this.headingLevel ?? this.paragraph.headingLevel });
	}

	private listPlace(): ListPlace | undefined {
		const { marker, continuedLevel, indent, wordLevel } = this.paragraph;
		if (marker === undefined)
			return this.here().place() ?? this.here().continued(continuedLevel ?? Math.round(indent / continuationStep) - 1);
		const level = wordLevel ?? Math.max(Math.round(indent / wordListStep) - 1, 0);
		this.paragraph = { indent, continuedLevel: level };
		const { kind, number } = readMarker(marker);
		return this.here().addItem(level, kind, number);
	}
}

/** A break between two stretches of one look has that look: pages end and begin the marks at every line. */
function withMarkedBreaks(runs: Run[]): Run[] {
	return runs.map((run, index) => {
		const [before, after] = [runs[index - 1], runs[index + 1]];
		if (run.text !== '\n' || !before || !after) return run;
		return { ...run, ...(before.bold && after.bold && { bold: true }), ...(before.italic && after.italic && { italic: true }) };
	});
}
