// A file that a command is asked to write.
import { stat } from 'node:fs/promises';
import path from 'node:path';
import type { CliWords } from '#messages/cli.ts';
import { Refusal } from './command.ts';

/**
 * Refuses early what could not be written, or would overwrite something unasked.
 * @param mayReplace whether a file that stands there and is not empty may go
 * @throws Refusal
 */
export async function requireWritable(file: string, mayReplace: boolean, words: CliWords): Promise<void> {
	const there = await stat(file).catch(() => undefined);
	if (there?.isDirectory()) throw new Refusal(words.failed.isFolder(file));
	// The finished document takes the place of what stands there: never that of a device or a pipe.
	if (there && !there.isFile()) throw new Refusal(words.failed.isNoFile(file));
	if (there && there.size > 0 && !mayReplace) throw new Refusal(words.failed.exists(file));
	const folder = await stat(path.dirname(path.resolve(file))).catch(() => undefined);
	if (!folder?.isDirectory()) throw new Refusal(words.failed.noFolder(file));
}
