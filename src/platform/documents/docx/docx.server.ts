// Reads a Word document straight from its XML: the parts are found by their relations, the body is walked once.

import type { ReadDocument } from '../read-document.ts';
import { RefusedFile } from '../refusal.ts';
import { walkXml } from '../xml.server.ts';
import type { Archive } from '../zip.server.ts';
import { BodyWalker } from './docx-body.server.ts';
import { readDiagram, readNotes } from './docx-notes.server.ts';
import { linkTargets, listCounter, partName, readRelations, readStyles } from './docx-parts.server.ts';

/**
 * Takes the opened archive. Footnotes stand in the text in square brackets, comments are notes; headers and footers repeat on every
 * page and are left out. Macros, templates and every other outside part stay closed.
 * @throws RefusedFile when there is no Word text in it or a part is unsafe
 */
export function readDocx(archive: Archive): ReadDocument {
	const main = mainPart(archive);
	const bytes = archive.read(main);
	if (!bytes) throw new RefusedFile('fileDamaged');
	const relations = readRelations(archive, main);
	const partOf = (relation: { target: string; isExternal: boolean } | undefined) =>
		relation && !relation.isExternal ? archive.read(partName(main, relation.target)) : undefined;
	const part = (type: string) => partOf([...relations.values()].find((each) => each.type === type && !each.isExternal));
	const walker = new BodyWalker({
		styles: readStyles(part('styles')),
		countList: listCounter(part('numbering')),
		links: linkTargets(relations),
		comments: readNotes(part('comments'), 'w:comment'),
		footnotes: readNotes(part('footnotes'), 'w:footnote'),
		endnotes: readNotes(part('endnotes'), 'w:endnote'),
		diagram(id, origin) {
			const data = partOf(relations.get(id));
			return data ? readDiagram(data, origin) : [];
		}
	});
	walkXml(bytes, walker);
	if (!walker.sawBody) throw new RefusedFile('fileDamaged');
	const { notes, doubts } = walker;
	return { blocks: walker.blocks, ...(notes.length > 0 && { notes }), ...(doubts.length > 0 && { doubts }) };
}

function mainPart(archive: Archive): string {
	for (const { type, target } of readRelations(archive, '').values()) {
		if (type === 'officeDocument') return partName('', target);
	}
	return 'word/document.xml';
}
