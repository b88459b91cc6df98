// Answers given in one edition, read in a later one. Practices and verdicts keep pointing at their edition; this is for drafts that go on
// in another. Whatever the other edition has no place for is handed back beside the answers, never dropped.

import type { AnswersMigration, CriterionKey, Edition, FieldKey, Judgement } from '../schema.ts';
import { fieldKeys, VocabularyKey } from '../schema.ts';

/** What somebody answered, apart from the practice it belongs to. */
export interface Answers {
	fields: Partial<Record<FieldKey, string>>;
	/** Keys chosen from each vocabulary. */
	terms: Partial<Record<VocabularyKey, string[]>>;
	dimensions: Record<string, { state: string | null; reason: string }>;
	/** A self-assessment, as far as there is one. */
	judgements: Record<CriterionKey, Judgement>;
}

/** An answer without a place in the edition it was to be read in. */
export interface Unplaced {
	/** The edition it was an answer to. */
	edition: string;
	kind: 'field' | 'term' | 'dimension' | 'dimensionState' | 'judgement' | 'question';
	key: string;
	/** The vocabulary of a term, the dimension of a state, the criterion of a question. */
	within: string | null;
	value: string | Answers['dimensions'][string] | Judgement;
}

export interface Migrated {
	answers: Answers;
	unplaced: Unplaced[];
}

/**
 * Reads answers of one edition in another. Where the other replaces the one, over any number of editions between, keys are renamed as each
 * of them says; a key that is not spoken of keeps its name. Between methodologies that have nothing to do with each other only the texts
 * of the fields go along: the same key need not mean the same.
 * @param from edition the answers were given in
 * @param to edition they are to be read in
 * @returns the answers, and those that have no place there in the order in which they lost it
 */
export function migrateAnswers(answers: Answers, from: Edition, to: Edition, editions: ReadonlyMap<string, Edition>): Migrated {
	if (from.id === to.id) return { answers, unplaced: [] };
	const steps = stepsBetween(from, to, editions);
	if (!steps) return migrateStep(answers, from, to, undefined);
	let at: { answers: Answers; edition: Edition; unplaced: Unplaced[] } = { answers, edition: from, unplaced: [] };
	for (const next of steps) {
		const step = migrateStep(at.answers, at.edition, next, next.succeeds?.answers);
		at = { answers: step.answers, edition: next, unplaced: [...at.unplaced, ...step.unplaced] };
	}
	return { answers: at.answers, unplaced: at.unplaced };
}

/** The editions one passes on the way, the last included; undefined where the one does not lead to the other. */
function stepsBetween(from: Edition, to: Edition, editions: ReadonlyMap<string, Edition>): Edition[] | undefined {
	const steps: Edition[] = [];
	for (let at: Edition | undefined = to; at; at = at.succeeds ? editions.get(at.succeeds.edition) : undefined) {
		if (at.id === from.id) return steps;
		steps.unshift(at);
	}
	return undefined;
}

/** @param renamed what the edition `to` says of the one before; undefined for an edition that knows nothing of it */
function migrateStep(answers: Answers, from: Edition, to: Edition, renamed: AnswersMigration | undefined): Migrated {
	const unplaced: Unplaced[] = [];
	const lost: Lost = (piece) => unplaced.push({ edition: from.id, ...piece });
	return {
		answers: {
			fields: placeFields(answers.fields, to, renamed, lost),
			terms: placeTerms(answers.terms, to, renamed, lost),
			dimensions: placeDimensions(answers.dimensions, to, renamed, lost),
			judgements: placeJudgements(answers.judgements, to, renamed, lost)
		},
		unplaced
	};
}

type Lost = (piece: Omit<Unplaced, 'edition'>) => void;

function placeFields(fields: Answers['fields'], to: Edition, renamed: AnswersMigration | undefined, lost: Lost): Answers['fields'] {
	const placed: Answers['fields'] = {};
	const asked = to.fields.map(({ key }) => key);
	for (const key of fieldKeys) {
		const value = fields[key];
		if (value === undefined || value.trim() === '') continue;
		const target = targetOf(key, renamed?.fields, asked);
		if (target && placed[target] === undefined) placed[target] = value;
		else lost({ kind: 'field', key, within: null, value });
	}
	return placed;
}

function placeTerms(terms: Answers['terms'], to: Edition, renamed: AnswersMigration | undefined, lost: Lost): Answers['terms'] {
	const placed: Answers['terms'] = {};
	for (const vocabulary of VocabularyKey.options) {
		const chosen = terms[vocabulary];
		if (!chosen) continue;
		const known = to.vocabulary[vocabulary].map(({ key }) => key);
		const kept = new Set<string>();
		for (const key of chosen) {
			const target = renamed && targetOf(key, renamed.terms[vocabulary], known);
			if (target) kept.add(target);
			else lost({ kind: 'term', key, within: vocabulary, value: key });
		}
		placed[vocabulary] = [...kept];
	}
	return placed;
}

function placeDimensions(
	dimensions: Answers['dimensions'],
	to: Edition,
	renamed: AnswersMigration | undefined,
	lost: Lost
): Answers['dimensions'] {
	const placed: Answers['dimensions'] = {};
	const known = to.dimensions.map(({ key }) => key);
	const states = to.dimensionStates.map(({ key }) => key);
	for (const [key, value] of Object.entries(dimensions)) {
		const target = renamed && targetOf(key, renamed.dimensions, known);
		if (!target || placed[target]) {
			lost({ kind: 'dimension', key, within: null, value });
			continue;
		}
		const state = value.state === null ? null : (targetOf(value.state, renamed.dimensionStates, states) ?? null);
		if (value.state !== null && state === null) lost({ kind: 'dimensionState', key: value.state, within: key, value: value.state });
		placed[target] = { state, reason: value.reason };
	}
	return placed;
}

function placeJudgements(
	judgements: Answers['judgements'],
	to: Edition,
	renamed: AnswersMigration | undefined,
	lost: Lost
): Answers['judgements'] {
	const placed: Answers['judgements'] = {};
	const known = to.criteria.map(({ key }) => key);
	for (const [key, value] of Object.entries(judgements)) {
		const target = renamed && targetOf(key, renamed.criteria, known);
		if (!target || placed[target]) {
			lost({ kind: 'judgement', key, within: null, value });
			continue;
		}
		const asked = to.criteria.find((criterion) => criterion.key === target)?.questions.map((question) => question.key) ?? [];
		const questions: Judgement['questions'] = {};
		for (const [question, answer] of Object.entries(value.questions)) {
			const heir = targetOf(question, renamed.questions[key], asked);
			if (heir && questions[heir] === undefined) questions[heir] = answer;
			else lost({ kind: 'question', key: question, within: key, value: answer });
		}
		placed[target] = { ...value, questions };
	}
	return placed;
}

/** What a key is called in the new edition; undefined where it has no such thing any more. */
function targetOf<Key extends string>(
	key: Key,
	renamed: Partial<Record<string, Key | null>> | undefined,
	known: readonly Key[]
): Key | undefined {
	const target = renamed && Object.hasOwn(renamed, key) ? renamed[key] : key;
	return target !== null && target !== undefined && known.includes(target) ? target : undefined;
}
