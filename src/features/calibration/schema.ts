// Calibration: an assessor judges an exercise whose levels are known, and sees where she differs. It is nobody's business but hers.
import { z } from 'zod';
import { SheetLevel } from '#features/assessments/schema.ts';
import { CriterionKey, Judgement, Level } from '#features/methodology/schema.ts';

/** Name of an exercise within its edition. */
export const ExerciseKey = z
	.string()
	.max(80)
	.regex(/^[a-z0-9]+(-[a-z0-9]+)*$/);

/** `new`: not begun · `begun`: some criterion judged · `done`: handed in, so that the reference is shown. */
export const ExerciseState = z.enum(['new', 'begun', 'done']);
export type ExerciseState = z.infer<typeof ExerciseState>;

export const Judgements = z.record(CriterionKey, Judgement);
export type Judgements = z.infer<typeof Judgements>;

/** A judgement as the API takes it. */
export const ExerciseJudgement = Judgement.extend({ level: SheetLevel.nullable() });

/**
 * How a level lies to the reference. `same`: equal · `sameSide`: another level that comes to the same verdict on the criterion ·
 * `otherSide`: the criterion would come out otherwise.
 */
export const Closeness = z.enum(['same', 'sameSide', 'otherSide']);
export type Closeness = z.infer<typeof Closeness>;

export const Comparison = z.object({
	criterion: CriterionKey,
	own: Judgement,
	reference: z.object({ level: Level, reason: z.string() }),
	closeness: Closeness,
	/** Levels above (+) or below (−) the reference; null where one of the two is no number. */
	difference: z.number().int().nullable()
});
export type Comparison = z.infer<typeof Comparison>;
