// The verdict: which sheets are refused, what a panel's levels amount to, why, for how long, and who may sit on a panel.
// Everything that one network might decide otherwise comes from the edition.

import { editionCriterion, findCriterion, levelName, levelRank as rank, reachesThreshold } from '#features/methodology/rules/edition.ts';
import type { Criterion, CriterionKey, Edition, Judgement, Level, PracticeClass } from '#features/methodology/schema.ts';
import type { PracticeState } from '#features/practices/schema.ts';
import { verdictMessages } from '#messages/verdict.ts';
import { withoutAccents } from '#platform/folding.ts';
import { inLocale, type Locale, languageTags } from '#platform/locale.ts';
import type { ProblemCode } from '#platform/problem.ts';
import {
	type CriterionOutcome,
	type Explanation,
	type Interest,
	type Proposal,
	type Refusal,
	type RefusalReason,
	ScoreSheet,
	type VerdictAnswer,
	type Waiting
} from '../schema.ts';

/**
 * What one judgement still lacks before it can be handed in. From the threshold on, a level needs a reason and fitting evidence:
 * for a `passage` criterion any reference fits, for a `document` criterion a file or an indicator. Where the criterion allows it,
 * a commitment with owner and day is evidence as well.
 * @returns refusals with paths inside the judgement (`level`, `reason`, `evidence`, `commitment`); empty when it may stand
 */
export function judgementRefusals(judgement: Judgement, criterion: Criterion, edition: Edition): Refusal[] {
	if (judgement.level === null) return [refuse('level', 'levelMissing')];
	if (!reachesThreshold(judgement.level, edition)) return [];
	const refusals: Refusal[] = [];
	if (judgement.reason.trim() === '') refusals.push(refuse('reason', 'reasonMissing'));
	const commits = criterion.allowsCommitment && judgement.commitment;
	if (commits && !hasCommitment(judgement, criterion)) refusals.push(refuse('commitment', 'commitmentIncomplete'));
	else if (!commits && !judgement.evidence.some((reference) => fits(reference, criterion))) {
		refusals.push(refuse('evidence', judgement.evidence.length === 0 ? 'evidenceMissing' : 'evidenceUnfit'));
	}
	return refusals;
}

/** Whether a judgement from the threshold on rests only on what the criterion's warning speaks of: satisfaction, attendance, a mere commitment. */
export function deservesWarning(judgement: Judgement, criterion: Criterion, edition: Edition): boolean {
	if (!criterion.warning || judgement.level === null || !reachesThreshold(judgement.level, edition)) return false;
	const fitting = judgement.evidence.filter((reference) => fits(reference, criterion));
	if (fitting.length === 0) return hasCommitment(judgement, criterion);
	return fitting.every((reference) => criterion.signals.weak.some((word) => withoutAccents(reference).includes(withoutAccents(word))));
}

/**
 * Everything for which a sheet is refused: too few assessors, somebody twice, a criterion without judgement, and what
 * `judgementRefusals` finds. Empty when a verdict can be computed.
 */
export function refusals(sheet: ScoreSheet, edition: Edition): Refusal[] {
	const found: Refusal[] = [];
	if (sheet.edition !== edition.id) found.push(refuse('edition', 'otherEdition'));
	if (sheet.panel.length < edition.panelMinimum) found.push(refuse('panel', 'panelTooSmall'));
	const names = sheet.panel.map((member) => member.assessor);
	sheet.panel.forEach((member, at) => {
		if (names.indexOf(member.assessor) !== at) found.push(refuse(`panel.${at}.assessor`, 'assessorRepeated'));
		for (const criterion of edition.criteria) {
			const path = `panel.${at}.criteria.${criterion.key}`;
			const judgement = member.criteria[criterion.key];
			if (!judgement) found.push(refuse(path, 'criterionMissing'));
			else found.push(...judgementRefusals(judgement, criterion, edition).map((one) => refuse(`${path}.${one.path}`, one.reason)));
		}
	});
	return found;
}

