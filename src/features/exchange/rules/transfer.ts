// What of a handed-over practice may be believed: its form and version, its terms, and which institutions here it means.
import { fold } from '#features/institutions/rules.ts';
import { InstitutionName } from '#features/institutions/schema.ts';
import type { Edition } from '#features/methodology/schema.ts';
import { strangeTerms } from '#features/practices/rules/vocabulary.ts';
import { type LayerKey, type Layers, layerKeys } from '#features/practices/schema.ts';
import type { ProblemCode } from '#platform/problem.ts';
import { PracticeDocument, practiceFormat, type TransferInstitution } from '../schema.ts';

/** `issues` where the document breaks its schema; `format` where it is of another version; `keys` that stand twice. */
export type DocumentRefusal =
	| { ok: false; why: Extract<ProblemCode, 'fileDamaged' | 'fileNoForm' | 'keyTwice'> }
	| { ok: false; why: 'otherFormatVersion'; format: string }
	| { ok: false; why: 'invalidInput'; issues: PracticeDocumentError }
	/** A text there holds what no database text can: a NUL, or half of a character. */
	| { ok: false; why: 'invalidInput'; unstorable: string };
type PracticeDocumentError = NonNullable<ReturnType<typeof PracticeDocument.safeParse>['error']>;

/** `ignored`: places that this version of the document does not know; what stood there was left out. */
export type DocumentAnswer = { ok: true; document: PracticeDocument; ignored: string[] } | DocumentRefusal;

/**
 * Reads a document from its JSON. Never throws, and takes time in proportion to the text, however it is nested.
 * A key that stands twice in one object refuses the document: readers disagree about which of the two counts (RFC 8259, section 4).
 */
export function readPracticeDocument(text: string): DocumentAnswer {
	let given: unknown;
	try {
		given = JSON.parse(text);
	} catch {
		return { ok: false, why: 'fileDamaged' };
	}
	if (!isObject(given) || typeof given.format !== 'string') return { ok: false, why: 'fileNoForm' };
	if (given.format !== practiceFormat) {
		const isOurs = given.format.startsWith('acervo-practice/');
		return isOurs ? { ok: false, why: 'otherFormatVersion', format: given.format.slice(0, 60) } : { ok: false, why: 'fileNoForm' };
	}
	if (keysWritten(text) !== keysRead(given)) return { ok: false, why: 'keyTwice' };
	const parsed = PracticeDocument.safeParse(given);
	if (!parsed.success) return { ok: false, why: 'invalidInput', issues: parsed.error };
	const unstorable = unstorablePlace(parsed.data);
	if (unstorable !== undefined) return { ok: false, why: 'invalidInput', unstorable };
	return { ok: true, document: parsed.data, ignored: ignoredPlaces(given, parsed.data) };
}

