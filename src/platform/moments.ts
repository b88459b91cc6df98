// Moments and days in words. A moment is told where the network works, in Mexico, wherever the server stands; a plain day has no place.
import { dateFormatter, timeZone } from './formatters.ts';
import { type Locale, languageTags } from './locale.ts';

/** A moment, or the ISO text of one. */
type Moment = Date | string;

/** `octubre de 2026` */
export function monthInWords(moment: Moment, locale: Locale): string {
	return dateFormatter(locale, 'month').format(new Date(moment));
}

/** `15 de octubre de 2026` */
export function dayInWords(moment: Moment, locale: Locale): string {
	return dateFormatter(locale, 'day').format(new Date(moment));
}

/** `15 oct 2026` */
export function shortDayInWords(moment: Moment, locale: Locale): string {
	return dateFormatter(locale, 'shortDay').format(new Date(moment));
}

/** `11:07` */
export function hourInWords(moment: Moment, locale: Locale): string {
	return dateFormatter(locale, 'hour').format(new Date(moment));
}

/** `15 oct 2026, 11:07` */
export function momentInWords(moment: Moment, locale: Locale): string {
	return dateFormatter(locale, 'moment').format(new Date(moment));
}

/** `15 de octubre de 2026, 11:07` */
export function longMomentInWords(moment: Moment, locale: Locale): string {
	return dateFormatter(locale, 'longMoment').format(new Date(moment));
}

/** A plain day as far as it is known: `2024`, `2024-03` or `2024-03-15`. */
export function knownDayInWords(day: string, locale: Locale): string {
	const [, month, date] = day.split('-');
	if (!month) return day;
	return date
		? dateFormatter(locale, 'plainDay').format(new Date(`${day}T00:00:00Z`))
		: dateFormatter(locale, 'plainMonth').format(new Date(`${day}-01T00:00:00Z`));
}

/** How long ago: `hace 3 días`, `hoy`. */
export function agoInWords(moment: Date, now: Date, locale: Locale): string {
	const days = Math.floor((now.getTime() - moment.getTime()) / 86_400_000);
	return new Intl.RelativeTimeFormat(languageTags[locale], { numeric: 'auto' }).format(-days, 'day');
}

const isoDay = new Intl.DateTimeFormat('en-CA', { dateStyle: 'short', timeZone });

/** The calendar day of a moment, `2026-10-05`. */
export function isoDayOf(moment: Moment): string {
	return isoDay.format(new Date(moment));
}
