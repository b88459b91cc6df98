// How words are found and taken out of whatever holds them: texts, Markdown, JSON. Nothing here knows a table.
import { emptyLayers, type LayerKey, layers } from '#features/practices/schema.ts';

/** Stands where words were purged; never longer than what it replaces, so that no text outgrows its limit. */
export const purgedMark = '[…]';

/** Marks of Markdown and invisible signs that may stand between two letters of a word. */
const between = '[*_~`\\\\\\u00AD\\u200B-\\u200D\\u2060]*';

/**
 * Finds words exactly as given, except for case, the kind of white space, Markdown marks and how an accent is composed; only whole words,
 * so that a short name is not found inside another word. An accent that is left out is another spelling.
 */
export function purgePattern(words: readonly string[]): RegExp {
	const sources = words
		.map((each) => each.normalize('NFC').trim())
		.toSorted((a, b) => b.length - a.length)
		.map((each) => {
			const parts = each.split(/\s+/).map((part) => [...part].map(escapeSign).join(between));
			const inner = parts.join(`${between}\\s+${between}`);
			const before = /^[\p{L}\p{N}]/u.test(each) ? '(?<![\\p{L}\\p{N}])' : '';
			const after = /[\p{L}\p{N}]$/u.test(each) ? '(?![\\p{L}\\p{N}\\p{M}])' : '';
			return `${before}${inner}${after}`;
		});
	return new RegExp(sources.length > 0 ? sources.join('|') : '(?!)', 'giu');
}

const escapeSign = (sign: string) => sign.replace(/[\^$\\.*+?()[\]{}|/]/u, '\\$&');

/** A value without the words, and how often they stood in it. */
export interface Purged<T> {
	value: T;
	count: number;
}

export function purgeText(text: string, pattern: RegExp): Purged<string> {
	let count = 0;
	const value = text.normalize('NFC').replace(pattern, (found: string) => {
		count++;
		return withMarks(found);
	});
	return count > 0 ? { value, count } : { value: text, count };
}

/** What stands in the place of found words, with the marks of Markdown that began or ended among them, so that the others keep their pair. */
function withMarks(found: string): string {
	const closing = /([*_~`]+)\s/.exec(found)?.[1] ?? '';
	const opening = /\s([*_~`]+)/.exec(found)?.[1] ?? '';
	return closing === opening ? purgedMark : `${opening}${purgedMark}${closing}`;
}

/** Keys of our JSON whose values are keys of vocabularies, ids and hashes: nobody wrote them. */
const written = new Set(
	'groups themes codes keys kind licence language range state level questions id institutionId attachmentId sha256 mediaType key edition declaredClass visibility'.split(
		' '
	)
);

/** Takes words out of every text inside a JSON value. An e-mail address that held them becomes empty, because a part of one is none. */
export function purgeJson(value: unknown, pattern: RegExp): Purged<unknown> {
	if (typeof value === 'string') return purgeText(value, pattern);
	if (Array.isArray(value)) {
		const items = value.map((item) => purgeJson(item, pattern));
		return { value: items.map((item) => item.value), count: sum(items) };
	}
	if (typeof value !== 'object' || value === null) return { value, count: 0 };
	const entries = Object.entries(value).map(([key, held]) => {
		if (written.has(key) && !isObject(held)) return { value: [key, held] as const, count: 0 };
		const purged = purgeJson(held, pattern);
		return { value: [key, key === 'email' && purged.count > 0 ? '' : purged.value] as const, count: purged.count };
	});
	return { value: Object.fromEntries(entries.map((entry) => entry.value)), count: sum(entries) };
}

const sum = (items: readonly { count: number }[]) => items.reduce((total, { count }) => total + count, 0);
const isObject = (value: unknown) => typeof value === 'object' && value !== null && !Array.isArray(value);

/** An optional layer as it may be stored: one that makes no sense without the words starts empty. */
export function readableLayer(key: string, value: unknown): unknown {
	if (!(key in layers)) return value;
	return layers[key as LayerKey].safeParse(value).success ? value : emptyLayers[key as LayerKey];
}

/** The frozen text of a version with all its layers readable. */
export function readableContent(content: unknown): unknown {
	if (!isObject(content) || !isObject((content as { layers?: unknown }).layers)) return content;
	const whole = content as { layers: Record<string, unknown> };
	return { ...whole, layers: Object.fromEntries(Object.entries(whole.layers).map(([key, value]) => [key, readableLayer(key, value)])) };
}

/** A frozen text or a consent without some files: it neither lists them nor leans on them. */
export function withoutFiles(value: unknown, gone: ReadonlySet<string>): unknown {
	if (Array.isArray(value)) {
		return value
			.filter((item) => !(isObject(item) && 'sha256' in item && gone.has(String((item as { id?: unknown }).id))))
			.map((item) => withoutFiles(item, gone));
	}
	if (!isObject(value)) return value;
	const entries = Object.entries(value as Record<string, unknown>).map(([key, held]) => {
		return [key, key === 'attachmentId' && gone.has(String(held)) ? null : withoutFiles(held, gone)] as const;
	});
	return Object.fromEntries(entries);
}

/** The longest run of letters and digits of some words: what a first, rough look into a table searches for. */
export function searchedPart(words: string): string {
	const runs = words.normalize('NFC').match(/[\p{L}\p{N}]+/gu) ?? [];
	return runs.toSorted((a, b) => b.length - a.length).at(0) ?? '';
}
