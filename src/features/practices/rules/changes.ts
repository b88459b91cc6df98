// What of a practice differs from the text that was assessed, and which criteria each difference concerns.
import { criterionOfField } from '#features/methodology/rules/edition.ts';
import type { CriterionKey, Edition } from '#features/methodology/schema.ts';
import type { PracticeContent, SectionKey } from '../schema.ts';
import { sectionsOf } from './sections.ts';
import { isField } from './wording.ts';

export interface ChangedSection {
	/** A section of the form, or the files attached to it. */
	key: SectionKey | 'files';
	/** Criteria that are read from it, in the edition's order; none where it concerns the whole practice. */
	criteria: CriterionKey[];
}

/** Neither whom to call nor consent is assessed. */
const unassessed: ReadonlySet<SectionKey> = new Set(['contact', 'consent']);

/**
 * Sections that say something else than before, in the order of the form, then the files. White space alone is no difference.
 * @param before the text that was assessed
 */
export function changedSections(before: PracticeContent, now: PracticeContent, edition: Edition): ChangedSection[] {
	const sections = sectionsOf(edition)
		.filter((key) => !unassessed.has(key) && textOf(before, key) !== textOf(now, key))
		.map((key) => ({ key, criteria: criteriaOf(key, edition) }));
	const fields = new Set([...before.attachments, ...now.attachments].map(({ key }) => key).filter((key) => key !== 'consent'));
	const moved = [...fields].filter((key) => filesOf(before, key) !== filesOf(now, key));
	if (moved.length === 0) return sections;
	const concerned = new Set(moved.flatMap((key) => criteriaOf(key, edition)));
	return [...sections, { key: 'files', criteria: edition.criteria.map(({ key }) => key).filter((key) => concerned.has(key)) }];
}

/** Criteria that nothing changed for: not in their own field, dimensions and files, nor in what concerns all of them. */
export function unchangedCriteria(before: PracticeContent, now: PracticeContent, edition: Edition): CriterionKey[] {
	const changes = changedSections(before, now, edition);
	if (changes.some(({ criteria }) => criteria.length === 0)) return [];
	const changed = new Set(changes.flatMap(({ criteria }) => criteria));
	return edition.criteria.map(({ key }) => key).filter((key) => !changed.has(key));
}

function criteriaOf(key: SectionKey, edition: Edition): CriterionKey[] {
	if (key === 'dimensions') return edition.criteria.filter(({ readsDimensions }) => readsDimensions).map((criterion) => criterion.key);
	const criterion = criterionOfField(edition, key);
	return criterion ? [criterion.key] : [];
}

function textOf({ fields, layers, institutions }: PracticeContent, key: SectionKey): string {
	if (!isField(key)) return JSON.stringify(layers[key], inOrder);
	const text = fields[key].replaceAll(/\s+/g, ' ').trim();
	if (key !== 'institutions') return text;
	return [text, ...institutions.map(({ id }) => id).toSorted()].join('\n');
}

/** The database keeps the keys of an object in an order of its own. */
function inOrder(_key: string, value: unknown): unknown {
	if (typeof value !== 'object' || value === null || Array.isArray(value)) return value;
	return Object.fromEntries(Object.entries(value).toSorted(([a], [b]) => (a < b ? -1 : 1)));
}

function filesOf({ attachments }: PracticeContent, key: string): string {
	const own = attachments.filter((file) => file.key === key).map(({ sha256, name }) => `${sha256} ${name}`);
	return own.toSorted().join('\n');
}
