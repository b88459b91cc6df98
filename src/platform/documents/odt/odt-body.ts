// Walks the content of an OpenDocument text, so that lists, merged cells, text boxes and tracked changes arrive as the author sees them.

import { DocumentBuilder } from '../document-builder.ts';
import { type DocumentBlock, type ListPlace, type Note, plainText } from '../read-document.ts';
import { type Run, safeHref } from '../rich-text.ts';
import { BlankSpace } from '../text/blank-space.ts';
import type { Attributes, XmlHandler } from '../xml.server.ts';
import { OdtLists } from './odt-lists.ts';
import type { OdtStyles } from './odt-styles.ts';

/**
 * Not the visible text: deletions, declarations, numbers written out for programs that cannot count, prompts of fields, pictures with
 * their descriptions, cells below merged ones, and indexes, which repeat the text they list.
 */
const skipped = new Set(
	`text:tracked-changes text:sequence-decls text:variable-decls text:user-field-decls text:dde-connection-decls text:note-citation text:number
	text:placeholder text:ruby-text text:table-of-content text:illustration-index text:table-index text:object-index text:user-index
	text:alphabetical-index text:script office:forms office:scripts office:font-face-decls office:annotation-end draw:object draw:object-ole
	draw:image draw:control table:covered-table-cell table:shapes other:title other:desc`.split(/\s+/)
);
const boxes = new Set(
	'text-box custom-shape rect circle ellipse polygon path line connector caption'.split(' ').map((name) => `draw:${name}`)
);
const mostBlanks = 1_000;

type OpenParagraph = {
	runs: Run[];
	blanks: BlankSpace;
	style: string | undefined;
	outline: number | undefined;
	isHidden: boolean;
	/** Text boxes that hang on it follow it. */
	after: DocumentBlock[];
};
type OpenSpan = { style?: string; href?: string };

/** Collects blocks and notes while `walkXml` walks content.xml. */
export class OdtBody implements XmlHandler {
	readonly notes: Note[] = [];
	sawText = false;
	private readonly builder = new DocumentBuilder();
	private readonly styles: OdtStyles;
	private readonly paragraphs: OpenParagraph[] = [];
	private readonly spans: OpenSpan[] = [];
	private readonly lists: OdtLists;
	private annotation: string[] | null = null;
	private footnoteDepth = 0;
	private skipDepth = 0;
	private isInStyles = false;

	/** `styles` holds the named ones; those of direct formatting are added on the way. */
	constructor(styles: OdtStyles) {
		this.styles = styles;
		this.lists = new OdtLists(styles);
	}

	get blocks(): DocumentBlock[] {
		return this.builder.blocks;
	}

	open(name: string, attributes: Attributes): void {
		if (this.isInStyles) this.styles.open(name, attributes, true);
		else if (this.skipDepth > 0 || isSkipped(name, attributes)) this.skipDepth++;
		else if (this.annotation) this.openInAnnotation(name);
		else if (name === 'office:automatic-styles') this.isInStyles = true;
		else if (name === 'office:annotation') this.annotation = [];
		else if (name.startsWith('text:')) this.openText(name, attributes);
		else if (name.startsWith('table:')) this.openTable(name, attributes);
		else if (boxes.has(name)) this.startBox();
		else if (name === 'office:text') this.sawText = true;
	}

	text(text: string): void {
		if (this.isInStyles || this.skipDepth > 0) return;
		if (this.annotation) this.annotation.push(text);
		else this.addText(text);
	}

	close(name: string): void {
		if (this.isInStyles) {
			this.styles.close(name);
			this.isInStyles = name !== 'office:automatic-styles';
		} else if (this.skipDepth > 0) this.skipDepth--;
		else if (name === 'office:annotation') this.endAnnotation();
		else if (this.annotation) return;
		else if (name === 'text:p' || name === 'text:h') this.endParagraph();
		else if (name === 'text:span' || name === 'text:a') this.spans.pop();
		else if (name === 'text:list' || name === 'text:numbered-paragraph') this.lists.endList();
		else if (name === 'text:list-item' || name === 'text:list-header') this.lists.endItem();
		else if (name === 'text:note-body') this.endFootnote();
		else if (name === 'table:table-cell') this.endCell();
		else if (name === 'table:table-row') this.builder.endRow();
		else if (name === 'table:table') this.builder.endTable();
		else if (boxes.has(name)) this.endBox();
	}

	private openText(name: string, attributes: Attributes): void {
		const styleName = attributes['style-name'];
		if (name === 'text:p') this.startParagraph(styleName, undefined);
		else if (name === 'text:h') this.startParagraph(styleName, Number(attributes['outline-level']) || 1);
		else if (name === 'text:span') this.spans.push({ style: styleName });
		else if (name === 'text:a') this.spans.push({ href: safeHref(attributes.href ?? '') ?? undefined });
		else if (name === 'text:list') this.lists.startList(attributes);
		else if (name === 'text:list-item') this.lists.startItem(attributes);
		else if (name === 'text:list-header') this.lists.startHeader();
		else if (name === 'text:numbered-paragraph') this.lists.startNumbered(attributes);
		else if (name === 'text:s') this.addText(' '.repeat(Math.min(Number(attributes.c ?? 1) || 1, mostBlanks)), true);
		else if (name === 'text:tab') this.addText('\t', true);
		else if (name === 'text:line-break') this.addText('\n', true);
		else if (name === 'text:note-body') this.startFootnote();
		else if (name === 'text:hidden-paragraph' && attributes['is-hidden'] === 'true') this.hideParagraph();
	}

