// What every Word file we write has alike: lines around a table, cells that ask, the foot of a page, and how the parts become bytes.
import {
	type Document,
	type ITableOptions,
	Packer,
	PageNumber,
	Paragraph,
	ShadingType,
	Tab,
	TableLayoutType,
	TabStopType,
	TextRun,
	WidthType
} from 'docx';
import { type CoreProperties, coreProperties } from './word-properties.ts';
import { formLayout } from './word-styles.ts';

const { labelWidth, valueWidth, rule } = formLayout;
const width = labelWidth + valueWidth;

/** A table as wide as the page, ruled all over, whose columns stay as they are. @param columns widths in twentieths of a point */
export function ruledTable(columns: readonly number[]): Omit<ITableOptions, 'rows'> {
	return {
		width: { size: width, type: WidthType.DXA },
		columnWidths: [...columns],
		layout: TableLayoutType.FIXED,
		borders: { top: rule, bottom: rule, left: rule, right: rule, insideHorizontal: rule, insideVertical: rule }
	};
}

/** Behind the words that ask or name. */
export const labelShading = { type: ShadingType.CLEAR, fill: formLayout.labelFill };

/** The words on the left, the page on the right. */
export function pageFooter(words: string): Paragraph {
	return new Paragraph({
		style: 'Footer',
		tabStops: [{ type: TabStopType.RIGHT, position: width }],
		children: [new TextRun({ children: [words, new Tab(), PageNumber.CURRENT, ' / ', PageNumber.TOTAL_PAGES] })]
	});
}

/** The bytes of a .docx. */
export async function wordBytes(file: Document, properties: CoreProperties): Promise<Uint8Array> {
	const core = { path: 'docProps/core.xml', data: coreProperties(properties) };
	return new Uint8Array(await Packer.pack(file, 'arraybuffer', undefined, [core]));
}
