// The life of a practice as two exhaustive tables: where each act leads from each state, and who may perform it.
// The same rules decide in the handler and show or hide the button.
import type { PracticeClass } from '#features/methodology/schema.ts';
import type { Actor } from '#platform/ctx.ts';
import type { ProblemCode } from '#platform/problem.ts';
import type { PracticeState } from '../schema.ts';

/** Every step of the life of a practice, under the name it has in the API and in the journal. */
export const acts = [
	'editSection',
	'handOver',
	'submit',
	'withdraw',
	'reopen',
	'startRequirements',
	'checkRequirement',
	'return',
	'assign',
	'excuse',
	'declareInterest',
	'saveJudgement',
	'handInAssessment',
	'disclose',
	'confirm',
	'publish',
	'retire',
	'archive'
] as const;
export type Act = (typeof acts)[number];

/**
 * Where an act leads. An act that is absent is not possible in that state; one that leads to its own state changes something else
 * (a text, an owner, a level). A panel may be confirmed without deliberation where it agrees; `disclose` opens the deliberation.
 */
const life = {
	draft: { editSection: 'draft', handOver: 'draft', submit: 'submitted', withdraw: 'withdrawn' },
	submitted: { handOver: 'submitted', withdraw: 'withdrawn', startRequirements: 'requirements' },
	requirements: {
		handOver: 'requirements',
		withdraw: 'withdrawn',
		checkRequirement: 'requirements',
		return: 'returned',
		assign: 'assessment'
	},
	assessment: {
		handOver: 'assessment',
		withdraw: 'withdrawn',
		return: 'returned',
		assign: 'assessment',
		excuse: 'assessment',
		declareInterest: 'assessment',
		saveJudgement: 'assessment',
		handInAssessment: 'assessment',
		disclose: 'deliberation',
		confirm: 'decided'
	},
	deliberation: {
		handOver: 'deliberation',
		withdraw: 'withdrawn',
		assign: 'deliberation',
		excuse: 'deliberation',
		declareInterest: 'deliberation',
		saveJudgement: 'deliberation',
		handInAssessment: 'deliberation',
		confirm: 'decided'
	},
	decided: { handOver: 'decided', publish: 'published', reopen: 'draft', archive: 'archived' },
	published: { handOver: 'published', retire: 'retired' },
	returned: { editSection: 'returned', handOver: 'returned', submit: 'submitted', withdraw: 'withdrawn' },
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
	handOver: ['owner', 'secretariat', 'operator'],
	submit: ['owner'],
	withdraw: ['owner', 'secretariat', 'operator'],
	reopen: ['owner'],
	startRequirements: ['secretariat'],
	checkRequirement: ['secretariat'],
	return: ['secretariat'],
	assign: ['secretariat'],
	excuse: ['secretariat'],
	declareInterest: ['assessor'],
	saveJudgement: ['assessor'],
	handInAssessment: ['assessor'],
	disclose: ['secretariat'],
	confirm: ['secretariat'],
	publish: ['secretariat'],
	retire: ['owner', 'secretariat', 'operator'],
	archive: ['secretariat', 'operator']
} as const satisfies Record<Act, readonly Performer[]>;

/** One assignment of the version that is being assessed; an excused person stays on the list and counts no more. */
export interface PanelSeat {
	assessorId: string;
	/** Null as long as nothing was declared. */
	interest: 'none' | 'declared' | null;
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
	assign: ({ requirementsMet }) => (requirementsMet ? null : 'requirementsUnmet'),
	excuse: ({ panel = [] }) => (panel.some(standsInTheWay) ? null : 'wrongState'),
	declareInterest: (situation) => (seatOf(situation)?.handedIn ? 'wrongState' : null),
	saveJudgement: (situation) => {
		const seat = seatOf(situation);
		if (seat?.interest !== 'none') return 'interestNotDeclared';
		// First levels are kept as they were handed in; final ones are chosen in the deliberation.
		return seat.handedIn && situation.state === 'assessment' ? 'wrongState' : null;
	},
	handInAssessment: (situation) => {
		const seat = seatOf(situation);
		if (seat?.interest !== 'none') return 'interestNotDeclared';
		return seat.handedIn ? 'wrongState' : null;
	},
	disclose: unfinishedPanel,
	confirm: (situation) => {
		const { actor, ownerId, panel, proposal, state } = situation;
		// Whoever documents or assesses a practice does not decide on it, not even when excused.
		const isParty = actor.kind === 'person' && (actor.id === ownerId || panel?.some((seat) => seat.assessorId === actor.id));
		if (isParty) return 'notImpartial';
		const unfinished = unfinishedPanel(situation);
		if (unfinished) return unfinished;
		if (!proposal) return 'noVerdict';
		const mustDeliberate = state === 'assessment' && proposal.needsDeliberation;
		return proposal.status === 'divergent' || mustDeliberate ? 'divergent' : null;
	},
	publish: ({ verdictClass, authorWishesPublication }) => {
		if (!verdictClass) return 'noVerdict';
		return verdictClass === 'unclassified' && !authorWishesPublication ? 'unclassifiedPrivate' : null;
	},
	// A practice with a label goes on to publication; one without may be worked on and sent again.
	reopen: ({ state, verdictClass }) => (state === 'decided' && verdictClass !== 'unclassified' ? 'wrongState' : null)
};

function unmetCondition(act: Act, situation: Situation): Refused | null {
	return conditions[act]?.(situation) ?? null;
}

function unfinishedPanel({ panel = [], panelMinimum = Number.POSITIVE_INFINITY }: Situation): Refused | null {
	if (panel.some(standsInTheWay)) return 'panelNotImpartial';
	const seats = panel.filter((seat) => !seat.excused);
	if (seats.length < panelMinimum) return 'panelTooSmall';
	return seats.every((seat) => seat.handedIn) ? null : 'notDisclosed';
}

/** A judgement that no verdict may rest on; the secretariat excuses it. */
function standsInTheWay({ conflicted, excused }: PanelSeat): boolean {
	return conflicted && !excused;
}

function seatOf({ actor, panel = [] }: Situation): PanelSeat | undefined {
	return actor.kind === 'person' ? panel.find((seat) => seat.assessorId === actor.id) : undefined;
}