	private openTable(name: string, attributes: Attributes): void {
		if (name === 'table:table') this.builder.startTable();
		else if (name === 'table:table-row') this.builder.startRow();
		else if (name === 'table:table-cell') {
			this.builder.startCell(Number(attributes['number-columns-spanned'] ?? 1) || 1, Number(attributes['number-rows-spanned'] ?? 1) || 1);
			this.lists.enter();
		}
	}

	private endCell(): void {
		this.lists.leave();
		this.builder.endCell();
	}

	private startBox(): void {
		this.builder.startAside();
		this.lists.enter();
	}

	private endBox(): void {
		this.lists.leave();
		const boxed = this.builder.endAside();
		const anchor = this.paragraphs.at(-1);
		if (anchor) anchor.after.push(...boxed);
		else this.builder.addBlocks(boxed);
	}

	/** Paragraphs of a footnote are words of the paragraph it belongs to. */
	private startParagraph(style: string | undefined, outline: number | undefined): void {
		if (this.footnoteDepth > 0) this.addText(' ');
		else this.paragraphs.push({ runs: [], blanks: new BlankSpace(), style, outline, isHidden: false, after: [] });
	}

	private endParagraph(): void {
		if (this.footnoteDepth > 0) return;
		const paragraph = this.paragraphs.pop();
		if (!paragraph) return;
		const { runs, style, outline } = paragraph;
		if (!paragraph.isHidden && plainText(runs).trim() !== '') {
			const name = this.styles.visibleName(style);
			const isPlain = this.styles.inherited('paragraph', style, 'listStyle') === '';
			const level = headingLevel(name, outline ?? this.styles.inherited('paragraph', style, 'outline'));
			this.builder.addText(runs, {
				list: this.lists.isInItem ? this.lists.place(style) : continuedBelow(name),
				isPlain,
				headingLevel: level
			});
		}
		this.builder.addBlocks(paragraph.after);
	}

	private hideParagraph(): void {
		const paragraph = this.paragraphs.at(-1);
		if (paragraph) paragraph.isHidden = true;
	}

	/** `isKept`: the white space of the piece counts as it stands. */
	private addText(text: string, isKept = false): void {
		const paragraph = this.paragraphs.at(-1);
		if (!paragraph || this.mark('isHidden')) return;
		const shown = paragraph.blanks.collapse(text, isKept);
		if (isKept && text.endsWith('\n')) paragraph.blanks.restart();
		if (shown === '') return;
		const href = this.spans.findLast((span) => span.href !== undefined)?.href;
		const run: Run = { text: shown, ...(href && { href }) };
		if (this.mark('bold')) run.bold = true;
		if (this.mark('italic')) run.italic = true;
		paragraph.runs.push(run);
	}

	/** What the innermost span that says so gives, else the direct formatting of the paragraph; the looks of a named style are no emphasis. */
	private mark(key: 'bold' | 'italic' | 'isHidden'): boolean | undefined {
		for (const { style } of this.spans.toReversed()) {
			const value = this.styles.inherited('text', style, key);
			if (value !== undefined) return value;
		}
		const style = this.styles.find('paragraph', this.paragraphs.at(-1)?.style);
		return key === 'isHidden' || style?.isAutomatic ? style?.[key] : undefined;
	}

	private startFootnote(): void {
		this.footnoteDepth++;
		this.addText(' [');
		this.paragraphs.at(-1)?.blanks.restart();
	}

	private endFootnote(): void {
		this.footnoteDepth--;
		this.addText(']');
	}

	private openInAnnotation(name: string): void {
		if (name.startsWith('other:')) this.skipDepth++;
		else if (name === 'text:p' || name === 'text:line-break') this.annotation?.push('\n');
		else if (name === 'text:s' || name === 'text:tab') this.annotation?.push(' ');
	}

	private endAnnotation(): void {
		const text = (this.annotation ?? []).join('').trim();
		this.annotation = null;
		if (text !== '') this.notes.push({ text, origin: this.builder.here() });
	}
}

function isSkipped(name: string, attributes: Attributes): boolean {
	if (skipped.has(name)) return true;
	if (name === 'text:section') return attributes.display === 'none';
	if (name === 'text:hidden-text') return attributes['is-hidden'] !== 'false';
	return name === 'other:content-control' && attributes['showing-place-holder'] === 'true';
}

/** Styles by which Word and LibreOffice continue an item in a paragraph without a bullet. */
function continuedBelow(styleName: string): ListPlace | undefined {
	const level = /^list continue(?: (\d))?$/i.exec(styleName) ?? /^list (\d) cont\.$/i.exec(styleName);
	return level ? { level: Number(level[1] ?? 1) - 1, kind: 'continuation', number: 0 } : undefined;
}

/** 0 for the title, from 1 for headings. */
function headingLevel(styleName: string, outline: number | undefined): number | undefined {
	const named = /^(heading|title)\b\s*(\d)?/i.exec(styleName);
	if (named?.[1]) return Number(named[2] ?? (/^heading/i.test(named[1]) ? 1 : 0));
	return outline;
}
