// Finds an edition's form in a document that was read: which text answers which field, and what is left over. Running text is read
// here, tables in rows.ts; what a file without the form is, seems.ts says.
import type { DeclaredClass, Edition, FieldKey } from '#features/methodology/schema.ts';
import {
	type DocumentBlock,
	type Origin,
	plainText,
	type ReadDocument,
	type TextBlock,
	textBlocks
} from '#platform/documents/read-document.ts';
import { normaliseRuns, type Run } from '#platform/documents/rich-text.ts';
import { cutRuns, splitLines } from '#platform/documents/text/typed-lists.ts';
import type { ReadPractice, ReadResult } from '../../schema.ts';
import { isBoilerplate } from './boilerplate.ts';
import { declaredClassOf } from './declared.ts';
import { FormDraft } from './form.ts';
import { certain, fold, isOfficialLabel, type LabelBook, type LabelMatch, labelBook, labelWithPrompt, matchLabel } from './labels.ts';
import { languagesOf } from './language.ts';
import { originText } from './origins.ts';
import { takeOwnSheets } from './own-sheets.ts';
import { pairsOf } from './pairs.ts';
import { lineOf } from './plain-lines.ts';
import { TableReader } from './rows.ts';
import { isSurvey, seemsToBe } from './seems.ts';

/** Texts that found no field in an article about one practice; a report or a plan leaves hundreds. */
const mostBesideArticle = 60;

/** Takes a document as read and the edition whose form it may hold; gives its practices, or what the document is instead. */
export function readForm(document: ReadDocument, edition: Edition): ReadResult {
	const { blocks, details } = takeOwnSheets(document.blocks);
	const drafts = isSurvey(blocks) ? [] : new FormReader(labelBook(edition)).read(blocks);
	const forms = drafts.filter((draft) => draft.isRecord || isPractice(draft, blocks));
	const [first] = forms;
	if (!first || forms.every((draft) => !draft.hasAnswers())) return refuse(document, first !== undefined);
	for (const draft of drafts) if (!forms.includes(draft)) first.absorb(draft);
	for (const { text, origin } of details) first.leaveOver(text, origin);
	return {
		ok: true,
		practices: withNotes(
			forms.filter((draft) => draft.hasAnswers()),
			document
		)
	};
}

/**
 * A form, by the rule of `FormDraft.isForm`; where neither the form's own words nor a title or institution are asked for, it may not
 * appear to be something else. Or an article about one practice: a title of its own, headings that name fields, little beside them.
 */
function isPractice(draft: FormDraft, blocks: DocumentBlock[]): boolean {
	if (draft.isForm() && draft.isOfficial) return true;
	if (!draft.isForm() && !(draft.hasHeadline() && draft.isNamed())) return false;
	const seems = seemsToBe(blocks, []);
	if (!draft.isForm()) return seems === 'article' && draft.leftoverCount <= mostBesideArticle;
	if (draft.opener() === undefined && (seems === 'callForPractices' || seems === 'guidelines')) return false;
	return seems !== 'programming' && seems !== 'chat';
}

function refuse({ blocks, doubts = [] }: ReadDocument, isEmptyForm: boolean): ReadResult {
	const pairs = pairsOf(blocks);
	const seems = isEmptyForm ? 'emptyForm' : seemsToBe(blocks, pairs);
	const languages = languagesOf(textBlocks(blocks).map((block) => plainText(block.runs)));
	return { ok: false, why: 'fileNoForm', pairs, seems, languages, ...(doubts.length > 0 && { warnings: doubts }) };
}

/** Remarks beside the text go to the practice they stand beside, doubts about the document to all. */
function withNotes(drafts: FormDraft[], { notes = [], doubts = [] }: ReadDocument): ReadPractice[] {
	const practices = drafts.map((draft) => draft.finish());
	for (const { text, origin } of notes) {
		const at = drafts.findIndex((draft) => origin.table !== undefined && draft.holds(origin));
		practices[Math.max(at, 0)]?.notes.push({ text, origin: originText(origin) });
	}
	for (const practice of practices) practice.warnings.push(...doubts.map(({ code, detail }) => ({ code, detail })));
	return practices;
}

/** The field whose text goes on below; `style` is how its label was printed, `place` the cell or body it stood in. */
type Current = { key: FieldKey; style: string | null; place: DocumentBlock[] | null };

export class FormReader {
	readonly book: LabelBook;
	readonly drafts: FormDraft[];
	current: Current | null = null;
	/** The rest of a label that a page break may have cut. */
	missing: { key: FieldKey; words: string } | null = null;
	tableDepth = 0;
	/** A class declared below a finished form: that of the next one, or no declaration. */
	private pendingClass: { declared: DeclaredClass; text: string; origin: Origin } | null = null;
	private place: DocumentBlock[] | null = null;
	private readonly tables: TableReader;

