// The side parts of a workbook: its strings, what its numbers mean, its comments.
import { RefusedFile } from '../refusal.ts';
import { cleanText, type Run } from '../rich-text.ts';
import { type Attributes, walkXml } from '../xml.server.ts';
import { sheetLimits } from './sheet-table.ts';

/** What a number format makes of a number. `elapsed` counts hours beyond a day. */
export type NumberKind = { kind: 'number' } | { kind: 'percent'; decimals: number } | { kind: 'date' } | { kind: 'elapsed' };

/** Gathers the runs of a string (`si`, `is`, a comment's `text`) while its XML is walked; reading aids for Japanese are left out. */
export class RunGatherer {
	private runs: Run[] = [];
	private marks: Pick<Run, 'bold' | 'italic'> = {};
	private isText = false;
	private isReadingAid = false;

	open(name: string, attributes: Attributes): void {
		if (name === 's:rPh') this.isReadingAid = true;
		else if (name === 's:t') this.isText = !this.isReadingAid;
		else if (name === 's:r') this.marks = {};
		else if (name === 's:b' && isOn(attributes)) this.marks.bold = true;
		else if (name === 's:i' && isOn(attributes)) this.marks.italic = true;
	}

	text(content: string): void {
		if (this.isText) this.runs.push({ text: content, ...this.marks });
	}

	close(name: string): void {
		if (name === 's:rPh') this.isReadingAid = false;
		else if (name === 's:t') this.isText = false;
		else if (name === 's:r') this.marks = {};
	}

	/** What was gathered since the last time. */
	take(): Run[] {
		const runs = joined(this.runs).map((run) => ({ ...run, text: readEscapes(run.text) }));
		this.runs = [];
		this.marks = {};
		return runs.filter((run) => run.text !== '');
	}
}

function isOn({ val }: Attributes): boolean {
	return val !== '0' && val !== 'false';
}

/** A parser gives one text in several pieces, and an escape may lie across two of them. */
function joined(runs: Run[]): Run[] {
	const out: Run[] = [];
	for (const run of runs) {
		const last = out.at(-1);
		if (last && last.bold === run.bold && last.italic === run.italic) last.text += run.text;
		else out.push({ ...run });
	}
	return out;
}

/** `_x000A_` stands for the character with that number. Source: ECMA-376 part 1, 22.9.2.19 (ST_Xstring). */
export function readEscapes(text: string): string {
	return cleanText(text.replace(/_x([0-9a-f]{4})_/gi, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16))));
}

/** The strings that cells point at by number. */
export function readSharedStrings(bytes: Uint8Array | undefined): Run[][] {
	const strings: Run[][] = [];
	const gatherer = new RunGatherer();
	if (!bytes) return strings;
	walkXml(bytes, {
		open: (name, attributes) => gatherer.open(name, attributes),
		text: (content) => gatherer.text(content),
		close(name) {
			gatherer.close(name);
			if (name === 's:si') strings.push(gatherer.take());
			if (strings.length > sheetLimits.cells) throw new RefusedFile('fileTooLarge');
		}
	});
	return strings;
}

/** What each cell style makes of a number, in the order cells count them. */
export function readNumberKinds(bytes: Uint8Array | undefined): NumberKind[] {
	const codes = new Map<number, string>();
	const kinds: NumberKind[] = [];
	let isCellStyle = false;
	if (!bytes) return kinds;
	walkXml(bytes, {
		open(name, { numFmtId, formatCode = '' }) {
			if (name === 's:numFmt') codes.set(Number(numFmtId), formatCode);
			else if (name === 's:cellXfs') isCellStyle = true;
			else if (name === 's:xf' && isCellStyle) kinds.push(kindOf(Number(numFmtId ?? 0), codes));
		},
		close(name) {
			if (name === 's:cellXfs') isCellStyle = false;
		}
	});
	return kinds;
}

/** Formats known by number alone. Source: ECMA-376 part 1, 18.8.30 (numFmt); 27–36 and 50–58 are dates of East Asian editions. */
function kindOf(id: number, codes: Map<number, string>): NumberKind {
	const code = codes.get(id);
	if (code !== undefined) return kindOfCode(code);
	if (id === 9 || id === 10) return { kind: 'percent', decimals: id === 9 ? 0 : 2 };
	if (id === 46) return { kind: 'elapsed' };
	const isDate = (id >= 14 && id <= 22) || (id >= 27 && id <= 36) || (id >= 45 && id <= 47) || (id >= 50 && id <= 58);
	return { kind: isDate ? 'date' : 'number' };
}

