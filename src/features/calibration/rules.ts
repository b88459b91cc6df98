// The text of an exercise, what is still to be judged of it, and how the levels given lie to the reference.
import { judgementRefusals } from '#features/assessments/rules/verdict.ts';
import { reachesThreshold } from '#features/methodology/rules/edition.ts';
import type { CriterionKey, Edition, Example, Exercise, FieldKey, Level } from '#features/methodology/schema.ts';
import type { Layers } from '#features/practices/schema.ts';
import { inLocale, type Locale } from '#platform/locale.ts';
import type { Closeness, Comparison, ExerciseState, Judgements } from './schema.ts';

/** What is read and judged. */
export interface ExerciseText {
	language: Locale;
	fields: Partial<Record<FieldKey, string>>;
	dimensions: Layers['dimensions'];
	/** Files by their text; known in a judgement by their name. */
	evidence: { field: FieldKey; name: string; text: string }[];
}

/** The text of an exercise; one that stands on the edition's worked example is put together from it, not copied. */
export function exerciseText({ source }: Exercise, example: Example | undefined): ExerciseText {
	if (source.from === 'own') {
		const { language, fields, dimensions, evidence } = source;
		return { language, fields, dimensions, evidence };
	}
	if (!example) throw new Error('the edition of an exercise has no worked example');
	const { practice, invented } = example;
	return {
		language: practice.language,
		fields: practice.fields,
		dimensions: source.evidence ? invented.layers.dimensions : {},
		evidence: source.evidence ? invented.evidence.map(({ field, name, text }) => ({ field, name, text })) : []
	};
}

export function exerciseState(answer: { criteria: Judgements; finishedAt: Date | null } | undefined): ExerciseState {
	if (answer?.finishedAt) return 'done';
	return answer && Object.values(answer.criteria).some(({ level }) => level !== null) ? 'begun' : 'new';
}

/** Criteria that an answer does not judge as a real assessment would have to, in the edition's order. */
export function unfinished(criteria: Judgements, edition: Edition): CriterionKey[] {
	return edition.criteria
		.filter((criterion) => {
			const judgement = criteria[criterion.key];
			return !judgement || judgementRefusals(judgement, criterion, edition).length > 0;
		})
		.map(({ key }) => key);
}

/** Evidence that an answer names and the exercise does not have. */
export function strangeFiles(evidence: readonly string[], text: ExerciseText): string[] {
	const known = new Set(text.evidence.map(({ name }) => `file:${name}`));
	return evidence.filter((reference) => reference.startsWith('file:') && !known.has(reference));
}

/** Each level beside the reference, in the edition's order. */
export function compare(criteria: Judgements, { reference }: Exercise, edition: Edition, locale: Locale): Comparison[] {
	return edition.criteria.flatMap(({ key }) => {
		const own = criteria[key];
		const right = reference[key];
		if (!own?.level || !right) return [];
		return [
			{
				criterion: key,
				own,
				reference: { level: right.level, reason: inLocale(right.reason, locale) },
				closeness: closeness(own.level, right.level, edition),
				difference: numberOf(own.level) === null || numberOf(right.level) === null ? null : Number(own.level) - Number(right.level)
			}
		];
	});
}

function closeness(own: Level, right: Level, edition: Edition): Closeness {
	if (own === right) return 'same';
	return reachesThreshold(own, edition) === reachesThreshold(right, edition) ? 'sameSide' : 'otherSide';
}

const numberOf = (level: Level) => (/^\d$/.test(level) ? Number(level) : null);
