// The operator's mail server and the address mails come from, read from one line each.
import { z } from 'zod';

export interface MailServer {
	host: string;
	port: number;
	/** TLS from the first byte; otherwise the conversation begins in the open and changes to TLS. */
	secure: boolean;
	/** Nothing is sent when it cannot change to TLS. */
	requireTls: boolean;
	auth: { user: string; pass: string } | undefined;
}

export interface MailSettings {
	server: MailServer;
	sender: { name: string; address: string };
}

const onThisMachine = new Set(['localhost', '127.0.0.1', '[::1]']);

/**
 * Reads `smtp://` (587, changes to TLS) or `smtps://` (465, TLS from the start), with user and password where the server asks for them.
 * Links that open accounts go this way: only a relay on this machine, or one with `?tls=off`, is spoken to in the open.
 * @returns undefined for anything else
 */
export function mailServerOf(text: string): MailServer | undefined {
	if (!URL.canParse(text)) return undefined;
	const url = new URL(text);
	const secure = url.protocol === 'smtps:';
	if (!secure && url.protocol !== 'smtp:') return undefined;
	if (url.hostname === '' || !['', '/'].includes(url.pathname) || url.hash !== '' || !['', '?tls=off'].includes(url.search))
		return undefined;
	if (secure && url.search !== '') return undefined;
	const auth = credentialsOf(url);
	if (auth === 'unreadable') return undefined;
	return {
		host: url.hostname.replace(/^\[|\]$/g, ''),
		port: url.port === '' ? (secure ? 465 : 587) : Number(url.port),
		secure,
		requireTls: !secure && url.search === '' && !onThisMachine.has(url.hostname),
		auth
	};
}

function credentialsOf({ username, password }: URL): MailServer['auth'] | 'unreadable' {
	if (username === '' && password === '') return undefined;
	try {
		return { user: decodeURIComponent(username), pass: decodeURIComponent(password) };
	} catch {
		return 'unreadable';
	}
}

const Address = z.email().max(254);

/** Reads `acervo@example.org` or `Acervo <acervo@example.org>`. @returns undefined for anything else */
export function senderOf(text: string): MailSettings['sender'] | undefined {
	const [, name = '', inBrackets] = /^([^<>"\p{Cc}]*)<([^<>]*)>$/u.exec(text.trim()) ?? [];
	const address = Address.safeParse((inBrackets ?? text).trim());
	return address.success ? { name: name.trim(), address: address.data } : undefined;
}
