// What a session needs before it is closed, who takes part in which of its items, and who reads which levels.
import type { Actor } from '#platform/ctx.ts';
import { hasRole } from '#platform/ctx.ts';
import type { ProblemCode } from '#platform/problem.ts';
import type { Attendance } from './schema.ts';

type Permission = { ok: true } | { ok: false; why: Extract<ProblemCode, 'sessionClosed' | 'sessionNotHeld' | 'quorumMissing'> };

/** How many of a session's members are there; whoever is only invited does not count. */
export function presentOf(members: readonly { attendance: Attendance }[]): number {
	return members.filter(({ attendance }) => attendance === 'present').length;
}

/** Whether a session may be closed now: it has begun, and enough members are there. */
export function mayClose(session: { closedAt: Date | null; heldAt: Date; quorum: number; present: number }, now: Date): Permission {
	if (session.closedAt) return { ok: false, why: 'sessionClosed' };
	if (session.heldAt > now) return { ok: false, why: 'sessionNotHeld' };
	return session.present >= session.quorum ? { ok: true } : { ok: false, why: 'quorumMissing' };
}

/** Somebody's place on the panel of a practice of the agenda. */
export interface ItemSeat {
	personId: string;
	excused: boolean;
	handedIn: boolean;
}

/** A practice of the agenda, as far as it decides who takes part and who reads its levels. */
export interface ItemFacts {
	seats: readonly ItemSeat[];
	/** Members whose institution is the author's or an implementing one, or who document the practice. */
	parties: ReadonlySet<string>;
	isDisclosed: boolean;
	hasVerdict: boolean;
}

/** Whether a member stays out of an item: excused from it, or a party. */
export function isAbsentFrom(personId: string, { seats, parties }: Pick<ItemFacts, 'seats' | 'parties'>): boolean {
	return parties.has(personId) || seats.some((seat) => seat.personId === personId && seat.excused);
}

/**
 * Whether somebody reads the levels of an item. The secretariat does unless it judges or is a party; an assessor of its panel once she has
 * handed in and the panel was disclosed; every other member only after the verdict, so that a third assessor can still be found among them.
 */
export function readsLevels(actor: Actor, item: ItemFacts): boolean {
	if (actor.kind === 'operator') return true;
	if (actor.kind !== 'person' || isAbsentFrom(actor.id, item)) return false;
	const seat = item.seats.find(({ personId }) => personId === actor.id);
	if (item.hasVerdict) return !seat || seat.handedIn;
	if (seat) return seat.handedIn && item.isDisclosed;
	return hasRole(actor, 'secretariat');
}
