// Wall clocks and moments: there and back in every zone, and the hours that summer time skips or repeats.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
	afterWorkingDays,
	dayThere,
	deadlineInWords,
	endOfDay,
	isTimeZone,
	momentsAt,
	momentThere,
	utcOffset,
	wallClockAt,
	zoneInWords,
	zonesOfTheAmericas
} from './zones.ts';

const anyZone = fc.constantFrom(...Intl.supportedValuesOf('timeZone'));
const anyMinute = fc
	.date({ min: new Date('2001-01-01T00:00:00Z'), max: new Date('2090-01-01T00:00:00Z'), noInvalidDate: true })
	.map((date) => new Date(Math.floor(date.getTime() / 60_000) * 60_000));

describe('a wall clock', () => {
	it('leads back to the moment it was read at, in every zone', () => {
		fc.assert(
			fc.property(anyMinute, anyZone, (moment, zone) => {
				expect(momentsAt(wallClockAt(moment, zone), zone).map(Number)).toContain(moment.getTime());
			}),
			{ numRuns: 2_000 }
		);
	});

	it('shows each of its moments, at most two, in order', () => {
		fc.assert(
			fc.property(anyMinute, anyZone, (moment, zone) => {
				const wall = moment.toISOString().slice(0, 16);
				const moments = momentsAt(wall, zone);
				expect(moments.length).toBeLessThanOrEqual(2);
				expect(moments.every((each) => wallClockAt(each, zone) === wall)).toBe(true);
				expect(moments.map(Number)).toEqual(moments.map(Number).toSorted((a, b) => a - b));
			}),
			{ numRuns: 1_000 }
		);
	});

	it('skips an hour in spring and repeats one in autumn', () => {
		expect(momentsAt('2026-03-08T02:30', 'America/New_York')).toEqual([]);
		expect(momentsAt('2026-11-01T01:30', 'America/New_York')).toEqual([new Date('2026-11-01T05:30Z'), new Date('2026-11-01T06:30Z')]);
		expect(momentsAt('2026-09-06T00:30', 'America/Santiago')).toEqual([]);
		expect(momentsAt('2026-07-01T12:00', 'America/Mexico_City')).toEqual([new Date('2026-07-01T18:00Z')]);
		expect(momentsAt('2026-07-01T12:00', 'Asia/Kathmandu')).toEqual([new Date('2026-07-01T06:15Z')]);
	});

	it('refuses days and hours that no clock shows', () => {
		for (const wall of ['2026-02-30T10:00', '2026-13-01T10:00', '2026-01-01T24:00', '2026-01-01T10:60', '2026-01-01', 'mañana'])
			expect(momentsAt(wall, 'America/Bogota')).toEqual([]);
	});
});

describe('a zone', () => {
	it('is known by its name, never by an offset', () => {
		expect(['America/Bogota', 'Europe/Madrid', 'UTC'].every(isTimeZone)).toBe(true);
		expect(['', '-05:00', '+0200', 'America/Springfield', 'Mexico City'].some(isTimeZone)).toBe(false);
		expect(zonesOfTheAmericas).toContain('America/Mexico_City');
		expect(zonesOfTheAmericas).not.toContain('Europe/Madrid');
	});

	it('is named with its distance from UTC at that moment', () => {
		const winter = new Date('2026-01-15T12:00Z');
		const summer = new Date('2026-07-15T12:00Z');
		expect(zoneInWords('America/New_York', winter, 'en')).toBe('Eastern Standard Time, America/New_York, UTC−05:00');
		expect(zoneInWords('America/New_York', summer, 'en')).toBe('Eastern Daylight Time, America/New_York, UTC−04:00');
		expect(utcOffset('Asia/Kathmandu', winter)).toBe('UTC+05:45');
		expect(momentThere(winter, 'America/Mexico_City', 'es')).toMatch(/jueves.*15 de enero de 2026.*06:00$/);
	});
});

it('ends a day with its last minute', () => {
	expect(endOfDay('2026-12-01', 'America/Bogota')).toEqual(new Date('2026-12-02T04:59Z'));
	expect(endOfDay('2026-02-30', 'America/Bogota')).toBeUndefined();
});

it('counts working days from the day it is there', () => {
	// A Friday evening in Bogotá, when it is Saturday in UTC already.
	const friday = new Date('2026-11-21T01:00Z');
	expect(afterWorkingDays(friday, 1, 'America/Bogota')).toBe('2026-11-23');
	expect(afterWorkingDays(friday, 15, 'America/Bogota')).toBe('2026-12-11');
});

it('tells a moment as a day and as a deadline on the clock of a zone', () => {
	const end = new Date('2026-12-02T04:59Z');
	expect(dayThere(end, 'America/Bogota')).toBe('2026-12-01');
	expect(dayThere(end, 'Asia/Tokyo')).toBe('2026-12-02');
	expect(deadlineInWords(end, 'America/Bogota', 'en')).toBe('Dec 1, 2026, 23:59 (America/Bogota, UTC−05:00)');
});

it('working days: it never ends on a weekend, and so many days from Monday to Friday lie on the way, whatever the zone', () => {
	const moments = fc.date({ min: new Date('2026-01-01T00:00:00Z'), max: new Date('2040-01-01T00:00:00Z'), noInvalidDate: true });
	fc.assert(
		fc.property(
			moments,
			fc.integer({ min: 1, max: 60 }),
			fc.constantFrom('America/Mexico_City', 'America/Bogota', 'UTC'),
			(moment, count, zone) => {
				const first = new Date(`${wallClockAt(moment, zone).slice(0, 10)}T00:00:00Z`).getTime();
				const last = Date.parse(afterWorkingDays(moment, count, zone));
				const days = Array.from({ length: (last - first) / 86_400_000 }, (_, at) => new Date(first + (at + 1) * 86_400_000).getUTCDay());
				expect(days.filter((day) => day !== 0 && day !== 6)).toHaveLength(count);
				expect([0, 6]).not.toContain(days.at(-1));
			}
		)
	);
});
