// Writes src/platform/maps/shapes.ts: the outlines of the map page, drawn from @svg-maps (CC BY 4.0) with as few points as a screen shows;
// with --verify only says whether it is up to date.
import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import mexico from '@svg-maps/mexico';
import world from '@svg-maps/world';
import { countryCodes, mexicanStates } from '#platform/places.ts';

type Point = readonly [x: number, y: number];
type Ring = readonly Point[];

/** A place as the source draws it. */
interface Location {
	id: string;
	name: string;
	path: string;
}

interface Shape {
	code: string;
	rings: Ring[];
}

/** What is cut out of a drawing, and how finely: `scale` steps per unit of the source, corners of less than `area` square steps are cut off. */
interface Frame {
	name: string;
	comment: string;
	left: number;
	top: number;
	right: number;
	bottom: number;
	scale: number;
	area: number;
}

/** Codes of the source that are not the lower-case ISO code of the place; null for what has none of its own. */
const otherCodes: Record<string, string | null> = {
	// The Glorioso Islands and Juan de Nova are part of the French Southern Territories.
	go: 'TF',
	ju: 'TF',
	'um-dq': 'UM',
	'um-fq': 'UM',
	'um-hq': 'UM',
	'um-jq': 'UM',
	'um-mq': 'UM',
	'um-wq': 'UM',
	// Kosovo has no code in ISO 3166-1.
	xk: null
};

/** How the source calls the states that Mexico itself calls otherwise. */
const otherNames: Record<string, string> = { 'Mexico City': 'Ciudad de México', México: 'Estado de México' };

/** Region 019 of the United Nations' M49, the Americas, but for Greenland and two territories in the far south, which lie beyond the frame. */
const americas = (
	'AG AI AR AW BB BL BM BO BQ BR BS BZ CA CL CO CR CU CW DM DO EC FK GD GF GP GT GY HN HT JM KN KY LC MF MQ MS MX NI ' +
	'PA PE PM PR PY SR SV SX TC TT US UY VC VE VG VI'
).split(' ');

const frames = {
	mexico: {
		name: 'mexicoMap',
		comment: 'The federal entities of Mexico.',
		left: 0,
		top: 0,
		right: 793,
		bottom: 498,
		scale: 1,
		area: 1.6
	},
	americas: {
		name: 'americasMap',
		comment: 'The Americas by country.',
		left: 100,
		top: 240,
		right: 392,
		bottom: 652,
		scale: 2,
		area: 1.6
	},
	world: {
		name: 'worldMap',
		comment: 'The world by country.',
		left: 0,
		top: 90,
		right: 1010,
		bottom: 652,
		scale: 1,
		area: 1.2
	}
} as const satisfies Record<string, Frame>;

/** A place no larger than this, in steps, is drawn as a dot: nobody could see or hit it. */
const dotBelow = 5;
/** So deep, in steps, must a shape be for a number to stand in it. */
const roomFrom = 6;

/** The rings of a path made of `m`, `M`, `l` and `z`, in the units of its drawing. @throws Error for any other command */
function readPath(source: string): Ring[] {
	const rings: Ring[] = [];
	let ring: Point[] = [];
	let [x, y] = [0, 0];
	let isAbsolute = false;
	const tokens = source.match(/[a-z](?![-\d])|[-+]?(?:\d+\.?\d*|\.\d+)(?:e[-+]?\d+)?|[a-z]/gi) ?? [];
	for (let at = 0; at < tokens.length; at++) {
		const token = tokens[at] ?? '';
		if (/^[mMlL]$/.test(token)) {
			isAbsolute = token === token.toUpperCase();
			if (token.toLowerCase() === 'm') ring = [];
		} else if (/^z$/i.test(token)) {
			rings.push(ring);
			[x, y] = ring[0] ?? [x, y];
		} else {
			const [given, next] = [Number(token), Number(tokens[++at])];
			if (!Number.isFinite(given) || !Number.isFinite(next)) throw new Error(`cannot read ${token} ${tokens[at]}`);
			[x, y] = isAbsolute ? [given, next] : [x + given, y + next];
			ring.push([x, y]);
		}
	}
	return rings;
}

/** Twice the signed area of a ring. */
function areaOf(ring: Ring): number {
	return ring.reduce((sum, [x, y], at) => {
		const [nextX, nextY] = ring[(at + 1) % ring.length] ?? [x, y];
		return sum + x * nextY - nextX * y;
	}, 0);
}

