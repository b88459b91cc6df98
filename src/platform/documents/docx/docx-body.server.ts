// Walks the body of a Word document, so that merged cells, lists, text boxes, content controls and tracked changes arrive as the
// author sees them once every change is accepted.

import {
	type Cell,
	type DocumentBlock,
	type ListPlace,
	type Note,
	type Origin,
	plainText,
	type ReadingDoubt,
	type Row,
	type TableBlock,
	type TextBlock
} from '../read-document.ts';
import { normaliseRuns, type Run, safeHref } from '../rich-text.ts';
import { splitTypedList } from '../text/typed-lists.ts';
import type { Attributes, XmlHandler } from '../xml.server.ts';
import { inherited, isOn, type listCounter, type Numbered, type readStyles } from './docx-parts.server.ts';

/** Elements whose content is not the accepted, visible text: deletions, phonetic guides, properties nobody reads here. */
const skipped = new Set([
	'w:del',
	'w:moveFrom',
	'w:delText',
	'w:rt',
	'w:sectPr',
	'w:tblPr',
	'w:tblGrid',
	'w:tabs',
	'w:pPrChange',
	'w:rPrChange',
	'w:tcPrChange',
	'w:trPrChange',
	'w:numberingChange'
]);
const properties = new Set(['w:rPr', 'w:trPr', 'w:pPr', 'w:tcPr', 'w:sdtPr']);
const blankCharacters: Record<string, string> = {
	'w:tab': '\t',
	'w:ptab': '\t',
	'w:cr': '\n',
	'w:br': '\n',
	'w:noBreakHyphen': '\u2011'
};
/** Parts that only Word itself can draw in; the reader says where they stood. */
const foreignParts = new Set(['w:altChunk', 'w:subDoc', 'other:chart']);

/** What the body refers to in other parts of the archive. */
export type BodyParts = {
	styles: ReturnType<typeof readStyles>;
	countList: ReturnType<typeof listCounter>;
	/** Addresses by relation id. */
	links: Map<string, string>;
	/** Texts by id. */
	comments: Map<string, string>;
	footnotes: Map<string, string>;
	endnotes: Map<string, string>;
	/** The words of a diagram by the relation id of its data. */
	diagram(id: string, origin: Origin): TextBlock[];
};

type OpenParagraph = {
	runs: Run[];
	style?: string;
	outline?: number;
	numbering?: Partial<Numbered>;
	isMarkDeleted: boolean;
	/** Text boxes and diagrams anchored here; they follow the paragraph. */
	after: DocumentBlock[];
};
type OpenTable = { table: TableBlock; row: Row; isRowDeleted: boolean; cell: Cell; isCellDeleted: boolean };
type OpenRun = { bold?: boolean; italic?: boolean; isHidden: boolean; style?: string };
/** A field of Word; `ticked` and `entries` belong to the form fields of before 2007. */
type Field = { code: string; isResult: boolean; href?: string; ticked?: boolean; entries: string[]; chosen: number };

const plainRun: OpenRun = { isHidden: false };

/** Collects blocks, notes and doubts while `walkXml` walks the main part. */
export class BodyWalker implements XmlHandler {
	readonly blocks: DocumentBlock[] = [];
	readonly notes: Note[] = [];
	readonly doubts: ReadingDoubt[] = [];
	sawBody = false;
	private readonly parts: BodyParts;
	/** Where finished blocks go: the body, a cell, a text box. */
	private readonly containers: DocumentBlock[][] = [this.blocks];
	private readonly tables: OpenTable[] = [];
	private readonly paragraphs: OpenParagraph[] = [];
	private readonly path: string[] = [];
	private readonly fields: Field[] = [];
	private readonly runs: OpenRun[] = [];
	private readonly hrefs: (string | undefined)[] = [];
	private readonly placeholders: boolean[] = [];
	/** How much text each open choice between two drawings of one thing has given so far. */
	private readonly alternatives: number[] = [];
	private readonly noted = new Set<string>();
	private skipDepth = 0;
	private textCount = 0;
	/** Runs of a paragraph whose end mark was deleted: they belong to the next one. */
	private carried: Run[] = [];
	private tableCount = 0;
	private paragraphCount = 0;

