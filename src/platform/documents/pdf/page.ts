// One page as plain data: what stands where. Lengths are points from the upper left corner of the page as it is shown, y downwards.

/** A stretch of text in one style on one line. `y` is its baseline. */
export type Piece = {
	text: string;
	x: number;
	right: number;
	y: number;
	size: number;
	isBold: boolean;
	isItalic: boolean;
	href?: string;
	page: number;
	isRightToLeft: boolean;
	/** A blank stands before it, however narrow. */
	hasBlankBefore: boolean;
	/** The marked content it belongs to, for the structure tree. */
	contentId?: string;
	/** The file itself says that it is furniture: a running header, a page number. */
	isArtifact: boolean;
	/** Not written from left to right: a watermark, a label up the side. */
	isTurned: boolean;
};
export type Ruling = { isVertical: boolean; at: number; from: number; to: number };
export type Box = { left: number; top: number; right: number; bottom: number };
/** A part of the structure tree: an element with a role, or a reference to marked content. */
export type TagNode = { role: string; children: TagNode[] } | { contentId: string };
/** A box that a person filled in. `label` is what the form calls it, for people; `value` is empty when nothing was filled in. */
export type FormField = { label: string; value: string; kind: 'text' | 'tick'; box: Box };
export type PdfPage = {
	number: number;
	width: number;
	height: number;
	pieces: Piece[];
	rulings: Ruling[];
	fields: FormField[];
	tree: TagNode | null;
	/** Something besides text is painted. */
	hasDrawing: boolean;
};

export function isInside(piece: Piece, box: Box): boolean {
	const [x, y] = [(piece.x + piece.right) / 2, piece.y - piece.size * 0.3];
	return x > box.left && x < box.right && y > box.top && y < box.bottom;
}