function boxOf(ring: Ring): { left: number; top: number; right: number; bottom: number } {
	const xs = ring.map(([x]) => x);
	const ys = ring.map(([, y]) => y);
	return { left: Math.min(...xs), top: Math.min(...ys), right: Math.max(...xs), bottom: Math.max(...ys) };
}

/**
 * Takes off the corner that matters least, again and again, until each that is left spans `area`. What two neighbours share loses the same
 * corners on both sides. Source: Visvalingam and Whyatt, "Line generalisation by repeated elimination of points", 1993.
 */
function withoutSmallCorners(ring: Ring, area: number): Ring {
	const points = [...ring];
	while (points.length > 3) {
		let least = Number.POSITIVE_INFINITY;
		let place = -1;
		for (let at = 0; at < points.length; at++) {
			const corner = [points.at(at - 1), points[at], points[(at + 1) % points.length]].filter((point) => point !== undefined);
			const span = Math.abs(areaOf(corner)) / 2;
			if (span < least) [least, place] = [span, at];
		}
		if (least >= area) break;
		points.splice(place, 1);
	}
	return points;
}

/** A ring on the grid of the frame, without points that fall on the one before. */
function onGrid(ring: Ring, { left, top, scale }: Frame): Ring {
	const points = ring.map(([x, y]): Point => [Math.round((x - left) * scale), Math.round((y - top) * scale)]);
	const different = points.filter(([x, y], at) => {
		const [beforeX, beforeY] = points.at(at - 1) ?? [x, y];
		return x !== beforeX || y !== beforeY;
	});
	return different.length > 0 ? different : points.slice(0, 1);
}

/** `M3 4h2l-1 5z`: every step relative to the one before, which takes the fewest signs. */
function writePath(ring: Ring): string {
	const [[startX, startY] = [0, 0], ...rest] = ring;
	let [x, y] = [startX, startY];
	const steps = rest.map(([nextX, nextY]) => {
		const [dx, dy] = [nextX - x, nextY - y];
		[x, y] = [nextX, nextY];
		if (dy === 0) return `h${dx}`;
		if (dx === 0) return `v${dy}`;
		return `l${dx}${dy < 0 ? '' : ' '}${dy}`;
	});
	return `M${startX}${startY < 0 ? '' : ' '}${startY}${steps.join('')}z`.replaceAll(
		/(l-?\d+ ?-?\d+)((?:l-?\d+ ?-?\d+)+)/g,
		(_, first, more) => {
			const joined = String(more).replaceAll(/l(-?)/g, (_sign, minus) => (minus ? '-' : ' '));
			return `${first}${joined}`;
		}
	);
}

interface Drawn {
	code: string;
	path: string;
	/** Where its number stands. */
	at: Point;
	hasRoom: boolean;
}

function draw({ code, rings }: Shape, frame: Frame): Drawn | undefined {
	const inSight = rings.filter((ring) => {
		const box = boxOf(ring);
		return box.right > frame.left && box.left < frame.right && box.bottom > frame.top && box.top < frame.bottom;
	});
	const bySize = inSight.map((ring) => onGrid(ring, frame)).sort((a, b) => Math.abs(areaOf(b)) - Math.abs(areaOf(a)));
	const [largest] = bySize;
	if (!largest) return undefined;
	const box = boxOf(largest);
	if (Math.max(box.right - box.left, box.bottom - box.top) < dotBelow || largest.length < 3) {
		const at: Point = [Math.round((box.left + box.right) / 2), Math.round((box.top + box.bottom) / 2)];
		return { code, path: `M${at[0] - 3} ${at[1]}a3 3 0 1 0 6 0a3 3 0 1 0-6 0z`, at, hasRoom: false };
	}
	const kept = bySize
		.map((ring) => withoutSmallCorners(ring, frame.area))
		.filter((ring, at) => at === 0 || Math.abs(areaOf(ring)) / 2 >= frame.area * 4);
	const { at, depth } = deepestPoint(clipped(kept[0] ?? largest, frame));
	return { code, path: kept.map(writePath).join(''), at, hasRoom: depth >= roomFrom };
}

/** A ring with what lies beyond the frame pressed to its edge, so that a number stands in sight. */
function clipped(ring: Ring, { left, top, right, bottom, scale }: Frame): Ring {
	const within = (value: number, most: number) => Math.min(most, Math.max(0, value));
	return ring.map(([x, y]): Point => [within(x, (right - left) * scale), within(y, (bottom - top) * scale)]);
}

