// Where a page may send somebody on after signing in: to this site only, whatever the address says.

/** Stands for our own origin while an address is resolved; nothing real answers under it. */
const here = 'https://own.invalid';

/**
 * The path and query of an address of our own, or `otherwise`. Browsers drop tabs and line ends and read `\` as `/`, so an address
 * with any of them is refused, as is everything that resolves to another origin.
 */
export function ownPath(given: unknown, otherwise: string): string {
	if (typeof given !== 'string' || given.length > 2000 || !/^\/(?!\/)[\x21-\x5b\x5d-\x7e]*$/.test(given)) return otherwise;
	const url = URL.parse(given, here);
	// `/.//elsewhere` begins with one slash and resolves to a path that begins with two.
	if (!url || url.origin !== here || url.pathname.startsWith('//')) return otherwise;
	return url.pathname + url.search;
}