	constructor(book: LabelBook) {
		this.book = book;
		this.drafts = [new FormDraft(book)];
		this.tables = new TableReader(this);
	}

	get draft(): FormDraft {
		return this.drafts.at(-1) as FormDraft;
	}

	/** The practices in their order; the first may be no more than what stood above them. */
	read(blocks: DocumentBlock[]): FormDraft[] {
		this.readBlocks(blocks);
		if (this.pendingClass) this.draft.leaveOver(this.pendingClass.text, this.pendingClass.origin);
		return joined(this.drafts);
	}

	readBlocks(blocks: DocumentBlock[]): void {
		const outer = this.place;
		this.place = blocks;
		for (const block of blocks) {
			if (block.kind === 'table') this.tables.read(block);
			else for (const part of this.partsOf(block)) this.readParagraph(part);
		}
		this.place = outer;
	}

	/** A paragraph of several lines, parted before every line that begins with a label. Lines of a record (`country: Chile`) are parted all. */
	private partsOf(block: TextBlock): (TextBlock & { isRecord?: boolean })[] {
		const lines = block.list ? [] : splitLines(block.runs);
		if (lines.length < 2 || this.labelIn(block)?.rest.length === 0) return [block];
		const texts = lines.map((line) => plainText(line));
		const isRecord = texts.filter((text) => recordLine.test(text)).length >= Math.max(2, texts.length * 0.6);
		const parts: Run[][] = [];
		lines.forEach((line, index) => {
			const last = parts.at(-1);
			if (!last || (isRecord ? recordLine.test(texts[index] ?? '') : this.beginsWithLabel(line, block))) parts.push([...line]);
			else last.push({ text: '\n' }, ...line);
		});
		return parts.map((runs) => ({ ...block, runs, ...(isRecord && { isRecord }) }));
	}

	private beginsWithLabel(line: Run[], block: TextBlock): boolean {
		const found = this.labelIn({ ...block, runs: line });
		return found !== null && found.match.confidence >= certain;
	}

	private readParagraph(block: TextBlock & { isRecord?: boolean }): void {
		const text = plainText(block.runs).trim();
		const declared = declaredClassOf(this.book, text);
		if (declared !== undefined) this.declare(declared, text, block.origin);
		else if (!this.readLabel(block, text)) this.readText(block, text);
	}

	private readLabel(block: TextBlock & { isRecord?: boolean }, text: string): boolean {
		const labelled = !block.list || block.list.kind === 'number' ? this.labelIn(block) : null;
		if (!labelled) return false;
		const { match, rest } = labelled;
		this.recognise(match, text, block.origin);
		this.current = { key: match.key, style: block.isRecord ? 'record' : styleOf(block), place: this.place };
		if (rest.length > 0) this.answer(match.key, [{ ...block, runs: rest, list: undefined, isHeading: undefined }], block.origin);
		return true;
	}

	private readText(block: TextBlock & { isRecord?: boolean }, text: string): void {
		if (this.continuesLabel(text)) this.missing = null;
		else if (isBoilerplate(this.book, text)) {
			if (this.book.formTitles.has(fold(text))) this.current = null;
		} else if (this.current && !this.endsCurrent(block)) this.answer(this.current.key, [emphasised(block)], block.origin);
		else {
			this.current = null;
			this.draft.leaveOver(lineOf(block, text), block.origin, {
				isHeadline: isHeadline(block),
				isLine: styleOf(block) !== null,
				isFlow: this.tableDepth === 0
			});
		}
	}

	/** A line printed as the label above it was, or a heading not below its level, is the label of something else. */
	private endsCurrent(block: TextBlock & { isRecord?: boolean }): boolean {
		if (!this.current || this.current.place !== this.place) return false;
		const style = block.isRecord ? 'record' : styleOf(block);
		if (block.isHeading && this.current.style?.startsWith('heading')) return (style ?? '') <= this.current.style;
		return Boolean(block.isHeading) || (style !== null && style === this.current.style);
	}

	/** A label that is the whole paragraph, its first lines, or stands before a colon; and what follows it there. */
	labelIn(block: TextBlock): { match: LabelMatch; rest: Run[] } | null {
		const text = plainText(block.runs);
		const whole = matchLabel(this.book, text, block.isHeading ? 'heading' : 'text');
		if (whole) return { match: whole, rest: [] };
		const lines = splitLines(block.runs);
		for (let count = Math.min(lines.length - 1, 4); count > 0; count--) {
			const head = lines
				.slice(0, count)
				.map((line) => plainText(line))
				.join('\n');
			const match = matchLabel(this.book, head);
			if (match) return { match, rest: normaliseRuns(cutRuns(block.runs, head.length + 1)) };
		}
		return this.labelBefore(block, text);
	}

