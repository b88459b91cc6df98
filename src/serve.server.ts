// A server from its start to its end: open in order, serve, close in the opposite order.
import { existsSync } from 'node:fs';
import { readFile, rm, writeFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import path from 'node:path';
import { keepImporting } from '#features/exchange/handlers/runner.server.ts';
import { readInstance, renewSetupSecret } from '#features/people/handlers.server.ts';
import { type Config, ConfigError } from '#platform/config.server.ts';
import type { App } from '#platform/ctx.ts';
import { Announcements } from '#platform/database/announcements.server.ts';
import { type Claim, claimDataFolder } from '#platform/database/claim.server.ts';
import { SchemaMismatch } from '#platform/database/migrate.server.ts';
import { openReplica } from '#platform/database/replica.server.ts';
import { OpenAnswers } from '#platform/http/open-answers.server.ts';
import type { PageHandler } from '#platform/http/pages.server.ts';
import { PublicCache } from '#platform/http/public-cache.server.ts';
import { limits } from '#platform/limits.ts';
import { createLog } from '#platform/log.server.ts';
import { lazyReference } from './api.reference.server.ts';
import { openApp, type RunningApp } from './app.server.ts';
import { demoAccounts, demoPassword, fillDemo } from './demo/fill.server.ts';
import { keepDuties } from './duties.server.ts';
import { createFront } from './front.server.ts';

/** Requests at work at once; more are asked to come back. */
const most = 400;
/** The largest upload, on a line of 1 Mbit a second, in ms; whoever reads a body keeps the shorter time of its own limit. */
const longestUpload = 15 * 60_000;
/** A connection on which nothing comes or goes is closed after so many ms: longer than any answer takes to be made. */
const longestSilence = 2 * 60_000;
/** How long requests in flight have to end when the process is asked to stop, in ms. */
const patience = 10_000;

/** Resolves when the process is asked to stop, by whatever; asking again changes nothing. */
const askedToStop = new Promise<void>((resolve) => {
	for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => resolve());
	// Whoever started us through `npm start` is gone.
	process.on('disconnect', resolve);
});

/**
 * Serves until the process is asked to stop.
 * @param given the clock, and what is done once the app is open: for the tests' own entry; the program goes by the time of the machine
 * @throws ConfigError when the settings do not fit this machine
 */
export async function serve(config: Config, given: { now?: () => Date; opened?: (app: App) => void } = {}): Promise<void> {
	const log = createLog(config.log);
	process.on('unhandledRejection', (reason) => log.error('process.unhandledRejection', reason));
	// Whoever read our output may be gone.
	process.stdout.on('error', () => {});

	await using opened = new AsyncDisposableStack();
	const app = await openApp(config, log, given.now);
	opened.defer(() => app.close());
	const lostFolder = Promise.withResolvers<void>();
	if (!config.databaseUrl) {
		const claim = await requireFolder(app, lostFolder.resolve);
		opened.defer(() => claim.end());
		await writeFile(serverFile(config), JSON.stringify({ pid: process.pid, port: config.port }));
		opened.defer(() => rm(serverFile(config), { force: true }));
	}
	const imports = keepImporting(app);
	app.background = imports;
	opened.defer(() => imports.stop());
	const duties = keepDuties(app);
	app.duties = duties;
	opened.defer(() => duties.stop());
	app.reference = lazyReference(config);
	given.opened?.(app);
	const announcements = new Announcements(app.databaseUrl, log);
	opened.defer(() => announcements.close());
	const cache = new PublicCache(announcements);
	if (config.replicaUrl) {
		const replica = openReplica({ url: config.replicaUrl, primary: app.cataloguePool, announcements, log });
		opened.defer(() => replica.close());
		app.catalogueDb = replica.db;
		app.announced = () => announcements.heard();
	}
	await announcements.listen();

	const server = createServer({ requestTimeout: longestUpload, headersTimeout: 15_000, keepAliveTimeout: 10_000 });
	server.timeout = longestSilence;
	const answers = new OpenAnswers(server);
	server.on('request', createFront({ app, cache, pages: await loadPages(config), isFull: () => answers.count > most }));
	await listen(server, config);
	opened.defer(() => answers.end(patience));
	await Promise.race([greet(app), askedToStop]);
	await Promise.race([lostFolder.promise, askedToStop]);
}

