// Moments in words, where the network works: its days and hours are Mexico's, wherever the server stands.
import { type Locale, languageTags } from './locale.ts';

export const timeZone = 'America/Mexico_City';

/** `15 de octubre de 2026` */
export function dayInWords(moment: Date, locale: Locale): string {
	return moment.toLocaleDateString(languageTags[locale], { dateStyle: 'long', timeZone });
}

/** `11:07` */
export function hourInWords(moment: Date, locale: Locale): string {
	return moment.toLocaleTimeString(languageTags[locale], { timeStyle: 'short', timeZone });
}

/** `15 oct 2026, 11:07` */
export function momentInWords(moment: Date, locale: Locale): string {
	return moment.toLocaleString(languageTags[locale], { dateStyle: 'medium', timeStyle: 'short', timeZone });
}

/** How long ago: `hace 3 días`, `hoy`. */
export function agoInWords(moment: Date, now: Date, locale: Locale): string {
	const days = Math.floor((now.getTime() - moment.getTime()) / 86_400_000);
	return new Intl.RelativeTimeFormat(languageTags[locale], { numeric: 'auto' }).format(-days, 'day');
}
