// The secretariat's part before the panel judges: requirements, return with observations, choice of assessors.

import type { CriterionKey } from '#features/methodology/schema.ts';
import { moveAlong, requireAct } from '#features/practices/handlers.server.ts';
import { type Act, possibleActs } from '#features/practices/rules/life.ts';
import type { Observation } from '#features/practices/schema.ts';
import { findPractice, insertObservations, lockPractice, type PracticeRow } from '#features/practices/store.server.ts';
import { change } from '#platform/change.server.ts';
import { actorId, type Ctx, hasRole } from '#platform/ctx.ts';
import { Problem } from '#platform/problem.ts';
import { criteriaToDeliberate, explainProposal, mayBeKnown, type Waiting, waitsFor } from '../rules.ts';
import type { BoardQuery, Explanation, Proposal, RequirementCheck } from '../schema.ts';
import * as store from '../store.server.ts';
import {
	type Case,
	factsOf,
	findProposal,
	judgementsOf,
	lockCase,
	readCase,
	readConflicts,
	requirementsMet,
	roundOf,
	sheetOf
} from './case.server.ts';

/** Begins the review of requirements. @throws Problem wrongState, notAllowed */
export async function startRequirements(ctx: Ctx, code: string): Promise<void> {
	await change(ctx, 'practice.startRequirements', async (tx, about) => {
		const practice = await lockPractice(tx, code);
		requireAct(ctx, 'startRequirements', practice);
		await moveAlong(ctx, tx, practice, 'startRequirements');
		about({ kind: 'practice', id: code });
	});
}

/** Answers one requirement, with a reason when it is not met. @throws Problem as `checkRequirements` */
export async function checkRequirement(ctx: Ctx, code: string, check: RequirementCheck): Promise<void> {
	await checkRequirements(ctx, code, [check]);
}

/**
 * Answers several requirements at once; those not named stay as they were.
 * @throws Problem wrongState, notAllowed, notFound for a key the edition lacks, invalidInput with `<key>.reason` where a no has none
 */
export async function checkRequirements(ctx: Ctx, code: string, checks: RequirementCheck[]): Promise<void> {
	await change(ctx, 'practice.checkRequirement', async (tx, about) => {
		const known = await lockCase(ctx, tx, code);
		requireAct(ctx, 'checkRequirement', known.practice);
		const checkedBy = actorId(ctx.actor);
		if (!checkedBy) throw new Problem('notAllowed');
		if (checks.length === 0) throw new Problem('invalidInput');
		if (checks.some((check) => !known.edition.requirements.some(({ key }) => key === check.key))) throw new Problem('notFound');
		const unexplained = checks.filter((check) => !check.met && check.reason === '');
		if (unexplained.length > 0) {
			throw new Problem('invalidInput', { fields: unexplained.map(({ key }) => ({ path: `${key}.reason`, message: 'reasonMissing' })) });
		}
		for (const check of checks) {
			await store.putRequirementCheck(tx, { ...check, versionId: known.version.id, checkedBy, checkedAt: ctx.app.now() });
			about({ kind: 'practice', id: code, detail: { requirement: check.key, met: check.met } });
		}
	});
}

/** Gives the practice back to its author with what should be mended. @throws Problem wrongState, notAllowed */
export async function returnPractice(ctx: Ctx, code: string, observations: Observation[]): Promise<void> {
	await change(ctx, 'practice.return', async (tx, about) => {
		const known = await lockCase(ctx, tx, code);
		requireAct(ctx, 'return', known.practice, factsOf(known));
		if (observations.length === 0) throw new Problem('invalidInput', { fields: [{ path: 'observations', message: 'observationMissing' }] });
		await insertObservations(tx, known.practice.id, known.version.id, observations, actorId(ctx.actor));
		await moveAlong(ctx, tx, known.practice, 'return');
		about({ kind: 'practice', id: code, detail: { observations: observations.length } });
	});
}

// assigning -------------------------------------------------------------------------------------------------------

export interface Candidate extends store.CandidateRow {
	eligible: boolean;
	/** Why not; null for whoever is eligible. */
	why: 'conflictOfInterest' | 'panelKnown' | null;
	/** The institution of theirs that stands in the way; null for the author herself and where it is no institution. */
	conflictInstitution: string | null;
	isAssigned: boolean;
}

