// Days and hours as people write them, in a time zone of their choice. The rules of every zone, summer time included, are those of the
// runtime (IANA, through Intl).
import { type Locale, languageTags } from './locale.ts';

/** A day and an hour on a wall clock, without a zone: `2026-12-01T23:59`. */
export const wallClockPattern = /^(20\d{2})-(\d{2})-(\d{2})T(\d{2}):(\d{2})$/;

/** Zones of the continent's islands and outer lands that its own names leave out. */
const besideTheContinent = ['Atlantic/Bermuda', 'Atlantic/Stanley', 'Pacific/Easter', 'Pacific/Galapagos', 'Pacific/Honolulu'];

/** IANA names of the zones of the Americas, in alphabetical order. */
export const zonesOfTheAmericas: readonly string[] = Intl.supportedValuesOf('timeZone').filter(
	(zone) => zone.startsWith('America/') || besideTheContinent.includes(zone)
);

/** Whether a text names a zone with rules of its own (`America/Bogota`, `UTC`); a bare offset such as `-05:00` does not know summer time. */
export function isTimeZone(text: string): boolean {
	if (!/^[A-Za-z]/.test(text)) return false;
	try {
		new Intl.DateTimeFormat('en', { timeZone: text });
		return true;
	} catch {
		return false;
	}
}

const clocks = new Map<string, Intl.DateTimeFormat>();

function clockOf(zone: string): Intl.DateTimeFormat {
	const clock =
		clocks.get(zone) ??
		new Intl.DateTimeFormat('en-GB', {
			timeZone: zone,
			hourCycle: 'h23',
			year: 'numeric',
			month: '2-digit',
			day: '2-digit',
			hour: '2-digit',
			minute: '2-digit',
			second: '2-digit'
		});
	clocks.set(zone, clock);
	return clock;
}

/** What the wall clock of a zone shows at a moment, to the minute. */
export function wallClockAt(moment: Date, zone: string): string {
	const part = partsAt(moment, zone);
	return `${part.year}-${part.month}-${part.day}T${part.hour}:${part.minute}`;
}

function partsAt(moment: Date, zone: string): Record<string, string> {
	return Object.fromEntries(
		clockOf(zone)
			.formatToParts(moment)
			.map(({ type, value }) => [type, value])
	);
}

/** How far a zone's clock is ahead of UTC at a moment, in ms. */
function offsetAt(moment: Date, zone: string): number {
	const { year, month, day, hour, minute, second } = partsAt(moment, zone);
	const shown = Date.UTC(Number(year), Number(month) - 1, Number(day), Number(hour), Number(minute), Number(second));
	return shown - Math.floor(moment.getTime() / 1000) * 1000;
}

const dayLong = 24 * 3600 * 1000;

/**
 * The moments at which a zone's wall clock shows this day and hour, the earlier first: one as a rule, none in the hour that summer time
 * skips, two in the hour that it repeats.
 * @param wall as `wallClockPattern` says; a day that the month lacks gives none
 */
export function momentsAt(wall: string, zone: string): Date[] {
	const [, year, month, day, hour, minute] = (wallClockPattern.exec(wall) ?? []).map(Number);
	if (year === undefined || month === undefined) return [];
	const asUtc = Date.UTC(year, month - 1, day, hour, minute);
	// The offset that holds is that of shortly before or shortly after: no zone changes its clock twice in two days.
	const offsets = [-dayLong, dayLong].map((near) => offsetAt(new Date(asUtc + near), zone));
	const moments = [...new Set(offsets)].map((offset) => new Date(asUtc - offset));
	return moments.filter((moment) => wallClockAt(moment, zone) === wall).sort((a, b) => a.getTime() - b.getTime());
}

/** `jueves, 15 de octubre de 2026, 23:59`, as the clock of the zone shows it. */
export function momentThere(moment: Date, zone: string, locale: Locale): string {
	return new Intl.DateTimeFormat(languageTags[locale], {
		timeZone: zone,
		dateStyle: 'full',
		timeStyle: 'short',
		hourCycle: 'h23'
	}).format(moment);
}

/** `15 oct 2026, 23:59`, as the clock of the zone shows it. */
export function shortMomentThere(moment: Date, zone: string, locale: Locale): string {
	return new Intl.DateTimeFormat(languageTags[locale], {
		timeZone: zone,
		dateStyle: 'medium',
		timeStyle: 'short',
		hourCycle: 'h23'
	}).format(moment);
}

/** `15 oct 2026, 23:59 (America/Mexico_City, UTC−06:00)`: short, and the same moment for readers anywhere. */
export function deadlineInWords(moment: Date, zone: string, locale: Locale): string {
	return `${shortMomentThere(moment, zone, locale)} (${zone}, ${utcOffset(zone, moment)})`;
}

/** The calendar day of a moment in a zone, `2026-10-05`. */
export function dayThere(moment: Date, zone: string): string {
	return wallClockAt(moment, zone).slice(0, 10);
}

/** What a zone's time is called at a moment, with its distance from UTC: `hora estándar central, America/Mexico_City, UTC−06:00`. */
export function zoneInWords(zone: string, moment: Date, locale: Locale): string {
	const name = new Intl.DateTimeFormat(languageTags[locale], { timeZone: zone, timeZoneName: 'long' })
		.formatToParts(moment)
		.find(({ type }) => type === 'timeZoneName')?.value;
	// Zones without a name of their own are called by their distance, which follows anyway.
	const named = name && !/^(GMT|UTC)/.test(name) ? [name] : [];
	return [...named, zone, utcOffset(zone, moment)].join(', ');
}

/** `UTC−06:00`. */
export function utcOffset(zone: string, moment: Date): string {
	const minutes = Math.round(offsetAt(moment, zone) / 60_000);
	const two = (count: number) => String(count).padStart(2, '0');
	return `UTC${minutes < 0 ? '−' : '+'}${two(Math.floor(Math.abs(minutes) / 60))}:${two(Math.abs(minutes) % 60)}`;
}

/** The moment a day ends in a zone, to the minute. @param day ISO day */
export function endOfDay(day: string, zone: string): Date | undefined {
	return momentsAt(`${day}T23:59`, zone).at(-1);
}

/**
 * The day so many working days (Monday to Friday) after a moment. Public holidays are not known here.
 * @returns ISO day in the zone
 */
export function afterWorkingDays(moment: Date, count: number, zone: string): string {
	const day = new Date(`${wallClockAt(moment, zone).slice(0, 10)}T00:00:00Z`);
	for (let left = count; left > 0; ) {
		day.setUTCDate(day.getUTCDate() + 1);
		if (day.getUTCDay() % 6 !== 0) left -= 1;
	}
	return day.toISOString().slice(0, 10);
}
