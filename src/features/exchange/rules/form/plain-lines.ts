// Text that has no field yet, as lines a person can read and Markdown can take: items keep their bullet or number.
import type { TextBlock } from '#platform/documents/read-document.ts';

/** The text of a block with the mark of its list. */
export function lineOf({ list }: TextBlock, text: string): string {
	if (!list || list.kind === 'continuation') return text;
	return `${'  '.repeat(list.level)}${list.kind === 'bullet' ? '-' : `${list.number}.`} ${text}`;
}

/** Items stay on lines of their own, paragraphs apart. */
export function joinLines(text: string, line: string): string {
	if (text === '') return line;
	return `${text}${/^\s*(?:-|\d+\.) /.test(line) ? '\n' : '\n\n'}${line}`;
}