/** All assessors, those who may judge this practice first, the least loaded before the others. @throws Problem notFound, notAllowed */
export async function listCandidates(ctx: Ctx, code: string): Promise<Candidate[]> {
	const practice = await requireOverview(ctx, code);
	const known = await readCase(ctx, ctx.app.db, practice);
	const candidates = await store.listCandidates(ctx.app.db);
	const conflict = await readConflicts(ctx.app.db, practice, isPanelKnown(known));
	return candidates
		.map((candidate) => {
			const allowed = conflict(asCandidacy(candidate));
			const inTheWay = allowed.ok ? undefined : candidate.institutions.find(({ id }) => id === allowed.institutionId);
			return {
				...candidate,
				eligible: allowed.ok,
				why: allowed.ok ? null : allowed.why,
				conflictInstitution: inTheWay?.name ?? null,
				isAssigned: known.assessments.some(({ assessorId }) => assessorId === candidate.id)
			};
		})
		.sort((a, b) => Number(b.eligible) - Number(a.eligible) || a.load - b.load);
}

/**
 * Gives the practice to assessors, in addition to those who have it.
 * @throws Problem requirementsUnmet, conflictOfInterest, panelKnown, alreadyAssigned, panelTooSmall, notFound, wrongState, notAllowed
 */
export async function assignAssessors(ctx: Ctx, code: string, personIds: string[]): Promise<void> {
	await change(ctx, 'practice.assign', async (tx, about) => {
		const known = await lockCase(ctx, tx, code);
		requireAct(ctx, 'assign', known.practice, factsOf(known));
		const chosen = [...new Set(personIds)];
		const remaining = known.assessments.filter(({ excusedAt }) => !excusedAt).length;
		if (chosen.length === 0 || remaining + chosen.length < known.edition.panelMinimum) throw new Problem('panelTooSmall');
		const candidates = await store.listCandidates(tx);
		const conflict = await readConflicts(tx, known.practice, isPanelKnown(known));
		await store.openPanel(tx, known.version.id, ctx.app.now());
		for (const id of chosen) {
			const candidate = candidates.find((person) => person.id === id);
			if (!candidate) throw new Problem('notFound');
			if (known.assessments.some(({ assessorId }) => assessorId === id)) throw new Problem('alreadyAssigned');
			const allowed = conflict(asCandidacy(candidate));
			if (!allowed.ok) throw new Problem(allowed.why);
			const assessmentId = await store.insertAssessment(tx, {
				practiceId: known.practice.id,
				versionId: known.version.id,
				assessorId: id,
				assignedBy: actorId(ctx.actor),
				assignedAt: ctx.app.now()
			});
			about({ kind: 'assessment', id: assessmentId, detail: { practice: code } });
		}
		await moveAlong(ctx, tx, known.practice, 'assign');
		about({ kind: 'practice', id: code, detail: { assigned: chosen.length } });
	});
}

/**
 * Excuses everybody of the panel whose institution is by now the author's or an implementing one. What they handed in stays in the file and
 * counts no more. @throws Problem wrongState when nobody is concerned, notAllowed
 */
export async function excuseConflicted(ctx: Ctx, code: string): Promise<void> {
	await change(ctx, 'practice.excuse', async (tx, about) => {
		const known = await lockCase(ctx, tx, code);
		requireAct(ctx, 'excuse', known.practice, factsOf(known));
		const concerned = known.assessments.filter(({ assessorId, excusedAt }) => !excusedAt && known.conflicted.has(assessorId));
		for (const assessment of concerned) {
			await store.updateAssessment(tx, assessment, { excusedAt: ctx.app.now() });
			about({ kind: 'assessment', id: assessment.id, detail: { practice: code } });
		}
	});
}

function isPanelKnown({ assessments, disclosedAt, edition }: Case): boolean {
	const handedIn = assessments.filter(({ submittedAt }) => submittedAt).length;
	return mayBeKnown({ handedIn, isDisclosed: disclosedAt !== null }, edition);
}

function asCandidacy({ id, institutions, isSecretariat }: store.CandidateRow) {
	return { id, institutionIds: institutions.map((institution) => institution.id), isSecretariat };
}

// overview --------------------------------------------------------------------------------------------------------

