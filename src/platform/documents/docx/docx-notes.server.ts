// Texts of a Word document that stand outside its body: comments, footnotes, endnotes, the words of a diagram.
import type { TextBlock } from '../read-document.ts';
import { walkXml } from '../xml.server.ts';

/** Separators between text and notes are notes too, in Word's eyes. */
const separators = new Set(['separator', 'continuationSeparator', 'continuationNotice']);
const deleted = new Set(['w:del', 'w:moveFrom', 'mc:Fallback']);

/**
 * Texts of `w:comment`, `w:footnote` or `w:endnote` elements by their id, paragraphs on lines of their own, tracked changes accepted.
 * An absent part has none.
 */
export function readNotes(bytes: Uint8Array | undefined, element: 'w:comment' | 'w:footnote' | 'w:endnote'): Map<string, string> {
	const notes = new Map<string, string>();
	let id: string | undefined;
	let text = '';
	let isText = false;
	let deletedDepth = 0;
	if (!bytes) return notes;
	walkXml(bytes, {
		open(name, attributes) {
			if (deletedDepth > 0 || deleted.has(name)) deletedDepth++;
			else if (name === element) {
				id = separators.has(attributes.type ?? '') ? undefined : attributes.id;
				text = '';
			} else if (name === 'w:tab' || name === 'w:br' || name === 'w:cr') text += ' ';
			isText = deletedDepth === 0 && name === 'w:t';
		},
		text(content) {
			if (isText) text += content;
		},
		close(name) {
			isText = false;
			if (deletedDepth > 0) deletedDepth--;
			else if (name === 'w:p') text += '\n';
			else if (name === element && id !== undefined && text.trim() !== '') notes.set(id, text.trim().replace(/\n\s*\n/g, '\n'));
		}
	});
	return notes;
}

/** The words of a SmartArt diagram, a block per paragraph. */
export function readDiagram(bytes: Uint8Array, origin: TextBlock['origin']): TextBlock[] {
	const blocks: TextBlock[] = [];
	let text = '';
	let isText = false;
	walkXml(bytes, {
		open(name) {
			isText = name === 'a:t';
		},
		text(content) {
			if (isText) text += content;
		},
		close(name) {
			isText = false;
			if (name !== 'a:p') return;
			if (text.trim() !== '') blocks.push({ kind: 'text', runs: [{ text: text.trim() }], origin });
			text = '';
		}
	});
	return blocks;
}
