// The secretariat's part before the panel judges: requirements, return with observations, choice of assessors.

import type { Call } from '#features/calls/schema.ts';
import { findCallById, listPoolIds } from '#features/calls/store.server.ts';
import type { CriterionKey } from '#features/methodology/schema.ts';
import { notify } from '#features/notices/handlers.server.ts';
import { moveAlong, requireAct } from '#features/practices/handlers.server.ts';
import { type Act, possibleActs } from '#features/practices/rules/life.ts';
import { occursIn } from '#features/practices/rules/passages.ts';
import { isField } from '#features/practices/rules/wording.ts';
import type { Observation } from '#features/practices/schema.ts';
import { findPractice, insertObservations, lockPractice, type PracticeRow } from '#features/practices/store.server.ts';
import { change } from '#platform/change.server.ts';
import { actorId, type Ctx, hasRole } from '#platform/ctx.ts';
import { isoDayOf } from '#platform/moments.ts';
import { Problem } from '#platform/problem.ts';
import { bySuggestion, chosenDue, dueDay, isLate, type SeatLine, sharedThemes, usualDue } from '../rules/seats.ts';
import { criteriaToDeliberate, explainProposal, isAuthorHeard, mayBeKnown } from '../rules/verdict.ts';
import type { Explanation, PanelAssignment, Proposal, RequirementCheck } from '../schema.ts';
import { type CandidateRow, listCandidateRows } from '../store/candidates.server.ts';
import { listPanelPeople, openPanel } from '../store/panels.server.ts';
import { putRequirementCheck } from '../store/requirements.server.ts';
import { insertAssessment } from '../store/seats.server.ts';
import {
	type Case,
	factsOf,
	findProposal,
	judgementsOf,
	lockCase,
	panelMinimum,
	readCase,
	readConflicts,
	requirementsMet,
	roundOf,
	sheetOf
} from './case.server.ts';
import { excuseSeat, isPanelistOf, requireSteering, vacate } from './seats.server.ts';

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
			await putRequirementCheck(tx, { ...check, versionId: known.version.id, checkedBy, checkedAt: ctx.app.now() });
			about({ kind: 'practice', id: code, detail: { requirement: check.key, met: check.met } });
		}
	});
}

/**
 * Gives the practice back to its author with what should be mended.
 * @throws Problem wrongState, notAllowed, invalidInput without observations or where a quoted passage does not stand in its field
 */
export async function returnPractice(ctx: Ctx, code: string, observations: Observation[]): Promise<void> {
	await change(ctx, 'practice.return', async (tx, about) => {
		const known = await lockCase(ctx, tx, code);
		requireAct(ctx, 'return', known.practice, factsOf(known));
		if (observations.length === 0) throw new Problem('invalidInput', { fields: [{ path: 'observations', message: 'observationMissing' }] });
		const { fields } = known.version.content;
		const strayed = observations.filter(({ key, quote }) => quote && !(key && isField(key) && occursIn(fields[key], quote)));
		if (strayed.length > 0)
			throw new Problem('invalidInput', { fields: strayed.map(({ key }) => ({ path: `quotes.${key}`, message: 'passageNotFound' })) });
		await insertObservations(tx, known.practice.id, known.version.id, observations, actorId(ctx.actor), ctx.app.now());
		await moveAlong(ctx, tx, known.practice, 'return');
		await notify(ctx, tx, { to: [known.practice.ownerId], kind: 'practiceReturned', detail: { practice: code }, isTodo: true });
		about({ kind: 'practice', id: code, detail: { observations: observations.length } });
	});
}

// assigning -------------------------------------------------------------------------------------------------------

export interface Candidate extends CandidateRow {
	eligible: boolean;
	/** Why not; null for whoever is eligible. */
	why: 'conflictOfInterest' | 'assessedBefore' | 'panelKnown' | null;
	/** The institution of theirs that stands in the way; null for the author herself and where it is no institution. */
	conflictInstitution: string | null;
	isAssigned: boolean;
	/** Themes of the practice that they know, by key. */
	sharedThemes: string[];
}

/**
 * The pool of the practice's call, or outside any call all assessors; as they are suggested. Empty for somebody of the panel, who would learn
 * from it who else is on it.
 * @throws Problem notFound, notAllowed
 */
