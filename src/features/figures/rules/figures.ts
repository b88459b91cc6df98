// From rows to figures: medians of days, classes, labels, reasons, and per criterion how far first levels agree.
import { type LabelState, labelStates } from '#features/labels/schema.ts';
import { type Criterion, type CriterionKey, type Edition, type Judgement, Level, PracticeClass } from '#features/methodology/schema.ts';
import type { PracticeState } from '#features/practices/schema.ts';
import {
	type CriterionAgreement,
	type CriterionFigures,
	type Duration,
	type EditionFigures,
	type Figures,
	leastCompared,
	type SelfComparison,
	StateOnTheWay
} from '../schema.ts';
import { agreement } from './agreement.ts';
import { median } from './median.ts';

/** A practice with a version that counts. */
export interface CountedPractice {
	id: string;
	state: PracticeState;
	createdAt: Date;
	/** Whether it ever stood in the catalogue. */
	wasPublished: boolean;
}

/** A move of a practice from one state to another. */
export interface CountedStep {
	practiceId: string;
	from: PracticeState;
	to: PracticeState;
	at: Date;
}

export interface CountedVerdict {
	practiceId: string;
	versionId: string;
	edition: string;
	class: PracticeClass;
	unmet: CriterionKey[];
	/** Categories by criterion. */
	reasons: Record<CriterionKey, string[]>;
	/** Of the panel, by criterion; null where the middle is no place on the scale. */
	medians: Record<CriterionKey, number | null>;
	/** What its author judged when she sent it. */
	selfAssessment: Record<CriterionKey, Judgement> | null;
}

/** First levels of one criterion of a version, in no order that tells who gave which. */
export interface FirstLevels {
	versionId: string;
	criterion: CriterionKey;
	levels: Level[];
}

export interface CountedRequirement {
	edition: string;
	key: string;
	checked: number;
	unmet: number;
}

export interface Counted {
	practices: readonly CountedPractice[];
	/** By practice, in order. */
	steps: readonly CountedStep[];
	/** By practice, the earliest first. */
	verdicts: readonly CountedVerdict[];
	firstLevels: readonly FirstLevels[];
	requirements: readonly CountedRequirement[];
	labels: readonly { state: LabelState; count: number }[];
	reconsiderations: readonly { outcome: 'kept' | 'changed' | 'dropped' | null; count: number }[];
}

/** @param editions every edition that a verdict or a requirement points at, in the order they are shown */
export function figuresOf(counted: Counted, editions: readonly Edition[]): Omit<Figures, 'call' | 'isPublic'> {
	const { practices, verdicts, labels, reconsiderations } = counted;
	const journeys = [...Map.groupBy(counted.steps, ({ practiceId }) => practiceId).values()].map(untilPublished);
	const latest = [...new Map(verdicts.map((verdict) => [verdict.practiceId, verdict])).values()];
	const judged = new Set(latest.map(({ practiceId }) => practiceId));
	const gone: readonly PracticeState[] = ['withdrawn', 'retired', 'archived'];
	const returned = new Set(counted.steps.filter(({ to }) => to === 'returned').map(({ practiceId }) => practiceId));
	const labelsIn = (state: LabelState) => total(labels.filter((label) => label.state === state));
	const settledAs = (outcome: string) => total(reconsiderations.filter((one) => one.outcome === outcome));
	return {
		practices: {
			sent: practices.length,
			underWay: practices.filter(({ id, state }) => !judged.has(id) && !gone.includes(state)).length,
			judged: judged.size,
			published: practices.filter(({ wasPublished }) => wasPublished).length,
			returned: returned.size,
			withdrawn: practices.filter(({ state }) => state === 'withdrawn').length
		},
		classes: countBy(PracticeClass.options, (key) => latest.filter((verdict) => verdict.class === key).length),
		reconsiderations: { requested: total(reconsiderations), kept: settledAs('kept'), changed: settledAs('changed') },
		labels: { standing: total(labels), lapsed: labelsIn('lapsed'), states: countBy(labelStates, labelsIn) },
		toVerdict: durationOf(journeys.flatMap(daysToVerdict)),
		states: daysByState(journeys, practices),
		editions: editions.map((edition) => editionFigures(counted, latest, edition))
	};
}

// days ------------------------------------------------------------------------------------------------------------

const dayLong = 24 * 3600 * 1000;
const daysBetween = (from: Date, to: Date) => (to.getTime() - from.getTime()) / dayLong;

/** A practice's way up to its first publication; a revision of what is published is a way of its own. */
function untilPublished(steps: readonly CountedStep[]): readonly CountedStep[] {
	const published = steps.findIndex(({ to }) => to === 'published');
	return published === -1 ? steps : steps.slice(0, published + 1);
}

function daysToVerdict(steps: readonly CountedStep[]): number[] {
	const sent = steps.find(({ to }) => to === 'submitted');
	const decided = steps.find(({ to }) => to === 'decided');
	return sent && decided ? [daysBetween(sent.at, decided.at)] : [];
}

