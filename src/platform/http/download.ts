// A file as an answer: to be kept, never to be run in a page of ours.
import { ReadableStream } from 'node:stream/web';
import { etagOf, isKnown } from './etag.ts';

/** What is taken home: bytes at once, or as they come. */
export type Download = { mediaType: string; fileName: string } & (
	| { bytes: Uint8Array }
	| {
			stream: AsyncIterable<Uint8Array>;
			/** How many come, where that is known. */
			length?: number;
			/** Tag, where the bytes have one already. */
			etag?: string;
	  }
);

const forSaving = { disposition: 'attachment', policy: "default-src 'none'; sandbox" };
/** Pictures and documents that browsers draw by themselves. Nothing in them may run. */
const forShowing = { disposition: 'inline', policy: "default-src 'none'; style-src 'unsafe-inline'; img-src data:; sandbox" };

/**
 * The answer that a client stores under the file's name.
 * @param more headers beside those of every file
 * @param isShown whether a browser may open it instead of storing it
 */
export function fileAnswer(file: Download, status = 200, more: Record<string, string> = {}, isShown = false): Response {
	const { disposition, policy } = isShown ? forShowing : forSaving;
	const length = 'bytes' in file ? file.bytes.byteLength : file.length;
	const body = 'bytes' in file ? file.bytes : ReadableStream.from(file.stream);
	return new Response(body as BodyInit, {
		status,
		headers: {
			'content-type': file.mediaType,
			...(length === undefined ? {} : { 'content-length': String(length) }),
			'content-disposition': `${disposition}; filename*=UTF-8''${encodeURIComponent(file.fileName)}`,
			'content-security-policy': policy,
			...more
		}
	});
}

/**
 * A file that is the same for everybody, below a page's address: tagged where it can be, so that a browser which has it already is told no
 * more than that. It may be hidden at any time, so nobody keeps it without asking.
 */
export function publicDownload(request: Request, file: Download): Response {
	const etag = 'bytes' in file ? etagOf(file.bytes) : file.etag;
	const headers = { 'cache-control': 'public, no-cache', ...(etag ? { etag } : {}) };
	return etag && isKnown(request.headers.get('if-none-match'), etag)
		? new Response(null, { status: 304, headers })
		: fileAnswer(file, 200, headers);
}
