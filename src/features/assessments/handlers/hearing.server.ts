// Between the verdict and its publication: the author reads the wording first and may answer it; a wording may still be corrected.

import type { CriterionKey, Edition, Judgement, Level } from '#features/methodology/schema.ts';
import { notify, notifySecretariat } from '#features/notices/handlers.server.ts';
import { requireAct } from '#features/practices/handlers.server.ts';
import { canRead, mayAct } from '#features/practices/rules/life.ts';
import { findPractice } from '#features/practices/store.server.ts';
import { change } from '#platform/change.server.ts';
import { actorId, type Ctx, type Tx } from '#platform/ctx.ts';
import { timeZone } from '#platform/formatters.ts';
import type { Locale } from '#platform/locale.ts';
import { Problem } from '#platform/problem.ts';
import { afterWorkingDays } from '#platform/zones.ts';
import { freshHearingDays, laterDay } from '../rules/verdict.ts';
import { Proposal, type VerdictAnswered, type WordingCorrection } from '../schema.ts';
import { updateVerdict, type VerdictRow } from '../store/verdicts.server.ts';
import { type Case, dissentsOf, factsOf, lockCase, readCase } from './case.server.ts';

/** A criterion of a verdict as its author reads it. */
export interface VerdictCriterion {
	key: CriterionKey;
	met: boolean;
	wording: string;
	/** Final levels of the panel, sorted, so that their order points at nobody. */
	levels: Level[];
	/** Why it is unmet, by categories of the edition. */
	reasons: string[];
}

/** A verdict as whoever documents the practice reads it: without a name or a place on the panel. */
export interface VerdictView {
	code: string;
	title: string;
	/** Language of the practice, in which the verdict is worded. */
	language: Locale;
	state: Case['practice']['state'];
	isInvented: boolean;
	edition: Edition;
	class: VerdictRow['class'];
	conditional: boolean;
	confirmedAt: Date;
	validUntil: string | null;
	/** Why the committee departed from what the rule proposes; null where it did not. */
	departure: string | null;
	criteria: VerdictCriterion[];
	/** Notes of assessors who see it otherwise. */
	dissents: string[];
	/** Last day for the author's answer; null where nobody is asked. */
	answerBy: string | null;
	answeredAt: Date | null;
	answer: string | null;
	/** On which an answer or a correction is based. */
	version: number;
	/** What the author judged herself when she sent the practice; for her alone. */
	selfAssessment: Record<CriterionKey, Judgement> | null;
	canAnswer: boolean;
	canCorrect: boolean;
}

/** The verdict on a practice, for its author and the secretariat. @throws Problem notFound, also as long as there is none */
export async function readVerdict(ctx: Ctx, code: string): Promise<VerdictView> {
	const practice = await findPractice(ctx.app.db, code);
	if (!practice || !canRead(ctx.actor, practice)) throw new Problem('notFound');
	const known = await readCase(ctx, ctx.app.db, practice);
	const { verdict, edition, version } = known;
	if (!verdict) throw new Problem('notFound');
	const situation = { ...factsOf(known), actor: ctx.actor, state: practice.state, ownerId: practice.ownerId };
	// Of a verdict that was brought in from elsewhere the proposal is not known.
	const levels = Proposal.safeParse(verdict.proposal).data?.criteria ?? {};
	return {
		code,
		title: version.content.fields.title,
		language: version.content.layers.language,
		state: practice.state,
		isInvented: practice.isInvented,
		edition,
		class: verdict.class,
		conditional: verdict.conditional,
		confirmedAt: verdict.confirmedAt,
		validUntil: verdict.validUntil,
		departure: verdict.departure,
		criteria: edition.criteria.map(({ key }) => ({
			key,
			met: !verdict.unmet.includes(key),
			wording: verdict.wording[key] ?? '',
			levels: levels[key]?.levels.toSorted() ?? [],
			reasons: verdict.reasons[key] ?? []
		})),
		dissents: dissentsOf(known),
		answerBy: verdict.answerBy,
		answeredAt: verdict.answeredAt,
		answer: verdict.answer,
		version: verdict.version,
		selfAssessment: practice.ownerId === actorId(ctx.actor) ? version.selfAssessment : null,
		canAnswer: mayAct('answerVerdict', situation).ok,
		canCorrect: mayAct('correctWording', situation).ok
	};
}

