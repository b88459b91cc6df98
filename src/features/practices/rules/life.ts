// The life of a practice as two exhaustive tables: where each act leads from each state, and who may perform it.
// The same rules decide in the handler and show or hide the button.
import type { PracticeClass } from '#features/methodology/schema.ts';
import type { Actor } from '#platform/ctx.ts';
import type { ProblemCode } from '#platform/problem.ts';
import type { PracticeState } from '../schema.ts';

/** Every step of the life of a practice, under the name it has in the API and in the journal. */
export const acts = [
	'editSection',
	'selfAssess',
	'handOver',
	'submit',
	'withdraw',
	'reopen',
	'startRequirements',
	'checkRequirement',
	'return',
	'acceptCorrection',
	'assign',
	'excuse',
	'decideTie',
	'declareInterest',
	'comment',
	'saveJudgement',
	'handInAssessment',
	'disclose',
	'deliberate',
	'dissent',
	'confirm',
	'correctWording',
	'answerVerdict',
	'reconsider',
	'publish',
	'revise',
	'dropRevision',
	'dropReconsideration',
	'retire',
	'archive'
] as const;
export type Act = (typeof acts)[number];

/**
 * Where an act leads. An act that is absent is not possible in that state; one that leads to its own state changes something else
 * (a text, an owner, a level). A panel may be confirmed without deliberation where it agrees; `disclose` opens the deliberation.
 * A published practice that is revised goes through its life again while the published version stays; `dropRevision` returns to it.
 * A verdict that was not published yet is returned to by `dropReconsideration`.
 */
const life = {
	draft: {
		editSection: 'draft',
		selfAssess: 'draft',
		handOver: 'draft',
		submit: 'submitted',
		withdraw: 'withdrawn',
		dropRevision: 'published',
		retire: 'retired'
	},
	submitted: {
		handOver: 'submitted',
		withdraw: 'withdrawn',
		dropRevision: 'published',
		startRequirements: 'requirements',
		retire: 'retired'
	},
	requirements: {
		handOver: 'requirements',
		withdraw: 'withdrawn',
		dropRevision: 'published',
		checkRequirement: 'requirements',
		return: 'returned',
		acceptCorrection: 'published',
		assign: 'assessment',
		retire: 'retired'
	},
	assessment: {
		handOver: 'assessment',
		withdraw: 'withdrawn',
		dropRevision: 'published',
		return: 'returned',
		assign: 'assessment',
		excuse: 'assessment',
		decideTie: 'assessment',
		declareInterest: 'assessment',
		comment: 'assessment',
		saveJudgement: 'assessment',
		handInAssessment: 'assessment',
		disclose: 'deliberation',
		confirm: 'decided',
		dropReconsideration: 'decided',
		retire: 'retired'
	},
	deliberation: {
		handOver: 'deliberation',
		withdraw: 'withdrawn',
		dropRevision: 'published',
		assign: 'deliberation',
		excuse: 'deliberation',
		decideTie: 'deliberation',
		declareInterest: 'deliberation',
		comment: 'deliberation',
		saveJudgement: 'deliberation',
		handInAssessment: 'deliberation',
		deliberate: 'deliberation',
		dissent: 'deliberation',
		confirm: 'decided',
		dropReconsideration: 'decided',
		retire: 'retired'
	},
	decided: {
		handOver: 'decided',
		dissent: 'decided',
		correctWording: 'decided',
		answerVerdict: 'decided',
		reconsider: 'assessment',
		publish: 'published',
		reopen: 'draft',
		dropRevision: 'published',
		archive: 'archived',
		retire: 'retired'
	},
	published: { handOver: 'published', reconsider: 'assessment', revise: 'draft', retire: 'retired' },
	returned: {
		editSection: 'returned',
		selfAssess: 'returned',
		handOver: 'returned',
		submit: 'submitted',
		withdraw: 'withdrawn',
		dropRevision: 'published',
		retire: 'retired'
	},
	withdrawn: { handOver: 'withdrawn', reopen: 'draft', archive: 'archived' },
	retired: { handOver: 'retired', archive: 'archived' },
	archived: {}
} as const satisfies Record<PracticeState, Partial<Record<Act, PracticeState>>>;

/**
 * `owner`: whoever documents the practice · `assessor`: somebody assigned to it and not excused · `capturer`: the secretariat, or the
 * operator on a draft that nobody owns, while they fill in a form for its author.
 */
