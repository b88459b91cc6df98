// Reads a scoring sheet that somebody brings back, in a worker that a hostile file may break without harm.
import type { DocumentAnswer } from '#platform/documents/format.server.ts';
import { WarmWorker } from '#platform/documents/worker.server.ts';
import { limits } from '#platform/limits.ts';
import { Problem } from '#platform/problem.ts';
import { readSheets } from '../rules/reading.ts';
import type { BroughtSheet } from '../schema.ts';

const worker = new WarmWorker<Uint8Array, DocumentAnswer>('src/features/offline/reading/document-worker.server.ts', {
	milliseconds: 10_000,
	memoryMegabytes: 256
});

/**
 * The sheets in a file, whatever program saved it and whatever it is called.
 * @throws Problem as `FileRefusal`; fileNoSheet where nothing in it is a scoring sheet
 */
export async function readSheetFile(bytes: Uint8Array): Promise<BroughtSheet[]> {
	if (bytes.length > limits.file) throw new Problem('fileTooLarge');
	const result = await worker.run(bytes);
	if (!result.ok) throw new Problem(result.why === 'tooSlow' ? 'fileTooSlow' : 'fileUnsafe');
	if (!result.answer.ok) throw new Problem(result.answer.why);
	const sheets = readSheets(result.answer.document);
	if (sheets.length === 0) throw new Problem('fileNoSheet');
	return sheets;
}

/** Ends the reading thread; the next file would start another. */
export function stopReadingSheets(): Promise<void> {
	return worker.stop();
}
