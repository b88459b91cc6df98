// Finds the documents in what another instance handed over: a JSON file, a bundle with attached files, or one document a line.
import { type FileRefusal, RefusedFile } from '#platform/documents/refusal.ts';
import { type Archive, openZip } from '#platform/documents/zip.server.ts';
import { limits } from '#platform/limits.ts';

/** One document of a file, or why it cannot be read. */
export interface Piece {
	/** Where it stood: the number of a line, a name in the bundle, or nothing in a file of one document. */
	place: string;
	text: string | { refused: FileRefusal };
	/** Bytes of an attached file; only a bundle has them. @throws RefusedFile when its entry is damaged */
	file(sha256: string): Uint8Array | undefined;
}

const documentName = /^(?:(?!__MACOSX\/).*\/)?practice\.json$/;
const noFiles = () => undefined;

/** Whether a file is for this reader: an archive with a document in it, or a text that begins as a JSON object does. */
export function isTransfer(bytes: Uint8Array): boolean {
	if (bytes[0] === 0x50 && bytes[1] === 0x4b) return openOrNone(bytes)?.names.some((name) => documentName.test(name)) ?? false;
	return /^\ufeff?\s*\{\s*["}]/.test(new TextDecoder().decode(bytes.subarray(0, 1_024)));
}

/** Whether it holds one document a line. A document laid out for people begins no other line with its bracket. */
export function isLines(bytes: Uint8Array): boolean {
	return bytes[0] !== 0x50 && Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).includes('\n{');
}

function openOrNone(bytes: Uint8Array): Archive | undefined {
	try {
		return openZip(bytes, limits.bundle);
	} catch (error) {
		// The reader of other documents says what is wrong with it.
		if (error instanceof RefusedFile) return undefined;
		throw error;
	}
}

/** The documents of a file that `isTransfer` let pass. */
export async function* piecesOf(bytes: Uint8Array): AsyncGenerator<Piece> {
	if (bytes[0] === 0x50) yield* bundlePieces(openZip(bytes, limits.bundle));
	else if (isLines(bytes)) yield* linePieces([bytes]);
	else yield { place: '', text: decode(bytes), file: noFiles };
}

/**
 * Names in an archive are keys: what lies beside a document under `attachments/<sha256>` is found by that key and by no path. Archives in
 * the archive are files like others and are not opened.
 */
function* bundlePieces(archive: Archive): Generator<Piece> {
	for (const name of archive.names) {
		if (!documentName.test(name)) continue;
		const folder = name.slice(0, -'practice.json'.length);
		yield { place: name, text: unpacked(archive, name), file: (sha256) => archive.read(`${folder}attachments/${sha256}`) };
	}
}

function unpacked(archive: Archive, name: string): Piece['text'] {
	try {
		return decode(archive.read(name) ?? new Uint8Array());
	} catch (error) {
		if (error instanceof RefusedFile) return { refused: error.why };
		throw error;
	}
}

function decode(bytes: Uint8Array): Piece['text'] {
	if (bytes.length > limits.document) return { refused: 'fileTooLarge' };
	try {
		return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
	} catch {
		return { refused: 'fileDamaged' };
	}
}

const lineEnd = 0x0a;

/** One piece per line that holds anything, numbered from 1. A line that is too long is passed over without being held in memory. */
export async function* linePieces(source: AsyncIterable<Uint8Array> | Iterable<Uint8Array>): AsyncGenerator<Piece> {
	let line = 1;
	let held: Uint8Array[] = [];
	let length = 0;
	const finish = (): Piece | undefined => {
		const text = length > limits.document ? { refused: 'fileTooLarge' as const } : decode(Buffer.concat(held));
		held = [];
		length = 0;
		return typeof text === 'string' && text.trim() === '' ? undefined : { place: String(line), text, file: noFiles };
	};
	const hold = (bytes: Uint8Array) => {
		length += bytes.length;
		if (length <= limits.document) held.push(bytes);
		else held = [];
	};
	for await (const chunk of source) {
		let from = 0;
		for (let end = chunk.indexOf(lineEnd); end >= 0; end = chunk.indexOf(lineEnd, from)) {
			hold(chunk.subarray(from, end));
			const piece = finish();
			if (piece) yield piece;
			line += 1;
			from = end + 1;
		}
		hold(chunk.subarray(from));
	}
	const last = finish();
	if (last) yield last;
}
