// The session's cookies on their way from the sign-in library to the browser, and the mark of a shared computer.
import type { Cookies } from '@sveltejs/kit';

/** Present on a computer that several people use: then nothing outlives the browser's session there. */
const sharedMark = 'acervo-shared';

/** Whether somebody said at sign-in that others use this computer too. */
export function isSharedComputer(cookies: Cookies): boolean {
	return cookies.get(sharedMark) === '1';
}

/** Remembers what was said at sign-in about this computer, until the browser closes. @param secure whether the origin is https */
export function markSharedComputer(cookies: Cookies, isShared: boolean, secure: boolean): void {
	if (isShared) cookies.set(sharedMark, '1', { path: '/', httpOnly: true, sameSite: 'lax', secure });
	else cookies.delete(sharedMark, { path: '/', secure });
}

/** Passes `Set-Cookie` values on; on a shared computer without their duration, so that they end with the browser. */
export function passCookies(cookies: Cookies, setCookies: readonly string[]): void {
	const isShared = isSharedComputer(cookies);
	for (const text of setCookies) {
		const { name, value = '', maxAge, expires, ...rest } = cookies.parse(text);
		const ends = maxAge === 0 || !isShared ? { maxAge, expires } : {};
		cookies.set(name, value, { secure: false, ...rest, ...ends, path: '/' });
	}
}
