// A file of a published practice that everybody may open. Always saved, never shown: nothing that was uploaded runs on this site.
import { Readable } from 'node:stream';
import { readPublicFile } from '#features/catalogue/handlers.server.ts';
import type { Policy } from '#platform/policy.ts';
import type { RequestHandler } from './$types';

export const _policy: Policy = 'public';

export const GET: RequestHandler = async ({ locals: { ctx }, params }) => {
	const file = await readPublicFile(ctx, params.code, params.id);
	return new Response(Readable.toWeb(ctx.app.files.stream(file.sha256)) as ReadableStream, { headers: headersOf(file) });
};

export const HEAD: RequestHandler = async ({ locals: { ctx }, params }) => {
	return new Response(null, { headers: headersOf(await readPublicFile(ctx, params.code, params.id)) });
};

function headersOf(file: { name: string; mediaType: string; bytes: number; sha256: string }): Record<string, string> {
	return {
		'content-type': file.mediaType,
		'content-length': String(file.bytes),
		'content-disposition': `attachment; filename*=UTF-8''${encodeURIComponent(file.name)}`,
		'content-security-policy': "default-src 'none'; sandbox",
		'x-content-type-options': 'nosniff',
		etag: `"${file.sha256}"`,
		// It may be hidden at any time, so nobody keeps it without asking.
		'cache-control': 'public, no-cache'
	};
}
