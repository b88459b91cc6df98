// Styles and lists of the Word files we write: Word's own names, so that other programs know them and a person can change them.
import { BorderStyle, type INumberingOptions, type IStylesOptions, LevelFormat } from 'docx';
import { maxListDepth } from '#platform/documents/rich-text.ts';
import { type Locale, languageTags } from '#platform/locale.ts';

export type NumberingConfig = INumberingOptions['config'][number];

const font = 'Calibri';
/** Twentieths of a point. */
const indentStep = 360;
const levels = Array.from({ length: maxListDepth }, (_, level) => level);

/** Widths in twentieths of a point: label and value together fill a page of letter paper between its margins. */
export const formLayout = {
	page: { size: { width: 12_240, height: 15_840 }, margin: { top: 1_300, bottom: 1_200, left: 1_320, right: 1_320 } },
	labelWidth: 3_000,
	valueWidth: 6_600,
	cellMargins: { top: 80, bottom: 80, left: 120, right: 120 },
	rule: { style: BorderStyle.SINGLE, size: 4, color: 'A9A297' },
	labelFill: 'F2EEE4'
} as const;

/** The one definition of all lists with bullets. */
export function bulletConfig(): NumberingConfig {
	const level = (depth: number) => ({
		level: depth,
		format: LevelFormat.BULLET,
		text: ['•', '◦', '▪'][depth % 3] ?? '•',
		style: listIndent(depth)
	});
	return { reference: 'bullets', levels: levels.map(level) };
}

/** Of lists whose numbers begin at `start`. */
export function numberConfig(reference: string, start: number): NumberingConfig {
	const level = (depth: number) => ({ level: depth, format: LevelFormat.DECIMAL, text: `%${depth + 1}.`, start, style: listIndent(depth) });
	return { reference, levels: levels.map(level) };
}

function listIndent(depth: number) {
	return { paragraph: { indent: { left: indentStep * (depth + 1), hanging: indentStep * 0.75 } } };
}

/** @param language that of the text, for spelling and for voices */
export function wordStyles(language: Locale): IStylesOptions {
	const continued = levels.map((depth) => ({
		id: `ListContinue${depth + 1}`,
		name: depth === 0 ? 'List Continue' : `List Continue ${depth + 1}`,
		basedOn: 'Normal',
		paragraph: { indent: { left: indentStep * (depth + 1) } }
	}));
	const quiet = { size: 17, color: '5D574D' };
	return {
		default: {
			document: {
				run: { font, size: 21, language: { value: languageTags[language], bidirectional: 'ar-SA' } },
				paragraph: { spacing: { after: 80, line: 264 } }
			},
			title: { run: { font, size: 24, bold: true, color: '1F1C18' }, paragraph: { spacing: { after: 120 } } },
			heading1: { run: { font, size: 30, bold: true, color: '0A5A63' }, paragraph: { spacing: { after: 200 } } }
		},
		paragraphStyles: [
			{ id: 'Header', name: 'header', basedOn: 'Normal', run: quiet },
			{ id: 'Footer', name: 'footer', basedOn: 'Normal', run: quiet },
			...continued
		]
	};
}