function kindOfCode(code: string): NumberKind {
	const [positive = ''] = code.replace(/"[^"]*"|\\.|_.|\*./g, '').split(';');
	const bare = positive.replace(/\[(?!(?:h+|m+|s+)\])[^\]]*\]/gi, '');
	if (/\[h+\]/i.test(bare)) return { kind: 'elapsed' };
	if (!/general/i.test(bare) && /[ymdhs]/i.test(bare)) return { kind: 'date' };
	if (bare.includes('%')) return { kind: 'percent', decimals: /\.([0#?]+)/.exec(bare)?.[1]?.length ?? 0 };
	return { kind: 'number' };
}

const secondsOfDay = 86_400;
/** 31 December 9999, the last day a spreadsheet knows. */
const lastDay = 2_958_465;

/**
 * A cell's number as a person reads it: `2026-11-22`, `2026-11-22 09:30`, `09:30`, `12.5%`, `1500`.
 * @param isFrom1904 the workbook counts days from 1904 on
 */
export function numberText(raw: string, { kind, ...format }: NumberKind, isFrom1904: boolean): string {
	const value = Number(raw);
	if (raw.trim() === '' || !Number.isFinite(value)) return raw.trim();
	if (kind === 'percent' && 'decimals' in format) return `${Number((value * 100).toFixed(Math.min(format.decimals, 10)))}%`;
	if (kind === 'elapsed' && value >= 0) return clock(Math.round(value * secondsOfDay));
	const day = Math.floor(Math.round(value * secondsOfDay) / secondsOfDay) + (isFrom1904 ? 1_462 : 0);
	if (kind === 'date' && value >= 0 && day <= lastDay) return dateText(day, Math.round(value * secondsOfDay) % secondsOfDay);
	// Spreadsheets keep fifteen digits; what follows is noise of the binary number.
	return String(Number(value.toPrecision(15)));
}

/** Day 60 is 29 February 1900, which never was; before it the count is one behind. Source: ECMA-376 part 1, 18.17.4.1. */
function dateText(day: number, seconds: number): string {
	if (day === 0) return clock(seconds);
	const date = new Date(Date.UTC(1899, 11, day < 60 ? 31 : 30) + day * secondsOfDay * 1_000).toISOString().slice(0, 10);
	return seconds === 0 ? date : `${date} ${clock(seconds)}`;
}

function clock(seconds: number): string {
	const two = (number: number) => String(number).padStart(2, '0');
	const rest = seconds % 60;
	return `${two(Math.floor(seconds / 3_600))}:${two(Math.floor(seconds / 60) % 60)}${rest === 0 ? '' : `:${two(rest)}`}`;
}

/** A remark at a cell, by the cell's reference. */
export type CellComment = { ref: string; text: string };

/** Comments of the old kind (`comments1.xml`) and of the new (`threadedComment1.xml`); authors are not taken in. */
export function readComments(bytes: Uint8Array | undefined): CellComment[] {
	const comments: CellComment[] = [];
	const gatherer = new RunGatherer();
	let ref = '';
	let threaded = '';
	let isThreadedText = false;
	if (!bytes) return comments;
	walkXml(bytes, {
		open(name, attributes) {
			gatherer.open(name, attributes);
			if (name === 's:comment' || name === 'tc:threadedComment') ref = attributes.ref ?? '';
			if (name === 'tc:text') isThreadedText = true;
		},
		text(content) {
			if (isThreadedText) threaded += content;
			else gatherer.text(content);
		},
		close(name) {
			gatherer.close(name);
			if (name === 'tc:text') {
				comments.push({ ref, text: cleanText(threaded).trim() });
				threaded = '';
				isThreadedText = false;
			} else if (name === 's:comment') {
				const text = gatherer
					.take()
					.map((run) => run.text)
					.join('')
					.trim();
				comments.push({ ref, text });
			}
		}
	});
	return comments.filter((comment) => comment.text !== '');
}