	constructor(parts: BodyParts) {
		this.parts = parts;
	}

	open(name: string, attributes: Attributes): void {
		const parent = this.path.at(-1) ?? '';
		this.path.push(name);
		if (this.skipDepth > 0 || this.isSkipped(name, parent)) this.skipDepth++;
		else if (properties.has(parent) || parent === 'w:numPr') this.openProperty(parent, name, attributes);
		else this.openContent(parent, name, attributes);
	}

	close(name: string): void {
		this.path.pop();
		if (this.skipDepth > 0) {
			this.skipDepth--;
			return;
		}
		if (name === 'w:r') this.runs.pop();
		else if (name === 'w:p') this.endParagraph();
		else if (name === 'w:tc') this.endCell();
		else if (name === 'w:tr') this.endRow();
		else if (name === 'w:tbl') this.endTable();
		else if (name === 'w:txbxContent') this.endTextBox();
		else if (name === 'w:hyperlink' || name === 'w:fldSimple') this.hrefs.pop();
		else if (name === 'w:sdt') this.placeholders.pop();
		else if (name === 'mc:AlternateContent') this.alternatives.pop();
		else if (name === 'a:p') this.addText('\n');
		else if (name === 'w:body') this.placeCarried();
	}

	text(text: string): void {
		if (this.skipDepth > 0) return;
		const element = this.path.at(-1);
		const field = this.fields.at(-1);
		if (element === 'w:t' || element === 'm:t' || element === 'a:t') this.addText(text);
		else if (element === 'w:instrText' && field) field.code = (field.code + text).slice(0, 4_000);
	}

	/** A deletion among the properties of a mark or a row is a property, not content. The older drawing counts only where the newer says nothing. */
	private isSkipped(name: string, parent: string): boolean {
		if (name === 'mc:Fallback') return this.textCount > (this.alternatives.at(-1) ?? 0);
		return skipped.has(name) && !((name === 'w:del' || name === 'w:moveFrom') && properties.has(parent));
	}

	private openContent(parent: string, name: string, attributes: Attributes): void {
		if (name === 'w:r') this.runs.push({ isHidden: false });
		else if (name === 'w:p') this.startParagraph();
		else if (name === 'w:tbl') this.startTable();
		else if (name === 'w:tr') this.startRow();
		else if (name === 'w:tc') this.startCell();
		else if (name === 'w:txbxContent') this.containers.push([]);
		else if (name === 'w:hyperlink') this.hrefs.push(this.parts.links.get(attributes.id ?? ''));
		else if (name === 'w:fldSimple') this.hrefs.push(hrefOfField(attributes.instr ?? ''));
		else if (name === 'w:fldChar') this.turnField(attributes.fldCharType ?? '');
		else if (name === 'w:sdt') this.placeholders.push(false);
		else if (name === 'w:sym') this.addText(symbol(attributes.char ?? ''));
		else if (name === 'w:body') this.sawBody = true;
		else if (name === 'mc:AlternateContent') this.alternatives.push(this.textCount);
		else if (name in blankCharacters) this.addText(blankCharacters[name] ?? '');
		else if (parent === 'w:checkBox' || parent === 'w:ddList') this.openFormField(name, attributes);
		else this.openReference(name, attributes);
	}

	private openReference(name: string, attributes: Attributes): void {
		if (name === 'w:footnoteReference') this.addNote(this.parts.footnotes, attributes.id);
		else if (name === 'w:endnoteReference') this.addNote(this.parts.endnotes, attributes.id);
		else if (name === 'w:commentRangeStart' || name === 'w:commentReference') this.openComment(attributes.id ?? '');
		else if (name === 'other:relIds')
			(this.paragraphs.at(-1)?.after ?? this.container()).push(...this.parts.diagram(attributes.dm ?? '', this.here()));
		else if (name === 'v:textpath') this.addText(attributes.string ?? '');
		else if (foreignParts.has(name)) this.doubts.push({ code: 'textCut', detail: name.slice(name.indexOf(':') + 1) });
	}