type Performer = 'owner' | 'capturer' | 'assessor' | 'secretariat' | 'operator';

const performers = {
	editSection: ['owner', 'capturer'],
	selfAssess: ['owner'],
	handOver: ['owner', 'secretariat', 'operator'],
	submit: ['owner'],
	withdraw: ['owner', 'secretariat', 'operator'],
	reopen: ['owner'],
	startRequirements: ['secretariat'],
	checkRequirement: ['secretariat'],
	return: ['secretariat'],
	acceptCorrection: ['secretariat'],
	assign: ['secretariat'],
	excuse: ['secretariat', 'assessor'],
	decideTie: ['secretariat'],
	declareInterest: ['assessor'],
	comment: ['assessor'],
	saveJudgement: ['assessor'],
	handInAssessment: ['assessor'],
	disclose: ['secretariat'],
	deliberate: ['assessor', 'secretariat'],
	dissent: ['assessor'],
	confirm: ['secretariat'],
	correctWording: ['secretariat'],
	answerVerdict: ['owner'],
	reconsider: ['owner'],
	publish: ['secretariat'],
	revise: ['owner'],
	dropRevision: ['owner', 'secretariat'],
	dropReconsideration: ['owner', 'secretariat'],
	retire: ['owner', 'secretariat', 'operator'],
	archive: ['secretariat', 'operator']
} as const satisfies Record<Act, readonly Performer[]>;

/** One assignment of the version that is being assessed; an excused person stays on the list and counts no more. */
export interface PanelSeat {
	assessorId: string;
	/** Null as long as nothing was declared. A tie to whoever pays for the practice opens nothing until the secretariat accepts it. */
	interest: 'none' | 'tie' | 'declared' | null;
	tieAccepted: boolean;
	handedIn: boolean;
	excused: boolean;
	/** By now an institution of theirs is the author's or an implementing one: ties may have changed since the assignment. */
	conflicted: boolean;
}

/** What the rules need to know about a practice. A fact that is left out counts as not given: it refuses, it never allows. */
export interface Situation {
	state: PracticeState;
	actor: Actor;
	/** Null for a draft that nobody owns. */
	ownerId: string | null;
	/** An assessed version stands in the public catalogue, whatever happens to the text meanwhile. */
	isPublished?: boolean;
	panel?: readonly PanelSeat[];
	/** Of the edition. */
	panelMinimum?: number;
	/** `whatIsMissing` finds nothing. */
	isComplete?: boolean;
	/** Every requirement of the edition is answered with yes. */
	requirementsMet?: boolean;
	/** Of `proposeVerdict` and `needsDeliberation`, over the final levels; null as long as a level is missing. */
	proposal?: { status: 'decided' | 'divergent'; needsDeliberation: boolean } | null;
	/** Class of the confirmed verdict on the current version. */
	verdictClass?: PracticeClass | null;
	/** The author asked to publish although there is no label. */
	authorWishesPublication?: boolean;
	/** The author answered the wording of the verdict or let the time for it pass; nobody needs to be heard where nobody owns the practice. */
	isAuthorHeard?: boolean;
	/** The current verdict came out of a reconsideration, or one is under way. */
	isReconsidered?: boolean;
	/** The time to ask for a reconsideration of the current verdict has not passed. */
	isInTimeToReconsider?: boolean;
}

export type Refused = Extract<
	ProblemCode,
	| 'signInRequired'
	| 'notAllowed'
	| 'notAssigned'
	| 'wrongState'
	| 'incomplete'
	| 'requirementsUnmet'
	| 'interestNotDeclared'
	| 'notDisclosed'
	| 'panelTooSmall'
	| 'panelNotImpartial'
	| 'divergent'
	| 'noVerdict'
	| 'notImpartial'
	| 'unclassifiedPrivate'
	| 'tieUndecided'
	| 'authorNotHeard'
	| 'alreadyReconsidered'
	| 'reconsiderationClosed'
>;
export type Permission = { ok: true } | { ok: false; why: Refused };

/**
 * Whether somebody may perform an act on a practice now. Who is asked first, then the state, then what the act itself needs,
 * so that nobody learns from a refusal more than they may know.
 * @returns `why` is a code of the list of failures
 */
