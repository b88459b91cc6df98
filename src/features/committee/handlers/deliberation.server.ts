// A panel deliberates in writing: messages by criterion, of a numbered place on the panel or of the secretariat, never of a name.

import { type Case, factsOf, lockCase, readCase, seatNumber } from '#features/assessments/handlers/case.server.ts';
import { findCriterion } from '#features/methodology/rules/edition.ts';
import type { CriterionKey } from '#features/methodology/schema.ts';
import { notify, notifySecretariat } from '#features/notices/handlers.server.ts';
import { requireAct } from '#features/practices/handlers.server.ts';
import { mayAct } from '#features/practices/rules/life.ts';
import { findPractice } from '#features/practices/store.server.ts';
import { change } from '#platform/change.server.ts';
import { actorId, type Ctx, hasRole } from '#platform/ctx.ts';
import { Problem } from '#platform/problem.ts';
import type { DeliberationNote } from '../schema.ts';
import * as store from '../store.server.ts';

/** A message as it is shown. */
export interface ShownNote {
	id: string;
	criterion: CriterionKey | null;
	/** Place on the panel in the order of assignment, the same throughout a case; null for the secretariat. */
	seat: number | null;
	isOwn: boolean;
	text: string;
	createdAt: Date;
}

export interface Deliberation {
	notes: ShownNote[];
	/** One's own place on the panel; null for the secretariat. */
	ownSeat: number | null;
	canWrite: boolean;
}

/**
 * The messages of a deliberation, oldest first: for those of the panel who have handed in, and for the secretariat unless it sits there.
 * @returns nothing to read as long as the panel is blind to whoever asks
 * @throws Problem notFound when the practice is none of the reader's business
 */
export async function readDeliberation(ctx: Ctx, code: string): Promise<Deliberation> {
	const practice = await findPractice(ctx.app.db, code);
	if (!practice) throw new Problem('notFound');
	const known = await readCase(ctx, ctx.app.db, practice);
	const own = known.assessments.find(({ assessorId }) => assessorId === actorId(ctx.actor));
	if (!own && ctx.actor.kind !== 'operator' && !hasRole(ctx.actor, 'secretariat')) throw new Problem('notFound');
	const isOpen = known.disclosedAt !== null && (!own || (own.submittedAt !== null && own.excusedAt === null));
	const rows = isOpen ? await store.listNotes(ctx.app.db, known.version.id) : [];
	const situation = { ...factsOf(known), actor: ctx.actor, state: practice.state, ownerId: practice.ownerId };
	return {
		notes: rows.map(({ authorId, ...note }) => ({ ...note, seat: placeOf(known, authorId), isOwn: authorId === actorId(ctx.actor) })),
		ownSeat: own ? seatNumber(known, own.id) : null,
		canWrite: mayAct('deliberate', situation).ok
	};
}

/**
 * Says something to the panel; everybody of it who may read it hears that there is a message, and nobody hears whose.
 * @throws Problem notDisclosed to whoever has not handed in, wrongState, notAssigned, notFound for a criterion the edition lacks
 */
export async function deliberate(ctx: Ctx, code: string, { criterion, text }: DeliberationNote): Promise<void> {
	await change(ctx, 'practice.deliberate', async (tx, about) => {
		const known = await lockCase(ctx, tx, code);
		requireAct(ctx, 'deliberate', known.practice, factsOf(known));
		const authorId = actorId(ctx.actor);
		if (!authorId) throw new Problem('notAllowed');
		if (criterion !== null && !findCriterion(known.edition, criterion)) throw new Problem('notFound');
		await store.insertNote(tx, { versionId: known.version.id, criterion, authorId, text, createdAt: ctx.app.now() });
		const panel = known.assessments.filter(({ excusedAt, submittedAt }) => !excusedAt && submittedAt).map(({ assessorId }) => assessorId);
		await notify(ctx, tx, { to: panel, kind: 'deliberationNote', detail: { practice: code } });
		if (panel.includes(authorId)) await notifySecretariat(ctx, tx, { kind: 'deliberationNote', detail: { practice: code } });
		about({ kind: 'practice', id: code, detail: { criterion } });
	});
}

/** Null for whoever does not sit on the panel: the secretariat. */
function placeOf(known: Case, personId: string): number | null {
	const assessment = known.assessments.find(({ assessorId }) => assessorId === personId);
	return assessment ? seatNumber(known, assessment.id) : null;
}
