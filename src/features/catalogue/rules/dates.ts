// Days and months as a reader reads them. A moment is dated where the network works; a plain day has no place.
import { dateFormatter } from '#platform/formatters.ts';
import type { Locale } from '#platform/locale.ts';

/** `octubre de 2026`. @param moment ISO moment */
export function monthOf(moment: string, locale: Locale): string {
	return dateFormatter(locale, 'month').format(new Date(moment));
}

/** `12 de octubre de 2026`. @param moment ISO moment */
export function dateOf(moment: string, locale: Locale): string {
	return dateFormatter(locale, 'day').format(new Date(moment));
}

/** A day as far as it is known: `2024`, `2024-03` or `2024-03-15`. */
export function dayOf(day: string, locale: Locale): string {
	const [, month, date] = day.split('-');
	if (!month) return day;
	return date
		? dateFormatter(locale, 'plainDay').format(new Date(`${day}T00:00:00Z`))
		: dateFormatter(locale, 'plainMonth').format(new Date(`${day}-01T00:00:00Z`));
}
