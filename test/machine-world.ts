// A network without a database: one practice, its versions, panels, verdicts and label, moved by the same rules as the handlers move theirs.
// What is done here after a rule has allowed it is what the handlers do; nothing else decides.

import { mayDeclare } from '#features/assessments/rules/seats.ts';
import {
	decide,
	freshHearingDays,
	isAuthorHeard,
	laterDay,
	mayAssess,
	mayBeKnown,
	needsDeliberation,
	proposeVerdict,
	refusals,
	validUntil
} from '#features/assessments/rules/verdict.ts';
import type { Judgement, Proposal, ScoreSheet } from '#features/assessments/schema.ts';
import { baseState, type LabelPosition, moveLabel, restingState } from '#features/labels/rules/life.ts';
import { daysAfter, isPast, lastDayToReconsider } from '#features/labels/rules/validity.ts';
import type { LabelAct } from '#features/labels/schema.ts';
import { criteriaApart } from '#features/methodology/rules/edition.ts';
import type { CriterionKey, Edition, Level, PracticeClass } from '#features/methodology/schema.ts';
import { type Act, mayAct, nextState, type PanelSeat, type Situation } from '#features/practices/rules/life.ts';
import type { PracticeState } from '#features/practices/schema.ts';
import type { Actor, Role } from '#platform/ctx.ts';
import { afterWorkingDays } from '#platform/zones.ts';

export const zone = 'America/Mexico_City';

const person = (id: string, roles: Role[]): Actor => ({ kind: 'person', id, name: id, roles, institutionIds: [] });
/** Everybody who may knock: some wear two hats, so that the rules have to look. */
export const people = {
	author: person('author', ['author']),
	authorAndSecretariat: person('authorAndSecretariat', ['author', 'secretariat']),
	secretariat: person('secretariat', ['secretariat']),
	secretariatAndAssessor: person('secretariatAndAssessor', ['secretariat', 'assessor']),
	a: person('a', ['assessor']),
	b: person('b', ['assessor']),
	c: person('c', ['assessor']),
	d: person('d', ['assessor']),
	stranger: person('stranger', ['author']),
	operator: { kind: 'operator' },
	anonymous: { kind: 'anonymous' }
} as const satisfies Record<string, Actor>;
export type Name = keyof typeof people;

const assessors: Name[] = ['a', 'b', 'c', 'd', 'secretariatAndAssessor'];

export interface Seat extends PanelSeat {
	first: Record<CriterionKey, Judgement>;
	/** Empty until the panel was disclosed. */
	final: Record<CriterionKey, Judgement>;
	dissent: string;
}

export interface Version {
	kind: 'sending' | 'correction' | 'reconsideration';
	basedOn: Version | null;
	isDropped: boolean;
	panel: Seat[];
	isDisclosed: boolean;
	requirements: boolean;
	verdict: Verdict | null;
}

export interface Verdict {
	class: PracticeClass;
	unmet: CriterionKey[];
	conditional: boolean;
	confirmedOn: string;
	confirmedBy: string;
	validUntil: string | null;
	answerBy: string;
	answeredAt: Date | null;
}

export interface Label extends LabelPosition {
	verdict: Verdict;
}

/** Choices of a step, made by the generator and used up one after the other. */
export type Dice = (sides: number) => number;

export class World {
	readonly edition: Edition;
	state: PracticeState = 'draft';
	ownerId = 'author';
	versions: Version[] = [];
	published: Version | null = null;
	label: Label | null = null;
	today = '2026-11-23';
	isComplete = false;
	private told = 0;

	constructor(edition: Edition) {
		this.edition = edition;
	}

	get version(): Version | undefined {
		return this.versions.findLast(({ isDropped }) => !isDropped);
	}

	/** The verdict that the current version stands on. */
	get verdict(): Verdict | null {
		const { version } = this;
		return (version?.kind === 'correction' ? version.basedOn?.verdict : version?.verdict) ?? null;
	}

