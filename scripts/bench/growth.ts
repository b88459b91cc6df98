// Draws how times grow with the catalogue: both axes by powers of ten, so that a straight line is a power and a flat one does not grow.

export interface Line {
	name: string;
	/** Number of practices and milliseconds. */
	points: readonly { size: number; ms: number }[];
}

const frame = { left: 70, top: 20, width: 480, height: 300, right: 190, bottom: 50 };
/** Told apart without colours as well: each line has a dash of its own and its name at its end. */
const strokes = [
	['#8c2f39', ''],
	['#1d4e6b', ''],
	['#1d4e6b', '6 4'],
	['#3f6b3a', '2 3'],
	['#6b5b1d', '9 3 2 3']
] as const;
const nameHeight = 16;

/** An SVG document. */
export function drawGrowth(lines: readonly Line[]): string {
	const points = lines.flatMap((line) => line.points);
	const x = axis(
		points.map(({ size }) => size),
		frame.left,
		frame.width
	);
	const y = axis(
		points.map(({ ms }) => ms),
		frame.top + frame.height,
		-frame.height
	);
	const width = frame.left + frame.width + frame.right;
	const height = frame.top + frame.height + frame.bottom;
	const names = apart(lines.map(({ points: own }) => y.place(own.at(-1)?.ms ?? 1)));
	return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" role="img" font-family="sans-serif" font-size="12">
<title>Median time of an answer by number of practices, both axes logarithmic</title>
<rect width="${width}" height="${height}" fill="#fff"/>
<g stroke="#ddd">${[
		...x.powers.map((power) => `<path d="M${place(x.place(power))} ${frame.top}v${frame.height}"/>`),
		...y.powers.map((power) => `<path d="M${frame.left} ${place(y.place(power))}h${frame.width}"/>`)
	].join('')}</g>
<g fill="#444">${[
		...x.powers.map(
			(power) =>
				`<text x="${place(x.place(power))}" y="${frame.top + frame.height + 18}" text-anchor="middle">${power.toLocaleString('en')}</text>`
		),
		...y.powers.map((power) => `<text x="${frame.left - 8}" y="${place(y.place(power) + 4)}" text-anchor="end">${power} ms</text>`),
		`<text x="${frame.left + frame.width / 2}" y="${height - 10}" text-anchor="middle">practices</text>`
	].join('')}</g>
${lines
	.map(({ name, points: own }, at) => {
		const [colour, dash] = strokes[at % strokes.length] ?? strokes[0];
		const path = own.map(({ size, ms }, index) => `${index === 0 ? 'M' : 'L'}${place(x.place(size))} ${place(y.place(ms))}`).join('');
		const dots = own.map(({ size, ms }) => `<circle cx="${place(x.place(size))}" cy="${place(y.place(ms))}" r="3"/>`).join('');
		const label = `<text x="${frame.left + frame.width + 10}" y="${place((names[at] ?? 0) + 4)}">${name}</text>`;
		return `<g fill="${colour}"><path d="${path}" fill="none" stroke="${colour}" stroke-width="2" stroke-dasharray="${dash}"/>${dots}${label}</g>`;
	})
	.join('\n')}
</svg>
`;
}

/** An axis by powers of ten that holds all values. */
function axis(values: readonly number[], begin: number, length: number) {
	const first = Math.floor(Math.log10(Math.min(...values)));
	const last = Math.max(first + 1, Math.ceil(Math.log10(Math.max(...values))));
	return {
		place: (value: number) => begin + (length * (Math.log10(value) - first)) / (last - first),
		powers: Array.from({ length: last - first + 1 }, (_, at) => 10 ** (first + at)).map((power) => Number(power.toPrecision(1)))
	};
}

/** Heights of names that do not cover each other, in the order of the lines. */
function apart(heights: readonly number[]): number[] {
	const placed: number[] = [];
	let last = Number.NEGATIVE_INFINITY;
	for (const { height, at } of heights.map((height, at) => ({ height, at })).toSorted((a, b) => a.height - b.height)) {
		last = Math.max(height, last + nameHeight);
		placed[at] = last;
	}
	return placed;
}

function place(value: number): string {
	return String(Number(value.toFixed(1)));
}
