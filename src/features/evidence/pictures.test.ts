// Pictures lose what was written beside the pixels, and not one byte of the pixels.
import { crc32, deflateSync } from 'node:zlib';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { withoutMetadata } from './pictures.server.ts';

const latin = (text: string) => Buffer.from(text, 'latin1');
const secret = 'Tapachula 14.9039 -92.2575 Cámara de Ana';

/** An EXIF block that says how the picture is turned, and where it was taken. */
function exif(orientation: number, order: 'II' | 'MM' = 'II'): Buffer {
	const tiff = Buffer.alloc(26);
	tiff.write(order, 0, 'latin1');
	const short = (value: number, at: number) => (order === 'II' ? tiff.writeUInt16LE(value, at) : tiff.writeUInt16BE(value, at));
	const long = (value: number, at: number) => (order === 'II' ? tiff.writeUInt32LE(value, at) : tiff.writeUInt32BE(value, at));
	short(42, 2);
	long(8, 4);
	short(1, 8);
	short(0x0112, 10);
	short(3, 12);
	long(1, 14);
	short(orientation, 18);
	return Buffer.concat([tiff, latin(secret)]);
}

const segment = (marker: number, body: Uint8Array) => {
	const head = Buffer.from([0xff, marker, 0, 0]);
	head.writeUInt16BE(body.length + 2, 2);
	return Buffer.concat([head, body]);
};
const jfif = segment(0xe0, latin('JFIF\0\x01\x01\0\0\x01\0\x01\0\0'));
const frame = (width: number, height: number) =>
	segment(0xc0, Buffer.from([8, height >> 8, height & 255, width >> 8, width & 255, 1, 1, 0x11, 0]));
const tables = segment(0xdb, Buffer.alloc(65, 7));
const scan = Buffer.concat([segment(0xda, Buffer.from([1, 1, 0, 0, 63, 0])), Buffer.from([1, 2, 0xff, 0, 3, 0xff, 0xd0, 4, 5])]);
const end = Buffer.from([0xff, 0xd9]);
const jpeg = (...segments: Buffer[]) => Buffer.concat([Buffer.from([0xff, 0xd8]), ...segments, tables, frame(640, 480), scan, end]);

function chunk(type: string, body: Uint8Array): Buffer {
	const whole = Buffer.concat([Buffer.alloc(4), latin(type), body, Buffer.alloc(4)]);
	whole.writeUInt32BE(body.length, 0);
	whole.writeUInt32BE(crc32(whole.subarray(4, -4)), whole.length - 4);
	return whole;
}
function header(width: number, height: number): Buffer {
	const body = Buffer.from([0, 0, 0, 0, 0, 0, 0, 0, 8, 2, 0, 0, 0]);
	body.writeUInt32BE(width, 0);
	body.writeUInt32BE(height, 4);
	return chunk('IHDR', body);
}
const pixels = chunk('IDAT', deflateSync(Buffer.from([0, 9, 8, 7])));
const png = (...chunks: Buffer[]) =>
	Buffer.concat([latin('\x89PNG\r\n\x1a\n'), header(1, 1), ...chunks, pixels, chunk('IEND', Buffer.alloc(0))]);

function riff(...chunks: [type: string, body: Uint8Array][]): Buffer {
	const parts = chunks.map(([type, body]) => {
		const size = Buffer.alloc(4);
		size.writeUInt32LE(body.length);
		return Buffer.concat([latin(type), size, body, Buffer.alloc(body.length % 2)]);
	});
	const whole = Buffer.concat([latin('RIFF\0\0\0\0WEBP'), ...parts]);
	whole.writeUInt32LE(whole.length - 8, 4);
	return whole;
}
const extended = (flags: number) => Buffer.from([flags, 0, 0, 0, 0, 0, 0, 0, 0, 0]);

