// Which of our languages somebody prefers.
import { defaultLocale, type Locale, locales } from '../locale.ts';

/** First of our languages in an `Accept-Language` header, or Spanish. */
export function preferredLocale(header: string | null | undefined): Locale {
	const wanted = (header ?? '').split(',').map((part) => {
		const [tag = '', ...parameters] = part.trim().split(';');
		const quality = Number(/q=([\d.]+)/.exec(parameters.join(';'))?.[1] ?? 1);
		return { language: tag.slice(0, 2).toLowerCase(), quality };
	});
	wanted.sort((a, b) => b.quality - a.quality);
	for (const { language } of wanted) {
		const found = locales.find((locale) => locale === language);
		if (found) return found;
	}
	return defaultLocale;
}