	private labelBefore(block: TextBlock, text: string): { match: LabelMatch; rest: Run[] } | null {
		const colon = text.slice(0, 300).search(/[:：]/);
		const match = colon > 0 ? matchLabel(this.book, text.slice(0, colon)) : null;
		if (match && match.confidence >= certain) return { match, rest: normaliseRuns(cutRuns(block.runs, colon + 1)) };
		const lead = leadOf(block.runs);
		const led = lead > 0 ? matchLabel(this.book, text.slice(0, lead)) : null;
		if (led && led.confidence >= certain)
			return { match: led, rest: normaliseRuns(cutRuns(block.runs, lead + (punctuation.exec(text.slice(lead))?.[0].length ?? 0))) };
		const prompted = labelWithPrompt(this.book, text);
		if (!prompted) return null;
		return { match: { key: prompted.key, confidence: certain, missing: '' }, rest: normaliseRuns(cutRuns(block.runs, prompted.end)) };
	}

	recognise(match: LabelMatch, label: string, origin: Origin): void {
		if (this.beginsNext(match.key)) this.startNext();
		if (isOfficialLabel(this.book, label)) this.draft.isOfficial = true;
		this.missing = match.missing === '' ? null : { key: match.key, words: match.missing };
		this.draft.recognise(match, label, origin, this.tableDepth > 0);
	}

	/** The label with which this form began, again: a second form follows in the same document. */
	private beginsNext(key: FieldKey): boolean {
		return key === this.draft.opener() && this.draft.isForm() && this.draft.hasText(key);
	}

	private startNext(): void {
		const next = new FormDraft(this.book);
		next.declaredClass = this.pendingClass?.declared ?? null;
		this.pendingClass = null;
		this.draft.passLeftovers(next);
		this.drafts.push(next);
	}

	answer(key: FieldKey, blocks: DocumentBlock[], origin: Origin): void {
		this.draft.answer(key, blocks, origin, this.tableDepth > 0);
	}

	/** A class counts above the form or within its table; below it stands the next one's, or a verdict. */
	declare(declared: DeclaredClass | null, text: string, origin: Origin): void {
		this.current = null;
		if (declared === null) return;
		if (this.tableDepth === 0 && this.draft.opener() && this.draft.isForm()) this.pendingClass = { declared, text, origin };
		else this.draft.declaredClass = declared;
	}

	continuesLabel(text: string): boolean {
		if (this.missing === null || text.length > this.missing.words.length * 2) return false;
		const folded = fold(text);
		return folded !== '' && this.missing.words.startsWith(folded);
	}
}

/** A later form with the same title, or with hardly a label, is more of the one before: each page of a form may repeat its head. */
function joined(drafts: FormDraft[]): FormDraft[] {
	const out: FormDraft[] = [];
	for (const draft of drafts) {
		const last = out.at(-1);
		const isMore = !draft.isForm() || fold(draft.textOf('title')) === fold(last?.textOf('title') ?? '');
		if (last && !draft.isRecord && !last.isRecord && isMore) last.absorb(draft);
		else out.push(draft);
	}
	return out;
}

/** `country: Chile` */
const recordLine = /^[\p{L}][\p{L} _/-]{1,40}:[ \t]+\S/u;
const punctuation = /^[\s.:–—-]+/;
const longestHeadline = 150;

/** How many characters of a paragraph are a first stretch in bold before other text: "**Costo**. Unos 100 pesos." */
function leadOf(runs: Run[]): number {
	const end = runs.findIndex((run) => !run.bold);
	const lead = end > 0 ? plainText(runs.slice(0, end)) : '';
	return lead.length <= longestHeadline ? lead.length : 0;
}

/** How a line is printed that may be a label: a name for it, the same for lines printed alike; null for running text. */
function styleOf(block: TextBlock): string | null {
	const text = plainText(block.runs).trim();
	if (block.isHeading) return `heading ${block.headingLevel ?? 0}`;
	if (block.list) return null;
	if (text.startsWith('>')) return 'quote';
	if (leadOf(block.runs) > 0 && /[.:]/.test(text.slice(leadOf(block.runs) - 1, leadOf(block.runs) + 2))) return 'lead';
	if (text.length > longestHeadline || text.includes('\n')) return /^[^:\n\p{Ll}]{4,80}:\s/u.test(text) ? 'capitals' : null;
	if (block.runs.every((run) => run.bold || run.text.trim() === '')) return 'bold';
	return /\p{Lu}{4}/u.test(text) && !/\p{Ll}/u.test(text.split(':')[0] ?? '') ? 'capitals' : null;
}

/** Whether a line could be the title of what follows. */
function isHeadline(block: TextBlock): boolean {
	const style = styleOf(block);
	return style !== null && (style === 'bold' || style.startsWith('heading')) && plainText(block.runs).length <= 300;
}

/** A heading within an answer stays visible as a line in bold. */
function emphasised(block: TextBlock): TextBlock {
	return block.isHeading ? { ...block, isHeading: undefined, runs: block.runs.map((run) => ({ ...run, bold: true })) } : block;
}
