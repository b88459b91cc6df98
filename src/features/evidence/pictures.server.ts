// Pictures without what a camera or a program wrote beside the pixels: place, time, owner, device, previews, comments. Nothing is encoded
// anew; what is kept is kept byte by byte. Of the metadata one number remains, how the picture is to be turned.
import { crc32 } from 'node:zlib';
import { Problem } from '#platform/problem.ts';

/** More than any camera takes; whoever opens a larger picture has to hold it whole. */
const mostPixels = 150_000_000;

/**
 * @param bytes of a file that `recogniseFile` took for this type
 * @returns the picture as it is shown, without metadata; a file of another type as it came
 * @throws Problem fileDamaged when it is not built as its kind is, fileUnsafe when it has too many pixels
 */
export function withoutMetadata(bytes: Uint8Array, type: string): Uint8Array {
	const strip = ({ 'image/jpeg': stripJpeg, 'image/png': stripPng, 'image/webp': stripWebp } as Partial<Record<string, Strip>>)[type];
	return strip ? strip(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)) : bytes;
}

type Strip = (bytes: Buffer) => Buffer;

// JPEG: ITU-T T.81, annex B ------------------------------------------------------------------------------------------

/**
 * Segments up to the end of the picture. Kept are those that the pixels need, and of the application's segments the size (JFIF), the
 * colours (ICC profile) and how they are coded (Adobe). Whatever follows the end is no part of the picture.
 */
function stripJpeg(bytes: Buffer): Buffer {
	const kept: Buffer[] = [bytes.subarray(0, 2)];
	let orientation: number | undefined;
	let at = 2;
	for (;;) {
		while (bytes[at] === 0xff && bytes[at + 1] === 0xff) at += 1;
		const marker = bytes[at] === 0xff ? bytes[at + 1] : undefined;
		if (marker === undefined) throw new Problem('fileDamaged');
		if (marker === 0xd9) break;
		const end = at + 2 + (at + 4 <= bytes.length ? bytes.readUInt16BE(at + 2) : Number.POSITIVE_INFINITY);
		if (end > bytes.length || end < at + 4) throw new Problem('fileDamaged');
		const segment = bytes.subarray(at, end);
		const body = segment.subarray(4);
		if (isFrame(marker)) {
			if (body.length < 5) throw new Problem('fileDamaged');
			requirePixels(body.readUInt16BE(3), body.readUInt16BE(1));
		}
		if (marker === 0xe1 && startsWith(body, 'Exif\0\0')) orientation ??= orientationIn(body.subarray(6));
		if (isNeeded(marker, body)) kept.push(segment);
		at = end;
		if (marker !== 0xda) continue;
		const scan = scanEnd(bytes, at);
		kept.push(bytes.subarray(at, scan));
		at = scan;
		// Cut off on its way here: what came can be shown.
		if (at === bytes.length) break;
	}
	if (orientation) kept.splice(1, 0, orientationSegment(orientation));
	return Buffer.concat([...kept, Buffer.from([0xff, 0xd9])]);
}

/** Start of a frame, which says how large the picture is. */
const isFrame = (marker: number) => marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker);

function isNeeded(marker: number, body: Buffer): boolean {
	if (marker === 0xe0) return startsWith(body, 'JFIF\0');
	if (marker === 0xe2) return startsWith(body, 'ICC_PROFILE\0');
	if (marker === 0xee) return startsWith(body, 'Adobe');
	const isApplication = marker >= 0xe0 && marker <= 0xef;
	return !isApplication && marker !== 0xfe;
}

/** The pixels of a scan go on until a marker that is neither a stuffed byte nor a restart. */
function scanEnd(bytes: Buffer, from: number): number {
	for (let at = bytes.indexOf(0xff, from); at >= 0; at = bytes.indexOf(0xff, at + 1)) {
		const next = bytes[at + 1];
		if (next === undefined) break;
		if (next !== 0 && next !== 0xff && !(next >= 0xd0 && next <= 0xd7)) return at;
	}
	return bytes.length;
}

function orientationSegment(orientation: number): Buffer {
	const exif = Buffer.concat([Buffer.from('Exif\0\0', 'latin1'), tiffOf(orientation)]);
	const head = Buffer.from([0xff, 0xe1, 0, 0]);
	head.writeUInt16BE(exif.length + 2, 2);
	return Buffer.concat([head, exif]);
}

// PNG: https://www.w3.org/TR/png-3/ ----------------------------------------------------------------------------------

/** Pixels, palette, colours, size and animation; not text, time, EXIF or anything private. */
const pngChunks = new Set('IHDR PLTE IDAT IEND tRNS cHRM cICP gAMA iCCP mDCV cLLI sBIT sRGB bKGD hIST pHYs acTL fcTL fdAT'.split(' '));