	private get now(): Date {
		return new Date(`${this.today}T18:00:00Z`);
	}

	situation(name: Name, authorWishesPublication = false): Situation {
		const { version, verdict, edition } = this;
		const proposalOf = () => this.proposal;
		const contested = () => needsDeliberation(this.sheet, edition);
		return {
			state: this.state,
			actor: people[name],
			ownerId: this.ownerId,
			isPublished: this.published !== null,
			panel: version?.panel ?? [],
			panelMinimum: version?.kind === 'reconsideration' ? edition.reconsideration.assessors : edition.panelMinimum,
			isComplete: this.isComplete,
			requirementsMet: version?.requirements ?? false,
			// Only where a rule looks at it: it takes longer than all the rest.
			get proposal() {
				const proposal = proposalOf();
				return proposal ? { status: proposal.status, needsDeliberation: contested() } : null;
			},
			verdictClass: verdict?.class ?? null,
			authorWishesPublication,
			isAuthorHeard: isAuthorHeard({ ownerId: this.ownerId }, verdict ?? undefined, this.today),
			isReconsidered: version?.kind === 'reconsideration',
			isInTimeToReconsider: verdict !== null && !isPast(lastDayToReconsider(verdict.confirmedOn), this.today)
		};
	}

	get sheet(): ScoreSheet {
		const seats = (this.version?.panel ?? []).filter(({ excused }) => !excused);
		return {
			edition: this.edition.id,
			panel: seats.map(({ first, final }, at) => ({ assessor: `e${at}`, criteria: { ...first, ...final } }))
		};
	}

	get proposal(): Proposal | undefined {
		const seats = (this.version?.panel ?? []).filter(({ excused }) => !excused);
		if (seats.some(({ handedIn }) => !handedIn)) return undefined;
		return refusals(this.sheet, this.edition).length === 0 ? proposeVerdict(this.sheet, this.edition) : undefined;
	}

	/** Tries an act. @returns whether it was allowed */
	attempt(act: Act, name: Name, dice: Dice): boolean {
		if (!mayAct(act, this.situation(name, dice(4) === 0)).ok) return false;
		const next = nextState(act, this.state);
		if (!next) throw new Error(`${act} is allowed in ${this.state} and leads nowhere`);
		if (this.perform(act, name, dice) === 'refused') return false;
		this.state = next;
		return true;
	}

	/** Days go by; a label whose last day is over lapses. */
	pass(days: number): void {
		this.today = daysAfter(this.today, days);
		const until = this.label?.verdict.validUntil;
		if (until && isPast(until, this.today) && this.label && restingState(this.label) !== 'lapsed') this.move('lapse');
	}

	/** Somebody outside reports a harm. */
	reportHarm(): void {
		if (this.label) this.move('suspend');
	}

	/** The secretariat settles the report in favour of the practice. */
	settleReport(): void {
		if (this.label?.state === 'suspended') this.move('lift');
	}

	private move(act: LabelAct): void {
		if (!this.label) return;
		const moved = moveLabel(this.label, act);
		if (moved === undefined) throw new Error(`${act} is not possible for a label that is ${this.label.state}`);
		this.label = moved === 'ended' ? null : { ...moved, verdict: this.label.verdict };
	}

	private settleLabel(): void {
		const resting = this.label && restingState(this.label);
		if (resting === 'underReview') this.move('settleReview');
		if (resting === 'reconsideration') this.move('settleReconsideration');
	}

	private seatOf(name: Name): Seat {
		const actor = people[name];
		const seat = this.version?.panel.find(({ assessorId }) => actor.kind === 'person' && assessorId === actor.id);
		if (!seat) throw new Error(`${name} has no seat`);
		return seat;
	}

	private current(): Version {
		if (!this.version) throw new Error('nothing was sent yet');
		return this.version;
	}

	private verdictNow(): Verdict {
		if (!this.verdict) throw new Error('there is no verdict');
		return this.verdict;
	}

