// White space as HTML and OpenDocument mean it: blanks, tabs and line ends in the file are one blank, and none at the beginning.

/** Adds the pieces of one paragraph, which may be cut anywhere, and knows whether the last one ended with a blank. */
export class BlankSpace {
	private isAfterBlank = true;

	/** The piece as it reads. `isKept`: white space counts as it stands. */
	collapse(piece: string, isKept = false): string {
		const collapsed = isKept ? piece : piece.replace(/[ \t\r\n\f]+/g, ' ');
		const text = !isKept && this.isAfterBlank && collapsed.startsWith(' ') ? collapsed.slice(1) : collapsed;
		if (text !== '') this.isAfterBlank = !isKept && text.endsWith(' ');
		return text;
	}

	/** A new paragraph or line begins, where a blank shows nothing. */
	restart(): void {
		this.isAfterBlank = true;
	}
}
