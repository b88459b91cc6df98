// A practice in assessment as the rules need to know it: its version, its panel, what was judged. Read once, inside the transaction of an act.

import { ancestry } from '#features/institutions/store.server.ts';
import { isPast, lastDayToReconsider } from '#features/labels/rules/validity.ts';
import { readEdition } from '#features/methodology/handlers.server.ts';
import { criteriaApart } from '#features/methodology/rules/edition.ts';
import type { CriterionKey, Edition, Level } from '#features/methodology/schema.ts';
import type { PanelSeat, Situation } from '#features/practices/rules/life.ts';
import { findLastVersion, listInstitutions, lockPractice, type PracticeRow, type VersionRow } from '#features/practices/store.server.ts';
import type { Ctx, Db, Tx } from '#platform/ctx.ts';
import { isoDayOf } from '#platform/moments.ts';
import { Problem } from '#platform/problem.ts';
import { isAuthorHeard, mayAssess, needsDeliberation, proposeVerdict, refusals } from '../rules/verdict.ts';
import type { Judgement, Proposal, ScoreSheet } from '../schema.ts';
import { listFormerAssessors, listPersonInstitutionIds } from '../store/candidates.server.ts';
import { type JudgementRow, listJudgements, type Round } from '../store/judgements.server.ts';
import { findPanel, listPanelInstitutionIds } from '../store/panels.server.ts';
import { listRequirementChecks, type RequirementRow } from '../store/requirements.server.ts';
import { type AssessmentRow, listAssessments } from '../store/seats.server.ts';
import { findVerdict, type VerdictRow } from '../store/verdicts.server.ts';

export interface Case {
	practice: PracticeRow;
	edition: Edition;
	version: VersionRow;
	requirements: RequirementRow[];
	assessments: AssessmentRow[];
	judgements: JudgementRow[];
	/** People of the panel who would not be assigned today, excused or not: their institutions or those of the practice have changed. */
	conflicted: ReadonlySet<string>;
	disclosedAt: Date | null;
	/** On the version, or on the one that it corrects. */
	verdict: VerdictRow | undefined;
	readAt: Date;
}

/** What of a case its levels are read from. */
export type Panel = Pick<Case, 'edition' | 'assessments' | 'judgements'>;

/** Reads the case of a practice that was sent at least once. @throws Problem wrongState when it never was */
export async function readCase(ctx: Ctx, db: Db | Tx, practice: PracticeRow): Promise<Case> {
	const version = await findLastVersion(db, practice.id);
	if (!version) throw new Problem('wrongState');
	const [requirements, assessments, panel, verdict, institutionsOf, conflict] = await Promise.all([
		listRequirementChecks(db, version.id),
		listAssessments(db, version.id),
		findPanel(db, version.id),
		findVerdict(db, version.kind === 'correction' && version.basedOn ? version.basedOn : version.id),
		listPanelInstitutionIds(db, version.id),
		readConflicts(db, practice)
	]);
	const judgements = await listJudgements(
		db,
		assessments.map((assessment) => assessment.id)
	);
	const edition = readEdition(ctx.app, practice.edition);
	const isConflicted = (id: string) => !conflict({ id, institutionIds: institutionsOf.get(id) ?? [], isSecretariat: false }).ok;
	const conflicted = new Set(assessments.map(({ assessorId }) => assessorId).filter(isConflicted));
	return {
		practice,
		edition,
		version,
		requirements,
		assessments,
		judgements,
		conflicted,
		disclosedAt: panel?.disclosedAt ?? null,
		verdict,
		readAt: ctx.app.now()
	};
}

/**
 * Prepares the question whether somebody may assess this practice, with institutions, aliases and parents in view.
 * @param isPanelKnown whether the secretariat may have read the panel's levels
 */
export async function readConflicts(db: Db | Tx, practice: PracticeRow, isPanelKnown = false) {
	const [institutions, ownerInstitutionIds, parentOf, former] = await Promise.all([
		listInstitutions(db, practice.id),
		practice.ownerId ? listPersonInstitutionIds(db, practice.ownerId) : [],
		ancestry(db),
		listFormerAssessors(db, practice.id)
	]);
	const practiceInstitutionIds = institutions.map(({ id }) => id);
	return ({ id, institutionIds, isSecretariat }: { id: string; institutionIds: string[]; isSecretariat: boolean }) =>
		mayAssess({
			personId: id,
			ownerId: practice.ownerId,
			assessorInstitutionIds: institutionIds,
			practiceInstitutionIds,
			ownerInstitutionIds,
			parentOf,
			judgedBefore: former.includes(id),
			knowsPanel: isSecretariat && isPanelKnown
		});
}

/** Takes the practice and reads its case. @throws Problem notFound, wrongState */
export async function lockCase(ctx: Ctx, tx: Tx, code: string): Promise<Case> {
	return readCase(ctx, tx, await lockPractice(tx, code));
}

