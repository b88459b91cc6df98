// What crawlers are told: the sitemap (https://www.sitemaps.org/protocol.html) with every language of a page, and what they leave alone.
import { locales } from '#platform/locale.ts';
import { addressOf, alternatesOf } from './addresses.ts';
import { element, xmlDocument } from './xml.ts';

const namespace = 'http://www.sitemaps.org/schemas/sitemap/0.9';

/** Public pages beside those of the practices. */
export const openPages = [
	'/',
	'/practicas',
	'/colecciones',
	'/mapa',
	'/vacios',
	'/metodologia',
	'/convocatorias',
	'/cifras',
	'/datos',
	'/desarrollo'
] as const;

/** The part that lists them. */
export const pagesPart = 'paginas';

/** The list of the parts. */
export function sitemapIndex(origin: string, parts: readonly { name: string; changed: Date | undefined }[]): string {
	const entries = parts.map(({ name, changed }) =>
		element('sitemap', {}, element('loc', {}, `${origin}/sitemap/${name}.xml`), lastModified(changed))
	);
	return xmlDocument(element('sitemapindex', { xmlns: namespace }, ...entries));
}

/** One part: each page once, under its address without a language, with the others beside it. */
export function sitemapPart(origin: string, pages: readonly { path: string; changed: Date | undefined }[]): string {
	const entries = pages.map(({ path, changed }) =>
		element(
			'url',
			{},
			element('loc', {}, addressOf(origin, path)),
			lastModified(changed),
			...alternatesOf(origin, path).map(({ language, href }) => element('xhtml:link', { rel: 'alternate', hreflang: language, href }))
		)
	);
	return xmlDocument(element('urlset', { xmlns: namespace, 'xmlns:xhtml': 'http://www.w3.org/1999/xhtml' }, ...entries));
}

function lastModified(changed: Date | undefined) {
	return changed && element('lastmod', {}, changed.toISOString());
}

/** Paths that lead nowhere for a crawler, or everywhere: every combination of filters is an address, and the whole is to be had by `/datos`. */
const leftAlone = [
	'/practicas?',
	'/practicas/lista.',
	'/practicas/atom.xml?',
	'/mapa?',
	'/vacios?',
	'/comparar?',
	'/seguir',
	'/trabajo',
	'/entrar',
	'/olvide'
] as const;

/** Rules of RFC 9309; the same in every language. */
export function robotsRules(origin: string): string {
	const paths = locales.flatMap((locale) => leftAlone.map((path) => addressOf('', path, locale)));
	const once = ['/api/', '/oai', '/datos/'];
	return ['User-agent: *', ...[...paths, ...once].map((path) => `Disallow: ${path}`), '', `Sitemap: ${origin}/sitemap.xml`, ''].join('\n');
}