export function mayAct(act: Act, situation: Situation): Permission {
	const why =
		refusedPerformer(act, situation) ?? (nextState(act, situation.state) ? unmetCondition(act, situation) : refusedState(act, situation));
	return why ? { ok: false, why } : { ok: true };
}

/** Why a state refuses an act. Whoever would publish too early is told what is lacking. */
function refusedState(act: Act, { verdictClass }: Situation): Refused {
	return act === 'publish' && !verdictClass ? 'noVerdict' : 'wrongState';
}

/** The state after an act, or undefined where the act is not possible. */
export function nextState(act: Act, state: PracticeState): PracticeState | undefined {
	const from: Partial<Record<Act, PracticeState>> = life[state];
	return from[act];
}

const judging: ReadonlySet<PracticeState> = new Set(['assessment', 'deliberation']);

/** Whether a move leaves a panel with nothing more to judge, although it came to no verdict. */
export function endsPanel(from: PracticeState, to: PracticeState): boolean {
	return judging.has(from) && !judging.has(to) && to !== 'decided';
}

/** Who may open the draft of a practice. To everybody else it does not exist; assessors read the version they are assigned. */
export function canRead(actor: Actor, { ownerId }: { ownerId: string | null }): boolean {
	if (actor.kind === 'operator') return true;
	return actor.kind === 'person' && (actor.id === ownerId || actor.roles.includes('secretariat'));
}

/** Who may open a new draft. */
export function canCreate(actor: Actor): boolean {
	return actor.kind === 'operator' || (actor.kind === 'person' && (actor.roles.includes('author') || actor.roles.includes('secretariat')));
}

/** All acts somebody may perform now, for buttons and menus. */
export function possibleActs(situation: Situation): Act[] {
	return acts.filter((act) => mayAct(act, situation).ok);
}

function refusedPerformer(act: Act, situation: Situation): Refused | null {
	if (situation.actor.kind === 'anonymous') return 'signInRequired';
	const allowed: readonly Performer[] = performers[act];
	if (allowed.some((performer) => isPerformer[performer](situation))) return null;
	return allowed.includes('assessor') ? 'notAssigned' : 'notAllowed';
}

const isPerformer = {
	owner: ({ actor, ownerId }) => actor.kind === 'person' && actor.id === ownerId,
	secretariat: ({ actor }) => actor.kind === 'person' && actor.roles.includes('secretariat'),
	operator: ({ actor }) => actor.kind === 'operator',
	assessor: (situation) => seatOf(situation)?.excused === false,
	capturer: ({ actor, ownerId, state }) =>
		state === 'draft' && (actor.kind === 'operator' ? ownerId === null : actor.kind === 'person' && actor.roles.includes('secretariat'))
} satisfies Record<Performer, (situation: Situation) => boolean>;

