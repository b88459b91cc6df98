// Reads an uploaded file into a practice, in a worker that a hostile file may break without harm.
import type { Edition } from '#features/methodology/schema.ts';
import { WarmWorker } from '#platform/documents/worker.server.ts';
import { limits } from '#platform/limits.ts';
import type { ReadResult } from '../schema.ts';

/** A reading thread of its own, within the limits of every file. */
export function openReading(): WarmWorker<{ bytes: Uint8Array; edition: Edition }, ReadResult> {
	return new WarmWorker('src/features/exchange/reading/reading-worker.server.ts', { milliseconds: 10_000, memoryMegabytes: 256 });
}

const worker = openReading();

/**
 * Takes a file as uploaded (its name is for messages only: what it is, its bytes tell) and the edition whose form to look for.
 * Gives the practice or the reason why there is none; never throws for anything in the file.
 */
export async function readFile({ bytes, edition }: { name: string; bytes: Uint8Array; edition: Edition }): Promise<ReadResult> {
	if (bytes.length === 0) return { ok: false, why: 'fileEmpty' };
	if (bytes.length > limits.file) return { ok: false, why: 'fileTooLarge' };
	const result = await worker.run({ bytes, edition });
	if (result.ok) return result.answer;
	return { ok: false, why: result.why === 'tooSlow' ? 'fileTooSlow' : 'fileUnsafe' };
}

/** Ends the reading thread when the server stops; the next file would start another. */
export function stopReading(): Promise<void> {
	return worker.stop();
}
