// Days that count for a label: how long it still holds, when a reminder is due, until when a verdict may be asked to be judged again.

/**
 * Days after the verdict within which its author may ask for a reconsideration: as long as she may wait for its answer, so that a label
 * is not in doubt for years. Ours; the goal for the answer is the edition's.
 */
export const daysToAsk = 60;

/** Days before the goal of a reconsideration at which the secretariat is reminded; the last on the day itself. */
export const reconsiderationReminders: readonly number[] = [14, 0];

/** Days after which an open report of harm is brought to mind again. */
export const reportReminderDays = 7;

const msPerDay = 24 * 3600 * 1000;

/** Days from one ISO day to another; negative when the second lies before the first. */
export function daysBetween(from: string, to: string): number {
	return Math.round((Date.parse(to) - Date.parse(from)) / msPerDay);
}

/** The ISO day so many days later. */
export function daysAfter(day: string, count: number): string {
	return new Date(Date.parse(day) + count * msPerDay).toISOString().slice(0, 10);
}

/**
 * The reminder that is due: the closest one reached and not given yet. Those that were missed are not given after a closer one.
 * @param days before the end @param given days of the last reminder, or null @param steps from the furthest to the closest
 * @returns days before the end that the reminder stands for, or undefined
 */
export function reminderDue(days: number, given: number | null, steps: readonly number[]): number | undefined {
	const reached = steps.findLast((step) => days <= step);
	return reached === undefined || (given !== null && given <= reached) ? undefined : reached;
}

/** Whether the last day of something has passed. @param today ISO day where the network works */
export function isPast(lastDay: string, today: string): boolean {
	return lastDay < today;
}

/** Last day on which a verdict may be asked to be judged again. @param confirmedOn ISO day of the verdict */
export function lastDayToReconsider(confirmedOn: string): string {
	return daysAfter(confirmedOn, daysToAsk);
}
