// One validated configuration for every door. A wrong setting stops the start with a sentence that names it.
import path from 'node:path';
import { z } from 'zod';
import { type MailSettings, mailServerOf, senderOf } from './mail-settings.ts';

const callsPerMinute = (name: string) =>
	z.coerce.number().int(`${name} is a number of calls per minute`).min(0, `${name} is a number of calls per minute, or 0 for no limit`);

const Environment = z.object({
	PORT: z.coerce.number('PORT must be a number').int().min(0).max(65535, 'PORT must lie between 0 and 65535').default(3000),
	HOST: z.string().min(1).default('127.0.0.1'),
	ACERVO_DATA: z.string().min(1).default('./data'),
	ACERVO_ORIGIN: z
		.url({ protocol: /^https?$/, error: 'ACERVO_ORIGIN must be an address such as https://acervo.example.org' })
		.refine((url) => new URL(url).origin === url.replace(/\/$/, ''), 'ACERVO_ORIGIN must be an origin only, without a path')
		.optional(),
	DATABASE_URL: z
		.string()
		.regex(/^postgres(ql)?:\/\//, 'DATABASE_URL must begin with postgres://')
		.optional(),
	DATABASE_REPLICA_URL: z
		.string()
		.regex(/^postgres(ql)?:\/\//, 'DATABASE_REPLICA_URL must begin with postgres://')
		.optional(),
	ACERVO_DEMO: z.enum(['0', '1'], 'ACERVO_DEMO must be 0 or 1').default('0'),
	ACERVO_TRUST_PROXY: z.coerce.number().int().min(0).max(5, 'ACERVO_TRUST_PROXY is the number of proxies in front, 0 to 5').default(0),
	ACERVO_API_RATE: callsPerMinute('ACERVO_API_RATE').default(1200),
	ACERVO_API_KEY_RATE: callsPerMinute('ACERVO_API_KEY_RATE').default(6000),
	ACERVO_SMTP_URL: z
		.string()
		.transform(mailServerOf)
		.refine(
			(server) => server !== undefined,
			'ACERVO_SMTP_URL must look like smtps://user:password@mail.example.org or smtp://mail.example.org:587, with ?tls=off for a relay without TLS'
		)
		.optional(),
	ACERVO_MAIL_FROM: z
		.string()
		.transform(senderOf)
		.refine((sender) => sender !== undefined, 'ACERVO_MAIL_FROM must be an address, or a name and an address: Acervo <acervo@example.org>')
		.optional(),
	ACERVO_LOG: z.enum(['debug', 'info', 'warn', 'silent'], 'ACERVO_LOG must be debug, info, warn or silent').default('info')
});

export interface Config {
	/** Folder of the program: migrations, methodologies and the built pages lie in it. */
	root: string;
	port: number;
	host: string;
	/** Absolute path of the data folder. */
	dataDir: string;
	/** Public origin, without a slash at the end; links in mails and cookies' security follow it. */
	origin: string;
	/** Whether the origin was set, or follows from host and port. */
	isOriginGiven: boolean;
	databaseUrl: string | undefined;
	/** A streaming replica of the database, for reading the catalogue. */
	replicaUrl: string | undefined;
	isDemo: boolean;
	/** How many proxies stand in front; 0 means forwarded headers are not believed. */
	trustedProxies: number;
	/** Calls of the API in a minute, per network address without a key and per key; 0 is no limit. */
	apiRates: { address: number; key: number };
	/** How mails are sent; without it the secretariat finds them in the outbox. */
	mail: MailSettings | undefined;
	log: 'debug' | 'info' | 'warn' | 'silent';
}

export class ConfigError extends Error {}

/**
 * Reads the settings.
 * @param env usually `process.env`; an empty value counts as absent
 * @throws ConfigError with one line per wrong setting
 */
export function readConfig(env: Record<string, string | undefined>, root: string): Config {
	const given = Object.fromEntries(Object.entries(env).filter(([, value]) => value !== undefined && value !== ''));
	const parsed = Environment.safeParse(given);
	if (!parsed.success) {
		const lines = parsed.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`);
		throw new ConfigError(`The configuration is not usable:\n  ${lines.join('\n  ')}`);
	}
	const { PORT, HOST, ACERVO_DATA, ACERVO_ORIGIN, DATABASE_URL, ACERVO_DEMO, ACERVO_TRUST_PROXY, ACERVO_LOG } = parsed.data;
	const { ACERVO_SMTP_URL: mailServer, ACERVO_MAIL_FROM: sender } = parsed.data;
	if (parsed.data.DATABASE_REPLICA_URL && !DATABASE_URL)
		throw new ConfigError('DATABASE_REPLICA_URL is set: say in DATABASE_URL which database it is a replica of.');
	if (mailServer && !sender) throw new ConfigError('ACERVO_SMTP_URL is set: say in ACERVO_MAIL_FROM from which address mails are sent.');
	const visibleHost = HOST.includes(':') ? `[${HOST}]` : HOST;
	return {
		root,
		port: PORT,
		host: HOST,
		dataDir: path.resolve(ACERVO_DATA),
		origin: ACERVO_ORIGIN?.replace(/\/$/, '') ?? `http://${visibleHost}:${PORT}`,
		isOriginGiven: ACERVO_ORIGIN !== undefined,
		databaseUrl: DATABASE_URL,
		replicaUrl: parsed.data.DATABASE_REPLICA_URL,
		isDemo: ACERVO_DEMO === '1',
		trustedProxies: ACERVO_TRUST_PROXY,
		apiRates: { address: parsed.data.ACERVO_API_RATE, key: parsed.data.ACERVO_API_KEY_RATE },
		// A demonstration writes to nobody.
		mail: mailServer && sender && ACERVO_DEMO === '0' ? { server: mailServer, sender } : undefined,
		log: ACERVO_LOG
	};
}
