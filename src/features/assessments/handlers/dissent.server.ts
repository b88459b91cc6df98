// A differing assessor's own words on the outcome, published with the verdict and without a name.

import { criteriaApart } from '#features/methodology/rules/edition.ts';
import type { CriterionKey } from '#features/methodology/schema.ts';
import { requireAct } from '#features/practices/handlers.server.ts';
import { mayAct } from '#features/practices/rules/life.ts';
import { findPractice } from '#features/practices/store.server.ts';
import { change } from '#platform/change.server.ts';
import { actorId, type Ctx } from '#platform/ctx.ts';
import { Problem } from '#platform/problem.ts';
import type { Dissent } from '../schema.ts';
import { type AssessmentRow, lockAssessment, updateAssessment } from '../store/seats.server.ts';
import { type Case, factsOf, levelsOf, lockCase, outcomeOf, readCase } from './case.server.ts';
import { hearAnew } from './hearing.server.ts';

/** An assessor's own note on a practice, and whether she may write one. */
export interface OwnDissent {
	text: string;
	/** Criteria on which her final level comes out otherwise than the outcome. */
	apart: CriterionKey[];
	canDissent: boolean;
}

/** One's own note. @throws Problem notFound when the practice is not one's own to assess */
export async function readDissent(ctx: Ctx, code: string): Promise<OwnDissent> {
	const practice = await findPractice(ctx.app.db, code);
	if (!practice) throw new Problem('notFound');
	const known = await readCase(ctx, ctx.app.db, practice);
	const own = known.assessments.find(({ assessorId }) => assessorId === actorId(ctx.actor));
	if (!own) throw new Problem('notFound');
	const situation = { ...factsOf(known), actor: ctx.actor, state: practice.state, ownerId: practice.ownerId };
	const isAllowed = mayAct('dissent', situation).ok;
	const apart = isAllowed ? apartFrom(known, own.id) : [];
	return { text: own.dissent ?? '', apart, canDissent: apart.length > 0 };
}

/**
 * Keeps the note of an assessor whose final level differs from what the panel, or the verdict, comes to; an empty text takes it back.
 * After the verdict its author hears of it and has time to read it.
 * @throws Problem divergent or notDisclosed while there is no outcome, agreesWithOutcome, notAssigned, wrongState
 */
export async function saveDissent(ctx: Ctx, code: string, { text }: Dissent): Promise<void> {
	await change(ctx, 'assessment.dissent', async (tx, about) => {
		const known = await lockCase(ctx, tx, code);
		requireAct(ctx, 'dissent', known.practice, factsOf(known));
		const own = await lockAssessment(tx, known.version.id, actorId(ctx.actor) ?? '');
		if (text !== '') {
			if (!outcomeOf(known)) throw new Problem(known.assessments.some(isAwaited) ? 'notDisclosed' : 'divergent');
			if (apartFrom(known, own.id).length === 0) throw new Problem('agreesWithOutcome');
		}
		const dissent = text || null;
		about({ kind: 'assessment', id: own.id, detail: { practice: code } });
		if (dissent === own.dissent) return;
		await updateAssessment(tx, own, { dissent });
		if (known.verdict) await hearAnew(ctx, tx, known, known.verdict);
	});
}

const isAwaited = ({ excusedAt, submittedAt }: AssessmentRow) => !excusedAt && !submittedAt;

function apartFrom(known: Case, assessmentId: string): CriterionKey[] {
	const unmet = outcomeOf(known);
	return unmet ? criteriaApart(levelsOf(known, assessmentId), unmet, known.edition) : [];
}
