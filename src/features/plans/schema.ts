// The accompaniment of a practice that has criteria still unmet: steps with somebody who sees to them, a day and evidence.
import { z } from 'zod';
import { CriterionKey } from '#features/methodology/schema.ts';
import { PracticeCode } from '#features/practices/schema.ts';

/** What somebody writes of a step; `owner` is an office or a post, not a person's data. */
export const StepInput = z.object({
	criterion: CriterionKey,
	text: z.string().trim().min(1).max(1_000),
	owner: z.string().trim().max(300).default(''),
	dueOn: z
		.union([z.iso.date(), z.literal(''), z.null()])
		.default(null)
		.transform((day) => day || null)
});
export type StepInput = z.infer<typeof StepInput>;

/** What shows that a step is done: a note, a file of the practice, or both; nothing does not. */
export const StepEvidence = z.object({
	evidenceNote: z.string().trim().max(2_000).default(''),
	attachmentId: z
		.union([z.uuid(), z.literal(''), z.null()])
		.default(null)
		.transform((id) => id || null)
});
export type StepEvidence = z.infer<typeof StepEvidence>;

export const PlanStep = z.object({
	id: z.uuid(),
	criterion: CriterionKey,
	text: z.string(),
	owner: z.string(),
	dueOn: z.iso.date().nullable(),
	evidenceNote: z.string(),
	attachmentId: z.uuid().nullable(),
	/** Null where the file was taken off since. */
	attachmentName: z.string().nullable(),
	doneAt: z.date().nullable(),
	version: z.number().int()
});
export type PlanStep = z.infer<typeof PlanStep>;

/** How far a plan is. Removed steps do not count. */
export const PlanProgress = z.object({
	steps: z.number().int(),
	done: z.number().int(),
	/** The next day of a step that is not done; days that have passed are no next ones. */
	nextDueOn: z.iso.date().nullable()
});
export type PlanProgress = z.infer<typeof PlanProgress>;

export const suggestionOrigins = ['reason', 'question', 'commitment', 'earlier'] as const;
/** `reason`: a category of the verdict · `question`: a guiding question of the source · `commitment`: promised to the panel · `earlier`: left of the plan before. */
export const SuggestionOrigin = z.enum(suggestionOrigins);

/** A step that may be taken over with a click. */
export const Suggestion = StepInput.extend({ dueOn: z.iso.date().nullable(), origin: SuggestionOrigin });
export type Suggestion = z.infer<typeof Suggestion>;

export const StepPath = z.object({ code: PracticeCode, id: z.uuid() });
