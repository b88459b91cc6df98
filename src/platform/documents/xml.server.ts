// Walks XML parts of a document without trusting them: no DOCTYPE, no entities of its own, bounded depth, namespaces by meaning.
import { Parser } from 'htmlparser2';
import { RefusedFile } from './refusal.ts';
import { decodeText } from './text/text-encoding.ts';

const maxDepth = 1_000;

/** Attributes by local name (`val`, `id`); of two with one local name the last wins. */
export type Attributes = Record<string, string>;
export type XmlHandler = { open(name: string, attributes: Attributes): void; text?(text: string): void; close(name: string): void };

/** Short names for the namespaces of Office documents, whatever prefixes a file uses; transitional and strict alike. */
const namespaces: [RegExp, string][] = [
	[/\/wordprocessingml\/(?:2006\/)?main$/, 'w:'],
	[/\/spreadsheetml\/(?:2006\/)?main$/, 's:'],
	[/\/spreadsheetml\/2018\/threadedcomments$/, 'tc:'],
	[/\/officeDocument\/(?:2006\/)?math$/, 'm:'],
	[/\/markup-compatibility\/2006$/, 'mc:'],
	[/\/office\/word\/2010\/wordml$/, 'w14:'],
	[/\/drawingml\/(?:2006\/)?main$/, 'a:'],
	[/^urn:schemas-microsoft-com:vml$/, 'v:'],
	[/\/package\/2006\/(?:relationships|content-types)$/, ''],
	[/:opendocument:xmlns:office:1\.0$/, 'office:'],
	[/:opendocument:xmlns:style:1\.0$/, 'style:'],
	[/:opendocument:xmlns:text:1\.0$/, 'text:'],
	[/:opendocument:xmlns:table:1\.0$/, 'table:'],
	[/:opendocument:xmlns:drawing:1\.0$/, 'draw:']
];

/** Calls the handler for every element and text, in order. Throws `RefusedFile('fileUnsafe')` for a DOCTYPE or absurd depth. */
export function walkXml(bytes: Uint8Array, handler: XmlHandler): void {
	const xml = decodeText(bytes);
	if (xml === null || xml.includes('<!DOCTYPE') || xml.includes('<!ENTITY')) throw new RefusedFile('fileUnsafe');
	const prefixes = new Map<string, string>();
	let depth = 0;
	const canonical = (name: string) => {
		const colon = name.indexOf(':');
		const prefix = colon < 0 ? '' : name.slice(0, colon);
		return (prefixes.get(prefix) ?? (prefix === '' ? '' : `${prefix}:`)) + name.slice(colon + 1);
	};
	const parser = new Parser(
		{
			onopentag(name, attribs) {
				if (++depth > maxDepth) throw new RefusedFile('fileUnsafe');
				const attributes: Attributes = Object.create(null);
				for (const [key, value] of Object.entries(attribs)) {
					if (key === 'xmlns' || key.startsWith('xmlns:'))
						prefixes.set(key.slice(6), namespaces.find(([pattern]) => pattern.test(value))?.[1] ?? 'other:');
					else attributes[key.slice(key.indexOf(':') + 1)] = value;
				}
				handler.open(canonical(name), attributes);
			},
			ontext(text) {
				handler.text?.(text);
			},
			onclosetag(name) {
				depth--;
				handler.close(canonical(name));
			}
		},
		{ xmlMode: true, decodeEntities: true }
	);
	parser.end(xml);
}
