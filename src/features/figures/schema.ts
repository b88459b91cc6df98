// The figures of a call or of the whole network: how its procedure works, never how a person works.
import { z } from 'zod';
import { CallCode } from '#features/calls/schema.ts';
import { LabelState } from '#features/labels/schema.ts';
import { CriterionKey, EditionId, Level, PracticeClass } from '#features/methodology/schema.ts';
import { PracticeState } from '#features/practices/schema.ts';

const Count = z.number().int().min(0);
const Share = z.number().min(0).max(1);

export const FiguresQuery = z.object({
	/** Code of a call; the whole network when left out. */
	call: CallCode.optional()
});
export type FiguresQuery = z.infer<typeof FiguresQuery>;

/** How far first levels of a criterion agree, over all practices together. */
export const CriterionAgreement = z.object({
	/** Krippendorff's alpha, ordinal; null when it cannot be calculated. */
	alpha: z.number().max(1).nullable(),
	/** 95 %, bootstrap over practices. */
	interval: z.tuple([z.number(), z.number()]).nullable(),
	exact: Share.nullable(),
	withinOne: Share.nullable(),
	/** Pairable levels. */
	n: Count,
	/** All first levels, with those that are no place on the scale. */
	distribution: z.record(Level, Count)
});
export type CriterionAgreement = z.infer<typeof CriterionAgreement>;

/** The author's own level against the median of the panel. */
export const SelfComparison = z.object({
	same: Count,
	above: Count,
	below: Count,
	/** One of the two is no place on the scale. */
	notComparable: Count
});
export type SelfComparison = z.infer<typeof SelfComparison>;

export const CriterionFigures = z.object({
	criterion: CriterionKey,
	/** Practices with two first levels or more. */
	practices: Count,
	/** Null below the number of practices that the edition asks for (`agreementFrom`). */
	agreement: CriterionAgreement.nullable(),
	/** Practices whose author assessed herself. */
	selfAssessed: Count,
	/** Null below `leastCompared` practices. */
	selfComparison: SelfComparison.nullable(),
	/** Practices with a verdict, and those in which this criterion is unmet. */
	judged: Count,
	unmet: Count,
	/** Why it is unmet, by the edition's categories; a verdict may name several. */
	reasons: z.array(z.object({ key: z.string(), count: Count }))
});
export type CriterionFigures = z.infer<typeof CriterionFigures>;

export const EditionFigures = z.object({
	edition: EditionId,
	agreementFrom: Count,
	criteria: z.array(CriterionFigures),
	/** Sendings that were checked, and in how many each requirement was unmet. */
	requirements: z.array(z.object({ key: z.string(), checked: Count, unmet: Count }))
});
export type EditionFigures = z.infer<typeof EditionFigures>;

/** Days that a step took: the median of the practices that have taken it. */
export const Duration = z.object({ days: z.number().min(0).nullable(), n: Count });
export type Duration = z.infer<typeof Duration>;

/** States on the way to publication, in its order. */
export const StateOnTheWay = PracticeState.extract([
	'draft',
	'submitted',
	'requirements',
	'returned',
	'assessment',
	'deliberation',
	'decided'
]);
export type StateOnTheWay = z.infer<typeof StateOnTheWay>;

export const Figures = z.object({
	/** Null for the whole network. */
	call: z.object({ code: CallCode, title: z.string() }).nullable(),
	/** What everybody may read, or with what is not public yet. */
	isPublic: z.boolean(),
	/** Practices that were ever sent, and what became of them; one may be counted in several. */
	practices: z.object({ sent: Count, underWay: Count, judged: Count, published: Count, returned: Count, withdrawn: Count }),
	/** Practices by the class of their latest verdict. */
	classes: z.record(PracticeClass, Count),
	/** Requests for reconsideration, and how those that are settled ended. */
	reconsiderations: z.object({ requested: Count, kept: Count, changed: Count }),
	/** Labels that stand: neither replaced nor retired. */
	labels: z.object({ standing: Count, lapsed: Count, states: z.record(LabelState, Count) }),
	/** From the first sending to the first verdict. */
	toVerdict: Duration,
	states: z.array(Duration.extend({ state: StateOnTheWay })),
	editions: z.array(EditionFigures)
});
export type Figures = z.infer<typeof Figures>;

/** Fewer self-assessments are not compared in public: with one, the comparison would be its author's. */
export const leastCompared = 5;
