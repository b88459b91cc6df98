// A tiny writer of XML for OAI-PMH, Atom and the sitemap: texts and attributes are always escaped, markup is never taken from a text.

/** What `element` made, and nothing else can be: a text is no markup. */
export interface Markup {
	readonly markup: string;
}

type Content = string | Markup | undefined;
type Attributes = Record<string, string | undefined>;

/**
 * Everything but the characters of XML 1.0 (https://www.w3.org/TR/xml/#charsets), half surrogate pairs included; and the controls that it
 * advises against, which some readers take for letters of Windows.
 */
const unwritable = /[^\t\n\r\u{20}-\u{7E}\u{A0}-\u{D7FF}\u{E000}-\u{FFFD}\u{10000}-\u{10FFFF}]/gu;

const references: Record<string, string> = {
	'&': '&amp;',
	'<': '&lt;',
	'>': '&gt;',
	'"': '&quot;',
	'\t': '&#9;',
	'\n': '&#10;',
	'\r': '&#13;'
};

/** A text between tags. Characters that no XML may hold are dropped. */
function writtenText(text: string): string {
	return text.replace(unwritable, '').replace(/[&<>\r]/g, (sign) => references[sign] ?? sign);
}

/** A text between quotes; its blanks are kept as they are. */
function writtenValue(text: string): string {
	return text.replace(unwritable, '').replace(/[&<>"\t\n\r]/g, (sign) => references[sign] ?? sign);
}

/** An element. Attributes without a value and content that is `undefined` are left out. */
export function element(name: string, attributes: Attributes, ...content: Content[]): Markup {
	const given = Object.entries(attributes).flatMap(([key, value]) => (value === undefined ? [] : [` ${key}="${writtenValue(value)}"`]));
	const inside = content.map((part) => (typeof part === 'string' ? writtenText(part) : (part?.markup ?? ''))).join('');
	const head = `<${name}${given.join('')}`;
	return { markup: inside === '' ? `${head}/>` : `${head}>${inside}</${name}>` };
}

/** A whole document in UTF-8. */
export function xmlDocument(root: Markup): string {
	return `<?xml version="1.0" encoding="UTF-8"?>\n${root.markup}\n`;
}
