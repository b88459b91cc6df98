// What a mail is made of: one line for a subject, plain text in lines that every mail program shows.
import type { Locale } from './locale.ts';

/** A mail as it is written, before anybody knows how it goes out. */
export interface WrittenMail {
	subject: string;
	body: string;
}

/** Where and for whom a mail is written. */
export interface Correspondence {
	/** The configured one; never what a request says. */
	origin: string;
	network: string;
	locale: Locale;
}

/** Longest line of a text, in characters; a word that is longer, such as a link, has a line of its own. */
const width = 72;
/** Longest subject, in characters: more is cut off by mail programs anyway. */
const longestSubject = 150;

/** One line without control characters nor marks that turn the direction of writing, so that no subject begins a header of its own. */
export function oneLine(text: string): string {
	const line = text
		.replace(/[\p{Cc}\p{Zl}\p{Zp}\p{Bidi_Control}]+/gu, ' ')
		.replace(/ {2,}/g, ' ')
		.trim();
	const characters = [...line];
	return characters.length > longestSubject ? `${characters.slice(0, longestSubject - 1).join('')}…` : line;
}

/** Breaks paragraphs into lines. @param indent before every line but the first */
export function wrapped(text: string, indent = ''): string {
	const lines: string[] = [];
	for (const paragraph of text.split('\n')) {
		let line = '';
		for (const word of paragraph.split(/\s+/).filter(Boolean)) {
			if (line !== '' && line.length + 1 + word.length > width) {
				lines.push(line);
				line = `${indent}${word}`;
			} else line = line === '' ? word : `${line} ${word}`;
		}
		lines.push(line);
	}
	return lines.join('\n');
}
