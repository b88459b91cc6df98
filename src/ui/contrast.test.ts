// Every pair of colours that meets on a page keeps the contrast of WCAG 2.2 AA, in light and in dark.
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { hueClass, petalColours } from './seal.ts';

const css = readFileSync(new URL('./tokens.css', import.meta.url), 'utf8');
const [lightCss = '', darkCss = ''] = css.split('prefers-color-scheme: dark');
const light = colours(lightCss);
const dark = { ...light, ...colours(darkCss) };

const texts = ['ink', 'quiet', 'act', 'stop', ...petalColours.map((_, place) => hueClass(place))];
const grounds = ['paper', 'wash'];
/** Text on its ground: 4.5 : 1 (success criterion 1.4.3). */
const textPairs = [
	...texts.flatMap((text) => grounds.map((ground) => [text, ground] as const)),
	['ink', 'mark'],
	['quiet', 'mark'],
	['act', 'mark'],
	['act-ink', 'act'],
	['paper', 'ink'],
	['paper', 'stop']
] as const;
/** Edges of controls, the focus ring, petals: 3 : 1 (success criterion 1.4.11). */
const shapePairs = [...grounds.flatMap((ground) => ['quiet', 'act', 'stop', 'accent'].map((shape) => [shape, ground] as const))];

function colours(text: string): Record<string, string> {
	return Object.fromEntries([...text.matchAll(/--([a-z0-9-]+): (#[0-9a-f]{6});/g)].map((match) => [match[1], match[2]]));
}

/** Relative luminance, 0 to 1, of an sRGB colour such as `#1f1c18` (WCAG 2.2, "relative luminance"). */
function luminance(colour: string): number {
	const [red = 0, green = 0, blue = 0] = [1, 3, 5]
		.map((at) => Number.parseInt(colour.slice(at, at + 2), 16) / 255)
		.map((channel) => (channel <= 0.04045 ? channel / 12.92 : ((channel + 0.055) / 1.055) ** 2.4));
	return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

/** Contrast ratio, 1 to 21, of two colours (WCAG 2.2, "contrast ratio"). */
function contrast(one: string, other: string): number {
	const [lighter = 0, darker = 0] = [luminance(one), luminance(other)].sort((a, b) => b - a);
	return (lighter + 0.05) / (darker + 0.05);
}

describe.each([
	['light', light],
	['dark', dark]
] as const)('%s', (_, theme) => {
	it.each(textPairs)('text %s on %s', (text, ground) => {
		expect(contrast(theme[text] ?? '', theme[ground] ?? '')).toBeGreaterThanOrEqual(4.5);
	});
	it.each(shapePairs)('shape %s on %s', (shape, ground) => {
		expect(contrast(theme[shape] ?? '', theme[ground] ?? '')).toBeGreaterThanOrEqual(3);
	});
});

it('knows the formula: black on white is 21 : 1', () => {
	expect(contrast('#000000', '#ffffff')).toBeCloseTo(21);
});

it('gives the seal that stands alone the colours of the light theme', () => {
	for (const [place, colour] of petalColours.entries()) expect(light[hueClass(place)]).toBe(colour);
});

it('names every colour in tokens.css only', () => {
	for (const file of ['base.css', 'components.css']) {
		expect(readFileSync(new URL(`./${file}`, import.meta.url), 'utf8')).not.toMatch(/#[0-9a-f]{3,8}\b|rgb\(/i);
	}
});