/**
 * The pure rule. A criterion is met when the median of the panel's levels reaches the threshold (even panel: the mean of the two
 * middle levels). An even panel of which half stands below the threshold is divergent, whatever the mean: 1 and 3 do not make a 2.
 * No class as long as a criterion is divergent; else the class depends on the number of unmet criteria alone. The label is
 * conditional when there is one and a met criterion is supported, by at least one assessor, with a complete commitment.
 * @param sheet one for which `refusals` is empty
 */
export function proposeVerdict(sheet: ScoreSheet, edition: Edition): Proposal {
	const outcomes = edition.criteria.map((criterion) => [criterion.key, outcomeOf(sheet, criterion, edition)] as const);
	const keysWhere = (test: (outcome: CriterionOutcome) => boolean) => outcomes.filter(([, outcome]) => test(outcome)).map(([key]) => key);
	const divergent = keysWhere((outcome) => outcome.met === null);
	const criteria = Object.fromEntries(outcomes);
	if (divergent.length > 0) return { status: 'divergent', class: null, unmet: null, divergent, conditional: false, criteria };
	const unmet = keysWhere((outcome) => outcome.met === false);
	const proposed = classFor(unmet.length, edition);
	const conditional = proposed !== 'unclassified' && keysWhere((outcome) => outcome.why === 'commitment').length > 0;
	return { status: 'decided', class: proposed, unmet, divergent, conditional, criteria };
}

/** Class by the number of unmet criteria: none, at most `promisingUnmet`, more. */
export function classFor(unmet: number, edition: Edition): PracticeClass {
	if (unmet === 0) return 'good';
	return unmet <= edition.promisingUnmet ? 'promising' : 'unclassified';
}

/** What is to stand as the verdict, and whether it is what the rule proposes. */
export interface Decision {
	class: PracticeClass;
	unmet: CriterionKey[];
	conditional: boolean;
	departs: boolean;
	/** Criteria that come out otherwise than the panel's levels say. */
	changed: CriterionKey[];
}

/**
 * What a committee decides, as proposed or departed from. A departure says which criteria it holds unmet, so that class, criteria and
 * condition agree: a good practice has none unmet, a promising one at most as many as the edition allows, one without label at least one.
 * The label stays conditional where a criterion that is held met rests on a commitment.
 * @param wish class and unmet criteria as wished; what is left out is as proposed, or follows from a class that leaves no choice
 * @returns undefined when class and criteria contradict each other, or there is no proposal to depart from
 */
export function decide(
	proposal: Proposal,
	wish: { class?: PracticeClass; unmet?: readonly CriterionKey[] },
	edition: Edition
): Decision | undefined {
	const proposed = proposal.unmet;
	if (!proposal.class || !proposed) return undefined;
	const decided = wish.class ?? proposal.class;
	const keys = edition.criteria.map(({ key }) => key);
	const wished = wish.unmet ?? (decided === 'good' ? [] : proposed);
	const unmet = keys.filter((key) => wished.includes(key));
	// "Puede ser": one unmet criterion allows the label and does not force it.
	const agrees = decided === 'unclassified' ? unmet.length > 0 : classFor(unmet.length, edition) === decided;
	if (!agrees) return undefined;
	const changed = keys.filter((key) => unmet.includes(key) !== proposed.includes(key));
	const rests = keys.some((key) => proposal.criteria[key]?.why === 'commitment' && !unmet.includes(key));
	return {
		class: decided,
		unmet,
		conditional: decided !== 'unclassified' && rests,
		departs: decided !== proposal.class || changed.length > 0,
		changed
	};
}

/**
 * Criteria a panel must talk about before there is a verdict: somebody holds it met and somebody not, or two levels lie two or
 * more apart. Levels without number (`unknown`, `notYet`) have no distance.
 */
export function criteriaToDeliberate(sheet: ScoreSheet, edition: Edition): CriterionKey[] {
	return edition.criteria
		.map((criterion) => criterion.key)
		.filter((key) => {
			const levels = levelsOf(sheet, key);
			const verdicts = new Set(levels.map((level) => reachesThreshold(level, edition)));
			const numbers = levels.map((level) => rank[level]).filter((number) => number >= 0);
			return verdicts.size > 1 || Math.max(...numbers) - Math.min(...numbers) >= 2;
		});
}

