// The life of a label against the table the network agreed on, random walks through it, and the days that count.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { baseState, type LabelPosition, moveLabel, restingState } from './rules/life.ts';
import { reportLimiter } from './rules/reports.ts';
import { daysAfter, daysBetween, isPast, lastDayToReconsider, reminderDue } from './rules/validity.ts';
import { type LabelAct, type LabelState, labelActs, labelStates, type RestingState } from './schema.ts';

const at = (state: LabelState, resumes: RestingState | null = null, isConditional = false): LabelPosition => ({
	state,
	resumes,
	isConditional
});

/** Where every act leads, written out a second time on purpose. A suspended one is told with what lies beneath. */
function table(position: LabelPosition): string {
	const told = (after: ReturnType<typeof moveLabel>) =>
		typeof after === 'object' ? [after.state, after.resumes].filter(Boolean).join('/') : after;
	return labelActs.flatMap((act) => (moveLabel(position, act) ? `${act}>${told(moveLabel(position, act))}` : [])).join(' ');
}

describe('where acts lead', () => {
	it.each<[LabelPosition, string]>([
		[at('current'), 'review>underReview reconsider>reconsideration suspend>suspended/current lapse>lapsed end>ended'],
		[at('conditional', null, true), 'review>underReview reconsider>reconsideration suspend>suspended/conditional lapse>lapsed end>ended'],
		[at('underReview'), 'review>underReview settleReview>current suspend>suspended/underReview lapse>lapsed end>ended'],
		[at('underReview', null, true), 'review>underReview settleReview>conditional suspend>suspended/underReview lapse>lapsed end>ended'],
		[at('reconsideration'), 'settleReconsideration>current suspend>suspended/reconsideration lapse>lapsed end>ended'],
		[at('reconsideration', null, true), 'settleReconsideration>conditional suspend>suspended/reconsideration lapse>lapsed end>ended'],
		[at('lapsed'), 'review>lapsed settleReview>lapsed reconsider>lapsed settleReconsideration>lapsed suspend>suspended/lapsed end>ended'],
		[
			at('suspended', 'current'),
			'review>suspended/underReview reconsider>suspended/reconsideration suspend>suspended/current lift>current lapse>suspended/lapsed end>ended'
		],
		[
			at('suspended', 'underReview', true),
			'review>suspended/underReview settleReview>suspended/conditional suspend>suspended/underReview lift>underReview lapse>suspended/lapsed end>ended'
		],
		[
			at('suspended', 'reconsideration'),
			'settleReconsideration>suspended/current suspend>suspended/reconsideration lift>reconsideration lapse>suspended/lapsed end>ended'
		],
		[
			at('suspended', 'lapsed'),
			'review>suspended/lapsed settleReview>suspended/lapsed reconsider>suspended/lapsed settleReconsideration>suspended/lapsed suspend>suspended/lapsed lift>lapsed end>ended'
		]
	])('%o', (position, expected) => {
		expect(table(position)).toBe(expected);
	});
});

describe('random walks', () => {
	const acts = fc.array(fc.constantFrom<LabelAct>(...labelActs), { maxLength: 60 });

	it('never leave the table, never un-lapse, and find their base again', () => {
		fc.assert(
			fc.property(fc.boolean(), acts, (isConditional, walk) => {
				const base = baseState(isConditional);
				let label: LabelPosition = at(base, null, isConditional);
				// A second, simpler account of the same life: what is over the label, what is on its way, whether its time is over.
				let told = { isSuspended: false, waits: null as 'underReview' | 'reconsideration' | null, isLapsed: false };
				for (const act of walk) {
					const after = moveLabel(label, act);
					if (after === undefined) continue;
					if (after === 'ended') {
						expect(act).toBe('end');
						return;
					}
					if (act === 'suspend') told = { ...told, isSuspended: true };
					if (act === 'lift') told = { ...told, isSuspended: false };
					if (act === 'lapse') told = { ...told, isLapsed: true };
					if (act === 'review') told = { ...told, waits: 'underReview' };
					if (act === 'reconsider') told = { ...told, waits: 'reconsideration' };
					if (act === 'settleReview' || act === 'settleReconsideration') told = { ...told, waits: null };
					const resting = told.isLapsed ? 'lapsed' : (told.waits ?? base);
					expect(labelStates).toContain(after.state);
					expect(after.state === 'suspended').toBe(told.isSuspended);
					expect(after.resumes === null).toBe(after.state !== 'suspended');
					expect(restingState(after)).toBe(resting);
					if (restingState(label) === 'lapsed') expect(restingState(after)).toBe('lapsed');
					label = after;
				}
			}),
			{ numRuns: 10_000 }
		);
	});
});

describe('days', () => {
	it('are counted over months and years', () => {
		expect([daysBetween('2026-11-22', '2027-02-20'), daysBetween('2026-11-22', '2026-11-21')]).toEqual([90, -1]);
		expect([daysAfter('2026-12-31', 1), daysAfter('2028-02-28', 1)]).toEqual(['2027-01-01', '2028-02-29']);
		expect(lastDayToReconsider('2026-11-22')).toBe('2027-01-21');
		expect([isPast('2026-11-22', '2026-11-22'), isPast('2026-11-22', '2026-11-23')]).toEqual([false, true]);
	});

	it.each([
		[91, null, undefined],
		[90, null, 90],
		[89, 90, undefined],
		[30, 90, 30],
		// The server was away for a while: one reminder, the closest.
		[5, null, 7],
		[5, 90, 7],
		[0, 7, undefined]
	])('a reminder %i days before, after %s: %s', (days, given, due) => {
		expect(reminderDue(days, given, [90, 30, 7])).toBe(due);
	});
});

describe('reports from one address', () => {
	it('are few in an hour, and others are not held up', () => {
		const admits = reportLimiter();
		expect(Array.from({ length: 7 }, () => admits('1.2.3.4', 0))).toEqual([true, true, true, true, true, false, false]);
		expect(admits('5.6.7.8', 0)).toBe(true);
		expect(admits('1.2.3.4', 3600 * 1000)).toBe(true);
	});
});
