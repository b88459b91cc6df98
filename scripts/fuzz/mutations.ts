// Breaks a valid file in the ways files break and attackers break them: bits, cuts, splices, directories of archives, XML, paths.
import { strToU8, zipSync } from 'fflate';
import type { Random } from './random.ts';
import type { Sample } from './samples.ts';

/** A mutated copy; the same random numbers give the same file. */
export function mutate(sample: Sample, others: readonly [Sample, ...Sample[]], random: Random): Uint8Array {
	let bytes = sample.parts && random.chance(0.6) ? repacked(sample.parts, random) : Buffer.from(sample.bytes);
	const times = sample.parts && random.chance(0.4) ? 0 : 1 + random.below(4);
	for (let time = 0; time < times; time++) bytes = random.pick(byteMutations)(bytes, random, others);
	return bytes;
}

// bytes -----------------------------------------------------------------------------------------------------------

type ByteMutation = (bytes: Buffer, random: Random, others: readonly [Sample, ...Sample[]]) => Buffer;

const byteMutations: [ByteMutation, ...ByteMutation[]] = [
	(bytes, random) => {
		const copy = Buffer.from(bytes);
		for (let count = 1 + random.below(12); count > 0; count--) flip(copy, random.below(copy.length), random.below(8));
		return copy;
	},
	(bytes, random) => bytes.subarray(0, random.below(bytes.length)),
	(bytes, random) => bytes.subarray(random.below(bytes.length)),
	(bytes, random) => {
		const [from, length] = [random.below(bytes.length), random.below(2_000)];
		return Buffer.concat([bytes.subarray(0, from), bytes.subarray(from + length)]);
	},
	(bytes, random) => {
		const [from, length] = [random.below(bytes.length), random.below(2_000)];
		const part = bytes.subarray(from, from + length);
		return Buffer.concat([bytes.subarray(0, from), ...Array.from({ length: 1 + random.below(20) }, () => part), bytes.subarray(from)]);
	},
	(bytes, random, others) => {
		const other = random.pick(others).bytes;
		return Buffer.concat([bytes.subarray(0, random.below(bytes.length)), other.subarray(random.below(other.length))]);
	},
	(bytes, random) => {
		const at = random.below(bytes.length);
		return Buffer.concat([bytes.subarray(0, at), Buffer.alloc(random.below(5_000), random.below(256)), bytes.subarray(at)]);
	},
	numbersChanged,
	directoryTampered
];

function flip(bytes: Buffer, at: number, bit: number): void {
	if (at < bytes.length) bytes[at] = (bytes[at] ?? 0) ^ (1 << bit);
}

const numbers: [string, ...string[]] = ['0', '-1', '1', '2147483648', '4294967295', '99999999999999999999', '1e309', '0.0000001', 'NaN'];

/** A number in the text of the file becomes another: lengths, counts, offsets, references. */
function numbersChanged(bytes: Buffer, random: Random): Buffer {
	const text = bytes.toString('latin1');
	const found = [...text.matchAll(/\d+/g)];
	const chosen = found[random.below(found.length)];
	if (!chosen) return bytes;
	return Buffer.from(text.slice(0, chosen.index) + random.pick(numbers) + text.slice(chosen.index + chosen[0].length), 'latin1');
}

// archives --------------------------------------------------------------------------------------------------------

const entrySignatures: [number, number, number] = [0x02014b50, 0x04034b50, 0x06054b50];

/** Fields of a zip's directory: flags, methods, sums, sizes, offsets, lengths of names. */
function directoryTampered(bytes: Buffer, random: Random): Buffer {
	const copy = Buffer.from(bytes);
	const wanted = random.pick(entrySignatures);
	const found: number[] = [];
	for (let at = 0; at + 46 < copy.length && found.length < 200; at++) if (copy.readUInt32LE(at) === wanted) found.push(at);
	const at = found[random.below(found.length)];
	if (at === undefined) return copy;
	const offset = at + 4 + random.below(40);
	const value = random.pick([0, 1, 8, 0xffff, 0xffffffff, random.below(0xffff)]);
	if (offset + 4 <= copy.length) random.chance(0.5) ? copy.writeUInt16LE(value & 0xffff, offset) : copy.writeUInt32LE(value, offset);
	return copy;
}

/** Names of entries that lead elsewhere. */
export const strangeNames: [string, ...string[]] = [
	'../../outside.txt',
	'/outside.txt',
	'..\\..\\outside.txt',
	'C:\\outside.txt',
	'word/../../outside.xml',
	'word/a\u0000.xml',
	'constructor',
	`${'a/'.repeat(2_000)}x`
];

/** An archive put together anew, with valid sums, around parts that are not. */
function repacked(parts: Record<string, string>, random: Random): Buffer {
	const changed = new Map(Object.entries(parts));
	const names = [...changed.keys()];
	const chosen = names[random.below(names.length)] ?? '';
	const content = changed.get(chosen) ?? '';
	if (random.chance(0.1)) changed.delete(chosen);
	else if (random.chance(0.15)) changed.set(random.pick(strangeNames), content);
	else {
		let xml = content;
		for (let count = 1 + random.below(3); count > 0; count--) xml = random.pick(xmlMutations)(xml, random);
		changed.set(chosen, xml);
	}
	const files = Object.fromEntries([...changed].map(([name, text]) => [name, strToU8(text)]));
	return Buffer.from(zipSync(files, { level: random.chance(0.5) ? 6 : 0 }));
}

// XML -------------------------------------------------------------------------------------------------------------

type XmlMutation = (xml: string, random: Random) => string;

const xmlMutations: [XmlMutation, ...XmlMutation[]] = [
	(xml, random) => replaceTag(xml, random, () => ''),
	(xml, random) => replaceTag(xml, random, (tag) => tag + tag),
	(xml, random) =>
		replaceTag(xml, random, (tag) =>
			tag.replace(/<(\/?)[\w:]+/, `<$1${random.pick(['w:tbl', 'w:tc', 'w:p', 'w:sdt', 'table:table', 'c', 'x'])}`)
		),
	(xml, random) => replaceTag(xml, random, (tag) => tag.replaceAll(/"[^"]*"/g, `"${random.pick(numbers)}"`)),
	(xml, random) => replaceTag(xml, random, (tag) => tag.repeat(1 + random.below(1_500))),
	(xml, random) =>
		replaceTag(
			xml,
			random,
			(tag) => `${tag}${random.pick(['\u0000', '&#x0;', '&lol;', ']]>', '<!--', '<![CDATA[', '\ufffe', '&amp;'.repeat(3_000)])}`
		),
	(xml, random) => `<!DOCTYPE x [<!ENTITY lol "${'l'.repeat(random.below(50))}"><!ENTITY f SYSTEM "file:///etc/hostname">]>${xml}`,
	(xml, random) => xml.slice(0, random.below(xml.length)),
	(xml, random) => replaceTag(xml, random, (tag) => tag + 'Impacto positivo: '.repeat(random.below(3_000))),
	(xml, random) => xml.replaceAll(random.pick(['w:', 'text:', 'xmlns', 'http://schemas', 'val=']), random.pick(['', 'x:', 'W:']))
];

function replaceTag(xml: string, random: Random, change: (tag: string) => string): string {
	const tags = [...xml.matchAll(/<[^<>]+>/g)];
	const chosen = tags[random.below(tags.length)];
	return chosen ? xml.slice(0, chosen.index) + change(chosen[0]) + xml.slice(chosen.index + chosen[0].length) : xml;
}
