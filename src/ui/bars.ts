// Where the parts of a bar chart stand: every bar has its label above it, so that a chart is read on a phone as on paper.

/** Places from left to right are shares of the width, from 0 to 1. */
export interface BarItem {
	label: string;
	/** The figure in words, at the right end of the label's last line. */
	text: string;
	from: number;
	to: number;
	/** A thin line over the bar. */
	interval?: [number, number];
}

export interface PlacedBar extends BarItem {
	lines: { text: string; y: number }[];
	/** Upper edge of the bar, px. */
	y: number;
}

const lineHeight = 20;
const barHeight = 12;
const gap = 16;
/** Signs of a label in one line, beside its figure, on the narrowest screen. */
const lineLength = 38;

/** @returns the bars one under the other, and the height of all, px */
export function placeBars(items: readonly BarItem[]): { bars: PlacedBar[]; height: number; barHeight: number } {
	let top = 0;
	const bars = items.map((item) => {
		const lines = linesOf(item.label).map((text, at) => ({ text, y: top + (at + 0.75) * lineHeight }));
		const y = top + lines.length * lineHeight;
		top = y + barHeight + gap;
		return { ...item, lines, y };
	});
	return { bars, height: Math.max(0, top - gap), barHeight };
}

/** A label in lines; a single word may be longer. */
function linesOf(label: string): string[] {
	const lines: string[] = [];
	for (const word of label.split(' ')) {
		const last = lines.at(-1);
		if (last !== undefined && `${last} ${word}`.length <= lineLength) lines[lines.length - 1] = `${last} ${word}`;
		else lines.push(word);
	}
	return lines;
}
