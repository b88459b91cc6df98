// Texts as the templates take them: data, so that nothing a person wrote is read as markup.
import { parseMarkdown } from '#platform/documents/markdown.ts';
import type { Block, List, Run } from '#platform/documents/rich-text.ts';
import { type Locale, languageTags } from '#platform/locale.ts';

/** A stretch of text, line by line. */
interface PrintedRun extends Omit<Run, 'text'> {
	lines: string[];
}
/** `lang`: language of the script where it is written from right to left. */
export type PrintedBlock =
	| { kind: 'paragraph'; runs: PrintedRun[]; lang?: string }
	| { kind: 'list'; ordered: boolean; start: number; items: { runs: PrintedRun[]; blocks: PrintedBlock[] }[]; lang?: string };

/** Levels of lists that Typst lays out in good time: it measures each list again for every one around it. */
const deepest = 3;

/** Markdown as blocks for a template. */
export function printedText(markdown: string): PrintedBlock[] {
	return parseMarkdown(markdown).flatMap((block) => printedBlock(block, 1));
}

function printedBlock(block: Block, depth: number): PrintedBlock[] {
	if (block.kind === 'paragraph') return [{ ...block, runs: block.runs.map(printedRun), ...script(block.runs) }];
	if (depth > deepest) return flatList(block, depth - deepest).flatMap((each) => printedBlock(each, depth + 1));
	const items = block.items.map((item) => ({
		runs: item.runs.map(printedRun),
		blocks: item.blocks.flatMap((each) => printedBlock(each, depth + 1))
	}));
	return [{ ...block, items, ...script(block.items[0]?.runs ?? []) }];
}

/** Items as paragraphs that begin with their mark, one dash more for each further level. */
function flatList({ ordered, start, items }: List, below: number): Block[] {
	return items.flatMap(({ runs, blocks }, at) => {
		const mark = { text: ordered ? `${'– '.repeat(below - 1)}${start + at}. ` : '– '.repeat(below) };
		return [{ kind: 'paragraph' as const, runs: [mark, ...runs] }, ...blocks];
	});
}

/** A hidden hyphen says nothing to a reader, and a link that shows nothing cannot be followed: Typst takes neither inside a tagged link. */
function printedRun({ text, href, ...marks }: Run): PrintedRun {
	const shown = text.replaceAll('\u00ad', '');
	const isSeen = /[^\s\p{Default_Ignorable_Code_Point}]/u.test(shown);
	return { ...marks, ...(href && isSeen && { href }), lines: shown.split('\n') };
}

function script(runs: Run[]): { lang?: string } {
	const letter = /\p{L}/u.exec(runs.map((run) => run.text).join(''))?.[0] ?? '';
	if (/\p{Script=Arabic}/u.test(letter)) return { lang: 'ar' };
	return /\p{Script=Hebrew}/u.test(letter) ? { lang: 'he' } : {};
}

/** A language as Typst takes it. */
export function printedLanguage(locale: Locale): { lang: string; region: string | null } {
	const [lang = 'es', region = null] = languageTags[locale].split('-');
	return { lang, region };
}
