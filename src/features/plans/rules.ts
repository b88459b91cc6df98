// What a plan is about, what may be suggested for it, how far it is, and which reminder a step is due for.
import { findCriterion } from '#features/methodology/rules/edition.ts';
import type { CriterionKey, Edition, PracticeClass } from '#features/methodology/schema.ts';
import { canRead } from '#features/practices/rules/life.ts';
import type { PracticeState } from '#features/practices/schema.ts';
import { planMessages } from '#messages/plans.ts';
import type { Actor } from '#platform/ctx.ts';
import { inLocale, type Locale } from '#platform/locale.ts';
import type { PlanProgress, PlanStep, Suggestion } from './schema.ts';

/** What of a verdict a plan answers to. */
export interface PlannedVerdict {
	class: PracticeClass;
	unmet: readonly CriterionKey[];
	/** Categories of why a criterion is unmet, by criterion. */
	reasons: Record<CriterionKey, string[]>;
}

/** Something promised to the panel, by whom and until when. */
export interface PromisedStep {
	criterion: CriterionKey;
	owner: string;
	due: string;
}

/** Criteria that a plan speaks of, in the edition's order: the unmet ones and those that rest on a promise. */
export function plannedCriteria(verdict: PlannedVerdict, promises: readonly PromisedStep[], edition: Edition): CriterionKey[] {
	const keys = new Set([...verdict.unmet, ...promises.map(({ criterion }) => criterion)]);
	return edition.criteria.map(({ key }) => key).filter((key) => keys.has(key));
}

/** Whoever documents the practice and the secretariat write its plan, for as long as the practice is worked on. */
export function mayPlan(actor: Actor, practice: { ownerId: string | null; state: PracticeState }): boolean {
	return canRead(actor, practice) && practice.state !== 'withdrawn' && practice.state !== 'retired' && practice.state !== 'archived';
}

/**
 * Steps that may be taken over: what was promised, what an earlier plan left undone for a criterion that is still unmet, and per unmet
 * criterion the categories the verdict names or, where it names none, the questions of the source. What a step says already is left out.
 */
export function suggestions(
	verdict: PlannedVerdict,
	known: { promises: readonly PromisedStep[]; steps: readonly PlanStep[]; earlier: readonly PlanStep[] },
	edition: Edition,
	locale: Locale
): Suggestion[] {
	const t = planMessages(locale).suggest;
	const promised = known.promises.map(({ criterion, owner, due }): Suggestion => {
		return { criterion, text: t.commitment, owner, dueOn: due, origin: 'commitment' };
	});
	const left = known.earlier
		.filter(({ doneAt, criterion }) => doneAt === null && verdict.unmet.includes(criterion))
		.map(({ criterion, text, owner, dueOn }): Suggestion => ({ criterion, text, owner, dueOn, origin: 'earlier' }));
	const missing = verdict.unmet.flatMap((key) => {
		const criterion = findCriterion(edition, key);
		if (!criterion) return [];
		const named = criterion.reasons.filter((reason) => verdict.reasons[key]?.includes(reason.key));
		if (named.length > 0) {
			return named.map(({ name }): Suggestion => asked(key, t.reason(inLocale(name, locale)), 'reason'));
		}
		return criterion.questions
			.filter(({ origin }) => origin === 'official')
			.map(({ text }): Suggestion => asked(key, t.question(inLocale(text, locale)), 'question'));
	});
	const said = new Set(known.steps.map(({ criterion, text, owner, dueOn }) => sameness({ criterion, text, owner, dueOn })));
	return [...promised, ...left, ...missing].filter((one, at, all) => {
		return !said.has(sameness(one)) && all.findIndex((other) => sameness(other) === sameness(one)) === at;
	});
}

const asked = (criterion: CriterionKey, text: string, origin: Suggestion['origin']): Suggestion => ({
	criterion,
	text,
	owner: '',
	dueOn: null,
	origin
});

/** A promise is known by who keeps it and when, anything else by its words. */
function sameness({ criterion, text, owner, dueOn }: Pick<Suggestion, 'criterion' | 'text' | 'owner' | 'dueOn'>): string {
	return owner && dueOn ? `${criterion} ${owner} ${dueOn}` : `${criterion} ${text}`;
}

/** How far a plan is. @param today ISO day where the network works; the next day is that one or later */
export function progressOf(steps: readonly Pick<PlanStep, 'doneAt' | 'dueOn'>[], today: string): PlanProgress {
	const open = steps.filter(({ doneAt }) => doneAt === null);
	const days = open.flatMap(({ dueOn }) => (dueOn !== null && dueOn >= today ? [dueOn] : [])).toSorted();
	return { steps: steps.length, done: steps.length - open.length, nextDueOn: days.at(0) ?? null };
}

/** Whether everything planned is done; an empty plan is not. */
export function isComplete({ steps, done }: PlanProgress): boolean {
	return steps > 0 && done === steps;
}

/** Days before its day on which a step is remembered; `overdue` once the day has passed. */
export type Reminder = 14 | 3 | 'overdue';
const dayLong = 24 * 3600 * 1000;

/** The reminder a step is due for, the nearest alone, or undefined. @param dueOn ISO day @param today ISO day where the network works */
export function reminderFor(dueOn: string, today: string): Reminder | undefined {
	const left = Math.round((Date.parse(dueOn) - Date.parse(today)) / dayLong);
	if (left < 0) return 'overdue';
	if (left <= 3) return 3;
	return left <= 14 ? 14 : undefined;
}
