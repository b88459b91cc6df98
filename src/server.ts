// The process: the API and kept public pages first, then the page framework; start, limits, stop.
import { readFile, rm, writeFile } from 'node:fs/promises';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { getRequestListener } from '@hono/node-server';
import pg from 'pg';
import { demoAccounts, demoPassword, fillDemo } from './demo/fill.server.ts';
import { renewSetupSecret } from '#features/people/handlers.server.ts';
import { ConfigError, readConfig } from '#platform/config.server.ts';
import { securityHeaders } from '#platform/http/headers.ts';
import { type PageHandler, servePage } from '#platform/http/pages.server.ts';
import { PublicCache } from '#platform/http/publicCache.server.ts';
import { limits } from '#platform/limits.ts';
import { createLog } from '#platform/log.server.ts';
import { createApi } from './api.server.ts';
import { openApp, type RunningApp } from './app.server.ts';

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '..');
/** Requests at work at once; more are asked to come back. */
const most = 400;
/** Seconds that requests in flight have to end when the process is asked to stop. */
const patience = 10;

/** Settings of the page framework's own entry, which it reads from the environment once. */
function tellPages(): void {
	process.env.ACERVO_KIT_PROTOCOL_HEADER = 'x-acervo-protocol';
	process.env.ACERVO_KIT_HOST_HEADER = 'x-acervo-host';
	process.env.ACERVO_KIT_BODY_SIZE_LIMIT = String(limits.upload);
}

async function start(): Promise<void> {
	const config = readConfig(process.env, root);
	const log = createLog(config.log);
	const app = await openApp(config, log);
	const owner = await claimDataFolder(app);
	const cache = new PublicCache(app.databaseUrl, log);
	await cache.listen();
	const api = getRequestListener(createApi(app).fetch, { overrideGlobalObjects: false });
	tellPages();
	const { handler } = (await import(path.join(root, 'build', 'handler.js'))) as { handler: PageHandler };

	const origin = new URL(config.origin);
	const everyAnswer = Object.entries(securityHeaders(origin.protocol === 'https:'));
	let atWork = 0;
	const server = createServer((req, res) => {
		for (const [name, value] of everyAnswer) res.setHeader(name, value);
		if (atWork >= most) return busy(res);
		atWork += 1;
		res.once('close', () => {
			atWork -= 1;
		});
		const url = req.url ?? '/';
		if (url.startsWith('/api/')) {
			void api(req, res);
			return;
		}
		if (url === '/salud') return health(app, res);
		if (!config.isOriginGiven && isOtherName(req, origin)) return toOrigin(req, res, config.origin);
		// Their address carries the version of the build.
		if (url.startsWith('/enhance/') && url.includes('?v=')) res.setHeader('cache-control', 'public, max-age=31536000, immutable');
		req.headers['x-acervo-protocol'] = origin.protocol.slice(0, -1);
		req.headers['x-acervo-host'] = origin.host;
		Object.assign(req, { app, callerAddress: callerAddress(req, config.trustedProxies) });
		servePage(cache, handler, req, res);
	});
	server.requestTimeout = 60_000;
	server.headersTimeout = 15_000;
	server.keepAliveTimeout = 10_000;

	let stopping = false;
	const stop = async () => {
		if (stopping) return;
		stopping = true;
		const closed = new Promise((resolve) => server.close(resolve));
		server.closeIdleConnections();
		const forced = setTimeout(() => server.closeAllConnections(), patience * 1000);
		await closed;
		clearTimeout(forced);
		await cache.close();
		await owner?.end();
		await rm(serverFile(config.dataDir), { force: true });
		await app.close();
		process.exit(0);
	};
	process.on('SIGINT', stop);
	process.on('SIGTERM', stop);
	// Whoever started us through `npm start` is gone.
	process.on('disconnect', stop);

	await new Promise<void>((resolve, reject) => {
		server.once('error', reject);
		server.listen(config.port, config.host, resolve);
	});
	await writeFile(serverFile(config.dataDir), JSON.stringify({ pid: process.pid, port: config.port }));
	await greet(app);
}

