// Judging many practices in a row: which wait for one's judgement, in which order, and which is next.
import type { AssignmentStep } from './verdict.ts';

/** What the order needs to know of an assignment. */
export interface Queued {
	code: string;
	step: AssignmentStep;
	dueAt: Date | null;
}

const waiting: readonly AssignmentStep[] = ['declare', 'judge', 'handIn'];

/** Whether it should have been handed in by now. */
export function isOverdue({ step, dueAt }: Pick<Queued, 'step' | 'dueAt'>, now: Date): boolean {
	return waiting.includes(step) && dueAt !== null && dueAt < now;
}

/**
 * Where one stands in what waits for one's judgement.
 * @param assignments in the order in which they are due
 * @returns place counted from 1, undefined where this practice does not wait; how many wait; the first that waits after this one, or the
 *   first of all behind the last
 */
export function placeInQueue<Row extends Queued>(assignments: readonly Row[], code: string): { at?: number; of: number; next?: Row } {
	const queue = assignments.filter(({ step }) => waiting.includes(step));
	const index = queue.findIndex((row) => row.code === code);
	const next = [...queue.slice(index + 1), ...queue.slice(0, Math.max(index, 0))].find((row) => row.code !== code);
	return { ...(index >= 0 ? { at: index + 1 } : {}), of: queue.length, ...(next ? { next } : {}) };
}
