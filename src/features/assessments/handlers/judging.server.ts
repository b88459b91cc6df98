// An assessor's part: declare interests, read, judge each criterion, hand in; after disclosure, final levels beside the first.

import { type CriterionKey, criterionKeys, type Edition } from '#features/methodology/schema.ts';
import { requireAct } from '#features/practices/handlers.server.ts';
import { mayAct } from '#features/practices/rules/life.ts';
import { emptyLayers, type PracticeContent } from '#features/practices/schema.ts';
import { findPractice } from '#features/practices/store.server.ts';
import { change } from '#platform/change.server.ts';
import { actorId, type Ctx } from '#platform/ctx.ts';
import type { Locale } from '#platform/locale.ts';
import { Problem } from '#platform/problem.ts';
import { deservesWarning, judgementRefusals } from '../rules.ts';
import type { DefinitionCheck, InterestDeclaration, Judgement, RefusalReason } from '../schema.ts';
import * as store from '../store.server.ts';
import { type Case, factsOf, judgementsOf, lockCase, onlyJudgement, readCase, roundOf } from './case.server.ts';

/** What the person acting has been given to judge. @throws Problem signInRequired */
export async function listAssignments(ctx: Ctx): Promise<store.AssignmentRow[]> {
	const id = actorId(ctx.actor);
	if (!id) throw new Problem('signInRequired');
	return store.listAssignments(ctx.app.db, id);
}

/** Another assessor's judgement as it is shown in the deliberation: without a name. */
export interface OtherJudgement {
	/** Place in the panel, 1 for the first of the others. */
	seat: number;
	first: Judgement | undefined;
	final: Judgement | undefined;
}

export interface Assignment {
	code: string;
	title: string;
	/** The institutions as the text names them: with the title, what an interest is declared against. */
	institutions: string;
	/** Language of the practice's text. */
	language: Locale;
	isInvented: boolean;
	state: Case['practice']['state'];
	edition: Edition;
	interest: 'none' | 'declared' | null;
	submittedAt: Date | null;
	excusedAt: Date | null;
	disclosedAt: Date | null;
	/** Of the assessment itself, which the check of the definition is part of; each judgement has its own. */
	version: number;
	definitionCheck: DefinitionCheck;
	/** Null until the absence of an interest was declared. Whom to call is for the secretariat alone. */
	content: PracticeContent | null;
	versionNumber: number;
	own: Partial<Record<CriterionKey, store.JudgementRow>>;
	/** First levels of this assessor, once final ones stand beside them. */
	ownFirst: Partial<Record<CriterionKey, store.JudgementRow>>;
	/** Per criterion, only after disclosure, and for a third assessor only once she has handed in herself. */
	others: Partial<Record<CriterionKey, OtherJudgement[]>>;
	/** What the judgements still lack before they can be handed in. */
	missing: Missing[];
	/** Criteria whose level rests on nothing but what the edition warns of. */
	warnings: CriterionKey[];
	canJudge: boolean;
	canHandIn: boolean;
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
	const isOpen = own.interest === 'none' && !own.excusedAt;
	const situation = { ...factsOf(known), actor: ctx.actor, state: practice.state, ownerId: practice.ownerId };
	return {
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
		version: own.version,
		definitionCheck: own.definitionCheck,
		content: isOpen ? withoutContact(known.version.content) : null,
		versionNumber: known.version.number,
		own: isOpen ? judgementsOf(known, own.id) : {},
		ownFirst: isOpen ? roundOf(known, own.id, 'first') : {},
		others: isOpen && known.disclosedAt && own.submittedAt ? othersOf(known, own.id) : {},
		missing: isOpen ? missingFrom(known, own.id) : [],
		warnings: isOpen ? warningsFor(known, own.id) : [],
		canJudge: mayAct('saveJudgement', situation).ok,
		canHandIn: mayAct('handInAssessment', situation).ok
	};
}

