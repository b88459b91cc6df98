// OpenDocument texts written by hand for tests, as small as a case needs.
import { strToU8, zipSync } from 'fflate';

const namespaces = ['office', 'style', 'text', 'table']
	.map((name) => `xmlns:${name}="urn:oasis:names:tc:opendocument:xmlns:${name}:1.0"`)
	.concat(
		'xmlns:draw="urn:oasis:names:tc:opendocument:xmlns:drawing:1.0"',
		'xmlns:fo="urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0"',
		'xmlns:svg="urn:oasis:names:tc:opendocument:xmlns:svg-compatible:1.0"',
		'xmlns:dc="http://purl.org/dc/elements/1.1/"',
		'xmlns:xlink="http://www.w3.org/1999/xlink"'
	)
	.join(' ');
const styleList = (name: string, kind: 'bullet' | 'number', attributes: string) =>
	`<text:list-style style:name="${name}">${[1, 2, 3].map((level) => `<text:list-level-style-${kind} text:level="${level}" ${attributes}/>`).join('')}</text:list-style>`;
const styleText = (name: string, family: string, properties: string, attributes = '') =>
	`<style:style style:name="${name}" style:family="${family}" ${attributes}><style:text-properties ${properties}/></style:style>`;

/** Direct formatting: bold `B`, italics `I`, neither `N`, hidden `H`, paragraphs in bold `PB` and expressly without a list `PN`; list styles `LB`, `LN`. */
const automatic = [
	styleText('B', 'text', 'fo:font-weight="bold"'),
	styleText('I', 'text', 'fo:font-style="italic"'),
	styleText('N', 'text', 'fo:font-weight="normal"'),
	styleText('H', 'text', 'text:display="none"'),
	styleText('PB', 'paragraph', 'fo:font-weight="bold"'),
	styleText('PN', 'paragraph', '', 'style:list-style-name=""'),
	styleText('PC', 'paragraph', '', 'style:parent-style-name="List_20_Continue_20_2"'),
	styleList('LB', 'bullet', 'text:bullet-char="•"'),
	styleList('LN', 'number', 'style:num-format="1"'),
	styleList('LE', 'number', 'style:num-format=""')
].join('');
const named = [
	styleText('Strong_20_Emphasis', 'text', 'fo:font-weight="bold"'),
	styleText('Strongest', 'text', '', 'style:parent-style-name="Strong_20_Emphasis"'),
	styleText('Heading_20_2', 'paragraph', 'fo:font-weight="bold"'),
	styleText('List_20_Continue_20_2', 'paragraph', '')
].join('');

/** A .odt with this content in `office:text`; `parts` adds or replaces files of the archive. */
export function odtOf(body: string, parts: Record<string, string> = {}): Uint8Array {
	const files: Record<string, string> = {
		mimetype: 'application/vnd.oasis.opendocument.text',
		'content.xml': `<?xml version="1.0"?><office:document-content ${namespaces}><office:automatic-styles>${automatic}</office:automatic-styles><office:body><office:text>${body}</office:text></office:body></office:document-content>`,
		'styles.xml': `<?xml version="1.0"?><office:document-styles ${namespaces}><office:styles>${named}</office:styles><office:automatic-styles>${styleText('N', 'text', 'fo:font-weight="bold"')}</office:automatic-styles><office:master-styles><style:header><text:p>No es texto</text:p></style:header></office:master-styles></office:document-styles>`,
		...parts
	};
	return zipSync(Object.fromEntries(Object.entries(files).map(([name, text]) => [name, strToU8(text)])));
}

export const p = (content: string, style = 'Standard') => `<text:p text:style-name="${style}">${content}</text:p>`;
export const span = (content: string, style: string) => `<text:span text:style-name="${style}">${content}</text:span>`;
export const item = (...blocks: string[]) =>
	`<text:list-item>${blocks.map((each) => (each.startsWith('<') ? each : p(each))).join('')}</text:list-item>`;
export const list = (style: 'LB' | 'LN' | 'LE', items: string[], attributes = '') =>
	`<text:list text:style-name="${style}" ${attributes}>${items.join('')}</text:list>`;
export const cell = (content: string, attributes = '') =>
	`<table:table-cell ${attributes}>${content.startsWith('<') ? content : p(content)}</table:table-cell>`;
export const table = (...rows: string[][]) =>
	`<table:table>${rows.map((cells) => `<table:table-row>${cells.join('')}</table:table-row>`).join('')}</table:table>`;
