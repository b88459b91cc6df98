// Days and months as a reader reads them. A moment is dated where the network works, in Mexico; a plain day has no place.
import { type Locale, languageTags } from '#platform/locale.ts';

/** `octubre de 2026`. @param moment ISO moment */
export function monthOf(moment: string, locale: Locale): string {
	return format(moment, locale, { year: 'numeric', month: 'long', timeZone: 'America/Mexico_City' });
}

/** `12 de octubre de 2026`. @param moment ISO moment */
export function dateOf(moment: string, locale: Locale): string {
	return format(moment, locale, { dateStyle: 'long', timeZone: 'America/Mexico_City' });
}

/** A day as far as it is known: `2024`, `2024-03` or `2024-03-15`. */
export function dayOf(day: string, locale: Locale): string {
	const [, month, date] = day.split('-');
	if (!month) return day;
	const options = date ? ({ dateStyle: 'long' } as const) : ({ year: 'numeric', month: 'long' } as const);
	return format(`${day}${date ? '' : '-01'}T00:00:00Z`, locale, { ...options, timeZone: 'UTC' });
}

/** By language and options: making a formatter costs more than the rest of many a page. */
const formatters = new Map<string, Intl.DateTimeFormat>();

function format(moment: string, locale: Locale, options: Intl.DateTimeFormatOptions): string {
	const key = `${locale} ${JSON.stringify(options)}`;
	const formatter = formatters.get(key) ?? new Intl.DateTimeFormat(languageTags[locale], options);
	formatters.set(key, formatter);
	return formatter.format(new Date(moment));
}
