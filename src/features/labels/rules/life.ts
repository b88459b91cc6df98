// The life of a label as an exhaustive table: where each act leads from each state. What it says is public, and it un-lapses for nobody:
// after its last day only the label of a new verdict stands in its place.
import type { LabelAct, LabelState, RestingState } from '../schema.ts';

/** A label as far as its moves depend on it. */
export interface LabelPosition {
	state: LabelState;
	/** Where a suspended label goes back to; null for every other. */
	resumes: RestingState | null;
	/** The verdict rests on dated commitments: its label is conditional wherever others are current. */
	isConditional: boolean;
}

/**
 * Where an act leads: to a state; to `base`, which is current or conditional as the verdict says; for a suspended label to where it
 * came from (`resumed`), or past it, so that what lies beneath the suspension moves (`beneath`). An act that is absent is not possible.
 * A lapsed label may have a new text or a new panel on its way and stays lapsed; a second report suspends nothing more.
 */
const moves = {
	current: { review: 'underReview', reconsider: 'reconsideration', suspend: 'suspended', lapse: 'lapsed', end: 'ended' },
	conditional: { review: 'underReview', reconsider: 'reconsideration', suspend: 'suspended', lapse: 'lapsed', end: 'ended' },
	underReview: { review: 'underReview', settleReview: 'base', suspend: 'suspended', lapse: 'lapsed', end: 'ended' },
	reconsideration: { settleReconsideration: 'base', suspend: 'suspended', lapse: 'lapsed', end: 'ended' },
	suspended: {
		review: 'beneath',
		settleReview: 'beneath',
		reconsider: 'beneath',
		settleReconsideration: 'beneath',
		suspend: 'suspended',
		lift: 'resumed',
		lapse: 'beneath',
		end: 'ended'
	},
	lapsed: {
		review: 'lapsed',
		settleReview: 'lapsed',
		reconsider: 'lapsed',
		settleReconsideration: 'lapsed',
		suspend: 'suspended',
		end: 'ended'
	}
} as const satisfies Record<LabelState, Partial<Record<LabelAct, LabelState | 'base' | 'resumed' | 'beneath' | 'ended'>>>;

/** State of a label as its verdict gives it. */
export function baseState(isConditional: boolean): Extract<LabelState, 'current' | 'conditional'> {
	return isConditional ? 'conditional' : 'current';
}

/**
 * The label after an act.
 * @returns `'ended'` when nothing follows, undefined where the act is not possible; the same position where it changes nothing
 */
export function moveLabel(label: LabelPosition, act: LabelAct): LabelPosition | 'ended' | undefined {
	const from: Partial<Record<LabelAct, LabelState | 'base' | 'resumed' | 'beneath' | 'ended'>> = moves[label.state];
	const to = from[act];
	switch (to) {
		case undefined:
		case 'ended':
			return to;
		case 'base':
			return { ...label, state: baseState(label.isConditional) };
		case 'resumed':
			return { ...label, state: label.resumes ?? baseState(label.isConditional), resumes: null };
		case 'beneath':
			return beneath(label, act);
		case 'suspended':
			return label.state === 'suspended' ? label : { ...label, state: 'suspended', resumes: label.state };
		default:
			return { ...label, state: to };
	}
}

/** Moves what a suspension lies over. */
function beneath(label: LabelPosition, act: LabelAct): LabelPosition | undefined {
	if (label.resumes === null) return undefined;
	const moved = moveLabel({ ...label, state: label.resumes, resumes: null }, act);
	if (moved === undefined || moved === 'ended' || moved.state === 'suspended') return undefined;
	return { ...label, resumes: moved.state };
}

/** Whether an act changes anything: a repetition leaves no trace in the public history. */
export function isSamePosition(before: LabelPosition, after: LabelPosition): boolean {
	return before.state === after.state && before.resumes === after.resumes;
}

/** Where a label stands, or would stand if it were not suspended. */
export function restingState({ state, resumes, isConditional }: LabelPosition): RestingState {
	return state === 'suspended' ? (resumes ?? baseState(isConditional)) : state;
}