export function needsDeliberation(sheet: ScoreSheet, edition: Edition): boolean {
	return criteriaToDeliberate(sheet, edition).length > 0;
}

/**
 * Says a proposal in words: per criterion whether it is met, the official words it is held against and the levels given; for the
 * class what is missing and the official rule. Official words are quoted in the asked language where a translation exists.
 */
export function explainProposal(proposal: Proposal, edition: Edition, locale: Locale): Explanation {
	const say = verdictMessages(locale);
	const quote = (text: { es: string }) => say.quote(firstSentence(inLocale(text, locale)));
	const name = (key: CriterionKey) => inLocale(editionCriterion(edition, key).name, locale);
	const named = (level: Level) => {
		const words = `(${levelName(edition, level, locale)})`;
		return rank[level] < 0 ? words : `${level} ${words}`;
	};
	const names = (keys: readonly CriterionKey[]) => new Intl.ListFormat(locale, { type: 'conjunction' }).format(keys.map(name));

	const sentences = edition.criteria.flatMap((criterion) => {
		const outcome = proposal.criteria[criterion.key];
		if (!outcome) return [];
		const levels = outcome.levels.toSorted().map(named).join(', ');
		const parts = [
			`${say.outcome[outcome.why](name(criterion.key))} ${say.asks(quote(criterion.definition))}`,
			say.levels(levels),
			outcome.median === null
				? say.noMedian(edition.threshold)
				: say.median(outcome.median.toLocaleString(languageTags[locale]), edition.threshold)
		];
		return [[criterion.key, parts.join(' ')] as const];
	});

	return { class: classSentence(), criteria: Object.fromEntries(sentences) };

	function classSentence(): string {
		if (proposal.class === null || proposal.unmet === null) return say.divergent(names(proposal.divergent));
		const proposed = say.proposed(inLocale(edition.classes[proposal.class].name, locale));
		const condition = proposal.conditional ? ` ${say.conditional}` : '';
		if (proposal.class === 'good') return `${proposed} ${say.allMet}${condition}`;
		const missing = `${proposed} ${say.missing(names(proposal.unmet))}`;
		return proposal.class === 'promising' ? `${missing} ${quote(edition.rule)}${condition}` : `${missing} ${say.wayForward}`;
	}
}

/**
 * From whatever was handed in to the answer of `acervo verdict`.
 * @param input parsed JSON of a score sheet; keys that are not of the sheet are ignored
 */
export function judgeSheet(input: unknown, editions: ReadonlyMap<string, Edition>, locale: Locale): VerdictAnswer {
	const read = ScoreSheet.safeParse(input);
	if (!read.success) return { refused: read.error.issues.map((issue) => refuse(issue.path.join('.'), 'shape')) };
	const edition = editions.get(read.data.edition);
	if (!edition) return { refused: [refuse('edition', 'otherEdition')] };
	const unknown = read.data.panel.flatMap(({ criteria }, at) =>
		Object.keys(criteria)
			.filter((key) => !findCriterion(edition, key))
			.map((key) => refuse(`panel.${at}.criteria.${key}`, 'shape'))
	);
	if (unknown.length > 0) return { refused: unknown };
	const refused = refusals(read.data, edition);
	if (refused.length > 0) return { refused };
	const proposal = proposeVerdict(read.data, edition);
	const words = explainProposal(proposal, edition, locale).criteria;
	const explained = Object.entries(proposal.criteria).map(([key, outcome]) => [key, { ...outcome, why: words[key] ?? '' }] as const);
	return { ...proposal, criteria: Object.fromEntries(explained) };
}

/**
 * Last day on which a label is valid.
 * @param decidedOn ISO day of the decision, in the network's time zone
 * @returns ISO day, or null for a practice without label; a day that the month lacks becomes its last
 */
export function validUntil(proposed: PracticeClass, conditional: boolean, decidedOn: string, edition: Edition): string | null {
	if (proposed === 'unclassified') return null;
	const months = conditional ? edition.validityMonths.conditional : edition.validityMonths.current;
	const [year = 0, month = 1, day = 1] = decidedOn.split('-').map(Number);
	const lastDay = new Date(Date.UTC(year, month - 1 + months + 1, 0));
	lastDay.setUTCDate(Math.min(day, lastDay.getUTCDate()));
	return lastDay.toISOString().slice(0, 10);
}