/** What an act needs beyond performer and state. */
const conditions: Partial<Record<Act, (situation: Situation) => Refused | null>> = {
	submit: ({ isComplete }) => (isComplete ? null : 'incomplete'),
	// Whoever sits or sat on a panel does not choose who else does.
	assign: (situation) => {
		if (seatOf(situation)) return 'notImpartial';
		return situation.requirementsMet ? null : 'requirementsUnmet';
	},
	// The secretariat excuses anybody still on the panel; an assessor only herself.
	excuse: (situation) => {
		const { panel = [] } = situation;
		const own = seatOf(situation);
		return (own ? !own.excused : panel.some((seat) => !seat.excused)) ? null : 'wrongState';
	},
	decideTie: (situation) => {
		if (seatOf(situation)) return 'notImpartial';
		return situation.panel?.some(awaitsDecision) ? null : 'wrongState';
	},
	comment: refusedContent,
	saveJudgement: (situation) => {
		const refused = refusedContent(situation);
		// First levels are kept as they were handed in; final ones are chosen in the deliberation.
		return refused ?? (seatOf(situation)?.handedIn && situation.state === 'assessment' ? 'wrongState' : null);
	},
	handInAssessment: (situation) => refusedContent(situation) ?? (seatOf(situation)?.handedIn ? 'wrongState' : null),
	// Whoever has not handed in yet is blind; the secretariat moderates unless it sits on the panel.
	deliberate: (situation) => {
		const seat = seatOf(situation);
		return !seat || seat.handedIn ? null : 'notDisclosed';
	},
	dissent: (situation) => (seatOf(situation)?.handedIn ? null : 'notDisclosed'),
	disclose: unfinishedPanel,
	confirm: (situation) => {
		const { proposal, state } = situation;
		if (isParty(situation)) return 'notImpartial';
		const unfinished = unfinishedPanel(situation);
		if (unfinished) return unfinished;
		if (!proposal) return 'noVerdict';
		const mustDeliberate = state === 'assessment' && proposal.needsDeliberation;
		return proposal.status === 'divergent' || mustDeliberate ? 'divergent' : null;
	},
	correctWording: (situation) => {
		if (isParty(situation)) return 'notImpartial';
		return situation.verdictClass ? null : 'noVerdict';
	},
	answerVerdict: ({ verdictClass }) => (verdictClass ? null : 'noVerdict'),
	reconsider: ({ verdictClass, isReconsidered, isInTimeToReconsider }) => {
		if (!verdictClass) return 'noVerdict';
		if (isReconsidered) return 'alreadyReconsidered';
		return isInTimeToReconsider ? null : 'reconsiderationClosed';
	},
	publish: ({ verdictClass, authorWishesPublication, isAuthorHeard }) => {
		if (!verdictClass) return 'noVerdict';
		if (!isAuthorHeard) return 'authorNotHeard';
		return verdictClass === 'unclassified' && !authorWishesPublication ? 'unclassifiedPrivate' : null;
	},
	// What everybody can read is retired, not withdrawn or put away; a revision of it is dropped.
	withdraw: ({ isPublished }) => (isPublished ? 'wrongState' : null),
	archive: ({ state, isPublished }) => (isPublished && state !== 'retired' ? 'wrongState' : null),
	retire: requiresPublished,
	// A reconsideration that was decided stands in the place of the verdict before it.
	dropRevision: (situation) =>
		requiresPublished(situation) ?? (situation.state === 'decided' && situation.isReconsidered ? 'wrongState' : null),
	dropReconsideration: ({ isReconsidered, isPublished }) => (isReconsidered && !isPublished ? null : 'wrongState'),
	// What is judged again is the same text.
	return: ({ isReconsidered }) => (isReconsidered ? 'wrongState' : null),
	acceptCorrection: (situation) => {
		const { actor, ownerId } = situation;
		return requiresPublished(situation) ?? (actor.kind === 'person' && actor.id === ownerId ? 'notImpartial' : null);
	},
	// A practice with a label goes on to publication; one without may be worked on and sent again.
	reopen: ({ state, verdictClass }) => (state === 'decided' && verdictClass !== 'unclassified' ? 'wrongState' : null)
};

function unmetCondition(act: Act, situation: Situation): Refused | null {
	return conditions[act]?.(situation) ?? null;
}

function requiresPublished({ isPublished }: Situation): Refused | null {
	return isPublished ? null : 'wrongState';
}

/** Why an assessor may not see the content yet. */
function refusedContent(situation: Situation): Refused | null {
	const seat = seatOf(situation);
	if (!seat || seat.interest === null || seat.interest === 'declared') return 'interestNotDeclared';
	return awaitsDecision(seat) ? 'tieUndecided' : null;
}

function awaitsDecision({ interest, tieAccepted, excused }: PanelSeat): boolean {
	return interest === 'tie' && !tieAccepted && !excused;
}

function unfinishedPanel({ panel = [], panelMinimum = Number.POSITIVE_INFINITY }: Situation): Refused | null {
	if (panel.some(standsInTheWay)) return 'panelNotImpartial';
	if (panel.some(awaitsDecision)) return 'tieUndecided';
	const seats = panel.filter((seat) => !seat.excused);
	if (seats.length < panelMinimum) return 'panelTooSmall';
	return seats.every((seat) => seat.handedIn) ? null : 'notDisclosed';
}

/** A judgement that no verdict may rest on; the secretariat excuses it. */
function standsInTheWay({ conflicted, excused }: PanelSeat): boolean {
	return conflicted && !excused;
}

/** Whoever documents or assesses a practice does not decide on it, not even when excused. */
function isParty({ actor, ownerId, panel = [] }: Situation): boolean {
	return actor.kind === 'person' && (actor.id === ownerId || panel.some((seat) => seat.assessorId === actor.id));
}

function seatOf({ actor, panel = [] }: Situation): PanelSeat | undefined {
	return actor.kind === 'person' ? panel.find((seat) => seat.assessorId === actor.id) : undefined;
}
