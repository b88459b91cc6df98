// Reads an OpenDocument text, as LibreOffice and OpenOffice save it.

import type { ReadDocument } from '../read-document.ts';
import { RefusedFile } from '../refusal.ts';
import { decodeText } from '../text/text-encoding.ts';
import { walkXml } from '../xml.server.ts';
import type { Archive } from '../zip.server.ts';
import { OdtBody } from './odt-body.ts';
import { OdtStyles } from './odt-styles.ts';

const mediaTypes = ['application/vnd.oasis.opendocument.text', 'application/vnd.oasis.opendocument.text-template'];

/** Whether the archive says that it is a text or the template of one; sheets and slides are others. */
export function isOdt(archive: Archive): boolean {
	const mediaType = archive.names.includes('mimetype') ? archive.read('mimetype') : undefined;
	return mediaType !== undefined && mediaTypes.includes(Buffer.from(mediaType).toString('latin1').trim());
}

/**
 * Words of footnotes stand in brackets where the text refers to them; remarks in the margin are notes.
 * Throws `RefusedFile`: `fileEncrypted`, `fileDamaged` when there is no text in it, `fileUnsafe`.
 */
export function readOdt(archive: Archive): ReadDocument {
	const manifest = archive.read('META-INF/manifest.xml');
	if (manifest && /<(?:\w+:)?encryption-data\b/.test(decodeText(manifest) ?? '')) throw new RefusedFile('fileEncrypted');
	const content = archive.read('content.xml');
	if (!content) throw new RefusedFile('fileDamaged');
	const body = new OdtBody(namedStyles(archive.read('styles.xml')));
	walkXml(content, body);
	if (!body.sawText) throw new RefusedFile('fileDamaged');
	return { blocks: body.blocks, notes: body.notes };
}

function namedStyles(bytes: Uint8Array | undefined): OdtStyles {
	const styles = new OdtStyles();
	if (bytes) walkXml(bytes, { open: (name, attributes) => styles.open(name, attributes, false), close: (name) => styles.close(name) });
	return styles;
}
