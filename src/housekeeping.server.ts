// What is kept for a while only: answers for repeated calls, ended sessions, links that were used or have run out.
import { forgetExpiredAccess } from '#features/people/handlers.server.ts';
import { forgetCalls } from '#platform/change.server.ts';
import type { App } from '#platform/ctx.ts';

const day = 24 * 3600 * 1000;

/** Forgets what has had its time, now and once a day. @returns ends it, when what is under way is done */
export function keepHouse(app: App): () => Promise<void> {
	let underWay = tidy(app);
	const timer = setInterval(() => {
		underWay = tidy(app);
	}, day).unref();
	return async () => {
		clearInterval(timer);
		await underWay;
	};
}

/** One round. What fails is tried again the next day. */
export async function tidy(app: App): Promise<void> {
	try {
		await forgetCalls(app);
		await forgetExpiredAccess(app);
	} catch (error) {
		app.log.error('housekeeping.failed', error);
	}
}