	private perform(act: Act, name: Name, dice: Dice): 'refused' | undefined {
		const actor = people[name];
		switch (act) {
			case 'editSection':
				this.isComplete = dice(5) > 0;
				return;
			case 'handOver':
				this.ownerId = dice(3) === 0 ? 'authorAndSecretariat' : 'author';
				return;
			case 'submit':
				this.versions.push(newVersion('sending', null));
				if (this.published && this.label) this.move('review');
				return;
			case 'checkRequirement':
				this.current().requirements = dice(6) > 0;
				return;
			case 'assign':
				return this.assign(dice);
			case 'excuse': {
				const seats = this.current().panel.filter(({ excused }) => !excused);
				const own = seats.find(({ assessorId }) => actor.kind === 'person' && assessorId === actor.id);
				const seat = own ?? seats[dice(seats.length)];
				if (seat) seat.excused = true;
				return;
			}
			case 'decideTie': {
				const seat = this.current().panel.find(({ interest, tieAccepted, excused }) => interest === 'tie' && !tieAccepted && !excused);
				if (seat && dice(4) > 0) seat.tieAccepted = true;
				else if (seat) seat.excused = true;
				return;
			}
			case 'declareInterest': {
				const seat = this.seatOf(name);
				const interest = (['none', 'none', 'none', 'none', 'none', 'none', 'tie', 'declared'] as const)[dice(8)] ?? 'none';
				if (!mayDeclare(interest, seat.interest)) return 'refused';
				seat.interest = interest;
				seat.tieAccepted = false;
				seat.excused = interest === 'declared';
				return;
			}
			case 'saveJudgement': {
				const seat = this.seatOf(name);
				const criterion = this.edition.criteria[dice(this.edition.criteria.length)]?.key ?? '';
				(seat.handedIn && this.current().isDisclosed ? seat.final : seat.first)[criterion] = this.judgement(criterion, dice);
				return;
			}
			case 'handInAssessment': {
				const seat = this.seatOf(name);
				for (const { key } of this.edition.criteria) seat.first[key] ??= this.judgement(key, dice);
				seat.handedIn = true;
				if (this.current().isDisclosed) seat.final = structuredClone(seat.first);
				return;
			}
			case 'disclose':
				this.current().isDisclosed = true;
				for (const seat of this.current().panel) if (!seat.excused) seat.final = structuredClone(seat.first);
				return;
			case 'dissent': {
				const seat = this.seatOf(name);
				const unmet = this.verdict?.unmet ?? this.proposal?.unmet;
				const levels = Object.fromEntries(Object.entries({ ...seat.first, ...seat.final }).map(([key, { level }]) => [key, level]));
				if (!unmet || criteriaApart(levels, unmet, this.edition).length === 0) return 'refused';
				seat.dissent = `nota de ${name}`;
				if (this.verdict) this.hearAnew(this.verdict);
				return;
			}
			case 'confirm':
				return this.confirm(name, dice);
			case 'correctWording':
				this.hearAnew(this.verdictNow());
				return;
			case 'answerVerdict':
				this.verdictNow().answeredAt = this.now;
				return;
			case 'reconsider': {
				const before = this.current();
				const again = newVersion('reconsideration', before);
				again.requirements = true;
				this.versions.push(again);
				if (this.state === 'published' && this.label) this.move('reconsider');
				return;
			}
			case 'dropReconsideration':
				this.current().isDropped = true;
				return;
			case 'publish':
				this.publish();
				return;
			case 'acceptCorrection': {
				const version = this.current();
				version.kind = 'correction';
				version.basedOn = this.published?.kind === 'correction' ? this.published.basedOn : this.published;
				this.settleLabel();
				this.published = version;
				return;
			}
			case 'dropRevision': {
				const from = this.versions.indexOf(this.published ?? this.current()) + 1;
				for (const version of this.versions.slice(from)) version.isDropped = true;
				this.settleLabel();
				return;
			}
			case 'retire':
				this.label = null;
				this.published = null;
				return;
			default:
				return;
		}
	}

