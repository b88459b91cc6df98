// The class a document declares in its heading: what its author hopes, never a verdict.
import type { DeclaredClass } from '#features/methodology/schema.ts';
import { fold, type LabelBook } from './labels.ts';

const box = /☐|☒|☑|□|■|✓|✔|✗|✘|\[\s*[xX✓]?\s*\]|\(\s*[xX✓]?\s*\)/g;

const longestHeading = 80;

/** The class a heading declares: the heading alone, or the ticked one of several boxes. `undefined` when it is no such heading. */
export function declaredClassOf(book: LabelBook, text: string): DeclaredClass | null | undefined {
	if (text.length > 200) return undefined;
	const alone = text.length > longestHeading ? undefined : book.headings.get(fold(text));
	const boxes = [...text.matchAll(box)];
	if (boxes.length === 0) return alone;
	const stands = text.slice(0, boxes[0]?.index).trim() === '' ? 'before' : 'after';
	const choices = boxes.map((each, i) => {
		const from =
			stands === 'before' ? each.index + each[0].length : i === 0 ? 0 : (boxes[i - 1]?.index ?? 0) + (boxes[i - 1]?.[0].length ?? 0);
		const to = stands === 'before' ? (boxes[i + 1]?.index ?? text.length) : each.index;
		return { name: book.headings.get(fold(text.slice(from, to))), isTicked: /[xX☒☑■✓✔✗✘]/.test(each[0]) };
	});
	if (choices.some((choice) => choice.name === undefined)) return undefined;
	const ticked = choices.filter((choice) => choice.isTicked);
	return ticked.length === 1 ? (ticked[0]?.name ?? null) : null;
}
