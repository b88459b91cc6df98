// What single elements of a web page mean: looks, addresses, what is hidden, how Word and Google Docs mark what HTML has no tag for.

import { safeHref } from '../rich-text.ts';
import type { Style } from './html-styles.ts';

export type Attributes = Record<string, string>;
export type Marks = { bold: boolean; italic: boolean; href: string | undefined; keepsSpace: boolean };
/** Levels of lists count from 0. */
type WordPlace = { continuedLevel?: number; wordLevel?: number; headingLevel?: number };

export const noMarks: Marks = { bold: false, italic: false, href: undefined, keepsSpace: false };

/** Never shown, or shown as something other than text. */
const skippedTags = new Set(
	`script style template noscript title iframe object embed applet audio video canvas svg select datalist button nav rt rp del`.split(' ')
);

/** Bold and the like as they hold inside an element, given those around it. Headings and headers of columns are not emphasised. */
export function marksOf(tag: string, attributes: Attributes, style: Style, parent: Marks = noMarks): Marks {
	const isHeading = /^h[1-6]$/.test(tag);
	const { bold, italic, keepsSpace } = style;
	return {
		bold: !isHeading && (bold ?? (tag === 'b' || tag === 'strong' || (tag !== 'th' && parent.bold))),
		italic: !isHeading && (italic ?? (tag === 'i' || tag === 'em' || parent.italic)),
		href: tag === 'a' && attributes.href ? addressOf(attributes.href) : parent.href,
		keepsSpace: keepsSpace ?? (tag === 'pre' || tag === 'textarea' || parent.keepsSpace)
	};
}

/** Google Docs sends its readers to every address by way of its own. */
function addressOf(href: string): string | undefined {
	const address = safeHref(href);
	if (!address?.startsWith('https://www.google.com/url?')) return address ?? undefined;
	return safeHref(new URL(address).searchParams.get('q') ?? '') ?? address;
}

/** Besides what asks to be hidden: the running heads that LibreOffice and Google Docs put into the page. */
export function isInvisible(tag: string, attributes: Attributes, style: Style): boolean {
	return (
		skippedTags.has(tag) ||
		style.isHidden === true ||
		attributes.hidden !== undefined ||
		attributes['aria-hidden'] === 'true' ||
		(tag === 'div' && (['header', 'footer'].includes(attributes.title ?? '') || attributes.id === 'banners'))
	);
}

/** What Word's class names say of a paragraph: the title, text continued below an item, the level of a list. */
export function wordPlace(classes: string, { wordLevel }: Style): WordPlace {
	const ofList = /\bMsoList(Continue|Bullet|Number)([2-5])?(?:CxSp\w+)?(?!\w)/.exec(classes);
	const level = Number(ofList?.[2] ?? 1) - 1;
	if (ofList?.[1] === 'Continue') return { continuedLevel: level };
	if (/(?:^|\s)(?:MsoTitle|title)(?:\s|$)/.test(classes)) return { headingLevel: 0 };
	return { wordLevel: wordLevel ?? (ofList ? level : undefined) };
}

/** "3.", "1.2)", "c)" and "iv." are numbers, anything else is a bullet. */
export function readMarker(marker: string): { kind: 'bullet' | 'number'; number: number } {
	const sign = /^\(?(?:\d+\.)*(?:(\d{1,6})|([ivxl]{1,6})|([a-z]))[.):]?$/i.exec(marker);
	const [, digits, roman, letter] = sign ?? [];
	if (digits) return { kind: 'number', number: Number(digits) };
	if (roman && /[.):]$/.test(marker)) return { kind: 'number', number: romanNumber(roman.toLowerCase()) };
	if (letter && /[.):]$/.test(marker)) return { kind: 'number', number: letter.toLowerCase().charCodeAt(0) - 96 };
	return { kind: 'bullet', number: 1 };
}

function romanNumber(roman: string): number {
	const values = [...roman].map((sign) => ({ i: 1, v: 5, x: 10, l: 50 })[sign] ?? 0);
	return values.reduce((sum, value, i) => sum + (value < (values[i + 1] ?? 0) ? -value : value), 0);
}

/** What a form field of a saved page shows. */
export function inputText({ type = 'text', value = '', checked }: Attributes): string {
	if (/^(?:checkbox|radio)$/i.test(type)) return checked === undefined ? '☐ ' : '☒ ';
	return /^(?:text|email|url|tel|number|date|search)$/i.test(type) ? value : '';
}

export function wholeNumber(text: string | undefined): number | undefined {
	return text !== undefined && /^\s*\d{1,6}\s*$/.test(text) ? Number(text) : undefined;
}

/**
 * The number of a remark in the margin, where an element stands for one: `anchor` in the text it is about, `sign` before the words of
 * the remark. Google Docs and Word put the remarks below the text.
 */
export function remarkOf(tag: string, attributes: Attributes): { kind: 'anchor' | 'sign'; id: string } | undefined {
	if (tag !== 'a') return undefined;
	const google = /^cmnt(_ref)?(\d+)$/.exec(attributes.id ?? '');
	if (google?.[2]) return { kind: google[1] ? 'anchor' : 'sign', id: google[2] };
	const word = /^#_(msocom|msoanchor)_(\d+)$/.exec(attributes.href ?? '');
	return word?.[2] ? { kind: word[1] === 'msocom' ? 'anchor' : 'sign', id: word[2] } : undefined;
}
