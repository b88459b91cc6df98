// The seal: four petals, one per criterion, filled when met, outlined when assessed and not met, dotted when not assessed.
// Drawn here once, as text, for the pages, the badge other sites embed, the PDF and the link preview.

/** The four criteria in the order of the form; the petals follow it clockwise from the upper left. */
export const petalNames = ['replicability', 'impact', 'results', 'sustainability'] as const;
export type PetalName = (typeof petalNames)[number];
export type PetalState = 'met' | 'unmet' | 'waiting';
export type Petals = Record<PetalName, PetalState>;

/** Colours of the light theme, written into the drawing so that it stands alone; on our pages the style sheet's tokens win. */
export const petalColours = {
	replicability: '#965a0c',
	impact: '#b1452b',
	results: '#3a4a9f',
	sustainability: '#3b7437'
} as const satisfies Record<PetalName, string>;

const leaf = 'M22.5 22.5C22.5 12 14 4.5 4 4C4.5 14 12 22.5 22.5 22.5Z';

/**
 * Takes the state of each petal and the words that say the same; gives a whole SVG document of 48 × 48 units without style sheet
 * or script. The label is its text alternative; a host page puts the words beside it as well.
 */
export function sealSvg(petals: Petals, label: string): string {
	const drawn = petalNames.map((name, index) => petal(name, petals[name], index * 90));
	return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 48 48" role="img" aria-label="${escapeAttribute(label)}">${drawn.join('')}</svg>`;
}

function petal(name: PetalName, state: PetalState, degrees: number): string {
	const colour = petalColours[name];
	const fill = state === 'met' ? colour : 'none';
	const dots = state === 'waiting' ? ' stroke-dasharray="0.1 3.6" stroke-linecap="round"' : '';
	return (
		`<g class="${name} ${state}" transform="rotate(${degrees} 24 24)">` +
		`<path d="${leaf}" fill="${fill}" stroke="${colour}" stroke-width="2.2" stroke-linejoin="round"${dots}/></g>`
	);
}

function escapeAttribute(text: string): string {
	return text.replaceAll('&', '&amp;').replaceAll('"', '&quot;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}
