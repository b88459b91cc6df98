// Answers that come in pieces.

/**
 * A stream whose first piece is there already, so that what fails at once fails before the answer begins.
 * @throws whatever making the first piece throws
 */
export async function begun(stream: AsyncIterable<Uint8Array>): Promise<AsyncIterable<Uint8Array>> {
	const pieces = stream[Symbol.asyncIterator]();
	const first = await pieces.next();
	return (async function* () {
		try {
			if (first.done) return;
			yield first.value;
			for (let next = await pieces.next(); !next.done; next = await pieces.next()) yield next.value;
		} finally {
			// Whoever stops reading lets go of the database too.
			await pieces.return?.();
		}
	})();
}

/** A stream as one piece. */
export async function whole(stream: AsyncIterable<Uint8Array>): Promise<Uint8Array> {
	const pieces: Uint8Array[] = [];
	for await (const piece of stream) pieces.push(piece);
	return Buffer.concat(pieces);
}
