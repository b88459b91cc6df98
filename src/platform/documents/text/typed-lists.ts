// People type bullets and numbers by hand. This tells such lines from running text.
import type { ListPlace, TextBlock } from '../read-document.ts';
import { normaliseRuns, type Run } from '../rich-text.ts';

const bullet = /^\s*(?:[•·▪◦●○■□‣➢➤✓\uf0a7\uf0b7\uf0d8\uf0fc][ \t\u00a0]*|[-–—][ \t\u00a0]+)(?=\S)/;
const number = /^\s*(\d{1,6})[.)][ \t\u00a0]+(?=\S)/;

/** A block whose lines begin with typed bullets or numbers, as one block per item; otherwise the block itself. */
export function splitTypedList(block: TextBlock): TextBlock[] {
	const lines = splitLines(block.runs);
	if (block.list || !hasTypedMarker(block.runs)) return [block];
	const out: TextBlock[] = [];
	for (const line of lines) {
		const marker = markerOf(line);
		const last = out.at(-1);
		if (marker) out.push({ ...block, runs: normaliseRuns(cutRuns(line, marker.length)), list: marker.list });
		else if (last) last.runs = [...last.runs, { text: '\n' }, ...line];
		else out.push({ ...block, runs: line });
	}
	return out;
}

function markerOf(line: Run[]): { length: number; list: ListPlace } | null {
	const text = line.map((run) => run.text).join('');
	const bulleted = bullet.exec(text);
	if (bulleted) return { length: bulleted[0].length, list: { level: 0, kind: 'bullet', number: 1 } };
	const numbered = number.exec(text);
	return numbered && { length: numbered[0].length, list: { level: 0, kind: 'number', number: Number(numbered[1]) } };
}

/** Runs without their first `length` characters. */
export function cutRuns(runs: Run[], length: number): Run[] {
	let left = length;
	return runs.flatMap((run) => {
		const cut = Math.min(left, run.text.length);
		left -= cut;
		return cut === run.text.length ? [] : [{ ...run, text: run.text.slice(cut) }];
	});
}

/** Runs parted at their line breaks. */
export function splitLines(runs: Run[]): Run[][] {
	const lines: Run[][] = [[]];
	for (const run of runs) {
		run.text.split('\n').forEach((text, index) => {
			if (index > 0) lines.push([]);
			if (text !== '') lines.at(-1)?.push({ ...run, text });
		});
	}
	return lines;
}

/** Whether a line of the text would be taken for a typed item. */
export function hasTypedMarker(runs: Run[]): boolean {
	return splitLines(runs).some((line) => markerOf(line) !== null);
}
