// A panel's judgements as they are handed in, and what the rule makes of them.
import { z } from 'zod';
import { CallCode } from '#features/calls/schema.ts';
import { CriterionKey, EditionId, EvidenceReference, Judgement, Level, PracticeClass } from '#features/methodology/schema.ts';
import { type Observation, PracticeState, SectionKey } from '#features/practices/schema.ts';

// The rubric defines the shape of a judgement; a panel knows it under the same name.
export { Judgement } from '#features/methodology/schema.ts';

/** A level as a sheet may spell it: `2` or `"2"`, `"unknown"`, `"notYet"`. */
export const SheetLevel = z.union([Level, z.literal([0, 1, 2, 3])]).transform((level) => String(level) as Level);

/** One assessor's line of a sheet. A criterion may be missing here, so that the rule can name it. */
export const PanelMember = z.object({
	assessor: z.string().trim().min(1).max(300),
	criteria: z.record(CriterionKey, Judgement.extend({ level: SheetLevel }))
});

/** What `acervo verdict` reads, and what a handler assembles from the judgements of an assessed version. */
export const ScoreSheet = z.object({ edition: EditionId, panel: z.array(PanelMember).max(50) });
/** Levels may still be unchosen where a handler assembles the sheet of a panel at work. */
export interface ScoreSheet {
	edition: string;
	panel: { assessor: string; criteria: Record<CriterionKey, Judgement> }[];
}

/** A place of a sheet (`panel.0.criteria.results.reason`) and why it is refused. */
export const Refusal = z.object({ path: z.string(), reason: z.string() });
export interface Refusal {
	path: string;
	reason: RefusalReason;
}

export const refusalReasons = [
	'shape',
	'otherEdition',
	'panelTooSmall',
	'assessorRepeated',
	'criterionMissing',
	'levelMissing',
	'reasonMissing',
	'evidenceMissing',
	'evidenceUnfit',
	'commitmentIncomplete'
] as const;
/**
 * `shape`: the sheet is not spelled as it must be · `evidenceMissing`: none given · `evidenceUnfit`: given, but the criterion
 * asks for a document or an indicator · `commitmentIncomplete`: a commitment without owner or day.
 */
export type RefusalReason = (typeof refusalReasons)[number];

/**
 * Why a criterion came out as it did. `supported`: met · `commitment`: met, and a dated commitment is part of what it rests on ·
 * `belowThreshold`: unmet · `withoutInformation`: unmet, because the panel found nothing to judge · `split`: an even panel stands half and half.
 */
export const OutcomeReason = z.enum(['supported', 'commitment', 'belowThreshold', 'withoutInformation', 'split']);
export type OutcomeReason = z.infer<typeof OutcomeReason>;

export const CriterionOutcome = z.object({
	/** Null when the middle of the panel is `unknown` or `notYet`: there is no number to tell. */
	median: z.number().nullable(),
	/** Null while the panel is split. */
	met: z.boolean().nullable(),
	/** In the order of the panel. */
	levels: z.array(Level),
	why: OutcomeReason
});
export type CriterionOutcome = z.infer<typeof CriterionOutcome>;

/** What the rule proposes; people confirm it or depart from it in writing. Class and unmet are null as long as a criterion is divergent. */
export const Proposal = z.object({
	status: z.enum(['decided', 'divergent']),
	class: PracticeClass.nullable(),
	unmet: z.array(CriterionKey).nullable(),
	divergent: z.array(CriterionKey),
	conditional: z.boolean(),
	criteria: z.record(CriterionKey, CriterionOutcome)
});
export type Proposal = z.infer<typeof Proposal>;

/** The proposal in words, a sentence or two per criterion and for the class. */
export const Explanation = z.object({ class: z.string(), criteria: z.record(CriterionKey, z.string()) });
export type Explanation = z.infer<typeof Explanation>;

/** Answer of `acervo verdict`: the proposal with its reasons in words, or what must be mended first. */
export const VerdictAnswer = z.union([
	z.object({ refused: z.array(Refusal) }),
	Proposal.extend({ criteria: z.record(CriterionKey, CriterionOutcome.omit({ why: true }).extend({ why: z.string() })) })
]);
export type VerdictAnswer = z.infer<typeof VerdictAnswer>;

