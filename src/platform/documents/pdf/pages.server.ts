// Opens a PDF with pdf.js and takes its pages out as plain data. Nothing in the file is run, fetched or drawn: no scripts, no
// XFA, no fonts, no images.
import type { PDFDocumentProxy, PDFPageProxy } from 'unpdf/pdfjs';
import { RefusedFile } from '../refusal.ts';
import { safeHref } from '../rich-text.ts';
import { cutAtLinks, type LinkArea } from './links.ts';
import type { Box, FormField, PdfPage, Piece, TagNode } from './page.ts';
import { rulingsOf } from './rulings.ts';

/** Pages read at most, and milliseconds spent at most before the rest is left unread; the worker's own limit is higher. */
const mostPages = 400;
const mostMilliseconds = 7_000;
const mostPieces = 300_000;

export type OpenedPdf = {
	pages: PdfPage[];
	/** Numbers of pages that could be read in part only, or not at all. */
	damaged: number[];
	pageCount: number;
	/** The file says that its text is another program's form, to be drawn by that program. */
	hasDynamicForm: boolean;
	hasPictures: boolean;
};

type Pdfjs = typeof import('unpdf/pdfjs');

/** Takes the whole file. Throws `RefusedFile` when it is encrypted or nothing can be read. */
export async function openPdf(bytes: Uint8Array): Promise<OpenedPdf> {
	const { getResolvedPDFJS } = await import('unpdf');
	const pdfjs = await getResolvedPDFJS();
	const lenient = await open(pdfjs, bytes, false);
	// A file that opens only by being mended has no page one can be sure of.
	const strict = await open(pdfjs, bytes, true).catch(() => null);
	try {
		const { info } = await lenient.getMetadata().catch(() => ({ info: {} }));
		const hasDynamicForm = 'IsXFAPresent' in info && info.IsXFAPresent === true;
		return { ...(await readPages(pdfjs, lenient, strict)), pageCount: lenient.numPages, hasDynamicForm, hasPictures: hasPictures(bytes) };
	} finally {
		await strict?.loadingTask.destroy();
		await lenient.loadingTask.destroy();
	}
}

/** Pictures are streams, and what a stream is stands in plain letters before it. */
function hasPictures(bytes: Uint8Array): boolean {
	return /\/Subtype\s*\/Image\b/.test(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('latin1'));
}

/** `isStrict`: an error in a page is told instead of passed over. pdf.js takes the bytes it is given away, so it gets a copy. */
async function open(pdfjs: Pdfjs, bytes: Uint8Array, isStrict: boolean): Promise<PDFDocumentProxy> {
	try {
		return await pdfjs.getDocument({
			data: new Uint8Array(bytes),
			stopAtErrors: isStrict,
			verbosity: pdfjs.VerbosityLevel.ERRORS,
			maxImageSize: 1,
			enableXfa: false,
			disableFontFace: true,
			useSystemFonts: false,
			useWasm: false,
			useWorkerFetch: false,
			isOffscreenCanvasSupported: false,
			isImageDecoderSupported: false
		}).promise;
	} catch (error) {
		throw new RefusedFile(error instanceof Error && error.name === 'PasswordException' ? 'fileEncrypted' : 'fileDamaged');
	}
}

async function readPages(pdfjs: Pdfjs, lenient: PDFDocumentProxy, strict: PDFDocumentProxy | null) {
	const started = performance.now();
	const pages: PdfPage[] = [];
	const damaged: number[] = [];
	let pieces = 0;
	for (let number = 1; number <= Math.min(lenient.numPages, mostPages); number++) {
		if (performance.now() - started > mostMilliseconds || pieces > mostPieces) break;
		const page = await readPage(pdfjs, lenient, number).catch(() => undefined);
		if (!page || !strict || !(await isSound(strict, number))) damaged.push(number);
		pages.push(page ?? emptyPage(number));
		pieces += page?.pieces.length ?? 0;
	}
	return { pages, damaged };
}

function emptyPage(number: number): PdfPage {
	return { number, width: 0, height: 0, pieces: [], rulings: [], fields: [], tree: null, hasDrawing: false };
}

async function isSound(strict: PDFDocumentProxy, number: number): Promise<boolean> {
	try {
		const page = await strict.getPage(number);
		await page.getTextContent();
		page.cleanup();
		return true;
	} catch {
		return false;
	}
}

