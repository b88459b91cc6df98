// Turns bytes into text: UTF-8, UTF-16 with or without a mark, else Windows-1252, which old Spanish documents are in.

/** The text without byte order mark, or null when the bytes are no text at all. `claimed`: the encoding that the text names, if it is not UTF-8. */
export function decodeText(bytes: Uint8Array, claimed?: string): string | null {
	const text = decode(bytes, claimed);
	return text === null || isBinary(text) ? null : text;
}

function decode(bytes: Uint8Array, claimed = 'windows-1252'): string | null {
	if (bytes[0] === 0xff && bytes[1] === 0xfe) return strictly('utf-16le', bytes);
	if (bytes[0] === 0xfe && bytes[1] === 0xff) return strictly('utf-16be', bytes);
	const zeros = zeroShare(bytes);
	if (zeros.odd > 0.4 && zeros.even < 0.1) return strictly('utf-16le', bytes);
	if (zeros.even > 0.4 && zeros.odd < 0.1) return strictly('utf-16be', bytes);
	return strictly('utf-8', bytes) ?? strictly(claimed, bytes) ?? new TextDecoder('windows-1252').decode(bytes);
}

function strictly(encoding: string, bytes: Uint8Array): string | null {
	try {
		return new TextDecoder(encoding, { fatal: true }).decode(bytes);
	} catch {
		return null;
	}
}

/** How many of the even and odd bytes at the beginning are zero: Latin text in UTF-16 has one side full of them. */
function zeroShare(bytes: Uint8Array): { even: number; odd: number } {
	const sample = bytes.subarray(0, 2_000);
	const counts = { even: 0, odd: 0 };
	sample.forEach((byte, index) => {
		if (byte === 0) counts[index % 2 === 0 ? 'even' : 'odd']++;
	});
	const half = Math.max(1, sample.length / 2);
	return { even: counts.even / half, odd: counts.odd / half };
}

function isBinary(text: string): boolean {
	const sample = text.slice(0, 20_000);
	const strange = sample.match(/[^\P{Cc}\t\n\r\f\v]/gu)?.length ?? 0;
	return sample.includes('\0') || strange > sample.length * 0.02;
}