/** Median over practices of the days each spent in a state, all its finished stays together. */
function daysByState(journeys: readonly (readonly CountedStep[])[], practices: readonly CountedPractice[]): Figures['states'] {
	const createdAt = new Map(practices.map((practice) => [practice.id, practice.createdAt]));
	const spent = journeys.map((steps) => {
		const days = new Map<PracticeState, number>();
		for (const [at, { practiceId, from, at: left }] of steps.entries()) {
			const entered = at === 0 ? (from === 'draft' ? createdAt.get(practiceId) : undefined) : steps[at - 1]?.at;
			if (entered) days.set(from, (days.get(from) ?? 0) + daysBetween(entered, left));
		}
		return days;
	});
	return StateOnTheWay.options.map((state) => ({ state, ...durationOf(spent.flatMap((days) => days.get(state) ?? [])) }));
}

function durationOf(days: readonly number[]): Duration {
	return { days: median(days), n: days.length };
}

// criteria --------------------------------------------------------------------------------------------------------

function editionFigures(counted: Counted, latest: readonly CountedVerdict[], edition: Edition): EditionFigures {
	const isOfEdition = (one: { edition: string }) => one.edition === edition.id;
	// For agreement a practice counts once, as it was first judged: whoever judges it again knows what was found before.
	const first = [...new Map(counted.verdicts.toReversed().map((verdict) => [verdict.practiceId, verdict])).values()].filter(isOfEdition);
	const requirements = new Map(counted.requirements.filter(isOfEdition).map((requirement) => [requirement.key, requirement]));
	return {
		edition: edition.id,
		agreementFrom: edition.agreementFrom,
		criteria: edition.criteria.map((criterion) => criterionFigures(counted, first, latest.filter(isOfEdition), criterion, edition)),
		requirements: edition.requirements.map(({ key }) => {
			const { checked = 0, unmet = 0 } = requirements.get(key) ?? {};
			return { key, checked, unmet };
		})
	};
}

function criterionFigures(
	{ firstLevels }: Counted,
	first: readonly CountedVerdict[],
	latest: readonly CountedVerdict[],
	{ key, reasons }: Criterion,
	{ agreementFrom }: Edition
): CriterionFigures {
	const versions = new Set(first.map(({ versionId }) => versionId));
	const panels = firstLevels.filter(({ versionId, criterion }) => criterion === key && versions.has(versionId)).map(({ levels }) => levels);
	const practices = panels.filter((levels) => levels.filter(isOnScale).length > 1).length;
	const assessed = first.filter(({ selfAssessment }) => selfAssessment?.[key]?.level);
	const unmet = latest.filter((verdict) => verdict.unmet.includes(key));
	return {
		criterion: key,
		practices,
		agreement: practices < agreementFrom ? null : agreementOf(panels),
		selfAssessed: assessed.length,
		selfComparison: assessed.length < leastCompared ? null : compareWithSelf(assessed, key),
		judged: latest.length,
		unmet: unmet.length,
		reasons: reasons.map((reason) => ({
			key: reason.key,
			count: unmet.filter((verdict) => verdict.reasons[key]?.includes(reason.key)).length
		}))
	};
}

/** Whether a level is a place on the scale from 0 to 3; the others say that there was nothing to place. */
function isOnScale(level: Level): boolean {
	return level !== 'unknown' && level !== 'notYet';
}

function agreementOf(panels: readonly Level[][]): CriterionAgreement {
	const table = panels.map((levels) => levels.map((level) => (isOnScale(level) ? Number(level) : null)));
	const { alpha, interval, exact, withinOne, n } = agreement(table, 'ordinal');
	const given = panels.flat();
	return {
		alpha,
		interval,
		exact,
		withinOne,
		n,
		distribution: countBy(Level.options, (level) => given.filter((one) => one === level).length)
	};
}

function compareWithSelf(verdicts: readonly CountedVerdict[], key: CriterionKey): SelfComparison {
	const comparison: SelfComparison = { same: 0, above: 0, below: 0, notComparable: 0 };
	for (const { medians, selfAssessment } of verdicts) {
		const own = selfAssessment?.[key]?.level;
		const panel = medians[key];
		comparison[own && isOnScale(own) && typeof panel === 'number' ? placeBeside(Number(own), panel) : 'notComparable'] += 1;
	}
	return comparison;
}

function placeBeside(own: number, panel: number): 'same' | 'above' | 'below' {
	if (own === panel) return 'same';
	return own > panel ? 'above' : 'below';
}

function total(counts: readonly { count: number }[]): number {
	return counts.reduce((sum, { count }) => sum + count, 0);
}

function countBy<Key extends string>(keys: readonly Key[], count: (key: Key) => number): Record<Key, number> {
	return Object.fromEntries(keys.map((key) => [key, count(key)])) as Record<Key, number>;
}