export async function listCandidates(ctx: Ctx, code: string): Promise<Candidate[]> {
	const practice = await requireOverview(ctx, code);
	const known = await readCase(ctx, ctx.app.db, practice);
	if (isPanelistOf(ctx, known)) return [];
	const candidates = await listCandidateRows(ctx.app.db, known.version.callId);
	const conflict = await readConflicts(ctx.app.db, practice, isPanelKnown(known));
	return bySuggestion(
		candidates.map((candidate) => {
			const allowed = conflict(asCandidacy(candidate));
			const inTheWay = allowed.ok ? undefined : candidate.institutions.find(({ id }) => id === allowed.institutionId);
			return {
				...candidate,
				eligible: allowed.ok,
				why: allowed.ok ? null : allowed.why,
				conflictInstitution: inTheWay?.name ?? null,
				isAssigned: known.assessments.some(({ assessorId }) => assessorId === candidate.id),
				sharedThemes: sharedThemes(candidate.themes, known.version.content.layers.themes)
			};
		})
	);
}

/**
 * Gives the practice to assessors, in addition to those who have it or in the place of one of them. Each is told until when.
 * @throws Problem requirementsUnmet, conflictOfInterest, panelKnown, alreadyAssigned, panelTooSmall, notInPool, notFound, wrongState,
 *   notImpartial, notAllowed, invalidInput with `dueOn` or `standsInFor`
 */
export async function assignAssessors(
	ctx: Ctx,
	code: string,
	personIds: string[],
	{ dueOn, standsInFor }: Omit<PanelAssignment, 'people'> = {}
): Promise<void> {
	await change(ctx, 'practice.assign', async (tx, about) => {
		const known = await lockCase(ctx, tx, code);
		requireAct(ctx, 'assign', known.practice, factsOf(known));
		const chosen = [...new Set(personIds)];
		const now = ctx.app.now();
		const call = known.version.callId ? await findCallById(tx, known.version.callId) : undefined;
		const dueAt = dueOn === undefined ? usualDue(now, call) : chosenDue(dueOn, now, call);
		if (!dueAt) throw new Problem('invalidInput', { fields: [{ path: 'dueOn', message: 'dayPassed' }] });
		if (standsInFor !== undefined && chosen.length !== 1)
			throw new Problem('invalidInput', { fields: [{ path: 'standsInFor', message: 'onePerson' }] });
		const vacated = standsInFor === undefined ? undefined : await vacate(ctx, tx, about, known, standsInFor);
		const remaining = known.assessments.filter(({ id, excusedAt }) => !excusedAt && id !== vacated?.id);
		if (chosen.length === 0 || remaining.length + chosen.length < panelMinimum(known)) throw new Problem('panelTooSmall');
		const candidates = await listCandidateRows(tx, null);
		const pool = known.version.callId ? await listPoolIds(tx, known.version.callId) : undefined;
		const conflict = await readConflicts(tx, known.practice, isPanelKnown(known));
		await openPanel(tx, known.version.id, now);
		for (const id of chosen) {
			const candidate = candidates.find((person) => person.id === id);
			if (!candidate) throw new Problem('notFound');
			if (known.assessments.some(({ assessorId }) => assessorId === id)) throw new Problem('alreadyAssigned');
			const allowed = conflict(asCandidacy(candidate));
			if (!allowed.ok) throw new Problem(allowed.why);
			if (pool && !pool.includes(id)) throw new Problem('notInPool');
			const assessmentId = await insertAssessment(tx, {
				practiceId: known.practice.id,
				versionId: known.version.id,
				assessorId: id,
				assignedBy: actorId(ctx.actor),
				assignedAt: ctx.app.now(),
				dueAt,
				standsInFor: vacated?.id ?? null
			});
			about({ kind: 'assessment', id: assessmentId, detail: { practice: code } });
		}
		const detail = { practice: code, day: dueDay(dueAt, call?.timeZone ?? null) };
		await notify(ctx, tx, { to: chosen, kind: vacated ? 'standIn' : 'assigned', detail, isTodo: true });
		if (known.disclosedAt && !vacated)
			await notify(ctx, tx, { to: remaining.map(({ assessorId }) => assessorId), kind: 'thirdAssessor', detail: { practice: code } });
		await moveAlong(ctx, tx, known.practice, 'assign');
		about({ kind: 'practice', id: code, detail: { assigned: chosen.length } });
	});
}

/**
 * Excuses everybody of the panel whose institution is by now the author's or an implementing one. What they handed in stays in the file and
 * counts no more. @throws Problem wrongState when nobody is concerned, notImpartial, notAllowed
 */
export async function excuseConflicted(ctx: Ctx, code: string): Promise<void> {
	await change(ctx, 'practice.excuse', async (tx, about) => {
		const known = await lockCase(ctx, tx, code);
		requireAct(ctx, 'excuse', known.practice, factsOf(known));
		requireSteering(ctx, known);
		const concerned = known.assessments.filter(({ assessorId, excusedAt }) => !excusedAt && known.conflicted.has(assessorId));
		if (concerned.length === 0) throw new Problem('wrongState');
		for (const seat of concerned) await excuseSeat(ctx, tx, about, code, seat, { kind: 'conflict', note: '' });
	});
}