/** Declares an interest or its absence; with an interest the person is excused and sees nothing. @throws Problem wrongState, notFound */
export async function declareInterest(ctx: Ctx, code: string, declaration: InterestDeclaration): Promise<void> {
	await change(ctx, 'assessment.declareInterest', async (tx, about) => {
		const known = await lockCase(ctx, tx, code);
		requireAct(ctx, 'declareInterest', known.practice, factsOf(known));
		const own = await store.lockAssessment(tx, known.version.id, personOf(ctx));
		const isExcused = declaration.interest === 'declared';
		if (isExcused && declaration.note === '') throw new Problem('invalidInput', { fields: [{ path: 'note', message: 'reasonMissing' }] });
		const now = ctx.app.now();
		await store.updateAssessment(tx, own, {
			interest: declaration.interest,
			interestNote: declaration.note || null,
			interestAt: now,
			excusedAt: isExcused ? now : null
		});
		about({ kind: 'assessment', id: own.id, detail: { practice: code, interest: declaration.interest } });
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
		const own = await store.lockAssessment(tx, known.version.id, personOf(ctx));
		requireKnownEvidence(known, judgement);
		const round = known.disclosedAt && own.submittedAt ? 'final' : 'first';
		const savedAt = ctx.app.now();
		const saved = await store.putJudgement(tx, { assessmentId: own.id, criterion, round }, version, judgement, savedAt);
		if (saved === undefined) {
			const current = judgementsOf(known, own.id)[criterion];
			throw new Problem('versionConflict', { detail: { current, version: current?.version ?? 0 } });
		}
		about({ kind: 'assessment', id: own.id, detail: { practice: code, criterion, round, version: saved } });
		return { version: saved, savedAt };
	});
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
		const own = await store.lockAssessment(tx, known.version.id, personOf(ctx));
		if (own.version !== version) throw new Problem('versionConflict', { detail: { current: own.definitionCheck, version: own.version } });
		about({ kind: 'assessment', id: own.id, detail: { practice: code } });
		return { version: await store.updateAssessment(tx, own, { definitionCheck: check }) };
	});
}

/** Hands the four judgements in. @throws Problem judgementIncomplete with the places, interestNotDeclared, wrongState, notFound */
export async function handInAssessment(ctx: Ctx, code: string): Promise<void> {
	await change(ctx, 'assessment.handIn', async (tx, about) => {
		const known = await lockCase(ctx, tx, code);
		requireAct(ctx, 'handInAssessment', known.practice, factsOf(known));
		const own = await store.lockAssessment(tx, known.version.id, personOf(ctx));
		const fields = missingFrom(known, own.id).map(({ criterion, path, reason }) => ({ path: `${criterion}.${path}`, message: reason }));
		if (fields.length > 0) throw new Problem('judgementIncomplete', { fields });
		await store.updateAssessment(tx, own, { submittedAt: ctx.app.now() });
		// A third assessor who joins a deliberation hands in first levels that count as final ones at once.
		if (known.disclosedAt) await store.copyToFinal(tx, [own.id]);
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

function othersOf(known: Case, ownId: string): Assignment['others'] {
	const others = known.assessments.filter(({ id, excusedAt, submittedAt }) => id !== ownId && !excusedAt && submittedAt);
	return Object.fromEntries(
		criterionKeys.map((criterion) => [
			criterion,
			others.map(({ id }, index) => ({
				seat: index + 1,
				first: bare(roundOf(known, id, 'first')[criterion]),
				final: bare(roundOf(known, id, 'final')[criterion])
			}))
		])
	);
}

function withoutContact({ layers, ...content }: PracticeContent): PracticeContent {
	return { ...content, layers: { ...layers, contact: emptyLayers.contact } };
}

/** Without the ids of the row, so that nobody is recognised by them. */
function bare(row: store.JudgementRow | undefined): Judgement | undefined {
	return row && onlyJudgement(row);
}

function personOf(ctx: Ctx): string {
	const id = actorId(ctx.actor);
	if (!id) throw new Problem('notAssigned');
	return id;
}