/** The point of a grid that lies deepest inside a ring, and how far it is from the nearest edge. */
function deepestPoint(ring: Ring): { at: Point; depth: number } {
	const { left, top, right, bottom } = boxOf(ring);
	const step = Math.max(1, Math.round(Math.max(right - left, bottom - top) / 40));
	let best: { at: Point; depth: number } = { at: [Math.round((left + right) / 2), Math.round((top + bottom) / 2)], depth: 0 };
	for (let x = left; x <= right; x += step) {
		for (let y = top; y <= bottom; y += step) {
			const depth = isInside([x, y], ring) ? distanceToEdge([x, y], ring) : 0;
			if (depth > best.depth) best = { at: [x, y], depth };
		}
	}
	return best;
}

/** Whether a line from the point to the right crosses the ring an odd number of times. */
function isInside([x, y]: Point, ring: Ring): boolean {
	const crossed = ring.filter(([fromX, fromY], at) => {
		const [toX, toY] = ring[(at + 1) % ring.length] ?? [fromX, fromY];
		return fromY > y !== toY > y && x < fromX + ((y - fromY) / (toY - fromY)) * (toX - fromX);
	});
	return crossed.length % 2 === 1;
}

function distanceToEdge([x, y]: Point, ring: Ring): number {
	const distances = ring.map(([fromX, fromY], at) => {
		const [toX, toY] = ring[(at + 1) % ring.length] ?? [fromX, fromY];
		const [dx, dy] = [toX - fromX, toY - fromY];
		const along = Math.min(1, Math.max(0, ((x - fromX) * dx + (y - fromY) * dy) / (dx * dx + dy * dy || 1)));
		return Math.hypot(x - fromX - along * dx, y - fromY - along * dy);
	});
	return Math.min(...distances);
}

/** Places of the source under our codes; several drawings of one place become one. */
function places(locations: readonly Location[], codeOf: (id: string, name: string) => string | null): Shape[] {
	const shapes = new Map<string, Ring[]>();
	for (const { id, name, path: source } of locations) {
		const code = codeOf(id, name);
		if (code) shapes.set(code, [...(shapes.get(code) ?? []), ...readPath(source)]);
	}
	return [...shapes].map(([code, rings]) => ({ code, rings })).sort((a, b) => a.code.localeCompare(b.code, 'en'));
}

function countryCode(id: string): string | null {
	const code = id in otherCodes ? otherCodes[id] : id.toUpperCase();
	if (code && !countryCodes.includes(code)) throw new Error(`${id} is no country of ISO 3166-1: say in otherCodes what it is`);
	return code ?? null;
}

function stateCode(id: string, drawn: string): string {
	const state = mexicanStates.find(({ code }) => code === `MX-${id.toUpperCase()}`);
	if (!state || state.name !== (otherNames[drawn] ?? drawn))
		throw new Error(`${id} is drawn as ${drawn}, and its code says ${state?.name}`);
	return state.code;
}

function written(frame: Frame, shapes: Shape[]): string {
	const drawn = shapes.map((shape) => draw(shape, frame)).filter((shape) => shape !== undefined);
	const [width, height] = [(frame.right - frame.left) * frame.scale, (frame.bottom - frame.top) * frame.scale];
	const lines = drawn.map(
		({ code, path: outline, at, hasRoom }) => `\t\t{ code: '${code}', path: '${outline}', at: [${at.join(', ')}], hasRoom: ${hasRoom} }`
	);
	return `/** ${frame.comment} */\nexport const ${frame.name}: MapDrawing = {\n\twidth: ${width},\n\theight: ${height},\n\tshapes: [\n${lines.join(',\n')}\n\t]\n};\n`;
}

const file = path.resolve(import.meta.dirname, '../src/platform/maps/shapes.ts');
const countries = places(world.locations, countryCode);
const text = [
	'// Outlines of places, written by scripts/maps.ts from @svg-maps/mexico and @svg-maps/world by Victor Cazanave (CC BY 4.0), simplified.',
	"import type { MapDrawing } from './drawing.ts';\n",
	written(frames.mexico, places(mexico.locations, stateCode)),
	written(
		frames.americas,
		countries.filter(({ code }) => americas.includes(code))
	),
	written(frames.world, countries)
].join('\n');

if (process.argv.includes('--verify')) {
	if ((await readFile(file, 'utf8')) !== text) {
		console.error('src/platform/maps/shapes.ts is out of date: run `node scripts/maps.ts`');
		process.exitCode = 1;
	}
} else await writeFile(file, text);
