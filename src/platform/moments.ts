// Moments in words, where the network works: its days and hours are Mexico's, wherever the server stands.
import { dateFormatter } from './formatters.ts';
import { type Locale, languageTags } from './locale.ts';

/** `15 de octubre de 2026` */
export function dayInWords(moment: Date, locale: Locale): string {
	return dateFormatter(locale, 'day').format(moment);
}

/** `11:07` */
export function hourInWords(moment: Date, locale: Locale): string {
	return dateFormatter(locale, 'hour').format(moment);
}

/** `15 oct 2026, 11:07` */
export function momentInWords(moment: Date, locale: Locale): string {
	return dateFormatter(locale, 'moment').format(moment);
}

/** How long ago: `hace 3 días`, `hoy`. */
export function agoInWords(moment: Date, now: Date, locale: Locale): string {
	const days = Math.floor((now.getTime() - moment.getTime()) / 86_400_000);
	return new Intl.RelativeTimeFormat(languageTags[locale], { numeric: 'auto' }).format(-days, 'day');
}
