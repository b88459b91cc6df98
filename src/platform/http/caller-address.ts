// Whom a request comes from, for the limits on guessing: what callers write about themselves is not believed.
import type { IncomingMessage } from 'node:http';

/**
 * The caller's network address.
 * @param proxies how many proxies of the operator stand in front; each appends the address it saw to `X-Forwarded-For`, so that with n
 * of them the n-th from the right is the last one the caller could not write. With none the header is not read.
 */
export function callerAddress(req: Pick<IncomingMessage, 'headers'> & { socket: { remoteAddress?: string } }, proxies: number): string {
	const forwarded = String(req.headers['x-forwarded-for'] ?? '')
		.split(',')
		.map((part) => part.trim())
		.filter(Boolean);
	return (proxies > 0 ? forwarded.at(-proxies) : undefined) ?? req.socket.remoteAddress ?? '';
}