function isPanelKnown({ assessments, disclosedAt, edition }: Case): boolean {
	const handedIn = assessments.filter(({ submittedAt }) => submittedAt).length;
	return mayBeKnown({ handedIn, isDisclosed: disclosedAt !== null }, edition);
}

function asCandidacy({ id, institutions, isSecretariat }: CandidateRow) {
	return { id, institutionIds: institutions.map((institution) => institution.id), isSecretariat };
}

// overview --------------------------------------------------------------------------------------------------------

/** A seat of the panel as the secretariat sees it: progress always, levels and reasons only once all are in. */
export interface SeatOverview extends SeatLine {
	/** Who it is, empty for others' seats where somebody of the panel asks. */
	assessorId: string;
	/** The judgements that count now: final ones where the panel deliberated. */
	judgements: ReturnType<typeof judgementsOf> | null;
	/** First judgements; the same ones as long as nobody deliberated. */
	first: ReturnType<typeof judgementsOf> | null;
}

export interface CaseOverview {
	known: Pick<Case, 'practice' | 'edition' | 'version' | 'requirements' | 'verdict' | 'disclosedAt'>;
	/** The call that the version answers. */
	call: Pick<Call, 'code' | 'title' | 'timeZone' | 'assessBy'> | null;
	seats: SeatOverview[];
	proposal: Proposal | undefined;
	explanation: Explanation | undefined;
	/** The explanation per criterion in the practice's language: what is published unless somebody words it better. */
	wording: Explanation['criteria'] | undefined;
	requirementsMet: boolean;
	/** Criteria on which the panel must speak before a verdict. */
	toDeliberate: CriterionKey[];
	/** Nothing stands between the verdict and its publication any more but the secretariat. */
	isAuthorHeard: boolean;
	/** The person asking assesses this practice, and therefore sees no judgement here. */
	isPanelist: boolean;
	acts: Act[];
}

/** Where a practice stands, for the secretariat. @throws Problem notFound, notAllowed, wrongState for a draft never sent */
export async function readOverview(ctx: Ctx, code: string): Promise<CaseOverview> {
	const practice = await requireOverview(ctx, code);
	const known = await readCase(ctx, ctx.app.db, practice);
	const [people, call] = await Promise.all([
		listPanelPeople(ctx.app.db, known.version.id),
		known.version.callId ? findCallById(ctx.app.db, known.version.callId) : undefined
	]);
	// Whoever judges the practice herself sees no more of the others than any assessor, secretariat or not.
	const isPanelist = isPanelistOf(ctx, known);
	const proposal = isPanelist ? undefined : findProposal(known);
	const isBlind = proposal === undefined;
	const { edition, version, requirements, verdict, disclosedAt } = known;
	return {
		// Field by field: the case also holds every judgement, which must not travel along.
		// What the author judged herself is not read here: nobody is swayed by it, and afterwards it stays hers.
		known: { practice, edition, version: { ...version, selfAssessment: null }, requirements, verdict, disclosedAt },
		call: call ? { code: call.code, title: call.title, timeZone: call.timeZone, assessBy: call.assessBy } : null,
		seats: known.assessments.map((assessment) => {
			const judgements = judgementsOf(known, assessment.id);
			const isShown = !isPanelist || assessment.assessorId === actorId(ctx.actor);
			const person = isShown ? people.get(assessment.assessorId) : undefined;
			return {
				assessmentId: assessment.id,
				assessorId: isShown ? assessment.assessorId : '',
				assessorName: person?.name ?? '',
				institutions: person?.institutions ?? [],
				interest: assessment.interest,
				interestNote: isShown ? assessment.interestNote : null,
				tieToDecide: assessment.interest === 'tie' && !assessment.tieAcceptedAt && !assessment.excusedAt,
				tieAcceptedAt: assessment.tieAcceptedAt,
				submittedAt: assessment.submittedAt,
				dueAt: assessment.dueAt,
				isLate: isLate(assessment, known.readAt),
				excusedAt: assessment.excusedAt,
				excuseKind: assessment.excuseKind,
				excuseNote: isShown ? assessment.excuseNote : null,
				standsInFor: assessment.standsInFor,
				isReplaced: known.assessments.some(({ standsInFor, excusedAt }) => standsInFor === assessment.id && !excusedAt),
				conflicted: known.conflicted.has(assessment.assessorId),
				judged: Object.values(judgements).filter((judgement) => judgement.level !== null).length,
				judgements: isBlind ? null : judgements,
				first: isBlind ? null : roundOf(known, assessment.id, 'first')
			};
		}),
		isAuthorHeard: isAuthorHeard(known.practice, known.verdict, isoDayOf(known.readAt)),
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
