// A file read in the calling thread: format by content, then the edition's form in it.
import type { Edition } from '#features/methodology/schema.ts';
import { readDocument } from '#platform/documents/format.server.ts';
import { readForm } from '../rules/form/reader.ts';
import type { ReadResult } from '../schema.ts';

/** Never throws. Hostile files may take long or much memory: only the worker and tests call this. */
export async function readFileHere({ bytes, edition }: { bytes: Uint8Array; edition: Edition }): Promise<ReadResult> {
	const read = await readDocument(bytes);
	return read.ok ? readForm(read.document, edition) : read;
}
