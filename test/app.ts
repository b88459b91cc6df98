// A real app on a database and a folder of its own, with a clock that tests may set.
import { rm } from 'node:fs/promises';
import path from 'node:path';
import { openApp, type RunningApp } from '#app/app.server.ts';
import { readConfig } from '#platform/config.server.ts';
import type { Actor, Ctx } from '#platform/ctx.ts';
import { createLog } from '#platform/log.server.ts';
import { scratchDatabase } from './database.ts';
import { temporaryFolder } from './temporary.ts';

export interface TestApp {
	app: RunningApp;
	/** Context of somebody at the API's door; the operator unless said otherwise. */
	ctx(actor?: Actor): Ctx;
	/** Moves the clock by some milliseconds. */
	pass(ms: number): void;
	/** Closes the app and removes its database and folder. */
	remove(): Promise<void>;
}

export async function openTestApp(): Promise<TestApp> {
	const scratch = await scratchDatabase();
	const dataDir = await temporaryFolder();
	let passed = 0;
	const config = readConfig({ DATABASE_URL: scratch.url, ACERVO_DATA: dataDir }, path.resolve(import.meta.dirname, '..'));
	const app = await openApp(config, createLog('silent'), () => new Date(Date.now() + passed));
	return {
		app,
		ctx: (actor = { kind: 'operator' }) => ({ app, actor, door: 'api', locale: 'es' }),
		pass: (ms) => {
			passed += ms;
		},
		async remove() {
			await app.close();
			await scratch.drop();
			await rm(dataDir, { recursive: true, force: true });
		}
	};
}
