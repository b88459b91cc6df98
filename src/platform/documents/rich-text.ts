// The product's rich text as data: paragraphs and lists of runs, no more than Word, Markdown, HTML and PDF all can hold.
// One normal form per text, so that "the same" can be decided by comparing.

/** A stretch of equally styled text; `\n` inside is a line break. A missing mark means "not". */
export type Run = { text: string; bold?: true; italic?: true; href?: string };
export type Paragraph = { kind: 'paragraph'; runs: Run[] };
export type List = { kind: 'list'; ordered: boolean; start: number; items: ListItem[] };
/** What stands beside the bullet, and the paragraphs and lists below it. */
export type ListItem = { runs: Run[]; blocks: Block[] };
export type Block = Paragraph | List;
export type RichText = Block[];

/** Word's own limit; deeper items are kept on the last level. */
export const maxListDepth = 9;

const maxHrefLength = 2_000;
const linkPattern = /^(?:https?:\/\/[^\s/]|mailto:[^\s]+@)/i;

/** The address as it may stand in a link, or null when it is not a web or mail address. White space and controls are percent-encoded. */
export function safeHref(address: string): string | null {
	const trimmed = address.trim();
	if (!linkPattern.test(trimmed) || trimmed.length > maxHrefLength) return null;
	return trimmed.toWellFormed().replace(/[\s\p{Cc}<>"]/gu, encodeURIComponent);
}

/** Anything `cleanText` would change; plain ranges, because every text of every page is asked. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for.
const unclean = /[\0-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff\ufffe\uffff]/;

/** Text without what neither XML nor PostgreSQL can hold; every kind of line end becomes `\n`. */
export function cleanText(text: string): string {
	if (!unclean.test(text)) return text;
	return text
		.toWellFormed()
		.replace(/\r\n?|[\v\f\u0085\u2028\u2029]/g, '\n')
		.replace(/[^\P{Cc}\n\t]|[\ufffe\uffff]/gu, '');
}

/** The one normal form of a text: no empty parts, merged runs, marks that begin and end on a visible character, joined lists. Idempotent. */
export function normalise(text: RichText): RichText {
	return normaliseBlocks(text, 1);
}

function normaliseBlocks(blocks: Block[], depth: number): Block[] {
	const out: Block[] = [];
	for (const block of blocks) {
		if (block.kind === 'paragraph') out.push(...splitParagraphs(block.runs));
		else if (depth > maxListDepth) out.push(...flattenList(block));
		else appendList(out, block, depth);
	}
	return out;
}

function flattenList(list: List): Block[] {
	return list.items.flatMap((item) => [...splitParagraphs(item.runs), ...normaliseBlocks(item.blocks, maxListDepth + 1)]);
}

function appendList(out: Block[], list: List, depth: number): void {
	const items: ListItem[] = [];
	for (const item of list.items) {
		const [first, ...rest] = splitParagraphs(item.runs);
		const blocks = normaliseBlocks([...rest, ...item.blocks], depth + 1);
		const previous = items.at(-1);
		if (first) items.push({ runs: first.runs, blocks });
		else if (blocks[0]?.kind === 'paragraph') items.push({ runs: blocks[0].runs, blocks: blocks.slice(1) });
		else if (previous) previous.blocks = normaliseBlocks([...previous.blocks, ...blocks], depth + 1);
		else for (const block of blocks) block.kind === 'list' ? appendList(out, block, depth) : out.push(block);
	}
	if (items.length === 0) return;
	const start = list.ordered ? Math.min(Math.max(Math.trunc(list.start), 0), 999_999) : 1;
	const last = out.at(-1);
	if (last?.kind === 'list' && last.ordered === list.ordered && (!list.ordered || continues(last, start))) last.items.push(...items);
	else out.push({ kind: 'list', ordered: list.ordered, start, items });
}

/** Whether a list numbered from `start` reads as the continuation of the one above: the next number, or "1." written for every item. */
function continues(list: List, start: number): boolean {
	const lastNumber = list.start + list.items.length - 1;
	return start === lastNumber + 1 || (start === 1 && lastNumber === 1);
}

/** A blank line inside a paragraph parts it in two. */
function splitParagraphs(runs: Run[]): Paragraph[] {
	const paragraphs: Run[][] = [[]];
	for (const run of mergeRuns(runs.map((run) => ({ ...run, text: cleanText(run.text) })))) {
		run.text.split(/\n\s*\n/).forEach((text, index) => {
			if (index > 0) paragraphs.push([]);
			paragraphs.at(-1)?.push({ ...run, text });
		});
	}
	return paragraphs.map((each) => ({ kind: 'paragraph' as const, runs: normaliseRuns(each) })).filter((each) => each.runs.length > 0);
}

/** Normal form of one paragraph's runs; an empty list when nothing visible is left. */
export function normaliseRuns(runs: Run[]): Run[] {
	if (isPlainLine(runs)) {
		const text = runs
			.map((run) => run.text)
			.join('')
			.trim();
		return text === '' ? [] : [{ text }];
	}
	const chars = runs.flatMap((run) => {
		const href = run.href === undefined ? undefined : (safeHref(run.href) ?? undefined);
		return [...run.text].map((char): Char => ({ ...run, href, text: char }));
	});
	const kept = withoutEdgeBlanks(chars);
	for (const mark of ['bold', 'italic', 'href'] as const) bareEdges(kept, mark);
	return mergeRuns(kept);
}

/** Most text has no marks and no line breaks: only its ends need trimming, and every page is made of it. */
function isPlainLine(runs: Run[]): boolean {
	return runs.every((run) => !run.bold && !run.italic && run.href === undefined && !run.text.includes('\n'));
}

/** One character with its marks. */
type Char = Run;

/** Blanks at the ends of a line, and line breaks at the ends of a paragraph or after another break, show nothing. */
function withoutEdgeBlanks(chars: Char[]): Char[] {
	const isBlank = (index: number) => /\s/.test(chars[index]?.text ?? 'x');
	const kept: Char[] = [];
	for (let from = 0; from < chars.length; ) {
		let to = from;
		while (isBlank(to)) to++;
		const blanks = chars.slice(from, to);
		const lineBreak = blanks.find((each) => each.text === '\n');
		if (from > 0 && to < chars.length) kept.push(...(lineBreak ? [lineBreak] : blanks));
		if (to < chars.length) kept.push(chars[to] as Char);
		from = to + 1;
	}
	return kept;
}

/** Takes a mark off the white space at both ends of every stretch that carries it. */
function bareEdges(chars: Char[], mark: 'bold' | 'italic' | 'href'): void {
	let from = 0;
	while (from < chars.length) {
		const value = chars[from]?.[mark];
		let to = from;
		while (to < chars.length && chars[to]?.[mark] === value) to++;
		if (value) {
			for (let i = from; i < to && /\s/.test(chars[i]?.text ?? 'x'); i++) delete chars[i]?.[mark];
			for (let i = to - 1; i >= from && /\s/.test(chars[i]?.text ?? 'x'); i--) delete chars[i]?.[mark];
		}
		from = to;
	}
}

function mergeRuns(runs: Run[]): Run[] {
	const out: Run[] = [];
	for (const { text, bold, italic, href } of runs) {
		if (text === '') continue;
		const last = out.at(-1);
		if (last && last.bold === bold && last.italic === italic && last.href === href) last.text += text;
		else out.push({ text, ...(bold && { bold }), ...(italic && { italic }), ...(href && { href }) });
	}
	return out;
}
