// Word documents written by hand for tests, as small as a case needs.
import { strToU8, zipSync } from 'fflate';

const word = 'http://schemas.openxmlformats.org/wordprocessingml/2006/main';
const relationships = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';

/** A .docx with this content in `w:body`; `parts` adds or replaces files of the archive. */
export function docxOf(body: string, parts: Record<string, string> = {}): Uint8Array {
	const files: Record<string, string> = {
		'[Content_Types].xml': '<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>',
		'word/document.xml': `<?xml version="1.0"?><w:document xmlns:w="${word}" xmlns:r="${relationships}" xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"><w:body>${body}</w:body></w:document>`,
		...parts
	};
	return zipSync(Object.fromEntries(Object.entries(files).map(([name, text]) => [name, strToU8(text)])));
}

export const text = (content: string) => `<w:r><w:t xml:space="preserve">${content}</w:t></w:r>`;
export const p = (...content: string[]) => `<w:p>${content.map((each) => (each.startsWith('<') ? each : text(each))).join('')}</w:p>`;
export const tc = (...blocks: string[]) => `<w:tc>${blocks.map((each) => (each.startsWith('<') ? each : p(each))).join('')}</w:tc>`;
export const tr = (...cells: string[]) => `<w:tr>${cells.join('')}</w:tr>`;
export const tbl = (...rows: string[]) => `<w:tbl>${rows.join('')}</w:tbl>`;

/** A list paragraph; `numberingParts` defines list 1 (bullets) and 2 (numbers). */
export const item = (content: string, level = 0, list: 1 | 2 = 1) =>
	`<w:p><w:pPr><w:numPr><w:ilvl w:val="${level}"/><w:numId w:val="${list}"/></w:numPr></w:pPr>${text(content)}</w:p>`;

const levels = (format: string) =>
	[0, 1, 2].map((level) => `<w:lvl w:ilvl="${level}"><w:start w:val="1"/><w:numFmt w:val="${format}"/></w:lvl>`).join('');

export const numberingParts = {
	'word/_rels/document.xml.rels': `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="n" Type="${relationships}/numbering" Target="numbering.xml"/><Relationship Id="h" Type="${relationships}/hyperlink" Target="https://example.org/a?b=1&amp;c=2" TargetMode="External"/></Relationships>`,
	'word/numbering.xml': `<w:numbering xmlns:w="${word}"><w:abstractNum w:abstractNumId="0">${levels('bullet')}</w:abstractNum><w:abstractNum w:abstractNumId="1">${levels('decimal')}</w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num><w:num w:numId="2"><w:abstractNumId w:val="1"/></w:num></w:numbering>`
};
