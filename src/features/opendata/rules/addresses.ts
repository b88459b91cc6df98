// Permanent addresses and identifiers. A code never changes its meaning, so all of them follow from the code and the configured origin.
import { PracticeCode } from '#features/practices/schema.ts';
import { type Locale, localePath, locales } from '#platform/locale.ts';

/** Path of a practice's page, or of something below it. */
export function practicePath(code: string, below = ''): string {
	return `/practicas/${code}${below}`;
}

/** Address of a path in a language; the default one has no prefix, and is the one to be cited. */
export function addressOf(origin: string, path: string, locale: Locale = 'es'): string {
	return origin + localePath(locale, path);
}

/** The same path in every language, as `hreflang` asks for it; `x-default` for whoever speaks none of them. */
export function alternatesOf(origin: string, path: string): { language: string; href: string }[] {
	const own = locales.map((locale) => ({ language: locale as string, href: addressOf(origin, path, locale) }));
	return [...own, { language: 'x-default', href: addressOf(origin, path) }];
}

/** `oai:acervo.example.org:AC-0001` (https://www.openarchives.org/OAI/2.0/guidelines-oai-identifier.htm). */
export function oaiIdentifier(origin: string, code: string): string {
	return `oai:${new URL(origin).hostname}:${code}`;
}

/** The code in an identifier of ours; `undefined` for anything else. */
export function codeOfIdentifier(origin: string, identifier: string): string | undefined {
	const prefix = oaiIdentifier(origin, '');
	const code = identifier.startsWith(prefix) ? identifier.slice(prefix.length) : '';
	return PracticeCode.safeParse(code).success ? code : undefined;
}
