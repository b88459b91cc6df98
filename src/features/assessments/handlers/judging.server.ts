// An assessor's part: declare interests, read, judge each criterion, hand in; after disclosure, final levels beside the first.

import { findCallById } from '#features/calls/store.server.ts';
import { readEdition } from '#features/methodology/handlers.server.ts';
import { findCriterion } from '#features/methodology/rules/edition.ts';
import type { CriterionKey, Edition } from '#features/methodology/schema.ts';
import { notifySecretariat } from '#features/notices/handlers.server.ts';
import { requireAct } from '#features/practices/handlers.server.ts';
import { mayAct } from '#features/practices/rules/life.ts';
import { emptyLayers, type PracticeContent } from '#features/practices/schema.ts';
import { findPractice } from '#features/practices/store.server.ts';
import { change, type Subject } from '#platform/change.server.ts';
import { actorId, type Ctx, type Tx } from '#platform/ctx.ts';
import { timeZone } from '#platform/formatters.ts';
import type { Locale } from '#platform/locale.ts';
import { Problem } from '#platform/problem.ts';
import { placeInQueue } from '../rules/queue.ts';
import { mayDeclare } from '../rules/seats.ts';
import { assignmentStep, deservesWarning, judgementRefusals } from '../rules/verdict.ts';
import type { DefinitionCheck, Interest, InterestDeclaration, Judgement, RefusalReason } from '../schema.ts';
import { copyToFinal, type JudgementRow, putJudgement } from '../store/judgements.server.ts';
import { type AssessmentRow, type AssignmentRow, listAssignmentRows, lockAssessment, updateAssessment } from '../store/seats.server.ts';
import { type Case, factsOf, judgementsOf, lockCase, onlyJudgement, readCase, roundOf, seatNumber } from './case.server.ts';
import { commentsOf, type PassageComment } from './comments.server.ts';
import { type FormerAssessment, readFormer } from './former.server.ts';
import { excuseSeat } from './seats.server.ts';

/** What the person acting has been given to judge. @throws Problem signInRequired */
export async function listAssignments(ctx: Ctx): Promise<AssignmentItem[]> {
	const id = actorId(ctx.actor);
	if (!id) throw new Problem('signInRequired');
	const rows = await listAssignmentRows(ctx.app.db, id);
	return rows.map((row) => ({ ...row, criteria: readEdition(ctx.app, row.edition).criteria.length }));
}

/** Where a practice stands in what waits for one's judgement, and which is next. @throws Problem signInRequired */
export async function findPlaceInQueue(ctx: Ctx, code: string): Promise<{ at?: number; of: number; next?: { code: string } }> {
	const rows = (await listAssignments(ctx)).map((row) => ({ ...row, step: assignmentStep(row) }));
	const { next, ...place } = placeInQueue(rows, code);
	return { ...place, ...(next ? { next: { code: next.code } } : {}) };
}

/** A line of one's own list. `criteria`: how many there are to judge. */
export interface AssignmentItem extends AssignmentRow {
	criteria: number;
}

/** Another assessor's judgement as it is shown in the deliberation: without a name. */
export interface OtherJudgement {
	/** Place on the panel in the order of assignment, the same throughout a case. */
	seat: number;
	first: Judgement | undefined;
	final: Judgement | undefined;
}

export interface Assignment {
	/** What a sheet for working without connection is recognised by. */
	id: string;
	code: string;
	title: string;
	/** The institutions as the text names them: with the title, what an interest is declared against. */
	institutions: string;
	/** Language of the practice's text. */
	language: Locale;
	isInvented: boolean;
	state: Case['practice']['state'];
	edition: Edition;
	interest: Interest | null;
	submittedAt: Date | null;
	excusedAt: Date | null;
	disclosedAt: Date | null;
	/** Until when it should be handed in; null where nobody said. */
	dueAt: Date | null;
	/** In which that date is told. */
	timeZone: string;
	/** Of the assessment itself, which the check of the definition is part of; each judgement has its own. */
	version: number;
	definitionCheck: DefinitionCheck;
	/** Null until the absence of an interest was declared. Whom to call is for the secretariat alone. */
	content: PracticeContent | null;
	versionNumber: number;
	own: Record<CriterionKey, JudgementRow>;
	/** First levels of this assessor, once final ones stand beside them. */
	ownFirst: Record<CriterionKey, JudgementRow>;
	/** Per criterion, only after disclosure, and for a third assessor only once she has handed in herself. */
	others: Record<CriterionKey, OtherJudgement[]>;
	/** One's own remarks on passages. */
	comments: PassageComment[];
	/** Those of the rest of the panel, as soon as their judgements show. */
	otherComments: PassageComment[];
	/** What the same person judged of an earlier version of the text. */
	former: FormerAssessment | null;
	/** What the judgements still lack before they can be handed in. */
	missing: Missing[];
	/** Criteria whose level rests on nothing but what the edition warns of. */
	warnings: CriterionKey[];
	canJudge: boolean;
	canComment: boolean;
	canHandIn: boolean;
	/** Whether an interest may still be declared. */
	canDeclare: boolean;
}

