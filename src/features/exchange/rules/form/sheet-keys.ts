// Machine keys of the sheets we write: the second row of each names its columns, so that any program, and our own import, knows them
// whatever the language of the headings.
import { type CriterionKey, type FieldKey, fieldKeys } from '#features/methodology/schema.ts';

/** Column of a criterion: which there are, the edition says. */
export type CriterionColumnKey = `criterion.${CriterionKey}`;

/** What a practice is beside its own text: made by the network, never taken in again. */
export const givenKeys = [
	'code',
	'version',
	'class',
	'label',
	'validUntil',
	'confirmedAt',
	'publishedAt',
	'isInvented',
	'institutionNames',
	'year',
	'language',
	'url'
] as const;

/** The optional layers that a sheet holds. */
export const layerColumnKeys = [
	'abstract',
	'kind',
	'start',
	'end',
	'ongoing',
	'places',
	'placeDetail',
	'groups',
	'themes',
	'conditions',
	'people',
	'peopleNote',
	'cost',
	'costNote',
	'licence'
] as const;

export type LayerColumnKey = (typeof layerColumnKeys)[number];
/** A column of the table with a practice per row. */
export type PracticeColumnKey = (typeof givenKeys)[number] | CriterionColumnKey | LayerColumnKey | FieldKey | 'declaredClass';

/** The form of one practice: its labels and texts. */
export const formKeys = ['field', 'text'] as const;
/** Everything about one practice that is neither its text nor its criteria, below each other. */
export const detailSheetKeys = ['detail', 'value', 'key'] as const;
export const verdictSheetKeys = ['criterion', 'state', 'levels', 'reason'] as const;
export const evidenceSheetKeys = ['supports', 'file', 'mediaType', 'bytes', 'isInvented'] as const;
/** A row per assessment and criterion. */
export const assessmentSheetKeys = [
	'code',
	'title',
	'state',
	'version',
	'assessor',
	'institutions',
	'interest',
	'criterion',
	'first',
	'firstReason',
	'final',
	'finalReason',
	'assignedAt',
	'submittedAt',
	'excusedAt',
	'disclosedAt'
] as const;

/** A row per practice on the secretariat's board. */
export const boardSheetKeys = [
	'code',
	'title',
	'call',
	'state',
	'since',
	'author',
	'waitsFor',
	'inHand',
	'seats',
	'handedIn',
	'deadline',
	'late'
] as const;

const reports: readonly (readonly string[])[] = [verdictSheetKeys, evidenceSheetKeys, assessmentSheetKeys, boardSheetKeys];
const known = new Set<string>([...givenKeys, ...layerColumnKeys, ...fieldKeys, 'declaredClass']);

/** Which of our sheets the keys of a table's columns name; undefined when it is none of ours. */
export function sheetKind(keys: readonly string[]): 'practices' | 'form' | 'details' | 'report' | undefined {
	const named = keys.filter((key) => key !== '');
	const is = (expected: readonly string[]) => expected.length === named.length && expected.every((key) => named.includes(key));
	if (is(formKeys)) return 'form';
	if (is(detailSheetKeys)) return 'details';
	if (reports.some(is)) return 'report';
	const fields = named.filter((key) => (fieldKeys as readonly string[]).includes(key));
	// Somebody may have added columns of her own, or taken away what she did not need.
	return fields.length >= 3 || (fields.length > 0 && named.every((key) => known.has(key) || key.startsWith('criterion.')))
		? 'practices'
		: undefined;
}
