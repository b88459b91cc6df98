// The label of a practice as it lives: its states, what moves it, its public history; reports of harm; requests for reconsideration.
import { z } from 'zod';
import { PracticeClass } from '#features/methodology/schema.ts';
import { PracticeCode } from '#features/practices/schema.ts';

/**
 * `conditional`: rests on dated commitments · `underReview`: a material edit waits · `suspended`: a report of harm is examined ·
 * `lapsed`: its last day has passed.
 */
export const labelStates = ['current', 'conditional', 'underReview', 'reconsideration', 'suspended', 'lapsed'] as const;
export const LabelState = z.enum(labelStates);
export type LabelState = z.infer<typeof LabelState>;

/** A state that a suspension can lie over. */
export const RestingState = LabelState.exclude(['suspended']);
export type RestingState = z.infer<typeof RestingState>;

export const labelActs = [
	'grant',
	'review',
	'settleReview',
	'reconsider',
	'settleReconsideration',
	'suspend',
	'lift',
	'lapse',
	'end'
] as const;
export const LabelAct = z.enum(labelActs);
export type LabelAct = z.infer<typeof LabelAct>;

/** `replaced`: by the verdict on a later version · `retired`: with its practice. */
export const LabelEnd = z.enum(['replaced', 'retired']);
export type LabelEnd = z.infer<typeof LabelEnd>;

/** A label as everybody sees it. */
export const PublicLabel = z.object({
	class: PracticeClass.exclude(['unclassified']),
	state: LabelState,
	/** Since when it is in that state. */
	since: z.iso.datetime(),
	grantedOn: z.iso.date(),
	/** Last day. */
	validUntil: z.iso.date()
});
export type PublicLabel = z.infer<typeof PublicLabel>;

/** One move of a label in its public history. */
export const LabelEvent = z.object({
	act: LabelAct,
	from: LabelState.nullable(),
	to: LabelState.nullable(),
	at: z.iso.datetime()
});
export type LabelEvent = z.infer<typeof LabelEvent>;

/** A label from its verdict to its end. */
export const LabelStory = PublicLabel.extend({
	endedAt: z.iso.datetime().nullable(),
	endedBy: LabelEnd.nullable(),
	events: z.array(LabelEvent)
});
export type LabelStory = z.infer<typeof LabelStory>;

// reports of harm -------------------------------------------------------------------------------------------------

/** What a report is about, by the requirement "do no harm" of the methodology. */
export const harmKinds = ['recruitment', 'place', 'personalData', 'mistreatment', 'other'] as const;
export const HarmKind = z.enum(harmKinds);
export type HarmKind = z.infer<typeof HarmKind>;

export const HarmReportInput = z.object({
	kind: HarmKind,
	text: z.string().trim().min(1).max(4_000),
	/** How to reach whoever writes; nobody has to say. */
	contact: z.string().trim().max(200).default('')
});
export type HarmReportInput = z.infer<typeof HarmReportInput>;

/** `unfounded`: nothing in it · `addressed`: there was something, and it was put right · `confirmed`: the practice does harm. */
export const HarmOutcome = z.enum(['unfounded', 'addressed', 'confirmed']);
export type HarmOutcome = z.infer<typeof HarmOutcome>;

/** A report as the secretariat reads it. Text and contact are gone once it is settled. */
export const HarmReport = z.object({
	id: z.uuid(),
	/** Null where it speaks of no practice. */
	code: PracticeCode.nullable(),
	title: z.string().nullable(),
	kind: HarmKind,
	text: z.string().nullable(),
	contact: z.string().nullable(),
	receivedAt: z.iso.datetime(),
	settledAt: z.iso.datetime().nullable(),
	outcome: HarmOutcome.nullable(),
	/** Whether the practice is in the catalogue. */
	isPublished: z.boolean(),
	/** The reader documents the practice, and may neither read nor settle the report. */
	isParty: z.boolean()
});
export type HarmReport = z.infer<typeof HarmReport>;

// reconsideration -------------------------------------------------------------------------------------------------

export const ReconsiderationReason = z.object({ reason: z.string().trim().min(1).max(4_000) });
export type ReconsiderationReason = z.infer<typeof ReconsiderationReason>;

/** `kept` or `changed`: class and unmet criteria of the new verdict are the same or not · `dropped`: whoever asked took it back. */
export const ReconsiderationOutcome = z.enum(['kept', 'changed', 'dropped']);
export type ReconsiderationOutcome = z.infer<typeof ReconsiderationOutcome>;

/** A request as its practice's author and the secretariat see it. */
export const Reconsideration = z.object({
	reason: z.string(),
	requestedAt: z.iso.datetime(),
	/** Day by which the network means to have decided. */
	goalOn: z.iso.date(),
	outcome: ReconsiderationOutcome.nullable(),
	settledAt: z.iso.datetime().nullable()
});
export type Reconsideration = z.infer<typeof Reconsideration>;
