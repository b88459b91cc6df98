// Reading what a caller sends, within a limit, before anything is parsed.
import { Problem } from '../problem.ts';

/**
 * Reads a request's body whole.
 * @param limit bytes; a longer body is refused as soon as that many have come
 * @throws Problem bodyTooLarge
 */
export async function readBody(request: Request, limit: number): Promise<Uint8Array> {
	if (!request.body) return new Uint8Array();
	const reader = request.body.getReader();
	const declared = Number(request.headers.get('content-length') ?? 0);
	const chunks: Uint8Array[] = [];
	let length = 0;
	while (declared <= limit && length <= limit) {
		const { done, value } = await reader.read();
		if (done) return chunks.length === 1 && chunks[0] ? chunks[0] : Buffer.concat(chunks);
		length += value.byteLength;
		chunks.push(value);
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