/**
 * The author answers the verdict, or accepts it without an answer; both may be changed until publication.
 * @param version of the verdict that she read
 * @returns the new version @throws Problem versionConflict when it changed meanwhile, wrongState, noVerdict, notAllowed, notFound
 */
export async function answerVerdict(ctx: Ctx, code: string, version: number, { answer }: VerdictAnswered): Promise<{ version: number }> {
	return change(ctx, 'practice.answerVerdict', async (tx, about) => {
		const known = await lockCase(ctx, tx, code);
		requireAct(ctx, 'answerVerdict', known.practice, factsOf(known));
		const stored = known.verdict;
		// The same answer sent twice is one answer.
		if (stored?.answeredAt && (stored.answer ?? '') === answer) {
			about({ kind: 'practice', id: code, detail: { answered: answer !== '', version: stored.version } });
			return { version: stored.version };
		}
		const verdict = requireVerdict(known, version);
		const next = await updateVerdict(tx, verdict, { answer: answer || null, answeredAt: ctx.app.now() });
		await notifySecretariat(ctx, tx, { kind: 'verdictAnswered', detail: { practice: code } });
		about({ kind: 'practice', id: code, detail: { answered: answer !== '', version: next } });
		return { version: next };
	});
}

/**
 * Corrects the wording of criteria before publication, as in reaction to the author's answer. Class and criteria stay. The author hears of
 * it and has time to read it again (`hearAnew`).
 * @param version of the verdict that was corrected; criteria that are left out stay as they are
 * @returns the new version @throws Problem versionConflict, invalidInput for an empty wording, notImpartial, wrongState, noVerdict, notAllowed
 */
export async function correctWording(
	ctx: Ctx,
	code: string,
	version: number,
	{ wording }: WordingCorrection
): Promise<{ version: number }> {
	return change(ctx, 'practice.correctWording', async (tx, about) => {
		const known = await lockCase(ctx, tx, code);
		requireAct(ctx, 'correctWording', known.practice, factsOf(known));
		const verdict = requireVerdict(known, version);
		const given = known.edition.criteria.map(({ key }) => key).filter((key) => wording[key] !== undefined);
		const empty = given.filter((key) => wording[key] === '');
		if (empty.length > 0) {
			throw new Problem('invalidInput', { fields: empty.map((key) => ({ path: `wording.${key}`, message: 'wordingMissing' })) });
		}
		const changed = given.filter((key) => wording[key] !== verdict.wording[key]);
		about({ kind: 'practice', id: code, detail: { criteria: changed, version: verdict.version } });
		if (changed.length === 0) return { version: verdict.version };
		const corrected = { ...verdict.wording, ...Object.fromEntries(changed.map((key) => [key, wording[key] ?? ''])) };
		return { version: await hearAnew(ctx, tx, known, verdict, { wording: corrected }) };
	});
}

/**
 * Changes something of a verdict that its author is reading. What she answered stays and is published unless she changes it, but she is
 * heard once more: an acceptance of other words counts no longer. She has what is left of her time, and at least some days to read again;
 * so a correction can delay publication by these days and no more.
 * @returns the new version of the verdict
 */
export async function hearAnew(
	ctx: Ctx,
	tx: Tx,
	{ practice }: Pick<Case, 'practice'>,
	verdict: VerdictRow,
	set: Partial<Pick<VerdictRow, 'wording'>> = {}
): Promise<number> {
	const answerBy = verdict.answerBy && laterDay(verdict.answerBy, afterWorkingDays(ctx.app.now(), freshHearingDays, timeZone));
	const version = await updateVerdict(tx, verdict, { ...set, answerBy, answeredAt: null });
	const detail = { practice: practice.code, ...(answerBy && { day: answerBy }) };
	await notify(ctx, tx, { to: [practice.ownerId], kind: 'verdictToRead', detail, isTodo: true });
	return version;
}

function requireVerdict({ verdict }: Case, version: number): VerdictRow {
	if (!verdict) throw new Problem('noVerdict');
	if (verdict.version !== version) throw new Problem('versionConflict', { detail: { version: verdict.version } });
	return verdict;
}
