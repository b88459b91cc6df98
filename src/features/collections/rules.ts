// The order of a collection as a form without scripts changes it, and the address that a title gives.
import { withoutAccents } from '#platform/folding.ts';
import type { CollectedPractice, CollectionForm, DeskLine, FormLine } from './schema.ts';

/**
 * The practices that a posted form asks for. A line that is given another place goes there, the others keep their order around it; what is
 * added comes last; what is there already is not added twice.
 */
export function practicesOf({ line, codes, found }: Pick<CollectionForm, 'line' | 'codes' | 'found'>): CollectedPractice[] {
	const lines = Object.entries(line)
		.toSorted(([a], [b]) => Number(a) - Number(b))
		.map(([, each]) => each);
	const ordered = arranged(lines);
	const known = new Set(ordered.map(({ code }) => code));
	const added = [...new Set([...codes, ...found])].filter((code) => !known.has(code));
	return [...ordered, ...added.map((code) => ({ code, note: '' }))];
}

/** @param lines in the order they were shown, the first of them at place 1 */
export function arranged(lines: readonly FormLine[]): CollectedPractice[] {
	const kept = lines.map((line, at) => ({ ...line, isMoved: line.place !== at + 1 })).filter(({ remove }) => !remove);
	const order = kept.filter(({ isMoved }) => !isMoved);
	for (const moved of kept.filter(({ isMoved }) => isMoved).toSorted((a, b) => a.place - b.place))
		order.splice(Math.max(0, moved.place - 1), 0, moved);
	return order.map(({ code, note }) => ({ code, note }));
}

/** A line of the form as it is shown. */
export interface ShownLine extends DeskLine {
	/** As typed. */
	place: string;
	remove: boolean;
}

/** The lines that a form shows: as they were typed when it came back, as they are stored otherwise. @param typed what was posted as `line` */
export function shownLines(stored: readonly DeskLine[], typed: unknown): ShownLine[] {
	if (typeof typed !== 'object' || typed === null) return stored.map((line, at) => ({ ...line, place: String(at + 1), remove: false }));
	const known = new Map(stored.map((line) => [line.code, line]));
	return Object.values(typed).map((line: Partial<Record<keyof FormLine, unknown>>) => {
		const code = String(line.code ?? '');
		const { title = '', isShown = true } = known.get(code) ?? {};
		return { code, title, isShown, note: String(line.note ?? ''), place: String(line.place ?? ''), remove: line.remove === true };
	});
}

/** Longest address made of a title, in characters. */
const longestSlug = 60;

/** An address made of a title: `Empleo con protección` → `empleo-con-proteccion`. @returns `''` when nothing of the title can stand in one */
export function slugOf(title: string): string {
	const words = withoutAccents(title)
		.split(/[^a-z0-9]+/)
		.filter(Boolean);
	let slug = '';
	for (const word of words) {
		if (slug !== '' && slug.length + 1 + word.length > longestSlug) break;
		slug = slug === '' ? word.slice(0, longestSlug) : `${slug}-${word}`;
	}
	return slug;
}