function isObject(value: unknown): value is Record<string, unknown> {
	return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Keys in a JSON text that parses: strings with a colon behind them. */
function keysWritten(text: string): number {
	let count = 0;
	for (let start = text.indexOf('"'); start >= 0; ) {
		let end = text.indexOf('"', start + 1);
		while (end >= 0 && isEscaped(text, end)) end = text.indexOf('"', end + 1);
		let after = end + 1;
		while (after < text.length && text.charCodeAt(after) <= 0x20) after += 1;
		if (text[after] === ':') count += 1;
		start = text.indexOf('"', after);
	}
	return count;
}

/** Whether an odd number of backslashes stands before a place. */
function isEscaped(text: string, at: number): boolean {
	let before = at - 1;
	while (text[before] === '\\') before -= 1;
	return (at - before) % 2 === 0;
}

/** Keys in what was parsed; without recursion, because nesting has no limit. */
function keysRead(value: unknown): number {
	let count = 0;
	const open: unknown[] = [value];
	while (open.length > 0) {
		const next = open.pop();
		if (typeof next !== 'object' || next === null) continue;
		const inside = Object.values(next);
		if (!Array.isArray(next)) count += inside.length;
		// One by one: a list may be longer than a call takes arguments.
		for (const item of inside) open.push(item);
	}
	return count;
}

/** Places of the given JSON that reading left out; no deeper than what was read. */
function ignoredPlaces(given: unknown, read: unknown, place = ''): string[] {
	if (typeof given !== 'object' || given === null || typeof read !== 'object' || read === null) return [];
	return Object.entries(given).flatMap(([key, value]) => {
		const inner = place ? `${place}.${key}` : key;
		return Object.hasOwn(read, key) ? ignoredPlaces(value, (read as Record<string, unknown>)[key], inner) : [inner];
	});
}

/** Where the first text stands that cannot be stored; no deeper than what was read. */
function unstorablePlace(value: unknown, place = ''): string | undefined {
	if (typeof value === 'string') return value.includes('\0') || !value.isWellFormed() ? place : undefined;
	if (typeof value !== 'object' || value === null) return undefined;
	for (const [key, inside] of Object.entries(value)) {
		const inner = place ? `${place}.${key}` : key;
		const found = unstorablePlace(key, inner) ?? unstorablePlace(inside, inner);
		if (found !== undefined) return found;
	}
	return undefined;
}

// terms -----------------------------------------------------------------------------------------------------------

type Drop<K extends LayerKey> = (value: Layers[K], strange: ReadonlySet<string>) => Layers[K];

const keep = (keys: string[], strange: ReadonlySet<string>) => keys.filter((key) => !strange.has(key));
const known = <T extends string>(key: T | null, strange: ReadonlySet<string>) => (key !== null && strange.has(key) ? null : key);

const drops: { [K in LayerKey]?: Drop<K> } = {
	groups: keep,
	themes: keep,
	conditions: (value, strange) => ({ ...value, keys: keep(value.keys, strange) }),
	cost: (value, strange) => ({ ...value, range: known(value.range, strange) }),
	consent: (value, strange) => ({ ...value, licence: known(value.licence, strange) }),
	places: (value, strange) => ({ ...value, codes: keep(value.codes, strange) }),
	dimensions: (value, strange) =>
		Object.fromEntries(
			Object.entries(value).flatMap(([key, { state, reason }]) =>
				strange.has(key) ? [] : [[key, { state: known(state, strange), reason }]]
			)
		)
};

/** A term of a layer that the edition here does not hold, with what somebody wrote beside it. */
export interface StrangeTerm {
	layer: LayerKey;
	term: string;
	text: string;
}

/** Layers without the terms that the edition does not hold, and those terms. */
export function withoutStrangeTerms(given: Layers, edition: Edition): { layers: Layers; strange: StrangeTerm[] } {
	const layers: Partial<Record<LayerKey, unknown>> = { ...given };
	const strange: StrangeTerm[] = [];
	for (const layer of layerKeys) {
		const terms = strangeTerms(layer, given[layer], edition);
		const drop = drops[layer] as Drop<typeof layer> | undefined;
		if (terms.length === 0 || !drop) continue;
		layers[layer] = drop(given[layer] as never, new Set(terms));
		for (const term of new Set(terms)) {
			const reason = layer === 'dimensions' && Object.hasOwn(given.dimensions, term) ? given.dimensions[term]?.reason : undefined;
			strange.push({ layer, term, text: [term, reason].filter(Boolean).join(': ') });
		}
	}
	return { layers: layers as Layers, strange };
}

// institutions ----------------------------------------------------------------------------------------------------

/** An institution here that is known under some spelling. */
export interface Known {
	id: string;
	country: string | null;
}

/** `doubtful`: its spellings belong to several institutions here, or to one of another country. */
export type Match = { kind: 'found'; id: string } | { kind: 'none' } | { kind: 'doubtful' };

/** All spellings of an institution as they are compared, its name first. */
export function spellingsOf({ name, aliases }: Pick<TransferInstitution, 'name' | 'aliases'>): string[] {
	return [...new Set([name, ...aliases].map(fold))].filter(Boolean);
}

/**
 * Which institution here is meant. Whole spellings only, never likeness: the one that bears the name, else the only one that bears any of
 * the aliases; in both cases not one of another country.
 * @param bySpelling who is known here, by folded spelling
 */
export function matchInstitution(given: TransferInstitution, bySpelling: ReadonlyMap<string, Known>): Match {
	const named = bySpelling.get(fold(given.name));
	const others = new Map(spellingsOf(given).flatMap((spelling) => entryOf(bySpelling.get(spelling))));
	const found = named ?? (others.size === 1 ? [...others.values()][0] : undefined);
	if (!found) return { kind: others.size === 0 ? 'none' : 'doubtful' };
	const isElsewhere = found.country !== null && given.country !== null && found.country !== given.country;
	return isElsewhere ? { kind: 'doubtful' } : { kind: 'found', id: found.id };
}

function entryOf(known: Known | undefined): [string, Known][] {
	return known ? [[known.id, known]] : [];
}

/** What becomes of the institutions of a document. */
export interface InstitutionPlan {
	/** Id here by id in the document. */
	found: Map<string, string>;
	/** To be added to the authority file, each behind the one it belongs to; a parent that is neither found nor added is left out. */
	add: TransferInstitution[];
	/** Implementing ones that stay text, because they are doubtful, or because nobody may add them. */
	asText: { institution: TransferInstitution; isDoubtful: boolean }[];
}

/** @param mayAdd whether whoever acts may add to the authority file */
export function planInstitutions(
	institutions: readonly TransferInstitution[],
	bySpelling: ReadonlyMap<string, Known>,
	mayAdd: boolean
): InstitutionPlan {
	const byId = new Map(institutions.map((institution) => [institution.id, institution]));
	const found = new Map<string, string>();
	const add = new Map<string, TransferInstitution>();
	const asText: InstitutionPlan['asText'] = [];
	for (const institution of institutions.filter((each) => each.implements)) {
		const match = matchInstitution(institution, bySpelling);
		if (match.kind === 'found') found.set(institution.id, match.id);
		else if (match.kind === 'doubtful' || !mayAdd || !InstitutionName.safeParse(institution.name).success)
			asText.push({ institution, isDoubtful: match.kind === 'doubtful' });
		else for (const next of unknownLine(institution)) add.set(next.id, next);
	}
	return { found, add: [...add.values()], asText };

	/** From the outermost institution that is not known here down to the given one; a circle is cut. */
	function unknownLine(from: TransferInstitution): TransferInstitution[] {
		const line: TransferInstitution[] = [];
		for (let at: TransferInstitution | undefined = from; at && !line.includes(at); ) {
			const match = matchInstitution(at, bySpelling);
			if (match.kind === 'found') found.set(at.id, match.id);
			if (match.kind !== 'none' || !InstitutionName.safeParse(at.name).success) break;
			line.unshift(at);
			at = at.parentId === null ? undefined : byId.get(at.parentId);
		}
		return line;
	}
}
