// Seats of a panel: who is suggested for one, until when it hands in, when it is late, what may be declared from it.

import { timeZone as networkZone } from '#platform/formatters.ts';
import { afterWorkingDays, dayThere, endOfDay } from '#platform/zones.ts';
import type { ExcuseKind, Interest } from '../schema.ts';

/** Working days that an assessor has where neither a call nor the secretariat says otherwise. */
export const workingDaysToAssess = 15;

const minute = 60_000;

/** What of a practice's call the dates of its panel depend on. */
export interface CallDates {
	timeZone: string;
	assessBy: Date;
}

/** Until when an assessor hands in who is assigned now: as the call says, or in some weeks where there is none or its date has passed. */
export function usualDue(now: Date, call: CallDates | undefined): Date {
	if (call && call.assessBy > now) return call.assessBy;
	const zone = call?.timeZone ?? networkZone;
	const day = afterWorkingDays(now, workingDaysToAssess, zone);
	return endOfDay(day, zone) ?? new Date(`${day}T23:59:00Z`);
}

/** The end of a day that the secretariat chose, or undefined for one that has passed or does not exist. */
export function chosenDue(day: string, now: Date, call: CallDates | undefined): Date | undefined {
	const end = endOfDay(day, call?.timeZone ?? networkZone);
	return end && end > now ? end : undefined;
}

/** The day of a date for handing in, as the clock of the call shows it. @param zone of the call; null outside any */
export function dueDay(dueAt: Date, zone: string | null): string {
	return dayThere(dueAt, zone ?? networkZone);
}

/** Whether a seat should have handed in by now; the minute that is named still belongs to it. */
export function isLate(seat: { dueAt: Date | null; submittedAt: Date | null; excusedAt: Date | null }, now: Date): boolean {
	if (seat.submittedAt || seat.excusedAt || !seat.dueAt) return false;
	return now.getTime() >= seat.dueAt.getTime() + minute;
}

/**
 * Whether somebody on a panel may declare this. The absence of an interest is said once, before reading; a tie or an interest may be found
 * later too, and what was handed in does not stand against saying so.
 * @param said what was declared before
 */
export function mayDeclare(declared: Interest, said: Interest | null): boolean {
	if (declared === 'declared') return said !== 'declared';
	return declared === 'tie' ? said === null || said === 'none' : said === null;
}

/** Themes that somebody knows and a practice is about, in the practice's order. */
export function sharedThemes(person: readonly string[], practice: readonly string[]): string[] {
	return practice.filter((theme) => person.includes(theme));
}

/** In the order in which they are suggested: those who may, those who know most of the themes, those with the least in hand, by name. */
export function bySuggestion<Person extends { eligible: boolean; sharedThemes: string[]; load: number; name: string }>(
	people: readonly Person[]
): Person[] {
	return [...people].sort(
		(a, b) =>
			Number(b.eligible) - Number(a.eligible) ||
			b.sharedThemes.length - a.sharedThemes.length ||
			a.load - b.load ||
			a.name.localeCompare(b.name, 'es')
	);
}

/** A seat as the secretariat's page lists it; the name is empty where somebody of the panel asks. */
export interface SeatLine {
	assessmentId: string;
	assessorName: string;
	institutions: string[];
	interest: Interest | null;
	interestNote: string | null;
	tieToDecide: boolean;
	tieAcceptedAt: Date | null;
	submittedAt: Date | null;
	dueAt: Date | null;
	isLate: boolean;
	excusedAt: Date | null;
	excuseKind: ExcuseKind | null;
	excuseNote: string | null;
	/** The seat it took over, by its assessment. */
	standsInFor: string | null;
	/** Somebody has taken it over. */
	isReplaced: boolean;
	/** An institution of theirs is by now the author's or an implementing one. */
	conflicted: boolean;
	judged: number;
}

/** What seats are called on a page: by name, or by number where the name is not shown. */
export function seatNames(seats: readonly SeatLine[], numbered: (number: number) => string): (assessmentId: string) => string {
	const names = new Map(seats.map(({ assessmentId, assessorName }, index) => [assessmentId, assessorName || numbered(index + 1)]));
	return (assessmentId) => names.get(assessmentId) ?? '';
}

/** Seats that wait for a stand-in: excused, or late, and taken over by nobody. */
export function seatsToFill<Seat extends Pick<SeatLine, 'excusedAt' | 'isLate' | 'isReplaced'>>(seats: readonly Seat[]): Seat[] {
	return seats.filter(({ excusedAt, isLate: late, isReplaced }) => (excusedAt !== null || late) && !isReplaced);
}
