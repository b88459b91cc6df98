// A file as an answer: to be kept, never to be run in a page of ours.
import { createHash } from 'node:crypto';
import { ReadableStream } from 'node:stream/web';

/** What is taken home: bytes at once, or as they are made. */
export type Download = { mediaType: string; fileName: string } & ({ bytes: Uint8Array } | { stream: AsyncIterable<Uint8Array> });

/** The answer that a client stores under the file's name. */
export function fileAnswer(file: Download, status = 200, more: Record<string, string> = {}): Response {
	const body = 'bytes' in file ? file.bytes : ReadableStream.from(file.stream);
	return new Response(body as BodyInit, {
		status,
		headers: {
			'content-type': file.mediaType,
			'content-disposition': `attachment; filename*=UTF-8''${encodeURIComponent(file.fileName)}`,
			'content-security-policy': "default-src 'none'; sandbox",
			...more
		}
	});
}

/**
 * The same below a page's address. A public file that is whole has a tag, so that a browser which has it already is told no more than that.
 * @param isPublic whether the file is the same for everybody
 */
export function download(request: Request, file: Download, isPublic: boolean): Response {
	if (!isPublic) return fileAnswer(file);
	const caching = { 'cache-control': 'public, no-cache' };
	if ('stream' in file) return fileAnswer(file, 200, caching);
	const etag = `"${createHash('sha256').update(file.bytes).digest('base64url').slice(0, 22)}"`;
	const isKnown =
		request.headers
			.get('if-none-match')
			?.split(',')
			.some((tag) => tag.trim().replace(/^W\//, '') === etag) ?? false;
	return isKnown ? new Response(null, { status: 304, headers: { ...caching, etag } }) : fileAnswer(file, 200, { ...caching, etag });
}
