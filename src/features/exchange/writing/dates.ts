// Days as documents print them.
import { type Locale, languageTags } from '#platform/locale.ts';

/** An ISO day as people write it in the language. */
export function dayInWords(day: string, locale: Locale): string {
	return new Intl.DateTimeFormat(languageTags[locale], { dateStyle: 'long', timeZone: 'UTC' }).format(
		new Date(`${day.slice(0, 10)}T00:00:00Z`)
	);
}
