// A file of a published practice that everybody may open. Always saved, never shown: nothing that was uploaded runs on this site.
import { readPublicFile } from '#features/catalogue/handlers/catalogue.server.ts';
import { publicDownload } from '#platform/http/download.ts';
import type { Policy } from '#platform/policy.ts';
import type { RequestHandler } from './$types';

export const _policy: Policy = 'public';

export const GET: RequestHandler = async ({ locals: { ctx }, params, request }) => {
	const { name, mediaType, bytes, sha256 } = await readPublicFile(ctx, params.code, params.id);
	const stream = ctx.app.files.stream(sha256);
	return publicDownload(request, { mediaType, fileName: name, length: bytes, etag: `"${sha256}"`, stream });
};

export const HEAD: RequestHandler = async (event) => {
	const { status, headers } = await GET(event);
	return new Response(null, { status, headers });
};
