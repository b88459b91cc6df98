// Formatters of the runtime (Unicode CLDR), made once per language: making one costs more than the rest of many a page.
import { type Locale, languageTags } from './locale.ts';

/** Where the network works: its days and hours are Mexico's, wherever the server stands. */
export const timeZone = 'America/Mexico_City';

const dateStyles = {
	/** `octubre de 2026` */
	month: { year: 'numeric', month: 'long', timeZone },
	/** `15 de octubre de 2026` */
	day: { dateStyle: 'long', timeZone },
	/** `15 oct 2026` */
	shortDay: { dateStyle: 'medium', timeZone },
	/** `11:07` */
	hour: { timeStyle: 'short', timeZone },
	/** `15 oct 2026, 11:07` */
	moment: { dateStyle: 'medium', timeStyle: 'short', timeZone },
	/** `15 de octubre de 2026, 11:07` */
	longMoment: { dateStyle: 'long', timeStyle: 'short', timeZone },
	/** A month or a day that belongs to no place. */
	plainMonth: { year: 'numeric', month: 'long', timeZone: 'UTC' },
	plainDay: { dateStyle: 'long', timeZone: 'UTC' }
} as const satisfies Record<string, Intl.DateTimeFormatOptions>;

const dates = new Map<string, Intl.DateTimeFormat>();

export function dateFormatter(locale: Locale, style: keyof typeof dateStyles): Intl.DateTimeFormat {
	return kept(dates, `${locale} ${style}`, () => new Intl.DateTimeFormat(languageTags[locale], dateStyles[style]));
}

const numbers = new Map<string, Intl.NumberFormat>();

export function numberFormatter(locale: Locale): Intl.NumberFormat {
	return kept(numbers, locale, () => new Intl.NumberFormat(languageTags[locale]));
}

const shares = new Map<string, Intl.NumberFormat>();

/** A share from 0 to 1: `0.875` → `87.5 %`, with one decimal at most. */
export function shareFormatter(locale: Locale): Intl.NumberFormat {
	return kept(shares, locale, () => new Intl.NumberFormat(languageTags[locale], { style: 'percent', maximumFractionDigits: 1 }));
}

const lists = new Map<string, Intl.ListFormat>();

/** `uno, dos y tres` */
export function listFormatter(locale: Locale): Intl.ListFormat {
	return kept(lists, locale, () => new Intl.ListFormat(languageTags[locale], { type: 'conjunction' }));
}

function kept<Formatter>(formatters: Map<string, Formatter>, key: string, make: () => Formatter): Formatter {
	const formatter = formatters.get(key) ?? make();
	formatters.set(key, formatter);
	return formatter;
}
