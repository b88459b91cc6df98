// The four languages of the product, in one place: which there are, how an address names them, how a text falls back.
import { z } from 'zod';

export const locales = ['es', 'en', 'pt', 'fr'] as const;
export const Locale = z.enum(locales);
export type Locale = z.infer<typeof Locale>;
/** Spanish has no prefix in an address; the others do. */
export const defaultLocale: Locale = 'es';

/** A text in Spanish at least; other languages where somebody wrote them. */
export const Localised = z.object({ es: z.string(), en: z.string().optional(), pt: z.string().optional(), fr: z.string().optional() });
export type Localised = z.infer<typeof Localised>;

/** The text in the asked language, or in Spanish where there is none. */
export function inLocale(text: Localised, locale: Locale): string {
	return text[locale] ?? text.es;
}

/** BCP 47 tag for `lang` attributes and for Intl: the Spanish of this product is Mexico's. */
export const languageTags = { es: 'es-MX', en: 'en', pt: 'pt-BR', fr: 'fr' } as const satisfies Record<Locale, string>;

/** Address of a page in a language: `/practicas` → `/en/practicas`. Addresses that leave the site are returned as they are. */
export function localePath(locale: Locale, path: string): string {
	if (!path.startsWith('/') || locale === defaultLocale) return path;
	return path === '/' ? `/${locale}` : `/${locale}${path}`;
}

/** Takes the language off an address: `/en/practicas` → `{ locale: 'en', path: '/practicas' }`. */
export function splitLocale(pathname: string): { locale: Locale; path: string } {
	const match = /^\/(en|pt|fr)(?=\/|$)/.exec(pathname);
	if (!match) return { locale: defaultLocale, path: pathname };
	return { locale: match[1] as Locale, path: pathname.slice(match[0].length) || '/' };
}
