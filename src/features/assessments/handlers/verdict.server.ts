// From the panel's judgements to a confirmed verdict and a published practice.

import { publishEntry } from '#features/catalogue/handlers.server.ts';
import { moveAlong, requireAct } from '#features/practices/handlers.server.ts';
import { change } from '#platform/change.server.ts';
import { actorId, type Ctx } from '#platform/ctx.ts';
import { isoDayOf } from '#platform/moments.ts';
import { Problem } from '#platform/problem.ts';
import { decide, explainProposal, validUntil } from '../rules.ts';
import type { Confirmation, Explanation, VerdictWording } from '../schema.ts';
import * as store from '../store.server.ts';
import { type Case, factsOf, findProposal, lockCase } from './case.server.ts';

/** Shows the assessors each other's judgements and opens the deliberation. @throws Problem notDisclosed while one is missing, panelTooSmall, panelNotImpartial, wrongState */
export async function disclose(ctx: Ctx, code: string): Promise<void> {
	await change(ctx, 'practice.disclose', async (tx, about) => {
		const known = await lockCase(ctx, tx, code);
		requireAct(ctx, 'disclose', known.practice, factsOf(known));
		await store.copyToFinal(
			tx,
			known.assessments.filter(({ excusedAt }) => !excusedAt).map(({ id }) => id)
		);
		await store.disclosePanel(tx, known.version.id, ctx.app.now(), actorId(ctx.actor));
		await moveAlong(ctx, tx, known.practice, 'disclose');
		about({ kind: 'practice', id: code });
	});
}

/**
 * Confirms what the rule proposes, or departs from it with a written reason, and words the criteria anew that come out otherwise.
 * @throws Problem notImpartial, panelNotImpartial, divergent, notDisclosed, noVerdict, invalidInput where class and unmet criteria
 *   contradict each other or a text contradicts them, departureNeedsReason, wrongState, notAllowed
 */
export async function confirmVerdict(ctx: Ctx, code: string, confirmation: Confirmation): Promise<void> {
	await change(ctx, 'practice.confirm', async (tx, about) => {
		const known = await lockCase(ctx, tx, code);
		requireAct(ctx, 'confirm', known.practice, factsOf(known));
		const proposal = findProposal(known);
		const confirmedBy = actorId(ctx.actor);
		if (!proposal?.class || !confirmedBy) throw new Problem('noVerdict');
		const decision = decide(proposal, confirmation, known.edition);
		if (!decision) throw new Problem('invalidInput', { fields: [{ path: 'unmet', message: 'classAndCriteria' }] });
		if (decision.departs && confirmation.departure === '') {
			throw new Problem('departureNeedsReason', { fields: [{ path: 'departure', message: 'departureNeedsReason' }] });
		}
		const explained = explainProposal(proposal, known.edition, known.version.content.layers.language).criteria;
		const contradicting = decision.changed.filter((key) => [undefined, '', explained[key]].includes(confirmation.wording[key]));
		if (contradicting.length > 0) {
			throw new Problem('invalidInput', {
				fields: contradicting.map((key) => ({ path: `wording.${key}`, message: 'wordingContradicts' }))
			});
		}
		const now = ctx.app.now();
		await store.insertVerdict(tx, {
			practiceId: known.practice.id,
			versionId: known.version.id,
			edition: known.edition.id,
			proposal,
			class: decision.class,
			unmet: decision.unmet,
			conditional: decision.conditional,
			wording: wordingOf(known, explained, confirmation),
			departure: decision.departs ? confirmation.departure : null,
			confirmedBy,
			confirmedAt: now,
			validUntil: validUntil(decision.class, decision.conditional, isoDayOf(now), known.edition),
			isInvented: known.practice.isInvented
		});
		await moveAlong(ctx, tx, known.practice, 'confirm');
		about({ kind: 'practice', id: code, detail: { class: decision.class, departs: decision.departs } });
	});
}

/** What the secretariat wrote per criterion; where it wrote nothing, the rule's own explanation in the practice's language. */
function wordingOf({ edition }: Case, explained: Explanation['criteria'], { wording }: Confirmation): VerdictWording {
	return Object.fromEntries(edition.criteria.map(({ key }) => [key, wording[key] || explained[key]]));
}

/** Puts the practice into the public catalogue. @throws Problem noVerdict, unclassifiedPrivate, wrongState, notAllowed */
export async function publishPractice(ctx: Ctx, code: string, { authorWishes = false }: { authorWishes?: boolean }): Promise<void> {
	await change(ctx, 'practice.publish', async (tx, about) => {
		const known = await lockCase(ctx, tx, code);
		requireAct(ctx, 'publish', known.practice, { ...factsOf(known), authorWishesPublication: authorWishes });
		await publishEntry(tx, ctx, { practiceId: known.practice.id, versionId: known.version.id });
		await moveAlong(ctx, tx, known.practice, 'publish');
		about({ kind: 'practice', id: code, detail: { version: known.version.number } });
	});
}
