// How the lines of a scoring sheet are named, so that what somebody typed is found again wherever a program has moved it.
import type { CriterionKey } from '#features/methodology/schema.ts';

export const identityParts = ['token', 'practice', 'version', 'edition', 'judgements', 'definition'] as const;
export type IdentityPart = (typeof identityParts)[number];

export const judgementParts = ['level', 'reason', 'files', 'passages', 'indicators', 'owner', 'due'] as const;
export type JudgementPart = (typeof judgementParts)[number];

export type Place =
	| { of: 'sheet'; part: IdentityPart }
	| { of: 'judgement'; criterion: CriterionKey; part: JudgementPart }
	| { of: 'question'; criterion: CriterionKey; key: string }
	| { of: 'definition'; key: string; part: 'answer' | 'note' }
	| { of: 'comment'; number: number; part: 'passage' | 'text' };

/** `judgement.impact.level` */
export function nameOf(place: Place): string {
	if (place.of === 'sheet') return `sheet.${place.part}`;
	if (place.of === 'judgement') return `judgement.${place.criterion}.${place.part}`;
	if (place.of === 'question') return `question.${place.criterion}.${place.key}`;
	if (place.of === 'definition') return `definition.${place.part}.${place.key}`;
	return `comment.${place.part}.${place.number}`;
}

/** A name alone in its cell, or in square brackets behind the words of a label. */
const named = /(?:^\s*|\[)((?:sheet|judgement|question|definition|comment)\.[A-Za-z0-9.-]+)(?:\s*$|\])/;

/** The place that a cell names, or undefined where it names none. */
export function placeIn(text: string): Place | undefined {
	const [kind, middle = '', ...rest] = named.exec(text)?.[1]?.split('.') ?? [];
	const last = rest.join('.');
	if (kind === 'sheet') return partOf(identityParts, middle, (part) => ({ of: 'sheet', part }));
	if (kind === 'judgement') return partOf(judgementParts, last, (part) => ({ of: 'judgement', criterion: middle, part }));
	if (kind === 'question' && last) return { of: 'question', criterion: middle, key: last };
	if (kind === 'definition' && last) return partOf(['answer', 'note'], middle, (part) => ({ of: 'definition', key: last, part }));
	if (kind === 'comment' && /^\d{1,4}$/.test(last))
		return partOf(['passage', 'text'], middle, (part) => ({ of: 'comment', number: Number(last), part }));
	return undefined;
}

function partOf<Part extends string>(parts: readonly Part[], given: string, place: (part: Part) => Place): Place | undefined {
	const part = parts.find((known) => known === given);
	return part && place(part);
}

/** `replicability:0 impact:2` */
export function spellVersions(versions: Record<CriterionKey, number>): string {
	return Object.entries(versions)
		.map(([criterion, version]) => `${criterion}:${version}`)
		.join(' ');
}

/** The reverse of `spellVersions`; what is spelled otherwise is left out. */
export function readVersions(text: string): Record<CriterionKey, number> {
	return Object.fromEntries(
		[...text.matchAll(/([a-z][A-Za-z0-9-]*)\s*:\s*(\d{1,9})/g)].map(([, key = '', version]) => [key, Number(version)])
	);
}
