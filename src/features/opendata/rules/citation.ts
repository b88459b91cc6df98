// How a practice is cited: CSL-JSON, RIS, BibTeX, and a line in the manner of APA 7. Its authors are institutions, never names to be taken apart.
import { openMessages } from '#messages/opendata.ts';
import { dateFormatter, listFormatter } from '#platform/formatters.ts';
import type { Locale } from '#platform/locale.ts';
import { isoDayOf } from '#platform/moments.ts';
import type { PracticeDescription } from '../schema.ts';

/** One item of CSL-JSON (https://citeproc-js.readthedocs.io/en/latest/csl-json/markup.html), of the type that has number and publisher. */
export function cslOf(practice: PracticeDescription) {
	const [year = 0, month = 0, day = 0] = isoDayOf(practice.publishedAt).split('-').map(Number);
	return {
		id: practice.code,
		type: 'report',
		title: plainLine(practice.title),
		author: practice.authors.map((name) => ({ literal: plainLine(name) })),
		issued: { 'date-parts': [[year, month, day]] },
		publisher: plainLine(practice.publisher.network),
		number: practice.code,
		version: String(practice.versionNumber),
		genre: kindOf(practice),
		abstract: plainLine(practice.abstract),
		language: practice.language,
		URL: practice.url
	};
}

/** RIS, a tag a line (https://en.wikipedia.org/wiki/RIS_(file_format)). */
export function risOf(practice: PracticeDescription): string {
	const [year = '', month = '', day = ''] = isoDayOf(practice.publishedAt).split('-');
	const lines: [tag: string, text: string][] = [
		['TY', 'RPRT'],
		['ID', practice.code],
		// A comma parts family name and given name here, and nothing can shield it.
		...practice.authors.map((name): [string, string] => ['AU', plainLine(name).replaceAll(/\s*,\s*/g, ' – ')]),
		['TI', practice.title],
		['PY', year],
		['DA', `${year}/${month}/${day}`],
		['PB', practice.publisher.network],
		['M1', practice.code],
		['M3', kindOf(practice)],
		['ET', String(practice.versionNumber)],
		['AB', practice.abstract],
		...practice.themes.map(({ name }): [string, string] => ['KW', name]),
		['LA', practice.language],
		['UR', practice.url],
		['ER', '']
	];
	return lines.map(([tag, text]) => `${tag}  - ${plainLine(text)}\r\n`).join('');
}

/** BibTeX in UTF-8; names and title in braces of their own, so that they are taken as they are. */
export function bibtexOf(practice: PracticeDescription): string {
	const [year = '', month = '', day = ''] = isoDayOf(practice.publishedAt).split('-');
	const fields = {
		title: `{${texOf(practice.title)}}`,
		author: practice.authors.map((name) => `{${texOf(name)}}`).join(' and '),
		institution: `{${texOf(practice.publisher.network)}}`,
		number: practice.code,
		type: texOf(kindOf(practice)),
		year,
		month: String(Number(month)),
		date: `${year}-${month}-${day}`,
		version: String(practice.versionNumber),
		abstract: texOf(practice.abstract),
		language: practice.language,
		url: practice.url
	};
	const lines = Object.entries(fields).flatMap(([name, text]) => (text === '' ? [] : [`\t${name} = {${text}}`]));
	return `@techreport{${practice.code},\n${lines.join(',\n')}\n}\n`;
}

/** `Institución A y Institución B. (2026, 3 de noviembre). Título (AC-0001, versión 2) [Buena práctica]. Red. https://…` */
export function formattedCitation(practice: PracticeDescription, locale: Locale): string {
	const t = openMessages(locale).cite;
	const day = new Date(practice.publishedAt);
	const year = isoDayOf(day).slice(0, 4);
	const parts = dateFormatter(locale, 'day').formatToParts(day);
	const date = parts.flatMap(({ type, value }) => (type === 'day' || type === 'month' ? [value] : [])).join(t.dayGlue);
	const authors = listFormatter(locale).format(practice.authors.map(plainLine));
	const title = plainLine(practice.title).replace(/\.$/, '');
	const publisher = practice.authors.includes(practice.publisher.network) ? '' : ` ${stopped(plainLine(practice.publisher.network))}`;
	const number = t.number(practice.code, practice.versionNumber);
	return `${stopped(authors)} (${year}, ${date}). ${title} (${number}) [${kindOf(practice)}].${publisher} ${practice.url}`;
}

/** Its class, and what must be said beside it. */
function kindOf(practice: PracticeDescription): string {
	return plainLine([practice.class.name, ...practice.marks].join(', '));
}

/** One line without control characters: a line of these formats ends where the text does. */
function plainLine(text: string): string {
	return text.replaceAll(/[\p{Cc}\p{Cs}\u2028\u2029]+/gu, ' ').trim();
}

function stopped(text: string): string {
	return text.endsWith('.') ? text : `${text}.`;
}

const texSigns: Record<string, string> = {
	'\\': '\\textbackslash{}',
	'{': '\\{',
	'}': '\\}',
	'~': '\\textasciitilde{}',
	'^': '\\textasciicircum{}'
};

function texOf(text: string): string {
	return plainLine(text).replaceAll(/[\\{}~^&%$#_]/g, (sign) => texSigns[sign] ?? `\\${sign}`);
}