/** Answers to the short check of the definition; it informs and does not decide. */
export const DefinitionCheck = z.record(
	z.string().max(60),
	z.object({ answer: z.enum(['yes', 'no', 'unclear']), note: z.string().max(2_000) })
);
export type DefinitionCheck = z.infer<typeof DefinitionCheck>;

/** What is published per criterion: sentences the secretariat has read, edited and confirmed. */
export const VerdictWording = z.record(CriterionKey, z.string().trim().max(4_000));
export type VerdictWording = z.infer<typeof VerdictWording>;

/** Categories of an edition by criterion. */
export const ReasonKeys = z.record(CriterionKey, z.array(z.string().max(60)).max(20));
export type ReasonKeys = z.infer<typeof ReasonKeys>;

/** The secretariat's confirmation; another class or other criteria than proposed need a written reason. */
export const Confirmation = z.object({
	class: PracticeClass.optional(),
	/** Criteria held unmet; as proposed when left out. */
	unmet: z.array(CriterionKey).max(20).optional(),
	departure: z.string().trim().max(4_000).default(''),
	wording: VerdictWording.default({}),
	/** Why criteria are unmet, by the categories of the edition. */
	reasons: ReasonKeys.default({})
});
export type Confirmation = z.infer<typeof Confirmation>;

/** A wording that is corrected before publication; class and criteria stay. */
export const WordingCorrection = z.object({ wording: VerdictWording });
export type WordingCorrection = z.infer<typeof WordingCorrection>;

/** What the author says of the verdict before it is published; empty accepts it without an answer. */
export const VerdictAnswered = z.object({ answer: z.string().trim().max(10_000).default('') });
export type VerdictAnswered = z.infer<typeof VerdictAnswered>;

/** A differing assessor's own words; empty takes them back. */
export const Dissent = z.object({ text: z.string().trim().max(4_000) });
export type Dissent = z.infer<typeof Dissent>;

/** The same as its form posts it: what is not ticked is met. */
export const ConfirmationForm = Confirmation.extend({ unmet: z.array(CriterionKey).max(20).default([]) });

/** `tie`: to whoever pays for the practice, on which the secretariat decides · `declared`: an interest, which excuses. */
export const Interest = z.enum(['none', 'tie', 'declared']);
export type Interest = z.infer<typeof Interest>;

export const InterestDeclaration = z.object({ interest: Interest, note: z.string().trim().max(2_000).default('') });
export type InterestDeclaration = z.infer<typeof InterestDeclaration>;

/**
 * Why somebody assesses no more: an interest of hers · a conflict that the secretariat found · she did not hand in · she asked to be let off.
 */
export const ExcuseKind = z.enum(['interest', 'conflict', 'late', 'own']);
export type ExcuseKind = z.infer<typeof ExcuseKind>;

/** The secretariat excuses one seat; an interest is declared, and letting off is asked for, by the assessor herself. */
export const Excuse = z.object({
	assessmentId: z.uuid(),
	kind: z.enum(['conflict', 'late']),
	note: z.string().trim().max(2_000).default('')
});
export type Excuse = z.infer<typeof Excuse>;

/** An assessor's own words for asking to be let off. */
export const OwnExcuse = z.object({ note: z.string().trim().min(1).max(2_000) });
export type OwnExcuse = z.infer<typeof OwnExcuse>;

/** The form of an assessor who found an interest or a tie after opening a practice, or wishes to be let off. */
export const SpeakingUp = z.object({ what: z.enum(['declared', 'tie', 'letOff']), note: OwnExcuse.shape.note });

/** The secretariat's answer to a declared tie; refusing it excuses. */
export const TieDecision = z.object({
	assessmentId: z.uuid(),
	accept: z.boolean(),
	note: z.string().trim().max(2_000).default('')
});
export type TieDecision = z.infer<typeof TieDecision>;

/** The same as its form posts it. */
export const TieDecisionForm = z
	.object({ assessmentId: z.uuid(), decision: z.enum(['accept', 'refuse']), note: z.string().trim().max(2_000).default('') })
	.transform(({ decision, ...rest }): TieDecision => ({ ...rest, accept: decision === 'accept' }));

