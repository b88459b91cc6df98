// Tells what a file is by its first bytes, never by its name, and reads the kinds we know.

import { readDocx } from './docx/docx.server.ts';
import { isHtml, readHtml } from './html/html.server.ts';
import { isOdt, readOdt } from './odt/odt.server.ts';
import { isPdf, readPdf } from './pdf/pdf.server.ts';
import type { ReadDocument } from './read-document.ts';
import { type FileRefusal, RefusedFile } from './refusal.ts';
import { readCsv } from './sheet/csv.ts';
import { readXlsx } from './sheet/xlsx.server.ts';
import { readText } from './text/text.server.ts';
import { decodeText } from './text/text-encoding.ts';
import { openZip } from './zip.server.ts';

/** Bytes of text taken in; a form has some tens of thousands. */
const maxTextBytes = 5 * 1024 * 1024;

export type DocumentAnswer = { ok: true; document: ReadDocument } | { ok: false; why: FileRefusal };

/** Reads a document, or says why not. Never throws; may use much time and memory on hostile files, so run it in the worker. */
export async function readDocument(bytes: Uint8Array): Promise<DocumentAnswer> {
	try {
		return { ok: true, document: await readByContent(bytes) };
	} catch (error) {
		return { ok: false, why: error instanceof RefusedFile ? error.why : 'fileDamaged' };
	}
}

async function readByContent(bytes: Uint8Array): Promise<ReadDocument> {
	if (bytes.length === 0) throw new RefusedFile('fileEmpty');
	if (startsWith(bytes, 0xd0, 0xcf, 0x11, 0xe0)) throw new RefusedFile(kindOfCompound(bytes));
	if (startsWith(bytes, 0xdb, 0xa5) || startsWith(bytes, 0x31, 0xbe, 0, 0)) throw new RefusedFile('fileOldWord');
	if (startsWith(bytes, 0x7b, 0x5c, 0x72, 0x74, 0x66)) throw new RefusedFile('fileRichText');
	if (startsWith(bytes, 0x50, 0x4b)) {
		const archive = openZip(bytes);
		if (isOdt(archive)) return readOdt(archive);
		const isWorkbook = archive.names.includes('[Content_Types].xml') && archive.names.some((name) => name.startsWith('xl/'));
		if (archive.names.includes('xl/workbook.bin')) throw new RefusedFile('fileOldSheet');
		if (isWorkbook) return readXlsx(archive);
		if (!archive.names.includes('[Content_Types].xml') || !archive.names.some((name) => name.startsWith('word/')))
			throw new RefusedFile('fileTypeUnknown');
		return readDocx(archive);
	}
	if (isPdf(bytes)) return readPdf(bytes);
	const text = isForeign(bytes) ? null : decodeText(bytes);
	if (text === null) throw new RefusedFile('fileTypeUnknown');
	if (text.trim() === '') throw new RefusedFile('fileEmpty');
	const isPage = isHtml(text);
	if (!isPage && /^\s*<(?:\?xml|!doctype|svg)\b/i.test(text)) throw new RefusedFile('fileTypeUnknown');
	// A catalogue as values is larger than any text, and its own limits count its cells.
	const table = isPage ? undefined : readCsv(text);
	if (table) return table;
	if (bytes.length > maxTextBytes) throw new RefusedFile('fileTooLarge');
	return isPage ? readHtml(bytes) : readText(text);
}

function startsWith(bytes: Uint8Array, ...start: number[]): boolean {
	return start.every((byte, index) => bytes[index] === byte);
}

const foreignStarts = {
	png: [0x89, 0x50, 0x4e, 0x47],
	jpeg: [0xff, 0xd8, 0xff],
	gif: [0x47, 0x49, 0x46, 0x38],
	gzip: [0x1f, 0x8b]
};

/** Known not to be for us, some of them readable as text all the same. */
function isForeign(bytes: Uint8Array): boolean {
	return Object.values(foreignStarts).some((start) => startsWith(bytes, ...start));
}

/** Old Office files and password-protected new ones share a container; the names of its streams tell them apart. */
function kindOfCompound(bytes: Uint8Array): FileRefusal {
	const content = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
	const holds = (stream: string) => content.includes(Buffer.from(stream, 'utf16le'));
	if (holds('EncryptedPackage')) return 'fileEncrypted';
	if (holds('WordDocument')) return 'fileOldWord';
	return holds('Workbook') || holds('Book') ? 'fileOldSheet' : 'fileTypeUnknown';
}