export interface Missing {
	criterion: CriterionKey;
	/** Inside the judgement: `level`, `reason`, `evidence`, `commitment`. */
	path: string;
	reason: RefusalReason;
}

/** Opens one's own assignment. Its content stays closed until interests are declared. @throws Problem notFound when it is not one's own */
export async function readAssignment(ctx: Ctx, code: string): Promise<Assignment> {
	const practice = await findPractice(ctx.app.db, code);
	const id = actorId(ctx.actor);
	if (!practice || !id) throw new Problem('notFound');
	const known = await readCase(ctx, ctx.app.db, practice);
	const own = known.assessments.find(({ assessorId }) => assessorId === id);
	if (!own) throw new Problem('notFound');
	const isOpen = isContentOpen(own);
	const call = known.version.callId ? await findCallById(ctx.app.db, known.version.callId) : undefined;
	const isPanelShown = isOpen && known.disclosedAt !== null && own.submittedAt !== null;
	const situation = { ...factsOf(known), actor: ctx.actor, state: practice.state, ownerId: practice.ownerId };
	return {
		id: own.id,
		code,
		title: known.version.content.fields.title,
		institutions: known.version.content.fields.institutions,
		language: known.version.content.layers.language,
		isInvented: practice.isInvented,
		state: practice.state,
		edition: known.edition,
		interest: own.interest,
		submittedAt: own.submittedAt,
		excusedAt: own.excusedAt,
		disclosedAt: known.disclosedAt,
		dueAt: own.dueAt,
		timeZone: call?.timeZone ?? timeZone,
		version: own.version,
		definitionCheck: own.definitionCheck,
		content: isOpen ? withoutContact(known.version.content) : null,
		versionNumber: known.version.number,
		own: isOpen ? judgementsOf(known, own.id) : {},
		ownFirst: isOpen ? roundOf(known, own.id, 'first') : {},
		others: isPanelShown ? othersOf(known, own.id) : {},
		comments: isOpen ? await commentsOf(ctx, [own.id]) : [],
		otherComments: isPanelShown ? await commentsOf(ctx, otherSeats(known, own.id)) : [],
		former: isOpen ? await readFormer(ctx, known, id) : null,
		missing: isOpen ? missingFrom(known, own.id) : [],
		warnings: isOpen ? warningsFor(known, own.id) : [],
		canJudge: mayAct('saveJudgement', situation).ok,
		canComment: isOpen && mayAct('comment', situation).ok,
		canHandIn: mayAct('handInAssessment', situation).ok,
		canDeclare: mayAct('declareInterest', situation).ok
	};
}

/**
 * Declares an interest or its absence. A tie to the funder opens nothing until the secretariat decides. An interest excuses at any time
 * before the verdict: what was judged stays in the file and counts no more.
 * @throws Problem wrongState, notFound, notAssigned, invalidInput with `note` where a tie or an interest is not told
 */
export async function declareInterest(ctx: Ctx, code: string, { interest, note }: InterestDeclaration): Promise<void> {
	await change(ctx, 'assessment.declareInterest', async (tx, about) => {
		const known = await lockCase(ctx, tx, code);
		requireAct(ctx, 'declareInterest', known.practice, factsOf(known));
		const own = await lockAssessment(tx, known.version.id, personOf(ctx));
		if (!mayDeclare(interest, own.interest)) throw new Problem('wrongState');
		if (interest !== 'none' && note === '') throw new Problem('invalidInput', { fields: [{ path: 'note', message: 'reasonMissing' }] });
		about({ kind: 'assessment', id: own.id, detail: { practice: code, interest } });
		const said = { interest, interestNote: note || null, interestAt: ctx.app.now() };
		if (interest === 'declared') await excuseSeat(ctx, tx, about, code, own, { kind: 'interest', note }, said);
		else await updateAssessment(tx, own, said);
		if (interest === 'tie') await notifySecretariat(ctx, tx, { kind: 'tieToDecide', detail: { practice: code }, isTodo: true });
	});
}

