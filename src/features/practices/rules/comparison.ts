// What changed between two versions of a practice, section by section, for readers, for the secretariat, and for its author.
import { fieldKeys } from '#features/methodology/schema.ts';
import { type LayerKey, layerKeys, type PracticeContent, type SectionKey } from '../schema.ts';
import { type DiffPart, diffWords } from './diff.ts';
import { isField, layerLines, sectionName, type Wording } from './wording.ts';

/** What of a practice is compared. */
export type Comparable = Pick<PracticeContent, 'fields' | 'layers' | 'institutions'> & { attachments: { name: string }[] };

/** A section whose text differs. `implementers` and `files` stand beside the text. */
export interface SectionChange {
	key: SectionKey | 'implementers' | 'files';
	name: string;
	parts: DiffPart[];
}

/** Sections that stay with those who administer a practice. */
const privateLayers: readonly LayerKey[] = ['contact', 'consent'];

/**
 * The sections that differ, in the order of the form. Texts are compared as they were written, links and lists included.
 * @param names of what stands beside the sections
 * @param onlyPublic leaves out whom to call and what was consented to
 */
export function compareVersions(
	before: Comparable,
	after: Comparable,
	wording: Wording,
	{ names, onlyPublic }: { names: { implementers: string; files: string }; onlyPublic: boolean }
): SectionChange[] {
	const keys: SectionKey[] = [...fieldKeys, ...layerKeys.filter((key) => !onlyPublic || !privateLayers.includes(key))];
	const sections = keys.map((key) => ({
		key,
		name: sectionName(key, wording),
		texts: [textOf(before, key, wording), textOf(after, key, wording)]
	}));
	const beside = [
		{ key: 'implementers' as const, name: names.implementers, texts: [before, after].map(({ institutions }) => lines(institutions)) },
		{ key: 'files' as const, name: names.files, texts: [before, after].map(({ attachments }) => lines(attachments)) }
	];
	return [...sections, ...beside].flatMap(({ key, name, texts: [old = '', now = ''] }) =>
		old === now ? [] : [{ key, name, parts: diffWords(old, now) }]
	);
}

/** Stretches that were added or removed; what was taken out where something else was put in counts once. */
export function countChanges(changes: readonly SectionChange[]): number {
	return changes.reduce(
		(sum, { parts }) => sum + parts.filter(({ kind }, at) => kind !== 'same' && (at === 0 || parts[at - 1]?.kind === 'same')).length,
		0
	);
}

function textOf(content: Comparable, key: SectionKey, wording: Wording): string {
	return isField(key) ? content.fields[key].trim() : layerLines(key, content, wording).join('\n');
}

function lines(named: readonly { name: string }[]): string {
	return named
		.map(({ name }) => name)
		.sort()
		.join('\n');
}
