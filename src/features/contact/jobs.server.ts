// What is due by the clock: messages are deleted when they have had their time.
import type { App } from '#platform/ctx.ts';
import { forgottenBefore } from './rules.ts';
import { deleteBefore } from './store.server.ts';

export async function forgetMessages({ db, now }: App): Promise<void> {
	await deleteBefore(db, forgottenBefore(now()));
}