/**
 * Saves one judgement; it may still be incomplete. Before disclosure it is the first one, in the deliberation the final one.
 * @param version of the judgement the change is based on, 0 when there is none yet
 * @returns the new version @throws Problem interestNotDeclared, wrongState, notFound, versionConflict with the stored judgement, invalidInput
 */
export async function saveJudgement(
	ctx: Ctx,
	code: string,
	criterion: CriterionKey,
	version: number,
	judgement: Judgement
): Promise<{ version: number; savedAt: Date }> {
	return change(ctx, 'assessment.judge', async (tx, about) => {
		const known = await lockCase(ctx, tx, code);
		requireAct(ctx, 'saveJudgement', known.practice, factsOf(known));
		const own = await lockAssessment(tx, known.version.id, personOf(ctx));
		return writeJudgement(ctx, tx, about, known, own, { criterion, version, judgement });
	});
}

/** A judgement and the version of the stored one that it is based on, 0 when there is none yet. */
export interface WrittenJudgement {
	criterion: CriterionKey;
	version: number;
	judgement: Judgement;
}

/**
 * The same as a part of another act, which asked whether it may be.
 * @param own the assessment, taken
 * @throws Problem notFound, versionConflict with the stored judgement, invalidInput, finalIncomplete in the deliberation
 */
export async function writeJudgement(
	ctx: Ctx,
	tx: Tx,
	about: (subject: Subject) => void,
	known: Case,
	own: AssessmentRow,
	{ criterion, version, judgement }: WrittenJudgement
): Promise<{ version: number; savedAt: Date }> {
	const asked = findCriterion(known.edition, criterion);
	if (!asked) throw new Problem('notFound');
	requireKnownEvidence(known, judgement);
	const round = known.disclosedAt && own.submittedAt ? 'final' : 'first';
	// A final judgement replaces a whole one: half of it would leave the panel without a proposal, and nobody would know why.
	if (round === 'final' && judgementRefusals(judgement, asked, known.edition).length > 0) throw new Problem('finalIncomplete');
	const savedAt = ctx.app.now();
	const saved = await putJudgement(tx, { assessmentId: own.id, criterion, round }, version, judgement, savedAt);
	if (saved === undefined) {
		const current = judgementsOf(known, own.id)[criterion];
		throw new Problem('versionConflict', { detail: { current, version: current?.version ?? 0 } });
	}
	about({ kind: 'assessment', id: own.id, detail: { practice: known.practice.code, criterion, round, version: saved } });
	return { version: saved, savedAt };
}

/**
 * Takes one's judgement of an earlier version over, where neither text nor evidence of the criterion has changed since.
 * @throws Problem wrongState where something has, versionConflict where there is a judgement already, and as `saveJudgement`
 */
export async function takeFormerJudgement(ctx: Ctx, code: string, criterion: CriterionKey): Promise<{ version: number; savedAt: Date }> {
	const { former } = await readAssignment(ctx, code);
	const found = former?.criteria[criterion];
	if (!found?.isUnchanged) throw new Problem('wrongState');
	return saveJudgement(ctx, code, criterion, 0, found.judgement);
}

/**
 * Saves the short check of the definition.
 * @param version of the assessment the answers are based on
 * @returns the new version @throws Problem interestNotDeclared, wrongState, notFound, versionConflict with the stored answers
 */
export async function saveDefinitionCheck(ctx: Ctx, code: string, version: number, check: DefinitionCheck): Promise<{ version: number }> {
	return change(ctx, 'assessment.checkDefinition', async (tx, about) => {
		const known = await lockCase(ctx, tx, code);
		requireAct(ctx, 'saveJudgement', known.practice, factsOf(known));
		const own = await lockAssessment(tx, known.version.id, personOf(ctx));
		if (own.version !== version) throw new Problem('versionConflict', { detail: { current: own.definitionCheck, version: own.version } });
		about({ kind: 'assessment', id: own.id, detail: { practice: code } });
		return { version: await updateAssessment(tx, own, { definitionCheck: check }) };
	});
}