/** Where a second server finds out who the first one is. */
const serverFile = ({ dataDir }: Config) => path.join(dataDir, 'server.json');

/** @throws ConfigError naming the server that has the folder */
async function requireFolder(app: RunningApp, onTaken: () => void): Promise<Claim> {
	const claim = await claimDataFolder(app.databaseUrl, app.log, onTaken);
	if (claim) return claim;
	const who = await readFile(serverFile(app.config), 'utf8').then(
		(text) => {
			const { pid, port } = JSON.parse(text) as { pid: number; port: number };
			return ` (process ${pid}, port ${port})`;
		},
		() => ''
	);
	throw new ConfigError(
		`Another server already uses ${app.config.dataDir}${who}. Stop it first, or choose another folder with ACERVO_DATA.`
	);
}

/** The built pages. The framework's own entry reads its settings from the environment, once. */
async function loadPages({ root }: Config): Promise<PageHandler> {
	process.env.ACERVO_KIT_PROTOCOL_HEADER = 'x-acervo-protocol';
	process.env.ACERVO_KIT_HOST_HEADER = 'x-acervo-host';
	// Beyond what any route takes: each route's own limit is kept where its form is read, and answers with a page.
	process.env.ACERVO_KIT_BODY_SIZE_LIMIT = String(2 * limits.batch);
	const entry = path.join(root, 'build', 'handler.js');
	if (!existsSync(entry)) throw new ConfigError('The pages are not built. Start with "npm start", which builds them.');
	const { handler } = (await import(entry)) as { handler: PageHandler };
	return handler;
}

function listen(server: Server, { port, host }: Config): Promise<void> {
	return new Promise((resolve, reject) => {
		server.once('listening', resolve);
		server.once('error', (error: NodeJS.ErrnoException) => {
			if (error.code === 'EADDRINUSE') reject(new ConfigError(`The port ${port} is taken. Choose another with PORT=${port + 1}.`));
			else if (error.code === 'EACCES')
				reject(new ConfigError(`The port ${port} may not be used by this user. Choose one above 1023 with PORT.`));
			else if (error.code === 'EADDRNOTAVAIL') reject(new ConfigError(`This machine has no address ${host}. Choose another with HOST.`));
			else reject(error);
		});
		server.listen(port, host);
	});
}

async function greet(app: RunningApp): Promise<void> {
	const ctx = { app, actor: { kind: 'operator' as const }, door: 'server' as const, locale: 'es' as const };
	const { origin } = app.config;
	process.stdout.write(`\nAcervo: ${origin}\n`);
	if (app.config.isDemo && !(await readInstance(app)).isDemo) {
		process.stdout.write(
			`Esta carpeta guarda una instancia real, no una demostración: no se llenó nada / this folder holds a real instance, not a demonstration: nothing was filled\n  ${app.config.dataDir}\n`
		);
	} else if (app.config.isDemo) {
		process.stdout.write('Demostración: personas y prácticas inventadas / demonstration: invented people and practices\n');
		await fillDemo(app);
		for (const { email, roles } of demoAccounts) process.stdout.write(`  ${email.padEnd(26)} ${demoPassword}  ${roles.join(', ')}\n`);
	}
	const secret = await renewSetupSecret(ctx);
	if (secret) process.stdout.write(`Primer uso, un solo enlace / first use, one-time link:\n  ${origin}/configurar/${secret}\n`);
	process.stdout.write('Ctrl-C: detener / stop\n\n');
}

/** Our own refusals are sentences for the operator; anything else is shown with its stack. */
function sentenceOf(error: unknown): string {
	if (!(error instanceof Error)) return String(error);
	const isRefusal = error.constructor === Error || error instanceof ConfigError || error instanceof SchemaMismatch;
	return isRefusal ? error.message : (error.stack ?? error.message);
}

/** Runs a server as this process: ends it with 0 after an orderly stop, with 1 and a sentence when it cannot go on. */
export function runProcess(served: () => Promise<void>): void {
	// A start that hangs must not hold up the stop for ever.
	void askedToStop.then(() => setTimeout(() => process.exit(1), 60_000).unref());
	served().then(
		() => process.exit(0),
		(error: unknown) => {
			process.stderr.write(`${sentenceOf(error)}\n`);
			process.exit(1);
		}
	);
}