	private openProperty(parent: string, name: string, attributes: Attributes): void {
		if (parent === 'w:rPr') this.openRunProperty(name, attributes);
		else if (parent === 'w:pPr' || parent === 'w:numPr') this.openParagraphProperty(name, attributes);
		else if (parent === 'w:trPr' || parent === 'w:tcPr') this.openTableProperty(parent, name, attributes);
		else if (name === 'w:showingPlcHdr' && isOn(attributes)) this.placeholders[this.placeholders.length - 1] = true;
	}

	/** Of a run, or of the mark that ends a paragraph. */
	private openRunProperty(name: string, attributes: Attributes): void {
		const owner = this.path.at(-3);
		const run = this.runs.at(-1);
		const paragraph = this.paragraphs.at(-1);
		if (owner === 'w:pPr' && paragraph && (name === 'w:del' || name === 'w:moveFrom')) paragraph.isMarkDeleted = true;
		if (owner !== 'w:r' || !run) return;
		if (name === 'w:b') run.bold = isOn(attributes);
		else if (name === 'w:i') run.italic = isOn(attributes);
		else if (name === 'w:vanish') run.isHidden = isOn(attributes);
		else if (name === 'w:rStyle') run.style = attributes.val;
	}

	private openParagraphProperty(name: string, { val }: Attributes): void {
		const paragraph = this.paragraphs.at(-1);
		if (!paragraph) return;
		if (name === 'w:pStyle') paragraph.style = val;
		else if (name === 'w:outlineLvl') paragraph.outline = Number(val);
		else if (name === 'w:ilvl') paragraph.numbering = { ...paragraph.numbering, level: Number(val) || 0 };
		else if (name === 'w:numId') paragraph.numbering = { ...paragraph.numbering, id: val };
	}

	private openTableProperty(parent: string, name: string, { val }: Attributes): void {
		const open = this.tables.at(-1);
		if (!open) return;
		if (parent === 'w:trPr' && name === 'w:del') open.isRowDeleted = true;
		else if (parent === 'w:trPr' && name === 'w:gridBefore' && Number(val) > 0) open.row.cells.push({ blocks: [], span: Number(val) });
		else if (parent === 'w:trPr') return;
		else if (name === 'w:vMerge') open.cell.isContinued = val !== 'restart';
		else if (name === 'w:gridSpan' && Number(val) > 1) open.cell.span = Number(val);
		else if (name === 'w:cellDel') open.isCellDeleted = true;
	}

	/** Tick boxes and choices of Word's older forms keep their state in the field itself. */
	private openFormField(name: string, attributes: Attributes): void {
		const field = this.fields.at(-1);
		if (!field) return;
		if (name === 'w:checked') field.ticked = isOn(attributes);
		else if (name === 'w:default' && this.path.at(-2) === 'w:checkBox') field.ticked ??= isOn(attributes);
		else if (name === 'w:listEntry') field.entries.push(attributes.val ?? '');
		else if (name === 'w:result') field.chosen = Number(attributes.val) || 0;
	}

	private addText(text: string): void {
		const paragraph = this.paragraphs.at(-1);
		const run = this.runs.at(-1) ?? plainRun;
		const isFieldCode = this.fields.some((field) => !field.isResult);
		if (!paragraph || text === '' || run.isHidden || isFieldCode || this.placeholders.includes(true)) return;
		const bold = run.bold ?? inherited(this.parts.styles, run.style, 'bold');
		const italic = run.italic ?? inherited(this.parts.styles, run.style, 'italic');
		const linked = this.hrefs.findLast((each) => each !== undefined) ?? this.fields.findLast((field) => field.href)?.href;
		const href = linked ?? this.cutLink(run, paragraph);
		this.textCount += text.length;
		paragraph.runs.push({ text, ...(bold && { bold: true as const }), ...(italic && { italic: true as const }), ...(href && { href }) });
	}

