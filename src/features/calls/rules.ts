// When a call takes practices in, and which moments its dates stand for.
import { momentsAt } from '#platform/zones.ts';
import type { Call, CallInput, CallPhase } from './schema.ts';

const minute = 60_000;

type Times = Pick<Call, 'opensAt' | 'closesAt' | 'endedAt'>;

/** Where a call stands. The minute that is named as its end still belongs to it. */
export function phaseOf({ opensAt, closesAt, endedAt }: Times, now: Date): CallPhase {
	if (endedAt) return 'ended';
	if (now < opensAt) return 'coming';
	return now.getTime() < closesAt.getTime() + minute ? 'open' : 'closed';
}

/**
 * Whether a practice may be sent to a call now. One that was sent in time and came back with observations may be sent again until the call
 * is ended.
 */
export function takesIn(call: Times, now: Date, practice: { isReturned: boolean }): boolean {
	const phase = phaseOf(call, now);
	return phase === 'open' || (phase === 'closed' && practice.isReturned);
}

/** The dates of a call as moments, or the field that is wrong. */
export type CallTimes =
	| { ok: true; opensAt: Date; closesAt: Date; assessBy: Date }
	| { ok: false; field: 'opensAt' | 'closesAt' | 'assessBy'; why: 'noSuchHour' | 'beforeOpening' | 'beforeClosing' };

/**
 * Turns the days and hours of a call into moments. Of an hour that the clock shows twice, the opening takes the first and the deadlines the
 * second, so that nobody comes too late by the change of the clock; an hour that is skipped is refused.
 */
export function timesOf(input: Pick<CallInput, 'timeZone' | 'opensAt' | 'closesAt' | 'assessBy'>): CallTimes {
	const opensAt = momentsAt(input.opensAt, input.timeZone).at(0);
	if (!opensAt) return { ok: false, field: 'opensAt', why: 'noSuchHour' };
	const closesAt = momentsAt(input.closesAt, input.timeZone).at(-1);
	if (!closesAt) return { ok: false, field: 'closesAt', why: 'noSuchHour' };
	const assessBy = momentsAt(input.assessBy, input.timeZone).at(-1);
	if (!assessBy) return { ok: false, field: 'assessBy', why: 'noSuchHour' };
	if (opensAt >= closesAt) return { ok: false, field: 'closesAt', why: 'beforeOpening' };
	if (closesAt > assessBy) return { ok: false, field: 'assessBy', why: 'beforeClosing' };
	return { ok: true, opensAt, closesAt, assessBy };
}