const serverFile = (dataDir: string) => path.join(dataDir, 'server.json');

/**
 * One server per data folder: the claim is a lock in the database, which vanishes with the process however it ends.
 * With a database of one's own several servers may stand side by side.
 */
async function claimDataFolder(app: RunningApp): Promise<pg.Client | undefined> {
	if (app.config.databaseUrl) return undefined;
	const client = new pg.Client({ connectionString: app.databaseUrl, application_name: 'acervo-owner' });
	client.on('error', () => {});
	await client.connect();
	const { rows } = await client.query<{ free: boolean }>("select pg_try_advisory_lock(hashtext('acervo-server')) as free");
	if (rows[0]?.free) return client;
	const running = await readFile(serverFile(app.config.dataDir), 'utf8').then(
		(text) => JSON.parse(text) as { pid: number; port: number },
		() => undefined
	);
	await client.end();
	await app.close();
	const who = running ? ` (process ${running.pid}, port ${running.port})` : '';
	throw new ConfigError(
		`Another server already uses ${app.config.dataDir}${who}. Stop it first, or choose another folder with ACERVO_DATA.`
	);
}

async function greet(app: RunningApp): Promise<void> {
	const ctx = { app, actor: { kind: 'operator' as const }, door: 'server' as const, locale: 'es' as const };
	const { origin } = app.config;
	process.stdout.write(`\nAcervo: ${origin}\n`);
	if (app.config.isDemo) {
		process.stdout.write('Demostración: personas y prácticas inventadas / demonstration: invented people and practices\n');
		await fillDemo(app);
		for (const { email, roles } of demoAccounts) process.stdout.write(`  ${email.padEnd(26)} ${demoPassword}  ${roles.join(', ')}\n`);
	}
	const secret = await renewSetupSecret(ctx);
	if (secret) process.stdout.write(`Primer uso, un solo enlace / first use, one-time link:\n  ${origin}/configurar/${secret}\n`);
	process.stdout.write('Ctrl-C: detener / stop\n\n');
}

function busy(res: ServerResponse): void {
	res.writeHead(503, { 'retry-after': '2', 'content-type': 'text/plain; charset=utf-8' });
	res.end('El servicio está muy ocupado. Intente de nuevo en un momento.\n');
}

function health(app: RunningApp, res: ServerResponse): void {
	app.db
		.selectFrom('instance')
		.select('only')
		.executeTakeFirstOrThrow()
		.then(
			() => res.writeHead(200, { 'content-type': 'text/plain' }).end('ok\n'),
			() => res.writeHead(503, { 'content-type': 'text/plain' }).end('database\n')
		);
}

/** `localhost` beside `127.0.0.1`: a form posted from one to the other would be refused as foreign. */
function isOtherName(req: IncomingMessage, origin: URL): boolean {
	return (
		req.method === 'GET' && /^(localhost|127\.0\.0\.1|\[::1\])(:\d+)?$/.test(req.headers.host ?? '') && req.headers.host !== origin.host
	);
}

function toOrigin(req: IncomingMessage, res: ServerResponse, origin: string): void {
	res.writeHead(307, { location: origin + (req.url?.startsWith('/') ? req.url.replace(/^\/+/, '/') : '/') });
	res.end();
}

/** With n proxies in front, the n-th address from the right is the last one that was not written by the caller. */
function callerAddress(req: IncomingMessage, proxies: number): string {
	const forwarded = String(req.headers['x-forwarded-for'] ?? '')
		.split(',')
		.map((part) => part.trim())
		.filter(Boolean);
	return (proxies > 0 ? forwarded.at(-proxies) : undefined) ?? req.socket.remoteAddress ?? '';
}

start().catch((error: unknown) => {
	if (error instanceof ConfigError || (error as { isForPeople?: boolean }).isForPeople)
		process.stderr.write(`${(error as Error).message}\n`);
	else if ((error as NodeJS.ErrnoException).code === 'EADDRINUSE')
		process.stderr.write('The port is taken. Choose another with PORT=3001.\n');
	else process.stderr.write(`${(error as Error).stack ?? String(error)}\n`);
	process.exit(1);
});