	/** Of two links side by side LibreOffice ends the second where the script changes, but what follows keeps the style of links: it belongs to it. */
	private cutLink(run: OpenRun, paragraph: OpenParagraph): string | undefined {
		const isLinkStyle = run.style !== undefined && /^hyperlink$/i.test(inherited(this.parts.styles, run.style, 'name') ?? '');
		return isLinkStyle ? paragraph.runs.at(-1)?.href : undefined;
	}

	private addNote(notes: Map<string, string>, id: string | undefined): void {
		const note = notes.get(id ?? '');
		if (note) this.addText(` [${note}]`);
	}

	private openComment(id: string): void {
		const text = this.parts.comments.get(id);
		if (!text || this.noted.has(id)) return;
		this.noted.add(id);
		this.notes.push({ text, origin: this.here() });
	}

	private turnField(type: string): void {
		const field = this.fields.at(-1);
		if (type === 'begin') this.fields.push({ code: '', isResult: false, entries: [], chosen: 0 });
		else if (type === 'separate' && field) Object.assign(field, { isResult: true, href: hrefOfField(field.code) });
		else if (type === 'end') {
			this.fields.pop();
			if (field?.ticked !== undefined) this.addText(field.ticked ? '☒' : '☐');
			else if (field?.entries.length) this.addText(field.entries[field.chosen] ?? '');
		}
	}

	private container(): DocumentBlock[] {
		return this.containers.at(-1) ?? this.blocks;
	}

	private startParagraph(): void {
		this.paragraphs.push({ runs: this.carried, isMarkDeleted: false, after: [] });
		this.carried = [];
	}

	private endParagraph(): void {
		const paragraph = this.paragraphs.pop();
		if (!paragraph) return;
		this.paragraphCount++;
		this.placeParagraph(paragraph);
		this.container().push(...paragraph.after);
	}

	private placeParagraph(paragraph: OpenParagraph): void {
		const { runs } = paragraph;
		if (paragraph.isMarkDeleted) {
			this.carried = runs;
			return;
		}
		if (plainText(runs).trim() === '') return;
		const { list, isPlain } = this.listPlace(paragraph);
		const styleName = inherited(this.parts.styles, paragraph.style, 'name') ?? paragraph.style ?? '';
		// A table of contents repeats the headings it lists.
		if (/^toc \d/i.test(styleName)) return;
		const block: TextBlock = { kind: 'text', runs: list || isPlain ? runs : normaliseRuns(runs), origin: this.origin() };
		if (list) block.list = list;
		const level = headingLevel(styleName, paragraph.outline ?? inherited(this.parts.styles, paragraph.style, 'outline'));
		if (level !== undefined) Object.assign(block, { isHeading: true, headingLevel: level });
		this.container().push(...(isPlain ? [block] : splitTypedList(block)));
	}

	/** The rest of a paragraph whose mark was deleted, where nothing follows that it could join. */
	private placeCarried(): void {
		const runs = normaliseRuns(this.carried);
		this.carried = [];
		if (runs.length > 0) this.container().push({ kind: 'text', runs, origin: this.origin() });
	}

	/** `isPlain`: Word was told expressly that this is no list, so a typed "1." is text. */
	private listPlace(paragraph: OpenParagraph): { list?: ListPlace; isPlain: boolean } {
		const { styles } = this.parts;
		const continued = /^list continue(?: (\d))?$/i.exec(inherited(styles, paragraph.style, 'name') ?? '');
		const ofStyle = inherited(styles, paragraph.style, 'numbering');
		const id = paragraph.numbering?.id ?? ofStyle?.id;
		if (continued) return { list: { level: Number(continued[1] ?? 1) - 1, kind: 'continuation', number: 0 }, isPlain: false };
		if (id === undefined) return { isPlain: false };
		const level = Math.min(Math.max(paragraph.numbering?.level ?? ofStyle?.level ?? 0, 0), 8);
		return { list: this.parts.countList({ id, level }), isPlain: id === '0' };
	}