	/** A complete judgement; its reason is like no other. Where a commitment may support the level, one sometimes does. */
	private judgement(key: CriterionKey, dice: Dice): Judgement {
		this.told += 1;
		// Mostly supported, so that panels agree often enough to come to a verdict.
		const level: Level = (['0', '1', '1', 'unknown', 'notYet', '3', '3'] as const)[dice(32)] ?? '2';
		const mayCommit = this.edition.criteria.some((criterion) => criterion.key === key && criterion.allowsCommitment);
		const commitment = mayCommit && dice(2) === 0 ? { owner: 'Una oficina inventada', due: '2028-01-31' } : null;
		return { level, reason: `motivo ${this.told}`, evidence: ['indicator: 12 personas'], questions: {}, commitment };
	}

	private assign(dice: Dice): 'refused' | undefined {
		const version = this.current();
		const before = version.kind === 'reconsideration' ? (version.basedOn?.panel ?? []) : [];
		const handedIn = version.panel.filter((seat) => seat.handedIn).length;
		const isKnown = mayBeKnown({ handedIn, isDisclosed: version.isDisclosed }, this.edition);
		const eligible = assessors.filter(
			(name) =>
				!version.panel.some(({ assessorId }) => assessorId === name) &&
				mayAssess({
					personId: name,
					ownerId: this.ownerId,
					assessorInstitutionIds: [],
					practiceInstitutionIds: [],
					ownerInstitutionIds: [],
					parentOf: new Map(),
					judgedBefore: before.some(({ assessorId }) => assessorId === name),
					knowsPanel: name === 'secretariatAndAssessor' && isKnown
				}).ok
		);
		const remaining = version.panel.filter(({ excused }) => !excused).length;
		const wanted = Math.max(1, 2 - remaining);
		if (eligible.length < wanted) return 'refused';
		for (let count = 0; count < wanted; count += 1) {
			const [assessorId = ''] = eligible.splice(dice(eligible.length), 1);
			version.panel.push({
				assessorId,
				interest: null,
				tieAccepted: false,
				handedIn: false,
				excused: false,
				conflicted: false,
				first: {},
				final: {},
				dissent: ''
			});
		}
		return undefined;
	}

	private confirm(name: Name, dice: Dice): 'refused' | undefined {
		const { proposal, edition } = this;
		if (!proposal) return 'refused';
		const wish = dice(5) === 0 ? { class: (['good', 'promising', 'unclassified'] as const)[dice(3)] } : {};
		const decision = decide(proposal, wish, edition);
		if (!decision) return 'refused';
		const verdict: Verdict = {
			class: decision.class,
			unmet: decision.unmet,
			conditional: decision.conditional,
			confirmedOn: this.today,
			confirmedBy: name,
			validUntil: validUntil(decision.class, decision.conditional, this.today, edition),
			answerBy: afterWorkingDays(this.now, edition.answerWorkingDays, zone),
			answeredAt: null
		};
		const version = this.current();
		version.verdict = verdict;
		const reconsidered = version.kind === 'reconsideration' ? version.basedOn?.verdict : undefined;
		if (verdict.class === 'unclassified' && this.label && this.label.verdict === reconsidered) {
			this.label = null;
			this.published = null;
		}
		return undefined;
	}

	private hearAnew(verdict: Verdict): void {
		verdict.answerBy = laterDay(verdict.answerBy, afterWorkingDays(this.now, freshHearingDays, zone));
		verdict.answeredAt = null;
	}

	private publish(): void {
		const verdict = this.verdictNow();
		this.published = this.current();
		this.label =
			verdict.class === 'unclassified'
				? null
				: { state: baseState(verdict.conditional), resumes: null, isConditional: verdict.conditional, verdict };
	}
}

function newVersion(kind: Version['kind'], basedOn: Version | null): Version {
	return { kind, basedOn, isDropped: false, panel: [], isDisclosed: false, requirements: false, verdict: null };
}
