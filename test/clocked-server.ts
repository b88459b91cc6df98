// The server with a clock that the test moves: it is told how far, does what has become due, and says so. Only this entry can do that.
import path from 'node:path';
import { runDuties } from '#app/duties.server.ts';
import { runProcess, serve } from '#app/serve.server.ts';
import { readConfig } from '#platform/config.server.ts';
import type { App } from '#platform/ctx.ts';

const root = path.resolve(import.meta.dirname, '..');

/** How far the clock is ahead of the machine's, in ms; it goes on from there. */
let ahead = 0;
const now = () => new Date(Date.now() + ahead);

/** What a test sends: a moment to go to, or a time to let pass, in ms. */
export type ClockOrder = { id: number; at: string } | { id: number; pass: number };

/** What it gets back: which duties failed. */
export interface ClockAnswer {
	id: number;
	now: string;
	failed: string[];
}

function listen(app: App): void {
	process.on('message', (order: ClockOrder) => {
		ahead = 'at' in order ? new Date(order.at).getTime() - Date.now() : ahead + order.pass;
		void runDuties(app).then((failed) => process.send?.({ id: order.id, now: now().toISOString(), failed } satisfies ClockAnswer));
	});
}

runProcess(async () => serve(readConfig(process.env, root), { now, opened: listen }));
