// Attached files lie in the data folder under their SHA-256: the same bytes once, written whole or not at all.
import { createHash, randomUUID } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { chmod, mkdir, open, readdir, readFile, rename, rm, stat } from 'node:fs/promises';
import path from 'node:path';

export interface FileStore {
	/** Folder that holds the files. */
	readonly folder: string;
	/** Stores bytes durably and returns their SHA-256 in hex. */
	put(bytes: Uint8Array): Promise<string>;
	/** Whole content. @throws ENOENT when nothing is stored under that hash */
	get(sha256: string): Promise<Buffer>;
	/** The content as it is read. The file is opened when the first piece is asked for. */
	stream(sha256: string): AsyncIterable<Uint8Array>;
	has(sha256: string): Promise<boolean>;
	/** The SHA-256 of everything stored. */
	list(): AsyncIterable<string>;
	/** Forgets the bytes; no error when there are none. */
	remove(sha256: string): Promise<void>;
}

/** By what bytes are known again, in hex. */
export function sha256Of(bytes: Uint8Array): string {
	return createHash('sha256').update(bytes).digest('hex');
}

/** Opens the store in `<dataDir>/files`, creating the folder. */
export async function openFiles(dataDir: string): Promise<FileStore> {
	const folder = path.join(dataDir, 'files');
	await mkdir(folder, { recursive: true, mode: 0o700 });
	// A folder made by another hand, or restored, may be open to others.
	await chmod(folder, 0o700);
	const place = (sha256: string) => {
		if (!/^[0-9a-f]{64}$/.test(sha256)) throw new Error('not a SHA-256');
		return path.join(folder, sha256.slice(0, 2), sha256);
	};
	const has = (sha256: string) =>
		stat(place(sha256)).then(
			() => true,
			() => false
		);
	return {
		folder,
		async put(bytes) {
			const sha256 = sha256Of(bytes);
			if (await has(sha256)) return sha256;
			const target = place(sha256);
			await mkdir(path.dirname(target), { recursive: true, mode: 0o700 });
			const temporary = `${target}.${randomUUID()}`;
			const file = await open(temporary, 'wx', 0o600);
			try {
				await file.writeFile(bytes);
				// An acknowledged file survives a power cut.
				await file.sync();
			} finally {
				await file.close();
			}
			await rename(temporary, target);
			const directory = await open(path.dirname(target));
			await directory.sync().finally(() => directory.close());
			return sha256;
		},
		get: (sha256) => readFile(place(sha256)),
		async *stream(sha256) {
			yield* createReadStream(place(sha256));
		},
		has,
		async *list() {
			for (const shelf of await readdir(folder)) {
				if (/^[0-9a-f]{2}$/.test(shelf))
					for (const name of await readdir(path.join(folder, shelf))) if (/^[0-9a-f]{64}$/.test(name)) yield name;
			}
		},
		remove: (sha256) => rm(place(sha256), { force: true })
	};
}
