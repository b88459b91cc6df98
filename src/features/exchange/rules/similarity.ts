// Whether a practice that comes in may be one that is known already: the same text in another file, the same practice told again, told
// in another language, or an article about it. The answer is a question to a person, never a verdict.
import { type FieldKey, fieldKeys } from '#features/methodology/schema.ts';
import type { Locale } from '#platform/locale.ts';
import type { DuplicateReason } from '../schema.ts';
import { fold } from './form/labels.ts';

/** What is compared of a practice. */
export interface Comparable {
	fields: Record<FieldKey, string>;
	/** Of the authority file. */
	institutionIds: readonly string[];
	language: Locale;
}

/** A practice prepared for being compared with many. */
export interface Fingerprint {
	/** Groups of three letters of the folded title. */
	title: ReadonlySet<string>;
	/** Numbers that stand in the title. */
	titleNumbers: string;
	/** Sequences of three folded words of the whole text. */
	sequences: ReadonlySet<string>;
	/** What survives a translation: numbers of two digits or more, names and acronyms. */
	anchors: ReadonlySet<string>;
	institutionIds: ReadonlySet<string>;
	language: Locale;
}

export interface Likeness {
	reason: DuplicateReason;
	/** From 0 to 1. */
	similarity: number;
}

/** From here on a person is asked. Shorter texts than `fewest` say too little. */
const thresholds = { text: 0.4, title: 0.8, alikeTitle: 0.5, alikeText: 0.2, anchors: 0.5 } as const;
const fewest = { sequences: 20, anchors: 5 } as const;
const mostAnchors = 300;

/** Takes the fields of a practice and the institutions recognised in it; reads them once. */
export function fingerprint({ fields, institutionIds, language }: Comparable): Fingerprint {
	const texts = fieldKeys.filter((key) => key !== 'title' && key !== 'institutions').map((key) => fields[key]);
	return {
		title: letterGroups(fold(fields.title)),
		titleNumbers: (fields.title.match(/\d+/g) ?? []).join(' '),
		sequences: new Set(texts.flatMap((text) => wordSequences(fold(text)))),
		anchors: anchorsOf(texts.join('\n\n')),
		institutionIds: new Set(institutionIds),
		language
	};
}

/**
 * Compares two practices. Four measures, the first that holds is the reason:
 * - `sameText`: of the shorter text's three-word sequences at least 40 % stand in the other too (containment: Broder 1997), so that an
 *   article that quotes a practice is found as well;
 * - `sameTitle`: the titles' groups of three letters are alike by 0.8 (Jaccard, as pg_trgm counts them), and their numbers are the same:
 *   two years or two places are two practices;
 * - `alike`: titles alike by 0.5 and texts by 0.2; the mean is given;
 * - `otherLanguage`: two languages, the same institution, and at least half (five or more) of the numbers, names and acronyms of the shorter text.
 * @returns null when nothing suggests that they are one
 */
export function likeness(one: Fingerprint, other: Fingerprint): Likeness | null {
	const isLong = Math.min(one.sequences.size, other.sequences.size) >= fewest.sequences;
	const text = isLong ? containment(one.sequences, other.sequences) : 0;
	if (text >= thresholds.text) return { reason: 'sameText', similarity: text };
	const title = one.titleNumbers === other.titleNumbers ? resemblance(one.title, other.title) : 0;
	if (title >= thresholds.title) return { reason: 'sameTitle', similarity: title };
	if (title >= thresholds.alikeTitle && text >= thresholds.alikeText) return { reason: 'alike', similarity: (title + text) / 2 };
	if (one.language === other.language || count(one.institutionIds, other.institutionIds) === 0) return null;
	const shared = count(one.anchors, other.anchors);
	const anchors = shared >= fewest.anchors ? containment(one.anchors, other.anchors) : 0;
	return anchors >= thresholds.anchors ? { reason: 'otherLanguage', similarity: anchors } : null;
}

function letterGroups(folded: string): Set<string> {
	const groups = new Set<string>();
	for (const word of folded.split(' ').filter(Boolean)) {
		const padded = `  ${word} `;
		for (let at = 0; at + 3 <= padded.length; at++) groups.add(padded.slice(at, at + 3));
	}
	return groups;
}

function wordSequences(folded: string): string[] {
	const words = folded.split(' ').filter(Boolean);
	return words.slice(2).map((word, at) => `${words[at]} ${words[at + 1]} ${word}`);
}

function anchorsOf(text: string): Set<string> {
	const numbers = [...text.matchAll(/(?<![\p{L}\p{N}])\d[\d.,\u00a0\u202f]*\d(?![\p{L}\p{N}])/gu)].map(([number]) =>
		number.replaceAll(/\D/g, '')
	);
	// A capital at the beginning of a sentence or a line says nothing, unless the whole word is in capitals.
	const names = [...text.matchAll(/(?<![.!?:\n*•-]\s*|^)(?<=\s|[(“"«])\p{Lu}[\p{L}\p{M}]{2,}|\b\p{Lu}{2,}\b/gu)].map(([name]) =>
		fold(name)
	);
	return new Set([...numbers, ...names].slice(0, mostAnchors));
}

function count(one: ReadonlySet<string>, other: ReadonlySet<string>): number {
	const [small, large] = one.size <= other.size ? [one, other] : [other, one];
	let shared = 0;
	for (const each of small) if (large.has(each)) shared++;
	return shared;
}

/** Share of the smaller set that the other holds. */
function containment(one: ReadonlySet<string>, other: ReadonlySet<string>): number {
	return count(one, other) / Math.max(1, Math.min(one.size, other.size));
}

/** Jaccard coefficient: what both have of what either has. */
function resemblance(one: ReadonlySet<string>, other: ReadonlySet<string>): number {
	const shared = count(one, other);
	return shared / Math.max(1, one.size + other.size - shared);
}