/** Another last day for handing in. */
export const DueChange = z.object({ assessmentId: z.uuid(), dueOn: z.iso.date() });
export type DueChange = z.infer<typeof DueChange>;

export const RequirementCheck = z.object({ key: z.string().max(60), met: z.boolean(), reason: z.string().trim().max(2_000).default('') });
export type RequirementCheck = z.infer<typeof RequirementCheck>;

/** A remark on a passage, which is quoted word for word. */
export const CommentInput = z.object({ quote: z.string().trim().min(1).max(1_000), text: z.string().trim().min(1).max(4_000) });
export type CommentInput = z.infer<typeof CommentInput>;

/** Whose turn it is on a practice. */
export const Waiting = z.enum(['author', 'secretariat', 'assessors', 'panel', 'nobody']);
export type Waiting = z.infer<typeof Waiting>;

/** What the secretariat's board is narrowed to. */
export const BoardQuery = z.object({
	q: z.string().trim().max(200).default(''),
	/** Code of a call, or `none` for practices outside any. */
	call: z.union([CallCode, z.literal('none')]).optional(),
	state: PracticeState.optional(),
	waitsFor: Waiting.optional(),
	/** Id of somebody who has the practice in hand. */
	assessor: z.string().max(60).optional(),
	/** Only where a date has passed. */
	overdue: z.boolean().default(false)
});
export type BoardQuery = z.infer<typeof BoardQuery>;

/** One reference per line of a text area. */
const lines = (kind: 'text' | 'indicator') =>
	z
		.string()
		.default('')
		.transform((text) =>
			text
				.split('\n')
				.map((line) => line.trim())
				.filter(Boolean)
				.map((line) => `${kind}: ${line}`)
		)
		.pipe(z.array(EvidenceReference));

/** A judgement as the page's form posts it: files ticked, passages and indicators one per line, an unchosen level empty. */
export const JudgementForm = z
	.object({
		version: z.coerce.number().int().min(0),
		level: z.union([Level, z.literal('')]).default(''),
		reason: Judgement.shape.reason,
		questions: Judgement.shape.questions,
		files: z.array(EvidenceReference).max(60).default([]),
		passages: lines('text'),
		indicators: lines('indicator'),
		commitment: z.object({ owner: z.string().trim().max(300), due: z.union([z.iso.date(), z.literal('')]) }).optional(),
		/** Where the button that was pressed leads. */
		goTo: z.string().max(60).default('')
	})
	.transform(({ version, goTo, level, reason, questions, files, passages, indicators, commitment }) => ({
		version,
		goTo,
		judgement: {
			level: level || null,
			reason,
			questions,
			evidence: [...files, ...passages, ...indicators],
			commitment: commitment && (commitment.owner || commitment.due) ? { owner: commitment.owner, due: commitment.due || null } : null
		}
	}));

/** A judgement as its form shows it: what is stored, or what was typed when it was refused. */
export const JudgementDraft = z.object({
	level: z.string().catch(''),
	reason: z.string().catch(''),
	questions: z.record(z.string(), z.string()).catch({}),
	files: z.array(z.string()).catch([]),
	passages: z.string().catch(''),
	indicators: z.string().catch(''),
	commitment: z.object({ owner: z.string().catch(''), due: z.string().catch('') }).catch({ owner: '', due: '' })
});
export type JudgementDraft = z.infer<typeof JudgementDraft>;

/** Spreads a stored judgement over the controls of its form; an empty one where there is none yet. */
export function judgementDraft(judgement: Judgement | undefined): JudgementDraft {
	const evidence = judgement?.evidence ?? [];
	return {
		level: judgement?.level ?? '',
		reason: judgement?.reason ?? '',
		questions: judgement?.questions ?? {},
		files: evidence.filter((reference) => reference.startsWith('file:')),
		passages: referencesOf(evidence, 'text').join('\n'),
		indicators: referencesOf(evidence, 'indicator').join('\n'),
		commitment: { owner: judgement?.commitment?.owner ?? '', due: judgement?.commitment?.due ?? '' }
	};
}