function stripPng(bytes: Buffer): Buffer {
	const kept: Buffer[] = [bytes.subarray(0, 8)];
	for (let at = 8, isFirst = true; ; isFirst = false) {
		const length = at + 12 <= bytes.length ? bytes.readUInt32BE(at) : Number.POSITIVE_INFINITY;
		const end = at + 12 + length;
		const type = bytes.toString('latin1', at + 4, at + 8);
		if (end > bytes.length || (isFirst && (type !== 'IHDR' || length < 13))) throw new Problem('fileDamaged');
		if (isFirst) requirePixels(bytes.readUInt32BE(at + 8), bytes.readUInt32BE(at + 12));
		const body = bytes.subarray(at + 8, end - 4);
		const orientation = type === 'eXIf' ? orientationIn(body) : undefined;
		if (orientation) kept.push(pngChunk('eXIf', tiffOf(orientation)));
		else if (pngChunks.has(type)) kept.push(bytes.subarray(at, end));
		if (type === 'IEND') return Buffer.concat(kept);
		at = end;
	}
}

function pngChunk(type: string, body: Buffer): Buffer {
	const chunk = Buffer.concat([Buffer.alloc(4), Buffer.from(type, 'latin1'), body, Buffer.alloc(4)]);
	chunk.writeUInt32BE(body.length, 0);
	chunk.writeUInt32BE(crc32(chunk.subarray(4, -4)), chunk.length - 4);
	return chunk;
}

// WebP: https://developers.google.com/speed/webp/docs/riff_container -------------------------------------------------

const webpChunks = new Set(['VP8 ', 'VP8L', 'VP8X', 'ALPH', 'ANIM', 'ANMF', 'ICCP']);
/** Flags of VP8X that announce EXIF and XMP. */
const webpExif = 0x08;
const webpXmp = 0x04;

function stripWebp(bytes: Buffer): Buffer {
	const kept: Buffer[] = [];
	let flags: Buffer | undefined;
	let orientation: number | undefined;
	const whole = Math.min(bytes.length, 8 + bytes.readUInt32LE(4));
	for (let at = 12; at + 8 <= whole; ) {
		const type = bytes.toString('latin1', at, at + 4);
		const length = bytes.readUInt32LE(at + 4);
		const end = at + 8 + length;
		if (end > whole) throw new Problem('fileDamaged');
		const body = bytes.subarray(at + 8, end);
		if (type === 'EXIF') orientation ??= orientationIn(startsWith(body, 'Exif\0\0') ? body.subarray(6) : body);
		if (webpChunks.has(type)) {
			const chunk = webpChunk(type, body);
			if (type === 'VP8X' && length >= 10) {
				requirePixels(body.readUIntLE(4, 3) + 1, body.readUIntLE(7, 3) + 1);
				flags = chunk.subarray(8, 9);
			}
			kept.push(chunk);
		}
		at = end + (length % 2);
	}
	if (kept.length === 0) throw new Problem('fileDamaged');
	if (flags) {
		flags[0] = ((flags[0] ?? 0) & ~(webpExif | webpXmp)) | (orientation ? webpExif : 0);
		if (orientation) kept.push(webpChunk('EXIF', tiffOf(orientation)));
	}
	const head = Buffer.from('RIFF\0\0\0\0WEBP', 'latin1');
	const picture = Buffer.concat([head, ...kept]);
	picture.writeUInt32LE(picture.length - 8, 4);
	return picture;
}

/** Chunks begin at even places. */
function webpChunk(type: string, body: Buffer): Buffer {
	const chunk = Buffer.concat([Buffer.from(type, 'latin1'), Buffer.alloc(4), body, Buffer.alloc(body.length % 2)]);
	chunk.writeUInt32LE(body.length, 4);
	return chunk;
}

// what they share ----------------------------------------------------------------------------------------------------

const orientationTag = 0x0112;

/** How a picture is turned: 2 to 8; undefined where it is not, or nothing readable says so. TIFF 6.0, section 2; EXIF 2.3, 4.6.4. */
function orientationIn(tiff: Buffer): number | undefined {
	const order = tiff.toString('latin1', 0, 2);
	if (tiff.length < 8 || (order !== 'II' && order !== 'MM')) return undefined;
	const short = (at: number) => (at + 2 > tiff.length ? 0 : order === 'II' ? tiff.readUInt16LE(at) : tiff.readUInt16BE(at));
	const directory = order === 'II' ? tiff.readUInt32LE(4) : tiff.readUInt32BE(4);
	const entries = Array.from({ length: Math.min(short(directory), 200) }, (_, index) => directory + 2 + 12 * index);
	const found = entries.find((entry) => short(entry) === orientationTag);
	const orientation = found === undefined ? 0 : short(found + 8);
	return orientation >= 2 && orientation <= 8 ? orientation : undefined;
}

/** The smallest EXIF that says one thing: a directory of a single number. */
function tiffOf(orientation: number): Buffer {
	const tiff = Buffer.alloc(26);
	tiff.write('MM', 0, 'latin1');
	tiff.writeUInt16BE(42, 2);
	tiff.writeUInt32BE(8, 4);
	tiff.writeUInt16BE(1, 8);
	tiff.writeUInt16BE(orientationTag, 10);
	tiff.writeUInt16BE(3, 12);
	tiff.writeUInt32BE(1, 14);
	tiff.writeUInt16BE(orientation, 18);
	return tiff;
}

function startsWith(bytes: Buffer, text: string): boolean {
	return bytes.toString('latin1', 0, text.length) === text;
}

function requirePixels(width: number, height: number): void {
	if (width * height > mostPixels) throw new Problem('fileUnsafe');
}
