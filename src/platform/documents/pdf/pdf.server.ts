// Reads a PDF with a text layer: by its tags where it has them, by where the text stands otherwise. Text as pictures and forms
// that only another program can draw are refused with a reason.

import type { ReadDocument, ReadingDoubt } from '../read-document.ts';
import { RefusedFile } from '../refusal.ts';
import { hasFieldsInPlace, readFields, withFieldsInPlace } from './fields.ts';
import { joinStretches, markFurniture } from './flow.ts';
import { readLayout } from './layout.ts';
import { Hyphenation } from './lines.ts';
import type { PdfPage } from './page.ts';
import { type OpenedPdf, openPdf } from './pages.server.ts';
import { BlockWriter, type Part } from './paragraphs.ts';
import { isWellTagged, readTagged } from './tagged.ts';
import { type Typography, typographyOf } from './typography.ts';

/** Fewer letters than this on a page, on average, are a stamp on a scanned page and not its text. */
const fewestLetters = 25;
/** So many letters are read whatever the number of pages. */
const enoughLetters = 2_000;

/** A PDF may begin anywhere in its first kilobyte; what stands behind it (an archive, say) is not looked at. */
export function isPdf(bytes: Uint8Array): boolean {
	return Buffer.from(bytes.subarray(0, 1_024)).includes('%PDF-');
}

/**
 * Takes the whole file. Reads at most 400 pages and 7 seconds; what was left out is told in `doubts`, by page.
 * Throws `RefusedFile`: encrypted, damaged, scanned, a dynamic form, empty.
 */
export async function readPdf(bytes: Uint8Array): Promise<ReadDocument> {
	const opened = await openPdf(bytes);
	const { pages } = opened;
	refuseUnreadable(opened);
	markFurniture(pages);
	for (const page of pages) page.pieces = page.pieces.filter((piece) => !piece.isArtifact);
	const pieces = pages.flatMap((page) => page.pieces);
	const writer = new BlockWriter(new Hyphenation(pieces));
	const blocks = writer.write(readParts(pages, typographyOf(pieces)));
	const doubts = doubtsOf(opened);
	return { blocks: [...blocks, ...readFields(pages, writer.tableCount + 1)], ...(doubts.length > 0 && { doubts }) };
}

function refuseUnreadable({ pages, hasDynamicForm, damaged, hasPictures }: OpenedPdf): void {
	if (pages.some((page) => page.fields.some((field) => field.value !== ''))) return;
	const text = pages.flatMap((page) => page.pieces.map((piece) => piece.text)).join(' ');
	const letters = text.match(/[\p{L}\p{N}]/gu)?.length ?? 0;
	const isPoor = letters < Math.min(fewestLetters * pages.length, enoughLetters);
	if (hasDynamicForm && (isPoor || isPlaceholderOfViewer(text))) throw new RefusedFile('fileDynamicForm');
	if (isPoor && hasPictures) throw new RefusedFile('fileScanned');
	if (letters > 0) return;
	if (damaged.length === pages.length) throw new RefusedFile('fileDamaged');
	throw new RefusedFile(pages.some((page) => page.hasDrawing) ? 'fileScanned' : 'fileEmpty');
}

/** The page that stands in for a dynamic form where a program cannot draw it. */
function isPlaceholderOfViewer(text: string): boolean {
	return /please wait\.{3}|if this message is not eventually replaced|espere\.{3}|aguarde\.{3}|veuillez patienter/i.test(text);
}

/** Stretches of pages with good tags are read by them, the others by their layout. */
function readParts(pages: PdfPage[], typography: Typography): Part[] {
	const stretches: { isTagged: boolean; pages: PdfPage[] }[] = [];
	for (const page of pages) {
		const isTagged = isWellTagged(page) && !hasFieldsInPlace(page);
		const last = stretches.at(-1);
		if (last?.isTagged === isTagged) last.pages.push(page);
		else stretches.push({ isTagged, pages: [page] });
	}
	return joinStretches(
		stretches.flatMap((stretch) =>
			stretch.isTagged ? [readTagged(stretch.pages)] : stretch.pages.map((page) => readLayout(withFieldsInPlace(page), typography))
		)
	);
}

function doubtsOf({ pages, damaged, pageCount }: OpenedPdf): ReadingDoubt[] {
	return [
		...(damaged.length > 0 ? [{ code: 'pagesUnread' as const, detail: rangesOf(damaged) }] : []),
		...(pageCount > pages.length ? [{ code: 'textCut' as const, detail: `${pages.length + 1}–${pageCount}` }] : [])
	];
}

/** "2, 5–7". */
function rangesOf(numbers: number[]): string {
	const ranges: [number, number][] = [];
	for (const number of numbers) {
		const last = ranges.at(-1);
		if (last && last[1] === number - 1) last[1] = number;
		else ranges.push([number, number]);
	}
	return ranges.map(([from, to]) => (from === to ? `${from}` : `${from}–${to}`)).join(', ');
}
