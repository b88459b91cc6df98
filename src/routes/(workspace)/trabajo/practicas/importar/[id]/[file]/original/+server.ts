// A file as it was uploaded, for whoever brought it in. It is taken home, never opened in the browser.
import { openOriginal } from '#features/exchange/handlers/batch.server.ts';
import { fileAnswer } from '#platform/http/download.ts';
import type { Policy } from '#platform/policy.ts';
import type { RequestHandler } from './$types';

export const _policy: Policy = 'signedIn';

export const GET: RequestHandler = async ({ locals, params }) => {
	const { name, bytes } = await openOriginal(locals.ctx, params.file);
	return fileAnswer({ mediaType: 'application/octet-stream', fileName: name, bytes });
};
