// The seal: one petal per criterion, filled when met, outlined when assessed and not met, dotted when not assessed.
// Drawn here once, as text, for the pages, the badge other sites embed, the PDF and the link preview.

export type PetalState = 'met' | 'unmet' | 'waiting';
/** One state per criterion, in the order of its edition: two to eight. Four stand crosswise, clockwise from the upper left. */
export type Petals = readonly PetalState[];

/**
 * Hues of the criteria by their place, in the light theme, written into the drawing so that it stands alone; on our pages the style
 * sheet's tokens win.
 */
export const petalColours: readonly string[] = ['#965a0c', '#b1452b', '#3a4a9f', '#3b7437', '#7a3f86', '#1c6b73', '#8d2f56', '#655f14'];

/** Colour of the criterion at a place, from 0. */
export function hueOf(place: number): string {
	return petalColours[place % petalColours.length] ?? '';
}

/** Class that gives an element the hue of the criterion at a place, from 0. */
export function hueClass(place: number): string {
	return `hue-${(place % petalColours.length) + 1}`;
}

/** The petal of the seal with four of them. */
const crosswise = 'M22.5 22.5C22.5 12 14 4.5 4 4C4.5 14 12 22.5 22.5 22.5Z';

/**
 * Takes the state of each petal and the words that say the same; gives a whole SVG document of 48 × 48 units without style sheet
 * or script. The label is its text alternative; a host page puts the words beside it as well.
 */
export function sealSvg(petals: Petals, label: string): string {
	const leaf = petals.length === 4 ? crosswise : uprightLeaf(petals.length);
	const drawn = petals.map((state, place) => petal(leaf, state, place, (place * 360) / petals.length));
	return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 48 48" role="img" aria-label="${escapeAttribute(label)}">${drawn.join('')}</svg>`;
}

function petal(leaf: string, state: PetalState, place: number, degrees: number): string {
	const colour = hueOf(place);
	const fill = state === 'met' ? colour : 'none';
	const dots = state === 'waiting' ? ' stroke-dasharray="0.1 3.6" stroke-linecap="round"' : '';
	return (
		`<g class="${hueClass(place)} ${state}" transform="rotate(${rounded(degrees)} 24 24)">` +
		`<path d="${leaf}" fill="${fill}" stroke="${colour}" stroke-width="2.2" stroke-linejoin="round"${dots}/></g>`
	);
}

/** A petal that points upward and fills its share of the circle: the more there are, the slimmer, and the further from the centre they begin. */
function uprightLeaf(count: number): string {
	const width = Math.min(1.3, Math.tan(Math.PI / count));
	const base = 24 - 1.2 / Math.sin(Math.PI / count);
	const [low, high] = [5.9 * width, 5.4 * width];
	const right = `C${rounded(24 + low)} 16.4 ${rounded(24 + high)} 7.3 24 1.4`;
	const left = `C${rounded(24 - high)} 7.3 ${rounded(24 - low)} 16.4 24 ${rounded(base)}`;
	return `M24 ${rounded(base)}${right}${left}Z`;
}

function rounded(number: number): number {
	return Math.round(number * 100) / 100;
}

function escapeAttribute(text: string): string {
	return text.replaceAll('&', '&amp;').replaceAll('"', '&quot;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}
