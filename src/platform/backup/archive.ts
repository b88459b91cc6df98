// The container of a backup: a tar compressed with gzip, written and read as a stream. Any system can look inside with `tar tzf`.
// Not a zip, which without its 64-bit extension ends at 4 GB.
import { createReadStream, createWriteStream } from 'node:fs';
import { open, rename, rm } from 'node:fs/promises';
import path from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGunzip, createGzip } from 'node:zlib';
import { Problem } from '../problem.ts';

export interface Entry {
	name: string;
	bytes: Uint8Array;
}

const block = 512;
/** Bytes of the largest entry; each one is held in memory while it is written or read. */
export const largestEntry = 64 * 1024 * 1024;
/** Attachments are compressed already; the rest is small. */
const compressionLevel = 1;

/**
 * Writes an archive that appears under its name only when it is whole and on disk.
 * @param signal ends the writing; what was written is removed
 * @throws the file system's errors
 */
export async function writeArchive(file: string, entries: AsyncIterable<Entry>, signal?: AbortSignal): Promise<void> {
	const draft = `${file}.${process.pid}.incomplete`;
	try {
		const target = createWriteStream(draft, { flags: 'wx', mode: 0o600, flush: true });
		await pipeline(Readable.from(tarOf(entries)), createGzip({ level: compressionLevel }), target, { signal });
		await rename(draft, file);
	} catch (error) {
		if ((error as NodeJS.ErrnoException).code !== 'EEXIST') await rm(draft, { force: true });
		throw error;
	}
	const folder = await open(path.dirname(path.resolve(file)));
	await folder.sync().finally(() => folder.close());
}

/**
 * Reads an archive entry by entry.
 * @throws Problem notABackup, backupDamaged when it is cut off or altered; the file system's errors
 */
export async function* readArchive(file: string): AsyncGenerator<Entry> {
	const source = createReadStream(file);
	const unpacked = createGunzip();
	// Ends the reading of the file too when whoever reads the entries stops early; errors arrive through `unpacked`.
	const flow = pipeline(source, unpacked).catch(() => {});
	const bytes = new ByteReader(unpacked);
	let isFirst = true;
	try {
		for (;;) {
			const header = await bytes.take(block);
			if (header.every((byte) => byte === 0)) return await bytes.finish(block);
			const { name, size } = readHeader(header);
			const content = await bytes.take(size);
			await bytes.take(paddingOf(size));
			yield { name, bytes: content };
			isFirst = false;
		}
	} catch (error) {
		throw isFirst && isForeign(error) ? new Problem('notABackup') : asDamage(error);
	} finally {
		source.destroy();
		unpacked.destroy();
		await flow;
	}
}

async function* tarOf(entries: AsyncIterable<Entry>): AsyncGenerator<Uint8Array> {
	for await (const { name, bytes } of entries) {
		if (bytes.length > largestEntry) throw new Error(`${name} is too large for a backup`);
		yield headerOf(name, bytes.length);
		yield bytes;
		yield Buffer.alloc(paddingOf(bytes.length));
	}
	// Two empty blocks end a tar.
	yield Buffer.alloc(2 * block);
}

function paddingOf(size: number): number {
	return (block - (size % block)) % block;
}

/** Header of a plain file, as POSIX ustar lays it out (IEEE Std 1003.1, pax, "ustar Interchange Format"). */
function headerOf(name: string, size: number): Buffer {
	const header = Buffer.alloc(block);
	const octal = (value: number, at: number, length: number) =>
		header.write(`${value.toString(8).padStart(length - 1, '0')}\0`, at, 'latin1');
	header.write(name, 0, 100, 'latin1');
	octal(0o600, 100, 8);
	octal(0, 108, 8);
	octal(0, 116, 8);
	octal(size, 124, 12);
	octal(0, 136, 12);
	header.write('0', 156, 'latin1');
	header.write('ustar\x0000', 257, 'latin1');
	header.write(`${checksumOf(header).toString(8).padStart(6, '0')}\0 `, 148, 'latin1');
	return header;
}

/** Only what `headerOf` writes is read, byte for byte: no links, folders, long names or other extensions. */
function readHeader(header: Buffer): { name: string; size: number } {
	const text = (at: number, length: number) => header.toString('latin1', at, at + length).replace(/\0.*$/s, '');
	const name = text(0, 100);
	const size = Number.parseInt(text(124, 12), 8);
	if (!(size >= 0) || !headerOf(name, size).equals(header)) throw new Foreign();
	if (size > largestEntry) throw new Problem('backupDamaged');
	return { name, size };
}

/** Sum of the header's bytes, its own place counted as blanks. */
function checksumOf(header: Buffer): number {
	return header.reduce((sum, byte, at) => sum + (at >= 148 && at < 156 ? 0x20 : byte), 0);
}

class Foreign extends Error {}

function isForeign(error: unknown): boolean {
	const { code, message } = error as NodeJS.ErrnoException;
	return error instanceof Foreign || (code === 'Z_DATA_ERROR' && message === 'incorrect header check');
}

function asDamage(error: unknown): unknown {
	const code = (error as NodeJS.ErrnoException).code ?? '';
	return error instanceof Foreign || code.startsWith('Z_') ? new Problem('backupDamaged') : error;
}

/** Gives exactly as many bytes as are asked for. */
class ByteReader {
	readonly #chunks: AsyncIterator<Buffer>;
	#held: Buffer = Buffer.alloc(0);

	constructor(stream: AsyncIterable<Buffer>) {
		this.#chunks = stream[Symbol.asyncIterator]();
	}

	/** @throws Problem backupDamaged when there are fewer */
	async take(size: number): Promise<Buffer> {
		const parts = [this.#held];
		let length = this.#held.length;
		while (length < size) {
			const { value, done } = await this.#chunks.next();
			if (done) throw new Problem('backupDamaged');
			parts.push(value);
			length += value.length;
		}
		const all = parts.length === 1 ? this.#held : Buffer.concat(parts, length);
		this.#held = all.subarray(size);
		return all.subarray(0, size);
	}

	/** Reads the last bytes; by reaching the end the checksum of gzip is compared too. @throws Problem backupDamaged when more or less follows */
	async finish(size: number): Promise<void> {
		await this.take(size);
		const { done } = await this.#chunks.next();
		if (!done || this.#held.length > 0) throw new Problem('backupDamaged');
	}
}
