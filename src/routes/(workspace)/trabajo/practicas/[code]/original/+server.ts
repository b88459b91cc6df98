// The file that a draft was read from, as it was uploaded. It is taken home, never opened in the browser.
import { openSource } from '#features/exchange/handlers/imported.server.ts';
import { fileAnswer } from '#platform/http/download.ts';
import type { Policy } from '#platform/policy.ts';
import type { RequestHandler } from './$types';

export const _policy: Policy = 'signedIn';

export const GET: RequestHandler = async ({ locals, params }) => {
	const { name, bytes } = await openSource(locals.ctx, params.code);
	return fileAnswer({ mediaType: 'application/octet-stream', fileName: name, bytes });
};