/** The check of the definition as its form posts it; what was not answered is left out. */
export const DefinitionCheckForm = z
	.object({
		version: z.coerce.number().int(),
		check: z.record(z.string(), z.object({ answer: z.enum(['yes', 'no', 'unclear']).optional(), note: z.string().trim().max(2_000) }))
	})
	.transform(({ version, check }): { version: number; check: DefinitionCheck } => {
		const answered = Object.entries(check).flatMap(([key, { answer, note }]) => (answer ? [[key, { answer, note }] as const] : []));
		return { version, check: Object.fromEntries(answered) };
	});

/** The same form as it was typed, when it was refused. */
export const DefinitionCheckDraft = z.object({
	check: z.record(z.string(), z.object({ answer: z.string().optional(), note: z.string().optional() }).catch({})).catch({})
});
export type DefinitionCheckDraft = z.infer<typeof DefinitionCheckDraft>;

/** Requirements as their form posts them, several at once; those without an answer are left out. */
export const RequirementsForm = z
	.object({
		requirement: z.record(
			RequirementCheck.shape.key,
			z.object({ met: z.enum(['yes', 'no']).optional(), reason: RequirementCheck.shape.reason })
		)
	})
	.transform(({ requirement }): RequirementCheck[] =>
		Object.entries(requirement).flatMap(([key, { met, reason }]) => (met ? [{ key, met: met === 'yes', reason }] : []))
	);

/** Observations as their form posts them, some per section with the passage each speaks of; `general` concerns the whole practice. */
export const ObservationsForm = z
	.object({
		observations: z.partialRecord(
			z.union([SectionKey, z.literal('general')]),
			z.record(
				z.string(),
				z
					.object({ text: z.string().trim().max(4_000).default(''), quote: z.string().trim().max(1_000).default('') })
					.refine(({ text, quote }) => text !== '' || quote === '', { message: 'observationMissing' })
			)
		)
	})
	.transform(({ observations }): Observation[] =>
		Object.entries(observations).flatMap(([key, rows]) =>
			Object.values(rows ?? {}).flatMap(({ text, quote }) =>
				text ? [{ key: key === 'general' ? null : SectionKey.parse(key), text, quote: quote || null }] : []
			)
		)
	);

/** The same forms as they were typed, when they were refused: whatever is no text is left out. */
export const RequirementsDraft = z.object({
	requirement: z.record(z.string(), z.object({ met: z.string().optional(), reason: z.string().optional() }).catch({})).catch({})
});
export const ObservationsDraft = z.object({
	observations: z
		.record(z.string(), z.record(z.string(), z.object({ text: z.string().catch(''), quote: z.string().catch('') })).catch({}))
		.catch({})
});
export type ObservationsDraft = z.infer<typeof ObservationsDraft>;
export const ReasonsDraft = z.object({ reasons: z.record(z.string(), z.array(z.string()).catch([])).catch({}) });
export const WordingDraft = z.object({ wording: z.record(z.string(), z.string()).catch({}) });

/** Who is to assess, until when, and in whose place. */
export const PanelAssignment = z.object({
	people: z.array(z.string().max(60)).max(20).default([]),
	/** Last day for handing in; as usual when it is left out. */
	dueOn: z.iso.date().optional(),
	/** The seat that one person takes over: excused, or late and excused by this. */
	standsInFor: z.uuid().optional()
});
export type PanelAssignment = z.infer<typeof PanelAssignment>;

/** The same as its form posts it, where what was left open is empty. */
export const PanelAssignmentForm = PanelAssignment.extend({
	dueOn: z
		.union([z.iso.date(), z.literal('')])
		.optional()
		.transform((day) => day || undefined),
	standsInFor: z
		.union([z.uuid(), z.literal('')])
		.optional()
		.transform((id) => id || undefined)
});

/** Whether the author asked to publish although there is no label. */
export const Publication = z.object({ authorWishes: z.boolean().default(false) });

/** The references of a judgement apart, as its form shows them. */
export function referencesOf(evidence: readonly string[], kind: 'text' | 'file' | 'indicator'): string[] {
	return evidence.filter((reference) => reference.startsWith(`${kind}:`)).map((reference) => reference.slice(kind.length + 1).trim());
}
