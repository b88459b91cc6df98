// A practice in assessment as the rules need to know it: its version, its panel, what was judged. Read once, inside the transaction of an act.

import { ancestry } from '#features/institutions/store.server.ts';
import { readEdition } from '#features/methodology/handlers.server.ts';
import type { CriterionKey, Edition } from '#features/methodology/schema.ts';
import type { PanelSeat, Situation } from '#features/practices/rules/life.ts';
import { findLastVersion, listInstitutions, lockPractice, type PracticeRow, type VersionRow } from '#features/practices/store.server.ts';
import type { Ctx, Db, Tx } from '#platform/ctx.ts';
import { Problem } from '#platform/problem.ts';
import { mayAssess, needsDeliberation, proposeVerdict, refusals } from '../rules.ts';
import type { Judgement, Proposal, ScoreSheet } from '../schema.ts';
import * as store from '../store.server.ts';

export interface Case {
	practice: PracticeRow;
	edition: Edition;
	version: VersionRow;
	requirements: store.RequirementRow[];
	assessments: store.AssessmentRow[];
	judgements: store.JudgementRow[];
	/** People of the panel who would not be assigned today, excused or not: their institutions or those of the practice have changed. */
	conflicted: ReadonlySet<string>;
	disclosedAt: Date | null;
	verdict: store.VerdictRow | undefined;
}

/** What of a case its levels are read from. */
export type Panel = Pick<Case, 'edition' | 'assessments' | 'judgements'>;

/** Reads the case of a practice that was sent at least once. @throws Problem wrongState when it never was */
export async function readCase(ctx: Ctx, db: Db | Tx, practice: PracticeRow): Promise<Case> {
	const version = await findLastVersion(db, practice.id);
	if (!version) throw new Problem('wrongState');
	const [requirements, assessments, panel, verdict, institutionsOf, conflict] = await Promise.all([
		store.listRequirementChecks(db, version.id),
		store.listAssessments(db, version.id),
		store.findPanel(db, version.id),
		store.findVerdict(db, version.id),
		store.listPanelInstitutionIds(db, version.id),
		readConflicts(db, practice)
	]);
	const judgements = await store.listJudgements(
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
		verdict
	};
}

/**
 * Prepares the question whether somebody may assess this practice, with institutions, aliases and parents in view.
 * @param isPanelKnown whether the secretariat may have read the panel's levels
 */
export async function readConflicts(db: Db | Tx, practice: PracticeRow, isPanelKnown = false) {
	const [institutions, ownerInstitutionIds, parentOf] = await Promise.all([
		listInstitutions(db, practice.id),
		practice.ownerId ? store.listPersonInstitutionIds(db, practice.ownerId) : [],
		ancestry(db)
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
			knowsPanel: isSecretariat && isPanelKnown
		});
}

/** Takes the practice and reads its case. @throws Problem notFound, wrongState */
export async function lockCase(ctx: Ctx, tx: Tx, code: string): Promise<Case> {
	return readCase(ctx, tx, await lockPractice(tx, code));
}

export const seatsOf = (known: Case): PanelSeat[] =>
	known.assessments.map(({ assessorId, interest, submittedAt, excusedAt }) => ({
		assessorId,
		interest,
		handedIn: submittedAt !== null,
		excused: excusedAt !== null,
		conflicted: known.conflicted.has(assessorId)
	}));

/** The facts of a case as the rules ask for them. */
export function factsOf(known: Case): Partial<Situation> {
	const proposal = findProposal(known);
	return {
		panel: seatsOf(known),
		panelMinimum: known.edition.panelMinimum,
		requirementsMet: requirementsMet(known),
		proposal: proposal ? { status: proposal.status, needsDeliberation: needsDeliberation(sheetOf(known), known.edition) } : null,
		verdictClass: known.verdict?.class ?? null
	};
}

export function requirementsMet({ edition, requirements }: Case): boolean {
	return edition.requirements.every(({ key }) => requirements.some((check) => check.key === key && check.met));
}

/** Somebody's judgements: the final ones where the panel has deliberated, else the first. */
export function judgementsOf(known: Panel, assessmentId: string): Partial<Record<CriterionKey, store.JudgementRow>> {
	return { ...roundOf(known, assessmentId, 'first'), ...roundOf(known, assessmentId, 'final') };
}

/** Somebody's judgements of one round. */
export function roundOf(known: Panel, assessmentId: string, round: store.Round): Partial<Record<CriterionKey, store.JudgementRow>> {
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
