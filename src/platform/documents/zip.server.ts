// Opens a zip archive in memory. Everything its directory claims is checked before a single byte is unpacked.
import { crc32, inflateRawSync } from 'node:zlib';
import { RefusedFile } from './refusal.ts';

const mega = 1024 * 1024;
const maxEntries = 2_000;
const maxTotalBytes = 60 * mega;
const maxEntryBytes = 40 * mega;
/** Deflate reaches 1,032; honest documents stay below 50. Small parts may be as repetitive as they like. */
const maxRatio = 200;
const ratioFreeBytes = 2 * mega;

const endSignature = 0x06054b50;
const directorySignature = 0x02014b50;
const entrySignature = 0x04034b50;

type Entry = { method: number; crc: number; packedBytes: number; bytes: number; offset: number };

/** An archive whose parts are unpacked one by one when asked for. Names are keys only, never paths on disk. */
export type Archive = { names: string[]; read(name: string): Uint8Array | undefined };

/**
 * Throws `RefusedFile`: `fileEncrypted`, `fileUnsafe` (too many, too large, too compressed, contradictory) or `fileDamaged`.
 * @param totalBytes of all parts unpacked; no more than one part is unpacked at a time
 */
export function openZip(bytes: Uint8Array, totalBytes: number = maxTotalBytes): Archive {
	const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
	const entries = readDirectory(view, bytes, totalBytes);
	return {
		names: [...entries.keys()],
		read(name) {
			const entry = entries.get(name);
			return entry && unpack(view, bytes, entry);
		}
	};
}

function readDirectory(view: DataView, bytes: Uint8Array, totalBytes: number): Map<string, Entry> {
	const end = findEnd(view);
	const count = view.getUint16(end + 10, true);
	let at = view.getUint32(end + 16, true);
	if (count > maxEntries) throw new RefusedFile('fileUnsafe');
	const entries = new Map<string, Entry>();
	let total = 0;
	for (let i = 0; i < count; i++) {
		if (at + 46 > end || view.getUint32(at, true) !== directorySignature) throw new RefusedFile('fileDamaged');
		if (view.getUint16(at + 8, true) & 1) throw new RefusedFile('fileEncrypted');
		const entry = {
			method: view.getUint16(at + 10, true),
			crc: view.getUint32(at + 16, true),
			packedBytes: view.getUint32(at + 20, true),
			bytes: view.getUint32(at + 24, true),
			offset: view.getUint32(at + 42, true)
		};
		const nameEnd = at + 46 + view.getUint16(at + 28, true);
		const name = new TextDecoder().decode(bytes.subarray(at + 46, nameEnd));
		total += entry.bytes;
		const isBomb = entry.bytes > ratioFreeBytes && entry.bytes > entry.packedBytes * maxRatio;
		if (isBomb || entry.bytes > maxEntryBytes || total > totalBytes || entries.has(name)) throw new RefusedFile('fileUnsafe');
		entries.set(name, entry);
		at = nameEnd + view.getUint16(at + 30, true) + view.getUint16(at + 32, true);
	}
	return entries;
}

/** The directory's end record stands in the last 64 KiB. */
function findEnd(view: DataView): number {
	for (let at = view.byteLength - 22; at >= Math.max(0, view.byteLength - 22 - 0xffff); at--) {
		if (view.getUint32(at, true) === endSignature) return at;
	}
	throw new RefusedFile('fileDamaged');
}

function unpack(view: DataView, bytes: Uint8Array, entry: Entry): Uint8Array {
	if (entry.offset + 30 > bytes.length || view.getUint32(entry.offset, true) !== entrySignature) throw new RefusedFile('fileDamaged');
	const start = entry.offset + 30 + view.getUint16(entry.offset + 26, true) + view.getUint16(entry.offset + 28, true);
	const packed = bytes.subarray(start, start + entry.packedBytes);
	const content = entry.method === 0 ? packed : entry.method === 8 ? inflate(packed, entry.bytes) : undefined;
	if (content === undefined || content.length !== entry.bytes || crc32(content) !== entry.crc) throw new RefusedFile('fileDamaged');
	return content;
}

function inflate(packed: Uint8Array, bytes: number): Uint8Array | undefined {
	try {
		return inflateRawSync(packed, { maxOutputLength: Math.max(bytes, 1) });
	} catch {
		return undefined;
	}
}
