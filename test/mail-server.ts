// A mail server on this machine that keeps what it is given, and refuses what a test wants refused.
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { SMTPServer } from 'smtp-server';

export interface ReceivedMail {
	from: string;
	to: string[];
	/** As it came over the line. */
	raw: string;
	headers: Map<string, string>;
	/** Decoded. */
	text: string;
}

export interface MailServer {
	port: number;
	/** Address for ACERVO_SMTP_URL. */
	url: string;
	received: ReceivedMail[];
	/** Answers a recipient with an SMTP code until it is set to undefined again. */
	refuse: (address: string) => number | undefined;
	stop(): Promise<void>;
}

interface Manners {
	/** Asks for this user and password. */
	account?: { user: string; pass: string };
	/** Offers to change to TLS, with a certificate that nobody should trust. */
	tls?: boolean;
}

export async function startMailServer({ account, tls = false }: Manners = {}): Promise<MailServer> {
	const received: ReceivedMail[] = [];
	const server = new SMTPServer({
		disabledCommands: [...(tls ? [] : ['STARTTLS']), ...(account ? [] : ['AUTH'])],
		allowInsecureAuth: true,
		authOptional: !account,
		logger: false,
		onAuth: (auth, _session, done) =>
			auth.username === account?.user && auth.password === account?.pass ? done(null, { user: 'known' }) : done(new Error('unknown')),
		onRcptTo(address, _session, done) {
			const code = mailServer.refuse(address.address);
			done(code ? Object.assign(new Error('not this one'), { responseCode: code }) : null);
		},
		onData(stream, session, done) {
			const parts: Buffer[] = [];
			stream.on('data', (part: Buffer) => parts.push(part));
			stream.on('end', () => {
				const from = session.envelope.mailFrom;
				received.push({
					from: from ? from.address : '',
					to: session.envelope.rcptTo.map(({ address }) => address),
					...parse(Buffer.concat(parts).toString('utf8'))
				});
				done(null);
			});
		}
	});
	// A client that does not trust the certificate hangs up.
	server.on('error', () => {});
	server.listen(0, '127.0.0.1');
	await once(server.server, 'listening');
	const { port } = server.server.address() as AddressInfo;
	const credentials = account ? `${encodeURIComponent(account.user)}:${encodeURIComponent(account.pass)}@` : '';
	const mailServer: MailServer = {
		port,
		url: `smtp://${credentials}127.0.0.1:${port}`,
		received,
		refuse: () => undefined,
		stop: () => new Promise((resolve) => server.close(() => resolve()))
	};
	return mailServer;
}

function parse(raw: string): Pick<ReceivedMail, 'raw' | 'headers' | 'text'> {
	const end = raw.indexOf('\r\n\r\n');
	const lines = raw
		.slice(0, end)
		.replaceAll(/\r\n[ \t]+/g, ' ')
		.split('\r\n');
	const headers = new Map(
		lines.map((line) => {
			const colon = line.indexOf(':');
			return [line.slice(0, colon).toLowerCase(), decodeWords(line.slice(colon + 1).trim())];
		})
	);
	return { raw, headers, text: fromQuotedPrintable(raw.slice(end + 4).replaceAll('=\r\n', '')).replaceAll('\r\n', '\n') };
}

const fromQuotedPrintable = (text: string) =>
	Buffer.from(
		text.replaceAll(/=([0-9A-F]{2})/g, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16))),
		'latin1'
	).toString('utf8');

/** RFC 2047 */
const decodeWords = (text: string) =>
	text
		.replaceAll(/(\?=) (?==\?)/g, '$1')
		.replaceAll(/=\?UTF-8\?([QB])\?([^?]*)\?=/gi, (_, how: string, word: string) =>
			how.toUpperCase() === 'B' ? Buffer.from(word, 'base64').toString('utf8') : fromQuotedPrintable(word.replaceAll('_', ' '))
		);