/** A seat of the panel as the secretariat sees it: progress always, levels and reasons only once all are in. */
export interface SeatOverview {
	assessmentId: string;
	assessorId: string;
	assessorName: string;
	institutions: string[];
	interest: 'none' | 'declared' | null;
	interestNote: string | null;
	submittedAt: Date | null;
	excusedAt: Date | null;
	/** An institution of theirs is by now the author's or an implementing one. */
	conflicted: boolean;
	judged: number;
	/** The judgements that count now: final ones where the panel deliberated. */
	judgements: ReturnType<typeof judgementsOf> | null;
	/** First judgements; the same ones as long as nobody deliberated. */
	first: ReturnType<typeof judgementsOf> | null;
}

export interface CaseOverview {
	known: Pick<Case, 'practice' | 'edition' | 'version' | 'requirements' | 'verdict' | 'disclosedAt'>;
	seats: SeatOverview[];
	proposal: Proposal | undefined;
	explanation: Explanation | undefined;
	/** The explanation per criterion in the practice's language: what is published unless somebody words it better. */
	wording: Explanation['criteria'] | undefined;
	requirementsMet: boolean;
	/** Criteria on which the panel must speak before a verdict. */
	toDeliberate: CriterionKey[];
	/** The person asking assesses this practice, and therefore sees no judgement here. */
	isPanelist: boolean;
	acts: Act[];
}

/** Every practice on the secretariat's desk: where it stands, for whom it waits, since when. @throws Problem notAllowed */
export async function readBoard(ctx: Ctx, query: BoardQuery): Promise<BoardRow[]> {
	requireSecretariat(ctx);
	const rows = await store.listBoard(ctx.app.db, query.q);
	return rows.map((row) => ({ ...row, waitsFor: waitsFor(row.state, row) }));
}

export interface BoardRow extends store.BoardRow {
	waitsFor: Waiting;
}

/** Where a practice stands, for the secretariat. @throws Problem notFound, notAllowed, wrongState for a draft never sent */
export async function readOverview(ctx: Ctx, code: string): Promise<CaseOverview> {
	const practice = await requireOverview(ctx, code);
	const known = await readCase(ctx, ctx.app.db, practice);
	const people = await store.listPanelPeople(ctx.app.db, known.version.id);
	// Whoever judges the practice herself sees no more of the others than any assessor, secretariat or not.
	const isPanelist = known.assessments.some(({ assessorId }) => assessorId === actorId(ctx.actor));
	const proposal = isPanelist ? undefined : findProposal(known);
	const isBlind = proposal === undefined;
	const { edition, version, requirements, verdict, disclosedAt } = known;
	return {
		// Field by field: the case also holds every judgement, which must not travel along.
		known: { practice, edition, version, requirements, verdict, disclosedAt },
		seats: known.assessments.map((assessment) => {
			const judgements = judgementsOf(known, assessment.id);
			return {
				assessmentId: assessment.id,
				assessorId: assessment.assessorId,
				assessorName: people.get(assessment.assessorId)?.name ?? '',
				institutions: people.get(assessment.assessorId)?.institutions ?? [],
				interest: assessment.interest,
				interestNote: assessment.interestNote,
				submittedAt: assessment.submittedAt,
				excusedAt: assessment.excusedAt,
				conflicted: known.conflicted.has(assessment.assessorId),
				judged: Object.values(judgements).filter((judgement) => judgement.level !== null).length,
				judgements: isBlind ? null : judgements,
				first: isBlind ? null : roundOf(known, assessment.id, 'first')
			};
		}),
		isPanelist,
		proposal,
		explanation: proposal ? explainProposal(proposal, known.edition, ctx.locale) : undefined,
		wording: proposal ? explainProposal(proposal, known.edition, version.content.layers.language).criteria : undefined,
		requirementsMet: requirementsMet(known),
		toDeliberate: proposal ? criteriaToDeliberate(sheetOf(known), known.edition) : [],
		acts: possibleActs({ ...factsOf(known), actor: ctx.actor, state: practice.state, ownerId: practice.ownerId })
	};
}

async function requireOverview(ctx: Ctx, code: string): Promise<PracticeRow> {
	requireSecretariat(ctx);
	const practice = await findPractice(ctx.app.db, code);
	if (!practice) throw new Problem('notFound');
	return practice;
}

/** @throws Problem notAllowed */
export function requireSecretariat(ctx: Ctx): void {
	if (ctx.actor.kind !== 'operator' && !hasRole(ctx.actor, 'secretariat')) throw new Problem('notAllowed');
}
