// The seal: one petal per criterion, filled when met, outlined when not, dotted when nobody assessed it.
import type { CriterionKey } from '#features/methodology/schema.ts';

/** Hues that hold on white paper; each criterion has the same one everywhere. */
export const criterionHues = {
	replicability: '#a8660f',
	impact: '#b1452b',
	results: '#3a4a9f',
	sustainability: '#3b7437'
} as const satisfies Record<CriterionKey, string>;

export type Petal = { key: CriterionKey; met: boolean | null };

const petalPath = 'M22.5 22.5C22.5 12 14 4.5 4 4C4.5 14 12 22.5 22.5 22.5Z';

function petalStyle(hue: string, met: boolean | null): string {
	const fill = met ? hue : 'none';
	return `fill="${fill}" stroke="${hue}" stroke-width="2.2" stroke-linejoin="round"${met === null ? ' stroke-dasharray="2 3"' : ''}`;
}

/** SVG of the whole seal, petals clockwise from the upper left. */
export function sealSvg(petals: Petal[]): string {
	const drawn = petals.map(
		({ key, met }, index) => `<path transform="rotate(${index * 90} 24 24)" d="${petalPath}" ${petalStyle(criterionHues[key], met)}/>`
	);
	return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 48 48">${drawn.join('')}</svg>`;
}

/** SVG of one petal alone, to stand before a criterion's name. */
export function petalSvg({ key, met }: Petal): string {
	return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="2 2 22 22"><path d="${petalPath}" ${petalStyle(criterionHues[key], met)}/></svg>`;
}
