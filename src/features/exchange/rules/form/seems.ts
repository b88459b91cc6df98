// What a document without the form appears to be: a few plain signs, asked in a fixed order; `docs/import.md` explains them.
import { type DocumentBlock, plainText, type TextBlock, textBlocks } from '#platform/documents/read-document.ts';
import type { Seems } from '../../schema.ts';
import { fold } from './labels.ts';
import type { Pair } from './pairs.ts';

/** How far into a document its own title may stand. */
const firstBlocks = 8;

/** Lines of programs and of their tools. */
const codeLine =
	/^\s*(?:```|~~~|(?:import|export|const|let|var|function|def|class|return|public|private|#include|package|using)\b.*[;:{(]|[}\])]+[;,]?\s*$|<\/?[a-z][a-z0-9-]*[ >]|\$ \w|(?:npm|pip|git|docker|curl|sudo) \w|SELECT .* FROM\b|@\w+\()/;
const programming =
	/\b(?:javascript|typescript|python|java|php|sql|html|css|api|git|github|commits?|pull requests?|refactor\w*|linter|framework|backend|frontend|c[oó]digo fuente|source code|clean code|c[oó]digo limpio|programaci[oó]n|programming|programa[cç][aã]o|programmation|variables?|unit tests?|software)\b/giu;
const call =
	/\b(?:convocatoria|bases de (?:la )?convocatoria|concurso|call for|chamada (?:p[uú]blica|de)|edital|appel [aà]|\d+\S{0,3} edici[oó]n)(?![\p{L}])/iu;
const guidelines =
	/(?:^|\s)(?:c[oó]digo de (?:conducta|[eé]tica)|code of (?:conduct|ethics)|c[oó]digo de conduta|code de conduite|manual|gu[ií]a|guide|guidelines?|lineamientos|reglamento|pol[ií]tica de|policy|pautas|diretrizes|lignes directrices|handbook|toolkit)(?![\p{L}])/iu;
const chatLine = /^\s*(?:\[?\d{1,2}:\d{1,2}(?::\d{1,2}(?:\.\d+)?)?\]?\s*(?:-->|\S)|\[?\d{1,2}\/\d{1,2}\/\d{2,4},? \d{1,2}:\d{2})/;

/**
 * @param pairs the labels and values read in it
 */
export function seemsToBe(blocks: DocumentBlock[], pairs: Pair[]): Seems {
	const texts = textBlocks(blocks);
	if (isSurvey(blocks)) return 'survey';
	const lines = texts.flatMap((block) => plainText(block.runs).split('\n'));
	if (lines.filter((line) => chatLine.test(line)).length >= 2 && isMostlyShort(lines)) return 'chat';
	if (isProgramming(lines)) return 'programming';
	const beginning = beginningOf(texts);
	if (call.test(beginning)) return 'callForPractices';
	if (guidelines.test(beginning)) return 'guidelines';
	if (isForm(blocks, pairs)) return 'anotherForm';
	return isRunningText(lines) ? 'article' : 'unknown';
}

/** Two lines of twenty words, or one of forty. */
function isRunningText(lines: string[]): boolean {
	const lengths = lines.map((line) => line.split(/\s+/).length);
	return lengths.filter((length) => length >= 20).length >= 2 || lengths.some((length) => length >= 40);
}

/** Whether the signs of a program are so many that labels in it mean nothing. */
function isProgramming(lines: string[]): boolean {
	const code = lines.filter((line) => codeLine.test(line)).length;
	const named = new Set(Array.from(lines.join('\n').slice(0, 40_000).matchAll(programming), ([word]) => fold(word)));
	return (code >= 3 && named.size >= 1) || code >= 8 || named.size >= 5;
}

/** XLSForm (xlsform.org): a sheet `survey` with the columns `type` and `name`. */
export function isSurvey(blocks: DocumentBlock[]): boolean {
	return blocks.some((block) => {
		if (block.kind !== 'table' || block.origin.sheet?.trim().toLowerCase() !== 'survey') return false;
		const headings =
			block.rows[0]?.cells.map((cell) =>
				fold(
					textBlocks(cell.blocks)
						.map((each) => plainText(each.runs))
						.join(' ')
				)
			) ?? [];
		return headings.includes('type') && headings.includes('name');
	});
}

/** The title and the headings near it; without any, the first lines. */
function beginningOf(texts: TextBlock[]): string {
	const first = texts.slice(0, firstBlocks);
	const headings = first.filter((block) => block.isHeading);
	return (headings.length > 0 ? headings : first)
		.map((block) => plainText(block.runs))
		.filter((text) => text.length <= 200)
		.join('\n');
}

function isMostlyShort(lines: string[]): boolean {
	return lines.filter((line) => line.length < 200).length > lines.length / 2;
}

/** Five values beside their labels, a table of them or as many as there are other paragraphs. */
function isForm(blocks: DocumentBlock[], pairs: Pair[]): boolean {
	const labelled = pairs.filter(([label, value]) => label !== '' && value !== '' && value.length <= 400).length;
	const isTabular = blocks.some((block) => block.kind === 'table' && block.rows.length >= 2);
	return labelled >= 5 && (isTabular || labelled >= pairs.length / 2);
}
