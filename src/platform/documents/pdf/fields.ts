// What was filled in into a form of the PDF's own kind (AcroForm). Fields with a name for people become label and value; the
// others are put where they stand on the page, so that the printed label beside them says what they are.
import type { DocumentBlock, Row, TextBlock } from '../read-document.ts';
import { splitTypedList } from '../text/typed-lists.ts';
import type { FormField, PdfPage, Piece } from './page.ts';

/** Labels and values of all pages: a table of two columns, then the boxes to tick, each with its label. */
export function readFields(pages: PdfPage[], tableNumber: number): DocumentBlock[] {
	const named = pages.flatMap((page) =>
		page.fields.filter((field) => field.label !== '').map((field) => ({ ...field, page: page.number }))
	);
	const rows = named
		.filter((field) => field.kind === 'text')
		.map((field, index): Row => {
			const origin = { page: field.page, table: tableNumber, row: index + 1 };
			const values = field.value.trim() === '' ? [] : field.value.replace(/\r\n?/g, '\n').split(/\n\s*\n/);
			const paragraph = (text: string): TextBlock => ({ kind: 'text', runs: [{ text: text.trim().normalize('NFC') }], origin });
			return {
				origin,
				cells: [{ blocks: [paragraph(field.label)] }, { blocks: values.flatMap((value) => splitTypedList(paragraph(value))) }]
			};
		});
	const ticks = named
		.filter((field) => field.kind === 'tick')
		.map((field): TextBlock => ({ kind: 'text', runs: [{ text: `${field.value} ${field.label}` }], origin: { page: field.page } }));
	const table: DocumentBlock[] =
		rows.length > 0 ? [{ kind: 'table', rows, origin: { page: rows[0]?.origin.page, table: tableNumber } }] : [];
	return [...table, ...ticks];
}

/** Whether a field can only be understood by where it stands. */
export function hasFieldsInPlace(page: PdfPage): boolean {
	return page.fields.some(isForPlace);
}

/** The page with the values written into their boxes. */
export function withFieldsInPlace(page: PdfPage): PdfPage {
	return { ...page, pieces: [...page.pieces, ...page.fields.filter(isForPlace).flatMap((field) => written(field, page.number))] };
}

function isForPlace(field: FormField): boolean {
	return field.label === '' && field.value !== '';
}

/** One line in the middle of the box, several from its top. */
function written({ value, box }: FormField, page: number): Piece[] {
	const lines = value.split(/\r\n?|\n/).filter((line) => line.trim() !== '');
	const size = Math.min(10, (box.bottom - box.top) / Math.max(lines.length, 1) / 1.2);
	const first = lines.length === 1 ? (box.top + box.bottom) / 2 + size * 0.35 : box.top + size;
	return lines.map((line, index) => ({
		text: line.trim().normalize('NFC'),
		x: box.left,
		right: box.right,
		y: first + size * index * 1.2,
		size,
		isBold: false,
		isItalic: false,
		page,
		isRightToLeft: false,
		hasBlankBefore: true,
		isArtifact: false,
		isTurned: false
	}));
}