async function readPage(pdfjs: Pdfjs, document: PDFDocumentProxy, number: number): Promise<PdfPage> {
	const page = await document.getPage(number);
	const viewport = page.getViewport({ scale: 1 });
	const toView = (rect: number[]): Box => {
		const [x0 = 0, y0 = 0, x1 = 0, y1 = 0] = rect;
		const corners = [
			[x0, y0],
			[x1, y1]
		].map(([x = 0, y = 0]) => pdfjs.Util.transform(viewport.transform, [1, 0, 0, 1, x, y]) as number[]);
		const [xs, ys] = [corners.map((corner) => corner[4] ?? 0), corners.map((corner) => corner[5] ?? 0)];
		return { left: Math.min(...xs), right: Math.max(...xs), top: Math.min(...ys), bottom: Math.max(...ys) };
	};
	const operators = await page.getOperatorList().catch(() => ({ fnArray: [], argsArray: [] }));
	const annotations: Annotation[] = await page.getAnnotations().catch(() => []);
	const links = annotations.flatMap((annotation): LinkArea[] => {
		const href = annotation.subtype === 'Link' ? safeHref(annotation.url ?? '') : null;
		return href ? [{ href, box: toView(annotation.rect) }] : [];
	});
	const pieces = cutAtLinks(await piecesOf(pdfjs, page, number, viewport.transform as number[], viewport.scale), links);
	const tree = await page.getStructTree().catch(() => null);
	page.cleanup();
	return {
		number,
		width: viewport.width,
		height: viewport.height,
		pieces,
		rulings: rulingsOf(operators, pdfjs.OPS, viewport.transform as number[]),
		fields: annotations.flatMap((annotation) => fieldOf(annotation, toView)),
		tree: tree ? tagNode(tree) : null,
		hasDrawing: operators.fnArray.length > 0
	};
}

/** What we use of an annotation; pdf.js gives many kinds in one shape. */
type Annotation = {
	subtype: string;
	rect: number[];
	url?: string;
	fieldType?: string;
	fieldName?: string;
	alternativeText?: string;
	fieldValue?: string | string[] | null;
	exportValue?: string;
	buttonValue?: string | null;
	checkBox?: boolean;
	radioButton?: boolean;
	options?: { exportValue: string; displayValue: string }[];
};

function fieldOf(annotation: Annotation, toView: (rect: number[]) => Box): FormField[] {
	if (annotation.subtype !== 'Widget') return [];
	const named = (annotation.alternativeText ?? '').trim() || (annotation.fieldName?.split('.').at(-1) ?? '').trim();
	const label = isNameOfProgram(named) ? '' : named;
	const box = toView(annotation.rect);
	const values = [annotation.fieldValue ?? ''].flat();
	if (annotation.fieldType === 'Tx') return [{ kind: 'text', label, value: values.join('\n'), box }];
	if (annotation.fieldType === 'Ch') {
		const shown = values.map((value) => annotation.options?.find((option) => option.exportValue === value)?.displayValue ?? value);
		return [{ kind: 'text', label, value: shown.join('\n'), box }];
	}
	if (!annotation.checkBox && !annotation.radioButton) return [];
	const own = annotation.checkBox ? annotation.exportValue : annotation.buttonValue;
	const isTicked = values[0] !== '' && values[0] !== 'Off' && (own === undefined || own === null || values[0] === own);
	return [{ kind: 'tick', label, value: isTicked ? '☒' : '☐', box }];
}

/** "Text1", "Campo de texto 3": what a program calls a field that nobody named. */
function isNameOfProgram(name: string): boolean {
	return /^(?:(?:text|texto|textbox|check ?box|checkbox|button|box|field|fill|untitled|undefined|campo|casilla|caja|formulario|form|group|grupo|lista|list|dropdown|combo ?box|option)[\s_.-]*(?:box|field|de|texto|verificaci[oó]n|numérico)?[\s_.-]*(?:texto)?[\s_.-]*)?\d*$/i.test(
		name
	);
}

