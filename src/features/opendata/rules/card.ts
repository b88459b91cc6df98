// A practice as a card that other sites show: seal, title, class, network; a drawing of its own without script, style sheet or font.
import { type Petals, sealSvg } from '#ui/seal.ts';
import type { PracticeDescription } from '../schema.ts';
import { element, type Markup } from './xml.ts';

/** Units of the drawing. */
export const cardSize = { width: 560, height: 180 } as const;

/** Letters that fit into a line of the title, and of what is written smaller. */
const lineLength = 34;
const lineOfSmall = 56;
const mostLines = 3;

/** Overrides of the writing direction: in a line of its own a title would turn what stands beside it around. */
const directions = /[\u202a-\u202e\u2066-\u2069]/g;

export function cardSvg(practice: PracticeDescription, petals: Petals): string {
	const [kind, title] = [kindOf(practice), upright(practice.title)];
	const text = (x: number, y: number, size: number, fill: string, words: string, weight?: string) =>
		element('text', { x: String(x), y: String(y), 'font-size': String(size), fill, 'font-weight': weight }, words);
	const lines = wrapped(title);
	const drawing: Markup[] = [
		element('rect', { x: '0.5', y: '0.5', width: '559', height: '179', rx: '6', fill: '#fbfaf6', stroke: '#d9d4c7' }),
		{ markup: sealSvg(petals, '').replace('<svg ', '<svg x="24" y="34" width="112" height="112" ') },
		text(164, 42, 14, '#5b564b', shortened(kind, lineOfSmall)),
		...lines.map((line, at) => text(164, 72 + at * 27, 21, '#1f1c17', line, '600')),
		text(164, 158, 13, '#5b564b', shortened(`${practice.code} · ${upright(practice.publisher.network)}`, lineOfSmall))
	];
	return element(
		'svg',
		{
			xmlns: 'http://www.w3.org/2000/svg',
			viewBox: `0 0 ${cardSize.width} ${cardSize.height}`,
			width: String(cardSize.width),
			height: String(cardSize.height),
			role: 'img',
			'aria-label': `${kind}: ${title}`,
			'font-family': 'system-ui, sans-serif'
		},
		...drawing
	).markup;
}

/** The class, and what must be said beside it. */
function kindOf({ class: given, marks }: PracticeDescription): string {
	return upright([given.name, ...marks].join(', '));
}

function upright(text: string): string {
	return text.replace(directions, '').replace(/\s+/g, ' ');
}

/** A title in lines of about as many letters, the last one shortened. */
function wrapped(title: string): string[] {
	const lines: string[] = [];
	for (const word of title.split(/\s+/).filter(Boolean)) {
		const line = lines.at(-1);
		if (line !== undefined && line.length + word.length < lineLength) lines[lines.length - 1] = `${line} ${word}`;
		else lines.push(word);
	}
	if (lines.length <= mostLines) return lines.map((line) => shortened(line, lineLength));
	return [...lines.slice(0, mostLines - 1), lines.slice(mostLines - 1).join(' ')].map((line) => shortened(line, lineLength));
}

function shortened(text: string, most: number): string {
	const letters = [...text];
	return letters.length <= most ? text : `${letters.slice(0, most - 1).join('')}…`;
}

/** HTML that shows the card on another site and leads to the practice. @param href address of the practice's page */
export function embedCode(practice: PracticeDescription, href: string): string {
	const alt = `${kindOf(practice)}: ${upright(practice.title)}`;
	const image = element('img', { src: `${href}/tarjeta.svg`, width: String(cardSize.width), height: String(cardSize.height), alt });
	return element('a', { href }, image).markup;
}
