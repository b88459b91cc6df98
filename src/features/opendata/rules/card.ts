// A practice as a card that other sites show, and as the picture beside a link to it: seal, title, class, network; drawings of their own
// without script or style sheet.
import { type Petals, sealSvg } from '#ui/seal.ts';
import type { PracticeDescription } from '../schema.ts';
import { element, type Markup } from './xml.ts';

/** Units of the card. */
export const cardSize = { width: 560, height: 180 } as const;
/** Units and pixels of the preview: what networks ask of a picture beside a link. */
export const previewSize = { width: 1200, height: 630 } as const;

/** Letters that fit into a line of the title, and of what is written smaller. */
const inCard = { line: 34, small: 56, lines: 3 };
const inPreview = { line: 27, small: 44, lines: 5 };

/** Overrides of the writing direction: in a line of its own a title would turn what stands beside it around. */
const directions = /[\u202a-\u202e\u2066-\u2069]/g;

/** A line with one of them would be drawn empty (resvg-js 2.6.2). */
const pictures = /(?![©®™])\p{Extended_Pictographic}|\ufe0f/gu;

const colours = { paper: '#fbfaf6', edge: '#d9d4c7', ink: '#1f1c17', quiet: '#5b564b' };

/** The card for pages of others. */
export function cardSvg(practice: PracticeDescription, petals: Petals): string {
	const { kind, title, source } = wordsOf(practice);
	return drawing(cardSize, { label: `${kind}: ${title}`, font: 'system-ui, sans-serif' }, [
		element('rect', { x: '0.5', y: '0.5', width: '559', height: '179', rx: '6', fill: colours.paper, stroke: colours.edge }),
		sealAt(petals, 24, 34, 112),
		line(164, 42, 14, colours.quiet, [shortened(kind, inCard.small)]),
		...wrapped(title, inCard).map((words, at) => line(164, 72 + at * 27, 21, colours.ink, [words], { 'font-weight': '600' })),
		line(164, 158, 13, colours.quiet, [shortened(source, inCard.small)])
	]);
}

/** The picture that networks and messengers show beside a link to the practice, still as a drawing. */
export function previewSvg(practice: PracticeDescription, petals: Petals): string {
	const { kind, title, source } = wordsOf(practice);
	const serif = { 'font-weight': '600', 'font-family': 'Noto Serif' };
	return drawing(previewSize, { label: `${kind}: ${title}`, font: 'Noto Sans' }, [
		element('rect', { width: '1200', height: '630', fill: colours.paper }),
		sealAt(petals, 72, 165, 300),
		line(436, 118, 34, colours.quiet, inFaces(shortened(kind, inPreview.small))),
		...wrapped(title, inPreview).map((words, at) => line(436, 204 + at * 66, 50, colours.ink, inFaces(words), serif)),
		line(436, 562, 28, colours.quiet, inFaces(shortened(source, inPreview.small)))
	]);
}

function drawing(
	size: { width: number; height: number },
	{ label, font }: { label: string; font: string },
	parts: readonly Markup[]
): string {
	const [width, height] = [String(size.width), String(size.height)];
	return element(
		'svg',
		{
			xmlns: 'http://www.w3.org/2000/svg',
			viewBox: `0 0 ${width} ${height}`,
			...{ width, height, role: 'img', 'aria-label': label, 'font-family': font }
		},
		...parts
	).markup;
}

function sealAt(petals: Petals, x: number, y: number, size: number): Markup {
	return { markup: sealSvg(petals, '').replace('<svg ', `<svg x="${x}" y="${y}" width="${size}" height="${size}" `) };
}

type Words = readonly (string | Markup)[];

function line(x: number, y: number, size: number, fill: string, words: Words, face: Record<string, string> = {}): Markup {
	return element('text', { x: String(x), y: String(y), 'font-size': String(size), fill, ...face }, ...words);
}

/** Scripts that the faces of the preview do not draw, and those that do. */
const faces = { arabic: 'Noto Sans Arabic', hebrew: 'Noto Sans Hebrew' };
const ofFaces = /(?<arabic>\p{Script=Arabic}[\p{Script=Arabic}\s]*)|(?<hebrew>\p{Script=Hebrew}[\p{Script=Hebrew}\s]*)/gu;

function inFaces(words: string): Words {
	const parts: (string | Markup)[] = [];
	const drawn = words.replace(pictures, '');
	let end = 0;
	for (const { 0: signs, index, groups } of drawn.matchAll(ofFaces)) {
		parts.push(drawn.slice(end, index), element('tspan', { 'font-family': groups?.arabic ? faces.arabic : faces.hebrew }, signs));
		end = index + signs.length;
	}
	return [...parts, drawn.slice(end)];
}

/** What is written beside the seal. */
function wordsOf(practice: PracticeDescription): { kind: string; title: string; source: string } {
	return {
		kind: kindOf(practice),
		title: upright(practice.title),
		source: `${practice.code} · ${upright(practice.publisher.network)}`
	};
}

/** The class, and what must be said beside it. */
function kindOf({ class: given, marks }: PracticeDescription): string {
	return upright([given.name, ...marks].join(', '));
}

function upright(text: string): string {
	return text.replace(directions, '').replace(/\s+/g, ' ');
}

/** A title in lines of about as many letters, the last one shortened. */
function wrapped(title: string, { line: lineLength, lines: mostLines }: { line: number; lines: number }): string[] {
	const lines: string[] = [];
	for (const word of title.split(/\s+/).filter(Boolean)) {
		const last = lines.at(-1);
		if (last !== undefined && lettersIn(`${last} ${word}`) <= lineLength) lines[lines.length - 1] = `${last} ${word}`;
		else lines.push(word);
	}
	if (lines.length <= mostLines) return lines.map((words) => shortened(words, lineLength));
	return [...lines.slice(0, mostLines - 1), lines.slice(mostLines - 1).join(' ')].map((words) => shortened(words, lineLength));
}

function shortened(text: string, most: number): string {
	if (lettersIn(text) <= most) return text;
	let kept = '';
	for (const letter of text) {
		if (lettersIn(kept + letter) > most - 1) break;
		kept += letter;
	}
	return `${kept}…`;
}

/** How many small letters take as much room: a capital takes that of one and a third. */
function lettersIn(text: string): number {
	return [...text].length + (text.match(/\p{Lu}/gu)?.length ?? 0) / 3;
}

/** HTML that shows the card on another site and leads to the practice. @param href address of the practice's page */
export function embedCode(practice: PracticeDescription, href: string): string {
	const alt = `${kindOf(practice)}: ${upright(practice.title)}`;
	const image = element('img', { src: `${href}/tarjeta.svg`, width: String(cardSize.width), height: String(cardSize.height), alt });
	return element('a', { href }, image).markup;
}
