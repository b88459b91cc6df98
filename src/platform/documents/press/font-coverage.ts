// Which signs the fonts of the house draw, read from the fonts themselves: what none draws is printed as its number, never as an empty box.

/** First and last code point. */
type Range = [first: number, last: number];

/** Draws a text with what is known: see `coverageOf`. */
export type Coverage = (text: string) => string;

/**
 * Takes whole TrueType files and gives a function that puts `[U+1F33E]` in the place of every sign that none of them draws; what only
 * joins or varies such signs goes. The text may be JSON: no sign of its syntax is touched.
 */
export function coverageOf(fonts: readonly Buffer[]): Coverage {
	const drawn = fonts
		.flatMap(rangesOf)
		// What Typst lays out itself.
		.concat([[0x00, 0x20]])
		.map(([first, last]) => `\\u{${first.toString(16)}}-\\u{${last.toString(16)}}`);
	const missing = new RegExp(`[^${drawn.join('')}]`, 'gu');
	const hidden = /\p{Default_Ignorable_Code_Point}/u;
	return (text) => text.replace(missing, (sign) => (hidden.test(sign) ? '' : `[U+${numberOf(sign)}]`));
}

function numberOf(sign: string): string {
	return (sign.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0');
}

/** The table `cmap` (https://learn.microsoft.com/en-us/typography/opentype/spec/cmap), formats 4 and 12; other ones give nothing. */
function rangesOf(font: Buffer): Range[] {
	const tables = font.readUInt16BE(4);
	for (let table = 0; table < tables; table++) {
		const record = 12 + table * 16;
		if (font.toString('latin1', record, record + 4) === 'cmap') return rangesOfCmap(font.subarray(font.readUInt32BE(record + 8)));
	}
	return [];
}

function rangesOfCmap(cmap: Buffer): Range[] {
	const offsets = Array.from({ length: cmap.readUInt16BE(2) }, (_, at) => cmap.readUInt32BE(4 + at * 8 + 4));
	return [...new Set(offsets)].flatMap((offset) => {
		const format = cmap.readUInt16BE(offset);
		if (format === 4) return segments(cmap.subarray(offset));
		return format === 12 ? groups(cmap.subarray(offset)) : [];
	});
}

function segments(table: Buffer): Range[] {
	const twice = table.readUInt16BE(6);
	const ranges: Range[] = [];
	for (let at = 0; at < twice; at += 2) {
		const last = table.readUInt16BE(14 + at);
		const first = table.readUInt16BE(16 + twice + at);
		if (last < 0xff_ff) ranges.push([first, last]);
	}
	return ranges;
}

function groups(table: Buffer): Range[] {
	return Array.from({ length: table.readUInt32BE(12) }, (_, at) => [table.readUInt32BE(16 + at * 12), table.readUInt32BE(20 + at * 12)]);
}
