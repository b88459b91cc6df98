// What the clock does with sheets that nobody confirmed.
import type { App } from '#platform/ctx.ts';
import { removeUploadsBefore } from './store.server.ts';

/** How long a sheet waits for its confirmation, in ms. */
const uploadsKept = 30 * 24 * 3600 * 1000;

/** Erases what was brought long ago. */
export async function forgetUploads({ db, now }: App): Promise<void> {
	await removeUploadsBefore(db, new Date(now().getTime() - uploadsKept));
}