async function piecesOf(pdfjs: Pdfjs, page: PDFPageProxy, number: number, view: number[], scale: number): Promise<Piece[]> {
	const { items } = await page.getTextContent({ includeMarkedContent: true });
	const styles = new Map<string, FontStyle>();
	const marks: { contentId?: string; isArtifact: boolean }[] = [];
	const pieces: Piece[] = [];
	let isBlankOpen = false;
	for (const item of items) {
		if ('type' in item) {
			if (item.type === 'endMarkedContent') marks.pop();
			else marks.push({ ...(item.id && { contentId: item.id }), isArtifact: 'tag' in item && item.tag === 'Artifact' });
			continue;
		}
		const style = styles.get(item.fontName) ?? styleOfFont(fontName(page, item.fontName));
		styles.set(item.fontName, style);
		const text = style.isSymbols ? meaningOfSymbol(item.str) : item.str;
		const visible = text.trim();
		if (visible === '') {
			isBlankOpen ||= text !== '' || item.hasEOL;
			continue;
		}
		const [a = 0, b = 0, c = 0, d = 0, x = 0, y = 0] = pdfjs.Util.transform(view, item.transform) as number[];
		const size = Math.hypot(c, d) || Math.hypot(a, b) || 1;
		const width = item.width * scale;
		const leading = (width * (text.length - text.trimStart().length) * 0.5) / text.length;
		const trailing = (width * (text.length - text.trimEnd().length) * 0.5) / text.length;
		const contentId = marks.findLast((mark) => mark.contentId)?.contentId;
		pieces.push({
			text: visible.normalize('NFC'),
			x: x + leading,
			right: x + width - trailing,
			y,
			size,
			isBold: style.isBold,
			isItalic: style.isItalic,
			page: number,
			isRightToLeft: item.dir === 'rtl',
			hasBlankBefore: isBlankOpen || leading > 0,
			...(contentId && { contentId }),
			isArtifact: marks.some((mark) => mark.isArtifact),
			isTurned: Math.abs(b) > 0.09 * Math.abs(a) || a < 0
		});
		isBlankOpen = trailing > 0 || item.hasEOL;
	}
	return withoutShadows(pieces);
}

/** Bold made by writing twice, a hair apart, is read once. */
function withoutShadows(pieces: Piece[]): Piece[] {
	const seen = new Map<string, Piece>();
	return pieces.filter((piece) => {
		const key = `${piece.text}|${Math.round(piece.y)}`;
		const twin = seen.get(key);
		seen.set(key, piece);
		if (!twin || Math.abs(twin.x - piece.x) > 1 || piece.text.length < 2) return true;
		twin.isBold = true;
		return false;
	});
}

type FontStyle = { isBold: boolean; isItalic: boolean; isSymbols: boolean };

function fontName(page: PDFPageProxy, id: string): string {
	try {
		const font: { name?: string } = page.commonObjs.get(id);
		return font.name ?? '';
	} catch {
		return '';
	}
}

/** What a font's name tells: there is nothing else that every PDF has. */
function styleOfFont(name: string): FontStyle {
	return {
		isBold: /bold|black|heavy|(?:^|[-,\s])(?:demi|bd)\b/i.test(name),
		isItalic: /italic|oblique|kursiv|(?:-|,)(?:it|obl)\b|bolditalic/i.test(name),
		isSymbols: /wingdings|webdings|dingbats|symbolmt|opensymbol|^(?:[A-Z]{6}\+)?symbol/i.test(name)
	};
}

/** One character of a symbol font: ticks and boxes by meaning, everything else as the bullet it nearly always is. */
function meaningOfSymbol(text: string): string {
	if ([...text.trim()].length !== 1 || /[☐☑☒✓✔✗✘]/.test(text)) return text;
	const code = text.trim().charCodeAt(0) & 0xff;
	if ([0xfe, 0xfd, 0x54, 0x53, 0x78, 0x52].includes(code)) return '☒';
	if ([0xa8, 0x6f, 0x71, 0x72, 0xa3].includes(code)) return '☐';
	return '•';
}

type Serialized = { role?: string; type?: string; id?: string; children?: Serialized[] };

function tagNode(node: Serialized): TagNode {
	const children = (node.children ?? []).flatMap((child): TagNode[] => {
		if (child.role !== undefined) return [tagNode(child)];
		return child.type === 'content' && child.id ? [{ contentId: child.id }] : [];
	});
	return { role: node.role ?? '', children };
}
