// What a file really is, told by its bytes and never by its name; everything that is not plainly one of the accepted kinds is refused.
import { RefusedFile } from '#platform/documents/refusal.ts';
import { decodeText } from '#platform/documents/text/text-encoding.ts';
import { type Archive, openZip } from '#platform/documents/zip.server.ts';
import { Problem } from '#platform/problem.ts';
import type { AttachmentType } from './schema.ts';

/** Parts by which Office's archives are told apart. */
const officeParts: [string, AttachmentType][] = [
	['word/document.xml', 'application/vnd.openxmlformats-officedocument.wordprocessingml.document'],
	['xl/workbook.xml', 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'],
	['ppt/presentation.xml', 'application/vnd.openxmlformats-officedocument.presentationml.presentation']
];
const openDocuments: AttachmentType[] = ['application/vnd.oasis.opendocument.text', 'application/vnd.oasis.opendocument.spreadsheet'];

/** Beginnings of programs: Windows, Linux, macOS, Java, a script. */
const programs = ['MZ', '\x7fELF', '\xcf\xfa\xed\xfe', '\xfe\xed\xfa', '\xca\xfe\xba\xbe', '#!'];

/** Signs that a text would be run or drawn by a browser instead of being read. */
const activeText = /<(?:!doctype|html|head|body|script|svg|iframe|object|embed|img|\?xml|\?php|x:)|^\s*(?:%!PS|\{\\rtf)/i;

/**
 * Recognises an accepted file.
 * @param name decides only between plain text and CSV
 * @throws Problem fileEmpty, fileEncrypted, fileDamaged, fileUnsafe (a program, active content, two kinds in one file), fileOldWord,
 *   fileNotAccepted
 */
export function recogniseFile(bytes: Uint8Array, name: string): AttachmentType {
	try {
		return recognise(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength), name);
	} catch (error) {
		if (error instanceof RefusedFile) throw new Problem(error.why);
		throw error;
	}
}

function recognise(bytes: Buffer, name: string): AttachmentType {
	if (bytes.length === 0) throw new Problem('fileEmpty');
	const start = bytes.toString('latin1', 0, 16);
	if (programs.some((program) => start.startsWith(program))) throw new Problem('fileUnsafe');
	if (start.startsWith('PK\x03\x04')) return kindOfArchive(bytes);
	// An archive hidden behind another file would open as that archive elsewhere.
	if (endsAsArchive(bytes)) throw new Problem('fileUnsafe');
	if (start.startsWith('%PDF-')) return checkedPdf(bytes);
	if (start.startsWith('\x89PNG\r\n\x1a\n')) return 'image/png';
	if (start.startsWith('\xff\xd8\xff')) return 'image/jpeg';
	if (start.startsWith('RIFF') && start.startsWith('WEBP', 8)) return 'image/webp';
	if (start.startsWith('\xd0\xcf\x11\xe0')) throw new Problem(kindOfCompound(bytes));
	return kindOfText(bytes, name);
}

function kindOfArchive(bytes: Buffer): AttachmentType {
	const archive = openZip(bytes);
	const kind = archive.names.includes('[Content_Types].xml') ? officeKind(archive) : openDocumentKind(archive);
	if (!kind) throw new Problem('fileNotAccepted');
	return kind;
}

function officeKind({ names }: Archive): AttachmentType | undefined {
	if (names.some((name) => /(?:vbaProject\.bin|\.exe|\.dll|\.js|\.html?)$/i.test(name))) throw new Problem('fileUnsafe');
	const kinds = officeParts.filter(([part]) => names.includes(part));
	if (kinds.length > 1) throw new Problem('fileUnsafe');
	return kinds[0]?.[1];
}

/** OASIS OpenDocument 1.2, part 3: the first part is `mimetype`; encryption and macros are named in the parts. */
function openDocumentKind(archive: Archive): AttachmentType | undefined {
	const declared = textOf(archive.read('mimetype')).trim();
	const kind = openDocuments.find((type) => type === declared);
	if (!kind) return undefined;
	if (textOf(archive.read('META-INF/manifest.xml')).includes('encryption-data')) throw new Problem('fileEncrypted');
	if (archive.names.some((name) => /^(?:Basic|Scripts)\//.test(name))) throw new Problem('fileUnsafe');
	return kind;
}

function checkedPdf(bytes: Buffer): AttachmentType {
	const text = bytes.toString('latin1');
	// Nobody could screen a document that asks for a password.
	if (/\/Encrypt\s+\d+\s+\d+\s+R/.test(text)) throw new Problem('fileEncrypted');
	if (/\/(?:JavaScript|JS|Launch)\b/.test(text)) throw new Problem('fileUnsafe');
	if (!text.includes('%%EOF')) throw new Problem('fileDamaged');
	return 'application/pdf';
}

/** Old Office files and password-protected new ones share a container. */
function kindOfCompound(bytes: Buffer): 'fileEncrypted' | 'fileOldWord' | 'fileNotAccepted' {
	const holds = (stream: string) => bytes.includes(Buffer.from(stream, 'utf16le'));
	if (holds('EncryptedPackage')) return 'fileEncrypted';
	return holds('WordDocument') ? 'fileOldWord' : 'fileNotAccepted';
}

function kindOfText(bytes: Buffer, name: string): AttachmentType {
	const text = decodeText(bytes);
	if (text === null) throw new Problem('fileNotAccepted');
	if (text.trim() === '') throw new Problem('fileEmpty');
	if (activeText.test(text)) throw new Problem('fileUnsafe');
	return /\.csv$/i.test(name.trim()) ? 'text/csv' : 'text/plain';
}

/** Whether a reader of archives, who begins at the end, would find one (APPNOTE 4.3.16: 22 bytes and a comment of stated length). */
function endsAsArchive(bytes: Buffer): boolean {
	const signature = Buffer.from('PK\x05\x06', 'latin1');
	for (let at = bytes.lastIndexOf(signature); at >= 0 && at >= bytes.length - 22 - 0xffff; at = bytes.lastIndexOf(signature, at - 1)) {
		if (at + 22 <= bytes.length && at + 22 + bytes.readUInt16LE(at + 20) <= bytes.length) return true;
		if (at === 0) break;
	}
	return false;
}

const textOf = (part: Uint8Array | undefined) => (part ? Buffer.from(part).toString('utf8') : '');
