// Live hints: what a draft could still say, computed from its text alone. They never stop anybody from sending.
// Runs on the server and in the browser; nothing may be imported here but types.

import type { Criterion, CriterionHint, CriterionKey, FieldKey } from '#features/methodology/schema.ts';
import { withoutAccents } from '#platform/folding.ts';
import type { PracticeContent, SectionKey } from '../schema.ts';

export type Hint =
	/** What a criterion of the edition asks of the field it is read from; its words stand in the edition. */
	| { section: FieldKey; code: CriterionHint; criterion: CriterionKey }
	/** The text of the criterion they belong to stands, and dimensions wait for their state. */
	| { section: 'dimensions'; code: 'dimensionsMissing'; answered: number; of: number }
	/** A state that asks for a reason and has none; `dimension` is a key of the edition. */
	| { section: 'dimensions'; code: 'dimensionWithoutReason'; dimension: string }
	| { section: 'title'; code: 'titleTooLong'; length: number; limit: number }
	| { section: 'abstract'; code: 'abstractTooLong'; words: number; limit: number }
	/** A text that everybody will read holds what looks like somebody's address, number or identity key. */
	| { section: SectionKey; code: 'looksLikePersonalData'; kind: PersonalData };
export type PersonalData = 'email' | 'phone' | 'curp';

/** The parts of a draft and of an edition that hints look at; small enough to travel to the browser. */
export type HintedDraft = Pick<PracticeContent, 'fields' | 'layers'>;
export type HintingEdition = {
	criteria: readonly (Pick<Criterion, 'key' | 'field' | 'readsDimensions' | 'signals'> & {
		hints: Partial<Record<CriterionHint, unknown>>;
	})[];
	dimensions: readonly { key: string }[];
	dimensionStates: readonly { key: string; asksReason: boolean }[];
};

/** A title that fits on two lines of a page and into a list. */
const titleLimit = 200;
/** Words of an abstract. */
const abstractLimit = 60;

/**
 * CURP, the Mexican population register's key: 4 letters, date of birth, sex, 5 letters, 2 signs.
 * A match starts only where a word does: tried from every letter of one endless word, the search would take minutes.
 */
const personalData: Record<PersonalData, RegExp> = {
	email: /(?<![\p{L}\p{N}._%+-])[\p{L}\p{N}._%+-]+@[\p{L}\p{N}-]+(\.[\p{L}\p{N}-]+)+/u,
	phone: /(?<![\d.,/-])(\+\d{1,3}[ .-]?)?(\(\d{2,3}\) ?|\d{2,3}[ .-]?)\d{3,4}[ .-]?\d{4}(?![\d/-]|[.,]\d)/,
	curp: /\b[a-z]{4}\d{6}[hmx][a-z]{5}[a-z\d]\d\b/i
};

/**
 * Everything worth telling the author about a draft, in the order of the form. Empty sections get no hint: the task list names them.
 * @returns codes with their numbers; the words are in the messages
 */
export function hints(draft: HintedDraft, edition: HintingEdition): Hint[] {
	const { fields, layers } = draft;
	const found: Hint[] = [];
	if (fields.title.length > titleLimit)
		found.push({ section: 'title', code: 'titleTooLong', length: fields.title.length, limit: titleLimit });
	found.push(...edition.criteria.flatMap(criterionHints), ...dimensionHints(), ...abstractHints(), ...personalDataHints(draft));
	return found;

	function criterionHints({ key, field, signals, hints: said }: HintingEdition['criteria'][number]): Hint[] {
		const text = fields[field];
		if (!isWritten(text)) return [];
		const isExpected = mentions(text, signals.expected);
		const isLacking: Record<CriterionHint, boolean> = {
			withoutExpected: !isExpected,
			withoutNumber: !hasNumber(text),
			onlyWeak: mentions(text, signals.weak) && !isExpected
		};
		const lacks = (Object.keys(isLacking) as CriterionHint[]).filter((code) => said[code] && isLacking[code]);
		return lacks.map((code) => ({ section: field, code, criterion: key }));
	}

	function dimensionHints(): Hint[] {
		const answers = edition.dimensions.map(({ key }) => ({ key, answer: layers.dimensions[key] }));
		const answered = answers.filter(({ answer }) => answer?.state);
		const unfounded = answered.filter(({ answer }) => asksReason(answer?.state) && !isWritten(answer?.reason ?? ''));
		const missing: Hint = { section: 'dimensions', code: 'dimensionsMissing', answered: answered.length, of: answers.length };
		const isStarted =
			answered.length > 0 || edition.criteria.some(({ readsDimensions, field }) => readsDimensions && isWritten(fields[field]));
		return [
			...(isStarted && answered.length < answers.length ? [missing] : []),
			...unfounded.map(({ key }): Hint => ({ section: 'dimensions', code: 'dimensionWithoutReason', dimension: key }))
		];
	}

	function asksReason(state: string | null | undefined): boolean {
		return edition.dimensionStates.find(({ key }) => key === state)?.asksReason ?? true;
	}

	function abstractHints(): Hint[] {
		const words = layers.abstract.split(/\s+/).filter(Boolean).length;
		return words > abstractLimit ? [{ section: 'abstract', code: 'abstractTooLong', words, limit: abstractLimit }] : [];
	}
}

/** Puts the numbers of a hint into its words: `{length}`. */
export function fillHint(text: string, hint: object): string {
	return Object.entries(hint).reduce((filled, [name, value]) => filled.replace(`{${name}}`, String(value)), text);
}

/** Looks through every text that will be public; the contact is shown to nobody and left out. One hint per section and kind. */
function personalDataHints({ fields, layers }: HintedDraft): Hint[] {
	const texts: [SectionKey, string][] = [
		...(Object.entries(fields) as [SectionKey, string][]),
		['abstract', layers.abstract],
		['places', layers.places.detail],
		['conditions', layers.conditions.other],
		['reach', layers.reach.note],
		['cost', layers.cost.note],
		[
			'dimensions',
			Object.values(layers.dimensions)
				.map(({ reason }) => reason)
				.join('\n')
		]
	];
	const kinds = Object.entries(personalData) as [PersonalData, RegExp][];
	return texts.flatMap(([section, text]) =>
		kinds.filter(([, pattern]) => pattern.test(text)).map(([kind]): Hint => ({ section, code: 'looksLikePersonalData', kind }))
	);
}

function isWritten(text: string): boolean {
	return /[\p{L}\p{N}]/u.test(text);
}

/** Whether a number stands in the text; the numbering of a list is none. */
function hasNumber(text: string): boolean {
	return /\d/.test(text.replaceAll(/^ *\d+[.)] /gm, ''));
}

function mentions(text: string, beginnings: readonly string[]): boolean {
	const words = withoutAccents(text);
	return beginnings.some((beginning) => words.includes(withoutAccents(beginning)));
}
