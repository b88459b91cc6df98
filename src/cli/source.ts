// A file that a command is asked to read.
import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { buffer } from 'node:stream/consumers';
import type { CliWords } from '#messages/cli.ts';
import { limits } from '#platform/limits.ts';
import { Refusal } from './command.ts';

/** @throws Refusal when there is no such file, or it is a folder */
export async function requireFile(file: string, words: CliWords): Promise<void> {
	const there = await stat(file).catch((error: NodeJS.ErrnoException) => {
		throw new Refusal(error.code === 'EACCES' ? words.failed.denied(file) : words.failed.noFile(file));
	});
	if (there.isDirectory()) throw new Refusal(words.failed.isFolder(file));
}

/** Its bytes, up to one more than such a file may have: enough to see that it is too large. @throws Refusal */
export async function readBounded(file: string, words: CliWords): Promise<Uint8Array> {
	await requireFile(file, words);
	return buffer(createReadStream(file, { end: /\.zip$/i.test(file) ? limits.bundle : limits.file }));
}
