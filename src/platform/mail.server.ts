// Hands mails to the operator's mail server, one conversation for many; what goes wrong comes back as a code.
import type { NodemailerError } from 'nodemailer';
import type { MailSettings } from './mail-settings.ts';
import { oneLine } from './mail-text.ts';

export interface Letter {
	/** Names the mail for good, so that a receiver knows a repetition. */
	id: string;
	to: string;
	subject: string;
	text: string;
	/** BCP 47 */
	language: string;
	/** Address at which the reader's mail program ends such mails with one click (RFC 8058). */
	unsubscribe?: string | undefined;
}

/**
 * Why a mail did not go: no server; no TLS; the server does not know us; it does not take mail for this address; it says to come back;
 * it does not take this mail.
 */
export type MailFailure = 'unreachable' | 'insecure' | 'credentials' | 'address' | 'later' | 'refused';

export interface Refusal {
	why: MailFailure;
	/** Trying again is of no use. */
	isFinal: boolean;
	/** Every other mail would fail as well. */
	isForAll: boolean;
}

/** A conversation with the mail server. */
export interface Postman {
	/** Hands over one mail. @returns undefined when the server has taken it */
	send(letter: Letter): Promise<Refusal | undefined>;
	/** Connects and signs in, without sending anything. @returns undefined when mails could be sent */
	greet(): Promise<Refusal | undefined>;
	close(): void;
}

/** Longest silence of the server, in ms: a stop of ours waits for it. */
const patience = 10_000;

/** Opens with the first mail; `close` ends it. */
export async function openPostman({ server, sender }: MailSettings): Promise<Postman> {
	// Five megabytes that an instance without mail never needs.
	const { createTransport } = await import('nodemailer');
	const domain = sender.address.slice(sender.address.lastIndexOf('@') + 1);
	const transport = createTransport({
		pool: true,
		maxConnections: 1,
		host: server.host,
		port: server.port,
		secure: server.secure,
		requireTLS: server.requireTls,
		auth: server.auth,
		// Known by the domain of its sender, not by the name of the machine.
		name: domain,
		connectionTimeout: patience,
		greetingTimeout: patience,
		socketTimeout: patience,
		dnsTimeout: patience,
		disableFileAccess: true,
		disableUrlAccess: true,
		maxRecipients: 1
	});
	return {
		async send({ id, to, subject, text, language, unsubscribe }) {
			try {
				await transport.sendMail({
					messageId: `<${id}@${domain}>`,
					from: sender,
					// As an object, an address is one address whatever stands in it.
					to: { name: '', address: to },
					subject: oneLine(subject),
					text,
					textEncoding: 'quoted-printable',
					headers: {
						'auto-submitted': 'auto-generated',
						'content-language': language,
						...(unsubscribe && { 'list-unsubscribe': `<${unsubscribe}>`, 'list-unsubscribe-post': 'List-Unsubscribe=One-Click' })
					}
				});
				return undefined;
			} catch (error) {
				return refusalOf(error);
			}
		},
		greet: () => transport.verify().then(() => undefined, refusalOf),
		close: () => transport.close()
	};
}

/** What an error of the library means to us: its codes, the command that failed, and whether the reply was final (RFC 5321, 4.2.1). */
function refusalOf(error: unknown): Refusal {
	const { code = '', originalCode = '', command, permanent } = error as NodemailerError;
	if (code === 'EAUTH' || code === 'ENOAUTH') return { why: 'credentials', isFinal: false, isForAll: true };
	if (code === 'ETLS' || code === 'EREQUIRETLS' || /CERT|TLS|SSL|SIGNATURE|EPROTO/.test(originalCode))
		return { why: 'insecure', isFinal: false, isForAll: true };
	if (permanent === false) return { why: 'later', isFinal: false, isForAll: false };
	// Our sender is refused: so it will be in every other mail.
	if (command === 'MAIL FROM') return { why: 'credentials', isFinal: false, isForAll: true };
	if (code === 'EENVELOPE' && command !== 'DATA') return { why: 'address', isFinal: true, isForAll: false };
	if (permanent) return { why: 'refused', isFinal: true, isForAll: false };
	return { why: 'unreachable', isFinal: false, isForAll: true };
}