describe('JPEG', () => {
	const strip = (bytes: Buffer) => Buffer.from(withoutMetadata(bytes, 'image/jpeg'));

	it('keeps size, colours and pixels, and nothing else', () => {
		const colours = segment(0xe2, latin('ICC_PROFILE\0\x01\x01perfil'));
		const adobe = segment(0xee, latin('Adobe\0d\0\0\0\0\x01'));
		const beside = [
			segment(0xe1, latin(`http://ns.adobe.com/xap/1.0/\0${secret}`)),
			segment(0xed, latin(secret)),
			segment(0xfe, latin(secret))
		];
		const preview = segment(0xe2, latin(`MPF\0${secret}`));
		expect(strip(jpeg(jfif, ...beside, colours, preview, adobe))).toEqual(jpeg(jfif, colours, adobe));
	});

	it('drops what follows the end, and ends what was cut off', () => {
		expect(strip(Buffer.concat([jpeg(jfif), latin(secret)]))).toEqual(jpeg(jfif));
		expect(strip(jpeg(jfif).subarray(0, -4))).toEqual(Buffer.concat([jpeg(jfif).subarray(0, -4), end]));
	});

	it.each(['II', 'MM'] as const)('stays turned as it was (%s)', (order) => {
		const turned = segment(0xe1, Buffer.concat([latin('Exif\0\0'), exif(6, order)]));
		const stripped = strip(jpeg(turned));
		expect(stripped.toString('latin1')).not.toContain('Tapachula');
		expect(stripped.indexOf('Exif')).toBeGreaterThan(0);
		expect(strip(stripped)).toEqual(stripped);
		expect(strip(jpeg(segment(0xe1, Buffer.concat([latin('Exif\0\0'), exif(1, order)]))))).toEqual(jpeg());
	});

	it('whatever is written beside them, tables and scans stay byte by byte', () => {
		const bodies = fc.uint8Array({ maxLength: 60 });
		const beside = fc.array(
			fc.tuple(fc.constantFrom(0xe1, 0xe3, 0xe5, 0xed, 0xef, 0xfe), bodies).map(([marker, body]) => segment(marker, body))
		);
		const scans = fc.array(
			bodies.map((body) => Buffer.concat([segment(0xda, Buffer.alloc(6)), Buffer.from(body.map((byte) => byte % 255))])),
			{ minLength: 1 }
		);
		fc.assert(
			fc.property(beside, scans, beside, (before, all, between) => {
				const picture = (...more: Buffer[]) => Buffer.concat([Buffer.from([0xff, 0xd8]), tables, frame(9, 9), ...more, end]);
				const given = picture(...before, ...all.flatMap((one) => [one, ...between]));
				expect(strip(given)).toEqual(picture(...all));
			})
		);
	});

	it.each([
		['half a head', latin('\xff\xd8\xff\xe0\x00\x10JFIF'), 'fileDamaged'],
		['no picture at all', latin('\xff\xd8\xffhola'), 'fileDamaged'],
		['far too many pixels', Buffer.concat([Buffer.from([0xff, 0xd8]), frame(65_000, 65_000), scan, end]), 'fileUnsafe']
	])('refuses %s', (_name, bytes, why) => {
		expect(() => strip(bytes)).toThrow(why);
	});
});

describe('PNG', () => {
	const strip = (bytes: Buffer) => Buffer.from(withoutMetadata(bytes, 'image/png'));

	it('keeps what is drawn, and no text, time or private chunk', () => {
		const drawn = [chunk('gAMA', Buffer.from([0, 0, 177, 143])), chunk('PLTE', Buffer.from([1, 2, 3]))];
		const beside = ['tEXt', 'zTXt', 'iTXt', 'tIME', 'prVt', 'eXIf'].map((type) => chunk(type, latin(secret)));
		expect(strip(Buffer.concat([png(...beside, ...drawn), latin(secret)]))).toEqual(png(...drawn));
	});

	it('stays turned as it was', () => {
		const stripped = strip(png(chunk('eXIf', exif(3))));
		expect(stripped.indexOf('eXIf')).toBeGreaterThan(0);
		expect(stripped.toString('latin1')).not.toContain('Tapachula');
		expect(strip(stripped)).toEqual(stripped);
	});

	it('whatever is written beside them, pixels stay byte by byte', () => {
		const types = fc.constantFrom('tEXt', 'iTXt', 'zTXt', 'tIME', 'abCd', 'vpAg');
		const beside = fc.array(fc.tuple(types, fc.uint8Array({ maxLength: 40 })).map(([type, body]) => chunk(type, body)));
		fc.assert(
			fc.property(beside, (chunks) => {
				expect(strip(png(...chunks))).toEqual(png());
			})
		);
	});

	it.each([
		['half of one', png().subarray(0, 20), 'fileDamaged'],
		['one without an end', png().subarray(0, -12), 'fileDamaged'],
		['far too many pixels', Buffer.concat([latin('\x89PNG\r\n\x1a\n'), header(60_000, 60_000), pixels]), 'fileUnsafe']
	])('refuses %s', (_name, bytes, why) => {
		expect(() => strip(bytes)).toThrow(why);
	});
});

describe('WebP', () => {
	const strip = (bytes: Buffer) => Buffer.from(withoutMetadata(bytes, 'image/webp'));
	const picture: [string, Uint8Array] = ['VP8 ', Buffer.from([1, 2, 3])];

	it('keeps the picture and says no longer that it has metadata', () => {
		const given = riff(['VP8X', extended(0x1c)], picture, ['EXIF', exif(1)], ['XMP ', latin(secret)], ['NOTA', latin(secret)]);
		expect(strip(Buffer.concat([given, latin(secret)]))).toEqual(riff(['VP8X', extended(0x10)], picture));
		expect(strip(riff(picture))).toEqual(riff(picture));
	});

	it('stays turned as it was', () => {
		const stripped = strip(riff(['VP8X', extended(8)], picture, ['EXIF', exif(8)]));
		expect(stripped.toString('latin1')).toContain('EXIF');
		expect(stripped.toString('latin1')).not.toContain('Tapachula');
		expect(strip(stripped)).toEqual(stripped);
	});

	it('refuses half of one', () => {
		expect(() => strip(riff(picture).subarray(0, 18))).toThrow('fileDamaged');
	});
});

it('leaves every other file as it came', () => {
	const text = latin('una nota');
	expect(withoutMetadata(text, 'text/plain')).toBe(text);
});
