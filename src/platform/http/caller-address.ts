// Whom a request comes from, for the limits on guessing and calling: what callers write about themselves is not believed.
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

/** Whether an address is this machine's own: its operator, or a proxy beside us whose callers we were not told how to tell apart. */
export function isLoopback(address: string): boolean {
	return address === '::1' || /^(::ffff:)?127\./.test(address);
}

/**
 * What of an address stands for one caller: an IPv4 address whole; of an IPv6 address the first half, because whoever has one has all
 * that begin so (RFC 6177).
 */
export function callerNetwork(address: string): string {
	const plain = address.replace(/^::ffff:(?=\d+\.)/i, '');
	if (!plain.includes(':')) return plain;
	const [before = '', after = ''] = plain.toLowerCase().replace(/%.*$/, '').split('::');
	const groups = before.split(':').filter(Boolean);
	const rest = after.split(':').filter(Boolean);
	const whole = [...groups, ...Array.from({ length: Math.max(0, 8 - groups.length - rest.length) }, () => '0'), ...rest];
	return `${whole.slice(0, 4).join(':')}::/64`;
}
