// What of a reader's doubts still concerns somebody who works on the draft.
import type { ReadWarning } from '../schema.ts';

/** Doubts that an answer settles by itself: the field lacked a text. */
export const aboutNoText: ReadonlySet<string> = new Set(['fieldEmpty', 'fieldMissing']);

/**
 * @param done sections that somebody called finished
 * @returns the doubts that nothing has settled, of several of one kind about one field the last; a field without a text is told by its own
 *   state
 */
export function openDoubts(warnings: readonly ReadWarning[], done: ReadonlySet<string>): ReadWarning[] {
	const open = warnings.filter(({ code, key }) => !(key && (done.has(key) || aboutNoText.has(code))));
	return [...new Map(open.map((warning) => [`${warning.code} ${warning.key ?? warning.detail}`, warning])).values()];
}
