// A scoring sheet that was filled in without connection: what it says of itself, what it answers, what each answer would become.
import { z } from 'zod';
import type { CommentInput, DefinitionCheck, Judgement } from '#features/assessments/schema.ts';
import { CriterionKey } from '#features/methodology/schema.ts';
import { PracticeCode } from '#features/practices/schema.ts';
import type { Locale } from '#platform/locale.ts';

/** `xlsx`: the scoring sheet · `docx`: the document with observations and judgements. Both hold the same answers. */
export const SheetFormat = z.enum(['xlsx', 'docx']);
export type SheetFormat = z.infer<typeof SheetFormat>;

/**
 * What a sheet says of itself. The token names one assessment; it opens nothing to anybody but its assessor, signed in.
 * @property judgements version of each judgement when the sheet was downloaded, 0 where there was none
 * @property definition what the check of the definition held then, as a mark
 */
export interface SheetIdentity {
	token: string;
	code: string;
	versionNumber: number;
	edition: string;
	judgements: Record<CriterionKey, number>;
	definition: string;
}

/** Answers to one criterion as they were typed; a part whose line is missing is undefined, and stays as it is stored. */
export interface TypedJudgement {
	level?: string;
	reason?: string;
	files?: string;
	passages?: string;
	indicators?: string;
	owner?: string;
	due?: string;
	questions: Record<string, string>;
}

/** One practice's sheet as it was read from a file. */
export interface BroughtSheet {
	identity: SheetIdentity;
	judgements: Record<CriterionKey, TypedJudgement>;
	definition: Record<string, { answer?: string; note?: string }>;
	comments: { passage: string; text: string }[];
}

/** Why a whole sheet changes nothing. */
export const sheetRefusals = [
	'unknown',
	'ofAnother',
	'otherPractice',
	'olderVersion',
	'otherEdition',
	'handedIn',
	'disclosed',
	'excused',
	'interestNotDeclared',
	'closed',
	'repeated'
] as const;
/**
 * `unknown`: no assessment has this token · `ofAnother`: somebody else's · `otherPractice`: not the one it was brought to, or the sheet
 * contradicts itself · `olderVersion`: the text was sent anew since · `repeated`: stands twice among the files brought.
 */
export type SheetRefusal = (typeof sheetRefusals)[number];

/** Why one answer is left out. */
export const answerIssues = [
	'levelUnknown',
	'answerUnknown',
	'fileUnknown',
	'dayUnknown',
	'reasonTooLong',
	'evidenceTooLong',
	'noteTooLong',
	'passageUnknown',
	'commentTooLong',
	'commentIncomplete',
	'criterionUnknown'
] as const;
export type AnswerIssue = (typeof answerIssues)[number];

/** What was typed and why it is left out. */
export interface RefusedAnswer {
	issue: AnswerIssue;
	/** The words that were typed, shortened. */
	typed: string;
}

/**
 * What bringing a sheet in does to one judgement. `empty`: nothing was answered · `same`: stored like this already · `save`: becomes the
 * judgement · `conflict`: it was judged on line since the download, so that stays unless the assessor chooses · `refused`: an answer
 * cannot be taken.
 */
export type Effect = 'empty' | 'same' | 'save' | 'conflict' | 'refused';

export interface PlannedJudgement {
	criterion: CriterionKey;
	effect: Effect;
	/** Version of the stored judgement that this plan was made on. */
	version: number;
	stored: Judgement | undefined;
	/** What it would become; undefined where nothing was answered. */
	brought: Judgement | undefined;
	issues: RefusedAnswer[];
}

export interface PlannedSheet {
	code: string;
	judgements: PlannedJudgement[];
	definition: { effect: Effect; stored: DefinitionCheck; brought: DefinitionCheck; issues: RefusedAnswer[] };
	/** Comments that are not stored yet. */
	comments: CommentInput[];
	commentIssues: RefusedAnswer[];
}

/** Answers as they stand between preview and confirmation. */
export interface KeptUpload {
	locale: Locale;
	/** The practice they were brought to; null from the list of all. */
	expected: string | null;
	sheets: BroughtSheet[];
}

/** What somebody confirms: of each conflict the version of the stored judgement that the sheet may replace. */
export const UploadChoice = z.object({
	take: z.record(PracticeCode, z.record(CriterionKey, z.string().regex(/^\d{1,9}$/))).default({})
});
export type UploadChoice = z.infer<typeof UploadChoice>;
