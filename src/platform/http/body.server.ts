// Reading what a caller sends, within a limit, before anything is parsed.
import { Problem } from '../problem.ts';

/**
 * Reads a request's body whole.
 * @param limit bytes; a longer body is refused as soon as that many have come
 * @throws Problem bodyTooLarge
 */
export async function readBody(request: Request, limit: number): Promise<Uint8Array> {
	const declared = Number(request.headers.get('content-length') ?? 0);
	if (declared > limit) throw new Problem('bodyTooLarge', { detail: { limit } });
	if (!request.body) return new Uint8Array();
	const chunks: Uint8Array[] = [];
	let length = 0;
	for await (const chunk of request.body as unknown as AsyncIterable<Uint8Array>) {
		length += chunk.byteLength;
		if (length > limit) throw new Problem('bodyTooLarge', { detail: { limit } });
		chunks.push(chunk);
	}
	return chunks.length === 1 && chunks[0] ? chunks[0] : Buffer.concat(chunks);
}