export const seatsOf = (known: Case): PanelSeat[] =>
	known.assessments.map(({ assessorId, interest, tieAcceptedAt, submittedAt, excusedAt }) => ({
		assessorId,
		interest,
		tieAccepted: tieAcceptedAt !== null,
		handedIn: submittedAt !== null,
		excused: excusedAt !== null,
		conflicted: known.conflicted.has(assessorId)
	}));

/** The facts of a case as the rules ask for them. */
export function factsOf(known: Case): Partial<Situation> {
	const today = known.readAt;
	const proposal = findProposal(known);
	return {
		panel: seatsOf(known),
		panelMinimum: panelMinimum(known),
		requirementsMet: requirementsMet(known),
		proposal: proposal ? { status: proposal.status, needsDeliberation: needsDeliberation(sheetOf(known), known.edition) } : null,
		verdictClass: known.verdict?.class ?? null,
		isPublished: known.practice.isPublished,
		isAuthorHeard: isAuthorHeard(known.practice, known.verdict, isoDayOf(today)),
		isReconsidered: known.version.kind === 'reconsideration',
		isInTimeToReconsider: known.verdict !== undefined && !isPast(lastDayToReconsider(isoDayOf(known.verdict.confirmedAt)), isoDayOf(today))
	};
}

/** How many assessors a verdict on this version needs. */
export function panelMinimum({ edition, version }: Pick<Case, 'edition' | 'version'>): number {
	return version.kind === 'reconsideration' ? edition.reconsideration.assessors : edition.panelMinimum;
}

export function requirementsMet({ edition, requirements }: Case): boolean {
	return edition.requirements.every(({ key }) => requirements.some((check) => check.key === key && check.met));
}

/** Somebody's judgements: the final ones where the panel has deliberated, else the first. */
export function judgementsOf(known: Panel, assessmentId: string): Record<CriterionKey, JudgementRow> {
	return { ...roundOf(known, assessmentId, 'first'), ...roundOf(known, assessmentId, 'final') };
}

/** Somebody's judgements of one round. */
export function roundOf(known: Panel, assessmentId: string, round: Round): Record<CriterionKey, JudgementRow> {
	const rows = known.judgements.filter((judgement) => judgement.assessmentId === assessmentId && judgement.round === round);
	return Object.fromEntries(rows.map((row) => [row.criterion, row]));
}

/** The panel's judgements as the rule reads them; whoever was excused is left out, and nobody is named. */
export function sheetOf(known: Panel): ScoreSheet {
	const panel = known.assessments
		.filter((assessment) => !assessment.excusedAt)
		.map((assessment, index) => ({
			assessor: `e${index + 1}`,
			criteria: Object.fromEntries(Object.entries(judgementsOf(known, assessment.id)).map(([key, row]) => [key, onlyJudgement(row)]))
		}));
	return { edition: known.edition.id, panel };
}

/**
 * Number of a place on a panel, 1 for the first. Whoever is assigned later comes after the others, and an excused person keeps hers, so that
 * a number never changes hands.
 */
export function seatNumber({ assessments }: Pick<Panel, 'assessments'>, assessmentId: string): number {
	return assessments.findIndex(({ id }) => id === assessmentId) + 1;
}

/** Somebody's levels that count now. */
export function levelsOf(known: Panel, assessmentId: string): Record<CriterionKey, Level | null> {
	return Object.fromEntries(Object.entries(judgementsOf(known, assessmentId)).map(([key, { level }]) => [key, level]));
}

/** Criteria held unmet: by the verdict, or before it by the proposal; undefined as long as there is neither. */
export function outcomeOf(known: Case): CriterionKey[] | undefined {
	return known.verdict?.unmet ?? findProposal(known)?.unmet ?? undefined;
}

/** Notes of those of the panel who differ from the outcome, in an order that points at nobody. */
export function dissentsOf(known: Case): string[] {
	const unmet = outcomeOf(known);
	if (!unmet) return [];
	return known.assessments
		.flatMap(({ id, dissent, excusedAt }) =>
			dissent && !excusedAt && criteriaApart(levelsOf(known, id), unmet, known.edition).length > 0 ? [dissent] : []
		)
		.sort();
}

export function onlyJudgement({ level, reason, evidence, questions, commitment }: Judgement): Judgement {
	return { level, reason, evidence, questions, commitment: commitment ?? null };
}

/** What the rule proposes, once every judgement of the panel is in and complete. */
export function findProposal(known: Panel): Proposal | undefined {
	const seats = known.assessments.filter((assessment) => !assessment.excusedAt);
	if (seats.some((assessment) => !assessment.submittedAt)) return undefined;
	const sheet = sheetOf(known);
	return refusals(sheet, known.edition).length === 0 ? proposeVerdict(sheet, known.edition) : undefined;
}