/**
 * Whether the author had the word before publication: answered, or the last day for it has passed. Nobody is waited for where nobody owns
 * the practice or nobody was asked.
 * @param today ISO day in the network's time zone
 */
export function isAuthorHeard(
	practice: { ownerId: string | null },
	verdict: { answerBy: string | null; answeredAt: Date | null } | undefined,
	today: string
): boolean {
	if (!verdict) return false;
	return practice.ownerId === null || verdict.answeredAt !== null || verdict.answerBy === null || verdict.answerBy < today;
}

/** Working days that an author has at least to read a verdict again after something of it changed. */
export const freshHearingDays = 3;

/** The later of two ISO days. */
export function laterDay(one: string, other: string): string {
	return one > other ? one : other;
}

/** What of a panel decides for whom it waits. */
export interface PanelProgress {
	/** Not excused. */
	seats: number;
	handedIn: number;
	/** Of the edition. */
	minimum: number;
	/** Declared ties that the secretariat has not decided on. */
	ties: number;
}

/**
 * For whom a practice waits. In assessment: for the assessors until all have handed in; in deliberation: for the panel and the secretariat
 * together. For the secretariat wherever a seat is to be filled or a tie to be decided on.
 * @param isAuthorAsked the author may still answer the wording of the verdict
 */
export function waitsFor(state: PracticeState, panel: PanelProgress, isAuthorAsked: boolean): Waiting {
	const needsSecretariat = panel.seats < panel.minimum || panel.ties > 0;
	const isComplete = panel.handedIn === panel.seats;
	const waiting = {
		draft: 'author',
		submitted: 'secretariat',
		requirements: 'secretariat',
		assessment: needsSecretariat || isComplete ? 'secretariat' : 'assessors',
		deliberation: needsSecretariat ? 'secretariat' : isComplete ? 'panel' : 'assessors',
		decided: isAuthorAsked ? 'author' : 'secretariat',
		published: 'nobody',
		returned: 'author',
		withdrawn: 'nobody',
		retired: 'nobody',
		archived: 'nobody'
	} as const satisfies Record<PracticeState, Waiting>;
	return waiting[state];
}

/** What an assignment asks of its assessor now. */
export type AssignmentStep = 'declare' | 'tie' | 'judge' | 'handIn' | 'deliberate' | 'waiting' | 'done' | 'excused' | 'replaced' | 'closed';

/** What is next on an assignment. @param assignment `judged` counts criteria that have a level, `criteria` all of the edition */
export function assignmentStep(assignment: {
	state: PracticeState;
	isCurrent: boolean;
	interest: Interest | null;
	tieAcceptedAt: Date | null;
	excusedAt: Date | null;
	submittedAt: Date | null;
	judged: number;
	criteria: number;
}): AssignmentStep {
	const { state, isCurrent, interest, tieAcceptedAt, excusedAt, submittedAt, judged, criteria } = assignment;
	if (!isCurrent) return 'replaced';
	if (excusedAt) return 'excused';
	if (submittedAt) return state === 'deliberation' ? 'deliberate' : state === 'assessment' ? 'waiting' : 'done';
	if (state !== 'assessment' && state !== 'deliberation') return 'closed';
	if (interest === null) return 'declare';
	if (interest === 'tie' && !tieAcceptedAt) return 'tie';
	return judged < criteria ? 'judge' : 'handIn';
}

export interface Candidacy {
	personId: string;
	/** Null for a draft that nobody owns. */
	ownerId: string | null;
	assessorInstitutionIds: readonly string[];
	/** Institutions recognised as implementing the practice; aliases are already resolved to one id. */
	practiceInstitutionIds: readonly string[];
	ownerInstitutionIds: readonly string[];
	/** Institution → the one it belongs to; null for one that stands by itself. */
	parentOf: ReadonlyMap<string, string | null>;
	/** Was given the text of the verdict that is reconsidered. */
	judgedBefore: boolean;
	/** May have read what others of the panel handed in (`mayBeKnown`). */
	knowsPanel: boolean;
}

