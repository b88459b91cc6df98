// Reads a Word document straight from its XML, so that merged cells, lists, text boxes, content controls and tracked
// changes arrive as the author sees them. Headers, footers, comments and hidden text are not part of the text.
import { inherited, isOn, linkTargets, listCounter, type Numbered, partName, readRelations, readStyles } from './docx-parts.server.ts';
import {
	type Cell,
	type DocumentBlock,
	type ListPlace,
	plainText,
	type ReadDocument,
	type Row,
	type TableBlock,
	type TextBlock
} from './read-document.ts';
import { RefusedFile } from './refusal.ts';
import { normaliseRuns, type Run, safeHref } from './rich-text.ts';
import { splitTypedList } from './typed-lists.ts';
import { type Attributes, walkXml } from './xml.server.ts';
import type { Archive } from './zip.server.ts';

/** Elements whose content is not the accepted, visible text: deletions, the old-Word copy of a drawing, phonetic guides. */
const skipped = new Set([
	'w:del',
	'w:moveFrom',
	'w:delText',
	'mc:Fallback',
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
	'w:noBreakHyphen': '\u2011',
	'w:softHyphen': '\u00ad'
};

type OpenParagraph = {
	runs: Run[];
	style?: string;
	numbering?: Partial<Numbered>;
	isMarkDeleted: boolean;
	/** Text boxes anchored here; they follow the paragraph. */
	after: DocumentBlock[];
};
type OpenTable = { table: TableBlock; row: Row; isRowDeleted: boolean; cell: Cell };
type Field = { code: string; isResult: boolean; href?: string };

/** Takes the opened archive. Throws `RefusedFile` when there is no Word text in it or a part is unsafe. */
export function readDocx(archive: Archive): ReadDocument {
	const main = mainPart(archive);
	const bytes = archive.read(main);
	if (!bytes) throw new RefusedFile('fileDamaged');
	const relations = readRelations(archive, main);
	const part = (type: string) => {
		const relation = [...relations.values()].find((each) => each.type === type && !each.isExternal);
		return relation && archive.read(partName(main, relation.target));
	};
	const walker = new BodyWalker(readStyles(part('styles')), listCounter(part('numbering')), linkTargets(relations));
	walkXml(bytes, walker);
	if (!walker.sawBody) throw new RefusedFile('fileDamaged');
	return { blocks: walker.blocks };
}

function mainPart(archive: Archive): string {
	for (const { type, target } of readRelations(archive, '').values()) {
		if (type === 'officeDocument') return partName('', target);
	}
	return 'word/document.xml';
}

class BodyWalker {
	readonly blocks: DocumentBlock[] = [];
	sawBody = false;
	private readonly styles: ReturnType<typeof readStyles>;
	private readonly countList: (numbered: Numbered) => ListPlace | undefined;
	private readonly links: Map<string, string>;
	/** Where finished blocks go: the body, a cell, a text box. */
	private readonly containers: DocumentBlock[][] = [this.blocks];
	private readonly tables: OpenTable[] = [];
	private readonly paragraphs: OpenParagraph[] = [];
	private readonly path: string[] = [];
	private readonly fields: Field[] = [];
	private readonly hrefs: (string | undefined)[] = [];
	private readonly placeholders: boolean[] = [];
	private skipDepth = 0;
	private run: { bold?: boolean; italic?: boolean; isHidden: boolean; style?: string } = { isHidden: false };
	/** Runs of a paragraph whose end mark was deleted: they belong to the next one. */
	private carried: Run[] = [];
	private tableCount = 0;
	private paragraphCount = 0;

	constructor(styles: ReturnType<typeof readStyles>, countList: (numbered: Numbered) => ListPlace | undefined, links: Map<string, string>) {
		this.styles = styles;
		this.countList = countList;
		this.links = links;
	}

	open(name: string, attributes: Attributes): void {
		const parent = this.path.at(-1) ?? '';
		this.path.push(name);
		if (this.skipDepth > 0 || (skipped.has(name) && !(name === 'w:del' && properties.has(parent)))) this.skipDepth++;
		else if (properties.has(parent) || parent === 'w:numPr') this.openProperty(parent, name, attributes);
		else this.openContent(name, attributes);
	}

	close(name: string): void {
		this.path.pop();
		if (this.skipDepth > 0) {
			this.skipDepth--;
			return;
		}
		if (name === 'w:p') this.endParagraph();
		else if (name === 'w:tc') this.endCell();
		else if (name === 'w:tr') this.endRow();
		else if (name === 'w:tbl') this.endTable();
		else if (name === 'w:txbxContent') this.endTextBox();
		else if (name === 'w:hyperlink' || name === 'w:fldSimple') this.hrefs.pop();
		else if (name === 'w:sdt') this.placeholders.pop();
	}

	text(text: string): void {
		if (this.skipDepth > 0) return;
		const element = this.path.at(-1);
		const field = this.fields.at(-1);
		if (element === 'w:instrText' && field) field.code = (field.code + text).slice(0, 4_000);
		else if (element === 'w:t' || element === 'm:t') this.addText(text);
	}

	private openContent(name: string, attributes: Attributes): void {
		if (name === 'w:body') this.sawBody = true;
		else if (name === 'w:p') this.paragraphs.push({ runs: [], isMarkDeleted: false, after: [] });
		else if (name === 'w:r') this.run = { isHidden: false };
		else if (name === 'w:tbl') this.startTable();
		else if (name === 'w:tr') this.startRow();
		else if (name === 'w:tc') this.startCell();
		else if (name === 'w:txbxContent') this.containers.push([]);
		else if (name === 'w:hyperlink') this.hrefs.push(this.links.get(attributes.id ?? ''));
		else if (name === 'w:fldSimple') this.hrefs.push(hrefOfField(attributes.instr ?? ''));
		else if (name === 'w:fldChar') this.turnField(attributes.fldCharType ?? '');
		else if (name === 'w:sdt') this.placeholders.push(false);
		else if (name === 'w:sym') this.addText(symbol(attributes.char ?? ''));
		else if (name in blankCharacters) this.addText(blankCharacters[name] ?? '');
	}

	private openProperty(parent: string, name: string, attributes: Attributes): void {
		const paragraph = this.paragraphs.at(-1);
		const isOfRun = parent === 'w:rPr' && this.path.at(-3) === 'w:r';
		if (isOfRun && name === 'w:b') this.run.bold = isOn(attributes);
		else if (isOfRun && name === 'w:i') this.run.italic = isOn(attributes);
		else if (isOfRun && name === 'w:vanish') this.run.isHidden = isOn(attributes);
		else if (isOfRun && name === 'w:rStyle') this.run.style = attributes.val;
		else if (parent === 'w:rPr' && name === 'w:del' && this.path.at(-3) === 'w:pPr' && paragraph) paragraph.isMarkDeleted = true;
		else if (parent === 'w:pPr' && name === 'w:pStyle' && paragraph) paragraph.style = attributes.val;
		else if (parent === 'w:numPr' && name === 'w:ilvl' && paragraph)
			paragraph.numbering = { ...paragraph.numbering, level: Number(attributes.val) || 0 };
		else if (parent === 'w:numPr' && name === 'w:numId' && paragraph) paragraph.numbering = { ...paragraph.numbering, id: attributes.val };
		else if (parent === 'w:trPr' && name === 'w:del' && this.tables.length > 0) (this.tables.at(-1) as OpenTable).isRowDeleted = true;
		else if (parent === 'w:tcPr' && name === 'w:vMerge' && this.tables.length > 0)
			(this.tables.at(-1) as OpenTable).cell.isContinued = attributes.val !== 'restart';
		else if (parent === 'w:sdtPr' && name === 'w:showingPlcHdr' && isOn(attributes)) this.placeholders[this.placeholders.length - 1] = true;
	}

	private addText(text: string): void {
		const paragraph = this.paragraphs.at(-1);
		const isFieldCode = this.fields.some((field) => !field.isResult);
		if (!paragraph || this.run.isHidden || isFieldCode || this.placeholders.includes(true)) return;
		const bold = this.run.bold ?? inherited(this.styles, this.run.style, 'bold');
		const italic = this.run.italic ?? inherited(this.styles, this.run.style, 'italic');
		const href = this.hrefs.findLast((each) => each !== undefined) ?? this.fields.findLast((field) => field.href)?.href;
		paragraph.runs.push({ text, ...(bold && { bold: true as const }), ...(italic && { italic: true as const }), ...(href && { href }) });
	}

	private turnField(type: string): void {
		const field = this.fields.at(-1);
		if (type === 'begin') this.fields.push({ code: '', isResult: false });
		else if (type === 'separate' && field) Object.assign(field, { isResult: true, href: hrefOfField(field.code) });
		else if (type === 'end') this.fields.pop();
	}

	private container(): DocumentBlock[] {
		return this.containers.at(-1) ?? this.blocks;
	}

	private endParagraph(): void {
		const paragraph = this.paragraphs.pop();
		if (!paragraph) return;
		this.paragraphCount++;
		this.placeParagraph(paragraph);
		this.container().push(...paragraph.after);
	}

	private placeParagraph(paragraph: OpenParagraph): void {
		const runs = [...this.carried, ...paragraph.runs];
		this.carried = paragraph.isMarkDeleted ? runs : [];
		if (paragraph.isMarkDeleted || plainText(runs).trim() === '') return;
		const { list, isPlain } = this.listPlace(paragraph);
		const styleName = inherited(this.styles, paragraph.style, 'name') ?? paragraph.style ?? '';
		const block: TextBlock = { kind: 'text', runs: list || isPlain ? runs : normaliseRuns(runs), origin: this.origin() };
		if (list) block.list = list;
		if (/^(heading|title|título|titre)\b/i.test(styleName)) block.isHeading = true;
		this.container().push(...(isPlain ? [block] : splitTypedList(block)));
	}

	/** `isPlain`: Word was told expressly that this is no list, so a typed "1." is text. */
	private listPlace(paragraph: OpenParagraph): { list?: ListPlace; isPlain: boolean } {
		const continued = /^list continue(?: (\d))?$/i.exec(inherited(this.styles, paragraph.style, 'name') ?? '');
		const ofStyle = inherited(this.styles, paragraph.style, 'numbering');
		const id = paragraph.numbering?.id ?? ofStyle?.id;
		if (continued) return { list: { level: Number(continued[1] ?? 1) - 1, kind: 'continuation', number: 0 }, isPlain: false };
		if (id === undefined) return { isPlain: false };
		const level = Math.min(Math.max(paragraph.numbering?.level ?? ofStyle?.level ?? 0, 0), 8);
		return { list: this.countList({ id, level }), isPlain: id === '0' };
	}

	private origin() {
		const outer = this.tables[0];
		return outer ? outer.row.origin : { paragraph: this.paragraphCount };
	}

	/** A table may stand inside a run: what was said before it in the paragraph comes before it. */
	private startTable(): void {
		const paragraph = this.paragraphs.at(-1);
		if (paragraph && this.path.lastIndexOf('w:p') > this.path.lastIndexOf('w:txbxContent')) {
			this.placeParagraph(paragraph);
			paragraph.runs = [];
		}
		if (this.tables.length === 0) this.tableCount++;
		const origin = this.tables[0]?.row.origin ?? { table: this.tableCount };
		const table: TableBlock = { kind: 'table', rows: [], origin };
		this.tables.push({ table, row: { cells: [], origin }, isRowDeleted: false, cell: { blocks: [] } });
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
		this.containers.push(open.cell.blocks);
	}

	private endCell(): void {
		const open = this.tables.at(-1);
		if (!open) return;
		this.containers.pop();
		open.row.cells.push(open.cell);
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

/** Characters of symbol fonts: ticks and boxes by meaning, everything else as the bullet it nearly always is. */
function symbol(hex: string): string {
	const code = Number.parseInt(hex, 16) & 0xff;
	if ([0xfe, 0xfd, 0x54, 0x53, 0x78, 0x52].includes(code)) return '☒';
	if ([0xa8, 0x6f, 0x71, 0x72, 0xa3].includes(code)) return '☐';
	return code === 0xfc ? '✓' : '•';
}