	/** Of the paragraph that has just ended. */
	private origin(): Origin {
		const outer = this.tables[0];
		return outer ? { ...outer.row.origin, cell: outer.row.cells.length + 1 } : { paragraph: this.paragraphCount };
	}

	/** Of the paragraph that is open. */
	private here(): Origin {
		return this.tables.length > 0 ? this.origin() : { paragraph: this.paragraphCount + 1 };
	}

	/** A table may stand inside a run: what was said before it in the paragraph comes before it. */
	private startTable(): void {
		const paragraph = this.paragraphs.at(-1);
		if (paragraph && this.path.lastIndexOf('w:p') > this.path.lastIndexOf('w:txbxContent')) {
			this.placeParagraph(paragraph);
			paragraph.runs = [];
		}
		this.placeCarried();
		if (this.tables.length === 0) this.tableCount++;
		const origin = this.tables[0]?.row.origin ?? { table: this.tableCount };
		const table: TableBlock = { kind: 'table', rows: [], origin };
		this.tables.push({ table, row: { cells: [], origin }, isRowDeleted: false, cell: { blocks: [] }, isCellDeleted: false });
	}

	private startRow(): void {
		const open = this.tables.at(-1);
		if (!open) return;
		const origin = this.tables.length === 1 ? { ...open.table.origin, row: open.table.rows.length + 1 } : open.table.origin;
		open.row = { cells: [], origin };
		open.isRowDeleted = false;
	}

	private startCell(): void {
		const open = this.tables.at(-1);
		if (!open) return;
		open.cell = { blocks: [] };
		open.isCellDeleted = false;
		this.containers.push(open.cell.blocks);
	}

	private endCell(): void {
		const open = this.tables.at(-1);
		if (!open) return;
		this.placeCarried();
		this.containers.pop();
		if (!open.isCellDeleted) open.row.cells.push(open.cell);
	}

	private endRow(): void {
		const open = this.tables.at(-1);
		if (open && !open.isRowDeleted) open.table.rows.push(open.row);
	}

	private endTable(): void {
		const open = this.tables.pop();
		if (open && open.table.rows.length > 0) this.container().push(open.table);
	}

	private endTextBox(): void {
		if (this.containers.length === 1) return;
		this.placeCarried();
		const boxed = this.containers.pop() ?? [];
		const anchor = this.paragraphs.at(-1);
		if (anchor) anchor.after.push(...boxed);
		else this.container().push(...boxed);
	}
}

function hrefOfField(code: string): string | undefined {
	const address = /^\s*HYPERLINK\s+"([^"]*)"/i.exec(code)?.[1];
	return (address && safeHref(address)) || undefined;
}

/** 0 for a title, 1 for "heading 1" …, `undefined` for running text. Word's outline levels begin at 0 and end with 9, "body text". */
function headingLevel(styleName: string, outline: number | undefined): number | undefined {
	const named = /^(heading|title|título|titre)\b\s*(\d)?/i.exec(styleName);
	if (named?.[1]) return /^heading/i.test(named[1]) ? Number(named[2] ?? 1) : Number(named[2] ?? 0);
	return outline !== undefined && outline >= 0 && outline < 9 ? outline + 1 : undefined;
}

/** Characters of symbol fonts: ticks and boxes by meaning, everything else as the bullet it nearly always is. */
function symbol(hex: string): string {
	const code = Number.parseInt(hex, 16) & 0xff;
	if ([0xfe, 0xfd, 0x54, 0x53, 0x78, 0x52].includes(code)) return '☒';
	if ([0xa8, 0x6f, 0x71, 0x72, 0xa3].includes(code)) return '☐';
	return code === 0xfc ? '✓' : '•';
}