export type Eligibility =
	| { ok: true }
	| { ok: false; why: Extract<ProblemCode, 'conflictOfInterest' | 'assessedBefore' | 'panelKnown'>; institutionId: string | null };

/**
 * Whether somebody may assess a practice: not its author, and of no institution that is the author's or an implementing one, that
 * contains one of them or belongs to one of them, over any number of steps. Two offices under one parent do not exclude each other.
 * Who judged before does not judge again when a verdict is reconsidered. Nor may somebody join who may have read the levels that she should not see.
 * @returns on refusal the assessor's institution that stands in the way, or null when it is the author herself
 */
export function mayAssess(candidacy: Candidacy): Eligibility {
	if (candidacy.personId === candidacy.ownerId) return { ok: false, why: 'conflictOfInterest', institutionId: null };
	const parties = [...candidacy.practiceInstitutionIds, ...candidacy.ownerInstitutionIds];
	const above = new Set(parties.flatMap((id) => lineOf(id, candidacy.parentOf)));
	const related = (id: string) => above.has(id) || lineOf(id, candidacy.parentOf).some((ancestor) => parties.includes(ancestor));
	const institutionId = candidacy.assessorInstitutionIds.find(related);
	if (institutionId !== undefined) return { ok: false, why: 'conflictOfInterest', institutionId };
	if (candidacy.judgedBefore) return { ok: false, why: 'assessedBefore', institutionId: null };
	return candidacy.knowsPanel ? { ok: false, why: 'panelKnown', institutionId: null } : { ok: true };
}

/**
 * Whether the secretariat may have read this panel's levels: they lie open on its desk as soon as a whole panel has handed in, and stay
 * known when somebody joins later. Levels are blind for a third assessor too, so from then on nobody of the secretariat may become one.
 */
export function mayBeKnown(panel: { handedIn: number; isDisclosed: boolean }, edition: Edition): boolean {
	return panel.isDisclosed || panel.handedIn >= edition.panelMinimum;
}

/** An institution and everything it belongs to, upward; a circle in the data ends the line. */
function lineOf(id: string, parentOf: ReadonlyMap<string, string | null>): string[] {
	const line = new Set<string>();
	for (let at: string | null = id; at !== null && !line.has(at); at = parentOf.get(at) ?? null) line.add(at);
	return [...line];
}

function outcomeOf(sheet: ScoreSheet, criterion: Criterion, edition: Edition): CriterionOutcome {
	const levels = levelsOf(sheet, criterion.key);
	const sorted = levels.map((level) => rank[level]).sort((a, b) => a - b);
	const middle = [sorted[Math.floor((sorted.length - 1) / 2)] ?? -1, sorted[Math.ceil((sorted.length - 1) / 2)] ?? -1] as const;
	const median = middle[0] < 0 ? null : (middle[0] + middle[1]) / 2;
	const isSplit = middle[0] < edition.threshold && middle[1] >= edition.threshold;
	if (isSplit) return { median, met: null, levels, why: 'split' };
	if (middle[0] < edition.threshold) return { median, met: false, levels, why: median === null ? 'withoutInformation' : 'belowThreshold' };
	const onCommitment = sheet.panel.some((member) => {
		const judgement = member.criteria[criterion.key];
		return judgement?.level && reachesThreshold(judgement.level, edition) && hasCommitment(judgement, criterion);
	});
	return { median, met: true, levels, why: onCommitment ? 'commitment' : 'supported' };
}

function levelsOf(sheet: ScoreSheet, key: CriterionKey): Level[] {
	return sheet.panel.map((member) => member.criteria[key]?.level ?? 'unknown');
}

function hasCommitment(judgement: Judgement, criterion: Criterion): boolean {
	return criterion.allowsCommitment && !!judgement.commitment?.due && judgement.commitment.owner.trim() !== '';
}

function fits(reference: string, criterion: Criterion): boolean {
	return criterion.evidence === 'passage' || !reference.startsWith('text:');
}

function refuse(path: string, reason: RefusalReason): Refusal {
	return { path, reason };
}

function firstSentence(text: string): string {
	return /^.*?\.(?=\s|$)/s.exec(text)?.[0] ?? text;
}
