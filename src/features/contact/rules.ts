// How long messages are kept, how many are taken, and who may have any.
import { reportLimiter } from '#features/labels/rules/reports.ts';
import type { Role } from '#platform/ctx.ts';

/**
 * How long a message is kept, in days: half a year is enough to answer and to come back to an answer, and no longer than that is the
 * address of a stranger needed.
 */
export const daysKept = 180;

const dayMs = 24 * 3600 * 1000;

/** When a message is deleted by itself. */
export function keptUntil(receivedAt: Date): Date {
	return new Date(receivedAt.getTime() + daysKept * dayMs);
}

/** Messages received before this moment are deleted. */
export function forgottenBefore(now: Date): Date {
	return new Date(now.getTime() - daysKept * dayMs);
}

/** Messages on one practice taken within `floodWindow`, whoever sends them: more than anybody could answer. */
export const mostPerPractice = 20;

/** In ms. */
export const floodWindow = dayMs;

/** Whether one more message of this address may be taken: only a few in an hour, as with reports of harm. */
export const admitsMessage = reportLimiter();

/** Whether an account may have received messages. */
export function isWrittenTo(roles: readonly Role[]): boolean {
	return roles.includes('author') || roles.includes('secretariat');
}
