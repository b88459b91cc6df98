// From the panel's judgements to a confirmed verdict and a published practice.

import { publishEntry } from '#features/catalogue/handlers/catalogue.server.ts';
import { grantLabel } from '#features/labels/handlers/label.server.ts';
import type { CriterionKey, Edition } from '#features/methodology/schema.ts';
import { notify } from '#features/notices/handlers.server.ts';
import { moveAlong, requireAct } from '#features/practices/handlers.server.ts';
import { change } from '#platform/change.server.ts';
import { actorId, type Ctx } from '#platform/ctx.ts';
import { timeZone } from '#platform/formatters.ts';
import { isoDayOf } from '#platform/moments.ts';
import { Problem } from '#platform/problem.ts';
import { afterWorkingDays } from '#platform/zones.ts';
import { decide, explainProposal, validUntil } from '../rules/verdict.ts';
import type { Confirmation, Explanation, ReasonKeys, VerdictWording } from '../schema.ts';
import { copyToFinal } from '../store/judgements.server.ts';
import { disclosePanel } from '../store/panels.server.ts';
import { insertVerdict } from '../store/verdicts.server.ts';
import { type Case, factsOf, findProposal, lockCase } from './case.server.ts';
import { settleByVerdict } from './reconsideration.server.ts';

/** Shows the assessors each other's judgements and opens the deliberation. @throws Problem notDisclosed while one is missing, panelTooSmall, panelNotImpartial, wrongState */
export async function disclose(ctx: Ctx, code: string): Promise<void> {
	await change(ctx, 'practice.disclose', async (tx, about) => {
		const known = await lockCase(ctx, tx, code);
		requireAct(ctx, 'disclose', known.practice, factsOf(known));
		const panel = known.assessments.filter(({ excusedAt }) => !excusedAt);
		await copyToFinal(
			tx,
			panel.map(({ id }) => id)
		);
		await disclosePanel(tx, known.version.id, ctx.app.now(), actorId(ctx.actor));
		await moveAlong(ctx, tx, known.practice, 'disclose');
		await notify(ctx, tx, {
			to: panel.map(({ assessorId }) => assessorId),
			kind: 'deliberationOpened',
			detail: { practice: code },
			isTodo: true
		});
		about({ kind: 'practice', id: code });
	});
}

/**
 * Confirms what the rule proposes, or departs from it with a written reason, and words the criteria anew that come out otherwise. From here
 * on the author has the edition's working days to read the wording and answer it.
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
		const reasons = reasonsOf(known.edition, decision.unmet, confirmation.reasons);
		const now = ctx.app.now();
		const answerBy = afterWorkingDays(now, known.edition.answerWorkingDays, timeZone);
		await insertVerdict(tx, {
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
			isInvented: known.practice.isInvented,
			answerBy,
			reasons
		});
		await moveAlong(ctx, tx, known.practice, 'confirm');
		await settleByVerdict(ctx, tx, known, decision);
		await notify(ctx, tx, { to: [known.practice.ownerId], kind: 'verdictToRead', detail: { practice: code, day: answerBy }, isTodo: true });
		about({ kind: 'practice', id: code, detail: { class: decision.class, departs: decision.departs } });
	});
}

/** What the secretariat wrote per criterion; where it wrote nothing, the rule's own explanation in the practice's language. */
function wordingOf({ edition }: Case, explained: Explanation['criteria'], { wording }: Confirmation): VerdictWording {
	return Object.fromEntries(edition.criteria.map(({ key }) => [key, wording[key] || explained[key] || '']));
}

/**
 * Why criteria are unmet, by the edition's categories; what was named for a criterion that is met is left out.
 * @throws Problem invalidInput for a category that the criterion does not have
 */
function reasonsOf(edition: Edition, unmet: CriterionKey[], given: ReasonKeys): ReasonKeys {
	const strange = edition.criteria.filter(({ key, reasons }) => given[key]?.some((each) => !reasons.some((reason) => reason.key === each)));
	if (strange.length > 0) {
		throw new Problem('invalidInput', { fields: strange.map(({ key }) => ({ path: `reasons.${key}`, message: 'reasonUnknown' })) });
	}
	return Object.fromEntries(unmet.flatMap((key) => (given[key]?.length ? [[key, given[key]]] : [])));
}

/** Puts the practice into the public catalogue. @throws Problem noVerdict, authorNotHeard, unclassifiedPrivate, wrongState, notAllowed */
export async function publishPractice(ctx: Ctx, code: string, { authorWishes = false }: { authorWishes?: boolean }): Promise<void> {
	await change(ctx, 'practice.publish', async (tx, about) => {
		const known = await lockCase(ctx, tx, code);
		requireAct(ctx, 'publish', known.practice, { ...factsOf(known), authorWishesPublication: authorWishes });
		if (known.verdict) await grantLabel(ctx, tx, known.practice.id, known.verdict);
		await publishEntry(tx, ctx, { practiceId: known.practice.id, versionId: known.version.id });
		await moveAlong(ctx, tx, known.practice, 'publish');
		await notify(ctx, tx, { to: [known.practice.ownerId], kind: 'verdictPublished', detail: { practice: code } });
		about({ kind: 'practice', id: code, detail: { version: known.version.number } });
	});
}
