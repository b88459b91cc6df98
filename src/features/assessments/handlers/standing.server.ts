// Where a practice stands beside its own state: what of it is published, under which label, and what its author may begin or give up.

import { readLabel } from '#features/labels/handlers/label.server.ts';
import type { PublicLabel } from '#features/labels/schema.ts';
import { type Act, canRead, possibleActs } from '#features/practices/rules/life.ts';
import { findLastVersion, findPractice, findPublishedVersion } from '#features/practices/store.server.ts';
import type { Ctx } from '#platform/ctx.ts';
import { Problem } from '#platform/problem.ts';
import { factsOf, readCase } from './case.server.ts';
import { type ReconsiderationView, readReconsideration } from './reconsideration.server.ts';

export interface Standing {
	code: string;
	title: string;
	isPublished: boolean;
	/** Null without one. */
	label: PublicLabel | null;
	/** Something was begun after the publication: a new text that is written or on its way, or a reconsideration. */
	begun: 'writing' | 'revision' | 'reconsideration' | null;
	/** Of a text on its way: its author says that only a typo or a translation changed. */
	isSaidToCorrect: boolean;
	reconsideration: ReconsiderationView | null;
	/** What the reader may do now. */
	acts: Act[];
}

/** For whoever documents a practice and for the secretariat. @throws Problem notFound */
export async function readStanding(ctx: Ctx, code: string): Promise<Standing> {
	const { db } = ctx.app;
	const practice = await findPractice(db, code);
	if (!practice || !canRead(ctx.actor, practice)) throw new Problem('notFound');
	const [label, last, published, reconsideration] = await Promise.all([
		readLabel(db, practice.id),
		findLastVersion(db, practice.id),
		findPublishedVersion(db, practice.id),
		readReconsideration(ctx, code)
	]);
	const { state, ownerId, isPublished } = practice;
	const facts = last ? factsOf(await readCase(ctx, db, practice)) : {};
	const isSent = last !== undefined && published !== undefined && last.number > published.number;
	const isWritten = isPublished && (state === 'draft' || state === 'returned');
	return {
		code,
		title: last?.content.fields.title ?? '',
		isPublished,
		label,
		begun: reconsideration?.isUnderWay ? 'reconsideration' : isWritten ? 'writing' : isPublished && isSent ? 'revision' : null,
		isSaidToCorrect: isSent && last.isSaidToCorrect,
		reconsideration,
		// What a text still lacks is told where it is sent.
		acts: possibleActs({ ...facts, actor: ctx.actor, state, ownerId, isPublished, isComplete: true })
	};
}
