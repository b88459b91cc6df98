// One's own assessment as a sheet finds it: by the sheet's token, and only as far as work may still be brought in.

import { type Case, factsOf, judgementsOf, readCase } from '#features/assessments/handlers/case.server.ts';
import { commentsOf, type PassageComment } from '#features/assessments/handlers/comments.server.ts';
import { isContentOpen } from '#features/assessments/handlers/judging.server.ts';
import { findPassage } from '#features/assessments/rules/passages.ts';
import type { DefinitionCheck } from '#features/assessments/schema.ts';
import { type AssessmentRow, findAssessment } from '#features/assessments/store/seats.server.ts';
import { mayAct } from '#features/practices/rules/life.ts';
import { findPractice, lockPractice } from '#features/practices/store.server.ts';
import { actorId, type Ctx, type Db, type Tx } from '#platform/ctx.ts';
import { secretHash } from '#platform/secret.ts';
import { isUuid } from '#platform/validation.ts';
import type { StoredWork } from '../rules/plan.ts';
import type { SheetIdentity, SheetRefusal } from '../schema.ts';

export type FoundWork =
	| { ok: true; known: Case; own: AssessmentRow; work: StoredWork }
	/** `code` of the practice that the sheet is of, as far as the person asking may know it. */
	| { ok: false; why: SheetRefusal; code: string };

/**
 * The work that a sheet belongs to, or why it belongs to none. Nobody learns from somebody else's sheet more than it says itself.
 * @param expected the practice it was brought to; null from the list of all
 * @param lock inside a transaction: takes the practice
 */
export async function findWork(ctx: Ctx, db: Db | Tx, identity: SheetIdentity, expected: string | null, lock?: Tx): Promise<FoundWork> {
	const refused = (why: SheetRefusal, code = identity.code): FoundWork => ({ ok: false, why, code });
	const found = isUuid(identity.token) ? await findAssessment(db, identity.token) : undefined;
	if (!found) return refused('unknown');
	if (found.assessorId !== actorId(ctx.actor)) return refused('ofAnother');
	if (identity.code !== found.code || (expected !== null && expected !== found.code)) return refused('otherPractice', found.code);
	const practice = lock ? await lockPractice(lock, found.code) : await findPractice(db, found.code);
	if (!practice) return refused('unknown');
	const known = await readCase(ctx, db, practice);
	const own = known.assessments.find(({ id }) => id === found.id);
	if (!own || identity.versionNumber !== known.version.number) return refused('olderVersion');
	if (own.excusedAt) return refused('excused');
	if (!isContentOpen(own)) return refused('interestNotDeclared');
	if (own.submittedAt) return refused(known.disclosedAt ? 'disclosed' : 'handedIn');
	if (identity.edition !== known.edition.id) return refused('otherEdition');
	const situation = { ...factsOf(known), actor: ctx.actor, state: practice.state, ownerId: practice.ownerId };
	if (!mayAct('saveJudgement', situation).ok) return refused('closed');
	return { ok: true, known, own, work: workOf(known, own, await commentsOf(ctx, [own.id])) };
}

function workOf(known: Case, own: AssessmentRow, comments: PassageComment[]): StoredWork {
	const { content } = known.version;
	return {
		code: known.practice.code,
		edition: known.edition,
		files: content.attachments,
		judgements: judgementsOf(known, own.id),
		definitionCheck: own.definitionCheck,
		definition: definitionMark(own.definitionCheck),
		comments,
		findPassage: (quote) => findPassage(content, quote)
	};
}

/** By which a sheet knows whether the check of the definition was answered anew since; `-` where it was not answered. */
export function definitionMark(check: DefinitionCheck): string {
	const answers = Object.entries(check).map(([key, { answer, note }]) => [key, answer, note]);
	return answers.length === 0 ? '-' : secretHash(JSON.stringify(answers.sort())).slice(0, 12);
}
