// Reading what a caller sends, within a limit of size and time, before anything is parsed.
import { Problem } from '../problem.ts';

/** Any body may take so many ms to come; a longer one as long as a line of 1 Mbit a second needs for the bytes it may have. */
const leastPatience = 60_000;
const bytesPerMillisecond = 125;

/**
 * Reads a request's body whole.
 * @param limit bytes; a longer body is refused as soon as that many have come
 * @throws Problem bodyTooLarge, bodyTooSlow
 */
export async function readBody(request: Request, limit: number): Promise<Uint8Array> {
	if (!request.body) return new Uint8Array();
	const reader = request.body.getReader();
	const declared = Number(request.headers.get('content-length') ?? 0);
	const late = Promise.withResolvers<never>();
	const timer = setTimeout(() => late.reject(new Problem('bodyTooSlow')), Math.max(leastPatience, limit / bytesPerMillisecond));
	const chunks: Uint8Array[] = [];
	let length = 0;
	try {
		while (declared <= limit && length <= limit) {
			const { done, value } = await Promise.race([reader.read(), late.promise]);
			if (done) return chunks.length === 1 && chunks[0] ? chunks[0] : Buffer.concat(chunks);
			length += value.byteLength;
			chunks.push(value);
		}
	} finally {
		clearTimeout(timer);
	}
	void discard(reader);
	throw new Problem('bodyTooLarge', { detail: { limit } });
}

/** Lets the rest come and go: a browser that is cut off while it sends shows no answer, and the refusal is one. */
async function discard(reader: ReadableStreamDefaultReader<Uint8Array>): Promise<void> {
	try {
		while (!(await reader.read()).done);
	} catch {
		// Whoever sent it went away, which is an end as well.
	}
}