/** Hands the judgements of all criteria in. @throws Problem judgementIncomplete with the places, interestNotDeclared, wrongState, notFound */
export async function handInAssessment(ctx: Ctx, code: string): Promise<void> {
	await change(ctx, 'assessment.handIn', async (tx, about) => {
		const known = await lockCase(ctx, tx, code);
		requireAct(ctx, 'handInAssessment', known.practice, factsOf(known));
		const own = await lockAssessment(tx, known.version.id, personOf(ctx));
		const fields = missingFrom(known, own.id).map(({ criterion, path, reason }) => ({ path: `${criterion}.${path}`, message: reason }));
		if (fields.length > 0) throw new Problem('judgementIncomplete', { fields });
		await updateAssessment(tx, own, { submittedAt: ctx.app.now() });
		// A third assessor who joins a deliberation hands in first levels that count as final ones at once.
		if (known.disclosedAt) await copyToFinal(tx, [own.id]);
		const isLast = known.assessments.every(({ id, submittedAt, excusedAt }) => id === own.id || submittedAt || excusedAt);
		if (isLast) await notifySecretariat(ctx, tx, { kind: 'panelComplete', detail: { practice: code }, isTodo: true });
		about({ kind: 'assessment', id: own.id, detail: { practice: code } });
	});
}

function missingFrom(known: Case, assessmentId: string): Missing[] {
	const judgements = judgementsOf(known, assessmentId);
	return known.edition.criteria.flatMap((criterion) => {
		const judgement = judgements[criterion.key] ?? noJudgement;
		return judgementRefusals(judgement, criterion, known.edition).map((refusal) => ({ criterion: criterion.key, ...refusal }));
	});
}

function warningsFor(known: Case, assessmentId: string): CriterionKey[] {
	const judgements = judgementsOf(known, assessmentId);
	const nameOf = new Map(known.version.content.attachments.map(({ id, name }) => [`file:${id}`, `file:${name}`]));
	return known.edition.criteria
		.filter((criterion) => {
			const judgement = judgements[criterion.key];
			if (!judgement) return false;
			// The warning looks at what a file is called, which its reference does not say.
			const evidence = judgement.evidence.map((reference) => nameOf.get(reference) ?? reference);
			return deservesWarning({ ...judgement, evidence }, criterion, known.edition);
		})
		.map(({ key }) => key);
}

const noJudgement: Judgement = { level: null, reason: '', evidence: [], questions: {} };

/** A file that a judgement rests on must hang on the version that is judged. */
function requireKnownEvidence(known: Case, judgement: Judgement): void {
	const files = new Set(known.version.content.attachments.map(({ id }) => `file:${id}`));
	const unknown = judgement.evidence.filter((reference) => reference.startsWith('file:') && !files.has(reference));
	if (unknown.length > 0) throw new Problem('invalidInput', { fields: [{ path: 'evidence', message: 'evidenceUnknown' }] });
}

/** Whether the text may be read: no interest, or a tie that the secretariat accepted. */
export function isContentOpen({ interest, tieAcceptedAt, excusedAt }: AssessmentRow): boolean {
	return !excusedAt && (interest === 'none' || (interest === 'tie' && tieAcceptedAt !== null));
}

/** Who else of the panel has handed in and counts. */
function otherSeats(known: Case, ownId: string): string[] {
	return known.assessments.filter(({ id, excusedAt, submittedAt }) => id !== ownId && !excusedAt && submittedAt).map(({ id }) => id);
}

function othersOf(known: Case, ownId: string): Assignment['others'] {
	const others = otherSeats(known, ownId);
	return Object.fromEntries(
		known.edition.criteria.map(({ key }) => [
			key,
			others.map((id) => ({
				seat: seatNumber(known, id),
				first: bare(roundOf(known, id, 'first')[key]),
				final: bare(roundOf(known, id, 'final')[key])
			}))
		])
	);
}

function withoutContact({ layers, ...content }: PracticeContent): PracticeContent {
	return { ...content, layers: { ...layers, contact: emptyLayers.contact } };
}

/** Without the ids of the row, so that nobody is recognised by them. */
function bare(row: JudgementRow | undefined): Judgement | undefined {
	return row && onlyJudgement(row);
}

function personOf(ctx: Ctx): string {
	const id = actorId(ctx.actor);
	if (!id) throw new Problem('notAssigned');
	return id;
}
